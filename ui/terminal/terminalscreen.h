#pragma once
// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <QColor>
#include <QPoint>
#include <QSize>
#include <QString>

#include <functional>
#include <memory>
#include <optional>
#include <vector>

class QKeyEvent;

namespace bouncepro {

/// What a terminal shows, by libvterm: the screen, and the lines that scrolled off its top. Knows no widget. Titles,
/// hyperlinks and the clipboard of the sequences are not obeyed.
class TerminalScreen
{
public:
    struct Style
    {
        std::optional<QColor> foreground, background; ///< none: the terminal's own
        bool isBold = false, isItalic = false, isUnderlined = false, isStruck = false, isReverse = false;
        bool operator==(const Style &) const = default;
    };
    struct Cell
    {
        QString text; ///< one character as a person sees it; empty: blank
        int width = 1;
        Style style;
    };
    /// Gets what the terminal answers or keys send.
    using Output = std::function<void(const QByteArray &bytes)>;

    static constexpr int mostHistory = 5000; ///< lines

    TerminalScreen(QSize size, Output output);
    ~TerminalScreen();
    TerminalScreen(const TerminalScreen &) = delete;
    TerminalScreen &operator=(const TerminalScreen &) = delete;

    void feed(const QByteArray &bytes);
    /// Columns and rows.
    void resize(QSize size);
    QSize size() const { return m_size; }

    /// Lines count from the oldest in the history; the screen's rows follow it.
    int lineCount() const { return historyCount() + m_size.height(); }
    int historyCount() const;
    /// How many old lines were let go so far.
    qint64 dropped() const { return m_dropped; }
    std::vector<Cell> line(int at) const;
    /// Without the blanks at its end.
    QString text(int at) const;
    /// The part of a line from one column to before another, without the blanks at the line's end.
    QString text(int at, int from, int to) const;

    /// Column and row on the screen.
    QPoint cursor() const { return m_cursor; }
    bool isCursorVisible() const { return m_isCursorVisible; }
    /// A program has the whole screen (vi, less): there is no history to scroll.
    bool isAlternate() const { return m_isAlternate; }

    /// Sends what the key means; false for a key that means nothing here.
    bool press(const QKeyEvent &event);
    void type(const QString &text);
    /// As typed, but marked as pasted where the program asked for that; control characters are left out.
    void paste(const QString &text);

private:
    struct Library; // libvterm's objects and callbacks
    friend struct Library;
    const Output m_output;
    QSize m_size;
    qint64 m_dropped = 0;
    QPoint m_cursor;
    bool m_isCursorVisible = true;
    bool m_isAlternate = false;
    const std::unique_ptr<Library> m_library; // calls back while it is made
};

} // namespace bouncepro
