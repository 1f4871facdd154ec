#pragma once
// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/look/tokens.h"

#include <QList>
#include <QWidget>

namespace bouncepro {

/// Draws values as a small line with a soft area and a dot at the newest; NaN is a gap. Where stale, the line is grey
/// and has no dot.
void paintSpark(QPainter *painter, const QRectF &rect, const QList<double> &values, const QColor &colour,
                bool isStale = false);

/// A small line of values without axes; what it shows is said by the words beside it.
class Spark : public QWidget
{
    Q_OBJECT

public:
    explicit Spark(Token colour = &Tokens::series1, QWidget *parent = nullptr);
    void setValues(const QList<double> &values);
    void setStale(bool stale);
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    const Token m_colour;
    QList<double> m_values;
    bool m_isStale = false;
};

} // namespace bouncepro
