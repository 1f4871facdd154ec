// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/environment/shownenvironment.h"

#include <QRandomGenerator>
#include <QTest>

using namespace bouncepro;

namespace {

EditedEnvironment look(const QByteArray &text)
{
    const EnvironmentDocument document(text);
    return lookAt(document, document, EnvironmentSchema::builtIn(), {});
}

// Dots are an asterisk here.
QByteArray brief(QString shown)
{
    return shown.replace(QString(10, QChar(0x2022)), QLatin1String("*")).toUtf8();
}

} // namespace

class TestShownEnvironment : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void shows_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QByteArray>("shown");
        const auto row = [](const char *name, const QByteArray &text, const QByteArray &shown) {
            QTest::newRow(name) << text << shown;
        };
        row("plain", "A=1\n# c\n", "A=1\n# c\n");
        row("a secret", "PAYLOAD_SECRET=planted # why\nA=1\n", "PAYLOAD_SECRET=* # why\nA=1\n");
        row("with its quotes", "PAYLOAD_SECRET='plan\nted'\nA=1\n", "PAYLOAD_SECRET=*\nA=1\n");
        row("each time that it stands there", "DB_PASSWORD=planted1\nDB_PASSWORD=planted2\n",
            "DB_PASSWORD=*\nDB_PASSWORD=*\n");
        row("commented out", "#PAYLOAD_SECRET=planted\nA=1 # DB_PASSWORD=planted\n",
            "#PAYLOAD_SECRET=*\nA=1 # DB_PASSWORD=*\n");
        row("a password in a URL", "A=https://me:planted-pass@host/\n", "A=*\n");
        row("of a line that is rejected", "A=1\nPAYLOAD_SECRET=\"planted\n", "A=1\nPAYLOAD_SECRET=*\n");
        row("on the lines below it", "PAYLOAD_SECRET='plan\nted\nA-B=2\nC=3\n", "PAYLOAD_SECRET=*\n*\nA-B=2\nC=3\n");
        row("line ends", "A=1\r\nPAYLOAD_SECRET=planted\r\n", "A=1\nPAYLOAD_SECRET=*\n");
        row("controls", "A=\x1b[2J\u202e\n", "A=⟨ESC⟩[2J⟨U+202E⟩\n");
        row("beyond the first plane", "A=\xf0\x9f\x98\x80\n", "A=\xf0\x9f\x98\x80\n");
    }
    void shows()
    {
        QFETCH(QByteArray, text);
        const ShownEnvironment shown(text, look(text).hidden);
        QTEST(brief(shown.shown()), "shown");
        QCOMPARE(shown.text(), text);
        QVERIFY(shown.isEditable());
    }

    void bytesThatAreNoText() { QVERIFY(!ShownEnvironment("A=\xff\n", {}).isEditable()); }

    void splices_data()
    {
        QTest::addColumn<int>("at");
        QTest::addColumn<int>("removed");
        QTest::addColumn<QString>("inserted");
        QTest::addColumn<QByteArray>("after"); // empty: refused
        // shown: "A=1\nDB_PASSWORD=**********\nB=2\n"
        const auto row = [](const char *name, int at, int removed, const char *inserted, const char *after) {
            QTest::newRow(name) << at << removed << QString::fromLatin1(inserted) << QByteArray(after);
        };
        row("before", 2, 1, "9", "A=9\r\nDB_PASSWORD=planted\r\nB=2\r\n");
        row("behind", 29, 1, "9", "A=1\r\nDB_PASSWORD=planted\r\nB=9\r\n");
        row("a line", 4, 0, "C=3\n", "A=1\r\nC=3\r\nDB_PASSWORD=planted\r\nB=2\r\n");
        row("in front of the dots", 16, 0, "x", "A=1\r\nDB_PASSWORD=xplanted\r\nB=2\r\n");
        row("behind the dots", 26, 0, "x", "A=1\r\nDB_PASSWORD=plantedx\r\nB=2\r\n");
        row("among the dots", 20, 0, "x", "");
        row("a dot", 25, 1, "", "");
        row("a dot and more", 25, 3, "", "");
        row("all dots", 16, 10, "new", "A=1\r\nDB_PASSWORD=new\r\nB=2\r\n");
        row("its line", 4, 23, "", "A=1\r\nB=2\r\n");
        row("all", 0, 31, "", "");
    }
    void splices()
    {
        QFETCH(int, at);
        QFETCH(int, removed);
        QFETCH(QString, inserted);
        QFETCH(QByteArray, after);
        const QByteArray text = "A=1\r\nDB_PASSWORD=planted\r\nB=2\r\n";
        ShownEnvironment shown(text, look(text).hidden);
        QCOMPARE(shown.shown().size(), 31);
        const bool isAll = removed == 31;
        QCOMPARE(shown.splice(at, removed, inserted), !after.isEmpty() || isAll);
        QCOMPARE(shown.text(), after.isEmpty() && !isAll ? text : after);
    }

    // What is shown stays what the text behind would show.
    void manySplices()
    {
        QRandomGenerator random(7);
        const QByteArray text = "A=1\r\nDB_PASSWORD=planted\r\n# PAYLOAD_SECRET=other-one\r\nB=2\x1b\r\n";
        ShownEnvironment shown(text, look(text).hidden);
        int taken = 0;
        for (int i = 0; i < 3000; ++i) {
            const auto at = random.bounded(qint64(shown.shown().size()) + 1);
            const auto removed = random.bounded(std::min<qint64>(shown.shown().size() - at, 4) + 1);
            const QString before = shown.shown();
            QString inserted;
            for (int n = random.bounded(4); n > 0; --n)
                inserted += QLatin1String("ab\nc")[random.bounded(4)];
            const QByteArray textBefore = shown.text();
            const bool done = shown.splice(at, removed, inserted);
            taken += done;
            QCOMPARE(shown.shown(), done ? before.left(at) + inserted + before.mid(at + removed) : before);
            if (!done)
                QCOMPARE(shown.text(), textBefore);
            QCOMPARE(shown.text().count("\n"), shown.text().count("\r\n"));
            if (shown.shown().contains(QChar(0x2022)))
                QVERIFY(shown.text().contains("planted") || shown.text().contains("other-one"));
        }
        QVERIFY(taken > 1000);
    }

    void findsWhereBytesAre()
    {
        const QByteArray text = "Ä=1\r\nDB_PASSWORD=planted\r\nB=2\r\n";
        const ShownEnvironment shown(text, look(text).hidden);
        QCOMPARE(shown.shown().mid(shown.shownAt(text, text.indexOf("B=2")), 3), QStringLiteral("B=2"));
        QCOMPARE(shown.shown().mid(shown.shownAt(text, text.indexOf("DB_")), 3), QStringLiteral("DB_"));
    }
};

QTEST_GUILESS_MAIN(TestShownEnvironment)
#include "tst_shownenvironment.moc"
