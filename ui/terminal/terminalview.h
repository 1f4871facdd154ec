#pragma once
// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/terminal/terminalscreen.h"

#include <QAbstractScrollArea>

namespace bouncepro {

/// A terminal to type into: cells, cursor, history, selection. Tab goes to the terminal; Ctrl+Tab leaves it.
/// Ctrl+Shift+C copies, Ctrl+Shift+V and Shift+Insert paste, Shift+PgUp and PgDn scroll.
class TerminalView : public QAbstractScrollArea
{
    Q_OBJECT

public:
    explicit TerminalView(const QString &name, QWidget *parent = nullptr);
    ~TerminalView() override;

    const TerminalScreen &screen() const { return m_screen; }
    void feed(const QByteArray &bytes);
    /// What was printed stays, and no key is taken any more.
    void setEnded();
    /// The lines from that one on; 0: all, the history first.
    QString text(int from = 0) const;
    QString selectedText() const;
    QSize sizeHint() const override;

public Q_SLOTS:
    void copy();
    void paste();

Q_SIGNALS:
    /// Keys, pasted text, answers to the program.
    void typed(const QByteArray &bytes);
    /// Columns and rows.
    void resized(QSize size);
    void selectionChanged();

protected:
    bool event(QEvent *event) override;
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void inputMethodEvent(QInputMethodEvent *event) override;
    QVariant inputMethodQuery(Qt::InputMethodQuery query) const override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void mouseDoubleClickEvent(QMouseEvent *event) override;
    void wheelEvent(QWheelEvent *event) override;
    void focusInEvent(QFocusEvent *event) override;
    void focusOutEvent(QFocusEvent *event) override;
    bool focusNextPrevChild(bool next) override;

private:
    /// A place between cells; lines count from the first that ever was.
    struct Place
    {
        qint64 line = 0;
        int column = 0;
        auto operator<=>(const Place &) const = default;
    };
    void dress();
    void fit();
    bool takeOwnKey(const QKeyEvent &event);
    Place placeAt(const QPointF &point) const;
    void select(const Place &from, const Place &to);
    void paintLine(QPainter &painter, int line, double top);
    QRectF cursorRect() const;

    TerminalScreen m_screen;
    QFont m_font;
    double m_cellWidth = 8;
    double m_cellHeight = 16;
    double m_ascent = 12;
    Place m_anchor, m_from, m_to; // of the selection; from == to: none
    bool m_isEnded = false;
};

/// Tells screen readers of the text of terminals; once for the program.
void installTerminalAccessibility();

} // namespace bouncepro
