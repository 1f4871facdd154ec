#pragma once
// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <QList>
#include <QPair>
#include <Qt>

namespace bouncepro {

/// What the delegates of ui/look read of an item, besides Qt::DisplayRole (its text) and Qt::AccessibleTextRole (the
/// whole row as a sentence). A role that gives nothing is left out of the row. Texts from servers have passed
/// visibleText (models/servers/wording.h).
enum RowRole {
    SecondRole = Qt::UserRole + 1000, ///< QString: what is secondary; a step's command, a server's sentence, the author
    MarkRole,                         ///< int(Mark): the state; a log line's level: Down error, Warning warning
    TimeRole,                         ///< QString: as it is shown; "12 s", "~12 s", "today 02:30", "03:10:02.981"
    FromRole,                         ///< double, 0 to 1: where a step's bar begins on the time of the whole job
    ToRole,                           ///< double, 0 to 1: where it ends
    EnvironmentRole,                  ///< int(Environment)
    BadgeRole,                        ///< QString: a short word at the right; "7 new", a log line's level "ERR"
    BadgeMarkRole,                    ///< int(Mark): the badge has this shape before it; without: it is plain
    IconRole,                         ///< QString: a name of resources/icons
    TagRole,                          ///< QString: short and mono; a hash, a log line's service
    TrailRole,     ///< QString: at the end of the row; "Serving", "Roll back", initials, milliseconds
    TrailMarkRole, ///< int(Mark): the colour of the trail; without: secondary
    HitsRole,      ///< TextHits: parts of the text that match what was searched for
    GapRole,       ///< bool: a gap above parts this row from the group before
    StaleRole,     ///< bool: what the row says may no longer be so
    MonogramRole,  ///< QString: two letters for narrow places; else made of the text
    LockedRole     ///< bool: it asks to arm the server first
};

/// Start and length in characters, in order.
using TextHits = QList<QPair<int, int>>;

} // namespace bouncepro
