#pragma once
// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <QString>

#include <functional>

class QWidget;

namespace bouncepro {

class ServerMonitor;

/// What a capability adds to the window of a server.
struct Page
{
    QString name; ///< of the capability: "servers"
    QString title;
    std::function<QWidget *(ServerMonitor &monitor, QWidget *parent)> create;
};

} // namespace bouncepro
