#pragma once
// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/servers/stacks.h"
#include "ui/setup/setuppage.h"

#include <QStandardItemModel>

namespace bouncepro {

class Card;
class Field;
class RowList;

/// Step 3: which of the server's stacks is meant.
class StackPage : public SetupPage
{
    Q_OBJECT

public:
    StackPage();
    void setStacks(const QList<FoundStack> &stacks);
    void enter(const ServerProfile &draft) override;
    void give(ServerProfile &draft) const override;
    bool showError(ProfileField field, const QString &sentence) override;
    void clearErrors() override;
    QString outcome() const override;
    QWidget *firstField() const override;

private:
    void choose(const FoundStack &stack);
    QList<FoundStack> m_stacks;
    QStandardItemModel m_model;
    Card *m_card;
    RowList *m_list;
    Field *m_path;
    Field *m_file;
};

} // namespace bouncepro
