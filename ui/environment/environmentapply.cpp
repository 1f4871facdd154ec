// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/environment/environmentapply.h"

#include "models/deploy/deploydesk.h"
#include "models/deploy/environmentplan.h"
#include "models/deploy/rotation.h"
#include "models/environment/environmentdesk.h"
#include "models/servers/connectedhost.h"
#include "models/servers/wording.h"
#include "ui/deploy/plansteps.h"
#include "ui/environment/environmentcards.h"
#include "ui/environment/environmentrows.h"
#include "ui/look/factgrid.h"
#include "ui/look/reasonfield.h"
#include "ui/look/rowlist.h"
#include "ui/look/text.h"
#include "ui/servers/arming.h"
#include "ui/shell/serverdesk.h"

#include <QPointer>
#include <QStandardItemModel>
#include <QVBoxLayout>

namespace bouncepro {

namespace {

Result<PreparedEnvironment> prepared(RemoteHost &host, const ServerProfile &profile, const EnvironmentUpdate &update,
                                     const QString &rotates, std::stop_token stop)
{
    auto context = readEnvironmentContext(host, profile, update, stop);
    if (!context)
        return fail(context.error());
    auto preview = previewEnvironment(*context);
    if (!preview)
        return fail(preview.error());
    auto plan = rotates.isEmpty() ? planEnvironment(*context) : planRotation(*context, rotates);
    if (!plan)
        return fail(plan.error());
    PreparedEnvironment all{std::move(*context), std::move(*preview), std::move(*plan), rotates, {}};
    if (auto guide = rotates.isEmpty() ? Result<RotationGuide>() : rotationGuide(rotates); guide)
        all.guide = guide->before + guide->after;
    return all;
}

bool isProduction(const PreparedEnvironment &prepared)
{
    return prepared.context.deploy.profile.environment == Environment::Production;
}

QString titleOf(const PreparedEnvironment &prepared)
{
    const QString server = visibleText(prepared.context.deploy.profile.name, 40);
    return prepared.rotates.isEmpty() ? ApplyDialog::tr("Apply the environment to %1").arg(server)
                                      : ApplyDialog::tr("Rotate %1 on %2").arg(prepared.rotates, server);
}

QString verbOf(const PreparedEnvironment &prepared)
{
    const QString where = nameOf(prepared.context.deploy.profile.environment).toLower();
    return prepared.rotates.isEmpty() ? ApplyDialog::tr("Apply to %1").arg(where)
                                      : ApplyDialog::tr("Rotate on %1").arg(where);
}

} // namespace

ApplyDialog::ApplyDialog(QWidget *over, const PreparedEnvironment &prepared, Guard &guard)
    : Dialog(over, titleOf(prepared), prepared.context.deploy.profile.environment),
      m_prepared(prepared),
      m_guard(guard),
      m_reason(new ReasonField(tr("Why it is changed"), tr("For the history: new mail relay, ticket 418")))
{
    setObjectName(QStringLiteral("applyDialog"));
    m_reason->setObjectName(QStringLiteral("applyReason"));
    addDifference();
    addEffects();
    body()->addWidget(m_reason);
    addSteps();
    connect(&guard, &Guard::ticked, this, &ApplyDialog::showFoot);
    connect(&guard, &Guard::changed, this, &ApplyDialog::showFoot);
    showFoot();
    setConfirm(verbOf(prepared), isProduction(prepared) ? Variant::Production : Variant::Primary);
    setConfirmedByKeys(true);
    m_reason->rule(this);
    connect(this, &Overlay::closed, this, &QObject::deleteLater);
}

QString ApplyDialog::reason() const
{
    return m_reason->reason();
}

QWidget *ApplyDialog::firstFocus() const
{
    return isProduction(m_prepared) ? static_cast<QWidget *>(cancelButton()) : m_reason->focusProxy();
}

void ApplyDialog::addDifference()
{
    const auto &changes = m_prepared.preview.changes;
    for (auto it = changes.begin(); it != changes.end(); ++it) {
        auto *rows = new QStandardItemModel(this);
        fillDiff(*rows, it.value(), m_prepared.preview.secrets);
        auto *list = new RowList(tr("What changes in %1").arg(it.key()), new DiffDelegate);
        list->setObjectName(QStringLiteral("applyDiff"));
        list->setModel(rows);
        list->setSelectionMode(QAbstractItemView::NoSelection);
        list->setFitting(true, 10);
        auto *all = new QVBoxLayout;
        setSpaces(all, {}, 4);
        all->addWidget(new Text(FontRole::Heading, Tone::Plain, it.key()));
        all->addWidget(list);
        body()->addLayout(all);
    }
    if (changes.isEmpty()) {
        auto *none = new Text(FontRole::Body, Tone::Second, tr("No value changes: comments or the order do."));
        none->setWrapping(true);
        body()->addWidget(none);
    }
}

void ApplyDialog::addEffects()
{
    auto *facts = new FactGrid;
    facts->add(tr("Does"), (m_prepared.guide + m_prepared.preview.lines()).join(QLatin1Char('\n')),
               QStringLiteral("applyEffect"));
    const int downtime = m_prepared.plan.downtimeSeconds();
    facts->add(tr("Visitors"),
               downtime > 0 ? tr("Wait about %1.").arg(durationText(downtime * 1000LL)) : tr("Notice nothing."),
               QStringLiteral("applyVisitors"));
    facts->add(tr("Takes"), tr("About %1.").arg(durationText(m_prepared.plan.expectedSeconds() * 1000LL)),
               QStringLiteral("applyTakes"));
    facts->add(
        tr("Way back"),
        tr("Where a service does not get ready, the old file and containers come back by themselves. The version "
           "before stays in the history."),
        QStringLiteral("applyWayBack"));
    body()->addWidget(facts);
}

void ApplyDialog::addSteps()
{
    body()->addLayout(planSection(m_prepared.plan, QStringLiteral("apply")));
}

void ApplyDialog::showFoot()
{
    const QString by = tr("Recorded as %1").arg(shortActor(m_prepared.plan.actor));
    setFootNote(!m_guard.isNeeded() ? by
                : m_guard.arming()  ? tr("Armed for %1. %2").arg(countdownText(m_guard.remaining()), by)
                                    : tr("Not armed any more: it asks again. %1").arg(by));
}

EnvironmentApply::EnvironmentApply(ServerDesk &desk, QWidget *over) : QObject(over), m_desk(desk), m_over(over) {}

void EnvironmentApply::setBusy(bool isBusy)
{
    m_isBusy = isBusy;
    Q_EMIT changed();
}

void EnvironmentApply::apply()
{
    const EnvironmentDesk &desk = m_desk.environment();
    if (!desk.files())
        return;
    EnvironmentUpdate update;
    for (const EnvironmentEditor *editor : desk.editors()) {
        if (!editor->isDirty())
            continue;
        const ServerEnvironmentFile *file = desk.files()->find(editor->file());
        update.files << NewEnvironmentFile{editor->file(), file ? file->hash : QByteArray(),
                                           Secret(editor->look().mine.text())};
    }
    prepare(tr("apply the environment"), [profile = m_desk.profile(), update](RemoteHost &host, std::stop_token stop) {
        return prepared(host, profile, update, {}, stop);
    });
}

void EnvironmentApply::rotate(const QString &key, const Secret &value)
{
    prepare(tr("rotate %1").arg(key),
            [profile = m_desk.profile(), key, value](RemoteHost &host,
                                                     std::stop_token stop) -> Result<PreparedEnvironment> {
                auto now = readServerEnvironment(host, profile, stop);
                if (!now)
                    return fail(now.error());
                auto update = rotatedFiles(*now, key, value);
                if (!update)
                    return fail(update.error());
                return prepared(host, profile, *update, key, stop);
            });
}

void EnvironmentApply::prepare(const QString &act, const Make &make)
{
    whenArmed(m_desk.guard(), m_over,
              {act, {}, [this, make] {
                   const auto host =
                       connectedHost(m_desk.monitor(), tr("Wait until the connection is back, then apply it again."));
                   if (!host)
                       return Q_EMIT failed(host.error());
                   setBusy(true);
                   start(
                       this, [host = *host, make](std::stop_token stop) { return make(*host, stop); },
                       [this](const Result<PreparedEnvironment> &made) {
                           setBusy(false);
                           if (made)
                               return ask(*made);
                           if (made.error().code == ErrorCode::Conflict)
                               Q_EMIT conflicted();
                           Q_EMIT failed(made.error());
                       });
               }});
}

void EnvironmentApply::ask(const PreparedEnvironment &prepared)
{
    auto *dialog = new ApplyDialog(m_over->window(), prepared, m_desk.guard());
    connect(dialog, &Dialog::confirmed, this, [this, dialog, prepared] {
        whenArmed(m_desk.guard(), m_over,
                  {titleOf(prepared), {}, [this, prepared, reason = dialog->reason()] { run(prepared, reason); }});
    });
    dialog->open();
}

// The same plan, with the reason among what the job keeps.
void EnvironmentApply::run(PreparedEnvironment prepared, const QString &reason)
{
    prepared.context.update.reason = reason;
    const auto plan = prepared.rotates.isEmpty() ? planEnvironment(prepared.context)
                                                 : planRotation(prepared.context, prepared.rotates);
    if (!plan)
        return Q_EMIT failed(plan.error());
    setBusy(true);
    m_desk.jobs().start(
        this, *plan,
        [context = prepared.context.deploy](RemoteHost &host, std::stop_token stop) -> Result<QList<Secret>> {
            if (auto holds = stillHolds(host, context, stop); !holds)
                return fail(holds.error());
            return secretsOf(host, context, stop);
        },
        [this](const Result<QString> &id) {
            setBusy(false);
            if (id)
                return Q_EMIT started(*id);
            if (id.error().code == ErrorCode::Conflict)
                Q_EMIT conflicted();
            Q_EMIT failed(id.error());
        });
}

} // namespace bouncepro
