// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/servers/scaledialog.h"

#include "models/jobs/jobsentence.h"
#include "models/servers/wording.h"
#include "ui/look/factgrid.h"
#include "ui/look/text.h"

#include <QSpinBox>
#include <QVBoxLayout>

#include <algorithm>

namespace bouncepro {

namespace {

constexpr int most = 10;

int countOf(const DeployDesk &desk, const QString &service)
{
    const auto &services = desk.facts()->services;
    const auto it = std::find_if(services.begin(), services.end(),
                                 [&](const BuiltService &built) { return built.name == service; });
    return it == services.end() ? 1 : it->replicas;
}

} // namespace

ScaleDialog::ScaleDialog(QWidget *over, DeployDesk &desk, const ServerProfile &profile, const QString &service)
    : Dialog(over, tr("Scale %1 on %2").arg(visibleText(service, 60), visibleText(profile.name, 40)),
             profile.environment, 560),
      m_desk(desk),
      m_service(service),
      m_isProduction(profile.environment == Environment::Production),
      m_count(new QSpinBox)
{
    setObjectName(QStringLiteral("scaleDialog"));
    m_count->setObjectName(QStringLiteral("scaleCount"));
    m_count->setRange(1, most);
    keepDressed(m_count, [this] { m_count->setMinimumWidth(px(72)); });
    m_count->setValue(countOf(desk, service));
    m_count->setAccessibleName(tr("Containers of %1").arg(visibleText(service, 60)));
    auto *row = new QHBoxLayout;
    setSpaces(row, {}, 8);
    row->addWidget(m_count);
    row->addWidget(new Text(FontRole::Body, Tone::Second, tr("containers, also after deploys and rollbacks")));
    row->addStretch();
    body()->addLayout(row);
    auto *facts = new FactGrid;
    m_effect = facts->add(tr("Does"), {}, QStringLiteral("scaleEffect"));
    m_visitors = facts->add(tr("Visitors"), {}, QStringLiteral("scaleVisitors"));
    m_takes = facts->add(tr("Takes"), {}, QStringLiteral("scaleTakes"));
    m_back = facts->add(tr("Way back"), {}, QStringLiteral("scaleWayBack"));
    body()->addWidget(facts);
    setConfirmedByKeys(true);
    connect(m_count, &QSpinBox::valueChanged, this, &ScaleDialog::show);
    connect(this, &Overlay::closed, this, &QObject::deleteLater);
    show();
}

QWidget *ScaleDialog::firstFocus() const
{
    return m_count;
}

void ScaleDialog::show()
{
    const auto plan = m_desk.prepareScale(m_service, m_count->value());
    setConfirm(tr("Scale %1 to %2").arg(visibleText(m_service, 60)).arg(m_count->value()),
               m_isProduction ? Variant::Production : Variant::Primary);
    setBlocked(plan ? QString() : plan.error().message);
    const QString none = QStringLiteral("–");
    m_plan = plan ? std::optional(*plan) : std::nullopt;
    QStringList steps;
    if (plan)
        for (const Step &step : plan->plan.steps)
            steps << (steps.isEmpty() ? visibleText(step.title, 80)
                                      : visibleText(step.title.left(1).toLower() + step.title.mid(1), 80));
    m_effect->setText(plan ? steps.join(QStringLiteral(", ")) : plan.error().message);
    m_visitors->setText(plan ? plan->downtimeText : none);
    m_takes->setText(plan ? plan->durationText : none);
    m_back->setText(plan ? plan->wayBack : none);
    if (plan)
        setFootNote(tr("Recorded as %1").arg(shortActor(plan->plan.actor)));
}

} // namespace bouncepro
