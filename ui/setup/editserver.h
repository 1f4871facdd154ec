#pragma once
// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/servers/serverlist.h"
#include "ui/look/dialog.h"

class QCheckBox;

namespace bouncepro {

class ChoiceBox;
class EnvironmentChoice;
class Field;

/// Changes what the list knows of one server; an error stands at its field, and the dialog stays.
class EditServer : public Dialog
{
    Q_OBJECT

public:
    /// servers outlives the dialog.
    EditServer(QWidget *over, ServerList &servers, int row);

protected:
    QWidget *firstFocus() const override;
    void confirm() override;

private:
    ServerProfile edited() const;
    ServerList &m_servers;
    const QString m_name; // as it was: rows may move meanwhile
    QHash<ProfileField, Field *> m_fields;
    EnvironmentChoice *m_environment;
    ChoiceBox *m_privilege;
    QCheckBox *m_fourEyes;
};

/// Asks whether a server is to leave the list.
void askToRemove(QWidget *over, ServerList &servers, int row);

} // namespace bouncepro
