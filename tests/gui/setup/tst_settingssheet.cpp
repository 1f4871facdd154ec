// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/fleetwindow.h"

#include "models/servers/profileexchange.h"
#include "ui/look/choicebox.h"
#include "ui/look/segmented.h"
#include "ui/setup/preferences.h"
#include "ui/setup/serverscard.h"
#include "ui/setup/settingssheet.h"

#include <QAbstractItemView>
#include <QCheckBox>
#include <QLabel>
#include <QLineEdit>
#include <QSignalSpy>
#include <QTemporaryDir>

using namespace bouncepro;

/// The settings over the window: what they change, and what is kept of it.
class TestSettingsSheet : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<Preferences> m_preferences;
    std::unique_ptr<FleetWindow> m_gui;

    void open(FleetWindow::Setup setup = {})
    {
        if (setup.names.isEmpty())
            setup.names = QStringList{QStringLiteral("eu"), QStringLiteral("staging"), QStringLiteral("anna")};
        m_preferences = std::make_unique<Preferences>();
        m_gui = std::make_unique<FleetWindow>(setup);
        ServerProfile alias;
        alias.name = alias.target.destination = QStringLiteral("us");
        SetupSources sources;
        sources.aliases = [alias] { return QList<ServerProfile>{alias}; };
        sources.knownHosts = [] { return QStringList{QStringLiteral("/home/anna/.ssh/known_hosts")}; };
        sources.preferences = m_preferences.get();
        m_gui->window().setSources(sources);
        QTest::keySequence(&m_gui->window(), QKeySequence(Qt::CTRL | Qt::Key_Comma));
        QVERIFY(m_gui->isShown("settingsSheet"));
    }
    QLineEdit *edit(const char *name) { return m_gui->find<QLineEdit>(name); }
    void click(const char *name) { clickIn(&m_gui->window(), name); }
    void choose(int row)
    {
        auto *list = m_gui->find<QAbstractItemView>("savedServers");
        list->setCurrentIndex(list->model()->index(row, 0));
    }
    QStringList kept()
    {
        QStringList names;
        for (const ServerProfile &profile : m_gui->kept())
            names << profile.name;
        return names;
    }

private Q_SLOTS:
    void cleanup()
    {
        m_gui.reset();
        m_preferences.reset();
        const QStringList stalls = WatchedApplication::stalls();
        QVERIFY2(stalls.isEmpty(), qPrintable(stalls.join(QLatin1Char('\n'))));
    }

    void appearanceCountsAtOnce()
    {
        open();
        QSignalSpy changed(m_preferences.get(), &Preferences::changed);
        QTest::mouseClick(m_gui->find<Segmented>("themeChoice")->findChildren<QAbstractButton *>().at(2),
                          Qt::LeftButton);
        QCOMPARE(m_preferences->values().theme, ThemeChoice::Dark);
        m_gui->find<QCheckBox>("reduceMotion")->click();
        QVERIFY(m_preferences->values().isMotionReduced);
        auto *size = m_gui->find<ChoiceBox>("textSize");
        size->setFocus();
        QTest::keyClick(size, Qt::Key_End);
        QCOMPARE(m_preferences->values().textScale, 2.0);
        QCOMPARE(changed.count(), 3);
        const Preferences::Values kept = Preferences::fromJson(Preferences::toJson(m_preferences->values()));
        QCOMPARE(kept, m_preferences->values());
    }

    void nonsenseIsPassedOver()
    {
        const QJsonObject bad{{QStringLiteral("theme"), 7}, {QStringLiteral("textScale"), 90}};
        QCOMPARE(Preferences::fromJson(bad), Preferences::Values());
    }

    void edits()
    {
        open();
        choose(1);
        click("editServerButton");
        QCOMPARE(edit("editName")->text(), QStringLiteral("staging"));
        edit("editName")->setText(QStringLiteral("eu"));
        click("dialogConfirm");
        QVERIFY(m_gui->isShown("editServer")); // the name is taken
        QCOMPARE(edit("editName")->accessibleDescription(),
                 QStringLiteral("eu is the name of another server. Give it another name."));
        QCOMPARE(m_gui->find<QLabel>("environmentName")->text(), QStringLiteral("eu")); // as it is typed
        m_gui->picture(QStringLiteral("settings-edit-error"));
        edit("editName")->setText(QStringLiteral("rehearsal"));
        edit("editPort")->setText(QStringLiteral("2222"));
        click("dialogConfirm");
        QTRY_COMPARE(kept().value(1), QStringLiteral("rehearsal"));
        QCOMPARE(m_gui->kept().at(1).target.port, 2222);
        QCOMPARE(m_gui->kept().at(1).environment, Environment::Staging);
        QVERIFY(m_gui->isShown("settingsSheet"));
    }

    // A second operator is asked for on production alone, and an edit of something else does not forget it.
    void fourEyesAreKept()
    {
        open();
        choose(0);
        click("editServerButton");
        QVERIFY(m_gui->isShown("editFourEyes"));
        m_gui->find<QCheckBox>("editFourEyes")->setChecked(true);
        click("dialogConfirm");
        QTRY_VERIFY(m_gui->kept().at(0).fourEyes);
        QTRY_VERIFY(!m_gui->window().findChild<QWidget *>(QStringLiteral("editServer"))); // closed, and gone
        choose(0);
        click("editServerButton");
        edit("editPort")->setText(QStringLiteral("2222"));
        click("dialogConfirm");
        QTRY_COMPARE(m_gui->kept().at(0).target.port, 2222);
        QVERIFY(m_gui->kept().at(0).fourEyes);
        QTRY_VERIFY(!m_gui->window().findChild<QWidget *>(QStringLiteral("editServer")));
        choose(1);
        click("editServerButton");
        QVERIFY(!m_gui->isShown("editFourEyes"));
    }

    // Name and environment stand all over the window.
    void whatIsInSightFollows()
    {
        open();
        choose(0);
        click("editServerButton");
        edit("editName")->setText(QStringLiteral("europe"));
        QTest::mouseClick(m_gui->find<Segmented>("environmentWords")->findChildren<QAbstractButton *>().at(1),
                          Qt::LeftButton);
        click("dialogConfirm");
        QTRY_COMPARE(kept().value(0), QStringLiteral("europe"));
        QCOMPARE(m_gui->window().server(), QStringLiteral("europe"));
        QVERIFY(m_gui->window().windowTitle().startsWith(QStringLiteral("europe")));
        QCOMPARE(m_gui->find<QLabel>("serverName")->text(), QStringLiteral("europe"));
        QCOMPARE(m_gui->find("environment")->accessibleName(), QStringLiteral("staging environment"));
    }

    void removesAfterAQuestion()
    {
        open();
        choose(0);
        click("removeServerButton");
        QVERIFY(m_gui->isShown("removeServer"));
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Escape);
        QCOMPARE(m_gui->servers().rowCount(), 3);
        QTRY_VERIFY(!m_gui->window().findChild<QWidget *>(QStringLiteral("removeServer")));
        click("removeServerButton");
        m_gui->picture(QStringLiteral("settings-remove"));
        click("dialogConfirm");
        QTRY_COMPARE(kept(), (QStringList{QStringLiteral("staging"), QStringLiteral("anna")}));
        QCOMPARE(m_gui->window().server(), QStringLiteral("staging")); // what was in sight is gone
    }

    void moves()
    {
        open();
        choose(2);
        QVERIFY(!m_gui->find<QAbstractButton>("moveDown")->isEnabled());
        click("moveUp");
        QTRY_COMPARE(kept(), (QStringList{QStringLiteral("eu"), QStringLiteral("anna"), QStringLiteral("staging")}));
        click("moveDown");
        QTRY_COMPARE(kept(), (QStringList{QStringLiteral("eu"), QStringLiteral("staging"), QStringLiteral("anna")}));
    }

    void importsFromSsh()
    {
        open();
        click("importAliases");
        QTRY_COMPARE(kept().size(), 4);
        QCOMPARE(kept().last(), QStringLiteral("us"));
        QTRY_VERIFY(m_gui->find<QLabel>("serversSaid")->text().startsWith(QStringLiteral("1 added")));
        click("importAliases");
        QTRY_VERIFY(m_gui->find<QLabel>("serversSaid")->text().startsWith(QStringLiteral("0 added, 1 here already")));
    }

    void exportsAndImportsAFile()
    {
        open();
        QTemporaryDir folder;
        const QString path = folder.filePath(QStringLiteral("servers.json"));
        auto *card = m_gui->window().findChild<ServersCard *>();
        card->exportFile(path);
        QTRY_VERIFY(m_gui->find<QLabel>("serversSaid")->text().startsWith(QStringLiteral("Written to")));
        QCOMPARE(QFile::permissions(path) & (QFile::ReadGroup | QFile::ReadOther), QFile::Permissions());
        m_gui->servers().remove(0);
        card->importFile(path);
        QTRY_COMPARE(m_gui->servers().rowCount(), 3);
        card->importFile(folder.filePath(QStringLiteral("nowhere.json")));
        QTRY_VERIFY(!m_gui->find<QLabel>("serversSaid")->text().contains(QStringLiteral("added")));
    }

    void muchAndLong()
    {
        FleetWindow::Setup setup;
        for (int i = 0; i < 12; ++i)
            setup.names << QStringLiteral("bouncepro-of-the-largest-customer-in-europe-%1").arg(i);
        open(setup);
        m_gui->picture(QStringLiteral("settings-long"));
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Escape);
        QTRY_VERIFY(!m_gui->isShown("settingsSheet"));
        m_gui->picture(QStringLiteral("shell-long"));
    }

    void empty()
    {
        open();
        for (int i = 0; i < 3; ++i)
            m_gui->servers().remove(0);
        QVERIFY(!m_gui->find<QAbstractButton>("exportFile")->isEnabled());
        m_gui->picture(QStringLiteral("settings-empty"));
    }

    void looks()
    {
        open();
        QTRY_VERIFY(!m_gui->find<QLabel>("knownHosts")->text().isEmpty());
        m_gui->picture(QStringLiteral("settings-full"));
        choose(1);
        click("editServerButton");
        m_gui->picture(QStringLiteral("settings-edit"));
    }
};

BOUNCEPRO_GUI_MAIN(TestSettingsSheet)
#include "tst_settingssheet.moc"
