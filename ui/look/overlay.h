#pragma once
// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <QPixmap>
#include <QPointer>
#include <QWidget>

namespace bouncepro {

/// A panel above a window's content, with the content dimmed: a child widget, since Wayland places no windows. Keeps
/// focus and shortcuts to itself while it is open, gives focus back when it closes; Esc closes.
class Overlay : public QWidget
{
    Q_OBJECT

public:
    enum class Place { Centre, Top };
    /// over: the window's content. widthAtFull of the panel at 100 %.
    Overlay(QWidget *over, Place place, int widthAtFull);

    /// What is on the panel; a layout set on it is yours.
    QWidget *panel() const { return m_panel; }
    /// Shows it and takes focus.
    void open();
    bool isOpen() const { return isVisible(); }

public Q_SLOTS:
    void close();

Q_SIGNALS:
    void closed();

protected:
    /// Who has focus first; null: the first that takes it.
    virtual QWidget *firstFocus() const { return nullptr; }
    bool focusNextPrevChild(bool next) override;
    bool event(QEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    void place();
    const QPixmap &shadow();
    const Place m_place;
    const int m_widthAtFull;
    QWidget *const m_panel;
    QPointer<QWidget> m_before;
    QPixmap m_shadow;
    QString m_shadowKey;
};

} // namespace bouncepro
