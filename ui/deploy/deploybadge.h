#pragma once
// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later

namespace bouncepro {

class ServerDesk;

/// Keeps what stands beside the deploy page's name: the step that runs, a job that waits for recovery, else what is
/// new. Lives with the desk.
void attachDeployBadge(ServerDesk &desk);

} // namespace bouncepro
