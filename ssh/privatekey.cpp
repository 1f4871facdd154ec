// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ssh/privatekey.h"

#include "ssh/wireformat.h"

#include <QCoreApplication>
#include <QFile>
#include <QFileInfo>

#include <libssh2.h>
#include <sys/stat.h>
#include <unistd.h>

namespace bouncepro {

namespace {

constexpr qint64 maxKeyBytes = 128 * 1024;

QString tr(const char *text)
{
    return QCoreApplication::translate("PrivateKey", text);
}

// OpenSSH's PROTOCOL.key: magic, cipher, kdf, kdf options, number of keys, public key, encrypted part.
bool readOpenSsh(const QByteArray &text, PrivateKeyFile &key)
{
    const QByteArray begin = "-----BEGIN OPENSSH PRIVATE KEY-----";
    const qsizetype start = text.indexOf(begin), end = text.indexOf("-----END OPENSSH PRIVATE KEY-----");
    if (start < 0 || end < start)
        return false;
    const QByteArray bytes = QByteArray::fromBase64(text.mid(start + begin.size(), end - start - begin.size()));
    const QByteArray magic("openssh-key-v1\0", 15);
    if (!bytes.startsWith(magic))
        return false;
    qsizetype at = magic.size();
    const auto cipher = wire::takeString(bytes, at);
    const auto kdf = wire::takeString(bytes, at);
    const auto options = wire::takeString(bytes, at);
    at += 4;
    const auto blob = wire::takeString(bytes, at);
    if (!cipher || !kdf || !options || !blob)
        return false;
    key.encrypted = *cipher != "none";
    if (const auto parsed = HostKey::fromBlob(*blob))
        key.publicKey = *parsed;
    return true;
}

} // namespace

Result<PrivateKeyFile> PrivateKeyFile::read(const QString &path)
{
    PrivateKeyFile key{path, false, false, std::nullopt};
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return fail(ErrorCode::KeyUnusable, tr("The key file %1 cannot be read.").arg(path),
                    tr("Make it readable for your account alone (`chmod 600`)."), file.errorString());
    struct stat status
    {
    };
    if (::fstat(file.handle(), &status) == 0 && status.st_uid == ::getuid() && (status.st_mode & 077) != 0)
        return fail(ErrorCode::KeyUnusable, tr("The key file %1 is open to other accounts; it is not used.").arg(path),
                    tr("Run: `chmod 600 %1`").arg(path));
    QByteArray text = file.read(maxKeyBytes);
    const bool isOpenSsh = readOpenSsh(text, key);
    const bool isPem = !isOpenSsh && text.contains("PRIVATE KEY-----") && !text.contains("OPENSSH PRIVATE KEY");
    if (isPem) {
        key.encrypted = text.contains("ENCRYPTED");
        key.rsaPem = text.contains("BEGIN RSA PRIVATE KEY");
    }
    text.fill('\0');
    if (!isOpenSsh && !isPem)
        return fail(ErrorCode::KeyUnusable, tr("The file %1 is no private key.").arg(path),
                    tr("Name the private key in IdentityFile, not the .pub file beside it."));
    QFile publicFile(path + QStringLiteral(".pub"));
    if (!key.publicKey && publicFile.open(QIODevice::ReadOnly)) {
        if (const auto parsed = HostKey::parse(publicFile.read(maxKeyBytes)))
            key.publicKey = *parsed;
    }
    return key;
}

bool canSignRsa()
{
    return libssh2_version(0x010b00) != nullptr;
}

bool isKeyTypeUsable(const QByteArray &type)
{
    return type == "ssh-ed25519" || type.startsWith("ecdsa-sha2-nistp") || (type == "ssh-rsa" && canSignRsa());
}

QString libssh2Version()
{
    return QString::fromLatin1(libssh2_version(0));
}

} // namespace bouncepro
