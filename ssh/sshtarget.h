#pragma once
// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <QString>

namespace bouncepro {

/// Where to connect, in the words of OpenSSH's client: what one would type after `ssh`.
struct SshTarget
{
    QString destination; ///< alias of ssh_config, host, or user@host
    int port = 0;        ///< 0: as ssh_config says
    QString configFile;  ///< ssh -F; empty: the user's own
    bool operator==(const SshTarget &) const = default;
};

} // namespace bouncepro
