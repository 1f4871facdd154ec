// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/environment/environmentschema.h"

#include <QCoreApplication>
#include <QHostAddress>
#include <QRegularExpression>
#include <QUrl>

#include <algorithm>

namespace bouncepro {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("EnvironmentSchema", text);
}

bool matches(const QString &value, const QString &pattern)
{
    static thread_local QHash<QString, QRegularExpression> compiled;
    QRegularExpression &expression = compiled[pattern];
    if (expression.pattern().isEmpty())
        expression = QRegularExpression(QRegularExpression::anchoredPattern(pattern));
    return expression.match(value).hasMatch();
}

const QString host = QStringLiteral("(?=.{1,253}\\z)(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\\.)+[a-z](?:[a-z0-9-]{0,61}"
                                    "[a-z0-9])");

bool isPrintable(const QString &value)
{
    return std::all_of(value.begin(), value.end(), [](QChar c) { return c.isPrint() || c.isSurrogate(); });
}

bool isUrl(const QString &value)
{
    const QUrl url(value, QUrl::StrictMode);
    return url.isValid() && !url.scheme().isEmpty() && !url.host().isEmpty() && !value.endsWith(QLatin1Char('/')) &&
           !value.contains(QLatin1Char(' '));
}

bool isNetwork(const QString &value)
{
    const QString address = value.section(QLatin1Char('/'), 0, 0);
    const QString prefix = value.section(QLatin1Char('/'), 1);
    const bool four = matches(address, QStringLiteral("\\d{1,3}(\\.\\d{1,3}){3}"));
    QHostAddress parsed;
    if ((!four && !address.contains(QLatin1Char(':'))) || !parsed.setAddress(address) || !parsed.scopeId().isEmpty())
        return false;
    if (!value.contains(QLatin1Char('/')))
        return true;
    return matches(prefix, QStringLiteral("\\d{1,3}")) && prefix.toInt() <= (four ? 32 : 128);
}

QString range(const EnvironmentKey &key)
{
    const auto text = [](double number) { return QString::number(number, 'g', 12); };
    const QString unit = key.unit.isEmpty() ? QString() : QLatin1Char(' ') + key.unit;
    if (key.min && key.max)
        return tr("from %1 to %2%3").arg(text(*key.min), text(*key.max), unit);
    if (key.min)
        return tr("of at least %1%2").arg(text(*key.min), unit);
    return key.max ? tr("of at most %1%2").arg(text(*key.max), unit) : QString();
}

QString complaintAboutOne(const EnvironmentKey &key, const QString &value)
{
    const auto unless = [](bool right, const QString &complaint) { return right ? QString() : complaint; };
    switch (key.type) {
    case EnvironmentType::Text:
        return unless(isPrintable(value), tr("It holds a line break or another character that cannot be seen."));
    case EnvironmentType::Integer:
    case EnvironmentType::Number: {
        const bool whole = key.type == EnvironmentType::Integer;
        const double amount = value.toDouble();
        const bool right = matches(value, whole ? QStringLiteral("-?\\d+") : QStringLiteral("-?\\d+(\\.\\d+)?")) &&
                           amount >= key.min.value_or(amount) && amount <= key.max.value_or(amount);
        return unless(right,
                      (whole ? tr("It is no whole number %1") : tr("It is no number %1")).arg(range(key)).trimmed() +
                          QLatin1Char('.'));
    }
    case EnvironmentType::Boolean:
        return unless(value == QLatin1String("true") || value == QLatin1String("false"),
                      tr("It is neither true nor false."));
    case EnvironmentType::Choice:
        return unless(key.values.contains(value), tr("It is none of %1.").arg(key.values.join(QStringLiteral(", "))));
    case EnvironmentType::Url:
        if (!isUrl(value))
            return tr("It is no URL with scheme and host, without blanks and without a slash at the end.");
        return unless(key.schemes.isEmpty() || key.schemes.contains(QUrl(value).scheme()),
                      tr("It does not begin with %1://.").arg(key.schemes.join(QStringLiteral(":// or "))));
    case EnvironmentType::Email:
        return unless(matches(value, QStringLiteral("[A-Za-z0-9._%+-]+@") + host), tr("It is no e-mail address."));
    case EnvironmentType::Host:
        return unless(matches(value, host), tr("It is no host name in small letters."));
    case EnvironmentType::Path:
        return unless(matches(value, QStringLiteral("/\\S*")) &&
                          !(value + QLatin1Char('/')).contains(QLatin1String("/../")),
                      tr("It is no absolute path without blanks and \"..\"."));
    case EnvironmentType::Duration:
        return unless(matches(value, QStringLiteral("\\d+(\\.\\d+)?[smhd]?")),
                      tr("It is no time such as 90, 30m, 6h or 1.5d."));
    case EnvironmentType::Cidr:
        return unless(isNetwork(value), tr("It is no address or network, such as 192.0.2.7 or 198.51.100.0/24."));
    case EnvironmentType::Phone:
        return unless(matches(value, QStringLiteral("\\+[1-9]\\d{6,14}")),
                      tr("It is no phone number such as +12025550123."));
    case EnvironmentType::Dsn:
        return unless(matches(value, QStringLiteral("https://[0-9a-f]+@%1(:\\d+)?(/[^/\\s]+)*/\\d+")
                                         .arg(QString(host).replace(QLatin1String("\\z"), QLatin1String("")))),
                      tr("It is no DSN, such as https://KEY@o1.ingest.sentry.io/1."));
    case EnvironmentType::Image:
        return unless(
            matches(value, QStringLiteral("[a-z0-9]+(?:[._:/-]+[a-z0-9]+)*(?::[A-Za-z0-9_][A-Za-z0-9_.-]{0,127})?"
                                          "(?:@sha256:[0-9a-f]{64})?")),
            tr("It is no name of an image."));
    }
    return {};
}

} // namespace

QString complaintAbout(const EnvironmentKey &key, const QString &value)
{
    if (value.size() < key.minLength)
        return tr("It has fewer than %1 characters.").arg(key.minLength);
    const QStringList parts = key.list ? value.split(QLatin1Char(',')) : QStringList{value};
    for (const QString &part : parts)
        if (const QString complaint = complaintAboutOne(key, part); !complaint.isEmpty())
            return key.list ? tr("One of the values, separated by commas, is wrong. %1").arg(complaint) : complaint;
    if (!key.pattern.isEmpty() && !matches(value, key.pattern))
        return tr("It does not have the form %1.").arg(key.pattern);
    return {};
}

} // namespace bouncepro
