// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/environment/environmenttext.h"

#include "ssh/operation.h"
#include "ui/look/button.h"
#include "ui/look/text.h"

#include <QKeyEvent>
#include <QScrollBar>
#include <QTextBlock>
#include <QVBoxLayout>

#include <algorithm>

namespace bouncepro {

namespace {

constexpr qsizetype pieceSize = 8000; // characters at once

// The document's own text: toPlainText() would take blanks that do not break for others.
QString textOf(const QTextDocument &document)
{
    QString text = document.toRawText();
    text.replace(QChar::ParagraphSeparator, QLatin1Char('\n'));
    return text;
}

enum QuoteState { None = -1, Single = 1, Double = 2 };

} // namespace

void EnvironmentHighlighter::highlightBlock(const QString &text)
{
    const Tokens &t = tokens();
    const auto paint = [&](qsizetype from, qsizetype to, const QColor &colour) {
        setFormat(int(from), int(to - from), colour);
    };
    int state = previousBlockState();
    qsizetype at = 0;
    setCurrentBlockState(None);
    if (state != Single && state != Double) {
        while (at < text.size() && text[at].isSpace())
            ++at;
        if (at < text.size() && text[at] == QLatin1Char('#'))
            return paint(0, text.size(), t.text3);
        const qsizetype sign = std::min<qsizetype>(
            {text.size(), text.indexOf(QLatin1Char('=')) < 0 ? text.size() : text.indexOf(QLatin1Char('='))});
        paint(at, sign, t.accentText);
        at = std::min(sign + 1, text.size());
        state = None;
    }
    for (qsizetype begin = at; at < text.size(); ++at) {
        const QChar c = text[at];
        if (state == None && (c == QLatin1Char('\'') || c == QLatin1Char('"')) && at == begin) {
            state = c == QLatin1Char('"') ? Double : Single;
            paint(at, at + 1, t.text3);
        } else if ((state == Single && c == QLatin1Char('\'')) || (state == Double && c == QLatin1Char('"'))) {
            paint(at, at + 1, t.text3);
            state = None;
        } else if (state != None && c == QLatin1Char('\\')) {
            ++at;
        } else if (state == None && c == QLatin1Char('#') && at > 0 && text[at - 1] == QLatin1Char(' ')) {
            paint(at, text.size(), t.text3);
            return;
        } else if (state != Single && c == QLatin1Char('$')) {
            const qsizetype from = at++;
            if (at < text.size() && text[at] == QLatin1Char('{')) {
                const qsizetype close = text.indexOf(QLatin1Char('}'), at);
                at = close < 0 ? text.size() : close + 1;
            } else {
                while (at < text.size() && (text[at].isLetterOrNumber() || text[at] == QLatin1Char('_')))
                    ++at;
            }
            paint(from, at, t.series4);
            --at;
        }
    }
    setCurrentBlockState(state);
}

EnvironmentText::EnvironmentText(QWidget *parent)
    : QWidget(parent),
      m_view(new QPlainTextEdit),
      m_highlighter(new EnvironmentHighlighter(m_view->document())),
      m_mask(new Button(tr("Show secrets"))),
      m_note(new Text(FontRole::Small, Tone::Third))
{
    m_view->setObjectName(QStringLiteral("environmentText"));
    m_view->setAccessibleName(tr("Text of the file"));
    m_view->setUndoRedoEnabled(false); // the editor has it
    m_view->setLineWrapMode(QPlainTextEdit::NoWrap);
    m_view->setTabChangesFocus(true);
    m_view->setFrameShape(QFrame::NoFrame);
    m_view->setLayoutDirection(Qt::LeftToRight);
    m_view->installEventFilter(this);
    m_mask->setObjectName(QStringLiteral("maskText"));
    m_mask->setIconName(QStringLiteral("eye"));
    m_mask->setSmall(true);
    m_note->setObjectName(QStringLiteral("textNote"));
    m_note->setEliding(true);
    auto *row = new QHBoxLayout;
    setSpaces(row, {14, 10, 12, 8}, 8);
    row->addWidget(m_note, 1);
    row->addWidget(m_mask);
    auto *column = new QVBoxLayout(this);
    setSpaces(column, {1, 0, 1, 6}, 0);
    column->addLayout(row);
    column->addWidget(m_view, 1);
    setFocusProxy(m_view);
    keepDressed(this, [this] {
        m_view->setFont(fontOf(FontRole::Mono));
        m_view->setMinimumHeight(px(260));
        m_view->document()->setDocumentMargin(px(10));
        m_highlighter->rehighlight();
    });
    m_pause.setSingleShot(true);
    m_pause.setInterval(400);
    m_hide.setSingleShot(true);
    m_hide.setInterval(std::chrono::seconds(60));
    m_pieces.setInterval(0);
    connect(&m_pause, &QTimer::timeout, this, &EnvironmentText::commit);
    connect(&m_hide, &QTimer::timeout, this, [this] { setMasked(true); });
    connect(&m_pieces, &QTimer::timeout, this, &EnvironmentText::putNext);
    connect(m_mask, &Button::clicked, this, [this] { setMasked(!m_isMasked); });
    connect(m_view->document(), &QTextDocument::contentsChange, this, &EnvironmentText::heed);
    say({});
}

EnvironmentText::~EnvironmentText()
{
    m_view->document()->disconnect(this);
    m_view->removeEventFilter(this);
}

void EnvironmentText::setEditor(EnvironmentEditor *editor)
{
    commit();
    if (m_editor)
        m_editor->disconnect(this);
    m_editor = editor;
    setMasked(true);
    connect(editor, &EnvironmentEditor::changed, this, &EnvironmentText::load);
    load();
}

void EnvironmentText::setMasked(bool isMasked)
{
    if (m_isMasked == isMasked)
        return;
    commit();
    m_isMasked = isMasked;
    m_mask->setText(isMasked ? tr("Show secrets") : tr("Hide secrets"));
    if (isMasked)
        m_hide.stop();
    else
        m_hide.start();
    say({});
    load();
}

void EnvironmentText::say(const QString &note)
{
    m_note->setText(!note.isEmpty() ? note
                    : m_isMasked    ? tr("Values of secrets are hidden; each goes as a whole or stays.")
                                    : tr("Secrets are shown. They hide again after a minute without a key."));
    m_note->setTone(note.isEmpty() ? Tone::Third : Tone::Warn);
}

// What is typed meanwhile goes first; the editor's answer to that loads again.
void EnvironmentText::load()
{
    if (!m_editor || m_pause.isActive())
        return;
    start(
        this,
        [text = m_editor->look().mine, hidden = m_isMasked ? m_editor->look().hidden : QList<EnvironmentRange>()](
            std::stop_token) { return ShownEnvironment(text.text(), hidden); },
        [this, round = ++m_round](const ShownEnvironment &shown) {
            if (round == m_round && !m_pause.isActive())
                put(shown);
        });
}

// Only what is another text is put in, so that the cursor stays where a person left it.
void EnvironmentText::put(const ShownEnvironment &shown)
{
    m_pieces.stop();
    m_coming.clear();
    m_text = shown;
    const QString before = textOf(*m_view->document()), &after = shown.shown();
    qsizetype same = 0, most = std::min(before.size(), after.size());
    while (same < most && before[same] == after[same])
        ++same;
    qsizetype tail = 0;
    most -= same;
    while (tail < most && before[before.size() - 1 - tail] == after[after.size() - 1 - tail])
        ++tail;
    m_isPutting = true;
    const qsizetype gone = before.size() - same - tail, come = after.size() - same - tail;
    if (gone > pieceSize || come > pieceSize) {
        m_view->clear();
        m_view->setReadOnly(true);
        m_coming = after;
        m_pieces.start();
    } else if (gone > 0 || come > 0) {
        QTextCursor cursor(m_view->document());
        cursor.setPosition(int(same));
        cursor.setPosition(int(same + gone), QTextCursor::KeepAnchor);
        cursor.insertText(after.mid(same, come));
    }
    m_isPutting = false;
    if (m_coming.isEmpty())
        putNext();
}

void EnvironmentText::putNext()
{
    m_isPutting = true;
    if (!m_coming.isEmpty()) {
        QTextCursor cursor(m_view->document());
        cursor.movePosition(QTextCursor::End);
        cursor.insertText(m_coming.left(pieceSize));
        m_coming.remove(0, pieceSize);
    }
    m_isPutting = false;
    if (!m_coming.isEmpty())
        return;
    m_pieces.stop();
    m_view->setReadOnly(!m_text.isEditable());
    if (!m_text.isEditable())
        say(tr("It holds bytes that are no text: it can be looked at, and its keys can be edited."));
    markFaults();
    if (m_line > 0)
        goToLine(std::exchange(m_line, 0));
}

void EnvironmentText::markFaults()
{
    QList<QTextEdit::ExtraSelection> marks;
    for (const EnvironmentFault &fault : m_editor->look().mine.faults()) {
        const QTextBlock block = m_view->document()->findBlockByNumber(fault.line - 1);
        if (!block.isValid() || marks.size() > 200)
            continue;
        QTextEdit::ExtraSelection mark;
        mark.cursor = QTextCursor(block);
        mark.format.setBackground(tokens().failSoft);
        mark.format.setProperty(QTextFormat::FullWidthSelection, true);
        marks << mark;
    }
    m_view->setExtraSelections(marks);
}

// The document tells where; where it tells more than changed (formats, the last line's end) the texts are compared.
void EnvironmentText::heed(int at, int removed, int added)
{
    if (m_isPutting || !m_editor)
        return;
    const QString &before = m_text.shown(), after = textOf(*m_view->document());
    qsizetype from = std::min<qsizetype>(at, before.size());
    qsizetype gone = std::min<qsizetype>(removed, before.size() - from);
    qsizetype come = std::min<qsizetype>(added, after.size() - from);
    if (before.size() - gone != after.size() - come || before.first(from) != after.first(from) ||
        before.sliced(from + gone) != after.sliced(from + come)) {
        from = 0;
        gone = before.size();
        come = after.size();
    }
    while (gone > 0 && come > 0 && before[from] == after[from])
        ++from, --gone, --come;
    while (gone > 0 && come > 0 && before[from + gone - 1] == after[from + come - 1])
        --gone, --come;
    if (gone == 0 && come == 0)
        return;
    if (!m_text.splice(from, gone, after.mid(from, come))) {
        say(tr("That would cut into a hidden value: show the secrets, or replace it as a whole."));
        QTimer::singleShot(0, this, [this] { put(m_text); });
        return;
    }
    say({});
    m_isTyped = true;
    m_pause.start();
    if (!m_isMasked)
        m_hide.start();
}

void EnvironmentText::commit()
{
    m_pause.stop();
    if (!std::exchange(m_isTyped, false) || !m_editor)
        return;
    m_editor->setText(m_text.text(), tr("Edit the text"));
}

void EnvironmentText::goToLine(int line)
{
    if (!m_coming.isEmpty() || m_text.shown().isEmpty()) {
        m_line = line;
        return;
    }
    const EnvironmentDocument &mine = m_editor->look().mine;
    qsizetype byte = 0; // a hidden value may have had several lines
    for (int i = 1; i < line && byte >= 0; ++i)
        byte = mine.text().indexOf('\n', byte) + 1;
    QTextCursor cursor(m_view->document());
    cursor.setPosition(
        int(std::min<qsizetype>(m_text.shownAt(mine.text(), byte), m_view->document()->characterCount() - 1)));
    m_view->setTextCursor(cursor);
    m_view->centerCursor();
    m_view->setFocus(Qt::OtherFocusReason);
}

// The page's undo is the one that counts here too.
bool EnvironmentText::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::FocusOut)
        commit();
    if (event->type() == QEvent::ShortcutOverride || event->type() == QEvent::KeyPress) {
        auto *key = static_cast<QKeyEvent *>(event);
        const bool isUndo = key->matches(QKeySequence::Undo), isRedo = key->matches(QKeySequence::Redo);
        if (isUndo || isRedo) {
            event->accept();
            if (event->type() == QEvent::KeyPress) {
                commit();
                isUndo ? Q_EMIT undoWanted() : Q_EMIT redoWanted();
            }
            return true;
        }
    }
    return QWidget::eventFilter(watched, event);
}

void EnvironmentText::hideEvent(QHideEvent *event)
{
    QWidget::hideEvent(event);
    commit();
    setMasked(true);
}

} // namespace bouncepro
