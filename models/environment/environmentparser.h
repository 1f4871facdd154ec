#pragma once
// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ssh/secret.h"

#include <QHash>
#include <QString>

namespace bouncepro {

/// How a value stands in the file. Inherited: the name alone, whose value comes from around the file.
enum class EnvironmentForm { Inherited, Bare, SingleQuoted, DoubleQuoted };

/// One statement of an environment file. Any value may be a secret. Offsets are in bytes of the whole file.
struct EnvironmentEntry
{
    QString key;  ///< empty for a name alone that ends the file without a line break: Compose takes it as a value
    Secret value; ///< as Compose hands it to a container
    EnvironmentForm form = EnvironmentForm::Bare;
    bool given = true; ///< false: inherited, and nothing around the file or above gives it a value
    bool exported = false;
    bool refers = false; ///< the value is interpolated: there is a $ in what stands there
    int line = 1;
    qsizetype begin = 0;                    ///< of the statement, with its "export"
    qsizetype keyEnd = 0;                   ///< behind the name
    qsizetype valueBegin = 0, valueEnd = 0; ///< as written, with its quotes; without the comment behind
    qsizetype end = 0; ///< of the statement, with the comment of a bare value; never with the line break
};

/// What Compose rejects in a file, and where; lines and columns (characters) count from 1.
struct EnvironmentFault
{
    int line = 1;
    int column = 1;
    QString message;          ///< for a person; never a value
    bool ofReference = false; ///< not of the form of the file, but of a reference in a value
};

struct ParsedEnvironment
{
    QList<EnvironmentEntry> entries;
    QList<EnvironmentFault> faults;
    QHash<QString, qsizetype> last; ///< by key the entry that counts: the last one
};

/// Reads a file as Docker Compose 2.26 reads an env_file, measured there. Variables of `around` (the shell's and those
/// of .env) come before those of the file in references. A line that Compose rejects is a fault and passed over, so
/// that an editor can show the rest.
ParsedEnvironment parseEnvironment(const QByteArray &text, const QHash<QString, QByteArray> &around);

} // namespace bouncepro
