// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "models/environment/environmenthistory.h"

using namespace bouncepro;

namespace {

const QByteArray name = ".env.production";
const QByteArray first = "A=1\nPAYLOAD_SECRET=old\nCRON_SECRET=same\n";
const QByteArray second = "A=2\nPAYLOAD_SECRET=new\nCRON_SECRET=same\n";
const QByteArray third = "A=3\nPAYLOAD_SECRET=new\nCRON_SECRET=same\nPREVIEW_SECRET=\n";

// A hash as long as a real one.
QByteArray hash(char of)
{
    return QByteArray(64, of);
}

QByteArray replaced(const QByteArray &day, char was, char to, const QByteArray &text, const QByteArray &more = {})
{
    const QByteArray id = "202601" + day + "T000000Z-" + hash(was) + name;
    QByteArray lines;
    for (const QByteArray &line : ("job\tj" + day + "\nactor\tanna\nto\t" + hash(to) + more).split('\n'))
        lines += "by\t" + id + '\t' + line + '\n';
    return lines + "kept\t" + id + '\t' + text.toBase64() + '\n';
}

QByteArray standing(char is, const QByteArray &text)
{
    // The file was written on the 20th.
    return "file\t" + name + '\t' + hash(is) + "\tdeploy\t600\t1768867200\t" + text.toBase64() + '\n';
}

EnvironmentHistory history(const QByteArray &answer)
{
    auto history = parseEnvironmentHistory(answer, QStringLiteral("eu"));
    if (!history)
        qFatal("%s", qPrintable(history.error().message));
    return *history;
}

// Each version as ID SINCE-UNTIL JOB, days alone.
QString told(const EnvironmentHistory &history)
{
    QStringList all;
    for (const EnvironmentVersion &v : history.versions)
        all << QStringLiteral("%1 %2-%3 %4")
                   .arg(v.id.section(QLatin1Char('-'), 1).left(2), v.since.toString(QStringLiteral("dd")),
                        v.until.toString(QStringLiteral("dd")), v.job)
                   .simplified();
    return all.join(QLatin1Char('|'));
}

} // namespace

/// The versions of an environment file, and how old its secrets are.
class TestEnvironmentHistory : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void versions_data()
    {
        QTest::addColumn<QByteArray>("answer");
        QTest::addColumn<QString>("versions");
        QTest::newRow("none") << standing('c', third) << "-";
        QTest::newRow("two changes") << replaced("10", 'a', 'b', first) + replaced("20", 'b', 'c', second) +
                                            standing('c', third)
                                     << "20- j20|bb 10-20 j10|aa -10";
        QTest::newRow("by hand at last") << replaced("10", 'a', 'b', first) + standing('c', third) << "-|aa -10";
        QTest::newRow("by hand between") << replaced("10", 'a', 'x', first) + replaced("20", 'b', 'c', second) +
                                                standing('c', third)
                                         << "20- j20|bb -20|aa -10";
        QTest::newRow("undone") << replaced("10", 'a', 'b', first) + replaced("15", 'b', 'z', second, "\nundone\tyes") +
                                       replaced("20", 'b', 'c', second) + standing('c', third)
                                << "20- j20|bb 10-20 j10|aa -10";
        QTest::newRow("of another form") << "by\t../x\tto\ty\nkept\t../x\tQQ==\nkept\tz\n" + standing('c', third)
                                         << "-";
        QTest::newRow("of a file that is gone")
            << replaced("10", 'a', 'b', first).replace(name, ".env.old") + standing('c', third) << "-";
    }
    void versions()
    {
        QFETCH(QByteArray, answer);
        QTEST(told(history(answer)), "versions");
    }

    void oneVersion()
    {
        const auto all = history(replaced("10", 'a', 'b', first, "\nreason\tmore\tlogs") +
                                 replaced("20", 'b', 'c', second) + standing('c', third));
        const auto version = all.find(QStringLiteral("20260120"));
        QVERIFY(version);
        QCOMPARE(version->text.reveal(), second);
        QCOMPARE(version->actor, QStringLiteral("anna"));
        QCOMPARE(version->reason, QStringLiteral("more logs"));
        QCOMPARE(all.find(QStringLiteral("now"))->text.reveal(), third);
        QCOMPARE(all.find(QStringLiteral("2026")).error().code, ErrorCode::Invalid);
        QCOMPARE(all.find(QStringLiteral("2027")).error().code, ErrorCode::NotFound);
        QCOMPARE(all.find({}).error().code, ErrorCode::NotFound);
    }

    // PAYLOAD_SECRET got its value on the 10th; CRON_SECRET has it as far back as is known. An empty one is none.
    void ages()
    {
        const auto all =
            history(replaced("10", 'a', 'b', first) + replaced("15", 'b', 'c', second) + standing('c', third));
        const auto ages = secretAges(all);
        QCOMPARE(ages.size(), 2);
        QCOMPARE(ages[0].key, QStringLiteral("PAYLOAD_SECRET"));
        QCOMPARE(ages[0].since.toString(Qt::ISODate), QStringLiteral("2026-01-10T00:00:00Z"));
        QVERIFY(ages[0].isExact);
        QCOMPARE(ages[1].key, QStringLiteral("CRON_SECRET"));
        QCOMPARE(ages[1].since.toString(Qt::ISODate), QStringLiteral("2026-01-10T00:00:00Z"));
        QVERIFY(!ages[1].isExact);
        // Without a history it is the file that was not touched.
        QCOMPARE(secretAges(history(standing('c', third))).first().since.toSecsSinceEpoch(), 1768867200);
    }

    void reminder()
    {
        const auto all = history(replaced("10", 'a', 'b', first) + standing('b', second));
        const QDateTime then = QDateTime::fromString(QStringLiteral("2026-01-10T00:00:00Z"), Qt::ISODate);
        QCOMPARE(ageFindings(all, then.addDays(180)).size(), 0);
        const auto findings = ageFindings(all, then.addDays(181));
        QCOMPARE(findings.size(), 2);
        QCOMPARE(findings[0].what, QStringLiteral("PAYLOAD_SECRET has its value for 181 days."));
        QCOMPARE(findings[1].what, QStringLiteral("CRON_SECRET has its value for 181 days or longer."));
        QCOMPARE(findings[0].line, 2);
        QCOMPARE(nameOf(findings[0].kind), QStringLiteral("age"));
    }
};

QTEST_GUILESS_MAIN(TestEnvironmentHistory)
#include "tst_environmenthistory.moc"
