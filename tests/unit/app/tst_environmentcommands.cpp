// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QTemporaryDir>

#include <memory>
#include <sys/stat.h>
#include <unistd.h>

namespace {

const QByteArray fileBytes =
    "\xef\xbb\xbf# what it is\r\n\r\nexport DOMAIN=bouncepro.example\r\nPAYLOAD_SECRET='hunter2 hunter2' # old\r\n"
    "URL=https://${DOMAIN}\r\nDOMAIN = bouncepro.example\r\nKEY_ALONE\r\nLAST=\"x\"";

struct Answer
{
    int exitCode = -1;
    QByteArray out;
    QByteArray err;
    QJsonObject object;
    QJsonValue error(const char *field) const { return object[QLatin1String("error")][QLatin1String(field)]; }
};

} // namespace

/// `bounceproctl env` and `secret` on local files.
class TestEnvironmentCommands : public QObject
{
    Q_OBJECT

    std::unique_ptr<QTemporaryDir> m_folder;

    QString path(const char *name = "env") const { return m_folder->filePath(QLatin1String(name)); }

    void write(const QByteArray &bytes, const char *name = "env")
    {
        QFile file(path(name));
        if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size())
            qFatal("%s cannot be written", name);
    }

    QByteArray read(const char *name = "env")
    {
        QFile file(path(name));
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray("no file");
    }

    std::unique_ptr<QProcess> start(const char *words, const QByteArray &input = {})
    {
        auto process = std::make_unique<QProcess>();
        QStringList arguments = QString::fromLatin1(words).split(QLatin1Char(' '));
        arguments.replaceInStrings(QStringLiteral("FILE"), path());
        arguments.replaceInStrings(QStringLiteral("OTHER"), path("other"));
        auto environment = QProcessEnvironment::systemEnvironment();
        environment.insert(QStringLiteral("BOUNCEPRO_CONFIG"), path("config"));
        process->setProcessEnvironment(environment);
        process->start(qEnvironmentVariable("BOUNCEPRO_BINARY") + QStringLiteral("/app/bounceproctl"), arguments);
        process->write(input);
        process->closeWriteChannel();
        return process;
    }

    static Answer finish(QProcess &process)
    {
        if (!process.waitForFinished(30000))
            return {};
        Answer answer{process.exitCode(), process.readAllStandardOutput(), process.readAllStandardError(), {}};
        answer.object = QJsonDocument::fromJson(answer.out).object();
        return answer;
    }

    Answer run(const char *words, const QByteArray &input = {}) { return finish(*start(words, input)); }

    QStringList filesThere() { return QDir(m_folder->path()).entryList(QDir::Files | QDir::Hidden, QDir::Name); }

private Q_SLOTS:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        write(fileBytes);
    }

    void list()
    {
        const Answer masked = run("env list --file FILE --json");
        QCOMPARE(masked.exitCode, 0);
        QVERIFY2(!masked.out.contains("hunter2"), masked.out);
        const Answer open = run("env list --file FILE --json --show-secrets");
        QByteArrayList told;
        for (const QJsonValue v : open.object[QLatin1String("variables")].toArray())
            told << v[QLatin1String("key")].toString().toUtf8() + '=' + v[QLatin1String("value")].toString().toUtf8() +
                        '@' + QByteArray::number(v[QLatin1String("line")].toInt());
        QCOMPARE(told.join('|'), QByteArray("PAYLOAD_SECRET=hunter2 hunter2@4|URL=https://bouncepro.example@5|"
                                            "DOMAIN=bouncepro.example@6|LAST=x@8"));
        QCOMPARE(open.object[QLatin1String("inherited")].toArray(), QJsonArray{QStringLiteral("KEY_ALONE")});
        const Answer text = run("env list --file FILE");
        QVERIFY2(text.out.contains("[secret]") && !text.out.contains("hunter2"), text.out);
        QVERIFY(run("env list --file FILE --show-secrets").out.contains("hunter2"));
    }

    void get()
    {
        QCOMPARE(run("env get URL --file FILE").out, QByteArray("https://bouncepro.example\n"));
        const Answer refused = run("env get PAYLOAD_SECRET --file FILE --json");
        QCOMPARE(refused.exitCode, 2);
        QVERIFY(!refused.out.contains("hunter2"));
        QCOMPARE(run("env get PAYLOAD_SECRET --file FILE --show-secrets").out, QByteArray("hunter2 hunter2\n"));
        QCOMPARE(
            run("env get PAYLOAD_SECRET --file FILE --show-secrets --json").object[QLatin1String("value")].toString(),
            QStringLiteral("hunter2 hunter2"));
        QCOMPARE(run("env get NOTHING --file FILE --json").exitCode, 3);
        QCOMPARE(run("env get KEY_ALONE --file FILE --json").exitCode, 3);
    }

    void set()
    {
        const Answer changed = run("env set PAYLOAD_SECRET --file FILE --json", "it's $new\n");
        QCOMPARE(changed.exitCode, 0);
        QCOMPARE(changed.object[QLatin1String("change")].toString(), QStringLiteral("changed"));
        QVERIFY2(!changed.out.contains("$new") && changed.err.isEmpty(), changed.out + changed.err);
        // One remark on dotenv, one on the length.
        QCOMPARE(changed.object[QLatin1String("remarks")].toArray().size(), 2);
        QByteArray expected = fileBytes;
        QCOMPARE(read(), expected.replace("'hunter2 hunter2'", "\"it's \\$new\""));
        QCOMPARE(run("env get PAYLOAD_SECRET --file FILE --show-secrets").out, QByteArray("it's $new\n"));
        // The key among its group, from a file, of several lines.
        write("two\nlines\n\n", "value");
        write("POSTGRES_USER=a\nPOSTGRES_DB=b\nX=1\n");
        QCOMPARE(
            finish(
                *start(("env set POSTGRES_PASSWORD --file FILE --value-file " + path("value").toLatin1()).constData()))
                .exitCode,
            0);
        QCOMPARE(read(), QByteArray("POSTGRES_USER=a\nPOSTGRES_PASSWORD='two\nlines\n'\nPOSTGRES_DB=b\nX=1\n"));
        QCOMPARE(run("env get POSTGRES_PASSWORD --file FILE --show-secrets").out, read("value"));
        QCOMPARE(run("env set X --file FILE --json", "1").object[QLatin1String("change")].toString(),
                 QStringLiteral("unchanged"));
        QCOMPARE(run("env set Y --file FILE --json", "\n").object[QLatin1String("change")].toString(),
                 QStringLiteral("added"));
    }

    void unset()
    {
        QCOMPARE(run("env unset DOMAIN --file FILE").exitCode, 0);
        QByteArray expected = fileBytes;
        expected.replace("export DOMAIN=bouncepro.example\r\n", "").replace("DOMAIN = bouncepro.example\r\n", "");
        QCOMPARE(read(), expected);
        QCOMPARE(run("env unset DOMAIN --file FILE --json").exitCode, 3);
        write("A=1\nB=${A:?}\n");
        const Answer needed = run("env unset A --file FILE --json");
        QCOMPARE(needed.error("code").toString(), QStringLiteral("Invalid"));
        QCOMPARE(read(), QByteArray("A=1\nB=${A:?}\n"));
    }

    // A template whose references still lack their values can be filled in, key by key.
    void fillsIn()
    {
        write("A=\nB=\nC=${A:?}${B:?}\n");
        QCOMPARE(run("env list --file FILE --json").error("code").toString(), QStringLiteral("Invalid"));
        QCOMPARE(run("env set B --file FILE", "2").exitCode, 0);
        QCOMPARE(run("env set A --file FILE", "1").exitCode, 0);
        QCOMPARE(run("env get C --file FILE").out, QByteArray("12\n"));
        QCOMPARE(run("env set A --file FILE", "\n").exitCode, 2);
        QCOMPARE(read(), QByteArray("A=1\nB=2\nC=${A:?}${B:?}\n"));
    }

    void diff()
    {
        write("DOMAIN=other.example\nPAYLOAD_SECRET=hunter3\nLAST=x\nNEW=1\n", "other");
        const Answer masked = run("env diff OTHER --file FILE --json");
        QCOMPARE(masked.exitCode, 0);
        QVERIFY2(!masked.out.contains("hunter"), masked.out);
        QByteArrayList told;
        for (const QJsonValue v : masked.object[QLatin1String("changes")].toArray())
            told << (v[QLatin1String("change")].toString() + QLatin1Char(' ') + v[QLatin1String("key")].toString())
                        .toLatin1();
        QCOMPARE(told.join('|'), QByteArray("changed DOMAIN|changed PAYLOAD_SECRET|added NEW|removed URL"));
        QVERIFY(!run("env diff OTHER --file FILE").out.contains("hunter"));
        QVERIFY(run("env diff OTHER --file FILE --show-secrets").out.contains("hunter3"));
        QVERIFY(run("env diff FILE --file FILE --json").object[QLatin1String("changes")].toArray().isEmpty());
    }

    void validate()
    {
        const Answer answer = run("env validate --file FILE --json");
        QCOMPARE(answer.exitCode, 1);
        QCOMPARE(answer.object[QLatin1String("valid")].toBool(true), false);
        QVERIFY2(!answer.out.contains("hunter2"), answer.out);
        const QJsonObject first = answer.object[QLatin1String("findings")][0].toObject();
        QCOMPARE(first[QLatin1String("kind")].toString(), QStringLiteral("duplicate"));
        QCOMPARE(first[QLatin1String("line")].toInt(), 3);
        write("A='x\n");
        const QJsonObject rejected =
            run("env validate --file FILE --json").object[QLatin1String("findings")][0].toObject();
        QCOMPARE(rejected[QLatin1String("kind")].toString(), QStringLiteral("rejected"));
        QCOMPARE(rejected[QLatin1String("line")].toInt(), 1);
        QCOMPARE(rejected[QLatin1String("column")].toInt(), 3);
        QVERIFY(run("env validate --file FILE").out.startsWith("error: line 1, column 3: "));
        QCOMPARE(run("env validate --file FILE --environment prod --json").exitCode, 2);
    }

    void misuse_data()
    {
        QTest::addColumn<QByteArray>("words");
        QTest::addColumn<QString>("code");
        QTest::addColumn<int>("exitCode");
        const auto row = [](const char *words, const char *code, int exitCode) {
            QTest::newRow(words) << QByteArray(words) << QString::fromLatin1(code) << exitCode;
        };
        row("env list", "Invalid", 2);
        row("env list --file FILE.none", "NotFound", 3);
        row("env list --file /", "Invalid", 2);
        row("env list --file /dev/null", "Invalid", 2);
        row("env set 1A --file FILE", "Invalid", 2);
        row("env set A value --file FILE", "Invalid", 2);
        row("env set A --file FILE --value-file FILE.none", "NotFound", 3);
        row("env set A --file FILE.none", "NotFound", 3);
        row("env diff OTHER --file FILE", "NotFound", 3);
        row("secret generate", "Invalid", 2);
        row("secret generate md5", "Invalid", 2);
        row("secret generate hex many", "Invalid", 2);
        row("secret generate hex 1", "Invalid", 2);
        row("secret generate BREVO_API_KEY", "NotFound", 3);
    }
    void misuse()
    {
        QFETCH(QByteArray, words);
        const Answer answer = run((words + " --json").constData(), "x");
        QTEST(answer.error("code").toString(), "code");
        QTEST(answer.exitCode, "exitCode");
        QCOMPARE(read(), fileBytes);
    }

    // The left half of a pipe that failed empties no secret.
    void noValue()
    {
        QCOMPARE(run("env set PAYLOAD_SECRET --file FILE --json").error("code").toString(), QStringLiteral("Invalid"));
        QCOMPARE(read(), fileBytes);
        QCOMPARE(run("env set PAYLOAD_SECRET --file FILE --json", "\n").exitCode, 0);
        QCOMPARE(run("env get PAYLOAD_SECRET --file FILE --show-secrets").out, QByteArray("\n"));
    }

    // Where Compose rejects the file nothing is written, and nothing is told of its values.
    void rejected()
    {
        const QByteArray broken = "A=1\nB='hunter2\n";
        write(broken);
        for (const char *words : {"env list --file FILE --json", "env get A --file FILE --json",
                                  "env set A --file FILE --json", "env unset A --file FILE --json"}) {
            const Answer answer = run(words, "x");
            QCOMPARE(answer.error("code").toString(), QStringLiteral("Invalid"));
            QVERIFY2(answer.error("message").toString().contains(QLatin1String("line 2, column 3")), answer.out);
            QVERIFY2(!answer.out.contains("hunter2"), answer.out);
        }
        QCOMPARE(read(), broken);
    }

    void keepsOwnerAndMode()
    {
        QCOMPARE(chmod(path().toLocal8Bit().constData(), 0640), 0);
        if (geteuid() == 0)
            QCOMPARE(chown(path().toLocal8Bit().constData(), 12345, 23456), 0);
        QVERIFY(QFile::link(path(), path("link")));
        QCOMPARE(run(("env set LAST --file " + path("link").toLatin1()).constData(), "y").exitCode, 0);
        struct stat now;
        QCOMPARE(stat(path().toLocal8Bit().constData(), &now), 0);
        QCOMPARE(now.st_mode & 07777, mode_t(0640));
        if (geteuid() == 0)
            QVERIFY(now.st_uid == 12345 && now.st_gid == 23456);
        QVERIFY(QFileInfo(path("link")).isSymLink());
        QVERIFY(read().endsWith("LAST=\"y\""));
        QCOMPARE(filesThere(), QStringList({QStringLiteral("env"), QStringLiteral("link")})); // nothing is left over
    }

    // Each of many that write at once finds its change in the end.
    void concurrent()
    {
        write("A=1\n");
        std::vector<std::unique_ptr<QProcess>> writers;
        for (int i = 0; i < 12; ++i)
            writers.push_back(
                start(QStringLiteral("env set K%1 --file FILE").arg(i).toLatin1().constData(), QByteArray::number(i)));
        for (const auto &writer : writers)
            QCOMPARE(finish(*writer).exitCode, 0);
        const QByteArray text = read();
        for (int i = 0; i < 12; ++i)
            QVERIFY2(text.contains("K" + QByteArray::number(i) + '=' + QByteArray::number(i) + '\n'), text);
    }

    // Who cannot write the file whole leaves it as it is: a limit on the size of files stands for a full disk.
    void fullDisk()
    {
        QProcess process;
        process.start(QStringLiteral("sh"),
                      {QStringLiteral("-c"),
                       QStringLiteral("trap '' XFSZ; ulimit -f 1; exec \"$0\" env set A --json --file \"$1\""),
                       qEnvironmentVariable("BOUNCEPRO_BINARY") + QStringLiteral("/app/bounceproctl"), path()});
        process.write(QByteArray(5000, 'x'));
        process.closeWriteChannel();
        const Answer answer = finish(process);
        QCOMPARE(answer.error("code").toString(), QStringLiteral("NoSpace"));
        QCOMPARE(answer.exitCode, 21);
        QCOMPARE(read(), fileBytes);
        QCOMPARE(filesThere(), QStringList{QStringLiteral("env")});
    }

    void generate()
    {
        const Answer text = run("secret generate hex 16");
        QCOMPARE(text.out.size(), 33);
        QVERIFY(text.err.contains("128 bits"));
        const Answer json = run("secret generate ed25519 --json");
        QVERIFY(json.object[QLatin1String("secret")].toString().startsWith(QLatin1String("-----BEGIN PRIVATE KEY")));
        QVERIFY(json.object[QLatin1String("publicKey")].toString().startsWith(QLatin1String("-----BEGIN PUBLIC KEY")));
        QCOMPARE(json.object[QLatin1String("bits")].toDouble(), 128.0);
        QCOMPARE(run("secret generate POSTGRES_PASSWORD").out.size(), 44);
    }
};

QTEST_GUILESS_MAIN(TestEnvironmentCommands)
#include "tst_environmentcommands.moc"
