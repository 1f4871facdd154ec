#pragma once
// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ssh/command.h"
#include "ssh/result.h"

#include <functional>
#include <memory>
#include <optional>
#include <stop_token>

namespace bouncepro {

class TerminalInput;

/// Who the server sees when we act, and how sure we are; the audit records it as claimed.
struct HostIdentity
{
    QString user; ///< SSH login
    QString host; ///< name or address that was connected to
    int port = 22;
    QString keyFingerprint; ///< SHA256:... of the client key that logged in; "password" or
                            ///< "keyboard-interactive" where no key did
    QString hostKey;        ///< type and SHA256:... of the server's key
};

/// A file on the server as it was read: its bytes, and the hash that a later replaceFile expects.
struct RemoteFile
{
    QByteArray bytes;
    QByteArray sha256; ///< lower-case hex
    int mode = 0;      ///< permission bits
};

/// How a file on the server is replaced.
struct ReplaceOptions
{
    /// Hash that the file must have; an empty array: it must not exist; nullopt: whatever is there.
    std::optional<QByteArray> expectedSha256;
    int mode = 0600; ///< permission bits of a new file; an existing file keeps owner and mode
};

/// A forward listening on a Unix socket in a 0700 folder; closed when destroyed.
class Forward
{
public:
    virtual ~Forward() = default;
    virtual QString socketPath() const = 0;
};

/// The abstract door to a server. Every call blocks a worker thread, never the GUI thread or a connection's own
/// thread; every call ends with Cancelled soon after stop is requested. Calls may come from many threads at once.
class RemoteHost
{
public:
    /// Receives output in batches, at most one a frame (16 ms); called on the calling worker's thread. While it
    /// works the server is held back (back-pressure); nothing is dropped.
    using Sink = std::function<void(const QByteArray &batch)>;
    /// done and total in bytes; total is -1 where it is not known. Called on the calling worker's thread.
    using Progress = std::function<void(qint64 done, qint64 total)>;

    virtual ~RemoteHost() = default;

    /// Valid once connected.
    virtual HostIdentity identity() const = 0;

    /// Runs a command to its end. Errors: Timeout, TooLarge, Protocol, Disconnected, Cancelled, and all of connecting.
    virtual Result<Output> run(const Command &command, std::stop_token stop = {}) = 0;
    /// Runs a command whose standard output is followed; the timeout of the command is the longest silence that is
    /// accepted (zero: no limit). Output::out is empty. Cancelling ends the remote command.
    virtual Result<Output> stream(const Command &command, const Sink &sink, std::stop_token stop = {}) = 0;

    /// Reads a whole file of at most limit bytes. Errors: NotFound, PermissionDenied, TooLarge and those of run.
    virtual Result<RemoteFile> readFile(const QString &path, qint64 limit, std::stop_token stop = {}) = 0;
    /// Replaces a file by temporary file, sync and rename in its own directory, after checking the expected hash.
    /// Errors: Conflict (nothing written), NoSpace, PermissionDenied and those of run. Returns the new hash.
    virtual Result<QByteArray> replaceFile(const QString &path, const QByteArray &bytes, const ReplaceOptions &options,
                                           std::stop_token stop = {}) = 0;

    virtual Result<void> download(const QString &remotePath, const QString &localPath, const Progress &progress,
                                  std::stop_token stop = {}) = 0;
    virtual Result<void> upload(const QString &localPath, const QString &remotePath, int mode, const Progress &progress,
                                std::stop_token stop = {}) = 0;

    /// Runs a command with a terminal of its own (xterm-256color) until it ends, and answers its exit code; the sink
    /// gets what is printed. The command's input, limit and timeout mean nothing here. The sink may block: the server
    /// is held back. Cancelling hangs up. A host that replays has no terminal: Invalid.
    virtual Result<int> terminal(const Command &command, const std::shared_ptr<TerminalInput> &input, const Sink &sink,
                                 std::stop_token stop = {});

    /// Forwards connections on a new local Unix socket to host:port as the server reaches it.
    virtual Result<std::unique_ptr<Forward>> forward(const QString &host, int port, std::stop_token stop = {}) = 0;
};

/// Like run, but a non-zero exit is an error: RemoteExit with what (for example "Reading the release") in front.
Result<QByteArray> runChecked(RemoteHost &host, const Command &command, const QString &what, std::stop_token stop = {});

} // namespace bouncepro
