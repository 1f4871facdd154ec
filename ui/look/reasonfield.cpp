// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/look/reasonfield.h"

#include "ui/look/dialog.h"

#include <QLineEdit>

namespace bouncepro {

namespace {

constexpr int longest = 200;
constexpr int shortest = 3;

} // namespace

ReasonField::ReasonField(const QString &label, const QString &example, QWidget *parent) : Field(label, {}, parent)
{
    showLabel();
    setPlaceholder(example);
    edit()->setMaxLength(longest);
}

void ReasonField::rule(Dialog *dialog)
{
    const auto check = [this, dialog] {
        dialog->setBlocked(reason().size() < shortest ? tr("Say why first.") : QString());
    };
    connect(this, &Field::textChanged, dialog, check);
    connect(this, &Field::returnPressed, dialog->confirmButton(), &QAbstractButton::click);
    check();
}

} // namespace bouncepro
