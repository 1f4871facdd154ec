// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/servers/remotescripts.h"
#include "models/servers/stacks.h"
#include "ssh/replayhost.h"

#include <QTest>

using namespace bouncepro;

namespace {

QByteArray container(const QByteArray &project, const QByteArray &path, const QByteArray &service,
                     const QByteArray &state = "running")
{
    return "container\t" + project + '\t' + path + '\t' + path + "/docker-compose.prod.yml\t" + service + '\t' + state +
           '\n';
}

QByteArray ours(const QByteArray &project, const QByteArray &path)
{
    return container(project, path, "payload") + container(project, path, "nuxt") + container(project, path, "nginx") +
           container(project, path, "postgres", "exited");
}

/// "path project running/total compose-file ours"
QStringList printed(const StackSurvey &survey)
{
    QStringList lines;
    for (const FoundStack &stack : survey.stacks)
        lines << QStringLiteral("%1 %2 %3/%4 %5%6")
                     .arg(stack.path, stack.project.isEmpty() ? QStringLiteral("-") : stack.project)
                     .arg(stack.running)
                     .arg(stack.total)
                     .arg(stack.composeFile, stack.looksLikeOurs ? QStringLiteral(" ours") : QString());
    return lines;
}

ReplayHost answering(const QByteArray &answer, int exitCode = 0)
{
    Transcript transcript;
    transcript.exchanges << Exchange::asked(
        ExchangeKind::Run,
        Command({QStringLiteral("sh"), QStringLiteral("-s"), QStringLiteral("--"), QStringLiteral("/opt/bouncepro")})
            .input(Secret(remoteScript(QStringLiteral("stacks.sh")))));
    transcript.exchanges.last().output = {exitCode, answer, {}};
    return ReplayHost(transcript);
}

} // namespace

class TestStacks : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void parses_data()
    {
        QTest::addColumn<QByteArray>("lines");
        QTest::addColumn<QStringList>("found");
        QTest::newRow("none") << QByteArray() << QStringList();
        QTest::newRow("one of ours") << ours("bp", "/srv/bp")
                                     << QStringList{QStringLiteral("/srv/bp bp 3/4 docker-compose.prod.yml ours")};
        QTest::newRow("ours before others, then by path")
            << container("mail", "/a", "smtp") + ours("z", "/z") + ours("b", "/b")
            << QStringList{QStringLiteral("/b b 3/4 docker-compose.prod.yml ours"),
                           QStringLiteral("/z z 3/4 docker-compose.prod.yml ours"),
                           QStringLiteral("/a mail 1/1 docker-compose.prod.yml")};
        QTest::newRow("two colours") << container("bp", "/s", "payload-blue") + container("bp", "/s", "nuxt-green") +
                                            container("bp", "/s", "nginx") + container("bp", "/s", "postgres")
                                     << QStringList{QStringLiteral("/s bp 4/4 docker-compose.prod.yml ours")};
        QTest::newRow("folder where nothing runs")
            << QByteArray("folder\t/opt/bouncepro\tdocker-compose.yml\n")
            << QStringList{QStringLiteral("/opt/bouncepro - 0/0 docker-compose.yml")};
        QTest::newRow("folder of a stack that runs")
            << "folder\t/opt/bouncepro\tx.yml\n" + ours("bp", "/opt/bouncepro")
            << QStringList{QStringLiteral("/opt/bouncepro bp 3/4 docker-compose.prod.yml ours")};
        QTest::newRow("several compose files") << QByteArray("container\tbp\t/s\t/s/a.yml,/s/b.yml\tweb\trunning\n")
                                               << QStringList{QStringLiteral("/s bp 1/1 a.yml")};
        QTest::newRow("hostile paths") << container("x", "relative", "a") + container("x", "/a/../etc", "a") +
                                              container("x", "/a\x1b[31m", "a") +
                                              container("x", "/\xe2\x80\xae/x", "a") + container("", "/a", "a") +
                                              "folder\t../x\ty\nfolder\nunknown\tz\n\t\t\n"
                                       << QStringList();
        QByteArray many;
        QStringList first50;
        for (int i = 0; i < 400; ++i)
            many += container("p", "/s" + QByteArray::number(1000 + i), "web");
        for (int i = 0; i < 50; ++i)
            first50 << QStringLiteral("/s%1 p 1/1 docker-compose.prod.yml").arg(1000 + i);
        QTest::newRow("too many") << many << first50;
        QTest::newRow("huge line") << container("p", "/" + QByteArray(1 << 20, 'x'), "web") << QStringList();
    }
    void parses()
    {
        QFETCH(QByteArray, lines);
        const auto survey =
            parseStacks("format\t1\nlogin\tdeploy\ndocker\t26.1.5\ncompose\t2.26.1\n" + lines + "end\n");
        QVERIFY(survey);
        QTEST(printed(*survey), "found");
        QCOMPARE(survey->login, QStringLiteral("deploy"));
        QCOMPARE(survey->docker, QStringLiteral("26.1.5"));
        QCOMPARE(survey->compose, QStringLiteral("2.26.1"));
    }

    void nonsense()
    {
        for (const char *bytes : {"", "welcome to this server\n", "format\t2\n"}) {
            const auto survey = parseStacks(bytes);
            QVERIFY(!survey);
            QCOMPARE(survey.error().code, ErrorCode::Protocol);
        }
    }

    void findsOursOnly()
    {
        auto host = answering("format\t1\n" + container("mail", "/a", "smtp") + ours("bp", "/srv/bp") +
                              "folder\t/opt/bouncepro\tdocker-compose.prod.yml\nend\n");
        const auto found = findStacks(host, QStringLiteral("eu"), {});
        QVERIFY(found);
        QCOMPARE(found->size(), 2);
        QCOMPARE(found->at(0).path, QStringLiteral("/srv/bp"));
        QCOMPARE(found->at(1).path, QStringLiteral("/opt/bouncepro"));
    }

    void whatStandsInTheWayIsAnError()
    {
        auto host = answering("format\t1\nproblem\tdocker-denied\tpermission denied\nend\n");
        const auto found = findStacks(host, QStringLiteral("eu"), {});
        QVERIFY(!found);
        QCOMPARE(found.error().code, ErrorCode::PermissionDenied);
        QVERIFY(!found.error().remedy.isEmpty());
    }

    void failedScriptIsAnError()
    {
        auto host = answering("format\t1\n", 2);
        QCOMPARE(findStacks(host, QStringLiteral("eu"), {}).error().code, ErrorCode::RemoteExit);
    }
};

QTEST_GUILESS_MAIN(TestStacks)
#include "tst_stacks.moc"
