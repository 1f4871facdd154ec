// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/testbus.h"
#include "app/screenlock.h"

#include <QDBusMessage>
#include <QSignalSpy>
#include <QTest>

using namespace bouncepro;

/// On a bus of its own, which stands for both.
class TestScreenLock : public QObject
{
    Q_OBJECT

    TestBus m_bus;

private Q_SLOTS:
    void initTestCase()
    {
        if (!m_bus.start())
            QSKIP("There is no dbus-daemon.");
        QVERIFY(!m_bus.address().isEmpty());
    }

    void tells_data()
    {
        QTest::addColumn<QString>("path");
        QTest::addColumn<QString>("signal");
        QTest::addColumn<QVariantList>("values");
        QTest::addColumn<int>("told");
        const auto row = [](const char *name, const char *path, const char *signal, const QVariantList &values,
                            int told) {
            QTest::newRow(name) << QString::fromLatin1(path) << QString::fromLatin1(signal) << values << told;
        };
        row("logind locks", "/org/freedesktop/login1/session/_32", "org.freedesktop.login1.Session.Lock", {}, 1);
        row("logind sleeps", "/org/freedesktop/login1", "org.freedesktop.login1.Manager.PrepareForSleep", {true}, 1);
        row("logind wakes", "/org/freedesktop/login1", "org.freedesktop.login1.Manager.PrepareForSleep", {false}, 0);
        row("KDE", "/ScreenSaver", "org.freedesktop.ScreenSaver.ActiveChanged", {true}, 1);
        row("KDE unlocks", "/ScreenSaver", "org.freedesktop.ScreenSaver.ActiveChanged", {false}, 0);
        row("GNOME", "/org/gnome/ScreenSaver", "org.gnome.ScreenSaver.ActiveChanged", {true}, 1);
    }
    void tells()
    {
        QFETCH(QString, path);
        QFETCH(QString, signal);
        QFETCH(QVariantList, values);
        QFETCH(int, told);
        const QString name = QString::fromLatin1(QTest::currentDataTag());
        QDBusConnection bus = QDBusConnection::connectToBus(m_bus.address(), name);
        QDBusConnection desktop = QDBusConnection::connectToBus(m_bus.address(), name + QStringLiteral(" desktop"));
        ScreenLock lock(bus, bus);
        QSignalSpy locked(&lock, &ScreenLock::locked);
        const auto send = [&](const QString &what, const QVariantList &with) {
            QDBusMessage message = QDBusMessage::createSignal(path, what.section(QLatin1Char('.'), 0, -2),
                                                              what.section(QLatin1Char('.'), -1));
            message.setArguments(with);
            QVERIFY(desktop.send(message));
        };
        send(signal, values);
        send(QStringLiteral("org.gnome.ScreenSaver.ActiveChanged"), {true}); // behind it: what came before has come
        QTRY_COMPARE(locked.count(), told + 1);
        QDBusConnection::disconnectFromBus(name);
        QDBusConnection::disconnectFromBus(name + QStringLiteral(" desktop"));
    }
};

QTEST_GUILESS_MAIN(TestScreenLock)
#include "tst_screenlock.moc"
