#pragma once
// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/health/healthmodel.h"
#include "models/health/healthreport.h"
#include "models/health/incidentsmodel.h"
#include "ui/shell/page.h"

#include <QTimer>
#include <QWidget>

class QGridLayout;

namespace bouncepro {

class Banner;
class Button;
class Card;
class ErrorState;
class HealthMatrix;
class Hairline;
class IncidentRows;
class LoadingBars;
class PageHead;
class ResponseCard;
class RowList;
class Split;
class StateMark;
class Text;

/// What the health endpoints answer, now and over time, and whether it is the application, the network, or only the
/// way from here.
class HealthPage : public QWidget
{
    Q_OBJECT

public:
    explicit HealthPage(ServerDesk &desk, QWidget *parent = nullptr);

protected:
    void showEvent(QShowEvent *event) override;

private:
    Card *makeMatrix();
    Card *makeVerdict();
    Card *makeIncidents();
    void connectAll();
    void show();
    void showHead();
    void showVerdict(const HealthReport &report);
    void showFailure();
    void showStore();
    void showIncidents();

    struct Finding
    {
        StateMark *mark;
        Text *where;
        Text *what;
    };
    ServerDesk &m_desk;
    HealthMonitor &m_health;
    HealthModel m_model;
    IncidentsModel m_incidents;
    QTimer m_clock;   // ages what is shown
    QString m_putOff; // a note of the store that was read
    PageHead *m_head;
    Button *m_again;
    Banner *m_store;
    ErrorState *m_failure;
    LoadingBars *m_loading;
    HealthMatrix *m_matrix;
    Card *m_matrixCard;
    Card *m_verdictCard;
    QList<Finding> m_findings;
    QGridLayout *m_findingsGrid = nullptr;
    Hairline *m_remedyLine;
    Text *m_remedyLabel;
    Text *m_remedy;
    ResponseCard *m_response;
    Card *m_incidentsCard;
    IncidentRows *m_incidentRows;
    RowList *m_incidentList;
    Text *m_noIncidents;
    Split *m_now;
    Split *m_overTime;
};

/// The page of the capability "health".
Page healthPage();

} // namespace bouncepro
