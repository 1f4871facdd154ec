#pragma once
// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/health/healthcheck.h"
#include "ui/look/card.h"

class QStackedWidget;

namespace bouncepro {

class EmptyState;
class HealthMonitor;
class JobCenter;
class Segmented;
class ServerDesk;
class ServerMonitor;
class TimeChart;
class UptimeStrip;

/// How fast an endpoint answered over time, with the deploys, and how often the way to the applications was open.
class ResponseCard : public Card
{
    Q_OBJECT

public:
    explicit ResponseCard(ServerDesk &desk, QWidget *parent = nullptr);

    /// Whose time is drawn: at first that of payload through nginx.
    void setEndpoint(const HealthEndpoint &endpoint);

protected:
    void showEvent(QShowEvent *event) override;

private:
    struct Strip
    {
        HealthEndpoint endpoint;
        Text *label;
        UptimeStrip *bars;
        Text *part;
    };
    QWidget *makeStrips();
    void alignStrips();
    void chooseRange();
    void refresh();
    void showChart();
    void showWhyEmpty();
    void showStrips();
    void showMarks(const QDateTime &from, const QDateTime &to);

    ServerMonitor &m_monitor;
    HealthMonitor &m_health;
    JobCenter &m_jobs;
    HealthEndpoint m_endpoint;
    bool m_isChosen = false; // the range, by the person or by what there is
    Segmented *m_range;
    TimeChart *m_chart;
    EmptyState *m_empty;
    QStackedWidget *m_pages;
    QList<Strip> m_strips;
};

} // namespace bouncepro
