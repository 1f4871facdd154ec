// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/deploy/plandialog.h"

#include "models/jobs/when.h"
#include "models/servers/wording.h"
#include "ui/deploy/plansteps.h"
#include "ui/deploy/rollbackfacts.h"
#include "ui/look/banner.h"
#include "ui/look/field.h"
#include "ui/look/statemark.h"
#include "ui/look/text.h"
#include "ui/servers/arming.h"

#include <QGridLayout>

namespace bouncepro {

namespace {

bool isDeploy(const Plan &plan)
{
    return plan.action == QLatin1String("deploy");
}

QString titleOf(const PreparedPlan &prepared)
{
    const QString server = visibleText(prepared.context.profile.name, 40);
    if (prepared.plan.subject.contains(QLatin1Char(','))) // promoted from another one
        return PlanDialog::tr("%1, to %2").arg(prepared.title, server);
    return isDeploy(prepared.plan) ? PlanDialog::tr("%1 to %2").arg(prepared.title, server)
                                   : PlanDialog::tr("%1 on %2").arg(prepared.title, server);
}

// Repeats the act and names what is at stake.
QString verbOf(const PreparedPlan &prepared)
{
    const QString where = nameOf(prepared.context.profile.environment).toLower();
    if (isDeploy(prepared.plan))
        return PlanDialog::tr("Deploy to %1").arg(where);
    if (prepared.plan.action == QLatin1String("rollback"))
        return PlanDialog::tr("Roll back %1").arg(where);
    return prepared.title;
}

QString upperFirst(const QString &text)
{
    return text.left(1).toUpper() + text.mid(1);
}

} // namespace

PlanDialog::PlanDialog(QWidget *over, const PreparedPlan &prepared, Guard &guard)
    : Dialog(over, titleOf(prepared), prepared.context.profile.environment),
      m_prepared(prepared),
      m_guard(guard)
{
    setObjectName(QStringLiteral("planDialog"));
    body()->addWidget(makeFacts());
    addRollback();
    addFindings();
    addSteps();
    addTime();
    connect(&guard, &Guard::ticked, this, &PlanDialog::showFoot);
    connect(&guard, &Guard::changed, this, &PlanDialog::showFoot);
    showFoot();
    setConfirm(verbOf(m_prepared), isProduction() ? Variant::Production : Variant::Primary,
               isDeploy(m_prepared.plan) ? QStringLiteral("deploy") : QString());
    setConfirmedByKeys(true);
    confirmButton()->setAutoDefault(true); // Enter presses it where it has focus; on Cancel Ctrl+Enter would, too
    connect(this, &Overlay::closed, this, &QObject::deleteLater);
}

// Of deploys and rollbacks: what else there is is done at once.
void PlanDialog::addTime()
{
    if (m_prepared.plan.commitPoint == 0)
        return;
    m_time = new Field(tr("Start at"));
    m_time->setObjectName(QStringLiteral("planStart"));
    m_time->showLabel();
    m_time->setPlaceholder(tr("At once; or 03:00, +2h, 2026-12-01 03:00"));
    body()->addWidget(m_time);
    connect(m_time, &Field::textChanged, this, &PlanDialog::heedTime);
}

void PlanDialog::heedTime()
{
    const QString text = m_time->text().trimmed();
    const auto when =
        text.isEmpty() ? Result<QDateTime>(QDateTime()) : parseWhen(text, QDateTime::currentDateTimeUtc());
    m_due = when ? *when : QDateTime();
    m_time->setError(when ? QString() : when.error().message);
    setBlocked(when ? QString() : when.error().message);
    confirmButton()->setText(m_due.isValid() ? tr("Start %1").arg(momentText(m_due)) : verbOf(m_prepared));
}

void PlanDialog::showFoot()
{
    const QString by = tr("Recorded as %1").arg(shortActor(m_prepared.plan.actor));
    setFootNote(!m_guard.isNeeded() ? by
                : m_guard.arming()  ? tr("Armed for %1. %2").arg(countdownText(m_guard.remaining()), by)
                                    : tr("Not armed any more: it asks again. %1").arg(by));
}

bool PlanDialog::isProduction() const
{
    return m_prepared.context.profile.environment == Environment::Production;
}

QWidget *PlanDialog::firstFocus() const
{
    return isProduction() ? cancelButton() : confirmButton();
}

QWidget *PlanDialog::makeFacts()
{
    struct Fact
    {
        const char *name;
        QString label, value, note;
    };
    const Plan &plan = m_prepared.plan;
    const QString release = plan.before.isEmpty() || plan.commitPoint == 0
                                ? releaseText(plan.subject, 80)
                                : tr("%1 → %2").arg(releaseText(plan.before, 80), releaseText(plan.subject, 80));
    const Fact facts[] = {{"planRelease", tr("Release"), release, m_prepared.brings},
                          {"planTime", tr("Takes"), upperFirst(m_prepared.durationText),
                           plan.steps.size() == 1 ? tr("1 step") : tr("%1 steps").arg(plan.steps.size())},
                          {"planDowntime", tr("Downtime"),
                           m_prepared.downtimeSeconds > 0
                               ? tr("About %1").arg(durationText(m_prepared.downtimeSeconds * 1000LL))
                               : tr("None"),
                           m_prepared.downtimeText}};
    auto *all = new QWidget;
    auto *grid = new QGridLayout(all);
    keepDressed(grid, [grid] {
        grid->setContentsMargins({});
        grid->setHorizontalSpacing(px(20));
        grid->setVerticalSpacing(px(1));
        grid->setRowMinimumHeight(3, px(8));
    });
    const auto add = [&](FontRole role, Tone tone, const QString &words, int row, int column, int span = 1) {
        auto *text = new Text(role, tone, words);
        text->setWrapping(true);
        grid->addWidget(text, row, column, 1, span, Qt::Alignment());
        return text;
    };
    int column = 0;
    for (const Fact &fact : facts) {
        add(FontRole::Small, Tone::Third, fact.label, 0, column);
        Text *value = add(FontRole::Strong, Tone::Plain, fact.value, 1, column);
        value->setAlignment(Qt::AlignTop);
        value->setObjectName(QLatin1String(fact.name));
        value->setAccessibleDescription(fact.label);
        add(FontRole::Small, Tone::Second, fact.note, 2, column)->setAlignment(Qt::AlignTop);
        grid->setColumnStretch(column, column == 0 ? 3 : 2);
        ++column;
    }
    add(FontRole::Small, Tone::Third, tr("Way back"), 4, 0, column);
    add(FontRole::Body, Tone::Plain, m_prepared.wayBack, 5, 0, column)->setObjectName(QStringLiteral("planWayBack"));
    return all;
}

void PlanDialog::addRollback()
{
    if (!m_prepared.rollback)
        return;
    auto *all = new QVBoxLayout;
    setSpaces(all, {}, 8);
    all->addWidget(new Text(FontRole::Heading, Tone::Plain, tr("What goes back")));
    all->addWidget(new RollbackFacts(*m_prepared.rollback));
    body()->addLayout(all);
}

void PlanDialog::addFindings()
{
    QStringList notices, good;
    for (const Finding &finding : m_prepared.findings) {
        const bool isTold = finding.id == QLatin1String("database") || finding.id == QLatin1String("images");
        if (m_prepared.rollback && isTold && finding.level != FindingLevel::Warning)
            continue; // among what goes back
        if (finding.level == FindingLevel::Good) {
            good << finding.what;
        } else if (finding.level == FindingLevel::Notice) {
            notices << (finding.remedy.isEmpty() ? finding.what : tr("%1 %2").arg(finding.what, finding.remedy));
        } else {
            auto *banner = new Banner(Mark::Warning, finding.what, finding.remedy);
            banner->setObjectName(QStringLiteral("planFinding"));
            banner->setStacked(true);
            body()->addWidget(banner);
        }
    }
    const auto quiet = [&](const QString &name, Mark mark, const QString &words) {
        auto *row = new QHBoxLayout;
        setSpaces(row, {}, 8);
        auto *shape = new StateMark(13);
        shape->setMark(mark);
        auto *text = new Text(FontRole::Small, Tone::Second, words);
        text->setObjectName(name);
        text->setWrapping(true);
        row->addWidget(shape, 0, Qt::AlignTop);
        row->addWidget(text, 1);
        body()->addLayout(row);
    };
    for (const QString &notice : notices)
        quiet(QStringLiteral("planNotice"), Mark::Warning, notice);
    if (!good.isEmpty())
        quiet(QStringLiteral("planGood"), Mark::Well, tr("Looked at: %1.").arg(good.join(tr(", "))));
}

void PlanDialog::addSteps()
{
    body()->addLayout(
        planSection(m_prepared.plan, QStringLiteral("plan"), tr("Runs on the server even if you disconnect")));
}

} // namespace bouncepro
