#pragma once
// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/shell/page.h"

#include <QList>
#include <QPointer>
#include <QStandardItemModel>
#include <QWidget>

class QHBoxLayout;

namespace bouncepro {

class Fleet;
class IconButton;
class PageDelegate;
class RowList;
class ServerDelegate;
class ServerDesk;
class ServerRows;
class SidebarHead;
class Text;

/// The left edge of the window: search, the servers, and the pages of the chosen one. In narrow windows a rail of tiles
/// and icons.
class Sidebar : public QWidget
{
    Q_OBJECT

public:
    /// fleet outlives it; its notices are what the bell counts.
    Sidebar(Fleet &fleet, const QList<Page> &pages, QWidget *parent = nullptr);

    void setCompact(bool compact);
    /// Marks what is in sight; emits nothing.
    void setServer(int row, ServerDesk *desk);
    void setPage(const QString &name);
    QSize sizeHint() const override;

Q_SIGNALS:
    void serverChosen(int row);
    void pageChosen(const QString &name);
    void searchWanted();
    void addWanted();
    void noticesWanted();
    /// The menu opens below that button.
    void menuWanted(QWidget *below);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    void showBadge(const QString &page);
    void fit();
    const QList<Page> m_pages;
    QPointer<ServerDesk> m_desk; // it dies with its server
    bool m_isCompact = false;
    bool m_isSetting = false;
    ServerRows *m_rows;
    ServerDelegate *m_serverDelegate;
    RowList *m_serverList;
    QStandardItemModel m_pageModel;
    PageDelegate *m_pageDelegate;
    RowList *m_pageList;
    SidebarHead *m_head;
    Text *m_serversLabel;
    QWidget *m_parting;
    Text *m_pagesLabel;
    QHBoxLayout *m_serversRow;
    IconButton *m_add;
};

} // namespace bouncepro
