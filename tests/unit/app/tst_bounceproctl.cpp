// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QTemporaryDir>

namespace {

struct Answer
{
    int exitCode = -1;
    QByteArray out;
    QByteArray err;
    QJsonObject object;
    QString errorCode() const { return object[QLatin1String("error")][QLatin1String("code")].toString(); }
};

const QByteArray ed25519 = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIOMqqnkVzrm0SdG6UOoqKLsabgH5C9okWi0dh2l9GKJl";
const QByteArray other = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIJ1ou2yrLvCzZLXHL7LPx2L0cgwGnfU1HgjwIYe/XbUd";

} // namespace

/// The program itself, where no server is needed.
class TestBounceproctl : public QObject
{
    Q_OBJECT

    QTemporaryDir m_folder;

    Answer run(const QStringList &arguments)
    {
        QProcess process;
        auto environment = QProcessEnvironment::systemEnvironment();
        environment.insert(QStringLiteral("BOUNCEPRO_CONFIG"), m_folder.filePath(QStringLiteral("config")));
        environment.remove(QStringLiteral("BOUNCEPRO_SERVER"));
        process.setProcessEnvironment(environment);
        process.start(qEnvironmentVariable("BOUNCEPRO_BINARY") + QStringLiteral("/app/bounceproctl"), arguments);
        if (!process.waitForFinished(30000))
            return {};
        Answer answer{process.exitCode(), process.readAllStandardOutput(), process.readAllStandardError(), {}};
        answer.object = QJsonDocument::fromJson(answer.out).object();
        return answer;
    }

    QString write(const char *name, const QByteArray &bytes)
    {
        QFile file(m_folder.filePath(QLatin1String(name)));
        if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size())
            qFatal("%s cannot be written", name);
        return file.fileName();
    }

private Q_SLOTS:
    void misuse_data()
    {
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<QString>("code");
        const auto words = [](const char *text) {
            return QString::fromLatin1(text).split(QLatin1Char(' '), Qt::SkipEmptyParts);
        };
        QTest::newRow("nothing") << words("") << "Invalid";
        QTest::newRow("unknown command") << words("destroy") << "Invalid";
        QTest::newRow("unknown option") << words("status --force") << "Invalid";
        QTest::newRow("too many arguments") << words("status now") << "Invalid";
        QTest::newRow("too few arguments") << words("job follow") << "Invalid";
        QTest::newRow("no server known") << words("status") << "Invalid";
        QTest::newRow("server not in the list") << words("status --server x") << "NotFound";
        QTest::newRow("option as destination")
            << QStringList{QStringLiteral("servers"), QStringLiteral("add"), QStringLiteral("--"), QStringLiteral("x"),
                           QStringLiteral("-oProxyCommand=x")}
            << "Invalid";
        QTest::newRow("relative stack") << words("servers add x h --stack opt") << "Invalid";
        QTest::newRow("bad environment") << words("servers add x h --environment prod") << "Invalid";
        QTest::newRow("forget an unknown one") << words("servers remove x") << "NotFound";
        QTest::newRow("bad key") << words("hostkey check h --known-hosts /dev/null --key nonsense") << "Invalid";
    }
    void misuse()
    {
        QFETCH(QStringList, arguments);
        const Answer json = run(QStringList{QStringLiteral("--json")} + arguments);
        QTEST(json.errorCode(), "code");
        QVERIFY(json.exitCode == 2 || json.exitCode == 3);
        const Answer text = run(arguments); // for a person: on standard error, with what to do
        QCOMPARE(text.exitCode, json.exitCode);
        QVERIFY2(text.out.isEmpty() && text.err.startsWith("Error: ") && text.err.contains("What to do: "), text.err);
    }

    void servers()
    {
        QCOMPARE(run({QStringLiteral("servers"), QStringLiteral("add"), QStringLiteral("eu"),
                      QStringLiteral("deploy@eu1"), QStringLiteral("--environment"), QStringLiteral("staging"),
                      QStringLiteral("--port"), QStringLiteral("2222")})
                     .exitCode,
                 0);
        const QString file = m_folder.filePath(QStringLiteral("config/servers.json"));
        QCOMPARE(QFile::permissions(file) & (QFile::ReadGroup | QFile::ReadOther), QFile::Permissions());
        QCOMPARE(run({QStringLiteral("--json"), QStringLiteral("servers"), QStringLiteral("add"), QStringLiteral("eu"),
                      QStringLiteral("h")})
                     .errorCode(),
                 QStringLiteral("Conflict"));
        const QJsonArray list =
            run({QStringLiteral("--json"), QStringLiteral("servers")}).object[QLatin1String("servers")].toArray();
        QCOMPARE(list.size(), 1);
        QCOMPARE(list[0][QLatin1String("port")].toInt(), 2222);
        // A list that cannot be read is never overwritten.
        write("config/servers.json", "{ broken");
        QCOMPARE(run({QStringLiteral("--json"), QStringLiteral("servers"), QStringLiteral("add"), QStringLiteral("us"),
                      QStringLiteral("h")})
                     .errorCode(),
                 QStringLiteral("Invalid"));
        QFile broken(file);
        QVERIFY(broken.open(QIODevice::ReadOnly));
        QCOMPARE(broken.readAll(), QByteArray("{ broken"));
        QVERIFY(QFile::remove(file));
    }

    // What changes a production server names it; that is known before anything is asked of it.
    void arming_data()
    {
        QTest::addColumn<QString>("line");
        QTest::addColumn<int>("exitCode");
        QTest::addColumn<QString>("code");
        for (const char *command : {"deploy", "rollback", "job recover 20261124T031500Z-deploy-1f2e3d"}) {
            const QString line = QStringLiteral("--server eu ") + QLatin1String(command);
            QTest::addRow("%s", command) << line << 26 << "NotArmed";
            QTest::addRow("%s, of another name", command) << line + QStringLiteral(" --arm EU") << 2 << "Invalid";
            QTest::addRow("%s, armed", command) << line + QStringLiteral(" --arm eu") << 10 << "Unreachable";
        }
        QTest::newRow("staging needs none") << QStringLiteral("--server st deploy") << 10 << "Unreachable";
        QTest::newRow("staging takes none") << QStringLiteral("--server st deploy --arm st") << 2 << "Invalid";
        QTest::newRow("a plan changes nothing") << QStringLiteral("--server eu plan deploy") << 10 << "Unreachable";
        QTest::newRow("nor a dry run") << QStringLiteral("--server eu deploy --dry-run") << 10 << "Unreachable";
        QTest::newRow("nor a look") << QStringLiteral("--server eu job list") << 10 << "Unreachable";
        QTest::newRow("cancel is always possible")
            << QStringLiteral("--server eu job cancel 20261124T031500Z-deploy-1f2e3d") << 10 << "Unreachable";
    }
    void arming()
    {
        QFETCH(QString, line);
        write("ssh_config", "Host *\n  HostName 127.0.0.1\n  Port 1\n");
        QDir(m_folder.path()).mkpath(QStringLiteral("config"));
        const QString config = m_folder.filePath(QStringLiteral("ssh_config"));
        write("config/servers.json", QStringLiteral(R"({"format":1,"servers":[
                  {"name":"eu","destination":"eu1","sshConfig":"%1","environment":"production"},
                  {"name":"st","destination":"st1","sshConfig":"%1","environment":"staging"}]})")
                                         .arg(config)
                                         .toUtf8());
        const Answer answer =
            run(QStringList{QStringLiteral("--json")} + line.split(QLatin1Char(' '), Qt::SkipEmptyParts));
        QTEST(answer.errorCode(), "code");
        QTEST(answer.exitCode, "exitCode");
        QVERIFY(QFile::remove(m_folder.filePath(QStringLiteral("config/servers.json"))));
    }

    void hostkeys_data()
    {
        QTest::addColumn<QByteArray>("knownHosts");
        QTest::addColumn<QByteArray>("verdict");
        QTest::addColumn<int>("exitCode");
        QTest::newRow("trusted") << "eu1 " + ed25519 + "\n" << QByteArray("trusted") << 0;
        QTest::newRow("unknown") << "us1 " + ed25519 + "\n" << QByteArray("unknown") << 13;
        QTest::newRow("changed") << "eu1 " + other + "\n" << QByteArray("changed") << 14;
        QTest::newRow("revoked, though a plain line trusts it") << "eu1 " + ed25519 + "\n@revoked * " + ed25519 + "\n"
                                                                << QByteArray("revoked") << 15;
        QTest::newRow("wildcard") << "*1 " + ed25519 + "\n" << QByteArray("trusted") << 0;
        QTest::newRow("hashed") << "|1|F1E1KeoE/eEWhi10WpGv4OdiO6Y=|3988QV0VE8wmZL7suNrYQLITLCg= " + ed25519 + "\n"
                                << QByteArray("unknown") << 13;
        QTest::newRow("bad line before") << "eu1 ssh-ed25519 !!!\neu1 " + ed25519 + "\n" << QByteArray("trusted") << 0;
    }
    void hostkeys()
    {
        QFETCH(QByteArray, knownHosts);
        const QStringList check{
            QStringLiteral("hostkey"),       QStringLiteral("check"),          QStringLiteral("eu1"),
            QStringLiteral("--known-hosts"), write("known_hosts", knownHosts), QStringLiteral("--key"),
            QString::fromLatin1(ed25519)};
        const Answer text = run(check);
        QTEST(text.out.trimmed(), "verdict");
        QTEST(text.exitCode, "exitCode");
        const Answer json = run(QStringList{QStringLiteral("--json")} + check);
        QTEST(json.object[QLatin1String("verdict")].toString().toLatin1(), "verdict");
    }

    void helpAndVersion()
    {
        const Answer help = run({QStringLiteral("--help")});
        QCOMPARE(help.exitCode, 0);
        for (const char *word : {"deploy", "rollback", "job recover", "audit verify", "hostkey check", "--as-script"})
            QVERIFY2(help.out.contains(word), word);
        QVERIFY(run({QStringLiteral("--version")}).out.startsWith("bounceproctl "));
    }
};

QTEST_GUILESS_MAIN(TestBounceproctl)
#include "tst_bounceproctl.moc"
