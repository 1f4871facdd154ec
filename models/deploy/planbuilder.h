#pragma once
// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/deploy/deploy.h"
#include "models/deploy/rollbackpreview.h"

namespace bouncepro {

/// What the plans of deploy and rollback have in common: each appends the steps of one part. The context outlives it.
class PlanBuilder
{
public:
    explicit PlanBuilder(const DeployContext &context) : m_context(context) {}

    /// A plan without steps.
    Plan plan(const QString &action, const QString &subject) const;
    /// What must stand before anything is switched: the running release on record, so that there is a way back.
    void recordRunning(Plan &plan) const;
    void build(Plan &plan, const QString &release, const QString &commit) const;
    void findImages(Plan &plan, const QString &release) const;
    /// The environment goes back with the checkout. To be told before build, which needs it too, and switchTo.
    void restore(Plan &plan, const QList<RestoredFile> &files);
    /// The same step by itself; told: its title, and what it touches.
    Step environmentStep(const QList<RestoredFile> &files, const QString &title, const QString &touches) const;
    /// As restore, for files that a person made.
    void change(Plan &plan, const QList<RestoredFile> &files, const Step &step);
    /// From here visitors are concerned: without downtime where the stack can, else in place.
    void switchTo(Plan &plan, const QString &release, const QString &commit) const;

    Command script(const QString &subcommand, const QStringList &arguments) const;
    /// SERVICE=REF=LIVE of each built service.
    QStringList images(const QString &release) const;
    /// The release that .env pins; "-" for none.
    QString pinned() const;
    /// The release that runs, as it is on record or will be.
    QString running() const;

private:
    QStringList wayBack(const QString &commit) const;
    void finish(Plan &plan, const QString &release) const;
    void purge(Plan &plan) const;
    void forget(Plan &plan, const QString &release) const;
    /// hooks/before-deploy and the like of the stack's repository, where it has them.
    void hook(Plan &plan, const QString &when, const QString &release) const;
    QStringList noLongerKept(const QString &release) const;
    void moveEnvironment(Plan &plan) const;
    void switchBeside(Plan &plan, const QString &release, const QString &commit) const;
    void replaceInPlace(Plan &plan, const QString &release, const QString &commit) const;

    const DeployContext &m_context;
    QList<RestoredFile> m_environment;
    std::optional<Step> m_environmentStep;
};

/// A new release's name: its time, and the commit in short.
QString newReleaseId(const QDateTime &now, const QString &commit);

} // namespace bouncepro
