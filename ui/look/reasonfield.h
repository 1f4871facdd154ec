#pragma once
// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/look/field.h"

namespace bouncepro {

class Dialog;

/// Asks why something is done, in a line that a record keeps.
class ReasonField : public Field
{
    Q_OBJECT

public:
    ReasonField(const QString &label, const QString &example, QWidget *parent = nullptr);
    /// On one line.
    QString reason() const { return text().simplified(); }
    /// The dialog cannot be confirmed without a reason; Enter in the field confirms it.
    void rule(Dialog *dialog);
};

} // namespace bouncepro
