#pragma once
// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <QAccessible>

class QWidget;

namespace bouncepro {

/// The role that screen readers are told for a widget of our own, which would report Client otherwise. To be set in the
/// constructor: the first question for the widget settles it.
void setAccessibleRole(QWidget *widget, QAccessible::Role role);
/// Tells screen readers that the widget's name or description has changed, at once where it is urgent (a failure).
void announce(QWidget *widget, bool urgent);
/// Once for the program; applyLook does it.
void installAccessibleRoles();

} // namespace bouncepro
