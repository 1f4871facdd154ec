// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ssh/transcript.h"

#include <QCoreApplication>
#include <QCryptographicHash>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSaveFile>

#include <array>

namespace bouncepro {

namespace {

constexpr qint64 maxFile = 64 * 1024 * 1024;
constexpr std::array kinds = {"run", "stream", "readFile", "replaceFile"};

QString tr(const char *text)
{
    return QCoreApplication::translate("Transcript", text);
}

// Text stays readable in the file; what is no text is kept in base64.
QJsonValue packed(const QByteArray &bytes)
{
    const QString text = QString::fromUtf8(bytes);
    if (text.toUtf8() == bytes)
        return text;
    return QJsonObject{{QStringLiteral("base64"), QString::fromLatin1(bytes.toBase64())}};
}

QByteArray unpacked(const QJsonValue &value)
{
    return value.isObject() ? QByteArray::fromBase64(value[QLatin1String("base64")].toString().toLatin1())
                            : value.toString().toUtf8();
}

void put(QJsonObject &object, const char *key, const QJsonValue &value)
{
    const bool empty = value.isNull() || (value.isString() && value.toString().isEmpty()) ||
                       (value.isArray() && value.toArray().isEmpty()) ||
                       (value.isObject() && value.toObject().isEmpty()) || (value.isDouble() && value.toInteger() == 0);
    if (!empty)
        object[QLatin1String(key)] = value;
}

QJsonObject toObject(const Exchange &exchange)
{
    QJsonObject environment;
    for (auto it = exchange.environment.begin(); it != exchange.environment.end(); ++it)
        environment[it.key()] = it.value();
    QJsonArray batches;
    for (const auto &batch : exchange.batches)
        batches << QJsonArray{batch.milliseconds, packed(batch.bytes)};
    QJsonObject object{{QStringLiteral("kind"), nameOf(exchange.kind)}};
    put(object, "argv", QJsonArray::fromStringList(exchange.argv));
    put(object, "directory", exchange.directory);
    put(object, "environment", environment);
    put(object, "inputSha256", QString::fromLatin1(exchange.inputSha256));
    if (exchange.secretInput)
        object[QLatin1String("secretInput")] = true;
    put(object, "path", exchange.path);
    put(object, "milliseconds", exchange.milliseconds);
    put(object, "exitCode", exchange.output.exitCode);
    put(object, "out", packed(exchange.output.out));
    put(object, "err", packed(exchange.output.err));
    put(object, "batches", batches);
    put(object, "fileSha256", QString::fromLatin1(exchange.fileSha256));
    put(object, "fileMode", exchange.fileMode);
    if (const auto &error = exchange.error)
        object[QLatin1String("error")] = QJsonObject{{QStringLiteral("code"), nameOf(error->code)},
                                                     {QStringLiteral("message"), error->message},
                                                     {QStringLiteral("detail"), error->detail},
                                                     {QStringLiteral("remedy"), error->remedy}};
    return object;
}

Result<Error> errorFrom(const QJsonObject &object)
{
    const QString name = object[QLatin1String("code")].toString();
    for (int i = 0; i <= int(ErrorCode::Internal); ++i)
        if (nameOf(ErrorCode(i)) == name)
            return Error{ErrorCode(i), object[QLatin1String("message")].toString(),
                         object[QLatin1String("detail")].toString(), object[QLatin1String("remedy")].toString()};
    return fail(ErrorCode::Invalid, tr("A transcript names the unknown error code \"%1\".").arg(name));
}

Result<Exchange> exchangeFrom(const QJsonObject &object)
{
    Exchange exchange;
    const QString kind = object[QLatin1String("kind")].toString();
    const auto it =
        std::find_if(kinds.begin(), kinds.end(), [&](const char *name) { return kind == QLatin1String(name); });
    if (it == kinds.end())
        return fail(ErrorCode::Invalid, tr("A transcript holds an exchange of the unknown kind \"%1\".").arg(kind));
    exchange.kind = ExchangeKind(it - kinds.begin());
    for (const QJsonValue word : object[QLatin1String("argv")].toArray())
        exchange.argv << word.toString();
    exchange.directory = object[QLatin1String("directory")].toString();
    const QJsonObject environment = object[QLatin1String("environment")].toObject();
    for (auto entry = environment.begin(); entry != environment.end(); ++entry)
        exchange.environment[entry.key()] = entry.value().toString();
    exchange.inputSha256 = object[QLatin1String("inputSha256")].toString().toLatin1();
    exchange.secretInput = object[QLatin1String("secretInput")].toBool();
    exchange.path = object[QLatin1String("path")].toString();
    exchange.milliseconds = object[QLatin1String("milliseconds")].toInteger();
    exchange.output = {object[QLatin1String("exitCode")].toInt(), unpacked(object[QLatin1String("out")]),
                       unpacked(object[QLatin1String("err")])};
    for (const QJsonValue batch : object[QLatin1String("batches")].toArray())
        exchange.batches << Exchange::Batch{batch[0].toInteger(), unpacked(batch[1])};
    exchange.fileSha256 = object[QLatin1String("fileSha256")].toString().toLatin1();
    exchange.fileMode = object[QLatin1String("fileMode")].toInt();
    if (object.contains(QLatin1String("error"))) {
        auto error = errorFrom(object[QLatin1String("error")].toObject());
        if (!error)
            return fail(error.error());
        exchange.error = *error;
    }
    return exchange;
}

} // namespace

QString nameOf(ExchangeKind kind)
{
    return QString::fromLatin1(kinds[size_t(kind)]);
}

Exchange Exchange::asked(ExchangeKind kind, const Command &command)
{
    Exchange exchange;
    exchange.kind = kind;
    exchange.argv = command.argv();
    exchange.directory = command.directory();
    exchange.environment = command.environment();
    if (command.hasInput())
        exchange.inputSha256 =
            QCryptographicHash::hash(command.inputBytes().reveal(), QCryptographicHash::Sha256).toHex();
    return exchange;
}

Exchange Exchange::asked(ExchangeKind kind, const QString &path)
{
    Exchange exchange;
    exchange.kind = kind;
    exchange.path = path;
    return exchange;
}

QString Exchange::question() const
{
    return kind == ExchangeKind::Run || kind == ExchangeKind::Stream ? argv.join(QLatin1Char(' '))
                                                                     : QStringLiteral("%1 %2").arg(nameOf(kind), path);
}

bool Exchange::asksLikeButForInput(const Exchange &other) const
{
    return kind == other.kind && argv == other.argv && directory == other.directory &&
           environment == other.environment && path == other.path;
}

bool Exchange::asksLike(const Exchange &other) const
{
    return asksLikeButForInput(other) && (secretInput || other.secretInput || inputSha256 == other.inputSha256);
}

QByteArray Transcript::toJson() const
{
    QJsonArray all;
    for (const Exchange &exchange : exchanges)
        all << toObject(exchange);
    return QJsonDocument(QJsonObject{{QStringLiteral("format"), 1},
                                     {QStringLiteral("scriptsHash"), QString::fromLatin1(scriptsHash)},
                                     {QStringLiteral("user"), identity.user},
                                     {QStringLiteral("host"), identity.host},
                                     {QStringLiteral("port"), identity.port},
                                     {QStringLiteral("keyFingerprint"), identity.keyFingerprint},
                                     {QStringLiteral("hostKey"), identity.hostKey},
                                     {QStringLiteral("exchanges"), all}})
        .toJson();
}

Result<Transcript> Transcript::fromJson(const QByteArray &json)
{
    QJsonParseError error;
    const QJsonObject object = QJsonDocument::fromJson(json, &error).object();
    if (object[QLatin1String("format")].toInt() != 1)
        return fail(ErrorCode::Invalid, tr("This is not a transcript of format 1."),
                    tr("Record it anew with tests/gui/record."), error.errorString());
    Transcript transcript;
    transcript.scriptsHash = object[QLatin1String("scriptsHash")].toString().toLatin1();
    transcript.identity = {object[QLatin1String("user")].toString(), object[QLatin1String("host")].toString(),
                           object[QLatin1String("port")].toInt(), object[QLatin1String("keyFingerprint")].toString(),
                           object[QLatin1String("hostKey")].toString()};
    for (const QJsonValue value : object[QLatin1String("exchanges")].toArray()) {
        auto exchange = exchangeFrom(value.toObject());
        if (!exchange)
            return fail(exchange.error());
        transcript.exchanges << *exchange;
    }
    return transcript;
}

Result<Transcript> Transcript::load(const QString &name)
{
    QFile file(name);
    if (!file.open(QIODevice::ReadOnly))
        return fail(ErrorCode::NotFound, tr("The transcript %1 cannot be read.").arg(name), {}, file.errorString());
    if (file.size() > maxFile)
        return fail(ErrorCode::TooLarge, tr("The transcript %1 is larger than 64 MB.").arg(name));
    return fromJson(file.readAll());
}

Result<void> Transcript::save(const QString &name) const
{
    QSaveFile file(name);
    if (!file.open(QIODevice::WriteOnly) || !file.setPermissions(QFile::ReadOwner | QFile::WriteOwner) ||
        file.write(toJson()) < 0 || !file.commit())
        return fail(ErrorCode::PermissionDenied, tr("The transcript %1 cannot be written.").arg(name), {},
                    file.errorString());
    return {};
}

Result<void> Transcript::checkScripts(const QByteArray &hash) const
{
    if (scriptsHash == hash)
        return {};
    return fail(ErrorCode::Conflict,
                tr("The transcript was recorded with other remote scripts (%1) than this program has (%2).")
                    .arg(QString::fromLatin1(scriptsHash.left(12)), QString::fromLatin1(hash.left(12))),
                tr("Record it anew: tests/gui/record (needs the lab)."));
}

} // namespace bouncepro
