#pragma once
// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/environment/environmenteditor.h"
#include "ui/look/card.h"

class QStandardItemModel;

namespace bouncepro {

class Button;
class RowList;

/// Fills rows for DiffDelegate: what goes and what comes, by key, below the title of its group where it has one. Values
/// of secrets are dots with the beginning of their hash.
void fillDiff(QStandardItemModel &rows, const QList<EnvironmentChange> &changes, const QSet<QString> &secrets);

/// What is wrong with the file; a choice jumps to its key.
class FindingsCard : public Card
{
    Q_OBJECT

public:
    explicit FindingsCard(QWidget *parent = nullptr);
    void show(const EditedEnvironment &look);
    void setOld(bool isOld);

Q_SIGNALS:
    /// key is empty where the finding is of a line.
    void chosen(const QString &key, int line);

private:
    QStandardItemModel *m_rows;
    RowList *m_list;
};

/// What was edited and is not on the server yet, what that means there, and the way to it.
class ChangesCard : public Card
{
    Q_OBJECT

public:
    explicit ChangesCard(QWidget *parent = nullptr);
    void show(const EnvironmentEditor &editor);
    Button *applyButton() const { return m_apply; }

Q_SIGNALS:
    void undoWanted();
    void redoWanted();
    void discardWanted();
    void applyWanted();

private:
    QStandardItemModel *m_rows;
    RowList *m_list;
    Text *m_effect;
    Button *m_undo, *m_redo, *m_discard, *m_apply;
};

} // namespace bouncepro
