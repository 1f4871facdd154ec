// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/auditmemory.h"

#include <QCoreApplication>
#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSaveFile>

namespace bouncepro {

namespace {

QJsonObject read(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? QJsonDocument::fromJson(file.readAll()).object() : QJsonObject();
}

} // namespace

AuditMemory::AuditMemory(const QString &folder) : m_file(folder + QStringLiteral("/audit-heads.json")) {}

std::optional<AuditHead> AuditMemory::seen(const QString &server) const
{
    const QJsonObject head = read(m_file)[server].toObject();
    if (head.isEmpty())
        return {};
    return AuditHead{head[QLatin1String("sequence")].toInt(), head[QLatin1String("hash")].toString().toLatin1()};
}

Result<void> AuditMemory::remember(const QString &server, const AuditHead &head)
{
    QJsonObject all = read(m_file);
    all[server] = QJsonObject{{QStringLiteral("sequence"), head.sequence},
                              {QStringLiteral("hash"), QString::fromLatin1(head.hash)}};
    QSaveFile file(m_file);
    if (!file.open(QIODevice::WriteOnly) || !file.setPermissions(QFile::ReadOwner | QFile::WriteOwner) ||
        file.write(QJsonDocument(all).toJson()) < 0 || !file.commit())
        return fail(
            ErrorCode::PermissionDenied,
            QCoreApplication::translate("AuditMemory", "%1 cannot be written.").arg(m_file),
            QCoreApplication::translate("AuditMemory", "Check the folder's permissions and the disk's free space."),
            file.errorString());
    return {};
}

} // namespace bouncepro
