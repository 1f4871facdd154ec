#pragma once
// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ssh/secret.h"
#include "ssh/result.h"

#include <stop_token>

namespace bouncepro::ctl {

/// A small file of this machine that holds secrets. While one is open to be replaced, who opens it so as well waits.
class LocalFile
{
public:
    enum class For { Reading, Replacing };

    /// Reads the whole file, of at most 16 MB; where it is a link, what that leads to. Errors: NotFound,
    /// PermissionDenied, TooLarge, Invalid (no regular file), Timeout (others replace it for 10 s), Cancelled.
    static Result<LocalFile> open(const QString &path, For purpose, std::stop_token stop = {});
    LocalFile(LocalFile &&other) noexcept;
    LocalFile &operator=(LocalFile &&) = delete;
    ~LocalFile();

    const QByteArray &bytes() const { return m_bytes.reveal(); }
    /// Puts other bytes in its place by temporary file, sync and rename, with owner and mode of the one before: whoever
    /// looks sees the whole old or the whole new file. Errors: Conflict where it is no longer what was read, NoSpace,
    /// PermissionDenied; then it is as before.
    Result<void> replace(const QByteArray &bytes);

private:
    LocalFile() = default;
    Result<void> readAll();
    QByteArray m_path;
    Secret m_bytes;
    int m_descriptor = -1;
};

} // namespace bouncepro::ctl
