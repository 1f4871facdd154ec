#pragma once
// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/environment/environmentdiff.h"
#include "models/environment/environmentvalidation.h"

namespace bouncepro {

/// One key of a file that is edited: it stands there, is missing there, or was taken out.
struct EnvironmentItem
{
    QString key;
    const EnvironmentKey *known = nullptr; ///< of the schema, which outlives it; null where it is not known
    bool isThere = false;
    bool isSecret = false;  ///< its value is shown only where a person asks for it
    bool isMissing = false; ///< the stack needs a value of it
    std::optional<EnvironmentChangeKind> change;
    QList<EnvironmentFinding> findings; ///< the worst first
    int line = 0;                       ///< 0: not there
    bool operator==(const EnvironmentItem &other) const;
};

/// Keys that belong together, in their order.
struct EnvironmentSection
{
    QString title;
    QString description;
    QList<EnvironmentItem> items;
};

/// Some bytes of a text.
struct EnvironmentRange
{
    qsizetype begin = 0;
    qsizetype end = 0;
    bool operator==(const EnvironmentRange &) const = default;
};

/// All that an editor shows of a file, as the server has it (base) and as a person made it (mine).
struct EditedEnvironment
{
    EnvironmentDocument base;
    EnvironmentDocument mine;
    QList<EnvironmentSection>
        sections; ///< those that have keys, in the order of the schema; what it does not know last
    QList<EnvironmentFinding> findings; ///< of mine, the worst first
    QList<EnvironmentChange> changes;   ///< from base to mine
    QSet<QString> secrets;              ///< keys of both whose value is not to be shown
    QList<EnvironmentRange> hidden;     ///< of mine: where these values stand, in comments too; in order
    bool isDirty() const { return mine.text() != base.text(); }
    const EnvironmentItem *item(const QString &key) const;
};

/// Takes some ten milliseconds for thousands of keys: for a worker.
EditedEnvironment lookAt(const EnvironmentDocument &base, const EnvironmentDocument &mine,
                         const EnvironmentSchema &schema, const ValidationContext &context);

} // namespace bouncepro
