#pragma once
// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/look/appearance.h"

#include <QJsonObject>

namespace bouncepro {

/// What a person prefers, in the whole program and from one start to the next; holds nothing of servers.
class Preferences : public QObject
{
    Q_OBJECT

public:
    struct Values
    {
        ThemeChoice theme = ThemeChoice::System;
        double textScale = 0; ///< 1.5 is 150 %; 0: the desktop's
        bool isMotionReduced = false;
        bool isUtc = false; ///< times in UTC in place of local ones; from the next start on
        bool operator==(const Values &) const = default;
    };

    using QObject::QObject;
    const Values &values() const { return m_values; }
    /// Emits changed where something did.
    void set(const Values &values);

    /// What makes no sense is as if it were not there.
    static Values fromJson(const QJsonObject &object);
    static QJsonObject toJson(const Values &values);

Q_SIGNALS:
    void changed();

private:
    Values m_values;
};

} // namespace bouncepro
