// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/testbus.h"
#include "ui/look/desktoptheme.h"

#include <QApplication>
#include <QDBusMessage>
#include <QSignalSpy>
#include <QTest>

using namespace bouncepro;

/// The portal's settings as a desktop answers them.
class Portal : public QObject
{
    Q_OBJECT
    Q_CLASSINFO("D-Bus Interface", "org.freedesktop.portal.Settings")

public:
    uint scheme = 0;

public Q_SLOTS:
    // As the real one: a variant in the variant.
    QDBusVariant Read(const QString &, const QString &)
    {
        return QDBusVariant(QVariant::fromValue(QDBusVariant(scheme)));
    }
};

/// On a bus of its own, with a portal of its own.
class TestDesktopTheme : public QObject
{
    Q_OBJECT

    TestBus m_bus;

    static void tell(QDBusConnection &desktop, const QString &key, uint value)
    {
        QDBusMessage signal = QDBusMessage::createSignal(QStringLiteral("/org/freedesktop/portal/desktop"),
                                                         QStringLiteral("org.freedesktop.portal.Settings"),
                                                         QStringLiteral("SettingChanged"));
        signal << QStringLiteral("org.freedesktop.appearance") << key
               << QVariant::fromValue(QDBusVariant(QVariant(value)));
        QVERIFY(desktop.send(signal));
    }

private Q_SLOTS:
    void initTestCase()
    {
        if (!m_bus.start())
            QSKIP("There is no dbus-daemon.");
        QVERIFY(!m_bus.address().isEmpty());
    }

    void follows_data()
    {
        QTest::addColumn<uint>("scheme");
        QTest::addColumn<Theme>("theme");
        QTest::newRow("prefers dark") << 1u << Theme::Dark;
        QTest::newRow("prefers light") << 2u << Theme::Light;
        QTest::newRow("no preference") << 0u << Theme::Light;
        QTest::newRow("from a later version") << 7u << Theme::Light;
    }
    void follows()
    {
        QFETCH(uint, scheme);
        QFETCH(Theme, theme);
        const QString name = QString::fromLatin1(QTest::currentDataTag());
        QDBusConnection desktop = QDBusConnection::connectToBus(m_bus.address(), name + QStringLiteral(" portal"));
        Portal portal;
        portal.scheme = scheme;
        QVERIFY(desktop.registerService(QStringLiteral("org.freedesktop.portal.Desktop")));
        QVERIFY(desktop.registerObject(QStringLiteral("/org/freedesktop/portal/desktop"), &portal,
                                       QDBusConnection::ExportAllSlots));
        {
            DesktopTheme watched(QDBusConnection::connectToBus(m_bus.address(), name));
            QTRY_COMPARE(watched.theme(), theme);
            // And as it changes.
            const uint other = theme == Theme::Dark ? 2 : 1;
            QSignalSpy changed(&watched, &DesktopTheme::changed);
            portal.scheme = other;                            // also for a question that is still on its way
            tell(desktop, QStringLiteral("contrast"), other); // another setting
            tell(desktop, QStringLiteral("color-scheme"), other);
            QTRY_COMPARE(changed.count(), 1);
            QCOMPARE(watched.theme(), theme == Theme::Dark ? Theme::Light : Theme::Dark);
        }
        desktop.unregisterService(QStringLiteral("org.freedesktop.portal.Desktop"));
        QDBusConnection::disconnectFromBus(name);
        QDBusConnection::disconnectFromBus(name + QStringLiteral(" portal"));
    }

    void withoutPortalThePaletteTells()
    {
        DesktopTheme watched(QDBusConnection::connectToBus(m_bus.address(), QStringLiteral("alone")));
        QCOMPARE(watched.theme(), Theme::Light);
    }
};

QTEST_MAIN(TestDesktopTheme)
#include "tst_desktoptheme.moc"
