// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/ctl/localfile.h"

#include <QCoreApplication>
#include <QDeadlineTimer>
#include <QFileInfo>

#include <sys/file.h>
#include <sys/stat.h>

#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <unistd.h>
#include <utility>

namespace bouncepro::ctl {

namespace {

constexpr qsizetype largest = 16 << 20;

QString tr(const char *text)
{
    return QCoreApplication::translate("bounceproctl", text);
}

tl::unexpected<Error> systemError(const QString &message)
{
    const int error = errno;
    const bool full = error == ENOSPC || error == EDQUOT || error == EFBIG;
    const ErrorCode code = error == ENOENT ? ErrorCode::NotFound
                           : full          ? ErrorCode::NoSpace
                                           : ErrorCode::PermissionDenied;
    return fail(code, message,
                full                          ? tr("Make room on the disk, then repeat it.")
                : code == ErrorCode::NotFound ? tr("Check the path.")
                                              : tr("Check owner and mode of the file and its folder."),
                QString::fromLocal8Bit(strerror(error)));
}

bool writeAll(int descriptor, const QByteArray &bytes)
{
    for (qsizetype done = 0; done < bytes.size();) {
        const ssize_t now = write(descriptor, bytes.constData() + done, size_t(bytes.size() - done));
        if (now < 0 && errno != EINTR)
            return false;
        done += std::max<ssize_t>(now, 0);
    }
    return true;
}

bool sameFile(const struct stat &a, const struct stat &b)
{
    return a.st_dev == b.st_dev && a.st_ino == b.st_ino;
}

} // namespace

LocalFile::LocalFile(LocalFile &&other) noexcept
    : m_path(std::move(other.m_path)),
      m_bytes(std::move(other.m_bytes)),
      m_descriptor(std::exchange(other.m_descriptor, -1))
{
}

LocalFile::~LocalFile()
{
    if (m_descriptor >= 0)
        close(m_descriptor);
}

Result<LocalFile> LocalFile::open(const QString &path, For purpose, std::stop_token stop)
{
    const QString canonical = QFileInfo(path).canonicalFilePath();
    const QString unreadable = tr("%1 cannot be read.").arg(path);
    LocalFile file;
    file.m_path = (canonical.isEmpty() ? path : canonical).toLocal8Bit();
    for (const QDeadlineTimer deadline(10000);;) {
        file.m_descriptor = ::open(file.m_path.constData(), O_RDONLY | O_CLOEXEC | O_NONBLOCK);
        struct stat opened, named;
        if (file.m_descriptor < 0 || fstat(file.m_descriptor, &opened) != 0)
            return systemError(unreadable);
        if (!S_ISREG(opened.st_mode))
            return fail(ErrorCode::Invalid, tr("%1 is no file.").arg(path), tr("Name a regular file."));
        if (purpose == For::Reading)
            break;
        // The lock is on the file that was opened: another one may stand there by now.
        const bool locked = flock(file.m_descriptor, LOCK_EX | LOCK_NB) == 0;
        if (locked && stat(file.m_path.constData(), &named) == 0 && sameFile(opened, named))
            break;
        close(std::exchange(file.m_descriptor, -1));
        if (stop.stop_requested())
            return fail(ErrorCode::Cancelled, tr("Stopped; nothing was changed."));
        if (deadline.hasExpired())
            return fail(ErrorCode::Timeout, tr("Others are changing %1 all the time; nothing was changed.").arg(path),
                        tr("Try again."));
        usleep(20000);
    }
    if (purpose == For::Replacing && access(file.m_path.constData(), W_OK) != 0)
        return systemError(tr("%1 may not be written; it is as before.").arg(path));
    if (auto read = file.readAll(); !read)
        return fail(read.error());
    return file;
}

Result<void> LocalFile::readAll()
{
    QByteArray bytes(largest + 1, Qt::Uninitialized);
    qsizetype size = 0;
    while (size <= largest) {
        const ssize_t now = pread(m_descriptor, bytes.data() + size, size_t(bytes.size() - size), size);
        if (now < 0 && errno == EINTR)
            continue;
        if (now < 0)
            return systemError(tr("%1 cannot be read.").arg(QString::fromLocal8Bit(m_path)));
        if (now == 0)
            break;
        size += now;
    }
    if (size > largest)
        return fail(ErrorCode::TooLarge, tr("%1 is larger than 16 MB.").arg(QString::fromLocal8Bit(m_path)),
                    tr("Name an environment file."));
    bytes.truncate(size);
    m_bytes = Secret(std::move(bytes));
    return {};
}

Result<void> LocalFile::replace(const QByteArray &bytes)
{
    const QString path = QString::fromLocal8Bit(m_path);
    const QString unwritten = tr("%1 cannot be written; it is as before.").arg(path);
    struct stat before, named;
    if (fstat(m_descriptor, &before) != 0 || stat(m_path.constData(), &named) != 0)
        return systemError(unwritten);
    const Secret read = m_bytes;
    if (auto again = readAll(); !again)
        return again;
    if (!sameFile(before, named) || !(read == m_bytes))
        return fail(ErrorCode::Conflict, tr("%1 was changed meanwhile; nothing was written.").arg(path),
                    tr("Look at it again, then repeat the change."));

    const qsizetype slash = m_path.lastIndexOf('/');
    QByteArray temporary = m_path.left(slash + 1) + '.' + m_path.mid(slash + 1) + ".XXXXXX";
    const int descriptor = mkostemp(temporary.data(), O_CLOEXEC); // 0600
    if (descriptor < 0)
        return systemError(unwritten);
    const bool owned = (before.st_uid == geteuid() && before.st_gid == getegid()) ||
                       fchown(descriptor, before.st_uid, before.st_gid) == 0;
    const bool done = owned && writeAll(descriptor, bytes) && fchmod(descriptor, before.st_mode & 07777) == 0 &&
                      fsync(descriptor) == 0 && rename(temporary.constData(), m_path.constData()) == 0;
    const auto problem = done ? Result<void>() : Result<void>(systemError(unwritten));
    if (!done)
        unlink(temporary.constData());
    close(descriptor);
    if (!done)
        return problem;
    const QByteArray folder = slash < 0 ? QByteArray(".") : m_path.left(slash + 1);
    if (const int opened = ::open(folder.constData(), O_RDONLY | O_CLOEXEC | O_DIRECTORY); opened >= 0) {
        fsync(opened); // so that the rename outlives a power cut; it is visible by now either way
        close(opened);
    }
    return {};
}

} // namespace bouncepro::ctl
