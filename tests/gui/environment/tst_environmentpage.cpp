// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/gui/environment/environmentwindow.h"
#include "ui/look/choicebox.h"

#include <QListView>

using namespace bouncepro;
using namespace std::chrono_literals;

/// The keys of the files, their editors, and what is said of them.
class TestEnvironmentPage : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void full()
    {
        EnvironmentWindow w;
        QVERIFY(w.read());
        QVERIFY2(w.title().contains(QStringLiteral("missing")), qPrintable(w.title()));
        QVERIFY2(w.evidence().startsWith(QStringLiteral("/opt/bouncepro/.env.production, 14 keys, read ")),
                 qPrintable(w.evidence()));
        QVERIFY(w.keys().contains(QStringLiteral("SMTP_PORT")));
        QVERIFY(w.find("findings"));
        QVERIFY(!w.find("changesCard"));
        QVERIFY(!w.find("keyCard"));
        QVERIFY(w.desk()->badge(QStringLiteral("environment")).text.endsWith(QStringLiteral("missing")));
        w.picture("environment-full");
        w.choose(QStringLiteral("SMTP_PORT"));
        QTRY_VERIFY(w.find("keyCard"));
        QVERIFY(w.find<QLineEdit>("valueEdit")->accessibleDescription().contains(QStringLiteral("no whole number")));
        QVERIFY(!w.text("keyDescription").isEmpty());
        w.picture("environment-key");
    }

    void loading()
    {
        EnvironmentWindow w;
        w.server().setHeld(true);
        w.start();
        QTRY_VERIFY(w.find("environmentLoading"));
        QTRY_COMPARE(w.title(), QStringLiteral("Reading the environment"));
        QVERIFY(!w.find("keys"));
        w.picture("environment-loading");
        w.server().setHeld(false);
        QTRY_VERIFY(w.find("keys"));
    }

    void empty()
    {
        EnvironmentWindow w({.file = std::nullopt});
        QVERIFY(w.read());
        QVERIFY(w.find("environmentEmpty"));
        QCOMPARE(w.title(), QStringLiteral("There is no .env.production on the server"));
        w.picture("environment-empty");
        w.click("beginFile");
        QTRY_VERIFY(w.find("keys"));
        QVERIFY(w.keys().contains(QStringLiteral("DOMAIN")));
        w.enter(QStringLiteral("DOMAIN"), QStringLiteral("bouncepro.example"));
        QTRY_COMPARE(w.fileText(), QByteArray("DOMAIN=bouncepro.example\n"));
    }

    void staleAndBack()
    {
        EnvironmentWindow w;
        QVERIFY(w.read());
        w.enter(QStringLiteral("OWN_FLAG"), QStringLiteral("off"));
        QVERIFY(w.settled());
        w.monitor().setInterval(50ms);
        w.monitor().setBackoff(50ms);
        w.server().loseConnections();
        w.monitor().lookNow();
        QTRY_COMPARE(w.environment().state(), LoadState::Stale);
        QTRY_VERIFY(w.find<RowList>("keys")->isStale());
        QVERIFY(w.isBlocked("applyEdits"));
        QVERIFY(w.fileText().contains("OWN_FLAG=off")); // edits do not need the server
        w.picture("environment-stale");
        w.server().comeBack();
        QTRY_COMPARE(w.environment().state(), LoadState::Ready);
        QTRY_VERIFY(!w.find<RowList>("keys")->isStale());
    }

    void failed()
    {
        EnvironmentWindow w;
        w.server().loseConnections();
        w.start();
        QTRY_VERIFY(w.find("environmentError"));
        w.picture("environment-error");
        w.server().comeBack();
        w.monitor().lookNow();
        QTRY_VERIFY(w.find("keys"));
    }

    void searchesAndFilters()
    {
        EnvironmentWindow w;
        QVERIFY(w.read());
        w.find<QLineEdit>("findKeysEdit")->setFocus();
        w.type(QStringLiteral("smtp"));
        QTRY_COMPARE(w.keys(), QStringList({QStringLiteral("SMTP_HOST"), QStringLiteral("SMTP_PORT")}));
        w.find<QLineEdit>("findKeysEdit")->setText(QString::fromUtf8(planted.left(9)));
        QTRY_VERIFY(w.find("noKeys")); // secrets are not searched
        w.picture("environment-none");
        w.key(Qt::Key_Escape);
        QTRY_VERIFY(w.keys().size() > 10);
        w.click("showSecrets");
        QVERIFY(w.keys().contains(QStringLiteral("DATABASE_URI")) && !w.keys().contains(QStringLiteral("DOMAIN")));
        w.click("showFindings");
        QVERIFY(w.keys().contains(QStringLiteral("SMTP_PORT")) && !w.keys().contains(QStringLiteral("SMTP_HOST")));
        w.click("showChanged");
        QVERIFY(w.keys().isEmpty());
        w.click("showAll");
        w.enter(QStringLiteral("SMTP_HOST"), QStringLiteral("smtp.eu.mailer.example"));
        w.click("showChanged");
        QTRY_COMPARE(w.keys(), QStringList{QStringLiteral("SMTP_HOST")});
        // The list of findings jumps to a key that is filtered out.
        auto *findings = w.find<QListView>("findings");
        for (int row = 0; row < findings->model()->rowCount(); ++row)
            if (findings->model()->index(row, 0).data().toString().contains(QStringLiteral("SMTP_PORT")))
                Q_EMIT findings->activated(findings->model()->index(row, 0));
        QTRY_VERIFY(w.keys().contains(QStringLiteral("SMTP_PORT")));
        QCOMPARE(w.focus(), QStringLiteral("valueEdit"));
        QCOMPARE(w.find<QLineEdit>("valueEdit")->text(), QStringLiteral("none"));
    }

    void editors_data()
    {
        QTest::addColumn<QString>("key");
        QTest::addColumn<QString>("editor");
        QTest::addColumn<QString>("typed");
        QTest::addColumn<QString>("wrong"); // what is said at once; empty: nothing
        const auto row = [](const char *name, const char *key, const char *typed, const char *wrong) {
            QTest::newRow(name) << QString::fromLatin1(key) << QStringLiteral("valueEdit") << QString::fromLatin1(typed)
                                << QString::fromLatin1(wrong);
        };
        row("number", "SMTP_PORT", "70000", "no whole number");
        row("number, right", "SMTP_PORT", "587", "");
        row("url", "PAYLOAD_PUBLIC_SERVER_URL", "api.example", "no URL");
        row("url, right", "PAYLOAD_PUBLIC_SERVER_URL", "https://api.example.org", "");
        row("host", "DOMAIN", "https://x", "no host name");
        row("text of one's own", "OWN_FLAG", "any thing", "");
    }
    void editors()
    {
        QFETCH(QString, key);
        QFETCH(QString, typed);
        QFETCH(QString, wrong);
        EnvironmentWindow w;
        QVERIFY(w.read());
        w.choose(key);
        auto *edit = w.find<QLineEdit>("valueEdit");
        QVERIFY(edit);
        edit->setFocus();
        edit->selectAll();
        QTest::keyClicks(edit, typed);
        QCOMPARE(edit->accessibleDescription().isEmpty(), wrong.isEmpty()); // before it counts
        QVERIFY2(edit->accessibleDescription().contains(wrong), qPrintable(edit->accessibleDescription()));
        QVERIFY(!w.editor().isDirty());
        w.key(Qt::Key_Return);
        QTRY_COMPARE(w.of(key, EnvironmentModel::ValueRole), typed);
        QVERIFY(w.find("changesCard"));
    }

    void choiceSwitchAndList()
    {
        EnvironmentWindow w(
            {.file = stackFile() + "PAYLOAD_CORS=https://a.example,https://b.example\nENABLE_BOOKING=true\n"});
        QVERIFY(w.read());
        w.choose(QStringLiteral("LOG_LEVEL"));
        auto *choice = w.find<ChoiceBox>("valueChoice");
        QVERIFY(choice);
        choice->setFocus();
        w.key(Qt::Key_Up); // from info
        QTRY_COMPARE(w.of(QStringLiteral("LOG_LEVEL"), EnvironmentModel::ValueRole), QStringLiteral("debug"));
        QString list, flag;
        for (const EnvironmentKey &key : EnvironmentSchema::builtIn().keys()) {
            if (key.list && key.setIn == w.editor().file() && list.isEmpty() && key.type == EnvironmentType::Cidr)
                list = key.name;
            if (key.type == EnvironmentType::Boolean && key.setIn == w.editor().file() && flag.isEmpty())
                flag = key.name;
        }
        QVERIFY(!list.isEmpty() && !flag.isEmpty());
        w.editor().setValue(list, Secret("192.0.2.7,198.51.100.0/24"));
        w.editor().setValue(flag, Secret("true"));
        QVERIFY(w.settled());
        w.choose(flag);
        w.press("valueSwitch", QStringLiteral("false"));
        QTRY_COMPARE(w.of(flag, EnvironmentModel::ValueRole), QStringLiteral("false"));
        w.choose(list);
        auto *lines = w.find<QPlainTextEdit>("valueLines");
        QVERIFY(lines);
        QCOMPARE(lines->toPlainText(), QStringLiteral("192.0.2.7\n198.51.100.0/24"));
        lines->setFocus();
        lines->moveCursor(QTextCursor::End);
        w.key(Qt::Key_Return);
        QTest::keyClicks(lines, QStringLiteral("nowhere"));
        QVERIFY(w.text("valueWrong").contains(QStringLiteral("no address or network")));
        w.picture("environment-list");
        w.key(Qt::Key_Return, Qt::ControlModifier);
        QTRY_COMPARE(w.of(list, EnvironmentModel::ValueRole), QStringLiteral("192.0.2.7,198.51.100.0/24,nowhere"));
    }

    void addsAndRemoves()
    {
        EnvironmentWindow w;
        QVERIFY(w.read());
        w.click("addKey");
        QTRY_VERIFY(w.find("addKeyDialog"));
        QVERIFY(!w.find<Button>("dialogConfirm")->isEnabled());
        w.type(QStringLiteral("DOMAIN"));
        QVERIFY(!w.find<Button>("dialogConfirm")->isEnabled()); // it is there
        w.find("addKeyName")->findChild<QLineEdit *>()->selectAll();
        w.type(QStringLiteral("OWN_NEW"));
        QTRY_VERIFY(w.find<Button>("dialogConfirm")->isEnabled());
        w.picture("environment-add");
        w.click("dialogConfirm");
        QTRY_VERIFY(w.keys().contains(QStringLiteral("OWN_NEW")));
        QTRY_COMPARE(w.focus(), QStringLiteral("valueEdit"));
        w.type(QStringLiteral("42"));
        w.key(Qt::Key_Return);
        QTRY_VERIFY(w.fileText().endsWith("OWN_NEW=42\n"));
        w.click("removeKey");
        QTRY_VERIFY(!w.fileText().contains("OWN_NEW"));
        QTRY_VERIFY(!w.keys().contains(QStringLiteral("OWN_NEW")));
        w.choose(QStringLiteral("OWN_FLAG"));
        w.click("removeKey");
        QTRY_COMPARE(w.of(QStringLiteral("OWN_FLAG"), EnvironmentModel::ValueNoteRole), QStringLiteral("taken out"));
        w.click("revertKey");
        QTRY_VERIFY(w.fileText().contains("OWN_FLAG=on\n"));
    }

    void undoAndRedo()
    {
        EnvironmentWindow w;
        QVERIFY(w.read());
        w.enter(QStringLiteral("OWN_FLAG"), QStringLiteral("off"));
        QTRY_VERIFY(w.fileText().contains("OWN_FLAG=off"));
        w.enter(QStringLiteral("SMTP_PORT"), QStringLiteral("25"));
        QTRY_VERIFY(w.fileText().contains("SMTP_PORT=25 # still"));
        w.find<RowList>("keys")->setFocus();
        w.key(Qt::Key_Z, Qt::ControlModifier);
        QTRY_VERIFY(w.fileText().contains("SMTP_PORT=none"));
        w.click("undoEdit");
        QTRY_COMPARE(w.fileText(), stackFile());
        QVERIFY(!w.find("applyEdits"));
        w.click("redoEdit");
        QTRY_VERIFY(w.fileText().contains("OWN_FLAG=off"));
        w.picture("environment-changed");
    }

    void otherFile()
    {
        EnvironmentWindow w;
        QVERIFY(w.read());
        w.press("environmentFiles", QStringLiteral(".env"));
        QTRY_COMPARE(w.keys(), QStringList{QStringLiteral("RELEASE")});
        QVERIFY(w.evidence().startsWith(QStringLiteral("/opt/bouncepro/.env, 1 key")));
        w.press("environmentFiles", QStringLiteral(".env.production"));
        QTRY_VERIFY(w.keys().size() > 10);
    }

    void keyboardAlone()
    {
        EnvironmentWindow w;
        QVERIFY(w.read());
        QVERIFY(w.tabTo("keys"));
        w.key(Qt::Key_End);
        w.key(Qt::Key_Up);
        QCOMPARE(w.find<RowList>("keys")->currentIndex().data().toString(), QStringLiteral("OWN_FLAG"));
        w.key(Qt::Key_Return);
        QCOMPARE(w.focus(), QStringLiteral("valueEdit"));
        w.find<QLineEdit>("valueEdit")->selectAll();
        w.type(QStringLiteral("off"));
        w.key(Qt::Key_Tab);
        QTRY_VERIFY(w.fileText().contains("OWN_FLAG=off"));
        QVERIFY(w.tabTo("applyEdits"));
        w.key(Qt::Key_F, Qt::ControlModifier);
        QCOMPARE(w.focus(), QStringLiteral("findKeysEdit"));
        for (const char *name : {"keys", "findings", "diff"})
            QVERIFY(!w.find(name)->accessibleName().isEmpty());
        QCOMPARE(w.of(QStringLiteral("POSTGRES_PASSWORD"), Qt::AccessibleTextRole),
                 QStringLiteral("POSTGRES_PASSWORD, hidden, reaches postgres"));
    }
};

BOUNCEPRO_GUI_MAIN(TestEnvironmentPage)
#include "tst_environmentpage.moc"
