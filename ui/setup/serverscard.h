#pragma once
// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/servers/serverlist.h"
#include "ui/look/card.h"
#include "ui/look/text.h"
#include "ui/setup/setupsources.h"

namespace bouncepro {

class Button;
class RowList;

/// The list of servers as it is kept: edit, remove, move, import, export.
class ServersCard : public Card
{
    Q_OBJECT

public:
    /// over: where its dialogs open. servers outlives the card.
    ServersCard(ServerList &servers, const SetupSources &sources, QWidget *over, QWidget *parent = nullptr);

    /// Adds what the file names, and says what became of it.
    void importFile(const QString &path);
    /// Writes all servers, without secrets.
    void exportFile(const QString &path);

private:
    int row() const;
    void move(int by);
    void importAliases();
    void take(const Result<QList<ServerProfile>> &profiles);
    void say(const QString &sentence, Tone tone = Tone::Second);
    void tell();
    void chooseFile(bool isToWrite);
    ServerList &m_servers;
    const SetupSources m_sources;
    QWidget *m_over;
    RowList *m_list;
    Text *m_none;
    Button *m_edit;
    Button *m_remove;
    Button *m_up;
    Button *m_down;
    Button *m_write;
    Text *m_said;
};

} // namespace bouncepro
