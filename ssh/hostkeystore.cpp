// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ssh/hostkeys.h"
#include "ssh/sshconfig.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QMessageAuthenticationCode>

#include <fcntl.h>
#include <openssl/rand.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

namespace bouncepro {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("HostKeys", text);
}

// sshd(8): |1|base64 of a 20-byte salt|base64 of HMAC-SHA1 over the name.
QByteArray hashedName(const QByteArray &name)
{
    QByteArray salt(20, '\0');
    if (RAND_bytes(reinterpret_cast<unsigned char *>(salt.data()), int(salt.size())) != 1)
        return name;
    const QByteArray hash = QMessageAuthenticationCode::hash(name, salt, QCryptographicHash::Sha1);
    return "|1|" + salt.toBase64() + '|' + hash.toBase64();
}

tl::unexpected<Error> cannotWrite(const QString &path, int error)
{
    return fail(error == ENOSPC || error == EDQUOT ? ErrorCode::NoSpace : ErrorCode::PermissionDenied,
                tr("The accepted host key could not be added to %1.").arg(path),
                tr("Make the file writable, or name another in UserKnownHostsFile."),
                QString::fromLocal8Bit(std::strerror(error)));
}

} // namespace

Result<void> rememberHostKey(const SshSettings &settings, const HostKey &key)
{
    const QString path = settings.newKeysFile;
    if (path.isEmpty() || path == QLatin1String("/dev/null"))
        return {};
    const QString folder = QFileInfo(path).absolutePath();
    if (!QFileInfo::exists(folder)) {
        QDir().mkpath(QFileInfo(folder).absolutePath());
        if (::mkdir(QFile::encodeName(folder).constData(), 0700) != 0 && errno != EEXIST)
            return cannotWrite(path, errno);
    }
    const int file = ::open(QFile::encodeName(path).constData(), O_RDWR | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
    if (file < 0)
        return cannotWrite(path, errno);
    const QByteArray name = settings.knownHostsName().toUtf8();
    QByteArray line =
        (settings.hashKnownHosts ? hashedName(name) : name) + ' ' + key.type + ' ' + key.blob.toBase64() + '\n';
    char last = '\n';
    const off_t size = ::lseek(file, 0, SEEK_END);
    if (size > 0 && ::pread(file, &last, 1, size - 1) == 1 && last != '\n')
        line.prepend('\n'); // a line that somebody left open must not swallow ours
    const ssize_t written = ::write(file, line.constData(), size_t(line.size()));
    const int error = written == line.size() ? 0 : (written < 0 ? errno : ENOSPC);
    ::close(file);
    if (error != 0)
        return cannotWrite(path, error);
    return {};
}

} // namespace bouncepro
