// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ssh/link.h"
#include "ssh/random.h"
#include "ssh/sshhost.h"
#include "ssh/transfertask.h"

#include <QCoreApplication>
#include <QFile>
#include <QFileInfo>
#include <QSaveFile>

#include <fcntl.h>

namespace bouncepro {

namespace {

constexpr qint64 readPortion = 256 * 1024;

QString tr(const char *text)
{
    return QCoreApplication::translate("Transfer", text);
}

constexpr qint64 writeBack = 16 * 1024 * 1024;

Error cancelled()
{
    return {ErrorCode::Cancelled, tr("The transfer was cancelled; nothing was kept."), {}, {}};
}

tl::unexpected<Error> localFailure(const QString &path, const QFileDevice &file)
{
    const bool full = file.error() == QFileDevice::ResourceError || file.error() == QFileDevice::WriteError;
    return fail(full ? ErrorCode::NoSpace : ErrorCode::PermissionDenied,
                full ? tr("%1 could not be written here: the disk is full.").arg(path)
                     : tr("%1 cannot be opened here.").arg(path),
                full ? tr("Free some space, or choose another folder.") : tr("Check the path and its permissions."),
                file.errorString());
}

// $1 temporary file, $2 target, $3 mode. The file is synced before it gets its name.
constexpr char placeScript[] = R"sh(
[ ! -d "$2" ] || { echo directory >&2; exit 2; }
chmod "$3" "$1" && sync "$1" && mv -f -- "$1" "$2" && sync "$(dirname -- "$2")"
)sh";

} // namespace

Result<void> SshHost::download(const QString &remotePath, const QString &localPath, const Progress &progress,
                               std::stop_token stop)
{
    QSaveFile file(localPath); // a temporary file beside it, renamed at the end
    if (!file.open(QIODevice::WriteOnly | QIODevice::Unbuffered))
        return localFailure(localPath, file);
    file.setPermissions(QFileDevice::ReadOwner | QFileDevice::WriteOwner);
    const auto link = this->link(stop);
    if (!link)
        return fail(link.error());
    const auto task = std::make_shared<TransferTask>(TransferTask::Direction::Download, remotePath);
    (*link)->add(task);
    const auto wake = [&] { (*link)->wake(); };
    const std::stop_callback onStop(stop, [&] { (*link)->cancel(task, cancelled()); });
    QByteArray used;
    qint64 syncing = 0; // up to here
    for (qint64 done = 0;;) {
        auto bytes = task->take(wake, std::move(used));
        if (!bytes)
            return fail(bytes.error());
        if (stop.stop_requested())
            return fail(cancelled());
        if (bytes->isEmpty() && done != task->size() && task->size() >= 0)
            return fail(ErrorCode::Conflict,
                        tr("%1 changed on the server while it was downloaded; nothing was kept.").arg(remotePath),
                        tr("Download it again."));
        if (bytes->isEmpty())
            break;
        if (file.write(*bytes) != bytes->size()) {
            const auto failure = localFailure(localPath, file);
            (*link)->cancel(task, failure.value());
            return failure;
        }
        done += bytes->size();
        // The disk works along, so that little is left for the sync at the end.
        if (done - syncing >= writeBack) {
            ::sync_file_range(file.handle(), syncing, done - syncing, SYNC_FILE_RANGE_WRITE);
            syncing = done;
        }
        if (progress)
            progress(done, task->size());
        used = std::move(*bytes);
    }
    if (!file.commit())
        return localFailure(localPath, file);
    return {};
}

Result<void> SshHost::upload(const QString &localPath, const QString &remotePath, int mode, const Progress &progress,
                             std::stop_token stop)
{
    if (!remotePath.startsWith(u'/') || remotePath.endsWith(u'/'))
        return fail(ErrorCode::Invalid, tr("%1 cannot be written: the path must be absolute.").arg(remotePath));
    QFile file(localPath);
    if (!QFileInfo(localPath).isFile() || !file.open(QIODevice::ReadOnly))
        return fail(ErrorCode::NotFound, tr("%1 cannot be read here.").arg(localPath),
                    tr("Check the path and its permissions."), file.errorString());
    const auto link = this->link(stop);
    if (!link)
        return fail(link.error());
    const qsizetype slash = remotePath.lastIndexOf(u'/');
    const QString temporary =
        QStringLiteral("%1/.%2.%3.part")
            .arg(remotePath.left(slash), remotePath.mid(slash + 1), QString::fromLatin1(randomHex(4)));
    const auto task = std::make_shared<TransferTask>(TransferTask::Direction::Upload, temporary);
    (*link)->add(task);
    const auto wake = [&] { (*link)->wake(); };
    const auto sent = [&]() -> Result<void> {
        const std::stop_callback onStop(stop, [&] { (*link)->cancel(task, cancelled()); });
        for (qint64 done = 0; !file.atEnd();) {
            const QByteArray bytes = file.read(readPortion);
            if (bytes.isEmpty()) {
                (*link)->cancel(
                    task,
                    {ErrorCode::Invalid, tr("%1 cannot be read to its end.").arg(localPath), file.errorString(), {}});
                break;
            }
            if (!task->give(bytes, wake))
                break;
            done += bytes.size();
            if (progress)
                progress(done, file.size());
        }
        return task->finish(wake);
    }();
    if (sent && !stop.stop_requested()) {
        const Command place{QStringLiteral("/bin/sh"),
                            QStringLiteral("-c"),
                            QString::fromLatin1(placeScript),
                            QStringLiteral("sh"),
                            temporary,
                            remotePath,
                            QString::number(mode & 07777, 8)};
        const auto placed = runChecked(*this, place, tr("Putting %1 in its place").arg(remotePath), stop);
        if (placed)
            return {};
        run({QStringLiteral("rm"), QStringLiteral("-f"), QStringLiteral("--"), temporary});
        return fail(placed.error());
    }
    // Nothing of it stays, as far as the connection still stands; the stop request does not hold for this.
    if ((*link)->isAlive() && task->wasSent())
        run({QStringLiteral("rm"), QStringLiteral("-f"), QStringLiteral("--"), temporary});
    return fail(sent ? cancelled() : sent.error());
}

} // namespace bouncepro
