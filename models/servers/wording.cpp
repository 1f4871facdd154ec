// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/servers/wording.h"

#include <QCoreApplication>
#include <QLocale>
#include <QRegularExpression>

#include <array>
#include <cmath>

namespace bouncepro {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("Wording", text);
}

QString visible(const QString &remote, qsizetype limit, bool lines)
{
    QString shown;
    qsizetype count = 0;
    for (const char32_t c : remote.left(limit + 1).toUcs4()) {
        if (++count > limit)
            return shown + QChar(0x2026);
        if (lines && (c == U'\n' || c == U'\t')) {
            shown += QChar(char16_t(c));
            continue;
        }
        const auto category = QChar::category(c);
        const bool safe = category != QChar::Other_Control && category != QChar::Other_Format &&
                          category != QChar::Other_Surrogate && category != QChar::Separator_Line &&
                          category != QChar::Separator_Paragraph && category != QChar::Other_NotAssigned;
        if (safe)
            shown += QString::fromUcs4(&c, 1);
        else if (c == 0x1b)
            shown += QStringLiteral("⟨ESC⟩");
        else
            shown += QStringLiteral("⟨U+%1⟩").arg(QString::number(uint(c), 16).toUpper(), 4, QLatin1Char('0'));
    }
    return shown;
}

} // namespace

QString visibleText(const QString &remote, qsizetype limit)
{
    return visible(remote, limit, false);
}

QString visibleLines(const QString &remote, qsizetype limit)
{
    return visible(remote, limit, true);
}

QString asRichText(const QString &plain)
{
    return plain.isEmpty() ? QString()
                           : QStringLiteral("<qt>%1</qt>")
                                 .arg(plain.toHtmlEscaped().replace(QLatin1Char('\n'), QLatin1String("<br>")));
}

QString ageText(qint64 seconds)
{
    if (seconds < 1)
        return tr("under 1 s");
    if (seconds < 90)
        return tr("%1 s").arg(seconds);
    if (seconds < 90 * 60)
        return tr("%1 min").arg((seconds + 30) / 60);
    if (seconds < 48 * 3600)
        return tr("%1 h").arg((seconds + 1800) / 3600);
    return tr("%1 d").arg(QLocale().toString(seconds / 86400));
}

QString releaseText(const QString &release, qsizetype limit)
{
    static const QRegularExpression made(QStringLiteral("^\\d{8}-\\d{6}-([0-9a-f]{7})[0-9a-f]{0,33}$"));
    static const QRegularExpression hash(QStringLiteral("^(?=\\d*[a-f])([0-9a-f]{7})[0-9a-f]{5,33}$")); // no date
    for (const QRegularExpression &form : {made, hash})
        if (const auto match = form.match(release); match.hasMatch())
            return match.captured(1);
    return visibleText(release, limit);
}

QString agoText(qint64 seconds)
{
    return seconds < 1 ? tr("just now") : tr("%1 ago").arg(ageText(seconds));
}

QString millisecondsText(double milliseconds)
{
    if (milliseconds < 1)
        return tr("under 1 ms");
    if (milliseconds >= 999.5)
        return tr("%1 s").arg(milliseconds / 1000, 0, 'f', milliseconds < 9995 ? 2 : 1);
    const bool isWhole = milliseconds >= 9.95 || milliseconds == std::floor(milliseconds);
    return tr("%1 ms").arg(milliseconds, 0, 'f', isWhole ? 0 : 1);
}

QString bytesText(qint64 bytes)
{
    static constexpr std::array units = {"B", "kB", "MB", "GB", "TB", "PB"};
    double value = double(bytes);
    size_t unit = 0;
    while (value >= 999.5 && unit + 1 < units.size()) {
        value /= 1000;
        ++unit;
    }
    const int decimals = unit == 0 || value >= 99.5 ? 0 : value >= 9.95 ? 1 : 2;
    return tr("%1 %2").arg(QLocale().toString(value, 'f', decimals), QString::fromLatin1(units[unit]));
}

QString momentText(const QDateTime &moment, const QDateTime &now)
{
    if (!moment.isValid())
        return QStringLiteral("–");
    const QDateTime local = moment.toLocalTime();
    const QString time = local.toString(QStringLiteral("HH:mm"));
    const qint64 days = local.date().daysTo(now.toLocalTime().date());
    if (days == 0)
        return tr("today %1").arg(time);
    if (days == 1)
        return tr("yesterday %1").arg(time);
    const QString date = QLocale().toString(local.date(), local.date().year() == now.toLocalTime().date().year()
                                                              ? QStringLiteral("ddd d MMM")
                                                              : QStringLiteral("d MMM yyyy"));
    return tr("%1, %2").arg(date, time);
}

QString exactMomentText(const QDateTime &moment)
{
    if (!moment.isValid())
        return {};
    const QDateTime local = moment.toLocalTime();
    return tr("%1 %2, %3")
        .arg(local.toString(QStringLiteral("yyyy-MM-dd HH:mm:ss")), local.timeZoneAbbreviation(),
             moment.toUTC().toString(Qt::ISODate));
}

} // namespace bouncepro
