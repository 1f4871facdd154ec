// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/serverpages.h"

#include "ui/jobs/jobdrawer.h"
#include "ui/servers/contextbar.h"
#include "ui/servers/guardcontrol.h"
#include "ui/shell/leavedialog.h"
#include "ui/shell/serverdesk.h"

#include <QStackedWidget>
#include <QVBoxLayout>

#include <algorithm>

namespace bouncepro {

namespace {

/// Pages scroll: the height that one would like to have is not taken from the drawer.
class PageStack : public QStackedWidget
{
public:
    bool hasHeightForWidth() const override { return false; }
};

} // namespace

ServerPages::ServerPages(std::shared_ptr<ServerWork> work, const QList<Page> &pages, bool isDemo, QWidget *parent)
    : QWidget(parent),
      m_pages(pages),
      m_desk(new ServerDesk(std::move(work), this)),
      m_stack(new PageStack),
      m_jobs(new JobDrawer(m_desk->monitor(), m_desk->jobs()))
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins({});
    column->setSpacing(0);
    column->addWidget(new ContextBar(m_desk->monitor(), &m_desk->guard(), isDemo));
    column->addWidget(m_stack, 1);
    column->addWidget(m_jobs);
    new ArmedFrame(m_desk->guard(), this);
    for (const Page &page : m_pages)
        if (page.attach)
            page.attach(*m_desk);
    connect(m_desk, &ServerDesk::pageWanted, this, &ServerPages::showPage);
    connect(m_jobs, &JobDrawer::cancelWanted, this,
            [this](JobWatch *watch) { askToCancel(watch, m_desk->profile(), window()); });
}

// The pages first: they stand on the desk.
ServerPages::~ServerPages()
{
    delete m_stack;
    delete m_jobs;
}

void ServerPages::showPage(const QString &name)
{
    const auto it = std::find_if(m_pages.begin(), m_pages.end(), [&](const Page &page) { return page.name == name; });
    const Page &page = it == m_pages.end() ? m_pages.first() : *it;
    if (page.name == m_page)
        return show(page);
    leave([this, page] { show(page); }, [this] { Q_EMIT pageChanged(m_page); });
}

QString ServerPages::unsaved() const
{
    QStringList all;
    for (const Page &page : m_pages)
        if (page.unsaved)
            all << page.unsaved(*m_desk);
    all.removeAll(QString());
    return all.join(QLatin1Char(' '));
}

void ServerPages::leave(const std::function<void()> &goOn, const std::function<void()> &stay)
{
    const auto it =
        std::find_if(m_pages.begin(), m_pages.end(), [this](const Page &page) { return page.name == m_page; });
    const QString what = it != m_pages.end() && it->unsaved ? it->unsaved(*m_desk) : QString();
    if (what.isEmpty())
        return goOn();
    stay(); // what shows the way has gone ahead
    if (LeaveDialog::isAsking(window()))
        return;
    auto *dialog = new LeaveDialog(window(), what, LeaveDialog::Leaving::Page);
    connect(dialog, &Dialog::confirmed, this, goOn);
    connect(dialog, &LeaveDialog::discarded, this, [this, page = *it, goOn] {
        page.discard(*m_desk);
        goOn();
    });
    dialog->open();
}

void ServerPages::show(const Page &page)
{
    QWidget *&widget = m_made[page.name];
    if (!widget) {
        widget = page.create(*m_desk, m_stack);
        if (widget->objectName().isEmpty())
            widget->setObjectName(page.name + QStringLiteral("Page"));
        m_stack->addWidget(widget);
    }
    m_stack->setCurrentWidget(widget);
    if (m_page == page.name)
        return;
    m_page = page.name;
    Q_EMIT pageChanged(m_page);
}

} // namespace bouncepro
