// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/look/outputview.h"

#include "ui/look/button.h"

#include <QKeyEvent>
#include <QScrollBar>
#include <QSyntaxHighlighter>
#include <QTextBlock>

#include <algorithm>

namespace bouncepro {

namespace {

struct LineTone : QTextBlockUserData
{
    explicit LineTone(Tone t) : tone(t) {}
    const Tone tone;
};

} // namespace

/// Colours lines by their tone, in today's theme.
class OutputColours : public QSyntaxHighlighter
{
    Q_OBJECT

public:
    using QSyntaxHighlighter::QSyntaxHighlighter;

protected:
    void highlightBlock(const QString &text) override
    {
        if (const auto *line = static_cast<LineTone *>(currentBlock().userData()))
            setFormat(0, int(text.size()), colourOf(line->tone));
    }
};

OutputView::OutputView(const QString &name, QWidget *parent)
    : QPlainTextEdit(parent),
      m_colours(new OutputColours(document())),
      m_newest(new Button(QString(), Variant::Default, this))
{
    setAccessibleName(name);
    setLayoutDirection(Qt::LeftToRight); // as what programs write
    setReadOnly(true);
    setUndoRedoEnabled(false);
    setLineWrapMode(NoWrap);
    setTabChangesFocus(true);
    setTextInteractionFlags(Qt::TextSelectableByKeyboard | Qt::TextSelectableByMouse);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAsNeeded);
    setLimit(5000);
    setFramed(true);
    m_newest->setSmall(true);
    m_newest->setIconName(QStringLiteral("newest"));
    m_newest->hide();
    connect(m_newest, &Button::clicked, this, &OutputView::follow);
    connect(verticalScrollBar(), &QScrollBar::valueChanged, this, [this](int value) {
        if (!m_isAppending)
            setFollowing(value >= verticalScrollBar()->maximum());
    });
    connect(verticalScrollBar(), &QScrollBar::rangeChanged, this, [this](int, int maximum) {
        if (m_isFollowing)
            verticalScrollBar()->setValue(maximum);
    });
    viewport()->setAutoFillBackground(false); // the frame is round
    keepDressed(this, [this] { dress(); });
}

void OutputView::dress()
{
    setFont(fontOf(FontRole::Mono));
    QPalette colours = palette();
    for (const auto role : {QPalette::Base, QPalette::Window})
        colours.setColor(role, tokens().sunken);
    colours.setColor(QPalette::Text, tokens().text2);
    colours.setColor(QPalette::PlaceholderText, tokens().text3);
    colours.setColor(QPalette::Highlight, tokens().accent);
    colours.setColor(QPalette::HighlightedText, tokens().onFill);
    setPalette(colours);
    document()->setDocumentMargin(px(2));
    setViewportMargins(px(7), px(6), px(4), px(4));
    m_isAppending = true;
    m_colours->rehighlight();
    m_isAppending = false;
    showNewest();
}

void OutputView::setFramed(bool framed)
{
    setFrameShape(framed ? StyledPanel : NoFrame);
    setAutoFillBackground(!framed);
}

void OutputView::setLimit(int lines)
{
    setMaximumBlockCount(lines);
}

void OutputView::append(const QList<OutputLine> &lines)
{
    if (lines.isEmpty())
        return;
    m_isAppending = true;
    QScrollBar *bar = verticalScrollBar();
    const int at = bar->value();
    const bool wasEmpty = document()->isEmpty();
    const qsizetype before = wasEmpty ? 0 : blockCount();
    QTextCursor cursor(document());
    cursor.movePosition(QTextCursor::End);
    cursor.beginEditBlock();
    for (qsizetype i = std::max<qsizetype>(lines.size() - maximumBlockCount(), 0); i < lines.size(); ++i) {
        if (!document()->isEmpty() || i > 0)
            cursor.insertBlock();
        cursor.insertText(lines[i].text);
        if (lines[i].tone != Tone::Second)
            cursor.block().setUserData(new LineTone(lines[i].tone));
    }
    cursor.endEditBlock();
    if (m_isFollowing) {
        bar->setValue(bar->maximum());
        horizontalScrollBar()->setValue(0);
    } else {
        // What a person reads stays where it is while the oldest lines go.
        m_missed += int(lines.size());
        const auto gone = std::max<qsizetype>(before + lines.size() - blockCount(), 0);
        bar->setValue(std::max(at - int(gone), 0));
    }
    m_isAppending = false;
    showNewest();
}

void OutputView::replaceLast(const QString &text)
{
    m_isAppending = true;
    QTextCursor cursor(document()->lastBlock());
    cursor.movePosition(QTextCursor::EndOfBlock, QTextCursor::KeepAnchor);
    cursor.insertText(text);
    if (m_isFollowing)
        horizontalScrollBar()->setValue(0);
    m_isAppending = false;
}

void OutputView::clearLines()
{
    clear();
    m_missed = 0;
    follow();
}

void OutputView::follow()
{
    verticalScrollBar()->setValue(verticalScrollBar()->maximum());
    setFollowing(true);
}

void OutputView::pause()
{
    setFollowing(false);
}

void OutputView::setFollowing(bool following)
{
    if (m_isFollowing == following)
        return;
    m_isFollowing = following;
    m_missed = 0;
    showNewest();
    Q_EMIT followingChanged(following);
}

void OutputView::showNewest()
{
    m_newest->setVisible(!m_isFollowing);
    m_newest->setText(m_missed > 0 ? tr("Newest, %n line(s) more", nullptr, m_missed) : tr("Newest"));
    m_newest->resize(m_newest->sizeHint());
    const QRect room = viewport()->geometry();
    m_newest->move(room.right() - m_newest->width() - px(8), room.bottom() - m_newest->height() - px(8));
}

void OutputView::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_End && !(event->modifiers() & Qt::ShiftModifier))
        return follow();
    QPlainTextEdit::keyPressEvent(event);
}

void OutputView::resizeEvent(QResizeEvent *event)
{
    m_isAppending = true;
    QPlainTextEdit::resizeEvent(event);
    if (m_isFollowing)
        verticalScrollBar()->setValue(verticalScrollBar()->maximum());
    m_isAppending = false;
    showNewest();
}

} // namespace bouncepro

#include "outputview.moc"
