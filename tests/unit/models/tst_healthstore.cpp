// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/health/healthstore.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

#include <thread>

using namespace bouncepro;

namespace {

const QDateTime noon(QDate(2026, 11, 23), QTime(12, 0), Qt::UTC);

HealthEndpoint ready()
{
    return {QStringLiteral("payload"), QStringLiteral("/health/ready"), Vantage::Container};
}

HealthSample sample(const QDateTime &time, int status, double ms = 10)
{
    HealthCheck check{.endpoint = ready(), .wasPossible = true, .status = status};
    if (status > 0)
        check.milliseconds = ms;
    return {time, {check}};
}

bool write(const QString &path, const QByteArray &bytes)
{
    QFile file(path);
    return file.open(QIODevice::ReadWrite) && file.write(bytes) == bytes.size();
}

} // namespace

class TestHealthStore : public QObject
{
    Q_OBJECT

    QTemporaryDir m_temporary;
    QString m_folder;
    int m_count = 0;

private Q_SLOTS:
    void init() { m_folder = m_temporary.filePath(QString::number(++m_count)); }

    void keepsWhatWasMeasured()
    {
        HealthHistory history;
        QList<HealthSample> samples{sample(noon, 200, 20), sample(noon.addSecs(15), 503), sample(noon.addSecs(30), 0)};
        for (const HealthSample &each : samples)
            history.add(each);
        {
            HealthStore store(m_folder, QStringLiteral("eu"));
            QVERIFY(store.load(noon));
            QVERIFY(store.append(samples, history.takeChangedIncidents()));
            QCOMPARE(QFileInfo(store.path()).permissions() & 0x0077, QFileDevice::Permissions());
            QCOMPARE(QFileInfo(m_folder).permissions() & 0x0077, QFileDevice::Permissions());
        }
        HealthStore store(m_folder, QStringLiteral("eu"));
        const auto loaded = store.load(noon.addSecs(60));
        QVERIFY(loaded);
        QVERIFY(loaded->note.isEmpty());
        QCOMPARE(loaded->history.points(ready()), 3);
        QCOMPARE(loaded->history.since(ready()), noon.addSecs(15));
        QCOMPARE(loaded->history.incidents(noon, noon.addDays(1)), history.incidents(noon, noon.addDays(1)));
        QCOMPARE(loaded->history.series(ready(), noon, noon.addSecs(60), 4).first().median, std::optional(20.0));
        HealthStore other(m_folder, QStringLiteral("us"));
        QCOMPARE(other.load(noon)->history.points(ready()), 0); // each server has its own
    }

    void thinsAndForgets()
    {
        HealthStore store(m_folder, QStringLiteral("eu"));
        QVERIFY(store.load(noon));
        QList<HealthSample> samples;
        for (int i = 0; i < 60; ++i)
            samples << sample(noon.addSecs(15 * i), i == 7 ? 503 : 200, 30);
        QVERIFY(store.append(samples, {{ready(), noon, noon.addSecs(15), QStringLiteral("503"), 1}}));
        const auto next = store.load(noon.addDays(2));
        QVERIFY(next);
        QCOMPARE(next->history.points(ready()), 0);
        QCOMPARE(next->history.uptime(ready(), noon, noon.addDays(1)), std::optional(59.0 / 60));
        QCOMPARE(store.load(noon.addDays(2))->history.uptime(ready(), noon, noon.addDays(1)), std::optional(59.0 / 60));
        const auto later = store.load(noon.addDays(40));
        QVERIFY(later && !later->history.uptime(ready(), noon, noon.addDays(1)));
        QVERIFY(later->history.incidents(noon, noon.addDays(1)).isEmpty());
    }

    void damagedFileIsSetAside_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::newRow("no database") << QByteArray(5000, 'x');
        QTest::newRow("torn") << QByteArray();
    }
    void damagedFileIsSetAside()
    {
        QFETCH(QByteArray, bytes);
        HealthStore store(m_folder, QStringLiteral("eu"));
        QVERIFY(store.load(noon));
        QVERIFY(store.append({sample(noon, 200)}, {}));
        if (bytes.isEmpty()) {
            QFile file(store.path());
            QVERIFY(file.open(QIODevice::ReadWrite) && file.seek(100) && file.write(QByteArray(8000, '\xff')) == 8000);
        } else {
            QVERIFY(write(store.path(), bytes));
        }
        const auto loaded = store.load(noon.addSecs(15));
        QVERIFY2(loaded, loaded ? "" : qPrintable(loaded.error().detail));
        QVERIFY2(loaded->note.contains(QStringLiteral("set aside as")), qPrintable(loaded->note));
        QCOMPARE(QDir(m_folder).entryList({QStringLiteral("*.damaged-*")}).size(), 1);
        QVERIFY(store.append({sample(noon.addSecs(30), 200)}, {}));
        QCOMPARE(store.load(noon.addSecs(45))->history.points(ready()), 1);
        QVERIFY(store.load(noon.addSecs(45))->note.isEmpty()); // said once
    }

    void newerVersionIsLeftAlone()
    {
        HealthStore store(m_folder, QStringLiteral("eu"));
        QVERIFY(store.load(noon));
        QFile file(store.path()); // user_version stands at byte 60, big-endian
        QVERIFY(file.open(QIODevice::ReadWrite) && file.seek(63) && file.write("\x02", 1) == 1);
        file.close();
        const auto loaded = store.load(noon);
        QVERIFY(!loaded);
        QCOMPARE(loaded.error().code, ErrorCode::Conflict);
        QVERIFY(!store.append({sample(noon, 200)}, {}));
        QVERIFY(QDir(m_folder).entryList({QStringLiteral("*.damaged-*")}).isEmpty());
    }

    void folderThatCannotBeMade()
    {
        QVERIFY(write(m_folder, "a file"));
        HealthStore store(m_folder + QStringLiteral("/below"), QStringLiteral("eu"));
        const auto loaded = store.load(noon);
        QVERIFY(!loaded);
        QVERIFY(!loaded.error().remedy.isEmpty());
    }

    void workersTakeTurns()
    {
        HealthStore store(m_folder, QStringLiteral("eu"));
        QVERIFY(store.load(noon));
        std::atomic<int> failed = 0;
        std::vector<std::thread> threads;
        for (int t = 0; t < 4; ++t)
            threads.emplace_back([&, t] {
                // Two of them by a store of their own, as where a server is removed and added again.
                HealthStore own(m_folder, QStringLiteral("eu"));
                for (int i = 0; i < 5; ++i)
                    if (!(t % 2 ? own : store).append({sample(noon.addSecs(t * 100 + i), 200)}, {}) ||
                        (t % 2 && !own.load(noon)))
                        ++failed;
            });
        for (std::thread &thread : threads)
            thread.join();
        QCOMPARE(failed.load(), 0);
        QCOMPARE(store.load(noon.addSecs(600))->history.points(ready()), 20);
    }
};

QTEST_GUILESS_MAIN(TestHealthStore)
#include "tst_healthstore.moc"
