// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/jobs/stepsmodel.h"

#include "models/jobs/jobsentence.h"
#include "models/servers/wording.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace bouncepro {

namespace {

constexpr int mostSteps = 99; // as the runner takes them
constexpr qsizetype longestCommand = 4000;
constexpr qint64 clockNoise = 2000;      // the server tells its time in seconds, and an answer takes its time
constexpr double visibleChange = 0.0005; // of a bar that is 1 long

} // namespace

QString nameOf(StepState state)
{
    static constexpr std::array names = {"Pending", "Running",    "Done",        "Failed", "Undoing",
                                         "Undone",  "UndoFailed", "Interrupted", "Skipped"};
    static_assert(names.size() == size_t(StepState::Skipped) + 1);
    return QString::fromLatin1(names[size_t(state)]);
}

QString stepStateText(StepState state)
{
    switch (state) {
    case StepState::Pending:
        return StepsModel::tr("waiting");
    case StepState::Running:
        return StepsModel::tr("running");
    case StepState::Done:
        return StepsModel::tr("done");
    case StepState::Failed:
        return StepsModel::tr("failed");
    case StepState::Undoing:
        return StepsModel::tr("going back");
    case StepState::Undone:
        return StepsModel::tr("undone");
    case StepState::UndoFailed:
        return StepsModel::tr("could not be undone");
    case StepState::Interrupted:
        return StepsModel::tr("interrupted");
    case StepState::Skipped:
        return StepsModel::tr("not run");
    }
    return {};
}

void StepsModel::setPlan(const Plan &plan)
{
    const bool sameJob = m_plan.id.isEmpty() ? m_sequence > 0 : m_plan.id == plan.id;
    beginResetModel();
    m_plan = plan;
    if (m_plan.steps.size() > mostSteps)
        m_plan.steps.resize(mostSteps);
    if (!sameJob) {
        m_rows.clear();
        m_state = JobState::Pending;
        m_first = m_last = {};
        m_sequence = m_current = 0;
    }
    m_rows.resize(std::max(m_rows.size(), m_plan.steps.size()));
    layOut();
    endResetModel();
}

void StepsModel::setStepCount(int count)
{
    ensureRows(std::min(count, mostSteps));
}

void StepsModel::ensureRows(int count)
{
    if (count <= m_rows.size())
        return;
    beginInsertRows({}, int(m_rows.size()), count - 1);
    m_rows.resize(count);
    endInsertRows();
}

void StepsModel::changed(int row, const QList<int> &roles)
{
    Q_EMIT dataChanged(index(row), index(row), roles);
}

void StepsModel::apply(const JobEvent &event)
{
    if (event.sequence <= m_sequence || event.step < 1 || event.step > mostSteps)
        return;
    m_sequence = event.sequence;
    ensureRows(event.step);
    Row &row = m_rows[event.step - 1];
    switch (event.kind) {
    case EventKind::Start:
        row = {.state = StepState::Running, .started = event.time, .ended = {}, .outputFrom = event.outputOffset};
        break;
    case EventKind::End:
        row.state = event.exitCode == 0 ? StepState::Done : StepState::Failed;
        row.failed = event.exitCode != 0;
        row.exitCode = event.exitCode;
        row.ended = event.time;
        row.outputTo = event.outputOffset;
        break;
    case EventKind::Undo:
        if (!row.ended.isValid()) // it was killed in the middle: recovery begins with the undo
            row.ended = m_last;
        row.state = StepState::Undoing;
        break;
    case EventKind::Undone:
        row.state = event.exitCode == 0 ? StepState::Undone : StepState::UndoFailed;
        break;
    }
    m_current = event.step;
    if (!m_first.isValid())
        m_first = event.time;
    m_last = event.time;
    m_now = std::max(m_now, event.time);
    layOut();
    changed(event.step - 1);
}

void StepsModel::setState(JobState state)
{
    if (m_state == state)
        return;
    m_state = state;
    const bool over = isFinal(state) && state != JobState::Interrupted && state != JobState::Succeeded;
    for (int i = 0; i < m_rows.size(); ++i) {
        Row &row = m_rows[i];
        const bool skipped = over && row.state == StepState::Pending;
        const bool cut =
            state == JobState::Interrupted && (row.state == StepState::Running || row.state == StepState::Undoing);
        if (!skipped && !cut)
            continue;
        row.state = skipped ? StepState::Skipped : StepState::Interrupted;
        changed(i);
    }
    layOut();
}

void StepsModel::setClockAhead(qint64 milliseconds)
{
    m_clockAhead = std::abs(milliseconds) < clockNoise ? 0 : milliseconds;
}

void StepsModel::tick(const QDateTime &now)
{
    m_now = now.addMSecs(m_clockAhead);
    if (m_last.isValid() && m_now < m_last)
        m_now = m_last;
    layOut();
    for (int i = 0; i < m_rows.size(); ++i)
        if (m_rows[i].state == StepState::Running)
            changed(i, {TookRole, TimeTextRole, Qt::AccessibleTextRole});
}

int StepsModel::failedStep() const
{
    for (int i = 0; i < m_rows.size(); ++i)
        if (m_rows[i].failed)
            return i + 1;
    return 0;
}

bool StepsModel::isCommitted() const
{
    const int point = m_plan.commitPoint;
    return point > 0 && point <= m_rows.size() && m_rows[point - 1].state == StepState::Done;
}

qint64 StepsModel::took(const Row &row) const
{
    if (!row.started.isValid() || (row.state == StepState::Interrupted && !row.ended.isValid()))
        return -1; // when it was cut off nobody saw
    const QDateTime end = row.ended.isValid() ? row.ended : row.state == StepState::Running ? m_now : m_last;
    return std::max<qint64>(0, row.started.msecsTo(end));
}

qint64 StepsModel::elapsed() const
{
    if (!m_first.isValid())
        return 0;
    return std::max<qint64>(0, m_first.msecsTo(isFinal(m_state) ? m_last : std::max(m_now, m_last)));
}

qint64 StepsModel::expectedLeft() const
{
    if (isFinal(m_state) || m_state == JobState::Undoing)
        return 0;
    qint64 left = runningLeft();
    for (int i = 0; i < m_rows.size(); ++i)
        if (m_rows[i].state == StepState::Pending)
            left += stepOf(i).expectedSeconds * 1000LL;
    return left;
}

qint64 StepsModel::runningLeft() const
{
    qint64 left = 0;
    for (int i = 0; i < m_rows.size(); ++i)
        if (m_rows[i].state == StepState::Running)
            left += std::max<qint64>(0, stepOf(i).expectedSeconds * 1000LL - took(m_rows[i]));
    return left;
}

// Bars over the whole job's time: what ran where it ran, what waits one behind the other after what runs.
void StepsModel::layOut()
{
    const double whole = double(std::max<qint64>(1, elapsed() + expectedLeft()));
    double next = double(elapsed() + runningLeft());
    int first = -1, last = -1;
    for (int i = 0; i < m_rows.size(); ++i) {
        Row &row = m_rows[i];
        double from = 0, to = 0;
        if (row.started.isValid()) {
            from = double(m_first.msecsTo(row.started)) / whole;
            to = from + double(std::max<qint64>(0, took(row))) / whole;
        } else if (row.state == StepState::Pending && !isFinal(m_state)) {
            from = next / whole;
            next += stepOf(i).expectedSeconds * 1000.0;
            to = next / whole;
        }
        from = std::clamp(from, 0.0, 1.0);
        to = std::clamp(to, from, 1.0);
        if (std::abs(from - row.from) < visibleChange && std::abs(to - row.to) < visibleChange)
            continue;
        row.from = from;
        row.to = to;
        first = first < 0 ? i : first;
        last = i;
    }
    if (first >= 0)
        Q_EMIT dataChanged(index(first), index(last), {FromRole, ToRole});
}

int StepsModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_rows.size());
}

QString StepsModel::title(int row) const
{
    const QString title = visibleText(stepOf(row).title, 120);
    return title.isEmpty() ? tr("Step %1").arg(row + 1) : title;
}

QString StepsModel::timeText(int row) const
{
    const qint64 milliseconds = took(m_rows[row]);
    if (milliseconds >= 0)
        return durationText(milliseconds);
    return m_rows[row].state == StepState::Pending && stepOf(row).expectedSeconds > 0
               ? tr("~%1").arg(durationText(stepOf(row).expectedSeconds * 1000LL))
               : QString();
}

QString StepsModel::sentence(int row) const
{
    const Row &r = m_rows[row];
    QStringList parts{title(row)};
    if (r.failed && r.state != StepState::Failed)
        parts << stepStateText(StepState::Failed);
    parts << stepStateText(r.state);
    const qint64 milliseconds = took(r);
    if (milliseconds >= 0)
        parts << durationText(milliseconds);
    else if (r.state == StepState::Pending && stepOf(row).expectedSeconds > 0)
        parts << tr("about %1").arg(durationText(stepOf(row).expectedSeconds * 1000LL));
    if (r.failed)
        parts << tr("exit code %1").arg(r.exitCode);
    return parts.join(QStringLiteral(", "));
}

QVariant StepsModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const int i = index.row();
    const Row &row = m_rows[i];
    const Step step = stepOf(i);
    switch (role) {
    case Qt::DisplayRole:
    case TitleRole:
        return title(i);
    case Qt::AccessibleTextRole:
        return sentence(i);
    case Qt::ToolTipRole:
        return asRichText(visibleText(step.touches, 400));
    case NumberRole:
        return i + 1;
    case CommandRole:
        return visibleText(step.run.toShell(), longestCommand);
    case TouchesRole:
        return visibleText(step.touches, 400);
    case UndoTextRole:
        return visibleText(step.undoText, 400);
    case UndoCommandRole:
        return step.undo ? visibleText(step.undo->toShell(), longestCommand) : QString();
    case StateRole:
        return int(row.state);
    case StateTextRole:
        return stepStateText(row.state);
    case TimeTextRole:
        return timeText(i);
    case StartedRole:
        return row.started;
    case TookRole:
        return took(row);
    case ExpectedSecondsRole:
        return step.expectedSeconds;
    case DowntimeSecondsRole:
        return step.downtimeSeconds;
    case FromRole:
        return row.from;
    case ToRole:
        return row.to;
    case OutputFromRole:
        return row.outputFrom;
    case OutputToRole:
        return row.outputTo;
    case ExitCodeRole:
        return row.exitCode;
    case HasFailedRole:
        return row.failed;
    case IsCommitPointRole:
        return m_plan.commitPoint == i + 1;
    }
    return {};
}

QHash<int, QByteArray> StepsModel::roleNames() const
{
    auto names = QAbstractListModel::roleNames();
    names.insert({{NumberRole, "number"},
                  {TitleRole, "title"},
                  {CommandRole, "command"},
                  {TouchesRole, "touches"},
                  {UndoTextRole, "undoText"},
                  {UndoCommandRole, "undoCommand"},
                  {StateRole, "state"},
                  {StateTextRole, "stateText"},
                  {TimeTextRole, "timeText"},
                  {StartedRole, "started"},
                  {TookRole, "took"},
                  {ExpectedSecondsRole, "expectedSeconds"},
                  {DowntimeSecondsRole, "downtimeSeconds"},
                  {FromRole, "from"},
                  {ToRole, "to"},
                  {OutputFromRole, "outputFrom"},
                  {OutputToRole, "outputTo"},
                  {ExitCodeRole, "exitCode"},
                  {HasFailedRole, "hasFailed"},
                  {IsCommitPointRole, "isCommitPoint"}});
    return names;
}

} // namespace bouncepro
