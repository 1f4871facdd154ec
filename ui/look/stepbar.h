#pragma once
// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/servers/serversentence.h"

#include <QWidget>

namespace bouncepro {

/// A job in one line: one segment a step, as wide as the step is expected to take.
class StepBar : public QWidget
{
    Q_OBJECT

public:
    struct Segment
    {
        double weight = 1; ///< expected time, in any unit
        Mark mark = Mark::Waiting;
        double part = 0; ///< of a step that runs, or was interrupted (Warning), 0 to 1
    };

    explicit StepBar(QWidget *parent = nullptr);
    void setSegments(const QList<Segment> &segments);
    static void paint(QPainter *painter, const QRectF &rect, const QList<Segment> &segments);
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    QList<Segment> m_segments;
};

} // namespace bouncepro
