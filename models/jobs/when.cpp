// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/jobs/when.h"

#include <QCoreApplication>
#include <QRegularExpression>

namespace bouncepro {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("When", text);
}

QDateTime meant(const QString &text, const QDateTime &now)
{
    static const QRegularExpression span(QStringLiteral("\\A\\+([1-9][0-9]{0,4})([mhd])\\z"));
    if (const auto match = span.match(text); match.hasMatch()) {
        const qint64 unit = match.captured(2) == QLatin1String("m")   ? 60
                            : match.captured(2) == QLatin1String("h") ? 3600
                                                                      : 86400;
        return now.addSecs(match.captured(1).toLongLong() * unit);
    }
    if (const QTime time = QTime::fromString(text, QStringLiteral("HH:mm")); time.isValid()) {
        const QDate today = now.toLocalTime().date();
        const QDateTime next(today, time);
        return next > now ? next : QDateTime(today.addDays(1), time);
    }
    return QDateTime::fromString(QString(text).replace(QLatin1Char(' '), QLatin1Char('T')), Qt::ISODate);
}

} // namespace

Result<QDateTime> parseWhen(const QString &text, const QDateTime &now)
{
    const QDateTime when = meant(text, now);
    if (!when.isValid())
        return fail(ErrorCode::Invalid, tr("\"%1\" is no time.").arg(text),
                    tr("Write it as +2h, 03:00, \"2026-11-28 03:00\" or 2026-11-28T03:00Z."));
    if (when <= now)
        return fail(ErrorCode::Invalid, tr("%1 is past.").arg(text), tr("Give a later time."));
    return when.toUTC();
}

} // namespace bouncepro
