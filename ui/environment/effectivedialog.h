#pragma once
// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/environment/effectiveenvironment.h"
#include "ui/look/dialog.h"

class QStandardItemModel;

namespace bouncepro {

class LoadingBars;
class RowList;
class ServerDesk;

/// What each service is given by Compose beside what its running container has: which keys drift, and which services
/// have to be made anew. Secrets are compared, not shown. Deletes itself when it is closed.
class EffectiveDialog : public Dialog
{
    Q_OBJECT

public:
    /// The desk outlives it.
    EffectiveDialog(QWidget *over, ServerDesk &desk);

private:
    void take(const Result<QList<EffectiveService>> &services);
    LoadingBars *m_loading;
    Text *m_note;
    RowList *m_list;
    QStandardItemModel *m_rows;
};

} // namespace bouncepro
