// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/servers/connectioncheckmodel.h"

#include "models/servers/wording.h"

namespace bouncepro {

namespace {

QList<CheckFinding> nothingYet()
{
    QList<CheckFinding> all;
    for (int step = 0; step < checkStepCount; ++step)
        all << CheckFinding{.step = CheckStep(step)};
    return all;
}

QString stateText(CheckState state)
{
    switch (state) {
    case CheckState::Waiting:
        return ConnectionCheckModel::tr("waiting");
    case CheckState::Running:
        return ConnectionCheckModel::tr("running");
    case CheckState::Passed:
        return ConnectionCheckModel::tr("passed");
    case CheckState::Warned:
        return ConnectionCheckModel::tr("needs attention");
    case CheckState::Failed:
        return ConnectionCheckModel::tr("failed");
    case CheckState::Skipped:
        break;
    }
    return ConnectionCheckModel::tr("skipped");
}

QString findingText(const CheckFinding &finding)
{
    return finding.state == CheckState::Failed ? visibleText(finding.error.message, 400) : finding.finding;
}

} // namespace

ConnectionCheckModel::ConnectionCheckModel(QObject *parent) : QAbstractListModel(parent), m_findings(nothingYet()) {}

ConnectionCheckModel::~ConnectionCheckModel()
{
    m_operation.stop();
}

void ConnectionCheckModel::start(const ServerProfile &profile, const ConnectionDoors &doors)
{
    m_operation.stop();
    ++m_round;
    m_isRunning = true;
    m_findings = nothingYet();
    Q_EMIT dataChanged(index(0), index(rowCount() - 1));
    const auto tell = [this, round = m_round, sender = m_progress.sender()](const CheckFinding &finding) {
        sender.post([this, round, finding] { // runs only while the mailbox, a member, lives
            if (round == m_round)
                show(finding);
        });
    };
    m_operation = bouncepro::start(
        this, [profile, doors, tell](std::stop_token stop) { return checkConnection(profile, doors, tell, stop); },
        [this, round = m_round](ConnectionReport report) {
            if (round != m_round)
                return;
            m_isRunning = false;
            ++m_round; // progress that is still on its way is older than the report
            m_report = std::move(report);
            for (const CheckFinding &finding : std::as_const(m_report.findings))
                show(finding);
            Q_EMIT finished();
        });
}

void ConnectionCheckModel::stop()
{
    m_operation.stop();
}

void ConnectionCheckModel::show(const CheckFinding &finding)
{
    m_findings[int(finding.step)] = finding;
    Q_EMIT dataChanged(index(int(finding.step)), index(int(finding.step)));
}

int ConnectionCheckModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_findings.size());
}

QVariant ConnectionCheckModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const CheckFinding &finding = m_findings[index.row()];
    switch (role) {
    case Qt::DisplayRole:
        return titleOf(finding.step);
    case Qt::AccessibleTextRole: {
        const QString text = findingText(finding);
        const QString state = tr("%1, %2").arg(titleOf(finding.step), stateText(finding.state));
        return text.isEmpty() ? state : tr("%1: %2").arg(state, text);
    }
    case StepRole:
        return int(finding.step);
    case StateRole:
        return int(finding.state);
    case FindingRole:
        return findingText(finding);
    case RemedyRole:
        return visibleText(finding.error.remedy, 600);
    case DetailRole:
        return visibleLines(finding.error.detail);
    case TookRole:
        return finding.took ? millisecondsText(double(finding.took->count())) : QString();
    }
    return {};
}

} // namespace bouncepro
