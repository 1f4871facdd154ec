#pragma once
// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/look/overlay.h"

class QAction;
class QSortFilterProxyModel;
class QStandardItemModel;

namespace bouncepro {

class Field;
class RowList;

/// Reaches every page and action by a few letters of its name. Enter runs the chosen one; Esc closes.
class CommandPalette : public Overlay
{
    Q_OBJECT

public:
    explicit CommandPalette(QWidget *over);
    /// In the order in which they are shown while nothing is typed; those that are disabled are left out.
    void setCommands(const QList<QAction *> &commands);

protected:
    QWidget *firstFocus() const override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void search(const QString &text);
    void run();
    Field *m_field;
    QStandardItemModel *m_model;
    QSortFilterProxyModel *m_found;
    RowList *m_list;
    QList<QAction *> m_commands;
};

} // namespace bouncepro
