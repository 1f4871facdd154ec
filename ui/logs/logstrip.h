#pragma once
// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/logs/logfilter.h"

#include <QWidget>

namespace bouncepro {

/// Lines by time and level as stacked bars. Arrows move a brush over one column, Shift+arrows size it, Enter shows that
/// time alone, Esc all; the mouse draws the brush.
class LogStrip : public QWidget
{
    Q_OBJECT

public:
    using Range = std::optional<std::pair<qint64, qint64>>;

    explicit LogStrip(QWidget *parent = nullptr);
    /// isKnown: that there are no lines is worth a word.
    void setHistogram(const LogHistogram &histogram, bool isKnown);
    /// What is shown alone now; milliseconds since the epoch.
    void setRange(const Range &range);
    /// How many columns there is room for.
    int mostColumns() const;

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }

Q_SIGNALS:
    void rangeChosen(const bouncepro::LogStrip::Range &range);

protected:
    void paintEvent(QPaintEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void focusInEvent(QFocusEvent *event) override;

private:
    int columnAt(double x) const;
    QRectF plot() const;
    void tell();
    void choose();
    LogHistogram m_histogram;
    Range m_range;
    bool m_isKnown = false;
    int m_from = -1; // columns of the brush
    int m_to = -1;
};

} // namespace bouncepro
