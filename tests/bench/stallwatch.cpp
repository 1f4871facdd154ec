// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/stallwatch.h"

#include <QDir>
#include <QFile>
#include <QHash>
#include <QMetaEnum>
#include <QThread>

#include <fcntl.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <ctime>

namespace bouncepro {

namespace {

constexpr auto between = std::chrono::milliseconds(2);
constexpr qsizetype mostStalls = 100;
const QEvent::Type question = QEvent::Type(QEvent::registerEventType());

// Milliseconds that a thread waited for a processor: nanoseconds on one, of waiting for one, slices.
double waited(int schedstat)
{
    char text[96] = {};
    char *rest = text;
    if (pread(schedstat, text, sizeof text - 1, 0) <= 0)
        return 0; // it ended
    std::strtoull(text, &rest, 10);
    return double(std::strtoull(rest, nullptr, 10)) / 1e6;
}

double waitedAt(const QString &task) // a folder of /proc
{
    const int file = open(qPrintable(task + QStringLiteral("/schedstat")), O_RDONLY | O_CLOEXEC);
    if (file < 0)
        return 0; // it ended
    const double milliseconds = waited(file);
    close(file);
    return milliseconds;
}

// The same of all that the first thread may wait for, by their folder: the other threads of the program, one of which
// may hold a lock, and the display.
QHash<QString, double> othersWaited(const QString &display)
{
    QHash<QString, double> waits{{display, waitedAt(display)}};
    const QDir tasks(QStringLiteral("/proc/self/task"));
    for (const QString &task : tasks.entryList(QDir::Dirs | QDir::NoDotAndDotDot)) {
        if (task.toInt() != getpid())
            waits.insert(task, waitedAt(tasks.filePath(task)));
    }
    return waits;
}

// What was added since: of each that is still there, since the time of one that ended counts for nothing.
double addedSince(const QHash<QString, double> &before, const QHash<QString, double> &now)
{
    double sum = 0;
    for (auto it = now.begin(); it != now.end(); ++it)
        sum += std::max(0.0, it.value() - before.value(it.key()));
    return sum;
}

// Milliseconds that the machine beneath this one took from its processors (steal of proc_stat(5)), in steps of 10.
double stolen()
{
    QFile file(QStringLiteral("/proc/stat"));
    if (!file.open(QIODevice::ReadOnly))
        return 0;
    return file.readLine().simplified().split(' ').value(8).toDouble() * 1e3 / double(sysconf(_SC_CLK_TCK));
}

double workMilliseconds()
{
    timespec time{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
    return double(time.tv_sec) * 1e3 + double(time.tv_nsec) / 1e6;
}

} // namespace

TimedApplication::TimedApplication(int &argc, char **argv)
    : QApplication(argc, argv),
      m_schedstat(open(qPrintable(QStringLiteral("/proc/self/task/%1/schedstat").arg(syscall(SYS_gettid))),
                       O_RDONLY | O_CLOEXEC))
{
    if (m_schedstat < 0)
        qFatal("This kernel does not tell how long a thread waits for a processor.");
}

TimedApplication::~TimedApplication()
{
    close(m_schedstat);
}

// Milliseconds of monotonic time, less those of waiting for a processor.
double TimedApplication::clock() const
{
    timespec time{};
    clock_gettime(CLOCK_MONOTONIC, &time);
    return double(time.tv_sec) * 1e3 + double(time.tv_nsec) / 1e6 - waited(m_schedstat);
}

bool TimedApplication::notify(QObject *receiver, QEvent *event)
{
    if (QThread::currentThread() != thread() || m_depth > 0) // workers deliver events of their own
        return QApplication::notify(receiver, event);
    const char *className = receiver->metaObject()->className(); // it may die on the way
    const QEvent::Type type = event->type();
    const double began = clock(), worked = workMilliseconds();
    ++m_depth;
    const bool isHandled = QApplication::notify(receiver, event);
    --m_depth;
    const double took = clock() - began;
    m_handled = m_handled + took;
    if (took > m_longest) {
        m_longest = took;
        m_longestName =
            QStringLiteral("%1 %2: %3 ms, %4 ms of it work")
                .arg(QLatin1String(className), QLatin1String(QMetaEnum::fromType<QEvent::Type>().valueToKey(type)))
                .arg(took, 0, 'f', 1)
                .arg(workMilliseconds() - worked, 0, 'f', 1);
    }
    return isHandled;
}

QString TimedApplication::takeLongest()
{
    m_longest = 0;
    return m_longestName;
}

StallWatch::StallWatch(TimedApplication &application, int display) : m_application(application)
{
    m_thread = std::jthread([this, server = QStringLiteral("/proc/%1").arg(display)](std::stop_token stop) {
        while (!stop.stop_requested()) {
            QCoreApplication::postEvent(this, new QEvent(question));
            const double asked = m_application.handled(); // after it was posted: this thread may be put aside, too
            const QHash<QString, double> before = othersWaited(server);
            const double stolenBefore = stolen();
            do
                std::this_thread::sleep_for(between);
            while (!m_isAnswered && !stop.stop_requested());
            if (m_isAnswered.exchange(false))
                judge(m_answered - asked - addedSince(before, othersWaited(server)) - (stolen() - stolenBefore));
        }
    });
}

StallWatch::~StallWatch()
{
    finish();
}

void StallWatch::finish()
{
    m_thread.request_stop();
    if (m_thread.joinable())
        m_thread.join();
}

bool StallWatch::event(QEvent *event)
{
    if (event->type() != question)
        return QObject::event(event);
    m_answered = m_application.handled();
    m_event = m_application.takeLongest();
    m_isAnswered = true;
    return true;
}

void StallWatch::judge(double took)
{
    m_longest = std::max(m_longest, took);
    if (took <= limitMilliseconds)
        return;
    ++m_count;
    if (m_stalls.size() < mostStalls)
        m_stalls << QStringLiteral("%1 ms, the most for %2").arg(took, 0, 'f', 1).arg(m_event);
}

} // namespace bouncepro
