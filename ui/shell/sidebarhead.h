#pragma once
// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/look/button.h"

class QGridLayout;

namespace bouncepro {

class Notices;
class Text;

/// The top of the sidebar: the program's sign, the search, the bell, and what else there is.
class SidebarHead : public QWidget
{
    Q_OBJECT

public:
    explicit SidebarHead(QWidget *parent = nullptr);
    void setCompact(bool compact);
    /// What the bell counts; outlives the head.
    void setNotices(const Notices *notices);

Q_SIGNALS:
    void searchWanted();
    void noticesWanted();
    /// The menu opens below that button.
    void menuWanted(QWidget *below);

private:
    void tell();
    const Notices *m_notices = nullptr;
    QWidget *m_logo;
    Text *m_name;
    QPushButton *m_search;
    IconButton *m_searchIcon;
    IconButton *m_bell;
    IconButton *m_more;
    QGridLayout *m_grid;
    bool m_isCompact = false;
};

} // namespace bouncepro
