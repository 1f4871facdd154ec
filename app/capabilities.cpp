// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/capabilities.h"

namespace bouncepro {

// Each capability's own folder defines its page; naming it once, in capabilities.def, is enough.
#define CAPABILITY(name) Page name##Page();
#include "app/capabilities.def"
#undef CAPABILITY

QList<Page> capabilityPages()
{
    QList<Page> pages;
#define CAPABILITY(name) pages << name##Page();
#include "app/capabilities.def"
#undef CAPABILITY
    return pages;
}

} // namespace bouncepro
