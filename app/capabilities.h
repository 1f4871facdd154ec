#pragma once
// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/shell/page.h"

#include <QList>

namespace bouncepro {

/// The pages of all capabilities (capabilities.def), in the order of the window.
QList<Page> capabilityPages();

} // namespace bouncepro
