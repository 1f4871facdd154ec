// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/setup/wherepage.h"

#include "models/servers/wording.h"
#include "ui/look/card.h"
#include "ui/look/field.h"
#include "ui/look/roles.h"
#include "ui/look/rowlist.h"
#include "ui/look/serverdelegate.h"
#include "ui/look/text.h"

#include <QIntValidator>
#include <QItemSelectionModel>
#include <QLineEdit>

#include <algorithm>

namespace bouncepro {

namespace {

// Of what is typed after ssh: the host's first word, or the address.
QString nameFor(const QString &destination)
{
    const QString host = destination.section(QLatin1Char('@'), -1);
    const bool isAddress = host.contains(QLatin1Char(':')) ||
                           std::all_of(host.begin(), host.end(), [](QChar c) { return c.isDigit() || c == u'.'; });
    return isAddress ? host : host.section(QLatin1Char('.'), 0, 0);
}

} // namespace

WherePage::WherePage(const ServerList &servers, const SetupSources &sources)
    : m_servers(servers),
      m_card(new Card(tr("From your SSH configuration"))),
      m_bars(new LoadingBars(4)),
      m_none(new Text(FontRole::Body, Tone::Second, tr("It names no host. Type where the server is below."))),
      m_list(new RowList(tr("Hosts of the SSH configuration"), new PageDelegate)),
      m_destination(new Field(tr("Destination"))),
      m_port(new Field(tr("Port")))
{
    head()->setState({}, tr("Where is the server?"),
                     tr("Choose a host that SSH knows, or type what you would type after ssh."));
    m_list->setObjectName(QStringLiteral("hosts"));
    m_list->setModel(&m_model);
    m_list->setFitting(true, 8);
    m_list->hide();
    m_none->setObjectName(QStringLiteral("noHosts"));
    m_none->setWrapping(true);
    m_none->hide();
    for (QWidget *part :
         {static_cast<QWidget *>(m_bars), static_cast<QWidget *>(m_none), static_cast<QWidget *>(m_list)})
        m_card->content()->addWidget(part);
    m_destination->edit()->setObjectName(QStringLiteral("destination"));
    m_destination->setPlaceholder(tr("deploy@eu1.example.org"));
    m_destination->showLabel();
    m_port->edit()->setObjectName(QStringLiteral("port"));
    m_port->edit()->setValidator(new QIntValidator(1, 65535, this));
    m_port->setPlaceholder(tr("From SSH, or 22"));
    m_port->showLabel();
    auto *row = new QHBoxLayout;
    setSpaces(row, {}, 12);
    row->addWidget(m_destination, 3, Qt::AlignTop);
    row->addWidget(m_port, 1, Qt::AlignTop);
    column()->addWidget(m_card);
    column()->addLayout(row);
    column()->addStretch(1);

    connect(m_list->selectionModel(), &QItemSelectionModel::currentChanged, this, [this](const QModelIndex &current) {
        if (current.isValid())
            m_destination->setText(m_aliases[current.row()].target.destination);
    });
    connect(m_list, &RowList::activated, this, &SetupPage::nextWanted);
    for (Field *field : {m_destination, m_port}) {
        connect(field, &Field::textChanged, this, [this] {
            clearErrors();
            Q_EMIT changed();
        });
        connect(field, &Field::returnPressed, this, &SetupPage::nextWanted);
    }
    m_operation = bouncepro::start(
        this, [aliases = sources.aliases](std::stop_token) { return aliases(); },
        [this](const QList<ServerProfile> &aliases) { take(aliases); });
}

void WherePage::take(const QList<ServerProfile> &aliases)
{
    m_aliases = aliases;
    for (const ServerProfile &alias : aliases) {
        const QString name = visibleText(alias.name, 100);
        const bool isHere = m_servers.rowOf(alias.name) >= 0;
        auto *item = new QStandardItem(name);
        item->setData(QStringLiteral("server"), IconRole);
        item->setData(isHere ? tr("in the list already") : QString(), BadgeRole);
        item->setData(isHere ? tr("%1, in the list already").arg(name) : name, Qt::AccessibleTextRole);
        item->setEditable(false);
        m_model.appendRow(item);
    }
    m_bars->hide();
    m_none->setVisible(aliases.isEmpty());
    m_list->setVisible(!aliases.isEmpty());
}

void WherePage::enter(const ServerProfile &draft)
{
    if (m_destination->text().isEmpty())
        m_destination->setText(draft.target.destination);
}

void WherePage::give(ServerProfile &draft) const
{
    const QString destination = m_destination->text().trimmed();
    const auto alias = std::find_if(m_aliases.begin(), m_aliases.end(), [&](const ServerProfile &known) {
        return known.target.destination == destination;
    });
    const QString before = draft.target.destination;
    draft.target = alias == m_aliases.end() ? SshTarget{.destination = destination} : alias->target;
    draft.target.port = m_port->text().toInt();
    if (!draft.name.isEmpty() && before == destination)
        return;
    const QString name = alias == m_aliases.end() ? nameFor(destination) : alias->name;
    draft.name = name;
    for (int i = 2; m_servers.rowOf(draft.name) >= 0; ++i)
        draft.name = QStringLiteral("%1-%2").arg(name).arg(i);
}

QString WherePage::blocked() const
{
    return m_destination->text().trimmed().isEmpty() ? tr("Choose a host, or type a destination") : QString();
}

QString WherePage::outcome() const
{
    return visibleText(m_destination->text().trimmed(), 60);
}

bool WherePage::showError(ProfileField field, const QString &sentence)
{
    Field *at = field == ProfileField::Port ? m_port : field == ProfileField::Destination ? m_destination : nullptr;
    if (field == ProfileField::SshConfig)
        at = m_destination;
    if (at)
        at->setError(sentence);
    return at;
}

void WherePage::clearErrors()
{
    m_destination->setError({});
    m_port->setError({});
}

QWidget *WherePage::firstField() const
{
    return m_list->isVisible() && m_destination->text().isEmpty() ? static_cast<QWidget *>(m_list)
                                                                  : m_destination->edit();
}

} // namespace bouncepro
