#pragma once
// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/environment/environmentdocument.h"
#include "models/environment/environmentschema.h"
#include "models/servers/serverprofile.h"

namespace bouncepro {

enum class FindingSeverity { Error, Warning, Note };
enum class FindingKind {
    Rejected,
    Missing,
    Unknown,
    Duplicate,
    Misplaced,
    Value,
    Disagreement,
    Mode,
    Permissions,
    Age
};

/// Error, Warning, Note as "error" ...; for people and JSON.
QString nameOf(FindingSeverity severity);
QString nameOf(FindingKind kind);

/// Something about a file that a person should know before it is used. No text holds the value of a secret.
struct EnvironmentFinding
{
    FindingSeverity severity = FindingSeverity::Error;
    FindingKind kind = FindingKind::Value;
    QString key;    ///< empty where none is meant
    int line = 0;   ///< 0 for a key that does not stand in the file
    int column = 0; ///< of what Compose rejects; else 0
    QString what;
    QString remedy;
};

/// What the file is for.
struct ValidationContext
{
    Environment environment = Environment::Production;
    QString file = QStringLiteral(".env.production"); ///< the name that the schema knows
    QStringList certificateNames;                     ///< of the served certificate; empty where they are not known
};

/// All findings, in the order of the file, with what is missing at the end.
QList<EnvironmentFinding> validated(const EnvironmentDocument &document, const EnvironmentSchema &schema,
                                    const ValidationContext &context = {});

} // namespace bouncepro
