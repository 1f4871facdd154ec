// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/look/accessible.h"

#include <QAccessibleWidget>
#include <QVariant>
#include <QWidget>

namespace bouncepro {

namespace {

constexpr const char *roleProperty = "accessibleRole";

QAccessibleInterface *makeInterface(const QString &, QObject *object)
{
    auto *widget = qobject_cast<QWidget *>(object);
    const QVariant role = widget ? widget->property(roleProperty) : QVariant();
    return role.isValid() ? new QAccessibleWidget(widget, QAccessible::Role(role.toInt())) : nullptr;
}

} // namespace

void setAccessibleRole(QWidget *widget, QAccessible::Role role)
{
    widget->setProperty(roleProperty, int(role));
    // A name that was set before has made an interface already, of the other role.
    if (QAccessible::isActive())
        if (QAccessibleInterface *before = QAccessible::queryAccessibleInterface(widget);
            before && before->role() != role)
            QAccessible::deleteAccessibleInterface(QAccessible::uniqueId(before));
}

void announce(QWidget *widget, bool urgent)
{
    QAccessibleEvent event(widget, urgent ? QAccessible::Alert : QAccessible::NameChanged);
    QAccessible::updateAccessibility(&event);
}

void installAccessibleRoles()
{
    QAccessible::installFactory(makeInterface);
}

} // namespace bouncepro
