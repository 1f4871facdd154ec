#pragma once
// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/support/guiwindow.h"

namespace bouncepro {

/// The real window on a list of servers that is kept in memory; each of them replays the recording of a healthy one.
class FleetWindow : public ConsoleWindow
{
public:
    struct Setup
    {
        QStringList names; ///< the first is production, the second staging, all others development
        QList<Page> pages; ///< empty: the overview as one, a plain page for each of two, three
    };
    explicit FleetWindow(const Setup &setup);

    /// What the store has.
    QList<ServerProfile> kept() const;

private:
    struct Kept
    {
        mutable std::mutex mutex;
        QList<ServerProfile> profiles;
    };
    FleetWindow(const Setup &setup, std::shared_ptr<Kept> kept);
    static std::shared_ptr<Kept> keep(const QStringList &names);

    std::shared_ptr<Kept> m_kept;
};

} // namespace bouncepro
