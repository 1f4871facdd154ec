#pragma once
// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/environment/environmenthistory.h"
#include "ui/look/dialog.h"

class QStandardItemModel;

namespace bouncepro {

class LoadingBars;
class RowList;
class ServerDesk;

/// The versions of one environment file: who made each and why, what differs from the file as it is edited, and the way
/// back: the version is brought into the editor, and counts once it is applied. Deletes itself when it is closed.
class HistoryDialog : public Dialog
{
    Q_OBJECT

public:
    /// The desk outlives it. now: the file as it is edited.
    HistoryDialog(QWidget *over, ServerDesk &desk, const QString &file, const EnvironmentDocument &now);
    /// The version that was chosen.
    const EnvironmentVersion &version() const { return m_chosen; }

protected:
    QWidget *firstFocus() const override;

private:
    void take(const Result<EnvironmentHistory> &history);
    void choose(const QModelIndex &index);
    const QString m_file;
    const EnvironmentDocument m_now;
    EnvironmentHistory m_history;
    QList<EnvironmentVersion> m_versions; // of that file
    EnvironmentVersion m_chosen;
    LoadingBars *m_loading;
    Text *m_note;
    RowList *m_list;
    RowList *m_diff;
    QStandardItemModel *m_rows;
    QStandardItemModel *m_diffRows;
};

} // namespace bouncepro
