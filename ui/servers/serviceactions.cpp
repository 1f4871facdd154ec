// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/servers/serviceactions.h"

#include "models/jobs/jobsentence.h"
#include "models/servers/wording.h"
#include "ui/look/banner.h"
#include "ui/look/dialog.h"
#include "ui/look/factgrid.h"
#include "ui/look/flow.h"
#include "ui/look/icon.h"
#include "ui/servers/arming.h"
#include "ui/servers/scaledialog.h"
#include "ui/terminal/openterminal.h"

namespace bouncepro {

namespace {

constexpr std::array verbs = {ServiceVerb::Start, ServiceVerb::Stop, ServiceVerb::Restart};
constexpr std::array icons = {"play", "stop", "restart"};

QString wordOf(ServiceVerb verb)
{
    switch (verb) {
    case ServiceVerb::Start:
        return ServiceActions::tr("Start");
    case ServiceVerb::Stop:
        return ServiceActions::tr("Stop");
    case ServiceVerb::Restart:
        break;
    }
    return ServiceActions::tr("Restart");
}

} // namespace

ServiceActions::ServiceActions(ServerDesk &desk, QWidget *over) : QObject(over), m_desk(desk), m_over(over)
{
    for (size_t i = 0; i < verbs.size(); ++i) {
        m_actions[i] = new QAction(tr("%1…").arg(wordOf(verbs[i])), this);
        m_actions[i]->setObjectName(nameOf(verbs[i]) + QStringLiteral("Action"));
        connect(m_actions[i], &QAction::triggered, this, [this, i] {
            const QString act = tr("%1 %2").arg(wordOf(verbs[i]).toLower(), visibleText(m_service, 60));
            whenArmed(m_desk.guard(), m_over, {act, {}, [this, i] { ask(verbs[i]); }});
        });
    }
    m_scale = new QAction(tr("Scale…"), this);
    m_scale->setObjectName(QStringLiteral("scaleAction"));
    connect(m_scale, &QAction::triggered, this, [this] {
        const QString act = tr("scale %1").arg(visibleText(m_service, 60));
        whenArmed(m_desk.guard(), m_over, {act, {}, [this] { scale(); }});
    });
    m_terminal = new QAction(tr("Terminal"), this);
    m_terminal->setObjectName(QStringLiteral("terminalAction"));
    connect(m_terminal, &QAction::triggered, this, [this] {
        if (!m_service.isEmpty())
            openTerminal(m_desk, m_service, m_over);
    });
    connect(&desk.deploy(), &DeployDesk::changed, this, [this] {
        if (m_waiting && !m_desk.deploy().isRefreshing())
            std::exchange(m_waiting, {})();
    });
    dress();
}

QWidget *ServiceActions::makeButtons()
{
    auto *all = new QWidget;
    auto *row = new Flow(all);
    for (size_t i = 0; i < verbs.size(); ++i) {
        m_buttons[i] = new Button(m_actions[i]->text());
        m_buttons[i]->setObjectName(nameOf(verbs[i]) + QStringLiteral("Service"));
        m_buttons[i]->setIconName(QString::fromLatin1(icons[i]));
        m_buttons[i]->setSmall(true);
        keepLocked(m_buttons[i], m_desk.guard());
        connect(m_buttons[i], &QPushButton::clicked, m_actions[i], &QAction::trigger);
        row->addWidget(m_buttons[i]);
    }
    m_scaleButton = new Button(m_scale->text());
    m_scaleButton->setObjectName(QStringLiteral("scaleService"));
    m_scaleButton->setIconName(QStringLiteral("fleet"));
    m_scaleButton->setSmall(true);
    keepLocked(m_scaleButton, m_desk.guard());
    connect(m_scaleButton, &QPushButton::clicked, m_scale, &QAction::trigger);
    row->addWidget(m_scaleButton);
    m_terminalButton = new Button(m_terminal->text());
    m_terminalButton->setObjectName(QStringLiteral("terminalService"));
    m_terminalButton->setIconName(QStringLiteral("terminal"));
    m_terminalButton->setSmall(true);
    keepLocked(m_terminalButton, m_desk.guard());
    connect(m_terminalButton, &QPushButton::clicked, m_terminal, &QAction::trigger);
    row->addWidget(m_terminalButton);
    dress();
    return all;
}

QList<QAction *> ServiceActions::actions() const
{
    return QList<QAction *>(m_actions.begin(), m_actions.end()) << m_scale << m_terminal;
}

void ServiceActions::setService(const QString &name, bool isRunning, const QString &why)
{
    m_service = name;
    m_isRunning = isRunning;
    m_why = why;
    dress();
}

void ServiceActions::dress()
{
    const QString shown = visibleText(m_service, 60);
    const QString none = m_service.isEmpty() ? m_why.isEmpty() ? tr("Choose a service first.") : m_why : QString();
    const QString stopped = m_isRunning ? QString() : tr("%1 does not run.").arg(shown);
    m_scale->setEnabled(none.isEmpty() && m_isRunning);
    if (m_scaleButton) {
        m_scaleButton->setBlocked(none.isEmpty() ? stopped : none);
        m_scaleButton->setAccessibleName(shown.isEmpty() ? m_scale->text() : tr("Scale %1…").arg(shown));
    }
    m_terminal->setEnabled(none.isEmpty() && m_isRunning);
    if (m_terminalButton) {
        m_terminalButton->setBlocked(none.isEmpty() ? stopped : none);
        m_terminalButton->setAccessibleName(shown.isEmpty() ? m_terminal->text() : tr("Terminal in %1").arg(shown));
    }
    for (size_t i = 0; i < verbs.size(); ++i) {
        QString blocked = none;
        if (blocked.isEmpty() && verbs[i] == ServiceVerb::Start && m_isRunning)
            blocked = tr("%1 runs already.").arg(shown);
        if (blocked.isEmpty() && verbs[i] != ServiceVerb::Start && !m_isRunning)
            blocked = stopped;
        m_actions[i]->setEnabled(blocked.isEmpty());
        m_actions[i]->setToolTip(asRichText(blocked));
        if (!m_buttons[i])
            continue;
        m_buttons[i]->setBlocked(blocked);
        m_buttons[i]->setAccessibleName(shown.isEmpty() ? m_buttons[i]->text()
                                                        : tr("%1 %2…").arg(wordOf(verbs[i]), shown));
    }
}

void ServiceActions::ask(ServiceVerb verb)
{
    if (m_service.isEmpty() || m_dialog)
        return;
    auto prepared = m_desk.deploy().prepareService(verb, m_service);
    if (prepared)
        return ask(verb, *prepared);
    if (prepared.error().code == ErrorCode::Conflict && waitsForFacts([this, verb] { ask(verb); }))
        return;
    Q_EMIT failed(tr("%1 %2: nothing was done").arg(wordOf(verb), visibleText(m_service, 60)), prepared.error());
}

// Where jobs are kept, and how many containers there are, is not known before the releases were read once.
bool ServiceActions::waitsForFacts(const std::function<void()> &goOn)
{
    DeployDesk &desk = m_desk.deploy();
    if (desk.facts() || (desk.error() && !desk.isRefreshing() && m_hasRead))
        return false;
    m_hasRead = true;
    m_waiting = goOn;
    if (!desk.isRefreshing())
        desk.refresh();
    return true;
}

void ServiceActions::scale()
{
    if (m_service.isEmpty() || m_dialog || waitsForFacts([this] { scale(); }))
        return;
    const QString act = tr("Scale %1").arg(visibleText(m_service, 60));
    if (!m_desk.deploy().facts())
        return Q_EMIT failed(tr("%1: nothing was done").arg(act), *m_desk.deploy().error());
    auto *dialog = new ScaleDialog(m_over->window(), m_desk.deploy(), m_desk.profile(), m_service);
    m_dialog = dialog;
    connect(dialog, &Dialog::confirmed, this, [this, act, dialog] {
        whenArmed(m_desk.guard(), m_over, {act, {}, [this, act, plan = dialog->plan()] { run(act, plan); }});
    });
    dialog->open();
}

void ServiceActions::ask(ServiceVerb verb, const PreparedPlan &prepared)
{
    const QString act = tr("%1 %2").arg(wordOf(verb), visibleText(m_service, 60));
    const Environment environment = m_desk.profile().environment;
    const bool isProduction = environment == Environment::Production;
    auto *dialog =
        new Dialog(m_over->window(), tr("%1 on %2").arg(act, visibleText(m_desk.profile().name, 40)), environment, 560);
    m_dialog = dialog;
    dialog->setObjectName(QStringLiteral("serviceDialog"));
    auto *facts = new FactGrid;
    QStringList touches;
    for (const Step &step : prepared.plan.steps) {
        const QString title = visibleText(step.title, 80);
        touches << (touches.isEmpty() ? title : title.left(1).toLower() + title.mid(1));
    }
    facts->add(tr("Does"), touches.join(QStringLiteral(", ")), QStringLiteral("serviceEffect"));
    facts->add(tr("Visitors"), prepared.downtimeText, QStringLiteral("serviceDowntime"));
    facts->add(tr("Takes"), prepared.durationText, QStringLiteral("serviceDuration"));
    facts->add(tr("Way back"), prepared.wayBack, QStringLiteral("serviceWayBack"));
    dialog->body()->addWidget(facts);
    dialog->setFootNote(tr("Recorded as %1").arg(shortActor(prepared.plan.actor)));
    dialog->setConfirm(act, isProduction ? Variant::Production : Variant::Primary);
    dialog->setConfirmedByKeys(isProduction);
    connect(dialog, &Overlay::closed, dialog, &QObject::deleteLater);
    connect(dialog, &Dialog::confirmed, this, [this, act, prepared] {
        whenArmed(m_desk.guard(), m_over, {act, {}, [this, act, prepared] { run(act, prepared); }});
    });
    dialog->open();
}

void ServiceActions::run(const QString &act, const PreparedPlan &prepared)
{
    Q_EMIT begun();
    m_desk.deploy().run(this, prepared, [this, act](const Result<QString> &id) {
        if (!id)
            Q_EMIT failed(tr("%1 was not started").arg(act), id.error());
    });
}

} // namespace bouncepro
