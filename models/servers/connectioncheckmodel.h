#pragma once
// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/servers/connectioncheck.h"

#include <QAbstractListModel>

namespace bouncepro {

/// The steps of a connection check as a list that fills while it runs. Lives on the GUI thread; the check runs on a
/// worker.
class ConnectionCheckModel : public QAbstractListModel
{
    Q_OBJECT

public:
    enum Role {
        StepRole = Qt::UserRole, ///< CheckStep as int
        StateRole,               ///< CheckState as int
        FindingRole,             ///< what was found, or the error's message
        RemedyRole,              ///< what to do next; empty where nothing is to be done
        DetailRole,              ///< raw evidence of an error
        TookRole,                ///< "120 ms"; empty where it was not measured
    };

    explicit ConnectionCheckModel(QObject *parent = nullptr);
    ~ConnectionCheckModel() override;

    /// Begins anew; a check that runs is stopped, and says nothing any more. finished() follows.
    void start(const ServerProfile &profile, const ConnectionDoors &doors);
    /// Asks the running check to end; finished() follows.
    void stop();
    bool isRunning() const { return m_isRunning; }
    /// Of the last check that finished.
    const ConnectionReport &report() const { return m_report; }

    int rowCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;

Q_SIGNALS:
    void finished();

private:
    void show(const CheckFinding &finding);

    QList<CheckFinding> m_findings; // one a step
    ConnectionReport m_report;
    Mailbox m_progress;
    Operation m_operation;
    int m_round = 0;
    bool m_isRunning = false;
};

} // namespace bouncepro
