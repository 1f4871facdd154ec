// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/example/greeting.h"

#include <QCoreApplication>

namespace bouncepro {

QString greeting(const ServerProfile &profile)
{
    return QCoreApplication::translate("Greeting", "Hello, %1").arg(profile.name);
}

} // namespace bouncepro
