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
    m_terminal = new QAction(tr("Terminal"), this);
    m_terminal->setObjectName(QStringLiteral("terminalAction"));
    connect(m_terminal, &QAction::triggered, this, [this] {
        if (!m_service.isEmpty())
            openTerminal(m_desk, m_service, m_over);
    });
    connect(&desk.deploy(), &DeployDesk::changed, this, [this] {
        if (m_waiting && !m_desk.deploy().isRefreshing())
            ask(*m_waiting);
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
    return QList<QAction *>(m_actions.begin(), m_actions.end()) << m_terminal;
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
    const bool hasWaited = m_waiting.has_value();
    m_waiting.reset();
    if (m_service.isEmpty() || m_dialog)
        return;
    auto prepared = m_desk.deploy().prepareService(verb, m_service);
    if (prepared)
        return ask(verb, *prepared);
    // Where jobs are kept is not known before the releases were read once.
    if (!hasWaited && prepared.error().code == ErrorCode::Conflict && !m_desk.deploy().facts()) {
        m_waiting = verb;
        m_desk.deploy().refresh();
        return;
    }
    Q_EMIT failed(tr("%1 %2: nothing was done").arg(wordOf(verb), visibleText(m_service, 60)), prepared.error());
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
