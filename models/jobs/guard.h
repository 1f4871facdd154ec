#pragma once
// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/jobs/arming.h"

#include <QObject>
#include <QTimer>

#include <functional>

namespace bouncepro {

/// Whether one server is armed, and for how long. Lives on the GUI thread; JobCenter takes each start's arming from it
/// and writes its changes to the server's audit.
class Guard : public QObject
{
    Q_OBJECT

public:
    using Clock = std::function<QDateTime()>;

    explicit Guard(ServerProfile profile, Clock clock = QDateTime::currentDateTimeUtc, QObject *parent = nullptr);

    const ServerProfile &profile() const { return m_profile; }
    /// A production server: it cannot be changed unless it is armed.
    bool isNeeded() const { return m_profile.environment == Environment::Production; }
    /// Absent where it is not armed, or not any more.
    std::optional<Arming> arming() const;
    /// May a change begin now?
    Result<void> mayChange() const { return bouncepro::mayChange(m_profile, m_arming, m_clock()); }

    /// For armedFor from now, also where it is armed already. Nothing happens where isNeeded() is false.
    void arm(const QString &reason);
    void disarm();
    /// Seconds, rounded up; 0 where it is not armed.
    int remaining() const;

    /// How often it looks at the clock: each second.
    void setTick(std::chrono::milliseconds tick) { m_tick.setInterval(tick); }

Q_SIGNALS:
    /// Armed, disarmed or run out.
    void changed();
    /// The same as the audit words it: arm armed, disarm disarmed, disarm ran-out. subject: the reason it was armed
    /// for.
    void acted(const QString &action, const QString &subject, const QString &outcome);
    /// Each second while it is armed.
    void ticked();

private:
    void tick();
    void end(const QString &outcome);

    const ServerProfile m_profile;
    const Clock m_clock;
    std::optional<Arming> m_arming;
    QTimer m_tick;
};

} // namespace bouncepro
