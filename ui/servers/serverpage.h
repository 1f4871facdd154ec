#pragma once
// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/jobs/attention.h"
#include "models/servers/servicesmodel.h"
#include "ui/shell/page.h"

#include <QSet>
#include <QTimer>
#include <QWidget>

class QGridLayout;
class QVBoxLayout;

namespace bouncepro {

class Banner;
class Button;
class Card;
class EmptyState;
class ErrorState;
class LoadingBars;
class Meter;
class PageHead;
class ResponseCard;
class RowList;
class ServiceActions;
class ServicesTable;
class Text;

/// The state of one server: its sentence, what needs a person first, its services, how fast they answered, what was
/// done last, and how much room the host has.
class ServerPage : public QWidget
{
    Q_OBJECT

public:
    explicit ServerPage(ServerDesk &desk, QWidget *parent = nullptr);

private:
    void makeHead();
    void makeServices();
    void makeResponse();
    void makeLatest();
    void makeHost();
    Text *addFact(QGridLayout *grid, int at, const QString &label, const QString &name);
    Meter *addMeter(const QString &label, const QString &name, Text *&words);
    void show();
    void showErrors(const ServerView &view);
    void addProblem(const QString &word);
    void showNotices();
    void showActions();
    void showHost(const ServerView &view);
    void showFailure(const QString &what, const Error &error);
    void act(const Notice &notice);
    void putOff(const Notice &notice);
    void age();

    ServerDesk &m_desk;
    ServerMonitor &m_monitor;
    ServicesModel m_services;
    QTimer m_clock; // ages what is shown
    QDateTime m_shown;
    PageHead *m_head;
    Button *m_again;
    Button *m_copy;
    Button *m_deploy;
    Banner *m_failure;
    QVBoxLayout *m_noticeRows;
    QList<Banner *> m_banners;
    QList<Notice> m_notices;
    QSet<QString> m_putOff; // until they change
    ErrorState *m_error;
    QVBoxLayout *m_problemRows;
    QList<ErrorState *> m_problems;
    QStringList m_problemWords; // that they are of
    Card *m_servicesCard;
    ServicesTable *m_table;
    ServiceActions *m_actions;
    QWidget *m_buttons;
    LoadingBars *m_loading;
    EmptyState *m_notYet;
    Text *m_empty;
    ResponseCard *m_response;
    Card *m_latestCard;
    RowList *m_latest;
    Text *m_noJobs;
    Card *m_hostCard;
    QWidget *m_below;
    Meter *m_disk;
    Meter *m_memory;
    Text *m_diskWords;
    Text *m_memoryWords;
    QList<Text *> m_facts;
};

/// The page of the capability "servers".
Page serversPage();

} // namespace bouncepro
