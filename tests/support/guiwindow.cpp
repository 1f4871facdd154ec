// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/guiwindow.h"

#include "tests/support/healthanswer.h"
#include "ui/servers/serverpage.h"

#include <QAbstractItemView>
#include <QDir>
#include <QLabel>
#include <QMetaEnum>
#include <QPushButton>
#include <QThread>

#include <chrono>
#include <ctime>

namespace bouncepro {

namespace {

constexpr double frame = 16;
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
constexpr double allowance = 20;
#else
constexpr double allowance = 4;
#endif

double processorMilliseconds()
{
    timespec time{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
    return double(time.tv_sec) * 1e3 + double(time.tv_nsec) / 1e6;
}

QStringList &stallList()
{
    static QStringList stalls;
    return stalls;
}

} // namespace

Transcript transcriptNamed(const QString &name)
{
    auto transcript = Transcript::load(qEnvironmentVariable("BOUNCEPRO_SOURCE") +
                                       QStringLiteral("/tests/gui/transcripts/%1.json").arg(name));
    if (!transcript)
        qFatal("%s", qPrintable(transcript.error().message));
    // Those with looks alone were asked nothing else.
    transcript->exchanges << healthExchange(QStringLiteral("bouncepro"));
    return *transcript;
}

Transcript edited(Transcript transcript, const std::function<void(QByteArray &)> &edit)
{
    for (Exchange &exchange : transcript.exchanges)
        edit(exchange.output.out);
    return transcript;
}

ServerProfile GuiWindow::production()
{
    ServerProfile profile;
    profile.name = QStringLiteral("bouncepro-eu");
    profile.target.destination = QStringLiteral("deploy@eu1.bouncepro.example");
    return profile;
}

GuiWindow::GuiWindow(const Setup &setup) : GuiWindow(setup, transcriptNamed(setup.transcript)) {}

GuiWindow::GuiWindow(const Setup &setup, Transcript transcript)
    : m_host(std::make_shared<ReplayHost>(std::move(transcript)))
{
    applyLook(setup.theme, setup.textScale);
    const auto connect = [host = m_host, refusal = m_refusal](std::stop_token) -> Result<std::shared_ptr<RemoteHost>> {
        const std::lock_guard lock(refusal->mutex);
        if (refusal->error)
            return fail(*refusal->error);
        return host;
    };
    const ProfileStore store{
        [profile = setup.profile] { return Result<QList<ServerProfile>>(QList<ServerProfile>{profile}); },
        [](const QList<ServerProfile> &, const QList<ServerProfile> &) { return Result<void>(); }};
    m_servers = std::make_unique<ServerList>(store, [connect](const ServerProfile &) { return connect; });
    m_servers->load();
    if (!QTest::qWaitFor([this] { return m_servers->isLoaded(); }))
        qFatal("The list of servers does not load.");
    monitor().setInterval(std::chrono::milliseconds(50));
    monitor().setBackoff(std::chrono::milliseconds(100));
    m_fleet = std::make_unique<Fleet>(*m_servers);
    m_window = std::make_unique<MainWindow>(*m_fleet, setup.pages.isEmpty() ? QList<Page>{serversPage()} : setup.pages);
    m_window->resize(setup.size);
    m_window->show();
    if (!QTest::qWaitForWindowExposed(m_window.get()))
        qFatal("The window does not show.");
    QCoreApplication::processEvents();
    WatchedApplication::forget();
}

GuiWindow::~GuiWindow()
{
    m_window.reset();
    m_fleet.reset();
    m_servers.reset();
}

void GuiWindow::start()
{
    m_window->showServer({});
}

void GuiWindow::refuse(const std::optional<Error> &error)
{
    const std::lock_guard lock(m_refusal->mutex);
    m_refusal->error = error;
}

bool GuiWindow::isShown(const char *name)
{
    const auto *widget = m_window->findChild<QWidget *>(QString::fromLatin1(name));
    return widget && widget->isVisible();
}

QString GuiWindow::text(const char *name)
{
    auto *label = find<QWidget>(name);
    return label->isVisible() ? label->property("text").toString() : QString();
}

QString GuiWindow::cell(int row, int column)
{
    const auto *view = find<QAbstractItemView>("services");
    return view->model()->index(row, column).data().toString();
}

void GuiWindow::click(const char *name)
{
    clickIn(m_window.get(), name);
}

void GuiWindow::picture(const QString &name)
{
    const QDir folder(
        qEnvironmentVariable("BOUNCEPRO_PICTURES", qEnvironmentVariable("BOUNCEPRO_BINARY", QDir::currentPath()) +
                                                       QStringLiteral("/pictures")));
    QCoreApplication::processEvents(); // what was just shown is laid out
    folder.mkpath(QStringLiteral("."));
    const QString file = folder.filePath(name + QStringLiteral(".png"));
    if (!m_window->grab().save(file))
        qFatal("%s cannot be written.", qPrintable(file));
}

QStringList GuiWindow::clippedTexts()
{
    return clippedTextsIn(m_window.get());
}

QStringList clippedTextsIn(const QWidget *all)
{
    QStringList clipped;
    for (const QLabel *label : all->findChildren<QLabel *>()) {
        if (!label->isVisible() || label->text().isEmpty())
            continue;
        const QSize needed(label->minimumSizeHint().width(), label->wordWrap() ? label->heightForWidth(label->width())
                                                                               : label->minimumSizeHint().height());
        if (label->height() < needed.height() || (!label->wordWrap() && label->width() < needed.width()))
            clipped << QStringLiteral("%1 \"%2\"").arg(label->objectName(), label->text().left(60));
    }
    for (const QPushButton *button : all->findChildren<QPushButton *>())
        if (button->isVisible() && button->width() < button->sizeHint().width())
            clipped << button->text();
    return clipped;
}

QDialog *waitForDialog(const char *name)
{
    QDialog *found = nullptr;
    const bool came = QTest::qWaitFor([&] {
        for (QWidget *widget : QApplication::topLevelWidgets())
            if (auto *dialog = qobject_cast<QDialog *>(widget);
                dialog && dialog->isVisible() && dialog->objectName() == QLatin1String(name))
                found = dialog;
        return found != nullptr;
    });
    return came ? found : nullptr;
}

void clickIn(QWidget *parent, const char *name)
{
    auto *button = parent->findChild<QAbstractButton *>(QString::fromLatin1(name));
    if (!button || !button->isVisible() || !button->isEnabled())
        qFatal("%s cannot be clicked.", name);
    QTest::mouseClick(button, Qt::LeftButton);
}

bool WatchedApplication::notify(QObject *receiver, QEvent *event)
{
    if (QThread::currentThread() != thread() || m_depth > 0) // workers deliver events of their own
        return QApplication::notify(receiver, event);
    const auto type = event->type();
    const QString whose = QStringLiteral("%1 %2").arg(QLatin1String(receiver->metaObject()->className()),
                                                      receiver->objectName()); // it may die on the way
    ++m_depth;
    const double worked = processorMilliseconds();
    const auto began = std::chrono::steady_clock::now();
    const bool handled = QApplication::notify(receiver, event);
    const double work = processorMilliseconds() - worked;
    const double passed = std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - began).count();
    --m_depth;
    if (work > limitMilliseconds() || passed > 10 * limitMilliseconds())
        stallList() << QStringLiteral("%1: %2 took %3 ms, %4 ms of it work")
                           .arg(whose, QLatin1String(QMetaEnum::fromType<QEvent::Type>().valueToKey(type)))
                           .arg(passed, 0, 'f', 1)
                           .arg(work, 0, 'f', 1);
    return handled;
}

void WatchedApplication::forget()
{
    stallList().clear();
}

QStringList WatchedApplication::stalls()
{
    return stallList();
}

double WatchedApplication::limitMilliseconds()
{
    return frame * allowance;
}

} // namespace bouncepro
