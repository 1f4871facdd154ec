#pragma once
// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later

namespace bouncepro {

/// How far what a page shows can be relied on.
enum class LoadState {
    Loading, ///< nothing to show yet
    Ready,   ///< as of the last answer
    Stale,   ///< what is shown may no longer be so: the connection is lost, or the last answer was an error
    Failed,  ///< nothing to show, and why
};

} // namespace bouncepro
