#pragma once
// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <QByteArray>
#include <QDebug>

namespace bouncepro {

/// A secret value: prints as [secret], is wiped when freed, compares in constant time, and is moved, not shared.
class Secret
{
public:
    Secret() = default;
    explicit Secret(QByteArray value);
    Secret(Secret &&other) noexcept;
    Secret &operator=(Secret &&other) noexcept;
    Secret(const Secret &other);
    Secret &operator=(const Secret &other);
    ~Secret();

    bool isEmpty() const { return m_value.isEmpty(); }
    /// The bytes, for the one call that needs them; never keep the reference.
    const QByteArray &reveal() const { return m_value; }
    bool operator==(const Secret &other) const;

private:
    void wipe();
    QByteArray m_value; // always detached: a copy of a Secret owns bytes of its own
};

QDebug operator<<(QDebug debug, const Secret &secret);

} // namespace bouncepro
