// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/terminal/terminalview.h"

#include "ui/look/palette.h"

#include <QAccessible>
#include <QClipboard>
#include <QFontMetricsF>
#include <QGuiApplication>
#include <QKeyEvent>
#include <QPainter>
#include <QScrollBar>

#include <algorithm>

namespace bouncepro {

namespace {

constexpr QSize usualSize(100, 30);
constexpr int edge = 8; // around the cells, at 100 %

const Tokens &colours()
{
    return tokensOf(Theme::Dark); // see TerminalScreen
}

} // namespace

TerminalView::TerminalView(const QString &name, QWidget *parent)
    : QAbstractScrollArea(parent),
      m_screen(usualSize, [this](const QByteArray &bytes) {
          if (!m_isEnded)
              Q_EMIT typed(bytes);
      })
{
    installTerminalAccessibility();
    setAccessibleName(name);
    setLayoutDirection(Qt::LeftToRight); // cells are counted from the left everywhere
    setFrameShape(QFrame::NoFrame);
    setAutoFillBackground(true); // the scroll bar's place too
    setFocusPolicy(Qt::StrongFocus);
    setAttribute(Qt::WA_InputMethodEnabled);
    setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOn);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    viewport()->setCursor(Qt::IBeamCursor);
    keepDressed(this, [this] { dress(); });
}

TerminalView::~TerminalView() = default;

void TerminalView::dress()
{
    m_font = fontOf(FontRole::Mono);
    QPalette dark = palette();
    dark.setColor(QPalette::Window, colours().sunken);
    setPalette(dark);
    const QFontMetricsF metrics(m_font);
    m_cellWidth = metrics.horizontalAdvance(QLatin1Char('M'));
    m_cellHeight = std::ceil(metrics.height());
    m_ascent = metrics.ascent();
    fit();
    updateGeometry();
    viewport()->update();
}

QSize TerminalView::sizeHint() const
{
    return {int(usualSize.width() * m_cellWidth) + 2 * px(edge) + verticalScrollBar()->sizeHint().width() + 1,
            int(usualSize.height() * m_cellHeight) + 2 * px(edge)};
}

void TerminalView::fit()
{
    if (viewport()->width() < 2 * px(edge) + m_cellWidth) // not laid out yet
        return;
    const QSize size(int((viewport()->width() - 2 * px(edge)) / m_cellWidth),
                     int((viewport()->height() - 2 * px(edge)) / m_cellHeight));
    const QSize before = m_screen.size();
    m_screen.resize(size);
    if (m_screen.size() != before) {
        select({}, {});
        Q_EMIT resized(m_screen.size());
    }
    feed({});
}

void TerminalView::feed(const QByteArray &bytes)
{
    const bool wasAtEnd = verticalScrollBar()->value() == verticalScrollBar()->maximum();
    const qint64 dropped = m_screen.dropped();
    m_screen.feed(bytes);
    QScrollBar *bar = verticalScrollBar();
    const int stay = bar->value() - int(m_screen.dropped() - dropped);
    bar->setPageStep(m_screen.size().height());
    bar->setRange(0, m_screen.isAlternate() ? 0 : m_screen.historyCount());
    bar->setValue(wasAtEnd ? bar->maximum() : std::max(0, stay));
    viewport()->update();
    if (!bytes.isEmpty() && QAccessible::isActive()) {
        QAccessibleTextCursorEvent moved(this, int(text(m_screen.historyCount()).size()));
        QAccessible::updateAccessibility(&moved);
    }
}

void TerminalView::setEnded()
{
    m_isEnded = true;
    viewport()->update();
}

QString TerminalView::text(int from) const
{
    QStringList lines;
    for (int i = from; i < m_screen.lineCount(); ++i)
        lines << m_screen.text(i);
    while (!lines.isEmpty() && lines.last().isEmpty())
        lines.removeLast();
    return lines.join(QLatin1Char('\n'));
}

// The top line: what the scroll bar says, and in the alternate screen the screen alone.
void TerminalView::paintEvent(QPaintEvent *)
{
    QPainter painter(viewport());
    painter.setLayoutDirection(Qt::LeftToRight); // a painter of the whole window has that of the window
    painter.fillRect(viewport()->rect(), colours().sunken);
    const int first = m_screen.isAlternate() ? m_screen.historyCount() : verticalScrollBar()->value();
    for (int row = 0; row < m_screen.size().height(); ++row)
        paintLine(painter, first + row, px(edge) + row * m_cellHeight);
    if (m_isEnded || !m_screen.isCursorVisible() || first != m_screen.historyCount())
        return;
    const QRectF cursor = cursorRect();
    if (!hasFocus()) {
        painter.setPen(colours().text2);
        painter.drawRect(cursor.adjusted(0.5, 0.5, -0.5, -0.5));
        return;
    }
    painter.fillRect(cursor, colours().text);
    const int column = m_screen.cursor().x();
    painter.setPen(colours().sunken);
    painter.setFont(m_font);
    painter.drawText(QPointF(cursor.left(), cursor.top() + m_ascent),
                     m_screen.text(m_screen.historyCount() + m_screen.cursor().y(), column, column + 1));
}

QRectF TerminalView::cursorRect() const
{
    return {px(edge) + m_screen.cursor().x() * m_cellWidth, px(edge) + m_screen.cursor().y() * m_cellHeight,
            m_cellWidth, m_cellHeight};
}

// Cells of one style that lie side by side are drawn at once where all are ASCII; others stand each in its own place.
void TerminalView::paintLine(QPainter &painter, int line, double top)
{
    const auto cells = m_screen.line(line);
    const qint64 absolute = line + m_screen.dropped();
    const auto isSelected = [&](int column) {
        const Place place{absolute, column};
        return m_from <= place && place < m_to;
    };
    const auto isPlain = [](const TerminalScreen::Cell &cell) {
        return cell.width == 1 && (cell.text.isEmpty() || (cell.text.size() == 1 && cell.text[0].unicode() < 0x7F));
    };
    int column = 0;
    for (size_t i = 0; i < cells.size();) {
        const TerminalScreen::Style &style = cells[i].style;
        const bool selected = isSelected(column);
        QString text;
        int width = 0;
        do {
            text += cells[i].text.isEmpty() ? QStringLiteral(" ") : cells[i].text;
            width += cells[i].width;
            ++i;
        } while (i < cells.size() && isPlain(cells[i - 1]) && isPlain(cells[i]) && cells[i].style == style &&
                 isSelected(column + width) == selected);
        QColor ink = style.foreground.value_or(colours().text), paper = style.background.value_or(colours().sunken);
        if (style.isReverse)
            std::swap(ink, paper);
        if (selected) {
            ink = colours().text;
            paper = colours().selected.lighter(130);
        }
        const QRectF rect(px(edge) + column * m_cellWidth, top, width * m_cellWidth, m_cellHeight);
        if (paper != colours().sunken)
            painter.fillRect(rect, paper);
        column += width;
        if (text.trimmed().isEmpty() && !style.isUnderlined && !style.isStruck)
            continue;
        QFont font = m_font;
        font.setBold(style.isBold);
        font.setItalic(style.isItalic);
        font.setUnderline(style.isUnderlined);
        font.setStrikeOut(style.isStruck);
        painter.setFont(font);
        painter.setPen(ink);
        painter.drawText(QPointF(rect.left(), top + m_ascent), text);
    }
}

void TerminalView::resizeEvent(QResizeEvent *event)
{
    QAbstractScrollArea::resizeEvent(event);
    fit();
}

// Keys that are shortcuts of a window elsewhere belong to the program in the terminal.
bool TerminalView::event(QEvent *event)
{
    if (event->type() == QEvent::ShortcutOverride && !m_isEnded) {
        event->accept();
        return true;
    }
    return QAbstractScrollArea::event(event);
}

bool TerminalView::takeOwnKey(const QKeyEvent &event)
{
    const auto modifiers = event.modifiers() & ~Qt::KeypadModifier;
    const auto isKey = [&](Qt::KeyboardModifiers with, int key) { return modifiers == with && event.key() == key; };
    QScrollBar *bar = verticalScrollBar();
    if (isKey(Qt::ControlModifier | Qt::ShiftModifier, Qt::Key_C))
        copy();
    else if (isKey(Qt::ControlModifier | Qt::ShiftModifier, Qt::Key_V) || isKey(Qt::ShiftModifier, Qt::Key_Insert))
        paste();
    else if (isKey(Qt::ShiftModifier, Qt::Key_PageUp))
        bar->setValue(bar->value() - bar->pageStep());
    else if (isKey(Qt::ShiftModifier, Qt::Key_PageDown))
        bar->setValue(bar->value() + bar->pageStep());
    else if (isKey(Qt::ControlModifier, Qt::Key_Tab))
        QAbstractScrollArea::focusNextPrevChild(true);
    else
        return false;
    return true;
}

void TerminalView::keyPressEvent(QKeyEvent *event)
{
    if (takeOwnKey(*event))
        return;
    if (m_isEnded || !m_screen.press(*event))
        return QAbstractScrollArea::keyPressEvent(event);
    select({}, {});
    verticalScrollBar()->setValue(verticalScrollBar()->maximum());
}

bool TerminalView::focusNextPrevChild(bool next)
{
    return m_isEnded && QAbstractScrollArea::focusNextPrevChild(next);
}

void TerminalView::inputMethodEvent(QInputMethodEvent *event)
{
    if (!m_isEnded)
        m_screen.type(event->commitString());
    event->accept();
}

QVariant TerminalView::inputMethodQuery(Qt::InputMethodQuery query) const
{
    return query == Qt::ImCursorRectangle ? QVariant(cursorRect().toRect())
                                          : QAbstractScrollArea::inputMethodQuery(query);
}

TerminalView::Place TerminalView::placeAt(const QPointF &point) const
{
    const int first = m_screen.isAlternate() ? m_screen.historyCount() : verticalScrollBar()->value();
    const int row = std::clamp(int((point.y() - px(edge)) / m_cellHeight), 0, m_screen.size().height() - 1);
    const int column = std::clamp(qRound((point.x() - px(edge)) / m_cellWidth), 0, m_screen.size().width());
    return {first + row + m_screen.dropped(), column};
}

void TerminalView::select(const Place &from, const Place &to)
{
    const auto ordered = std::minmax(from, to);
    if (ordered.first == m_from && ordered.second == m_to)
        return;
    m_from = ordered.first;
    m_to = ordered.second;
    viewport()->update();
    Q_EMIT selectionChanged();
}

QString TerminalView::selectedText() const
{
    QStringList lines;
    for (qint64 line = m_from.line; line <= m_to.line && m_from != m_to; ++line)
        if (const qint64 at = line - m_screen.dropped(); at >= 0 && at < m_screen.lineCount())
            lines << m_screen.text(int(at), line == m_from.line ? m_from.column : 0,
                                   line == m_to.line ? m_to.column : m_screen.size().width());
    return lines.join(QLatin1Char('\n'));
}

void TerminalView::copy()
{
    if (const QString text = selectedText(); !text.isEmpty())
        QGuiApplication::clipboard()->setText(text);
}

void TerminalView::paste()
{
    if (m_isEnded)
        return;
    m_screen.paste(QGuiApplication::clipboard()->text());
    verticalScrollBar()->setValue(verticalScrollBar()->maximum());
}

void TerminalView::mousePressEvent(QMouseEvent *event)
{
    if (event->button() != Qt::LeftButton)
        return;
    const Place place = placeAt(event->position());
    if (event->modifiers() & Qt::ShiftModifier)
        return select(m_anchor, place);
    m_anchor = place;
    select(place, place);
}

void TerminalView::mouseMoveEvent(QMouseEvent *event)
{
    if (!(event->buttons() & Qt::LeftButton))
        return;
    if (event->position().y() < 0)
        verticalScrollBar()->triggerAction(QScrollBar::SliderSingleStepSub);
    else if (event->position().y() > viewport()->height())
        verticalScrollBar()->triggerAction(QScrollBar::SliderSingleStepAdd);
    select(m_anchor, placeAt(event->position()));
}

// A word: up to blanks.
void TerminalView::mouseDoubleClickEvent(QMouseEvent *event)
{
    Place place = placeAt(event->position() - QPointF(m_cellWidth / 2, 0));
    const auto isBlank = [&](int column) {
        return m_screen.text(int(place.line - m_screen.dropped()), column, column + 1).isEmpty();
    };
    int from = place.column, to = place.column;
    while (from > 0 && !isBlank(from - 1))
        --from;
    while (to < m_screen.size().width() && !isBlank(to))
        ++to;
    m_anchor = {place.line, from};
    select(m_anchor, {place.line, to});
}

// A program with the whole screen has no history: it gets arrows, as less and vi scroll by.
void TerminalView::wheelEvent(QWheelEvent *event)
{
    if (!m_screen.isAlternate() || m_isEnded)
        return QAbstractScrollArea::wheelEvent(event);
    const int lines = event->angleDelta().y() / 40;
    const int key = lines > 0 ? Qt::Key_Up : Qt::Key_Down;
    for (int i = 0; i < std::abs(lines); ++i)
        m_screen.press(QKeyEvent(QEvent::KeyPress, key, Qt::NoModifier));
}

void TerminalView::focusInEvent(QFocusEvent *event)
{
    QAbstractScrollArea::focusInEvent(event);
    viewport()->update();
}

void TerminalView::focusOutEvent(QFocusEvent *event)
{
    QAbstractScrollArea::focusOutEvent(event);
    viewport()->update();
}

} // namespace bouncepro
