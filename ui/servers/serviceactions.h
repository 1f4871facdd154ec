#pragma once
// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/deploy/serviceplan.h"
#include "ui/shell/serverdesk.h"

#include <QAction>
#include <QPointer>

#include <array>

namespace bouncepro {

class Button;
class Dialog;

/// Starts, stops and restarts the chosen service of a server, and opens a terminal in it: actions for a menu, buttons
/// for a card, and the question before each.
class ServiceActions : public QObject
{
    Q_OBJECT

public:
    /// The desk outlives it. over: what the question covers.
    ServiceActions(ServerDesk &desk, QWidget *over);

    QList<QAction *> actions() const;
    /// A row of buttons for the same.
    QWidget *makeButtons();
    /// The service that is chosen; an empty name: none, and why none can be acted upon.
    void setService(const QString &name, bool isRunning, const QString &why);

Q_SIGNALS:
    void failed(const QString &what, const bouncepro::Error &error);
    void begun();

private:
    void dress();
    void ask(ServiceVerb verb);
    void ask(ServiceVerb verb, const PreparedPlan &prepared);
    void run(const QString &act, const PreparedPlan &prepared);
    ServerDesk &m_desk;
    QWidget *m_over;
    std::array<QAction *, 3> m_actions{};
    std::array<Button *, 3> m_buttons{};
    QAction *m_terminal;
    Button *m_terminalButton = nullptr;
    QString m_service;
    QString m_why;
    bool m_isRunning = false;
    std::optional<ServiceVerb> m_waiting; // until it is known what runs
    QPointer<Dialog> m_dialog;
};

} // namespace bouncepro
