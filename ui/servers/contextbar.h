#pragma once
// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/servers/servermonitor.h"

#include <QTimer>
#include <QWidget>

namespace bouncepro {

class EnvironmentTag;
class Guard;
class GuardControl;
class Text;

/// Which server this is and what is at stake, always in sight: name, environment, login, time of the last answer.
class ContextBar : public QWidget
{
    Q_OBJECT

public:
    /// guard: where the server can be changed from here; outlives it. isDemo: nothing shown comes from a real server,
    /// and the bar says so.
    explicit ContextBar(const ServerMonitor &monitor, Guard *guard = nullptr, bool isDemo = false,
                        QWidget *parent = nullptr);

protected:
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    void show(const ServerView &view);
    void fit();
    bool isArmed() const;
    const ServerMonitor &m_monitor;
    Guard *m_guard;
    GuardControl *m_control = nullptr;
    Text *m_name;
    EnvironmentTag *m_tag;
    Text *m_destination;
    Text *m_connection;
    QTimer m_clock; // ages what is shown
};

} // namespace bouncepro
