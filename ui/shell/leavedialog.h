#pragma once
// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/look/dialog.h"

namespace bouncepro {

/// Something that a person made is not done yet, and they are about to leave it. Deletes itself when it is closed.
class LeaveDialog : public Dialog
{
    Q_OBJECT

public:
    enum class Leaving { Page, Window };
    /// what: a sentence, "3 changes of the environment are not applied yet."
    LeaveDialog(QWidget *over, const QString &what, Leaving leaving);
    /// The question stands in that window already.
    static bool isAsking(const QWidget *window);

Q_SIGNALS:
    /// Drops what was made, and leaves; closed before it is emitted.
    void discarded();
};

} // namespace bouncepro
