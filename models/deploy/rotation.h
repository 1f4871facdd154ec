#pragma once
// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/deploy/environmentplan.h"

namespace bouncepro {

/// How a secret gets another value.
struct RotationGuide
{
    bool isOurs = false; ///< we make the new value; else whoever issues it does
    QStringList before;  ///< what a person has to do or know first, a sentence each
    QStringList after;   ///< and when it serves
};
/// Errors: NotFound (not a secret that is known), Invalid (it follows from another key: which).
Result<RotationGuide> rotationGuide(const QString &key);

/// The files with the new value, also in what holds it by itself, as a URL of the database. Errors: NotFound (it does
/// not stand there), Invalid (DATABASE_URI logs in with another password), Conflict (the same value), those of edited.
Result<EnvironmentUpdate> rotatedFiles(const ServerEnvironment &now, const QString &key, const Secret &value);

/// The plan of the change (planEnvironment) as a rotation. For POSTGRES_PASSWORD the role gets the new password with
/// it, and the old one again where a step fails. Errors: those of planEnvironment.
Result<Plan> planRotation(const EnvironmentContext &context, const QString &key);

/// What PostgreSQL keeps of a password (SCRAM-SHA-256 of RFC 5803), so that it never sees it. salt: 16 random bytes.
QByteArray scramVerifier(const Secret &password, const QByteArray &salt);

} // namespace bouncepro
