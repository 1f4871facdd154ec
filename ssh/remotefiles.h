#pragma once
// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ssh/remotehost.h"

namespace bouncepro {

/// RemoteHost::readFile by one command on any host.
Result<RemoteFile> readRemoteFile(RemoteHost &host, const QString &path, qint64 limit, std::stop_token stop = {});

/// RemoteHost::replaceFile by one command on any host. A symbolic link is followed on purpose: the file that it leads
/// to is replaced beside itself, and the link stays; a link that leads nowhere is refused. Owner and mode of an
/// existing file are kept, or nothing is changed.
Result<QByteArray> replaceRemoteFile(RemoteHost &host, const QString &path, const QByteArray &bytes,
                                     const ReplaceOptions &options, std::stop_token stop = {});

} // namespace bouncepro
