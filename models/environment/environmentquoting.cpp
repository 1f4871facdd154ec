// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/environment/environmentquoting.h"

#include <QCoreApplication>
#include <QStringDecoder>

#include <algorithm>
#include <cstring>

namespace bouncepro {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("EnvironmentDocument", text);
}

bool isText(const QByteArray &value)
{
    QStringDecoder decoder(QStringDecoder::Utf8, QStringDecoder::Flag::Stateless);
    [[maybe_unused]] const QString text = decoder(value);
    return !decoder.hasError() && !value.contains('\0');
}

bool isHarmless(const QByteArray &value)
{
    return std::all_of(value.begin(), value.end(), [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
               (c && strchr("+/=_.:@%,-", c));
    });
}

// In single quotes Compose knows one escape, that of the quote, which a shell does not; so an odd number of backslashes
// at the end cannot be written. A carriage return is safe from editors and dotenv only where it is escaped.
bool suitsSingleQuotes(const QByteArray &value)
{
    qsizetype backslashes = 0;
    while (backslashes < value.size() && value[value.size() - 1 - backslashes] == '\\')
        ++backslashes;
    return !value.contains('\'') && !value.contains('\r') && backslashes % 2 == 0;
}

WrittenValue inDoubleQuotes(const QByteArray &value)
{
    WrittenValue written{{}, EnvironmentForm::DoubleQuoted, {}};
    QByteArray text;
    for (const char c : value) {
        if (c == '\\' || c == '"' || c == '$') {
            text += '\\';
            text += c;
            written.misreadBy |= EnvironmentReader::Dotenv;
        } else if (c == '`') { // a shell would execute what stands between two; by its number only Compose knows it
            text += "\\0140";
            written.misreadBy |= EnvironmentReaders(EnvironmentReader::Dotenv) | EnvironmentReader::Shell;
        } else if (c == '\r') {
            text += "\\r";
            written.misreadBy |= EnvironmentReader::Shell;
        } else {
            text += c;
        }
    }
    written.text = Secret('"' + text + '"');
    return written;
}

} // namespace

Result<WrittenValue> writtenValue(const Secret &value, EnvironmentForm present)
{
    const QByteArray &bytes = value.reveal();
    if (!isText(bytes))
        return fail(ErrorCode::Invalid, tr("The value is no text: it holds a NUL or is no UTF-8."),
                    tr("Encode it first, for example in base64."));
    const bool quoted = present == EnvironmentForm::SingleQuoted || present == EnvironmentForm::DoubleQuoted;
    if (!quoted && isHarmless(bytes))
        return WrittenValue{value, EnvironmentForm::Bare, {}};
    WrittenValue twice = inDoubleQuotes(bytes);
    if (!suitsSingleQuotes(bytes) || (present == EnvironmentForm::DoubleQuoted && !twice.misreadBy))
        return twice;
    return WrittenValue{Secret('\'' + bytes + '\''), EnvironmentForm::SingleQuoted, {}};
}

QString remarkOn(EnvironmentReaders misreadBy)
{
    if (misreadBy == EnvironmentReaders(EnvironmentReader::Shell))
        return tr("A shell that sources the file reads this value differently; no quoting suits both it and Compose.");
    if (misreadBy == EnvironmentReaders(EnvironmentReader::Dotenv))
        return tr("dotenv, where it reads the file itself, takes this value differently; no quoting suits both it and "
                  "Compose.");
    return misreadBy ? tr("A shell that sources the file and dotenv read this value differently; no quoting suits them "
                          "and Compose.")
                     : QString();
}

} // namespace bouncepro
