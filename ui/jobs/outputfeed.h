#pragma once
// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/jobs/jobwatch.h"
#include "ui/look/outputview.h"

#include <QPersistentModelIndex>
#include <QPointer>

namespace bouncepro {

/// Keeps an output view filled with what one step of a job writes, or with what all of them do.
class OutputFeed : public QObject
{
    Q_OBJECT

public:
    /// Lives with the view.
    explicit OutputFeed(OutputView *view);

    /// step: 0 is all of them. A null watch empties the view.
    void show(JobWatch *watch, int step = 0);
    int step() const { return m_step; }

private:
    void append(int first, int last);
    void update(const QList<int> &roles);
    void startAnew();
    OutputView *const m_view;
    QPointer<JobOutput> m_output;
    int m_step = 0;
    int m_lastShown = -1; // row of the model
};

} // namespace bouncepro
