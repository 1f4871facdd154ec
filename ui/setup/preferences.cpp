// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/setup/preferences.h"

namespace bouncepro {

void Preferences::set(const Values &values)
{
    if (m_values == values)
        return;
    m_values = values;
    Q_EMIT changed();
}

Preferences::Values Preferences::fromJson(const QJsonObject &object)
{
    Values values;
    for (const ThemeChoice choice : {ThemeChoice::Light, ThemeChoice::Dark})
        if (object.value(QLatin1String("theme")).toString() == nameOf(choice))
            values.theme = choice;
    const double scale = object.value(QLatin1String("textScale")).toDouble();
    values.textScale = scale >= 0.5 && scale <= 3 ? scale : 0;
    values.isMotionReduced = object.value(QLatin1String("reduceMotion")).toBool();
    values.isUtc = object.value(QLatin1String("utc")).toBool();
    return values;
}

QJsonObject Preferences::toJson(const Values &values)
{
    return {{QStringLiteral("theme"), nameOf(values.theme)},
            {QStringLiteral("textScale"), values.textScale},
            {QStringLiteral("reduceMotion"), values.isMotionReduced},
            {QStringLiteral("utc"), values.isUtc}};
}

} // namespace bouncepro
