// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/deploy/rotation.h"

#include "models/deploy/planbuilder.h"
#include "models/environment/environmentschema.h"

#include <QCoreApplication>
#include <QCryptographicHash>
#include <QMessageAuthenticationCode>
#include <QUrl>

#include <openssl/evp.h>
#include <openssl/rand.h>

#include <algorithm>

namespace bouncepro {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("Rotation", text);
}

const QString databasePassword = QStringLiteral("POSTGRES_PASSWORD");
constexpr int iterations = 4096; // as PostgreSQL's own

const EnvironmentEntry *valueOf(const EnvironmentDocument &document, const QString &key)
{
    const EnvironmentEntry *entry = document.find(key);
    return entry && entry->given && !entry->value.isEmpty() ? entry : nullptr;
}

// The password of the role as it is before or after, wherever it stands.
Secret passwordIn(const ServerEnvironment &environment)
{
    const EnvironmentDocument document = environment.document(environment.fileOf(databasePassword));
    const EnvironmentEntry *entry = valueOf(document, databasePassword);
    return entry ? entry->value : Secret();
}

// The name under which the schema's DATABASE_URI stands in the document; empty for none.
QString databaseUrlIn(const EnvironmentDocument &document)
{
    for (const QString &name : {QStringLiteral("DATABASE_URI"), QStringLiteral("DATABASE_URL")})
        if (valueOf(document, name))
            return name;
    return {};
}

// psql's input. CURRENT_USER is the role that the stack logs in as.
Secret statement(const Secret &password)
{
    QByteArray salt(16, '\0');
    if (RAND_bytes(reinterpret_cast<unsigned char *>(salt.data()), int(salt.size())) != 1)
        qFatal("OpenSSL has no random numbers");
    return Secret("\\set VERBOSITY terse\nALTER ROLE CURRENT_USER PASSWORD '" + scramVerifier(password, salt) + "';\n");
}

} // namespace

QByteArray scramVerifier(const Secret &password, const QByteArray &salt)
{
    QByteArray salted(32, '\0');
    const QByteArray &text = password.reveal();
    PKCS5_PBKDF2_HMAC(text.constData(), int(text.size()), reinterpret_cast<const unsigned char *>(salt.constData()),
                      int(salt.size()), iterations, EVP_sha256(), int(salted.size()),
                      reinterpret_cast<unsigned char *>(salted.data()));
    const auto keyOf = [&](const QByteArray &name) {
        return QMessageAuthenticationCode::hash(name, salted, QCryptographicHash::Sha256);
    };
    return "SCRAM-SHA-256$" + QByteArray::number(iterations) + ':' + salt.toBase64() + '$' +
           QCryptographicHash::hash(keyOf("Client Key"), QCryptographicHash::Sha256).toBase64() + ':' +
           keyOf("Server Key").toBase64();
}

Result<RotationGuide> rotationGuide(const QString &name)
{
    const EnvironmentKey *key = EnvironmentSchema::builtIn().find(name);
    if (!key || !key->secret)
        return fail(ErrorCode::NotFound, tr("%1 is no secret of this stack.").arg(name),
                    tr("Change it with `env set %1`.").arg(name));
    if (!key->derive.isEmpty())
        return fail(ErrorCode::Invalid, tr("%1 follows from other keys.").arg(name),
                    tr("Rotate %1: both change.").arg(databasePassword));
    RotationGuide guide{.isOurs = key->generate.has_value()};
    if (name == databasePassword) {
        guide.before
            << tr("The role of the database gets the new password with the file, and the old one again where a "
                  "step fails.")
            << tr("Until nginx is moved over, the containers of before open no new connections to the "
                  "database; those that are open go on.");
    } else if (guide.isOurs) {
        guide.before << key->description;
        if (name == QLatin1String("PAYLOAD_SECRET"))
            guide.before << tr("Everyone is logged out.");
    } else {
        guide.before << tr("Make a new one at %1, and let the old one be valid until the new one serves.")
                            .arg(key->issuer.isEmpty() ? tr("who issues it") : key->issuer)
                     << key->description;
        guide.after
            << tr("Revoke the old one at %1 now.").arg(key->issuer.isEmpty() ? tr("who issued it") : key->issuer);
    }
    return guide;
}

Result<EnvironmentUpdate> rotatedFiles(const ServerEnvironment &now, const QString &key, const Secret &value)
{
    const QString name = now.fileOf(key);
    const ServerEnvironmentFile *file = now.find(name);
    const EnvironmentDocument before = now.document(name);
    const EnvironmentEntry *entry = valueOf(before, key);
    if (!file || !entry)
        return fail(ErrorCode::NotFound, tr("%1 has no value yet.").arg(key), tr("Set it: `env set %1`").arg(key));
    if (entry->value == value)
        return fail(ErrorCode::Conflict, tr("That is the value that %1 has.").arg(key), tr("Give another one."));
    QList<EnvironmentEdit> edits{{.key = key, .value = value}};
    const QString url = key == databasePassword ? databaseUrlIn(before) : QString();
    if (const EnvironmentEntry *uri = valueOf(before, url); uri && !uri->refers) {
        QUrl parsed(QString::fromUtf8(uri->value.reveal()), QUrl::StrictMode);
        if (parsed.password(QUrl::FullyDecoded).toUtf8() != entry->value.reveal())
            return fail(ErrorCode::Invalid, tr("%1 logs in with another password than %2.").arg(url, key),
                        tr("Make both agree first: `env validate` tells more."));
        parsed.setPassword(QString::fromUtf8(value.reveal()), QUrl::DecodedMode);
        edits << EnvironmentEdit{.key = url, .value = Secret(parsed.toEncoded())};
    }
    auto after = before.edited(edits);
    if (!after)
        return fail(after.error());
    return EnvironmentUpdate{{{name, file->hash, Secret(after->text())}}, {}};
}

Result<Plan> planRotation(const EnvironmentContext &context, const QString &key)
{
    auto plan = planEnvironment(context);
    if (!plan)
        return plan;
    plan->action = QStringLiteral("rotate");
    plan->subject = key;
    plan->id = newJobId(plan->action, context.deploy.now);
    if (key != databasePassword)
        return plan;
    const Secret before = passwordIn(context.now), after = passwordIn(context.next());
    if (before.isEmpty() || after.isEmpty()) // PostgreSQL would take the password away
        return fail(ErrorCode::Invalid, tr("%1 has no value.").arg(key), tr("Set it: `env set %1`").arg(key));
    const QString old = QStringLiteral("role.before"), fresh = QStringLiteral("role");
    plan->secretFiles.insert(old, statement(before));
    plan->secretFiles.insert(fresh, statement(after));
    const PlanBuilder builder(context.deploy);
    // Behind the file: what starts from then on reads the new one.
    const auto written = std::find_if(plan->steps.begin(), plan->steps.end(), [](const Step &step) {
        return step.run.argv().contains(QStringLiteral("environment"));
    });
    plan->steps.insert(written + 1, Step{.title = tr("Change the password of the role"),
                                         .run = builder.script(QStringLiteral("role"), {fresh}),
                                         .touches = tr("the role in the database; sessions that are open go on"),
                                         .undo = builder.script(QStringLiteral("role"), {old}),
                                         .undoText = tr("gives it the old password again"),
                                         .expectedSeconds = 1,
                                         .timeoutSeconds = 60});
    ++plan->commitPoint; // it comes before that in every plan
    return plan;
}

} // namespace bouncepro
