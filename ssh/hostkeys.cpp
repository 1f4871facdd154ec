// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ssh/hostkeys.h"

#include "ssh/process.h"
#include "ssh/wireformat.h"

#include <QCoreApplication>
#include <QCryptographicHash>
#include <QFile>
#include <QFileInfo>

#include <array>

namespace bouncepro {

namespace {

constexpr qint64 maxFileBytes = 64 * 1024 * 1024;

QString tr(const char *text)
{
    return QCoreApplication::translate("HostKeys", text);
}

// A line of a known_hosts file as sshd(8) describes it: [@marker] hosts type base64 [comment].
struct Line
{
    QByteArray marker;
    QByteArray hosts;
    Result<HostKey> key;
};

Line parseLine(const QByteArray &text)
{
    QByteArrayList fields = text.simplified().split(' ');
    Line line{{}, {}, fail(ErrorCode::Invalid, {})};
    if (fields.first().startsWith('@'))
        line.marker = fields.takeFirst();
    const bool markerIsKnown = line.marker.isEmpty() || line.marker == "@revoked" || line.marker == "@cert-authority";
    if (!markerIsKnown || fields.size() < 3)
        return line;
    line.hosts = fields[0];
    line.key = HostKey::parse(fields[1] + ' ' + fields[2]);
    return line;
}

// ssh-keygen says nothing of lines that it cannot read, and nothing of a file that it cannot read.
Result<QStringList> badLines(const QString &path)
{
    QFile file(path);
    if (QFileInfo(path).isDir() || !file.open(QIODevice::ReadOnly) || file.size() > maxFileBytes)
        return fail(
            ErrorCode::PermissionDenied,
            tr("The known hosts file %1 exists and cannot be read; it might revoke this server's key.").arg(path),
            tr("Make the file readable, or take it out of UserKnownHostsFile."), file.errorString());
    QStringList warnings;
    for (int number = 1; !file.atEnd(); ++number) {
        const QByteArray text = file.readLine().trimmed();
        if (text.isEmpty() || text.startsWith('#'))
            continue;
        if (!parseLine(text).key)
            warnings << tr("%1 line %2 cannot be read and is ignored.").arg(path).arg(number);
    }
    return warnings;
}

} // namespace

Result<HostKey> HostKey::fromBlob(const QByteArray &blob)
{
    qsizetype at = 0;
    const auto type = wire::takeString(blob, at);
    if (type && !type->isEmpty() && type->size() < 100 && at < blob.size())
        return HostKey{*type, blob};
    return fail(ErrorCode::Invalid, tr("This is no SSH public key."));
}

Result<HostKey> HostKey::parse(const QByteArray &text)
{
    const QByteArrayList fields = text.simplified().split(' ');
    if (fields.size() >= 2) {
        const auto decoded = QByteArray::fromBase64Encoding(fields[1], QByteArray::AbortOnBase64DecodingErrors);
        const auto key = fromBlob(decoded ? *decoded : QByteArray());
        if (key && key->type == fields[0])
            return key;
    }
    return fail(ErrorCode::Invalid, tr("This is no SSH public key."),
                tr("Give it as it stands in a .pub file: the type, a space, and the key in base64."));
}

QString HostKey::fingerprint() const
{
    return QLatin1String("SHA256:") +
           QString::fromLatin1(QCryptographicHash::hash(blob, QCryptographicHash::Sha256)
                                   .toBase64(QByteArray::Base64Encoding | QByteArray::OmitTrailingEquals));
}

QString nameOf(HostKeyVerdict verdict)
{
    static constexpr std::array names = {"trusted", "unknown", "changed", "revoked"};
    return QString::fromLatin1(names[size_t(verdict)]);
}

Result<KnownHosts> KnownHosts::lookUp(const QString &name, const QStringList &files, std::stop_token stop)
{
    KnownHosts known;
    for (const QString &file : files) {
        if (!QFileInfo::exists(file))
            continue;
        const auto bad = badLines(file);
        if (!bad)
            return fail(bad.error());
        known.m_warnings << *bad;
        const auto found =
            runLocal(QStringLiteral("ssh-keygen"), {QStringLiteral("-F"), name, QStringLiteral("-f"), file},
                     std::chrono::seconds(15), stop);
        if (!found)
            return fail(found.error());
        // 0: found, 1: not found. Anything else, or words about the file, is a failure to look.
        if (found->exitCode > 1)
            return fail(ErrorCode::PermissionDenied, tr("ssh-keygen could not look into %1.").arg(file), {},
                        QString::fromUtf8(found->err).trimmed());
        int number = 0;
        for (const QByteArray &text : found->out.split('\n')) {
            if (text.startsWith("# Host ")) {
                const qsizetype at = text.lastIndexOf(" found: line ");
                number = text.mid(at + 13).split(' ').first().toInt();
                continue;
            }
            if (text.trimmed().isEmpty())
                continue;
            const Line line = parseLine(text);
            if (!line.key)
                continue; // named among the bad lines
            if (line.marker == "@cert-authority")
                known.m_warnings
                    << tr("%1 line %2 is a certificate authority, which is not used here.").arg(file).arg(number);
            else
                known.m_entries << Entry{*line.key, file, number, line.marker == "@revoked"};
        }
    }
    return known;
}

HostKeyDecision KnownHosts::decide(const HostKey &offered) const
{
    HostKeyDecision decision;
    for (const Entry &entry : m_entries) {
        const bool same = entry.key.blob == offered.blob;
        if (entry.revoked && same)
            return {HostKeyVerdict::Revoked, entry.file, entry.line, entry.key};
        if (entry.revoked || decision.verdict == HostKeyVerdict::Trusted)
            continue;
        // Of several other keys the one of the offered type says most.
        const bool better = decision.verdict == HostKeyVerdict::Unknown ||
                            (decision.known.type != offered.type && entry.key.type == offered.type);
        if (same)
            decision = {HostKeyVerdict::Trusted, entry.file, entry.line, entry.key};
        else if (better)
            decision = {HostKeyVerdict::Changed, entry.file, entry.line, entry.key};
    }
    return decision;
}

QByteArrayList KnownHosts::types() const
{
    QByteArrayList types;
    for (const Entry &entry : m_entries)
        if (!entry.revoked && !types.contains(entry.key.type))
            types << entry.key.type;
    return types;
}

} // namespace bouncepro
