#pragma once
// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/deploy/deploydesk.h"
#include "ui/shell/page.h"

#include <QPointer>
#include <QTimer>
#include <QWidget>

namespace bouncepro {

class Button;
class Card;
class DeployActs;
class DeployBanners;
class IconButton;
class Promoter;
class CommitsCard;
class ErrorState;
class JobPanel;
class LoadingBars;
class PageHead;
class PlanSteps;
class ReleasesCard;

/// Deploys and rolls back one server. Idle: what would arrive, the plan, the releases. While a job runs: its steps and
/// what they write, whoever started it; afterwards its result, until it is put away.
class DeployPage : public QWidget
{
    Q_OBJECT

public:
    explicit DeployPage(ServerDesk &desk, QWidget *parent = nullptr);

protected:
    void showEvent(QShowEvent *event) override;
    void hideEvent(QHideEvent *event) override;

private:
    QWidget *makeLeft();
    QWidget *makeRight();
    void makeHead();
    void chooseJob();
    void openJob(const QString &id);
    void putAway();
    void readIfDue();
    void show();
    void askIfWanted();
    void showActions();
    void showHead();
    void showError();
    void showPlan();
    void showCards();
    void deploy();
    void rollBack(const QString &release);
    void ask(const Result<PreparedPlan> &prepared);
    /// due: invalid for at once.
    void run(const PreparedPlan &prepared, const QDateTime &due = {});
    void fail(const Error &error);
    /// Why nothing can be started now; empty: it can.
    QString blockedReason() const;
    /// The same of a deploy: a freeze, or that there is nothing to deploy.
    QString deployBlockedReason() const;
    void choosePromotion();
    void showMore(QWidget *below);
    void takeTurn(const PreparedPlan &plan, bool isSame);
    bool isConnected() const;
    bool isJobShown() const;

    ServerDesk &m_desk;
    DeployDesk &m_deploy;
    QPointer<JobWatch> m_watch; // what is shown
    QString m_starting;         // title of the plan that is on its way to the server
    QDateTime m_planned;        // the reading that the shown plan is made from
    std::optional<Error> m_noPlan;
    bool m_hasAsked = false;
    bool m_hasLooked = false; // for the wish to deploy
    QTimer m_clock;           // ages what is shown

    PageHead *m_head;
    DeployActs *m_acts;
    Promoter *m_promoter;
    Button *m_again, *m_back, *m_promote, *m_rollBack, *m_deployButton;
    IconButton *m_more;
    DeployBanners *m_banners;
    ErrorState *m_error;
    LoadingBars *m_loading;
    JobPanel *m_job;
    CommitsCard *m_commits, *m_arrives;
    Card *m_planCard;
    ReleasesCard *m_releasesCard;
    PlanSteps *m_plan;
};

/// The page of the capability "deploy".
Page deployPage();

} // namespace bouncepro
