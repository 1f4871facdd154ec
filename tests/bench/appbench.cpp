// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/console.h"
#include "app/process.h"
#include "app/settings.h"
#include "tests/bench/giveup.h"
#include "tests/bench/stallwatch.h"
#include "ui/logs/logspage.h"
#include "ui/shell/mainwindow.h"

#include <QAbstractButton>
#include <QAbstractItemView>
#include <QDeadlineTimer>
#include <QEventLoop>
#include <QFile>
#include <QLineEdit>
#include <QTest>
#include <QTimer>

#include <sys/resource.h>

#include <cstdio>
#include <cstdlib>

using namespace bouncepro;

// Usage: appbench SESSION-SECONDS IDLE-SECONDS X-SERVER-PID
// The whole desktop program on the first server of BOUNCEPRO_CONFIG, used by its widgets: pages, logs, deploy,
// rollback. Whoever starts it has the server write logs, and pushes a commit now and then. Prints "name<tab>value"
// lines: stalls and the longest wait (ms), memory (MB), idle (share of one processor), lines (of logs a second),
// deploys.

namespace {

using namespace std::chrono_literals;
using Milliseconds = std::chrono::milliseconds;

/// Runs the event loop as the program does, and looks at what it waits for now and then.
bool until(const std::function<bool()> &holds, Milliseconds most)
{
    if (holds())
        return true;
    QEventLoop loop;
    QTimer look;
    const QDeadlineTimer deadline(most);
    bool held = false;
    QObject::connect(&look, &QTimer::timeout, &loop, [&] {
        held = holds();
        if (held || deadline.hasExpired())
            loop.quit();
    });
    look.start(20);
    loop.exec();
    return held;
}

void rest(Milliseconds time)
{
    until([] { return false; }, time);
}

double processorSeconds()
{
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    const auto seconds = [](const timeval &time) { return double(time.tv_sec) + double(time.tv_usec) / 1e6; };
    return seconds(usage.ru_utime) + seconds(usage.ru_stime);
}

double residentMegabytes()
{
    QFile status(QStringLiteral("/proc/self/status"));
    if (!status.open(QFile::ReadOnly))
        giveUp(status.errorString());
    for (const QByteArray &line : status.readAll().split('\n'))
        if (line.startsWith("VmRSS:"))
            return line.mid(6).trimmed().split(' ').first().toDouble() / 1024;
    giveUp(QStringLiteral("the kernel does not tell VmRSS"));
}

/// A person at the window.
class Person
{
public:
    explicit Person(MainWindow &window) : m_window(window) {}

    template <class Widget>
    Widget *inSight(const char *name)
    {
        for (auto *widget : m_window.findChildren<Widget *>(QLatin1String(name)))
            if (widget->isVisible())
                return widget;
        return nullptr;
    }
    template <class Widget>
    Widget *wait(const char *name)
    {
        Widget *widget = nullptr;
        if (!until([&] { return (widget = inSight<Widget>(name)) != nullptr; }, 60s))
            giveUp(QStringLiteral("no %1 comes in sight").arg(QLatin1String(name)));
        return widget;
    }
    bool canClick(const char *name)
    {
        const auto *button = inSight<QAbstractButton>(name);
        return button && button->isEnabled();
    }
    void click(const char *name)
    {
        if (!until([&] { return canClick(name); }, 120s))
            giveUp(QStringLiteral("%1 cannot be clicked: %2").arg(QLatin1String(name), title()));
        QTest::mouseClick(inSight<QAbstractButton>(name), Qt::LeftButton);
    }
    /// A page by its name at the left.
    void open(const QString &page)
    {
        auto *list = wait<QAbstractItemView>("pages");
        const auto row = list->model()->match(list->model()->index(0, 0), Qt::DisplayRole, page);
        if (row.isEmpty())
            giveUp(QStringLiteral("there is no page %1").arg(page));
        QTest::mouseClick(list->viewport(), Qt::LeftButton, {}, list->visualRect(row.first()).center());
    }
    QString title()
    {
        const auto *text = inSight<QWidget>("title");
        return text ? text->property("text").toString() : QString();
    }

    void readLogs()
    {
        open(QStringLiteral("Logs"));
        rest(3s);
        auto *field = wait<QWidget>("logText")->findChild<QLineEdit *>();
        for (const char letter : QByteArray("request")) {
            QTest::keyClick(field, letter);
            rest(120ms);
        }
        rest(2s);
        QTest::keyClick(field, Qt::Key_Escape);
        rest(1s);
        const QList<QAbstractButton *> modes = wait<QWidget>("followOrPause")->findChildren<QAbstractButton *>();
        QTest::mouseClick(modes.last(), Qt::LeftButton);
        auto *lines = wait<QAbstractItemView>("logLines");
        for (int i = 0; i < 10; ++i) {
            QTest::keyClick(lines, Qt::Key_PageUp);
            rest(150ms);
        }
        QTest::mouseClick(modes.first(), Qt::LeftButton);
        rest(2s);
    }
    void lookAround()
    {
        for (const char *page : {"Overview", "Environment", "Health", "Logs", "Deploy"}) {
            open(QLatin1String(page));
            rest(700ms);
        }
    }
    void deploy()
    {
        open(QStringLiteral("Deploy"));
        if (canClick("backToReleases")) // the result of the job before is still in sight
            click("backToReleases");
        QDeadlineTimer look(3s);
        const bool isReady = until(
            [&] {
                if (look.hasExpired() && canClick("lookAgain")) {
                    click("lookAgain");
                    look.setRemainingTime(3s);
                }
                return canClick("deploy") && title().endsWith(QLatin1String("ready to deploy"));
            },
            120s);
        if (!isReady)
            giveUp(QStringLiteral("nothing can be deployed: %1").arg(title()));
        click("deploy");
        follow(QStringLiteral("Deployed "));
    }
    void rollBack()
    {
        open(QStringLiteral("Deploy"));
        click("rollBack");
        follow(QStringLiteral("Rolled back to "));
    }
    int jobs() const { return m_jobs; }

private:
    void follow(const QString &end)
    {
        click("dialogConfirm");
        rest(2s);
        lookAround();
        if (!until([&] { return title().startsWith(end); }, 180s))
            giveUp(QStringLiteral("it does not end with %1: %2").arg(end, title()));
        rest(1s);
        ++m_jobs;
    }
    MainWindow &m_window;
    int m_jobs = 0;
};

MainWindow *mainWindow()
{
    for (QWidget *widget : QApplication::topLevelWidgets())
        if (auto *window = qobject_cast<MainWindow *>(widget))
            return window;
    giveUp(QStringLiteral("there is no window"));
}

} // namespace

int main(int argc, char **argv)
{
    hardenProcess();
    TimedApplication application(argc, argv);
    QApplication::setApplicationName(QStringLiteral("bouncepro-console"));
    const QStringList words = QApplication::arguments();
    const auto session = std::chrono::seconds(words.value(1).toInt()),
               idle = std::chrono::seconds(words.value(2).toInt());
    const int display = words.value(3).toInt();
    if (session.count() <= 0 || idle.count() <= 0 || display <= 0)
        giveUp(QStringLiteral("usage: appbench SESSION-SECONDS IDLE-SECONDS X-SERVER-PID"));

    Console console({}, Settings::window());
    MainWindow &window = *mainWindow();
    if (!until([&] { return window.view() != nullptr; }, 60s))
        giveUp(QStringLiteral("no server is shown"));
    Person person(window);
    std::optional<StallWatch> watch(std::in_place, application, display);
    person.wait<QAbstractItemView>("services");
    person.open(QStringLiteral("Logs"));
    person.wait<QAbstractItemView>("logLines");
    rest(3s); // the lines of the past

    qint64 lines = 0;
    double rate = 0;
    QObject::connect(&window.findChild<LogsPage *>()->source(), &QAbstractItemModel::rowsInserted, &window,
                     [&lines](const QModelIndex &, int first, int last) { lines += last - first + 1; });
    QTimer::singleShot(session, &window, [&] { rate = double(lines) / double(session.count()); });
    const QDeadlineTimer deadline(session);
    while (!deadline.hasExpired()) {
        person.readLogs();
        person.lookAround();
        person.deploy();
        if (!deadline.hasExpired())
            person.readLogs();
        if (!deadline.hasExpired())
            person.rollBack();
    }
    watch->finish();
    std::printf("stalls\t%d\nlongest\t%.1f\nmemory\t%.1f\nlines\t%.0f\ndeploys\t%d\n", watch->count(), watch->longest(),
                residentMegabytes(), rate, person.jobs());
    for (const QString &stall : watch->stalls())
        std::fprintf(stderr, "stall: %s\n", qPrintable(stall));
    watch.reset();

    // Connected, on the overview, with what the server writes by itself.
    person.open(QStringLiteral("Overview"));
    auto isQuiet = [&lines, before = lines - 1000]() mutable { return lines - std::exchange(before, lines) < 5; };
    for (int i = 0; i < 60 && !isQuiet(); ++i)
        rest(1s);
    rest(2s);
    const double worked = processorSeconds();
    const auto start = std::chrono::steady_clock::now();
    QEventLoop loop; // not until(): it looks fifty times a second
    QTimer::singleShot(idle, &loop, &QEventLoop::quit);
    loop.exec();
    const double passed = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
    std::printf("idle\t%.4f\n", (processorSeconds() - worked) / passed);
    return 0;
}
