#pragma once
// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/deploy/deploydesk.h"
#include "ssh/operation.h"

namespace bouncepro {

class ServerDesk;

/// Prepares the plan that brings to a server what another one, of staging, runs: looks there, then reads that commit
/// here. Asks nobody; what is prepared is to be shown.
class Promoter : public QObject
{
    Q_OBJECT

public:
    /// The desk outlives it.
    explicit Promoter(ServerDesk &desk, QObject *parent = nullptr);

    /// Names of the other servers of staging.
    QStringList sources() const;
    void begin(const QString &source);
    /// From whom it is being prepared; empty: nothing is.
    QString source() const { return m_source; }

Q_SIGNALS:
    void changed();
    void prepared(const bouncepro::PreparedPlan &plan);
    void failed(const bouncepro::Error &error);

private:
    void lookThere();
    void take(const Result<Promotion> &promotion);
    void lookHere();
    void end();
    void fail(const Error &error);
    ServerDesk &m_desk;
    QString m_source;
    ServerMonitor *m_there = nullptr; // while it is connected
    std::optional<Promotion> m_promotion;
    Operation m_operation;
};

} // namespace bouncepro
