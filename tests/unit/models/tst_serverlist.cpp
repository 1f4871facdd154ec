// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/servers/profileexchange.h"
#include "models/servers/remotescripts.h"
#include "models/servers/serverlist.h"
#include "ssh/replayhost.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <mutex>

using namespace bouncepro;
using std::chrono::milliseconds;

namespace {

ServerProfile server(const QString &name)
{
    ServerProfile profile;
    profile.name = name;
    profile.target.destination = QStringLiteral("deploy@") + name;
    return profile;
}

/// A store in memory; keeps count and can be told to fail. Shared: a worker may still write when the list is gone.
struct Memory : std::enable_shared_from_this<Memory>
{
    std::mutex mutex;
    QList<ServerProfile> kept;
    std::optional<Error> error;
    int writes = 0;

    ProfileStore doors()
    {
        return {[this, self = shared_from_this()]() -> Result<QList<ServerProfile>> {
                    const std::lock_guard lock(mutex);
                    return kept;
                },
                [this, self = shared_from_this()](const QList<ServerProfile> &before,
                                                  const QList<ServerProfile> &after) -> Result<void> {
                    const std::lock_guard lock(mutex);
                    if (error)
                        return fail(*error);
                    if (before != kept)
                        return fail(ErrorCode::Conflict, QStringLiteral("changed"));
                    kept = after;
                    ++writes;
                    return {};
                }};
    }
    QStringList names()
    {
        const std::lock_guard lock(mutex);
        QStringList all;
        for (const ServerProfile &profile : kept)
            all << profile.name;
        return all;
    }
};

std::shared_ptr<ReplayHost> answering(const ServerProfile &profile, const QByteArray &answer)
{
    Transcript transcript;
    transcript.exchanges << Exchange::asked(
        ExchangeKind::Run,
        Command({QStringLiteral("sh"), QStringLiteral("-s"), QStringLiteral("--"), profile.stack, profile.composeFile})
            .input(Secret(remoteScript(QStringLiteral("probe.sh")))));
    transcript.exchanges.last().output.out = answer;
    return std::make_shared<ReplayHost>(transcript);
}

const QByteArray healthy = "format\t1\ntime\t1800000000\nrelease\t2.14.3\n"
                           "service\tnginx\tc1\ti\ts\trunning\thealthy\t2026-11-24T03:51:06Z\t0\t0\t\t\t\n";

QStringList names(const ServerList &list)
{
    QStringList all;
    for (int row = 0; row < list.rowCount(); ++row)
        all << list.index(row).data().toString();
    return all;
}

} // namespace

class TestServerList : public QObject
{
    Q_OBJECT

    std::shared_ptr<RemoteHost> m_host; // what every connector answers; null: unreachable
    std::atomic<int> m_connects = 0;

    ServerList::ConnectorOf connectors()
    {
        return [this](const ServerProfile &) {
            return [this](std::stop_token) -> Result<std::shared_ptr<RemoteHost>> {
                ++m_connects;
                if (!m_host)
                    return fail(ErrorCode::Unreachable, QStringLiteral("no route"));
                return m_host;
            };
        };
    }

private Q_SLOTS:
    void init()
    {
        m_host.reset();
        m_connects = 0;
    }

    void changesAreKeptInOrder()
    {
        const auto store = std::make_shared<Memory>();
        ServerList list(store->doors(), connectors());
        QAbstractItemModelTester tester(&list, QAbstractItemModelTester::FailureReportingMode::QtTest);
        QSignalSpy loaded(&list, &ServerList::loaded);
        list.load();
        QTRY_COMPARE(loaded.size(), 1);
        for (const char *name : {"a", "b", "c", "d"})
            QVERIFY(list.add(server(QString::fromLatin1(name))).isEmpty());
        list.move(0, 4);
        list.move(2, 0);
        QCOMPARE(names(list).join(u' '), QStringLiteral("d b c a"));
        list.move(1, 1);
        list.move(1, 2);
        QCOMPARE(names(list).join(u' '), QStringLiteral("d b c a"));
        list.remove(1);
        ServerProfile edited = server(QStringLiteral("c2"));
        edited.environment = Environment::Staging;
        QVERIFY(list.edit(1, edited).isEmpty());
        QCOMPARE(names(list).join(u' '), QStringLiteral("d c2 a"));
        QTRY_VERIFY(!list.isSaving());
        QCOMPARE(store->names().join(u' '), QStringLiteral("d c2 a"));
        QVERIFY(store->writes <= 3); // what came while one write ran is one more
        QCOMPARE(Environment(list.index(1).data(ServerList::EnvironmentRole).toInt()), Environment::Staging);
        QCOMPARE(list.index(1).data(ServerList::DestinationRole).toString(), QStringLiteral("deploy@c2"));
    }

    void refused_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QString>("destination");
        QTest::addColumn<QString>("field");
        QTest::newRow("no name") << ""
                                 << "h"
                                 << "name";
        QTest::newRow("taken") << "eu"
                               << "h"
                               << "name";
        QTest::newRow("taken in another case") << "EU"
                                               << "h"
                                               << "name";
        QTest::newRow("control character") << "e\x1bu"
                                           << "h"
                                           << "name";
        QTest::newRow("option") << "x"
                                << "-oProxyCommand=x"
                                << "destination";
        QTest::newRow("two words") << "x"
                                   << "h -p 3"
                                   << "destination";
    }
    void refused()
    {
        QFETCH(QString, name);
        QFETCH(QString, destination);
        QFETCH(QString, field);
        const auto store = std::make_shared<Memory>();
        ServerList list(store->doors(), connectors());
        QVERIFY(list.add(server(QStringLiteral("eu"))).isEmpty());
        ServerProfile profile = server(name);
        profile.target.destination = destination;
        const QList<FieldError> errors = list.add(profile);
        QCOMPARE(errors.size(), 1);
        QCOMPARE(nameOf(errors.first().field), field);
        QVERIFY(!errors.first().remedy.isEmpty());
        QCOMPARE(list.rowCount(), 1);
        if (name.toLower() == QLatin1String("eu")) // its own name is no conflict
            QVERIFY(list.edit(0, profile).isEmpty());
    }

    void conflictReadsAgain()
    {
        const auto store = std::make_shared<Memory>();
        ServerList list(store->doors(), connectors());
        QAbstractItemModelTester tester(&list, QAbstractItemModelTester::FailureReportingMode::QtTest);
        list.load();
        QTRY_VERIFY(list.isLoaded());
        store->kept << server(QStringLiteral("of-another-program"));
        QSignalSpy failed(&list, &ServerList::failed);
        QVERIFY(list.add(server(QStringLiteral("mine"))).isEmpty());
        QTRY_COMPARE(failed.size(), 1);
        QCOMPARE(failed[0][0].value<Error>().code, ErrorCode::Conflict);
        QTRY_COMPARE(names(list).join(u' '), QStringLiteral("of-another-program"));
        QCOMPARE(store->names().join(u' '), QStringLiteral("of-another-program"));
    }

    void failureIsTold()
    {
        const auto store = std::make_shared<Memory>();
        store->error = Error{ErrorCode::PermissionDenied, QStringLiteral("read only"), {}, {}};
        ServerList list(store->doors(), connectors());
        QSignalSpy failed(&list, &ServerList::failed);
        QVERIFY(list.add(server(QStringLiteral("eu"))).isEmpty());
        QTRY_COMPARE(failed.size(), 1);
        QCOMPARE(list.rowCount(), 1); // goes on here
    }

    void monitorsAreLazyAndTold()
    {
        const auto store = std::make_shared<Memory>();
        ServerList list(store->doors(), connectors());
        QAbstractItemModelTester tester(&list, QAbstractItemModelTester::FailureReportingMode::QtTest);
        QVERIFY(list.add(server(QStringLiteral("eu"))).isEmpty());
        const QModelIndex row = list.index(0);
        QCOMPARE(list.existingMonitor(0), nullptr);
        QCOMPARE(row.data(ServerList::StateRole).toString(), QStringLiteral("Not connected"));
        QCOMPARE(Mark(row.data(ServerList::MarkRole).toInt()), Mark::NotConnected);

        m_host = answering(server({}), healthy);
        ServerMonitor *monitor = list.monitor(0);
        QCOMPARE(m_connects.load(), 0); // made, not started
        QCOMPARE(list.monitor(0), monitor);
        monitor->setInterval(milliseconds(5));
        monitor->setBackoff(milliseconds(5));
        monitor->start();
        QCOMPARE(row.data(ServerList::StateRole).toString(), QStringLiteral("Connecting"));
        QTRY_COMPARE(row.data(ServerList::StateRole).toString(), QStringLiteral("Healthy, 2.14.3"));
        QCOMPARE(Mark(row.data(ServerList::MarkRole).toInt()), Mark::Well);
        QCOMPARE(row.data(Qt::AccessibleTextRole).toString(), QStringLiteral("eu, production: Healthy, 2.14.3"));

        const auto replay = std::static_pointer_cast<ReplayHost>(m_host);
        replay->disconnect();
        QTRY_VERIFY(row.data(ServerList::StateRole).toString().startsWith(QStringLiteral("Unreachable for")));
        QVERIFY(row.data(ServerList::StaleRole).toBool());
        replay->recover();
        QTRY_COMPARE(row.data(ServerList::StateRole).toString(), QStringLiteral("Healthy, 2.14.3"));
        QVERIFY(!row.data(ServerList::StaleRole).toBool());

        // An equal look changes nothing, so nothing is painted again.
        QSignalSpy changed(&list, &ServerList::dataChanged);
        const auto asked = replay->questions().size();
        QTRY_VERIFY(replay->questions().size() > asked + 3);
        QCOMPARE(changed.size(), 0);
    }

    void editingKeepsTheMonitor()
    {
        const auto store = std::make_shared<Memory>();
        ServerList list(store->doors(), connectors());
        QVERIFY(list.add(server(QStringLiteral("eu"))).isEmpty());
        m_host = answering(server({}), healthy);
        ServerMonitor *monitor = list.monitor(0);
        monitor->start();
        QTRY_COMPARE(monitor->view().state, ConnectionState::Connected);
        ServerProfile renamed = list.profile(0);
        renamed.name = QStringLiteral("eu-2");
        QVERIFY(list.edit(0, renamed).isEmpty());
        QCOMPARE(list.monitor(0), monitor);
        QCOMPARE(monitor->profile().name, QStringLiteral("eu-2"));
        QCOMPARE(monitor->view().state, ConnectionState::Connected);
        QCOMPARE(m_connects.load(), 1);

        ServerProfile moved = renamed;
        moved.target.destination = QStringLiteral("other");
        QVERIFY(list.edit(0, moved).isEmpty());
        QCOMPARE(monitor->view().state, ConnectionState::Connecting);
        QVERIFY(!monitor->view().status); // what was seen was another server
        QTRY_COMPARE(monitor->view().state, ConnectionState::Connected);
        QCOMPARE(m_connects.load(), 2);
    }

    void removalEndsTheMonitor()
    {
        const auto store = std::make_shared<Memory>();
        ServerList list(store->doors(), connectors());
        QVERIFY(list.add(server(QStringLiteral("eu"))).isEmpty());
        QPointer<ServerMonitor> monitor = list.monitor(0);
        monitor->start();
        list.remove(0);
        QVERIFY(!monitor);
    }

    void imports()
    {
        const auto store = std::make_shared<Memory>();
        ServerList list(store->doors(), connectors());
        QAbstractItemModelTester tester(&list, QAbstractItemModelTester::FailureReportingMode::QtTest);
        QVERIFY(list.add(server(QStringLiteral("eu"))).isEmpty());
        ServerProfile other = server(QStringLiteral("EU"));
        const ImportResult result = list.import(
            {server(QStringLiteral("eu")), server(QStringLiteral("us")), other, server(QStringLiteral("us"))});
        QCOMPARE(result.added, QStringList{QStringLiteral("us")});
        QCOMPARE(result.present, (QStringList{QStringLiteral("eu"), QStringLiteral("us")}));
        QCOMPARE(result.refused.size(), 1);
        QCOMPARE(result.refused[0].name, QStringLiteral("EU"));
        QCOMPARE(result.refused[0].error.field, ProfileField::Name);
    }

    void aliasesOfTheSshConfiguration()
    {
        QTemporaryDir folder;
        const QString path = folder.filePath(QStringLiteral("config"));
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("Host eu us\n  HostName 192.0.2.1\nHost *.example.org !x\nHost -oProxyCommand=x\n");
        file.close();
        const QList<ServerProfile> profiles = aliasProfiles(path);
        QCOMPARE(profiles.size(), 2);
        QCOMPARE(profiles[1].name, QStringLiteral("us"));
        QCOMPARE(profiles[1].target.destination, QStringLiteral("us"));
        QCOMPARE(profiles[1].target.configFile, path);
        QCOMPARE(profiles[1].environment, Environment::Production);
    }

    void exportAndImport()
    {
        QTemporaryDir folder;
        const QString path = folder.filePath(QStringLiteral("servers.json"));
        const QList<ServerProfile> profiles{server(QStringLiteral("eu")), server(QStringLiteral("us"))};
        QVERIFY(writeProfiles(path, profiles));
        QCOMPARE(QFile::permissions(path) & (QFile::ReadGroup | QFile::ReadOther), QFile::Permissions());
        const auto again = readProfiles(path);
        QVERIFY(again);
        QCOMPARE(*again, profiles);
        QCOMPARE(readProfiles(folder.filePath(QStringLiteral("none"))).error().code, ErrorCode::NotFound);
        QVERIFY(QFile::resize(path, 2 << 20));
        QCOMPARE(readProfiles(path).error().code, ErrorCode::TooLarge);
        QVERIFY(!writeProfiles(folder.filePath(QStringLiteral("no/such/folder")), profiles));
    }
};

QTEST_GUILESS_MAIN(TestServerList)
#include "tst_serverlist.moc"
