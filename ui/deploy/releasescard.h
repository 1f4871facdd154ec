#pragma once
// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/look/card.h"

#include <QModelIndex>

namespace bouncepro {

class Button;
class ReleaseRows;
class ReleasesModel;
class RowList;
class Text;

/// The releases on record, newest first, and the way back to the one that is chosen.
class ReleasesCard : public Card
{
    Q_OBJECT

public:
    explicit ReleasesCard(ReleasesModel &releases, QWidget *parent = nullptr);

    /// Why nothing can be rolled back to right now; empty: it can.
    void setBlocked(const QString &reason);
    /// How old the list is where it may not hold any more; empty: it holds.
    void setOld(const QString &age);
    /// Puts the focus on the list.
    void focusList();
    /// What rolls back to the chosen one.
    Button *button() const { return m_rollBack; }

Q_SIGNALS:
    void rollBackWanted(const QString &release);

private:
    void refresh();
    QModelIndex chosen() const;
    void rollBack();
    ReleasesModel &m_model;
    ReleaseRows *m_rows;
    RowList *m_list;
    Text *m_none;
    Button *m_rollBack;
    QString m_blocked;
};

} // namespace bouncepro
