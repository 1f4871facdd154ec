#pragma once
// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <QApplication>
#include <QStringList>

#include <atomic>
#include <thread>

namespace bouncepro {

/// An application that adds up how long its event handlers take: less what the thread waited for a processor (run_delay
/// of the kernel's schedstat), so busy or blocked and not put aside by another program.
class TimedApplication : public QApplication
{
    Q_OBJECT

public:
    TimedApplication(int &argc, char **argv);
    ~TimedApplication() override;
    bool notify(QObject *receiver, QEvent *event) override;

    /// Milliseconds in handlers since the start. Thread-safe.
    double handled() const { return m_handled; }
    /// The handler that took longest since it was asked last: class, event, milliseconds and how many of them it
    /// worked.
    QString takeLongest();

private:
    double clock() const;
    const int m_schedstat;
    std::atomic<double> m_handled = 0;
    double m_longest = 0;
    QString m_longestName;
    int m_depth = 0;
};

/// Asks the GUI thread for a sign of life, 2 ms after the last one. The milliseconds that it spends in event handlers
/// until it answers are what a click would have waited, less what other threads of the program, which may hold a lock,
/// and the X server, which reads a picture before the next is drawn, waited for a processor meanwhile, and less what the
/// machine beneath took from this one; over 16 it is a stall.
class StallWatch : public QObject
{
    Q_OBJECT

public:
    static constexpr double limitMilliseconds = 16;

    /// Made, finished and destroyed on the GUI thread; begins at once. @p display is the process of the X server.
    StallWatch(TimedApplication &application, int display);
    ~StallWatch() override;

    /// Ends watching; what follows can be asked then.
    void finish();
    int count() const { return m_count; }
    double longest() const { return m_longest; } ///< milliseconds, also of what is no stall
    /// What the first hundred were.
    const QStringList &stalls() const { return m_stalls; }

protected:
    bool event(QEvent *event) override;

private:
    void judge(double took);
    TimedApplication &m_application;
    std::atomic<bool> m_isAnswered = false;
    double m_answered = 0;
    QString m_event; // that took longest
    int m_count = 0;
    double m_longest = 0;
    QStringList m_stalls;
    std::jthread m_thread;
};

} // namespace bouncepro
