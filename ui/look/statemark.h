#pragma once
// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/servers/serversentence.h"
#include "ui/look/tokens.h"

#include <QBasicTimer>
#include <QPixmap>
#include <QWidget>

namespace bouncepro {

/// Draws the one shape of a state: disc and check, triangle, octagon and cross, open arc, ring. The arc stands where
/// the clock has turned it.
void paintMark(QPainter &painter, const QRectF &square, Mark mark);
/// How often what shows a running mark is to be painted again; 0 where motion is reduced.
int turnInterval();

/// "Healthy", "Down", "Not connected".
QString wordOf(Mark mark);
/// The colours of words, shapes and tints in that state.
Token textToken(Mark mark);
Token markToken(Mark mark);
Token softToken(Mark mark);

QPixmap markPixmap(Mark mark, int size, qreal deviceRatio);

/// A state's shape as a widget; its accessible name is the word beside it, so it has none.
class StateMark : public QWidget
{
    Q_OBJECT

public:
    /// size in pixels at 100 %.
    explicit StateMark(int size, QWidget *parent = nullptr);
    void setMark(Mark mark);
    Mark mark() const { return m_mark; }

    QSize sizeHint() const override { return {px(), px()}; }

protected:
    void paintEvent(QPaintEvent *event) override;
    void changeEvent(QEvent *event) override;
    void showEvent(QShowEvent *event) override;
    void hideEvent(QHideEvent *event) override;
    void timerEvent(QTimerEvent *event) override;

private:
    int px() const;
    void turn();
    const int m_size;
    QBasicTimer m_timer;
    Mark m_mark = Mark::Unknown;
};

} // namespace bouncepro
