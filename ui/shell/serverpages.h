#pragma once
// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/shell/page.h"

#include <QHash>
#include <QWidget>

#include <functional>
#include <memory>

class QStackedWidget;

namespace bouncepro {

class ContextBar;
class JobDrawer;
class ServerDesk;
class ServerWork;

/// All that the window shows of one server: who it is, the page that is looked at, and what runs there.
class ServerPages : public QWidget
{
    Q_OBJECT

public:
    ServerPages(std::shared_ptr<ServerWork> work, const QList<Page> &pages, bool isDemo, QWidget *parent = nullptr);
    ~ServerPages() override;

    ServerDesk *desk() const { return m_desk; }
    JobDrawer *jobs() const { return m_jobs; }
    /// The page that is looked at.
    QString page() const { return m_page; }
    QWidget *pageWidget() const { return m_made.value(m_page); }
    /// Makes the page where it is looked at for the first time; a name that is none: the first page. Asks first where
    /// something would be left undone.
    void showPage(const QString &name);
    /// What would be left undone on its pages, as sentences; empty: nothing.
    QString unsaved() const;
    /// Goes on at once where the page that is looked at leaves nothing undone; else asks.
    void leave(const std::function<void()> &goOn, const std::function<void()> &stay);

Q_SIGNALS:
    void pageChanged(const QString &name);

private:
    void show(const Page &page);
    const QList<Page> m_pages;
    ServerDesk *m_desk;
    QStackedWidget *m_stack;
    JobDrawer *m_jobs;
    QHash<QString, QWidget *> m_made;
    QString m_page;
};

} // namespace bouncepro
