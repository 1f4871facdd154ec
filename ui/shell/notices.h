#pragma once
// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/servers/serversentence.h"

#include <QStandardItemModel>

namespace bouncepro {

/// What a person may have missed, newest first, as the rail draws it (ui/look/roles.h); at most 200.
class Notices : public QStandardItemModel
{
    Q_OBJECT

public:
    using QStandardItemModel::QStandardItemModel;
    /// Texts are safe to show.
    void add(Mark mark, const QString &server, const QString &what, const QString &why);
    /// Since the list was last looked at.
    int unseen() const { return m_unseen; }
    /// The worst mark among those.
    Mark worst() const { return m_worst; }
    void setSeen();

Q_SIGNALS:
    void unseenChanged();

private:
    int m_unseen = 0;
    Mark m_worst = Mark::Well;
};

/// Shows the list over the window's content, and takes it as seen.
void showNotices(Notices &notices, QWidget *over);

} // namespace bouncepro
