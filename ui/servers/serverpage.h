#pragma once
// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/servers/servicesmodel.h"
#include "models/servers/servermonitor.h"
#include "ui/shell/page.h"

#include <QTimer>
#include <QWidget>

class QGridLayout;
class QPushButton;
class QVBoxLayout;

namespace bouncepro {

class Card;
class ErrorCard;
class LoadingBars;
class ServicesTable;
class StateMark;
class Text;

/// The state of one server: its sentence, what stands in the way, its services, and the host.
class ServerPage : public QWidget
{
    Q_OBJECT

public:
    explicit ServerPage(ServerMonitor &monitor, QWidget *parent = nullptr);

private:
    QWidget *makeHeader();
    Card *makeHostCard();
    void show();
    void showErrors(const ServerView &view);
    void showHost(const ServerView &view);
    void age();

    ServerMonitor &m_monitor;
    ServicesModel m_services;
    QTimer m_clock; // ages what is shown
    QDateTime m_shown;
    StateMark *m_mark;
    Text *m_title;
    Text *m_evidence;
    QPushButton *m_again;
    QPushButton *m_copy;
    ErrorCard *m_error;
    QVBoxLayout *m_problemRows;
    QList<ErrorCard *> m_problems;
    Card *m_servicesCard;
    ServicesTable *m_table;
    LoadingBars *m_loading;
    Text *m_empty;
    Card *m_hostCard;
    QList<Text *> m_facts;
};

/// The page of the capability "servers".
Page serversPage();

} // namespace bouncepro
