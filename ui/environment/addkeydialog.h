#pragma once
// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/environment/editedenvironment.h"
#include "ui/look/dialog.h"

class QSortFilterProxyModel;

namespace bouncepro {

class Field;
class RowList;

/// Asks for the name of a key that does not stand in the file yet, and tells what the schema knows of it. Deletes
/// itself when it is closed.
class AddKeyDialog : public Dialog
{
    Q_OBJECT

public:
    AddKeyDialog(QWidget *over, const QString &file, const EditedEnvironment &look);
    QString key() const;
    /// What it begins with: the default of the schema.
    Secret value() const;

protected:
    QWidget *firstFocus() const override;

private:
    void check();
    const QString m_file;
    const EditedEnvironment m_look;
    Field *m_name;
    Text *m_about;
    QSortFilterProxyModel *m_known;
    RowList *m_offered;
};

} // namespace bouncepro
