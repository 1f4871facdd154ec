#pragma once
// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/environment/environmenteditor.h"
#include "ui/look/dialog.h"

namespace bouncepro {

class Segmented;

/// The file changed on the server while it was edited: what others did, and for each key that both changed whose value
/// is to stay. Nothing is written by it. Deletes itself when it is closed.
class ConflictDialog : public Dialog
{
    Q_OBJECT

public:
    ConflictDialog(QWidget *over, const EnvironmentEditor &editor, Environment environment);
    QHash<QString, ConflictChoice> choices() const;

private:
    void addKey(const EnvironmentConflict &conflict, bool isSecret);
    void say(const QString &words, const char *name);
    QList<QPair<QString, Segmented *>> m_choices;
};

} // namespace bouncepro
