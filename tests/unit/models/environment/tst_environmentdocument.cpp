// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "models/environment/environmentdocument.h"
#include "tests/support/environmentcases.h"

#include <QElapsedTimer>

using namespace bouncepro;

namespace {

Secret secret(const char *text)
{
    return Secret(QByteArray(text));
}

// "A=1|B=two" in the order of the file; a key that nothing gives a value to stands alone.
QByteArray read(const EnvironmentDocument &document)
{
    QByteArrayList parts;
    for (const QString &key : document.keys()) {
        const EnvironmentEntry *entry = document.find(key);
        parts << (entry->given ? key.toUtf8() + '=' + entry->value.reveal() : key.toUtf8());
    }
    return parts.join('|');
}

QByteArray textOf(const Result<EnvironmentDocument> &document)
{
    return document ? document->text() : "error: " + document.error().message.toUtf8();
}

} // namespace

/// The document without Compose: what it reads, and that an edit touches nothing else. tst_labenvironment compares the
/// reading with the real Compose.
class TestEnvironmentDocument : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void reads_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QByteArray>("values");
        const auto row = [](const char *name, const char *text, const char *values) {
            QTest::newRow(name) << QByteArray(text) << QByteArray(values);
        };
        row("equals sign and colon", "A=1\nB: 2\n", "A=1|B=2");
        row("export", "export A=1\n", "A=1");
        row("byte order mark",
            "\xef\xbb\xbf"
            "A=1\n",
            "A=1");
        row("the last duplicate wins", "A=1\nB=2\nA=3\n", "B=2|A=3");
        row("bare, to the end of the line", "A=a b \n", "A=a b");
        row("blank and # begin a comment", "A=abc # n\n", "A=abc");
        row("# alone does not", "A=abc#def\n", "A=abc#def");
        row("tab and # do not", "A=a\t#b\n", "A=a\t#b");
        row("a comment where the value should be", "A=   # note\n", "A=# note");
        row("bare is interpolated", "B=1\nA=x$B${B}\n", "B=1|A=x11");
        row("single quotes are literal", "A='pa$word # x'\n", "A=pa$word # x");
        row("over several lines", "A='a\nb'\nB=\"c\nd\"\n", "A=a\nb|B=c\nd");
        row("escaped single quote", "A='it\\'s'\n", "A=it's");
        row("two backslashes at the end", "A='a\\\\'\n", "A=a\\\\");
        row("escapes of double quotes", "A=\"\\n\\t\\\\\\\"\\$B\"\n", "A=\n\t\\\"$B");
        row("double quotes are interpolated", "B=1\nA=\"$B\"\n", "B=1|A=1");
        row("on behind the closing quote", "A=\"x\"B=2\n", "A=x|B=2");
        row("two dollars", "A=pa$$word\n", "A=pa$word");
        row("a backslash does not protect a bare dollar", "A=\\$B\n", "A=\\");
        row("a name alone", "OUTER\nA\n", "OUTER=9|A");
        row("nothing behind the sign", "A=\n", "A=");
        row("carriage returns", "A=1\r\nB=\"2\"\r\n", "A=1|B=2");
        row("what is around comes first", "OUTER=1\nA=$OUTER\n", "OUTER=1|A=9");
        row("only what stands above", "A=$B\nB=1\n", "A=|B=1");
        row("defaults", "E=\nA=${E:-x}${E-y}${N:-z}${N-w}\n", "E=|A=xzw");
        row("alternatives", "B=1\nE=\nA=${B:+x}${E+y}${E:+z}${N+w}\n", "B=1|E=|A=xy");
        row("in each other", "A=${X:-${Y:-deep}}\n", "A=deep");
        row("a name that ends the file", "A=1\nKEY", "A=1|=KEY"); // as in Compose 2.26
    }
    void reads()
    {
        QFETCH(QByteArray, text);
        const EnvironmentDocument document(text, {{QStringLiteral("OUTER"), "9"}});
        QVERIFY2(document.faults().isEmpty(), qPrintable(document.faults().value(0).message));
        QCOMPARE(document.text(), text);
        QTEST(read(document), "values");
    }

    void faults_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QByteArray>("faults"); // line:column ...
        QTest::addColumn<QByteArray>("values"); // what is shown all the same
        const auto row = [](const char *name, const char *text, const char *faults, const char *values) {
            QTest::newRow(name) << QByteArray(text) << QByteArray(faults) << QByteArray(values);
        };
        row("space in a name", "A=1\nB C=2\nD=3\n", "2:2", "A=1|D=3");
        row("character in a name", "A=1\n  B+=2\nD=3\n", "2:4", "A=1|D=3");
        row("columns count characters", "\xc3\xa9\xc3\xa9!=1\n", "1:3", "");
        row("no column for a byte order mark",
            "\xef\xbb\xbf"
            "A!=1\n",
            "1:2", "");
        row("quotes that never close", "A=1\nB='x\nC=2\n", "2:3", "A=1|C=2");
        row("no name", "A=1\nexport ", "2:1", "A=1");
        row("a reference that is none", "A=1\nB=xy${A\n", "2:5", "A=1|B=");
        row("a value that is needed", "A=\nB=${A:?must be set}\n", "2:3", "A=|B=");
        row("two", "A B=1\nC=${D?}\nE=1\n", "1:2 2:3", "C=|E=1");
    }
    void faults()
    {
        QFETCH(QByteArray, text);
        const EnvironmentDocument document(text);
        QByteArrayList faults;
        for (const EnvironmentFault &fault : document.faults())
            faults << QByteArray::number(fault.line) + ':' + QByteArray::number(fault.column);
        QTEST(faults.join(' '), "faults");
        QTEST(read(document), "values");
        QVERIFY(!document.accepted());
        QVERIFY(document.accepted().error().message.contains(QStringLiteral("line %1").arg(document.faults()[0].line)));
    }

    // The message of a fault names no value.
    void faultsKeepSecrets()
    {
        const EnvironmentDocument document("S=hunter2\nA=${S:?}${B:?$S}\nC='hunter2\n");
        QCOMPARE(document.faults().size(), 2);
        for (const EnvironmentFault &fault : document.faults())
            QVERIFY2(!fault.message.contains(QLatin1String("hunter2")), qPrintable(fault.message));
    }

    // References cannot blow up memory or stack.
    void bounds()
    {
        QByteArray doubling = "A0=0123456789abcdef\n";
        for (int i = 1; i < 60; ++i)
            doubling += QStringLiteral("A%1=$A%2$A%2\n").arg(i).arg(i - 1).toLatin1();
        QVERIFY(!EnvironmentDocument(doubling).faults().isEmpty());
        const QByteArray nested = "A=" + QByteArray("${X:-").repeated(20000) + QByteArray("}").repeated(20000) + '\n';
        QCOMPARE(EnvironmentDocument(nested).faults().size(), 1);
    }

    // Each value of each file is changed and changed back, and each key taken out; around it every byte stays.
    void editsTouchNothingElse()
    {
        const QList<QByteArray> cases = environmentCases();
        QVERIFY(cases.size() >= 500);
        int edits = 0;
        for (const QByteArray &text : cases) {
            const EnvironmentDocument document(text);
            QCOMPARE(document.text(), text);
            for (const QString &key : document.keys()) {
                const EnvironmentEntry entry = *document.find(key);
                if (key.isEmpty()) // nothing that can be named
                    continue;
                ++edits;
                const auto changed = document.set(key, secret("another value"));
                QVERIFY2(changed, text);
                const auto tail = [](const QByteArray &bytes, qsizetype from) { return bytes.mid(from); };
                QVERIFY2(changed->text().startsWith(text.left(entry.valueBegin)), text);
                QVERIFY2(changed->text().endsWith(tail(text, entry.valueEnd)), text);
                QCOMPARE(changed->find(key)->value, secret("another value"));
                if (entry.form != EnvironmentForm::Inherited) {
                    const auto back =
                        changed->edited({{.key = key, .written = Secret(QByteArray(document.written(entry)))}});
                    QCOMPARE(textOf(back), text);
                }
                const auto without = document.unset(key);
                QVERIFY2(without, text);
                QVERIFY(!without->find(key));
                QCOMPARE(without->keys().size(), document.keys().size() - 1);
            }
        }
        QVERIFY2(edits > 1000, QByteArray::number(edits));
    }

    void set_data()
    {
        QTest::addColumn<QByteArray>("before");
        QTest::addColumn<QByteArray>("value");
        QTest::addColumn<QByteArray>("after");
        const auto row = [](const char *name, const char *before, const char *value, const char *after) {
            QTest::newRow(name) << QByteArray(before) << QByteArray(value) << QByteArray(after);
        };
        row("comment behind stays", "A=old # why\n", "new", "A=new # why\n");
        row("quotes where they are needed", "A=old # why\n", "two words", "A='two words' # why\n");
        row("single quotes stay", "A='old'\n", "new", "A='new'\n");
        row("double quotes stay", "A=\"old\"#c\n", "new", "A=\"new\"#c\n");
        row("double quotes become single ones", "A=\"old\"\n", "pa$word", "A='pa$word'\n");
        row("a single quote in it", "A=old\n", "it's", "A=\"it's\"\n");
        row("the last of two", "A=1\nA=2\n", "3", "A=1\nA=3\n");
        row("the sign stays", "A :  old\r\nB=1\r\n", "new", "A :  new\r\nB=1\r\n");
        row("emptied before a comment", "A=old # c\n", "", "A='' # c\n");
        row("emptied", "A=old\n", "", "A=\n");
        row("filled", "A=\nB=1\n", "new", "A=new\nB=1\n");
        row("filled before blanks", "A=  \r\n", "new", "A=new  \r\n");
        row("a name alone", "export A\nB=1\n", "new", "export A=new\nB=1\n");
        row("no line break at the end", "B=1\nA=old", "new", "B=1\nA=new");
        row("several lines", "A=old\nB=1\n", "a\nb", "A='a\nb'\nB=1\n");
        row("something follows on the line", "A=\"x\"B=2\n", "y", "A=\"y\"B=2\n");
        row("with an indent and a byte order mark", "\xef\xbb\xbf  A=1\n", "2", "\xef\xbb\xbf  A=2\n");
    }
    void set()
    {
        QFETCH(QByteArray, before);
        QFETCH(QByteArray, value);
        QTEST(textOf(EnvironmentDocument(before).set(QStringLiteral("A"), Secret(QByteArray(value)))), "after");
    }

    void insert_data()
    {
        QTest::addColumn<QByteArray>("before");
        QTest::addColumn<QByteArray>("after");
        const auto row = [](const char *name, const char *before, const char *after) {
            QTest::newRow(name) << QByteArray(before) << QByteArray(after);
        };
        row("into nothing", "", "N=new\n");
        row("at the end", "X=1\n", "X=1\nN=new\n");
        row("at the end, without a line break", "X=1", "X=1\nN=new");
        row("behind the key before it in its group", "A=1\n# b\nB=2\n\nX=1\n", "A=1\n# b\nB=2\nN=new\n\nX=1\n");
        row("behind the nearest there is", "A=1\nX=1\n", "A=1\nN=new\nX=1\n");
        row("behind the one after it", "# c\nC=1 # c\n\nX=1\n", "# c\nC=1 # c\nN=new\n\nX=1\n");
        row("where it was commented out", "A=1\nB=1\n# what N does\n#N=old\n# more\n",
            "A=1\nB=1\n# what N does\n#N=old\nN=new\n# more\n");
        row("not within a value", "X='\n#N=old\n'\n", "X='\n#N=old\n'\nN=new\n");
        row("line breaks as there are", "B=1\r\nX=1\r\n", "B=1\r\nN=new\r\nX=1\r\n");
        row("exported as its neighbour", "export B=1\n", "export B=1\nexport N=new\n");
        row("behind all lines of its neighbour", "B='a\nb' # c\nX=1\n", "B='a\nb' # c\nN=new\nX=1\n");
        row("behind all on its neighbour's line", "B='a'X='\n'\nY=1\n", "B='a'X='\n'\nN=new\nY=1\n");
    }
    void insert()
    {
        QFETCH(QByteArray, before);
        const QStringList group{QStringLiteral("A"), QStringLiteral("B"), QStringLiteral("N"), QStringLiteral("C")};
        QTEST(textOf(EnvironmentDocument(before).set(QStringLiteral("N"), secret("new"), group)), "after");
    }

    void unset_data()
    {
        QTest::addColumn<QByteArray>("before");
        QTest::addColumn<QByteArray>("after");
        const auto row = [](const char *name, const char *before, const char *after) {
            QTest::newRow(name) << QByteArray(before) << QByteArray(after);
        };
        row("its line", "# x\nA=1 # why\nB=2\n", "# x\nB=2\n");
        row("every time", "A=1\nB=2\nA=3\n", "B=2\n");
        row("all its lines", "  export A='a\nb' # c\r\nB=2\r\n", "B=2\r\n");
        row("a name alone", "A\nB=2\n", "B=2\n");
        row("not what follows on the line", "A=\"x\"B=2\n", "B=2\n");
        row("not what stands in front", "B=\"x\"A=2\nC=1\n", "B=\"x\"\nC=1\n");
        row("behind a byte order mark",
            "\xef\xbb\xbf"
            "A=1\nB=2\n",
            "\xef\xbb\xbf"
            "B=2\n");
        row("the last line", "B=2\nA=1", "B=2\n");
    }
    void unset()
    {
        QFETCH(QByteArray, before);
        QTEST(textOf(EnvironmentDocument(before).unset(QStringLiteral("A"))), "after");
    }

    void refusedEdits()
    {
        const EnvironmentDocument document("A=1\nKEY");
        const auto code = [](const Result<EnvironmentDocument> &result) {
            return result ? QStringLiteral("done") : nameOf(result.error().code);
        };
        QCOMPARE(code(document.unset(QStringLiteral("B"))), QStringLiteral("NotFound"));
        for (const char *name : {"1A", "A B", "A.B", "A=B", "A\n", "\xc3\xa4"})
            QCOMPARE(code(document.set(QString::fromUtf8(name), secret("x"))), QStringLiteral("Invalid"));
        QCOMPARE(code(document.set(QStringLiteral("A"), Secret(QByteArray("a\0b", 3)))), QStringLiteral("Invalid"));
        QCOMPARE(code(document.set(QStringLiteral("A"), secret("\xff"))), QStringLiteral("Invalid"));
        // A line break behind KEY would make another statement of it.
        QCOMPARE(code(document.set(QStringLiteral("B"), secret("x"))), QStringLiteral("Invalid"));
        // Written forms that would swallow or leave something.
        for (const char *form : {"x\nC=1", "'x", "x # y", "\"x\"C=1", " x"})
            QCOMPARE(code(document.edited({{.key = QStringLiteral("A"), .written = secret(form)}})),
                     QStringLiteral("Invalid"));
    }

    void severalAtOnce()
    {
        const EnvironmentDocument document("A=1\nB=2\nC=3\n");
        const auto after = document.edited({{.key = QStringLiteral("C"), .value = secret("c d")},
                                            {.key = QStringLiteral("A")},
                                            {.key = QStringLiteral("Y"), .value = secret("y")},
                                            {.key = QStringLiteral("B"), .written = secret("${C:-x}")},
                                            {.key = QStringLiteral("Z"), .inherited = true}});
        QCOMPARE(textOf(after), QByteArray("B=${C:-x}\nC='c d'\nY=y\nZ\n"));
        // Where one edit ends and another begins.
        const QStringList group{QStringLiteral("A"), QStringLiteral("N")};
        const EnvironmentEdit taken{.key = QStringLiteral("B")},
            filled{.key = QStringLiteral("A"), .value = secret("1")},
            added{.key = QStringLiteral("N"), .value = secret("2"), .group = group};
        QCOMPARE(textOf(EnvironmentDocument("A=0\n B=2\nC=3\n").edited({taken, added})), QByteArray("A=0\nN=2\nC=3\n"));
        for (const QList<EnvironmentEdit> &edits : {QList{filled, added}, QList{added, filled}})
            QCOMPARE(textOf(EnvironmentDocument("A=").edited(edits)), QByteArray("A=1\nN=2"));
    }

    // A release build opens and edits 5,000 keys between two frames; this fails only where the cost grows with their
    // square.
    void speed()
    {
        QByteArray text;
        for (int i = 0; i < 5000; ++i)
            text += QStringLiteral("# what KEY_%1 is for\nKEY_%1='value number %1'\n").arg(i).toLatin1();
        QElapsedTimer timer;
        timer.start();
        const EnvironmentDocument document(text);
        const qint64 opened = timer.nsecsElapsed();
        QCOMPARE(document.entries().size(), 5000);
        timer.restart();
        const auto edited = document.set(QStringLiteral("KEY_2500"), secret("other"));
        const qint64 set = timer.nsecsElapsed();
        QVERIFY(edited);
        qInfo("opened in %.1f ms, edited in %.1f ms", double(opened) / 1e6, double(set) / 1e6);
        QVERIFY2(opened < 500e6 && set < 1000e6, "far more than a debug build or a sanitizer takes");
    }
};

QTEST_GUILESS_MAIN(TestEnvironmentDocument)
#include "tst_environmentdocument.moc"
