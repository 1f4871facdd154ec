#pragma once
// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <QProcess>

namespace bouncepro {

class Lab;

/// The load of the kit's traffic, inside, beside nginx.
class TrafficLoad
{
public:
    /// Returns once it is under way.
    bool start(Lab &lab);
    /// Requests, failed ones, addresses, those that were sent twice, and what failed.
    QList<QByteArray> end();

private:
    QProcess m_load;
};

} // namespace bouncepro
