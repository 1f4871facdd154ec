// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/console.h"

#include "app/capabilities.h"
#include "app/keychain.h"
#include "app/settings.h"
#include "ui/look/palette.h"
#include "ui/setup/logo.h"
#include "ui/shell/mainwindow.h"

#include <QApplication>
#include <QProcess>

namespace bouncepro {

namespace {

Preferences::Values startValues(const Options &options, const QJsonObject &memory)
{
    Preferences::Values values = Preferences::fromJson(memory);
    values.theme = options.theme.value_or(values.theme);
    if (options.textScale > 0)
        values.textScale = options.textScale;
    return values;
}

} // namespace

Console::Console(const Options &options, const QJsonObject &memory, const std::optional<DesktopServers> &source)
    : m_options(options),
      m_memory(memory),
      m_isKept(!options.isDemo && options.picture.isEmpty()),
      m_appearance(startValues(options, memory).theme, startValues(options, memory).textScale),
      m_asker(tr("It is kept in the keychain where there is one, else until the program ends.")),
      m_source(source           ? *source
               : options.isDemo ? demoServers(options.demoFile)
                                : settingsServers(m_asker.sender(), std::make_shared<Keychain>())),
      m_servers(m_source.store, m_source.connectorOf),
      m_fleet(m_servers)
{
    m_preferences.set(startValues(options, memory));
    setMotionReduced(m_preferences.values().isMotionReduced);
    connect(&m_preferences, &Preferences::changed, this, [this] {
        applyPreferences();
        const QJsonObject changed = Preferences::toJson(m_preferences.values());
        for (auto it = changed.begin(); it != changed.end(); ++it)
            m_memory.insert(it.key(), it.value());
        keep();
    });
    // While a person answers, time does not run out.
    connect(&m_asker, &DialogAsker::askingChanged, this, [this](bool asking) {
        for (int row = 0; row < m_servers.rowCount(); ++row)
            if (ServerMonitor *monitor = m_servers.existingMonitor(row);
                monitor && (!asking || monitor->view().state == ConnectionState::Connecting))
                monitor->setAsking(asking);
        for (const QPointer<MainWindow> &window : std::as_const(m_windows))
            if (window)
                window->setAsking(asking);
    });
    connect(qApp, &QApplication::focusChanged, this, [this](QWidget *, QWidget *now) {
        if (auto *window = now ? qobject_cast<MainWindow *>(now->window()) : nullptr)
            m_asker.setWindow(window);
    });
    if (!m_source.isDemo)
        keepAuditHeads(m_fleet, Settings::folder());
    if (m_isKept)
        connect(&m_fleet, &Fleet::workMade, this, [this](ServerWork *work) {
            keepJobsSeen(*work);
            work->health().keepIn(Settings::dataFolder());
        });
    connect(&m_fleet, &Fleet::armed, this, [this] {
        if (m_screenLock)
            return;
        m_screenLock = std::make_unique<ScreenLock>(QDBusConnection::sessionBus(), QDBusConnection::systemBus());
        connect(m_screenLock.get(), &ScreenLock::locked, &m_fleet, &Fleet::disarm);
    });
    connect(&m_fleet, &Fleet::notified, this, [this](Mark, const QString &what, const QString &why) {
        if (!QApplication::activeWindow())
            Q_EMIT messageWanted(what, why);
    });
    connect(this, &Console::messageWanted, &m_tray, &Tray::tell);
    connect(&m_tray, &Tray::clicked, this, [this] { show({}); });
    // What the memory says counts for the first window alone, and not for what was asked for.
    const auto remembered = [this](const char *key) { return m_memory.value(QLatin1String(key)).toString(); };
    const bool isPlain = options.server.isEmpty() && m_isKept;
    openWindow({isPlain ? remembered("server") : options.server,
                options.page.isEmpty() && m_isKept ? remembered("page") : options.page});
    m_servers.load();
}

Console::~Console()
{
    for (const QPointer<MainWindow> &window : std::as_const(m_windows)) {
        if (window && window->isVisible())
            remember(*window);
        delete window;
    }
    if (m_isKept)
        if (const auto kept = Settings::saveWindow(m_memory); !kept)
            qWarning("%s", qPrintable(kept.error().message));
}

MainWindow *Console::openWindow(const Instance::Wishes &wishes)
{
    auto *window = new MainWindow(m_fleet, capabilityPages(), m_source.isDemo);
    window->setAttribute(Qt::WA_DeleteOnClose);
    SetupSources sources;
    if (!m_source.isDemo)
        sources.doorsOf = [connectorOf = m_source.connectorOf](ServerProfile profile) {
            profile.name.clear(); // until it is in the list
            return ConnectionDoors::real(connectorOf(profile));
        };
    sources.preferences = &m_preferences;
    window->setSources(sources);
    connect(window, &MainWindow::closing, this, [this, window] { remember(*window); });
    connect(window, &MainWindow::demoWanted, this,
            [] { QProcess::startDetached(QCoreApplication::applicationFilePath(), {QStringLiteral("--demo")}); });
    if (!m_options.picture.isEmpty())
        connect(window, &MainWindow::serverShown, window,
                [this, window](ServerMonitor *monitor) { pictureAndQuit(*window, *monitor, m_options.picture); });
    if (m_windows.isEmpty() && m_isKept)
        window->restoreGeometry(
            QByteArray::fromBase64(m_memory.value(QLatin1String("geometry")).toString().toLatin1()));
    m_windows << window;
    m_asker.setWindow(window);
    window->showServer(wishes.server);
    window->showPage(wishes.page);
    window->show();
    return window;
}

void Console::show(const Instance::Wishes &wishes)
{
    m_windows.removeAll(nullptr);
    MainWindow *window = nullptr;
    if (wishes.isNewWindow || m_windows.isEmpty()) {
        window = openWindow(wishes);
    } else {
        window = m_windows.first();
        if (!wishes.server.isEmpty())
            window->showServer(wishes.server);
        if (!wishes.page.isEmpty())
            window->showPage(wishes.page);
    }
    window->setWindowState(window->windowState() & ~Qt::WindowMinimized);
    window->raise();
    window->activateWindow();
}

QList<MainWindow *> Console::windows() const
{
    QList<MainWindow *> all;
    for (const QPointer<MainWindow> &window : m_windows)
        if (window)
            all << window;
    return all;
}

void Console::applyPreferences()
{
    const Preferences::Values &values = m_preferences.values();
    if (m_appearance.choice() != values.theme)
        m_appearance.setChoice(values.theme);
    const double scale = values.textScale > 0 ? values.textScale : textScaleOfDesktop();
    if (m_appearance.textScale() != scale)
        m_appearance.setTextScale(scale);
    if (bouncepro::isMotionReduced() != values.isMotionReduced)
        setMotionReduced(values.isMotionReduced);
}

void Console::remember(const MainWindow &window)
{
    m_memory.insert(QLatin1String("geometry"), QString::fromLatin1(window.saveGeometry().toBase64()));
    if (!window.server().isEmpty())
        m_memory.insert(QLatin1String("server"), window.server());
    if (!window.page().isEmpty())
        m_memory.insert(QLatin1String("page"), window.page());
}

// One worker at a time, so that the newest is what stays.
void Console::keep()
{
    if (!m_isKept)
        return;
    m_isKeptAgain = m_isKeeping;
    if (m_isKeeping)
        return;
    m_isKeeping = true;
    bouncepro::start(
        this, [memory = m_memory](std::stop_token) { return Settings::saveWindow(memory); },
        [this](const Result<void> &kept) {
            if (!kept)
                qWarning("%s", qPrintable(kept.error().message));
            m_isKeeping = false;
            if (m_isKeptAgain)
                keep();
        });
}

// What ended after the last look is told first at the next start; what ran to its end in sight is not.
void Console::keepJobsSeen(ServerWork &work)
{
    constexpr QLatin1String key("jobsSeen");
    const QString server = work.monitor().profile().name;
    const QString seen = m_memory.value(key).toObject().value(server).toString();
    work.jobs().setSeenUntil(QDateTime::fromString(seen, Qt::ISODateWithMs));
    connect(&work.jobs(), &JobCenter::seenUntilChanged, this, [this, key, server, &jobs = work.jobs()] {
        QJsonObject all = m_memory.value(key).toObject();
        all.insert(server, jobs.seenUntil().toString(Qt::ISODateWithMs));
        m_memory.insert(key, all);
        keep();
    });
}

} // namespace bouncepro
