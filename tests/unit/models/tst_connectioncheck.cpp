// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/servers/connectioncheckmodel.h"
#include "models/servers/remotescripts.h"
#include "ssh/reachability.h"
#include "ssh/replayhost.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTcpServer>
#include <QTemporaryDir>
#include <QTest>

#include <thread>

using namespace bouncepro;

namespace {

ServerProfile profile()
{
    ServerProfile profile;
    profile.name = QStringLiteral("eu");
    return profile;
}

const QByteArray survey = "format\t1\nlogin\tdeploy\ndocker\t26.1.5\ncompose\t2.26.1\n";
const QByteArray probed = "format\t1\ntime\t1800000000\nproject\tbouncepro\nrelease\t2.14.3\n"
                          "service\tnginx\tc1\ti\ts\trunning\thealthy\t2026-11-24T03:51:06Z\t0\t0\t\t\t\n";

std::shared_ptr<ReplayHost> answering(const QByteArray &stacks, const QByteArray &probe)
{
    const auto asked = [](QStringList arguments, const char *script) {
        return Exchange::asked(
            ExchangeKind::Run,
            Command(QStringList{QStringLiteral("sh"), QStringLiteral("-s"), QStringLiteral("--")} + arguments)
                .input(Secret(remoteScript(QString::fromLatin1(script)))));
    };
    Transcript transcript;
    transcript.identity = {QStringLiteral("deploy"), QStringLiteral("eu1"), 22, QStringLiteral("SHA256:abc"),
                           QStringLiteral("ssh-ed25519 SHA256:def")};
    transcript.exchanges << asked({QStringLiteral("/opt/bouncepro")}, "stacks.sh");
    transcript.exchanges.last().output.out = stacks;
    transcript.exchanges << asked({profile().stack, profile().composeFile, QStringLiteral("ready")}, "probe.sh");
    transcript.exchanges.last().output.out = probe;
    return std::make_shared<ReplayHost>(transcript);
}

/// Doors that all open, but the named one.
ConnectionDoors doors(std::shared_ptr<RemoteHost> host, const QString &shut = {},
                      ErrorCode code = ErrorCode::Unreachable)
{
    const Error error{code, QStringLiteral("shut"), {}, QStringLiteral("open it")};
    return {[=](const SshTarget &, std::stop_token) -> Result<SshSettings> {
                if (shut == QLatin1String("settings"))
                    return fail(error);
                return SshSettings{.host = QStringLiteral("eu1"), .port = 2222};
            },
            [=](const SshSettings &, std::stop_token) -> Result<QStringList> {
                if (shut == QLatin1String("lookUp"))
                    return fail(error);
                return QStringList{QStringLiteral("192.0.2.7")};
            },
            [=](const SshSettings &, std::stop_token) -> Result<void> {
                if (shut == QLatin1String("reach"))
                    return fail(error);
                return {};
            },
            [=](std::stop_token) -> Result<std::shared_ptr<RemoteHost>> {
                if (shut == QLatin1String("connect"))
                    return fail(error);
                return host;
            }};
}

/// "PPPFSSSSS": a letter a step.
QString letters(const ConnectionReport &report)
{
    QString text;
    for (const CheckFinding &finding : report.findings)
        text += nameOf(finding.state).at(0);
    return text;
}

const CheckFinding &failure(const ConnectionReport &report)
{
    return *std::find_if(report.findings.begin(), report.findings.end(),
                         [](const CheckFinding &finding) { return finding.state == CheckState::Failed; });
}

} // namespace

Q_DECLARE_METATYPE(bouncepro::ErrorCode)

class TestConnectionCheck : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    // A target behind a jump host has a name and a port that this machine cannot ask.
    void theFirstHostOnTheWayIsReached()
    {
        QTemporaryDir folder;
        QFile config(folder.filePath(QStringLiteral("config")));
        QVERIFY(config.open(QIODevice::WriteOnly));
        config.write("Host eu\n  HostName 192.0.2.7\n  ProxyJump gate\nHost gate\n  HostName 127.0.0.1\n  Port 2201\n");
        config.close();
        const auto settings = ConnectionDoors::real({}).settings({QStringLiteral("eu"), 0, config.fileName()}, {});
        QVERIFY(settings);
        QCOMPARE(settings->host, QStringLiteral("127.0.0.1"));
        QCOMPARE(settings->port, 2201);
    }

    void allWell()
    {
        QStringList told;
        const auto report = checkConnection(
            profile(), doors(answering(survey, probed)),
            [&](const CheckFinding &finding) { told << titleOf(finding.step) + u' ' + nameOf(finding.state); }, {});
        QCOMPARE(letters(report), QStringLiteral("PPPPPPPPP"));
        QVERIFY(report.hasPassed());
        QVERIFY(report.host);
        QVERIFY(report.status);
        QCOMPARE(told.first(), QStringLiteral("Name resolves Running"));
        QCOMPARE(told.last(), QStringLiteral("Stack health Passed"));
        const auto finding = [&](CheckStep step) { return report.findings[int(step)].finding; };
        QCOMPARE(finding(CheckStep::Name), QStringLiteral("eu1 is 192.0.2.7"));
        QCOMPARE(finding(CheckStep::Port), QStringLiteral("Port 2222"));
        QCOMPARE(finding(CheckStep::HostKey), QStringLiteral("ssh-ed25519 SHA256:def"));
        QCOMPARE(finding(CheckStep::Login), QStringLiteral("deploy, by SHA256:abc"));
        QCOMPARE(finding(CheckStep::Docker), QStringLiteral("Docker Engine 26.1.5"));
        QCOMPARE(finding(CheckStep::Stack), QStringLiteral("/opt/bouncepro, project bouncepro, 2.14.3"));
        QCOMPARE(finding(CheckStep::Health), QStringLiteral("The one service is healthy"));
        QVERIFY(report.findings[int(CheckStep::Login)].took);
    }

    void stepsThatFail_data()
    {
        QTest::addColumn<QString>("shut");
        QTest::addColumn<ErrorCode>("code");
        QTest::addColumn<QString>("states");
        const auto row = [](const char *shut, ErrorCode code, const char *states) {
            QTest::newRow(qPrintable(QString::fromLatin1(shut) + nameOf(code)))
                << QString::fromLatin1(shut) << code << QString::fromLatin1(states);
        };
        row("settings", ErrorCode::Invalid, "FSSSSSSSS");
        row("settings", ErrorCode::Cancelled, "FSSSSSSSS");
        row("lookUp", ErrorCode::Unreachable, "FSSSSSSSS");
        row("reach", ErrorCode::Unreachable, "PFSSSSSSS");
        row("connect", ErrorCode::Unreachable, "PFSSSSSSS");
        row("connect", ErrorCode::Penalized, "PPFSSSSSS");
        row("connect", ErrorCode::Protocol, "PPFSSSSSS");
        row("connect", ErrorCode::Timeout, "PPFSSSSSS");
        row("connect", ErrorCode::HostKeyUnknown, "PPFSSSSSS");
        row("connect", ErrorCode::HostKeyMismatch, "PPFSSSSSS");
        row("connect", ErrorCode::HostKeyRevoked, "PPFSSSSSS");
        row("connect", ErrorCode::AuthFailed, "PPPFSSSSS");
        row("connect", ErrorCode::KeyUnusable, "PPPFSSSSS");
    }
    void stepsThatFail()
    {
        QFETCH(QString, shut);
        QFETCH(ErrorCode, code);
        const auto report = checkConnection(profile(), doors(answering(survey, probed), shut, code), {}, {});
        QTEST(letters(report), "states");
        QVERIFY(!report.hasPassed());
        QCOMPARE(failure(report).error.code, code);
        QCOMPARE(failure(report).error.remedy, QStringLiteral("open it"));
        QVERIFY(!report.host);
    }

    void serversThatLack_data()
    {
        QTest::addColumn<QByteArray>("stacks");
        QTest::addColumn<QByteArray>("probe");
        QTest::addColumn<QString>("states");
        QTest::addColumn<QString>("says");
        const QByteArray bare = "format\t1\nlogin\tdeploy\n";
        QTest::newRow("no shell") << QByteArray("This account is not available.\n") << probed
                                  << QStringLiteral("PPPPFSSSS") << QStringLiteral("makes no sense");
        QTest::newRow("no docker") << bare + "problem\tno-docker\tx\n"
                                   << probed << QStringLiteral("PPPPPFSSS") << QStringLiteral("not installed");
        QTest::newRow("docker denied") << bare + "problem\tdocker-denied\tx\n"
                                       << probed << QStringLiteral("PPPPPFSSS") << QStringLiteral("may not use Docker");
        QTest::newRow("no compose") << bare + "docker\t26\nproblem\tno-compose\tx\n"
                                    << probed << QStringLiteral("PPPPPPFSS") << QStringLiteral("no Compose");
        QTest::newRow("no stack") << survey << QByteArray("format\t1\nproblem\tno-stack\t/opt/bouncepro\n")
                                  << QStringLiteral("PPPPPPPFS") << QStringLiteral("no directory");
        QTest::newRow("not git") << survey << QByteArray("format\t1\nproblem\tno-git\tx\n")
                                 << QStringLiteral("PPPPPPPFS") << QStringLiteral("git checkout");
    }
    void serversThatLack()
    {
        QFETCH(QByteArray, stacks);
        QFETCH(QByteArray, probe);
        QFETCH(QString, says);
        const auto report = checkConnection(profile(), doors(answering(stacks, probe)), {}, {});
        QTEST(letters(report), "states");
        QVERIFY2(failure(report).error.message.contains(says), qPrintable(failure(report).error.message));
        QVERIFY(!failure(report).error.remedy.isEmpty());
        QVERIFY(report.host);
    }

    void suggestsTheStackThatIsThere()
    {
        QByteArray found;
        for (const char *service : {"payload", "nuxt", "nginx", "postgres"})
            found += QByteArray("container\tbp\t/srv/bp\t/srv/bp/c.yml\t") + service + "\trunning\n";
        const auto report = checkConnection(
            profile(), doors(answering(survey + found, "format\t1\nproblem\tno-stack\t/opt/bouncepro\n")), {}, {});
        QVERIFY2(failure(report).error.remedy.contains(QStringLiteral("/srv/bp")),
                 qPrintable(failure(report).error.remedy));
        QCOMPARE(report.stacks.size(), 1);
    }

    void unhealthyStackWarns()
    {
        QByteArray sick = probed;
        const auto report =
            checkConnection(profile(), doors(answering(survey, sick.replace("healthy", "unhealthy"))), {}, {});
        QCOMPARE(letters(report), QStringLiteral("PPPPPPPPW"));
        QVERIFY(report.hasPassed());
    }

    void modelFills()
    {
        ConnectionCheckModel model;
        QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        QSignalSpy finished(&model, &ConnectionCheckModel::finished);
        QCOMPARE(model.rowCount(), checkStepCount);
        model.start(profile(), doors(answering(survey, probed), QStringLiteral("connect"), ErrorCode::AuthFailed));
        QVERIFY(model.isRunning());
        QTRY_COMPARE(finished.size(), 1);
        QVERIFY(!model.isRunning());
        const QModelIndex login = model.index(int(CheckStep::Login));
        QCOMPARE(CheckState(login.data(ConnectionCheckModel::StateRole).toInt()), CheckState::Failed);
        QCOMPARE(login.data(ConnectionCheckModel::FindingRole).toString(), QStringLiteral("shut"));
        QCOMPARE(login.data(ConnectionCheckModel::RemedyRole).toString(), QStringLiteral("open it"));
        QCOMPARE(login.data(Qt::AccessibleTextRole).toString(), QStringLiteral("Login, failed: shut"));
        QCOMPARE(model.index(int(CheckStep::Docker)).data(Qt::AccessibleTextRole).toString(),
                 QStringLiteral("Docker, skipped"));
        model.start(profile(), doors(answering(survey, probed)));
        QTRY_COMPARE(finished.size(), 2);
        QVERIFY(model.report().hasPassed());
        QVERIFY(login.data(ConnectionCheckModel::RemedyRole).toString().isEmpty());
    }

    void restartSilencesTheFormer()
    {
        ConnectionCheckModel model;
        QSignalSpy finished(&model, &ConnectionCheckModel::finished);
        auto slow = doors(answering(survey, probed));
        slow.reach = [](const SshSettings &, std::stop_token stop) -> Result<void> {
            while (!stop.stop_requested())
                std::this_thread::sleep_for(std::chrono::milliseconds(1));
            return fail(ErrorCode::Cancelled, QStringLiteral("cancelled"));
        };
        model.start(profile(), slow);
        model.start(profile(), doors(answering(survey, probed)));
        QTRY_COMPARE(finished.size(), 1);
        QVERIFY(model.report().hasPassed());
        model.start(profile(), slow);
        model.stop();
        QTRY_COMPARE(finished.size(), 2);
        QCOMPARE(failure(model.report()).error.code, ErrorCode::Cancelled);
    }

    void hostileTextIsShown()
    {
        QByteArray hostile = survey;
        const auto report =
            checkConnection(profile(), doors(answering(hostile.replace("26.1.5", "26\x1b]0;x\x07"), probed)), {}, {});
        QCOMPARE(report.findings[int(CheckStep::Docker)].finding, QStringLiteral("Docker Engine 26⟨ESC⟩]0;x⟨U+0007⟩"));
    }

    void realDoorsOfNameAndPort()
    {
        using std::chrono::seconds;
        const auto own = addressesOf(QStringLiteral("127.0.0.1"), seconds(5), {});
        QVERIFY(own);
        QCOMPARE(*own, QStringList{QStringLiteral("127.0.0.1")});
        QCOMPARE(addressesOf(QStringLiteral("no-such-name.invalid"), seconds(5), {}).error().code,
                 ErrorCode::Unreachable);
        QTcpServer server;
        QVERIFY(server.listen(QHostAddress::LocalHost));
        const int port = server.serverPort();
        QVERIFY(reach(QStringLiteral("127.0.0.1"), port, seconds(5), {}));
        server.close();
        QCOMPARE(reach(QStringLiteral("127.0.0.1"), port, seconds(5), {}).error().code, ErrorCode::Unreachable);
    }
};

QTEST_GUILESS_MAIN(TestConnectionCheck)
#include "tst_connectioncheck.moc"
