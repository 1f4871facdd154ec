// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/terminal/terminalscreen.h"

#include "ui/look/tokens.h"

#include <QHash>
#include <QKeyEvent>

#include <vterm.h>

#include <algorithm>
#include <array>
#include <deque>

namespace bouncepro {

namespace {

// Marks for right-to-left text would let a line look like another one.
bool isDirectional(uint c)
{
    return c == 0x061C || c == 0x200E || c == 0x200F || (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069);
}

VTermModifier modifiersOf(Qt::KeyboardModifiers modifiers)
{
    int all = VTERM_MOD_NONE;
    all |= modifiers & Qt::ShiftModifier ? VTERM_MOD_SHIFT : 0;
    all |= modifiers & Qt::AltModifier ? VTERM_MOD_ALT : 0;
    all |= modifiers & Qt::ControlModifier ? VTERM_MOD_CTRL : 0;
    return VTermModifier(all);
}

int keyOf(int key)
{
    static const QHash<int, int> keys{{Qt::Key_Return, VTERM_KEY_ENTER},
                                      {Qt::Key_Enter, VTERM_KEY_ENTER},
                                      {Qt::Key_Tab, VTERM_KEY_TAB},
                                      {Qt::Key_Backtab, VTERM_KEY_TAB},
                                      {Qt::Key_Escape, VTERM_KEY_ESCAPE},
                                      {Qt::Key_Up, VTERM_KEY_UP},
                                      {Qt::Key_Backspace, VTERM_KEY_BACKSPACE},
                                      {Qt::Key_Down, VTERM_KEY_DOWN},
                                      {Qt::Key_Left, VTERM_KEY_LEFT},
                                      {Qt::Key_Right, VTERM_KEY_RIGHT},
                                      {Qt::Key_Insert, VTERM_KEY_INS},
                                      {Qt::Key_Delete, VTERM_KEY_DEL},
                                      {Qt::Key_Home, VTERM_KEY_HOME},
                                      {Qt::Key_End, VTERM_KEY_END},
                                      {Qt::Key_PageUp, VTERM_KEY_PAGEUP},
                                      {Qt::Key_PageDown, VTERM_KEY_PAGEDOWN}};
    if (key >= Qt::Key_F1 && key <= Qt::Key_F12)
        return VTERM_KEY_FUNCTION(key - Qt::Key_F1 + 1);
    return keys.value(key, VTERM_KEY_NONE);
}

// Of 16 to 255 as xterm has them; libvterm's are others.
QColor cubeColour(int index)
{
    if (index >= 232) {
        const int grey = 8 + 10 * (index - 232);
        return {grey, grey, grey};
    }
    const auto level = [](int step) { return step == 0 ? 0 : 55 + 40 * step; };
    index -= 16;
    return {level(index / 36), level(index / 6 % 6), level(index % 6)};
}

} // namespace

struct TerminalScreen::Library
{
    TerminalScreen &owner;
    VTerm *terminal;
    VTermScreen *screen;
    std::deque<std::vector<VTermScreenCell>> history;

    Library(TerminalScreen &of, QSize size)
        : owner(of),
          terminal(vterm_new(size.height(), size.width())),
          screen(vterm_obtain_screen(terminal))
    {
        vterm_set_utf8(terminal, 1);
        vterm_output_set_callback(
            terminal,
            [](const char *bytes, size_t length, void *self) {
                static_cast<Library *>(self)->owner.m_output(QByteArray(bytes, qsizetype(length)));
            },
            this);
        static const VTermScreenCallbacks callbacks = [] {
            VTermScreenCallbacks made{};
            made.movecursor = [](VTermPos at, VTermPos, int, void *self) {
                static_cast<Library *>(self)->owner.m_cursor = QPoint(at.col, at.row);
                return 1;
            };
            made.settermprop = [](VTermProp property, VTermValue *value, void *self) {
                TerminalScreen &shown = static_cast<Library *>(self)->owner;
                if (property == VTERM_PROP_CURSORVISIBLE)
                    shown.m_isCursorVisible = value->boolean;
                else if (property == VTERM_PROP_ALTSCREEN)
                    shown.m_isAlternate = value->boolean;
                return 1;
            };
            made.sb_pushline = [](int columns, const VTermScreenCell *cells, void *self) {
                static_cast<Library *>(self)->push(columns, cells);
                return 1;
            };
            return made;
        }();
        vterm_screen_set_callbacks(screen, &callbacks, this);
        vterm_screen_enable_altscreen(screen, 1);
        vterm_screen_set_damage_merge(screen, VTERM_DAMAGE_SCREEN);
        vterm_screen_reset(screen, 1);
        setColours();
    }
    ~Library() { vterm_free(terminal); }

    // A terminal is dark in both themes: what programs draw is made for that.
    void setColours()
    {
        const Tokens &t = tokensOf(Theme::Dark);
        const std::array basic = {t.border,  t.failMark, t.okMark,     t.warnMark, t.series1,
                                  t.series4, t.series3,  t.text2,      t.text3,    t.failText,
                                  t.okText,  t.warnText, t.accentText, t.prodText, t.series3.lighter(125),
                                  t.text};
        VTermState *state = vterm_obtain_state(terminal);
        for (size_t i = 0; i < basic.size(); ++i) {
            VTermColor colour;
            vterm_color_rgb(&colour, uint8_t(basic[i].red()), uint8_t(basic[i].green()), uint8_t(basic[i].blue()));
            vterm_state_set_palette_color(state, int(i), &colour);
        }
    }

    std::optional<QColor> colour(VTermColor of, bool isDefault) const
    {
        if (isDefault)
            return {};
        if (VTERM_COLOR_IS_INDEXED(&of) && of.indexed.idx >= 16)
            return cubeColour(of.indexed.idx);
        vterm_screen_convert_color_to_rgb(screen, &of);
        return QColor(of.rgb.red, of.rgb.green, of.rgb.blue);
    }

    Cell cellOf(const VTermScreenCell &from) const
    {
        Cell cell;
        cell.width = std::max(1, int(from.width));
        for (const uint32_t c : from.chars) {
            if (c == 0 || c == uint32_t(-1))
                break;
            if (!isDirectional(c))
                cell.text += QString::fromUcs4(reinterpret_cast<const char32_t *>(&c), 1);
        }
        cell.style = {colour(from.fg, VTERM_COLOR_IS_DEFAULT_FG(&from.fg)),
                      colour(from.bg, VTERM_COLOR_IS_DEFAULT_BG(&from.bg)),
                      bool(from.attrs.bold),
                      bool(from.attrs.italic),
                      bool(from.attrs.underline),
                      bool(from.attrs.strike),
                      bool(from.attrs.reverse)};
        return cell;
    }

    // As it is: what is never looked at again costs no more than its bytes.
    void push(int columns, const VTermScreenCell *cells)
    {
        while (columns > 0 && isBlank(cells[columns - 1]))
            --columns;
        history.emplace_back(cells, cells + columns);
        if (history.size() > mostHistory) {
            history.pop_front();
            ++owner.m_dropped;
        }
    }
    static bool isBlank(const VTermScreenCell &cell)
    {
        return cell.chars[0] == 0 && VTERM_COLOR_IS_DEFAULT_BG(&cell.bg) && !cell.attrs.reverse &&
               !cell.attrs.underline && !cell.attrs.strike;
    }
};

TerminalScreen::TerminalScreen(QSize size, Output output)
    : m_output(std::move(output)),
      m_size(size),
      m_library(std::make_unique<Library>(*this, size))
{
}

TerminalScreen::~TerminalScreen() = default;

void TerminalScreen::feed(const QByteArray &bytes)
{
    vterm_input_write(m_library->terminal, bytes.constData(), size_t(bytes.size()));
    vterm_screen_flush_damage(m_library->screen);
}

void TerminalScreen::resize(QSize size)
{
    size = size.expandedTo({2, 1});
    if (size == m_size)
        return;
    m_size = size;
    vterm_set_size(m_library->terminal, size.height(), size.width());
    vterm_screen_flush_damage(m_library->screen);
}

int TerminalScreen::historyCount() const
{
    return int(m_library->history.size());
}

std::vector<TerminalScreen::Cell> TerminalScreen::line(int at) const
{
    std::vector<Cell> cells;
    if (at < historyCount()) {
        const auto &kept = m_library->history[size_t(at)];
        for (size_t column = 0; column < kept.size(); column += size_t(cells.back().width))
            cells.push_back(m_library->cellOf(kept[column]));
        return cells;
    }
    VTermScreenCell cell{};
    for (int column = 0; column < m_size.width(); column += cells.back().width) {
        const int got = vterm_screen_get_cell(m_library->screen, {at - historyCount(), column}, &cell);
        cells.push_back(got ? m_library->cellOf(cell) : Cell());
    }
    return cells;
}

QString TerminalScreen::text(int at) const
{
    return text(at, 0, m_size.width());
}

QString TerminalScreen::text(int at, int from, int to) const
{
    QString text;
    int column = 0;
    for (const Cell &cell : line(at)) {
        if (column >= from && column < to)
            text += cell.text.isEmpty() ? QStringLiteral(" ") : cell.text;
        column += cell.width;
    }
    while (text.endsWith(QLatin1Char(' ')))
        text.chop(1);
    return text;
}

bool TerminalScreen::press(const QKeyEvent &event)
{
    const VTermModifier modifiers = modifiersOf(event.modifiers());
    if (const int key = keyOf(event.key()); key != VTERM_KEY_NONE) {
        const bool isBacktab = event.key() == Qt::Key_Backtab;
        vterm_keyboard_key(m_library->terminal, VTermKey(key),
                           isBacktab ? VTermModifier(modifiers | VTERM_MOD_SHIFT) : modifiers);
        return true;
    }
    if (event.text().isEmpty())
        return false;
    // With Ctrl the text is the control character already; Shift is in the text, too.
    for (const uint c : event.text().toUcs4())
        vterm_keyboard_unichar(m_library->terminal, c, VTermModifier(modifiers & VTERM_MOD_ALT));
    return true;
}

void TerminalScreen::type(const QString &text)
{
    for (const uint c : text.toUcs4())
        vterm_keyboard_unichar(m_library->terminal, c, VTERM_MOD_NONE);
}

void TerminalScreen::paste(const QString &text)
{
    QString clean = text;
    clean.replace(QLatin1String("\r\n"), QLatin1String("\r"));
    clean.replace(QLatin1Char('\n'), QLatin1Char('\r'));
    clean.removeIf([](QChar c) { return c.category() == QChar::Other_Control && c != u'\r' && c != u'\t'; });
    clean.removeIf([](QChar c) { return isDirectional(c.unicode()); });
    vterm_keyboard_start_paste(m_library->terminal);
    m_output(clean.toUtf8());
    vterm_keyboard_end_paste(m_library->terminal);
}

} // namespace bouncepro
