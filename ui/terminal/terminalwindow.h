#pragma once
// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/deploy/containerterminal.h"

#include <QWidget>

namespace bouncepro {

class Banner;
class TerminalView;
class Text;

/// A window of its own with a shell in a service's container: which server, which service, the terminal, and how it
/// ended. It deletes itself when it is closed, which hangs up.
class TerminalWindow : public QWidget
{
    Q_OBJECT

public:
    /// Opens the terminal at once; ends with the monitor. arming as in ContainerTerminal.
    TerminalWindow(ServerMonitor &monitor, const QString &service, const std::optional<Arming> &arming,
                   QWidget *parent = nullptr);

    TerminalView *view() const { return m_view; }

private:
    QWidget *makeStrip();
    void showState();
    const QString m_service;
    TerminalView *m_view;
    ContainerTerminal *m_terminal;
    Text *m_state;
    Banner *m_end;
};

} // namespace bouncepro
