#pragma once
// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/environment/environmentdocument.h"

namespace bouncepro {

enum class EnvironmentChangeKind { Added, Removed, Changed };

/// "added", "removed", "changed"; for people and JSON.
QString nameOf(EnvironmentChangeKind kind);

/// One key whose value, as Compose reads it, is another one afterwards.
struct EnvironmentChange
{
    QString key;
    EnvironmentChangeKind kind = EnvironmentChangeKind::Changed;
    Secret before; ///< empty for Added; who shows it asks the schema first whether it may
    Secret after;  ///< empty for Removed
    int line = 0;  ///< in the later file; in the earlier one for Removed
};

/// What changes from one file to the other, in the order of the later, with what is gone at the end. A key that nothing
/// gives a value to is as good as absent.
QList<EnvironmentChange> changes(const EnvironmentDocument &before, const EnvironmentDocument &after);

/// A key that both sides changed, each in its way.
struct EnvironmentConflict
{
    QString key;
    std::optional<Secret> base, mine, theirs; ///< values; none: not there
};

struct MergedEnvironment
{
    EnvironmentDocument document; ///< theirs with my changes; of a conflict their side
    QStringList taken;            ///< keys that my side changed here
    QList<EnvironmentConflict> conflicts;
    bool lostText = false; ///< my side changed comments or the order as well, and that is not in the document
};

enum class ConflictChoice { Theirs, Mine };

/// Joins what I made of `base` with what others made of it meanwhile, by key; a key with references is compared as it
/// is written. `choices` settles conflicts, which are told all the same only where there is no choice. Errors: those of
/// EnvironmentDocument::edited.
Result<MergedEnvironment> merged(const EnvironmentDocument &base, const EnvironmentDocument &mine,
                                 const EnvironmentDocument &theirs, const QHash<QString, ConflictChoice> &choices = {});

} // namespace bouncepro
