// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/guiwindow.h"

#include "tests/support/healthanswer.h"
#include "ui/servers/serverpage.h"

#include <QAbstractItemView>
#include <QAbstractButton>
#include <QMetaEnum>
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

int unwatched = 0;

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
    transcript->identity.host = QStringLiteral("eu1.bouncepro.example");
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
    : GuiWindow(setup, std::make_shared<ReplayHost>(std::move(transcript)), std::make_shared<Door>())
{
}

GuiWindow::GuiWindow(const Setup &setup, std::shared_ptr<ReplayHost> host, std::shared_ptr<Door> door)
    : ConsoleWindow(
          storeOf({setup.profile}),
          [host, door](const ServerProfile &) {
              return [host, door](std::stop_token) -> Result<std::shared_ptr<RemoteHost>> {
                  const std::lock_guard lock(door->mutex);
                  if (door->refusal)
                      return fail(*door->refusal);
                  return host;
              };
          },
          setup.pages.isEmpty() ? QList<Page>{serversPage()} : setup.pages, QSize(1024, 700)),
      m_host(host),
      m_door(door)
{
    monitor().setInterval(std::chrono::milliseconds(50));
    monitor().setBackoff(std::chrono::milliseconds(100));
}

void GuiWindow::start()
{
    window().showServer({});
}

void GuiWindow::refuse(const std::optional<Error> &error)
{
    const std::lock_guard lock(m_door->mutex);
    m_door->refusal = error;
}

QString GuiWindow::cell(int row, int column)
{
    const auto *view = find<QAbstractItemView>("services");
    return view->model()->index(row, column).data().toString();
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
    if (QThread::currentThread() != thread() || m_depth > 0 || unwatched > 0) // workers deliver events of their own
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

WatchedApplication::Unwatched::Unwatched()
{
    ++unwatched;
}

WatchedApplication::Unwatched::~Unwatched()
{
    --unwatched;
}

double WatchedApplication::limitMilliseconds()
{
    return frame * allowance;
}

} // namespace bouncepro
