#pragma once
// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/servers/serverprofile.h"
#include "ui/look/overlay.h"

class QAction;
class QSortFilterProxyModel;
class QStandardItemModel;

namespace bouncepro {

class CommandDelegate;
class EnvironmentTag;
class Field;
class RowList;
class Text;

/// Reaches every page and action by a few letters of its name. Enter runs the chosen one; Esc closes.
class CommandPalette : public Overlay
{
    Q_OBJECT

public:
    explicit CommandPalette(QWidget *over);
    /// Those that are disabled are left out. An action's data is the name of its group; groups come in the order in
    /// which they are named first. One with the property "changes" has a lock where isLocked.
    void setCommands(const QList<QAction *> &commands, bool isLocked = false);
    /// Where what is run here happens.
    void setServer(const QString &name, Environment environment);

protected:
    QWidget *firstFocus() const override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void search(const QString &text);
    void run();
    Field *m_field;
    QStandardItemModel *m_model;
    QSortFilterProxyModel *m_found;
    CommandDelegate *m_delegate;
    RowList *m_list;
    Text *m_server;
    EnvironmentTag *m_tag;
    QWidget *m_lockNote;
    QList<QAction *> m_commands;
};

} // namespace bouncepro
