// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/mainwindow.h"

#include "models/servers/wording.h"
#include "ui/jobs/jobdrawer.h"
#include "ui/look/button.h"
#include "ui/look/dialog.h"
#include "ui/look/emptystate.h"
#include "ui/look/icon.h"
#include "ui/look/jobstrip.h"
#include "ui/look/palette.h"
#include "ui/look/text.h"
#include "ui/servers/arming.h"
#include "ui/setup/addserver.h"
#include "ui/setup/editserver.h"
#include "ui/setup/settingssheet.h"
#include "ui/shell/commandpalette.h"
#include "ui/shell/leavedialog.h"
#include "ui/shell/serverdesk.h"
#include "ui/shell/serverpages.h"
#include "ui/shell/shortcuts.h"
#include "ui/shell/sidebar.h"
#include "ui/terminal/openterminal.h"

#include <QAction>
#include <QApplication>
#include <QHBoxLayout>
#include <QMenu>
#include <QResizeEvent>
#include <QStackedWidget>

namespace bouncepro {

namespace {

constexpr int compactBelow = 1160;

} // namespace

MainWindow::MainWindow(Fleet &fleet, const QList<Page> &pages, bool isDemo, QWidget *parent)
    : QMainWindow(parent),
      m_fleet(fleet),
      m_servers(fleet.servers()),
      m_pages(pages),
      m_isDemo(isDemo),
      m_sidebar(new Sidebar(fleet, pages)),
      m_stack(new QStackedWidget),
      m_empty(new EmptyState(QStringLiteral("server"), {}, {}))
{
    setObjectName(QStringLiteral("mainWindow"));
    setWindowTitle(tr("BouncePro Console"));
    m_empty->setObjectName(QStringLiteral("noServer"));
    m_empty->action()->setObjectName(QStringLiteral("addFirstServer"));
    m_empty->other()->setObjectName(QStringLiteral("lookAround"));
    m_stack->addWidget(m_empty);
    auto *centre = new QWidget;
    auto *row = new QHBoxLayout(centre);
    row->setContentsMargins({});
    row->setSpacing(0);
    row->addWidget(m_sidebar);
    row->addWidget(m_stack, 1);
    setCentralWidget(centre);
    connect(m_sidebar, &Sidebar::serverChosen, this, &MainWindow::choose);
    connect(m_sidebar, &Sidebar::pageChosen, this, &MainWindow::showPage);
    connect(m_sidebar, &Sidebar::searchWanted, this, &MainWindow::openPalette);
    connect(m_sidebar, &Sidebar::menuWanted, this, &MainWindow::openMenu);
    connect(m_sidebar, &Sidebar::noticesWanted, this, [this] { showNotices(m_fleet.notices(), centralWidget()); });
    connect(&m_servers, &QAbstractItemModel::dataChanged, this, &MainWindow::heedProfiles);
    connect(m_sidebar, &Sidebar::addWanted, this, &MainWindow::addServer);
    connect(m_empty, &EmptyState::acted, this, &MainWindow::addServer);
    connect(m_empty, &EmptyState::otherChosen, this, &MainWindow::demoWanted);
    connect(&m_servers, &ServerList::loaded, this, &MainWindow::takeList);
    connect(&m_servers, &QAbstractItemModel::rowsInserted, this, &MainWindow::takeList);
    connect(&m_servers, &QAbstractItemModel::rowsAboutToBeRemoved, this,
            [this](const QModelIndex &, int first, int last) {
                for (int gone = first; gone <= last; ++gone) {
                    delete m_views.take(m_servers.existingMonitor(gone));
                    m_shown.remove(m_servers.existingMonitor(gone));
                }
            });
    connect(&m_servers, &QAbstractItemModel::rowsRemoved, this, &MainWindow::takeList);
    connect(&m_servers, &ServerList::failed, this, [this](const Error &error) {
        if (!view())
            m_empty->setWords(error.message, error.remedy);
    });
    addCommands();
    setMinimumSize(1024, 700);
    resize(1280, 800);
}

// Views stand on monitors of the list, which outlives the window.
MainWindow::~MainWindow()
{
    qDeleteAll(m_views);
}

void MainWindow::takeList()
{
    if (m_servers.rowCount() == 0) {
        m_empty->setWords(tr("No server is known yet"),
                          tr("Add the one that runs BouncePro: it is reached over SSH, with nothing to install on it. "
                             "Nothing changes there until you say so."));
        m_empty->setAction(tr("Add a server"), QStringLiteral("plus"));
        m_empty->setOther(tr("Look around (demo)"), QStringLiteral("eye"));
        m_empty->setHint({tr("Ctrl"), tr("N")}, tr("does the same from anywhere"));
        m_stack->setCurrentWidget(m_empty);
        m_sidebar->setServer(-1, nullptr);
        setWindowTitle(tr("BouncePro Console"));
    } else if (m_isStarted && (!view() || !m_wanted.isEmpty())) {
        choose(std::max(0, m_servers.rowOf(m_wanted)));
    }
}

void MainWindow::showServer(const QString &name)
{
    m_wanted = name;
    m_isStarted = true;
    if (m_servers.isLoaded())
        takeList();
}

void MainWindow::choose(int row)
{
    m_wanted.clear();
    ServerMonitor *monitor = m_servers.monitor(row);
    ServerPages *before = view();
    if (!before || before == m_views.value(monitor))
        return showMonitor(monitor);
    before->leave([this, monitor] { showMonitor(monitor); },
                  [this, before] {
                      m_sidebar->setServer(m_servers.rowOf(before->desk()->profile().name), before->desk());
                      m_sidebar->setPage(before->page());
                  });
}

void MainWindow::showMonitor(ServerMonitor *monitor)
{
    const int row = m_servers.rowOf(monitor->profile().name);
    ServerPages *&view = m_views[monitor];
    const bool isNew = !view;
    if (isNew) {
        view = new ServerPages(m_fleet.work(*monitor), m_pages, m_isDemo);
        view->desk()->setServers(m_servers);
        m_stack->addWidget(view);
        connect(view, &ServerPages::pageChanged, m_sidebar, &Sidebar::setPage);
        connect(view->desk(), &ServerDesk::editWanted, this, [this, monitor] {
            (new EditServer(centralWidget(), m_servers, m_servers.rowOf(monitor->profile().name)))->open();
        });
        Q_EMIT deskMade(view->desk());
        m_shown.insert(monitor, monitor->profile());
    }
    if (ServerPages *before = this->view(); before && before != view)
        before->desk()->guard().disarm(); // who leaves it is done there
    // Another server is looked at on the same page.
    const QString page = m_wantedPage.isEmpty() ? this->page() : m_wantedPage;
    m_wantedPage.clear();
    m_stack->setCurrentWidget(view);
    m_sidebar->setServer(row, view->desk());
    view->showPage(page);
    m_sidebar->setPage(view->page());
    const QString name = visibleText(monitor->profile().name, 60);
    setWindowTitle(m_isDemo ? tr("DEMO – BouncePro Console") : tr("%1 – BouncePro Console").arg(name));
    Q_EMIT serverShown(monitor);
    if (isNew && monitor->view().state == ConnectionState::Idle)
        monitor->start();
}

void MainWindow::showPage(const QString &name)
{
    if (view())
        view()->showPage(name);
    else
        m_wantedPage = name;
}

ServerPages *MainWindow::view() const
{
    return qobject_cast<ServerPages *>(m_stack->currentWidget());
}

QString MainWindow::server() const
{
    return view() ? view()->desk()->profile().name : QString();
}

QString MainWindow::page() const
{
    return view() ? view()->page() : QString();
}

QAction *MainWindow::addCommand(const QString &group, const QString &text, const QString &iconName,
                                const QList<QKeySequence> &keys, const std::function<void()> &act)
{
    auto *action = new QAction(icon(iconName), text, this);
    action->setShortcuts(keys);
    action->setData(group);
    connect(action, &QAction::triggered, this, act);
    addAction(action);
    m_commands << action;
    return action;
}

void MainWindow::addCommands()
{
    const QString go = tr("Go to"), run = tr("Run"), help = tr("Settings and help");
    for (qsizetype i = 0; i < m_pages.size(); ++i) {
        const Page &page = m_pages[i];
        const QList<QKeySequence> keys =
            i < 9 ? QList<QKeySequence>{QKeySequence(int(Qt::ALT) | int(Qt::Key_1 + int(i)))} : QList<QKeySequence>{};
        addCommand(go, page.title, page.iconName, keys, [this, name = page.name] { showPage(name); });
    }
    const auto step = [this](int by) {
        const auto it = std::find_if(m_pages.begin(), m_pages.end(),
                                     [this](const Page &page) { return page.name == this->page(); });
        if (it != m_pages.end())
            showPage(m_pages[(it - m_pages.begin() + by + m_pages.size()) % m_pages.size()].name);
    };
    addCommand(go, tr("Next page"), QStringLiteral("chevron-down"),
               {QKeySequence(int(Qt::CTRL) | int(Qt::Key_PageDown))}, [step] { step(1); });
    addCommand(go, tr("Previous page"), QStringLiteral("chevron-up"),
               {QKeySequence(int(Qt::CTRL) | int(Qt::Key_PageUp))}, [step] { step(-1); });
    addCommand(run, tr("Look now"), QStringLiteral("restart"), QKeySequence::keyBindings(QKeySequence::Refresh),
               [this] {
                   if (view())
                       view()->desk()->monitor().lookNow();
               });
    addCommand(run, tr("Show or hide jobs"), QStringLiteral("activity"), {QKeySequence(int(Qt::CTRL) | int(Qt::Key_J))},
               [this] {
                   if (view())
                       view()->jobs()->drawer()->toggle();
               });
    m_arm = addCommand(run, tr("Arm or disarm"), QStringLiteral("lock"),
                       {QKeySequence(int(Qt::CTRL) | int(Qt::SHIFT) | int(Qt::Key_A))}, [this] { armOrDisarm(); });
    addCommand(help, tr("Add a server…"), QStringLiteral("plus"), QKeySequence::keyBindings(QKeySequence::New), [this] {
        addServer();
    })->setObjectName(QStringLiteral("addServerCommand"));
    addCommand(help, tr("Settings"), QStringLiteral("settings"), {QKeySequence(int(Qt::CTRL) | int(Qt::Key_Comma))},
               [this] { openSettings(); });
    m_search = addCommand(help, tr("Search or run"), QStringLiteral("search"),
                          {QKeySequence(int(Qt::CTRL) | int(Qt::Key_K))}, [this] { openPalette(); });
    addCommand(go, tr("Next part: sidebar, page, jobs"), QStringLiteral("choose"), {QKeySequence(int(Qt::Key_F6))},
               [this] { cycleFocus(1); });
    addCommand(help, tr("Keyboard shortcuts"), QStringLiteral("info"),
               QKeySequence::keyBindings(QKeySequence::HelpContents),
               [this] { showShortcuts(m_commands, centralWidget()); });
    addCommand(help, tr("Notifications"), QStringLiteral("bell"), {},
               [this] { showNotices(m_fleet.notices(), centralWidget()); });
    addCommand(help, tr("Close window"), QStringLiteral("close"), QKeySequence::keyBindings(QKeySequence::Close),
               [this] { close(); });
}

QList<QAction *> MainWindow::commands() const
{
    return m_commands;
}

void MainWindow::openPalette()
{
    if (centralWidget()->findChild<CommandPalette *>())
        return;
    QList<QAction *> all;
    auto *palette = new CommandPalette(centralWidget());
    for (int row = 0; row < m_servers.rowCount(); ++row) {
        auto *action = new QAction(icon(QStringLiteral("server")),
                                   tr("Go to %1").arg(visibleText(m_servers.profile(row).name, 60)), palette);
        action->setData(tr("Servers"));
        connect(action, &QAction::triggered, this, [this, row] { choose(row); });
        all << action;
    }
    // Pages first, then the other servers, then what acts.
    const qsizetype pages = m_pages.size();
    QList<QAction *> acts = m_commands.mid(pages);
    acts.removeOne(m_search); // it is open
    if (!view() || !view()->desk()->guard().isNeeded())
        acts.removeOne(m_arm);
    const bool isLocked = view() && !view()->desk()->guard().mayChange();
    palette->setCommands(m_commands.mid(0, pages) + all + this->acts(palette) + terminals(palette) + acts, isLocked);
    if (view())
        palette->setServer(visibleText(server(), 40), view()->desk()->profile().environment);
    palette->open();
}

void MainWindow::armOrDisarm()
{
    if (view())
        bouncepro::armOrDisarm(view()->desk()->guard(), view());
}

// What the pages can do to the chosen server.
QList<QAction *> MainWindow::acts(QObject *owner)
{
    QList<QAction *> all;
    for (const Page &page : m_pages)
        if (view() && page.acts)
            all << page.acts(*view()->desk(), view(), owner);
    for (QAction *act : std::as_const(all))
        act->setData(tr("Run"));
    return all;
}

// A terminal in each service that runs on the chosen server.
QList<QAction *> MainWindow::terminals(QObject *owner)
{
    QList<QAction *> all;
    if (!view() || view()->desk()->monitor().view().state != ConnectionState::Connected)
        return all;
    for (const ServiceStatus &service : view()->desk()->monitor().view().status->services) {
        const bool isKnown = std::any_of(all.begin(), all.end(), [&](const QAction *action) {
            return action->property("service").toString() == service.name; // of several containers
        });
        if (service.state != QLatin1String("running") || isKnown)
            continue;
        auto *action = new QAction(icon(QStringLiteral("terminal")),
                                   tr("Terminal in %1").arg(visibleText(service.name, 60)), owner);
        action->setData(tr("Run"));
        action->setProperty("service", service.name);
        action->setProperty("changes", true);
        connect(action, &QAction::triggered, this,
                [this, name = service.name] { openTerminal(*view()->desk(), name, this); });
        all << action;
    }
    return all;
}

void MainWindow::setSources(const SetupSources &sources)
{
    m_sources = sources;
}

void MainWindow::addServer()
{
    if (!m_servers.isLoaded() || centralWidget()->findChild<AddServer *>())
        return;
    if (!m_sources.doorsOf)
        return tellThatNothingIsKept();
    auto *wizard = new AddServer(centralWidget(), m_servers, m_sources);
    connect(wizard, &AddServer::added, this, [this](const QString &name) { choose(m_servers.rowOf(name)); });
    wizard->open();
}

void MainWindow::tellThatNothingIsKept()
{
    auto *dialog = new Dialog(centralWidget(), tr("The demo keeps no servers"), {}, 460);
    dialog->setObjectName(QStringLiteral("demoKeepsNothing"));
    auto *why = new Text(FontRole::Body, Tone::Plain,
                         tr("What you see is a recording. Close this demo window, and add your server in BouncePro "
                            "Console itself."));
    why->setWrapping(true);
    dialog->body()->addWidget(why);
    dialog->cancelButton()->setText(tr("Close"));
    connect(dialog, &Overlay::closed, dialog, &QObject::deleteLater);
    dialog->open();
}

void MainWindow::openSettings()
{
    if (!m_servers.isLoaded() || centralWidget()->findChild<SettingsSheet *>())
        return;
    (new SettingsSheet(centralWidget(), m_servers, m_sources))->open();
}

void MainWindow::openMenu(QWidget *below)
{
    auto *menu = new QMenu(this);
    menu->setObjectName(QStringLiteral("moreMenu"));
    menu->setAttribute(Qt::WA_DeleteOnClose);
    for (QAction *action : std::as_const(m_commands))
        if (action->data().toString() == tr("Settings and help"))
            menu->addAction(action);
    menu->popup(below->mapToGlobal(QPoint(0, below->height())));
}

// A server that was edited is shown anew: name, environment and stack stand all over its pages.
void MainWindow::heedProfiles()
{
    for (int row = 0; row < m_servers.rowCount(); ++row) {
        ServerMonitor *monitor = m_servers.existingMonitor(row);
        if (!m_views.contains(monitor) || m_shown.value(monitor) == m_servers.profile(row))
            continue;
        const bool isInSight = m_views.value(monitor) == view();
        m_wantedPage = isInSight ? page() : m_wantedPage;
        m_shown.remove(monitor);
        if (isInSight)
            m_sidebar->setServer(-1, nullptr);
        delete m_views.take(monitor);
        if (isInSight)
            choose(row);
    }
}

void MainWindow::closeEvent(QCloseEvent *event)
{
    QStringList unsaved;
    for (const ServerPages *pages : std::as_const(m_views))
        unsaved << pages->unsaved();
    unsaved.removeAll(QString());
    if (!unsaved.isEmpty() && !m_mayClose) {
        event->ignore();
        if (LeaveDialog::isAsking(this))
            return;
        auto *dialog = new LeaveDialog(centralWidget(), unsaved.join(QLatin1Char(' ')), LeaveDialog::Leaving::Window);
        connect(dialog, &Dialog::confirmed, this, [this] {
            m_mayClose = true;
            close();
        });
        dialog->open();
        return;
    }
    if (view())
        view()->desk()->guard().disarm();
    Q_EMIT closing();
    QMainWindow::closeEvent(event);
}

void MainWindow::setAsking(bool asking)
{
    if (auto *wizard = centralWidget()->findChild<AddServer *>())
        wizard->setAsking(asking);
}

// F6: from the sidebar to the page, to the jobs, and around.
void MainWindow::cycleFocus(int by)
{
    if (!view())
        return;
    QWidget *const parts[] = {m_sidebar, view()->pageWidget(), view()->jobs()};
    QWidget *focus = QApplication::focusWidget();
    int at = 1;
    if (focus && m_sidebar->isAncestorOf(focus))
        at = 0;
    else if (focus && view()->jobs()->isAncestorOf(focus))
        at = 2;
    QWidget *part = parts[(at + by + 3) % 3];
    QWidget *next = part;
    do
        next = next->nextInFocusChain();
    while (next != part && (!part->isAncestorOf(next) || !(next->focusPolicy() & Qt::TabFocus) || !next->isVisible() ||
                            !next->isEnabled()));
    next->setFocus(Qt::TabFocusReason);
}

void MainWindow::resizeEvent(QResizeEvent *event)
{
    QMainWindow::resizeEvent(event);
    m_sidebar->setCompact(event->size().width() < px(compactBelow));
}

} // namespace bouncepro
