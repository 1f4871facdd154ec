// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/look/text.h"

#include "models/servers/wording.h"

#include <QClipboard>
#include <QContextMenuEvent>
#include <QGuiApplication>
#include <QHelpEvent>
#include <QMenu>
#include <QPainter>
#include <QRegularExpression>
#include <QToolTip>

#include <algorithm>

namespace bouncepro {

namespace {

constexpr QChar wordJoiner(0x2060);

// A label goes by the direction of its text alone, and so would not stand where a mirrored window has it.
void align(QLabel &label)
{
    const bool isMirrored = label.layoutDirection() == Qt::RightToLeft;
    const Qt::Alignment now = label.alignment();
    if (isMirrored == now.testFlag(Qt::AlignAbsolute) || now.testFlag(Qt::AlignHCenter))
        return;
    label.setAlignment((now.testFlag(Qt::AlignRight) ? Qt::AlignLeft : Qt::AlignRight) |
                       (now & Qt::AlignVertical_Mask) | (isMirrored ? Qt::AlignAbsolute : Qt::Alignment()));
}

} // namespace

QString breakable(const QString &words, int longest)
{
    QString result;
    int run = 0;
    for (const QChar c : words) {
        run = c.isSpace() ? 0 : run + 1;
        result += c;
        if (run >= longest && !c.isHighSurrogate()) {
            result += QChar(0x200b);
            run = 0;
        }
    }
    return result;
}

QString unbroken(const QString &words)
{
    constexpr qsizetype longest = 48;
    static const QRegularExpression command(QStringLiteral("`[^`\\n]+`"));
    QString result;
    qsizetype at = 0;
    for (auto it = command.globalMatch(words); it.hasNext();) {
        const QRegularExpressionMatch match = it.next();
        result += words.mid(at, match.capturedStart() - at);
        at = match.capturedEnd();
        const QString text = match.captured();
        const bool isWhole = text.size() <= longest;
        for (qsizetype i = 0; i < text.size(); ++i) {
            const bool isInWord = i > 0 && !text[i].isSpace() && !text[i - 1].isSpace();
            if (isInWord && (!text[i].isLetterOrNumber() || !text[i - 1].isLetterOrNumber()))
                result += wordJoiner;
            result += isWhole && text[i] == QLatin1Char(' ') ? QChar(QChar::Nbsp) : text[i];
        }
    }
    return result + words.mid(at);
}

QString plain(QString unbroken)
{
    return unbroken.remove(wordJoiner).replace(QChar(QChar::Nbsp), QLatin1Char(' '));
}

QColor colourOf(Tone tone)
{
    const Tokens &t = tokens();
    switch (tone) {
    case Tone::Plain:
        return t.text;
    case Tone::Second:
        return t.text2;
    case Tone::Third:
        return t.text3;
    case Tone::Ok:
        return t.okText;
    case Tone::Warn:
        return t.warnText;
    case Tone::Fail:
        return t.failText;
    case Tone::Accent:
        return t.accentText;
    case Tone::Production:
        return t.prodText;
    case Tone::OnFill:
        break;
    }
    return t.onFill;
}

Text::Text(FontRole role, Tone tone, const QString &text, QWidget *parent) : Text(role, tone, parent)
{
    setText(text);
}

Text::Text(FontRole role, Tone tone, QWidget *parent) : QLabel(parent), m_role(role), m_tone(tone)
{
    setTextFormat(Qt::PlainText);
    dress();
}

void Text::setText(const QString &text)
{
    const QString shown = unbroken(text);
    QLabel::setText(shown);
    if (shown != text || !QLabel::accessibleName().isEmpty())
        setAccessibleName(shown == text ? QString() : text);
}

void Text::setTone(Tone tone)
{
    if (m_tone == tone)
        return;
    m_tone = tone;
    dress();
}

void Text::setRole(FontRole role)
{
    if (m_role == role)
        return;
    m_role = role;
    dress();
}

void Text::setWrapping(bool on)
{
    setWordWrap(on);
    // Lets the layout make it narrower than its longest word; heights then follow the width.
    QSizePolicy policy(on ? QSizePolicy::Ignored : QSizePolicy::Preferred, QSizePolicy::Preferred);
    policy.setHeightForWidth(on);
    setSizePolicy(policy);
}

void Text::setEliding(bool on, Qt::TextElideMode where)
{
    m_isEliding = on;
    m_elide = where;
    updateGeometry();
}

QSize Text::minimumSizeHint() const
{
    const QSize size = QLabel::minimumSizeHint();
    return m_isEliding ? QSize(std::min(size.width(), px(40)), size.height()) : size;
}

void Text::paintEvent(QPaintEvent *event)
{
    if (!isCut())
        return QLabel::paintEvent(event);
    QPainter painter(this);
    painter.setPen(palette().color(QPalette::WindowText));
    painter.setLayoutDirection(text().isRightToLeft() ? Qt::RightToLeft : Qt::LeftToRight); // where … stands
    painter.drawText(contentsRect(), int(alignment() | Qt::AlignAbsolute),
                     fontMetrics().elidedText(text(), m_elide, contentsRect().width()));
}

bool Text::isCut() const
{
    return m_isEliding && fontMetrics().horizontalAdvance(text()) > contentsRect().width();
}

bool Text::event(QEvent *event)
{
    if (event->type() == QEvent::ToolTip && toolTip().isEmpty() && isCut()) {
        QToolTip::showText(static_cast<QHelpEvent *>(event)->globalPos(), asRichText(text()), this);
        return true;
    }
    if (event->type() == QEvent::LayoutDirectionChange || event->type() == QEvent::Polish)
        align(*this);
    return QLabel::event(event);
}

// What is copied is what was meant.
void Text::keyPressEvent(QKeyEvent *event)
{
    if (event->matches(QKeySequence::Copy) && hasSelectedText())
        QGuiApplication::clipboard()->setText(plain(selectedText()));
    else
        QLabel::keyPressEvent(event);
}

void Text::mouseReleaseEvent(QMouseEvent *event)
{
    QLabel::mouseReleaseEvent(event);
    if (hasSelectedText() && QGuiApplication::clipboard()->supportsSelection())
        QGuiApplication::clipboard()->setText(plain(selectedText()), QClipboard::Selection);
}

void Text::contextMenuEvent(QContextMenuEvent *event)
{
    if (!hasSelectedText())
        return event->ignore();
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->addAction(tr("Copy"), this, [this] { QGuiApplication::clipboard()->setText(plain(selectedText())); });
    menu->popup(event->globalPos());
}

void Text::setSelectable(bool on)
{
    setTextInteractionFlags(on ? Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard : Qt::NoTextInteraction);
    setFocusPolicy(on ? Qt::StrongFocus : Qt::NoFocus);
}

void Text::changeEvent(QEvent *event)
{
    QLabel::changeEvent(event);
    if (event->type() == QEvent::ApplicationPaletteChange || event->type() == QEvent::ApplicationFontChange ||
        event->type() == QEvent::PaletteChange || event->type() == QEvent::StyleChange)
        dress();
}

void Text::dress()
{
    if (m_isDressing)
        return;
    m_isDressing = true;
    setFont(fontOf(m_role));
    QPalette colours = palette();
    for (const auto role : {QPalette::WindowText, QPalette::Text})
        colours.setColor(role, colourOf(m_tone));
    colours.setColor(QPalette::Highlight, tokens().accent);
    colours.setColor(QPalette::HighlightedText, tokens().onFill);
    setPalette(colours);
    m_isDressing = false;
}

} // namespace bouncepro
