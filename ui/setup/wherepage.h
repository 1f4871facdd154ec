#pragma once
// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/servers/serverlist.h"
#include "ui/setup/setuppage.h"
#include "ui/setup/setupsources.h"

#include <QStandardItemModel>

namespace bouncepro {

class Card;
class Field;
class LoadingBars;
class RowList;
class Text;

/// Step 1: a host of the SSH configuration, or what one would type after ssh.
class WherePage : public SetupPage
{
    Q_OBJECT

public:
    WherePage(const ServerList &servers, const SetupSources &sources);
    void enter(const ServerProfile &draft) override;
    void give(ServerProfile &draft) const override;
    QString blocked() const override;
    bool showError(ProfileField field, const QString &sentence) override;
    void clearErrors() override;
    QString outcome() const override;
    QWidget *firstField() const override;

private:
    void take(const QList<ServerProfile> &aliases);
    const ServerList &m_servers;
    QList<ServerProfile> m_aliases;
    QStandardItemModel m_model;
    Card *m_card;
    LoadingBars *m_bars;
    Text *m_none;
    RowList *m_list;
    Field *m_destination;
    Field *m_port;
    Operation m_operation;
};

} // namespace bouncepro
