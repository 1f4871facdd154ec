#pragma once
// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/jobs/arming.h"
#include "models/servers/servermonitor.h"
#include "ssh/terminal.h"

namespace bouncepro {

/// The shell of a service's container as docker compose gives it: bash where there is one, else sh.
Command containerShell(const ServerProfile &profile, const QString &project, const QString &service);

/// A shell in a service's container with a terminal, over the monitor's connection. Its opening and its end are in the
/// server's audit; what is typed and printed is kept nowhere. Lives on the GUI thread and never blocks it; its death
/// hangs up.
class ContainerTerminal : public QObject
{
    Q_OBJECT

public:
    enum class State { Opening, Open, Ended };

    /// Opens at once, on a production server with its arming alone, whose reason the audit has. size: columns and rows.
    ContainerTerminal(ServerMonitor &monitor, const QString &service, const std::optional<Arming> &arming, QSize size,
                      QObject *parent = nullptr);
    ~ContainerTerminal() override;

    State state() const { return m_state; }
    /// Of Ended: the exit code, or why there is none: NotArmed before anything was asked of the server.
    const Result<int> &end() const { return m_end; }
    void write(const QByteArray &bytes) { m_input->write(bytes); }
    void resize(QSize size) { m_input->resize(size); }

Q_SIGNALS:
    /// At most 4 KB at once; the server is held back while it is worked upon.
    void printed(const QByteArray &bytes);
    void stateChanged();

private:
    struct Gate;
    void setState(State state);
    const std::shared_ptr<TerminalInput> m_input;
    const std::shared_ptr<Gate> m_gate;
    Mailbox m_mailbox;
    Operation m_operation;
    State m_state = State::Opening;
    Result<int> m_end = 0;
};

} // namespace bouncepro
