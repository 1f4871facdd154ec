#pragma once
// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/shell/page.h"

#include <QList>
#include <QMainWindow>

namespace bouncepro {

/// The plain window of one server: its connection and its services, and a page for each further capability.
class ServerWindow : public QMainWindow
{
    Q_OBJECT

public:
    /// monitor must outlive the window; the window starts nothing by itself.
    ServerWindow(ServerMonitor &monitor, const QList<Page> &pages, bool isDemo = false, QWidget *parent = nullptr);
};

} // namespace bouncepro
