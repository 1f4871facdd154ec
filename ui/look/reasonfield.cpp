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

void ReasonField::rule(Dialog *dialog, const std::function<QString()> &more)
{
    m_dialog = dialog;
    m_more = more;
    connect(this, &Field::textChanged, this, &ReasonField::check);
    connect(this, &Field::returnPressed, dialog->confirmButton(), &QAbstractButton::click);
    check();
}

void ReasonField::check()
{
    m_dialog->setBlocked(reason().size() < shortest ? tr("Say why first.") : m_more ? m_more() : QString());
}

TypedName::TypedName(const QString &name, QWidget *parent)
    : Field(tr("Type %1: this cannot be undone").arg(name), {}, parent),
      m_name(name)
{
    showLabel();
}

QString TypedName::missing() const
{
    return text().trimmed() == m_name ? QString() : tr("Type the server's name first.");
}

} // namespace bouncepro
