// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/jobs/redaction.h"

#include <QRegularExpression>
#include <QSet>
#include <QUrl>

#include <algorithm>

namespace bouncepro {

namespace {

constexpr int shortest = 6;

bool namesSecret(const QString &key)
{
    static const QRegularExpression words(
        QStringLiteral("PASS|SECRET|TOKEN|(^|_)KEY|_KEY|APIKEY|DSN|CREDENTIAL|PRIVATE|SALT|WEBHOOK|(DATABASE|REDIS|"
                       "MONGO|SMTP)_UR[IL]|AUTH"),
        QRegularExpression::CaseInsensitiveOption);
    return words.match(key).hasMatch();
}

// user:password@ of any URL, whatever its key is called.
QStringList urlPasswords(const QString &value)
{
    static const QRegularExpression url(QStringLiteral("[a-z][a-z0-9+.-]*://[^/\\s:@]*:([^/\\s@]+)@"));
    QStringList passwords;
    for (auto it = url.globalMatch(value); it.hasNext();)
        passwords << it.next().captured(1);
    return passwords;
}

QByteArray sedPattern(const QByteArray &value)
{
    QByteArray pattern;
    for (const char c : value) {
        if (strchr("\\.[]*^$/", c))
            pattern += '\\';
        pattern += c;
    }
    return pattern;
}

// Base64 of a value inside a longer text depends on its place modulo 3; each place has a part that never changes.
QList<QByteArray> base64Forms(const QByteArray &value)
{
    QList<QByteArray> forms{value.toBase64(QByteArray::OmitTrailingEquals),
                            value.toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals)};
    for (int shift = 0; shift < 3; ++shift) {
        const QByteArray text = (QByteArray(shift, ' ') + value).toBase64(QByteArray::OmitTrailingEquals);
        const int start = (shift * 8 + 5) / 6;
        const int stop = (shift + int(value.size())) * 8 / 6;
        if (stop - start > shortest) // 7 characters are 42 bits: no ordinary text
            forms << text.mid(start, stop - start);
    }
    return forms;
}

} // namespace

namespace {

// Collects values, each once.
class Found
{
public:
    void add(const QString &value)
    {
        if (const QByteArray bytes = value.trimmed().toUtf8(); bytes.size() >= shortest)
            m_values << bytes;
    }
    void addUrlPasswords(const QString &value)
    {
        for (const QString &password : urlPasswords(value)) {
            add(password);
            add(QUrl::fromPercentEncoding(password.toUtf8()));
        }
    }
    QList<Secret> take() const
    {
        QList<Secret> values;
        for (const QByteArray &value : m_values)
            values << Secret(value);
        return values;
    }

private:
    QSet<QByteArray> m_values;
};

QString unescaped(QString value)
{
    return value.replace(QLatin1String("\\$"), QLatin1String("$")).replace(QLatin1String("$$"), QLatin1String("$"));
}

} // namespace

QList<Secret> secretValues(const QMap<QString, QString> &variables)
{
    Found found;
    for (auto it = variables.cbegin(); it != variables.cend(); ++it) {
        found.addUrlPasswords(unescaped(it.value()));
        if (!namesSecret(it.key()))
            continue;
        for (const QString &line : unescaped(it.value()).split(QLatin1Char('\n')))
            found.add(line);
    }
    return found.take();
}

QList<Secret> secretValues(const QByteArray &environmentFile)
{
    Found found;
    static const QRegularExpression assignment(
        QStringLiteral("^\\s*(?:export\\s+)?([A-Za-z_][A-Za-z0-9_.-]*)\\s*[=:]\\s*(.*)$"));
    bool inside = false; // of a quoted value that goes on over several lines
    QChar quote;
    for (const QString &line : QString::fromUtf8(environmentFile).remove(QLatin1Char('\r')).split(QLatin1Char('\n'))) {
        if (inside) {
            inside = !line.contains(quote);
            found.add(line.section(quote, 0, 0));
            continue;
        }
        const auto match = assignment.match(line);
        if (!match.hasMatch())
            continue;
        const QString value = match.captured(2);
        found.addUrlPasswords(value);
        if (!namesSecret(match.captured(1)))
            continue;
        quote = value.isEmpty() ? QChar() : value.front();
        if (quote == QLatin1Char('"') || quote == QLatin1Char('\'')) {
            const qsizetype end = value.indexOf(quote, 1);
            inside = end < 0;
            const QString inner = end < 0 ? value.mid(1) : value.mid(1, end - 1);
            found.add(inner);
            found.add(unescaped(inner));
        } else {
            const QString cut = value.section(QLatin1String(" #"), 0, 0);
            found.add(cut);
            found.add(unescaped(cut));
        }
        found.add(value);
    }
    return found.take();
}

namespace {

// As a JSON string has it; Go writes some characters of HTML by their number.
QList<QByteArray> jsonForms(const QByteArray &value)
{
    QByteArray plain = QByteArray(value).replace('\\', "\\\\").replace('"', "\\\"");
    QByteArray html = QByteArray(plain).replace('&', "\\u0026").replace('<', "\\u003c").replace('>', "\\u003e");
    return {plain, html};
}

} // namespace

QList<QByteArray> secretForms(const QList<Secret> &values)
{
    QSet<QByteArray> forms;
    for (const Secret &value : values) {
        forms << value.reveal() << value.reveal().toPercentEncoding();
        for (const QByteArray &form : jsonForms(value.reveal()))
            forms << form;
        for (const QByteArray &form : base64Forms(value.reveal()))
            if (form.size() >= shortest)
                forms << form;
    }
    QList<QByteArray> sorted(forms.begin(), forms.end());
    sorted.removeIf(
        [](const QByteArray &form) { return form.isEmpty() || form.contains('\n') || form.contains('\0'); });
    // None leaves a piece of another.
    std::sort(sorted.begin(), sorted.end(), [](const QByteArray &x, const QByteArray &y) {
        return x.size() != y.size() ? x.size() > y.size() : x < y;
    });
    return sorted;
}

Secret redactionScript(const QList<Secret> &values)
{
    QByteArray script;
    for (const QByteArray &form : secretForms(values))
        script += "s/" + sedPattern(form) + "/[secret]/g\n";
    return Secret(script);
}

QByteArray redacted(QByteArray text, const QList<Secret> &values)
{
    for (const QByteArray &form : secretForms(values))
        text.replace(form, "[secret]");
    return text;
}

} // namespace bouncepro
