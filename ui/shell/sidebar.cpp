// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/sidebar.h"

#include "models/servers/wording.h"
#include "ui/look/button.h"
#include "ui/look/card.h"
#include "ui/look/rowlist.h"
#include "ui/look/serverdelegate.h"
#include "ui/look/text.h"
#include "ui/shell/fleet.h"
#include "ui/shell/serverdesk.h"
#include "ui/shell/serverrows.h"
#include "ui/shell/sidebarhead.h"

#include <QItemSelectionModel>
#include <QPainter>
#include <QVBoxLayout>

#include <algorithm>

namespace bouncepro {

namespace {

// A line that parts servers from pages, indented.
QWidget *parting()
{
    auto *line = new QWidget;
    auto *row = new QHBoxLayout(line);
    setSpaces(row, {18, 8, 18, 4}, 0);
    row->addWidget(new Hairline(&Tokens::border));
    return line;
}

// Rows keep away from the edges.
QLayout *inset(QWidget *list)
{
    auto *row = new QHBoxLayout;
    setSpaces(row, {8, 0, 8, 0}, 0);
    row->addWidget(list);
    return row;
}

} // namespace

Sidebar::Sidebar(Fleet &fleet, const QList<Page> &pages, QWidget *parent)
    : QWidget(parent),
      m_pages(pages),
      m_rows(new ServerRows(fleet, this)),
      m_serverDelegate(new ServerDelegate(this)),
      m_serverList(new RowList(tr("Servers"), m_serverDelegate)),
      m_pageDelegate(new PageDelegate(this)),
      m_pageList(new RowList(tr("Pages"), m_pageDelegate)),
      m_head(new SidebarHead),
      m_serversLabel(new Text(FontRole::Micro, Tone::Third, tr("Servers"))),
      m_parting(parting()),
      m_pagesLabel(new Text(FontRole::Micro, Tone::Third)),
      m_serversRow(new QHBoxLayout),
      m_add(new IconButton(QStringLiteral("plus"), tr("Add a server, Ctrl+N")))
{
    setObjectName(QStringLiteral("sidebar"));
    m_serverList->setObjectName(QStringLiteral("servers"));
    m_pageList->setObjectName(QStringLiteral("pages"));
    m_pagesLabel->setEliding(true, Qt::ElideMiddle);
    m_head->setNotices(&fleet.notices());
    m_serverList->setModel(m_rows);
    for (const Page &page : m_pages) {
        auto *item = new QStandardItem(page.title);
        item->setData(page.iconName, IconRole);
        item->setData(page.beginsGroup, GapRole);
        item->setData(page.title, Qt::AccessibleTextRole);
        item->setEditable(false);
        m_pageModel.appendRow(item);
    }
    m_pageList->setModel(&m_pageModel);
    m_serverList->setFitting(true);
    m_pageList->setFitting(true);

    auto *column = new QVBoxLayout(this);
    column->setContentsMargins({});
    column->setSpacing(0);
    column->addWidget(m_head);
    setSpaces(m_serversRow, {0, 0, 10, 0}, 0);
    m_serversRow->addWidget(m_serversLabel, 1);
    m_serversRow->addWidget(m_add);
    m_add->setObjectName(QStringLiteral("addServer"));
    column->addLayout(m_serversRow);
    column->addLayout(inset(m_serverList), 1);
    column->addWidget(m_parting);
    column->addWidget(m_pagesLabel);
    column->addLayout(inset(m_pageList), 2);
    column->addStretch(1);
    keepDressed(this, [this] {
        for (Text *label : {m_serversLabel, m_pagesLabel})
            label->setContentsMargins(px(18), px(8), px(18), px(6));
        fit();
    });

    connect(m_serverList->selectionModel(), &QItemSelectionModel::currentChanged, this,
            [this](const QModelIndex &current) {
                if (!m_isSetting && current.isValid())
                    Q_EMIT serverChosen(current.row());
            });
    connect(m_pageList->selectionModel(), &QItemSelectionModel::currentChanged, this,
            [this](const QModelIndex &current) {
                if (!m_isSetting && current.isValid())
                    Q_EMIT pageChosen(m_pages[current.row()].name);
            });
    connect(m_head, &SidebarHead::searchWanted, this, &Sidebar::searchWanted);
    connect(m_head, &SidebarHead::noticesWanted, this, &Sidebar::noticesWanted);
    connect(m_head, &SidebarHead::menuWanted, this, &Sidebar::menuWanted);
    connect(m_add, &IconButton::clicked, this, &Sidebar::addWanted);
}

void Sidebar::setCompact(bool compact)
{
    if (m_isCompact == compact)
        return;
    m_isCompact = compact;
    m_serverDelegate->setCompact(compact);
    m_pageDelegate->setCompact(compact);
    m_head->setCompact(compact);
    for (Text *words : {m_serversLabel, m_pagesLabel})
        words->setVisible(!compact);
    setSpaces(m_serversRow, compact ? QMargins(15, 0, 15, 4) : QMargins(0, 0, 10, 0), 0);
    fit();
    m_serverList->doItemsLayout();
    m_pageList->doItemsLayout();
}

void Sidebar::fit()
{
    setFixedWidth(px(m_isCompact ? 60 : 240));
}

QSize Sidebar::sizeHint() const
{
    return {width(), px(400)};
}

void Sidebar::setServer(int row, ServerDesk *desk)
{
    m_isSetting = true;
    if (m_desk)
        m_desk->disconnect(this);
    m_desk = desk;
    m_serverList->setCurrentIndex(m_rows->index(row, 0));
    for (QWidget *part : {static_cast<QWidget *>(m_pageList), m_parting})
        part->setVisible(desk != nullptr);
    m_pagesLabel->setText(desk ? visibleText(desk->profile().name, 60) : QString());
    if (desk)
        connect(desk, &ServerDesk::badgeChanged, this, &Sidebar::showBadge);
    for (const Page &page : m_pages)
        showBadge(page.name);
    m_isSetting = false;
}

void Sidebar::setPage(const QString &name)
{
    const auto it = std::find_if(m_pages.begin(), m_pages.end(), [&](const Page &page) { return page.name == name; });
    m_isSetting = true;
    m_pageList->setCurrentIndex(it == m_pages.end() ? QModelIndex() : m_pageModel.index(int(it - m_pages.begin()), 0));
    m_isSetting = false;
}

void Sidebar::showBadge(const QString &page)
{
    for (qsizetype row = 0; row < m_pages.size(); ++row) {
        if (m_pages[row].name != page)
            continue;
        const ServerDesk::Badge badge = m_desk ? m_desk->badge(page) : ServerDesk::Badge();
        QStandardItem *item = m_pageModel.item(int(row));
        item->setData(badge.text, BadgeRole);
        item->setData(badge.mark ? QVariant(int(*badge.mark)) : QVariant(), BadgeMarkRole);
        item->setData(badge.text.isEmpty() ? m_pages[row].title : tr("%1, %2").arg(m_pages[row].title, badge.text),
                      Qt::AccessibleTextRole);
    }
}

void Sidebar::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.fillRect(rect(), tokens().sidebar);
    painter.fillRect(QRect(layoutDirection() == Qt::RightToLeft ? 0 : width() - 1, 0, 1, height()), tokens().border);
}

} // namespace bouncepro
