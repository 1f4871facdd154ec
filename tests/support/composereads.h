#pragma once
// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <QByteArray>
#include <QList>
#include <QMap>
#include <QSet>
#include <QString>

#include <functional>

namespace bouncepro {

/// What Compose said of one file: the environment of a service that has it as its env_file, or that it refuses.
struct ComposeVerdict
{
    bool accepted = false;
    QMap<QString, QString> variables;
    bool operator==(const ComposeVerdict &other) const
    {
        return accepted == other.accepted && variables == other.variables;
    }
};

/// Runs a script where Docker Compose is, and answers its output.
using RunScript = std::function<QByteArray(const QString &script)>;

/// What Compose says of each file, in one round trip: of the files named in `together` as services of one stack, where
/// it takes that; of each other one in a stack of its own. Around them are OUTER and OUTER_EMPTY.
QList<ComposeVerdict> composeReads(const RunScript &run, const QList<QByteArray> &files,
                                   const QSet<qsizetype> &together = {});
/// The same as our document reads it.
ComposeVerdict weRead(const QByteArray &file);
/// Files of which Compose says something else than we, and what, on standard error; accepted: how many it accepts.
int disagreements(const RunScript &run, const QList<QByteArray> &files, int *accepted = nullptr);

} // namespace bouncepro
