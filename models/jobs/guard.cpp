// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/jobs/guard.h"

namespace bouncepro {

Guard::Guard(ServerProfile profile, Clock clock, QObject *parent)
    : QObject(parent),
      m_profile(std::move(profile)),
      m_clock(std::move(clock))
{
    m_tick.setInterval(std::chrono::seconds(1));
    connect(&m_tick, &QTimer::timeout, this, &Guard::tick);
}

std::optional<Arming> Guard::arming() const
{
    return remaining() > 0 ? m_arming : std::nullopt;
}

void Guard::arm(const QString &reason)
{
    if (!isNeeded())
        return;
    const QString said = reason.simplified().left(200);
    m_arming = {m_profile.name, said.isEmpty() ? tr("no reason given") : said, m_clock().addDuration(armedFor)};
    m_tick.start();
    Q_EMIT changed();
    Q_EMIT acted(QStringLiteral("arm"), m_arming->reason, QStringLiteral("armed"));
}

void Guard::disarm()
{
    if (m_arming)
        end(QStringLiteral("disarmed"));
}

int Guard::remaining() const
{
    return m_arming ? int(std::max<qint64>(0, (m_clock().msecsTo(m_arming->until) + 999) / 1000)) : 0;
}

void Guard::tick()
{
    if (remaining() == 0)
        end(QStringLiteral("ran-out"));
    else
        Q_EMIT ticked();
}

void Guard::end(const QString &outcome)
{
    const QString reason = std::exchange(m_arming, {})->reason;
    m_tick.stop();
    Q_EMIT changed();
    Q_EMIT acted(QStringLiteral("disarm"), reason, outcome);
}

} // namespace bouncepro
