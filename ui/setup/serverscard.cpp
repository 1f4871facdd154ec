// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/setup/serverscard.h"

#include "models/servers/wording.h"
#include "ui/look/accessible.h"
#include "ui/look/button.h"
#include "ui/look/flow.h"
#include "ui/look/rowlist.h"
#include "ui/look/serverdelegate.h"
#include "ui/setup/editserver.h"
#include "ui/setup/savedrows.h"

#include <QFileDialog>
#include <QItemSelectionModel>

namespace bouncepro {

ServersCard::ServersCard(ServerList &servers, const SetupSources &sources, QWidget *over, QWidget *parent)
    : Card(tr("Servers"), parent),
      m_servers(servers),
      m_sources(sources),
      m_over(over),
      m_list(new RowList(tr("Servers"), new ServerDelegate)),
      m_none(new Text(FontRole::Body, Tone::Second, tr("None yet."))),
      m_edit(new Button(tr("Edit…"))),
      m_remove(new Button(tr("Remove…"), Variant::Danger)),
      m_up(new Button(tr("Move up"))),
      m_down(new Button(tr("Move down"))),
      m_write(new Button(tr("Export…"))),
      m_said(new Text(FontRole::Small, Tone::Second))
{
    static_cast<ServerDelegate *>(m_list->itemDelegate())->setOnCard(true);
    auto *rows = new SavedRows(this);
    rows->setSourceModel(&servers);
    m_list->setObjectName(QStringLiteral("savedServers"));
    m_list->setModel(rows);
    m_list->setFitting(true);
    m_said->setObjectName(QStringLiteral("serversSaid"));
    m_said->setWrapping(true);
    m_said->hide();
    auto *aliases = new Button(tr("Import from SSH"));
    auto *import = new Button(tr("Import a file…"));
    auto *acts = new QWidget;
    auto *flow = new Flow(acts);
    const QPair<Button *, const char *> buttons[] = {
        {m_edit, "editServerButton"}, {m_remove, "removeServerButton"}, {m_up, "moveUp"},       {m_down, "moveDown"},
        {aliases, "importAliases"},   {import, "importFile"},           {m_write, "exportFile"}};
    for (const auto &[button, name] : buttons) {
        button->setObjectName(QString::fromLatin1(name));
        button->setSmall(true);
        flow->addWidget(button);
    }
    content()->addWidget(m_list);
    content()->addWidget(m_none);
    content()->addWidget(acts);
    content()->addWidget(m_said);
    connect(m_edit, &Button::clicked, this, [this] { (new EditServer(m_over, m_servers, row()))->open(); });
    connect(m_list, &RowList::activated, m_edit, &Button::click);
    connect(m_remove, &Button::clicked, this, [this] { askToRemove(m_over, m_servers, row()); });
    connect(m_up, &Button::clicked, this, [this] { move(-1); });
    connect(m_down, &Button::clicked, this, [this] { move(1); });
    connect(aliases, &Button::clicked, this, &ServersCard::importAliases);
    connect(import, &Button::clicked, this, [this] { chooseFile(false); });
    connect(m_write, &Button::clicked, this, [this] { chooseFile(true); });
    connect(m_list->selectionModel(), &QItemSelectionModel::currentChanged, this, &ServersCard::tell);
    for (const auto change : {&QAbstractItemModel::rowsInserted, &QAbstractItemModel::rowsRemoved})
        connect(&servers, change, this, &ServersCard::tell);
    connect(&servers, &QAbstractItemModel::rowsMoved, this, &ServersCard::tell);
    connect(&servers, &ServerList::failed, this, [this](const Error &error) {
        say(tr("%1 %2").arg(visibleText(error.message, 400), visibleText(error.remedy, 400)), Tone::Fail);
    });
    m_list->setCurrentIndex(rows->index(0, 0));
    tell();
}

int ServersCard::row() const
{
    return m_list->currentIndex().row();
}

void ServersCard::move(int by)
{
    const int from = row();
    m_servers.move(from, by < 0 ? from - 1 : from + 2);
}

void ServersCard::importAliases()
{
    bouncepro::start(
        this, [aliases = m_sources.aliases](std::stop_token) { return Result<QList<ServerProfile>>(aliases()); },
        [this](const Result<QList<ServerProfile>> &profiles) { take(profiles); });
}

void ServersCard::importFile(const QString &path)
{
    bouncepro::start(
        this, [path](std::stop_token) { return readProfiles(path); },
        [this](const Result<QList<ServerProfile>> &profiles) { take(profiles); });
}

void ServersCard::exportFile(const QString &path)
{
    bouncepro::start(
        this, [path, profiles = m_servers.profiles()](std::stop_token) { return writeProfiles(path, profiles); },
        [this, path](const Result<void> &written) {
            if (written)
                say(tr("Written to %1. It holds no secret.").arg(visibleText(path)));
            else
                say(tr("%1 %2").arg(visibleText(written.error().message, 400), visibleText(written.error().remedy)),
                    Tone::Fail);
        });
}

void ServersCard::take(const Result<QList<ServerProfile>> &profiles)
{
    if (!profiles) {
        say(tr("%1 %2").arg(visibleText(profiles.error().message, 400), visibleText(profiles.error().remedy)),
            Tone::Fail);
        return;
    }
    const ImportResult result = m_servers.import(*profiles);
    QStringList words{tr("%1 added, %2 here already.").arg(result.added.size()).arg(result.present.size())};
    for (const ImportResult::Refused &refused : result.refused.mid(0, 5))
        words << tr("%1 %2.").arg(visibleText(refused.name, 60), refused.error.what);
    say(words.join(QLatin1Char(' ')), result.refused.isEmpty() ? Tone::Second : Tone::Warn);
}

void ServersCard::say(const QString &sentence, Tone tone)
{
    m_said->setTone(tone);
    m_said->setText(sentence);
    m_said->setAccessibleName(sentence);
    m_said->show();
    announce(m_said, tone == Tone::Fail);
}

void ServersCard::tell()
{
    const int count = m_servers.rowCount();
    const QString none = row() < 0 ? tr("Choose a server first") : QString();
    m_edit->setBlocked(none);
    m_remove->setBlocked(none);
    m_up->setBlocked(!none.isEmpty() ? none : row() == 0 ? tr("It is the first") : QString());
    m_down->setBlocked(!none.isEmpty() ? none : row() == count - 1 ? tr("It is the last") : QString());
    m_write->setBlocked(count == 0 ? tr("There is no server to export") : QString());
    m_none->setVisible(count == 0);
    m_list->setVisible(count > 0);
}

void ServersCard::chooseFile(bool isToWrite)
{
    auto *dialog = new QFileDialog(window(), isToWrite ? tr("Export servers") : tr("Import servers"), {},
                                   tr("Lists of servers (*.json);;All files (*)"));
    dialog->setObjectName(QStringLiteral("chooseFile"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(isToWrite ? QFileDialog::AcceptSave : QFileDialog::AcceptOpen);
    dialog->setFileMode(isToWrite ? QFileDialog::AnyFile : QFileDialog::ExistingFile);
    dialog->setDefaultSuffix(QStringLiteral("json"));
    connect(dialog, &QFileDialog::fileSelected, this,
            [this, isToWrite](const QString &path) { isToWrite ? exportFile(path) : importFile(path); });
    dialog->open();
}

} // namespace bouncepro
