// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/servers/secretstore.h"

#include <QLoggingCategory>

namespace bouncepro {

namespace {
Q_LOGGING_CATEGORY(log, "bouncepro.secrets")

void logFailure(const char *what, const Error &error)
{
    qCWarning(log).noquote() << what << nameOf(error.code) << error.message;
}
} // namespace

QString SecretStore::entryOf(const SecretQuestion &question)
{
    const bool isKey = question.kind == SecretKind::KeyPassphrase;
    // A key's passphrase is the same on whichever server the key is used.
    return isKey ? QStringLiteral("passphrase %1").arg(question.keyFile)
                 : QStringLiteral("password %1@%2:%3").arg(question.user, question.host).arg(question.port);
}

std::optional<Secret> StoredInteraction::secret(const SecretQuestion &question)
{
    if (question.attempt == 1) {
        auto kept = m_store->read(question);
        if (!kept)
            logFailure("reading", kept.error());
        else if (*kept)
            return std::move(*kept);
    }
    return m_person->secret(question);
}

void StoredInteraction::secretAccepted(const SecretQuestion &question, const Secret &secret)
{
    if (auto written = m_store->write(question, secret); !written)
        logFailure("keeping", written.error());
}

void StoredInteraction::secretRejected(const SecretQuestion &question)
{
    if (auto removed = m_store->remove(question); !removed)
        logFailure("forgetting", removed.error());
}

} // namespace bouncepro
