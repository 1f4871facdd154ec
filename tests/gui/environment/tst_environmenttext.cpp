// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/gui/environment/environmentwindow.h"
#include "tests/support/drawntexts.h"
#include "ui/environment/secretclipboard.h"
#include "ui/look/choicebox.h"

#include <QAccessible>
#include <QClipboard>
#include <QListView>
#include <QMimeData>
#include <QSignalSpy>

using namespace bouncepro;
using namespace std::chrono_literals;

namespace {

// All that a person can see, hear or hover over in the window.
QString everythingOf(MainWindow &window)
{
    QStringList all{window.windowTitle()};
    QList<QWidget *> widgets = window.findChildren<QWidget *>();
    widgets << &window;
    for (QWidget *widget : std::as_const(widgets)) {
        all << widget->toolTip() << widget->accessibleName() << widget->accessibleDescription() << widget->statusTip()
            << widget->whatsThis() << widget->windowTitle();
        if (auto *face = QAccessible::queryAccessibleInterface(widget)) {
            for (const auto kind : {QAccessible::Name, QAccessible::Description, QAccessible::Value})
                all << face->text(kind);
            if (auto *text = face->textInterface())
                all << text->text(0, text->characterCount());
        }
        if (auto *view = qobject_cast<QAbstractItemView *>(widget); view && view->model())
            for (int row = 0; row < view->model()->rowCount(); ++row)
                for (int role = 0; role < Qt::UserRole + 1100; ++role)
                    if (const QVariant value = view->model()->index(row, 0).data(role); value.canConvert<QString>())
                        all << value.toString();
    }
    for (const DrawnText &text : drawnTexts(window))
        all << text.text;
    return all.join(QLatin1Char('\n'));
}

} // namespace

/// The text of the file, and what keeps secrets from being seen.
class TestEnvironmentText : public QObject
{
    Q_OBJECT

private:
    static bool sees(EnvironmentWindow &w) { return everythingOf(w.window()).contains(QString::fromUtf8(planted)); }
    static QPlainTextEdit *textOf(EnvironmentWindow &w) { return w.find<QPlainTextEdit>("environmentText"); }
    static bool openText(EnvironmentWindow &w)
    {
        w.press("environmentViews", QStringLiteral("Text"));
        return QTest::qWaitFor([&] { return textOf(w) && textOf(w)->toPlainText().endsWith(QLatin1Char('\n')); });
    }

private Q_SLOTS:
    void secretsAreNowhere()
    {
        EnvironmentWindow w;
        QVERIFY(w.read());
        QVERIFY(!sees(w));
        for (const char *key : {"POSTGRES_PASSWORD", "DATABASE_URI", "PAYLOAD_SECRET", "STRIPE_SECRET_KEY"}) {
            w.choose(QString::fromLatin1(key));
            QVERIFY2(!sees(w), key);
        }
        w.choose(QStringLiteral("PAYLOAD_SECRET"));
        w.picture("environment-secret");
        w.enter(QStringLiteral("PAYLOAD_SECRET"), QString::fromUtf8("new-" + planted + "-0123456789abcdef0123"));
        QTRY_VERIFY(w.editor().isDirty()); // in the difference it is dots as well
        QVERIFY(w.find("diff"));
        QVERIFY(!sees(w));
        QVERIFY(openText(w));
        QVERIFY(!sees(w));
        w.picture("environment-text");
    }

    void showsOnDemandAndHidesAgain()
    {
        EnvironmentWindow w;
        QVERIFY(w.read());
        w.editor().model()->setRevealedFor(300ms);
        w.choose(QStringLiteral("POSTGRES_PASSWORD"));
        QCOMPARE(w.find<QLineEdit>("valueEdit")->echoMode(), QLineEdit::Password);
        w.click("revealValue");
        QTRY_COMPARE(w.find<QLineEdit>("valueEdit")->text(), QString::fromUtf8(planted));
        QVERIFY(sees(w));
        QTRY_COMPARE(w.text("revealValue"), QStringLiteral("Show"));
        QVERIFY(!sees(w));
        w.click("revealValue");
        w.choose(QStringLiteral("DOMAIN"));
        w.press("environmentFiles", QStringLiteral(".env")); // who leaves it sees it no more
        w.press("environmentFiles", QStringLiteral(".env.production"));
        QVERIFY(!sees(w));
    }

    void clipboardForgets()
    {
        EnvironmentWindow w;
        QVERIFY(w.read());
        QClipboard *clipboard = QApplication::clipboard();
        SecretClipboard &secret = SecretClipboard::instance();
        secret.setKeptFor(50ms);
        QSignalSpy cleared(&secret, &SecretClipboard::cleared);
        w.choose(QStringLiteral("POSTGRES_PASSWORD"));
        w.click("copyValue");
        QCOMPARE(clipboard->text(), QString::fromUtf8(planted));
        QCOMPARE(clipboard->mimeData()->data(QStringLiteral("x-kde-passwordManagerHint")), QByteArray("secret"));
        QVERIFY(cleared.wait());
        QVERIFY(clipboard->text().isEmpty());
        w.click("copyValue");
        clipboard->setText(QStringLiteral("something else")); // what came after stays
        QVERIFY(cleared.wait());
        QCOMPARE(clipboard->text(), QStringLiteral("something else"));
        w.choose(QStringLiteral("DOMAIN")); // no secret
        w.click("copyValue");
        QCOMPARE(clipboard->text(), QStringLiteral("bouncepro.example"));
        secret.setKeptFor(30s);
    }

    void generates()
    {
        EnvironmentWindow w;
        QVERIFY(w.read());
        w.choose(QStringLiteral("POSTGRES_PASSWORD"));
        w.click("generateValue");
        QTRY_VERIFY(w.find("generateDialog"));
        QTRY_COMPARE(w.text("generatedStrength"), QStringLiteral("256 bit of entropy."));
        QCOMPARE(w.find<ChoiceBox>("generateKind")->currentText(), QStringLiteral("Base64 for URLs"));
        QCOMPARE(w.text("generatedValue"), secretDots());
        w.picture("environment-generate");
        w.find<ChoiceBox>("generateKind")->setCurrentText(QStringLiteral("Base64")); // it would break the URL
        QTRY_VERIFY(w.isBlocked("dialogConfirm") || w.text("generatedStrength").startsWith(QStringLiteral("256")));
        w.find<ChoiceBox>("generateKind")->setCurrentText(QStringLiteral("UUID"));
        QTRY_COMPARE(w.text("generatedStrength"), QStringLiteral("122 bit of entropy."));
        w.click("revealGenerated");
        const QString value = w.text("generatedValue").remove(QChar(0x200b));
        QCOMPARE(value.size(), 36);
        w.click("dialogConfirm");
        QTRY_VERIFY(w.fileText().contains("POSTGRES_PASSWORD=" + value.toUtf8() + '\n'));
    }

    void editsTheText()
    {
        EnvironmentWindow w;
        QVERIFY(w.read());
        QVERIFY(openText(w));
        auto *view = textOf(w);
        QVERIFY(view->toPlainText().contains(QStringLiteral("POSTGRES_PASSWORD=%1\n").arg(secretDots())));
        QVERIFY(view->toPlainText().contains(QStringLiteral("#PAYLOAD_SECRET=%1\n").arg(secretDots())));
        view->setFocus();
        view->moveCursor(QTextCursor::End);
        QTest::keyClicks(view, QStringLiteral("OWN_MORE=1"));
        QTRY_COMPARE(w.fileText(), stackFile() + "OWN_MORE=1");
        QVERIFY(w.find("changesCard"));
        w.key(Qt::Key_Z, Qt::ControlModifier);
        QTRY_COMPARE(w.fileText(), stackFile());
        QTRY_VERIFY(!view->toPlainText().contains(QStringLiteral("OWN_MORE")));
        w.key(Qt::Key_Y, Qt::ControlModifier);
        QTRY_VERIFY(w.fileText().endsWith("OWN_MORE=1"));
        // Into the dots of a secret nothing can be typed; as a whole it can be replaced.
        const auto dots = view->toPlainText().indexOf(secretDots());
        QTextCursor cursor = view->textCursor();
        cursor.setPosition(int(dots) + 3);
        view->setTextCursor(cursor);
        QTest::keyClicks(view, QStringLiteral("x"));
        QTRY_VERIFY(w.text("textNote").contains(QStringLiteral("hidden value")));
        QTRY_VERIFY(!view->toPlainText().contains(QLatin1Char('x') + secretDots().left(3)));
        QTRY_COMPARE(view->toPlainText().count(secretDots()), 5);
        QVERIFY(w.fileText().contains("POSTGRES_PASSWORD=" + planted));
        cursor = view->textCursor();
        cursor.setPosition(int(dots));
        cursor.setPosition(int(dots) + 10, QTextCursor::KeepAnchor);
        view->setTextCursor(cursor);
        QTest::keyClicks(view, QStringLiteral("typed"));
        QTRY_VERIFY(w.fileText().contains("POSTGRES_PASSWORD=typed\n"));
        QTRY_VERIFY(!view->toPlainText().contains(QStringLiteral("typed"))); // a secret too
        w.press("environmentViews", QStringLiteral("Keys"));
        QCOMPARE(w.of(QStringLiteral("POSTGRES_PASSWORD"), EnvironmentModel::StateRole), QStringLiteral("Not right"));
        QVERIFY(w.editor().look().item(QStringLiteral("POSTGRES_PASSWORD"))->change);
    }

    void showsSecretsOnDemand()
    {
        EnvironmentWindow w;
        QVERIFY(w.read());
        QVERIFY(openText(w));
        w.click("maskText");
        QTRY_COMPARE(textOf(w)->toPlainText(), QString::fromUtf8(stackFile()));
        w.window().findChild<EnvironmentText *>()->setShownFor(50ms);
        w.press("environmentViews", QStringLiteral("Keys")); // who leaves it hides them
        QVERIFY(openText(w));
        QTRY_VERIFY(!textOf(w)->toPlainText().contains(QString::fromUtf8(planted)));
        w.click("maskText");
        QTRY_VERIFY(textOf(w)->toPlainText().contains(QString::fromUtf8(planted)));
        QTRY_VERIFY(!textOf(w)->toPlainText().contains(QString::fromUtf8(planted))); // by itself
    }

    void whatComposeRejects()
    {
        EnvironmentWindow w({.file = QByteArray("DOMAIN=a.example\r\nA-B=1\r\nOWN=\"open\r\n")});
        QVERIFY(w.read());
        auto *findings = w.find<QListView>("findings");
        QVERIFY(findings->model()->index(0, 0).data().toString().contains(QStringLiteral("Compose rejects")));
        Q_EMIT findings->activated(findings->model()->index(0, 0));
        QTRY_VERIFY(textOf(w));
        QTRY_VERIFY(!textOf(w)->extraSelections().isEmpty());
        QTRY_COMPARE(textOf(w)->textCursor().blockNumber(), w.editor().look().findings.first().line - 1);
        w.picture("environment-rejected");
    }

    // Thousands of keys: no event takes longer than a frame may.
    void thousands()
    {
        QByteArray text;
        for (int i = 0; i < 5000; ++i)
            text += "OWN_KEY_" + QByteArray::number(i) + (i % 10 == 0 ? "_TOKEN" : "") + "=value-of-this-key-" +
                    QByteArray::number(i) + "\n";
        EnvironmentWindow w({.file = text});
        w.start();
        WatchedApplication::forget();
        QTRY_COMPARE_WITH_TIMEOUT(w.keys().size() >= 5000, true, 20000);
        const QString last = QStringLiteral("OWN_KEY_4999");
        w.editor().setValue(last, Secret("edited"));
        QTRY_VERIFY_WITH_TIMEOUT(w.of(last, EnvironmentModel::StateRole) == QStringLiteral("Changed"), 20000);
        w.find<QLineEdit>("findKeysEdit")->setText(QStringLiteral("key_49"));
        QTRY_VERIFY(w.keys().size() < 200);
        w.find<QLineEdit>("findKeysEdit")->clear();
        QTRY_VERIFY(w.keys().size() >= 5000);
        w.press("environmentViews", QStringLiteral("Text"));
        QTRY_VERIFY_WITH_TIMEOUT(textOf(w)->document()->blockCount() > 5000 && !textOf(w)->isReadOnly(), 20000);
        textOf(w)->moveCursor(QTextCursor::End);
        QTest::keyClicks(textOf(w), QStringLiteral("MORE=1"));
        QTRY_VERIFY_WITH_TIMEOUT(w.fileText().endsWith("MORE=1"), 20000);
        w.click("undoEdit");
        QTRY_VERIFY_WITH_TIMEOUT(!w.fileText().contains("MORE=1"), 20000);
        QVERIFY(w.settled());
        QVERIFY2(WatchedApplication::stalls().isEmpty(),
                 qPrintable(WatchedApplication::stalls().join(QLatin1Char('\n'))));
    }
};

BOUNCEPRO_GUI_MAIN(TestEnvironmentText)
#include "tst_environmenttext.moc"
