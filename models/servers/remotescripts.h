#pragma once
// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <QByteArray>
#include <QList>
#include <QString>

#include <utility>

namespace bouncepro {

/// The scripts of resources/remote as compiled in: name and text, by name.
const QList<std::pair<QString, QByteArray>> &remoteScripts();
QByteArray remoteScript(const QString &name);

} // namespace bouncepro
