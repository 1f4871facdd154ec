// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/jobs/outputfeed.h"

namespace bouncepro {

OutputFeed::OutputFeed(OutputView *view) : QObject(view), m_view(view) {}

void OutputFeed::show(JobWatch *watch, int step)
{
    JobOutput *output = watch ? watch->output() : nullptr;
    if (output == m_output && step == m_step)
        return;
    if (m_output)
        m_output->disconnect(this);
    m_output = output;
    m_step = step;
    startAnew();
    if (!output)
        return;
    connect(output, &JobOutput::rowsInserted, this,
            [this](const QModelIndex &, int first, int last) { append(first, last); });
    connect(output, &JobOutput::dataChanged, this,
            [this](const QModelIndex &, const QModelIndex &, const QList<int> &roles) { update(roles); });
    connect(output, &JobOutput::rowsRemoved, this,
            [this](const QModelIndex &, int first, int last) { m_lastShown -= last - first + 1; });
    connect(output, &JobOutput::modelReset, this, &OutputFeed::startAnew);
}

void OutputFeed::startAnew()
{
    m_view->clearLines();
    m_lastShown = -1;
    if (!m_output)
        return;
    if (const QString dropped = m_output->droppedText(); !dropped.isEmpty())
        m_view->append({{dropped, Tone::Third}});
    append(0, m_output->rowCount() - 1);
}

void OutputFeed::append(int first, int last)
{
    QList<OutputLine> lines;
    for (int row = first; row <= last; ++row) {
        const QModelIndex index = m_output->index(row);
        if (m_step != 0 && index.data(JobOutput::StepRole).toInt() != m_step)
            continue;
        const bool goesBack = index.data(JobOutput::IsUndoRole).toBool();
        m_lastShown = row;
        lines << OutputLine{index.data().toString(), goesBack ? Tone::Warn : Tone::Second};
    }
    m_view->append(lines);
}

// The last line went on; or lines turned out to be another step's.
void OutputFeed::update(const QList<int> &roles)
{
    const int last = m_output->rowCount() - 1;
    if (roles.contains(JobOutput::StepRole))
        startAnew();
    else if (m_lastShown == last && last >= 0)
        m_view->replaceLast(m_output->index(last).data().toString());
}

} // namespace bouncepro
