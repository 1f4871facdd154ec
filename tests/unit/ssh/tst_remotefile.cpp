// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ssh/sshhost.h"
#include "tests/support/sshd.h"

#include <QCryptographicHash>
#include <QDir>
#include <QTest>

#include <sys/mount.h>
#include <sys/stat.h>
#include <unistd.h>

#include <future>

using namespace bouncepro;
using namespace bouncepro::test;
using namespace std::chrono_literals;

#define VERIFY_OK(call)                                                                                                \
    do {                                                                                                               \
        const auto &called = call;                                                                                     \
        QVERIFY2(called, called ? "" : qPrintable(describe(called.error())));                                          \
    } while (false)
#define COMPARE_FAILURE(call, name)                                                                                    \
    do {                                                                                                               \
        const auto &called = call;                                                                                     \
        QVERIFY(!called);                                                                                              \
        QVERIFY2(nameOf(called.error().code) == QLatin1String(name), qPrintable(describe(called.error())));            \
    } while (false)

static QString describe(const Error &error)
{
    return nameOf(error.code) + QLatin1String(": ") + error.message + u'\n' + error.detail;
}

static QByteArray sha256(const QByteArray &bytes)
{
    return QCryptographicHash::hash(bytes, QCryptographicHash::Sha256).toHex();
}

// Files of a real server: read, replaced, moved in both directions.
class TestRemoteFile : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        if (!m_sshd.unavailable().isEmpty())
            QSKIP(qPrintable(m_sshd.unavailable()));
        const QString key = m_sshd.makeKey(QStringLiteral("id"));
        QVERIFY(m_sshd.start());
        auto host = SshHost::connect(m_sshd.target({key}), std::make_shared<NoInteraction>());
        VERIFY_OK(host);
        m_host = *host;
    }

    void init() { m_folder = std::make_unique<QTemporaryDir>(); }

    void cleanup()
    {
        // Whatever the test did: no temporary file stays.
        if (m_folder && m_folder->isValid()) {
            for (const QString &name : QDir(m_folder->path()).entryList(QDir::Files | QDir::Hidden))
                QVERIFY2(!name.startsWith(u'.'), qPrintable(name));
        }
    }

    void readBack()
    {
        QByteArray bytes("a\0b\r\n\xff'\"$", 10);
        write(QStringLiteral("it's $HOME"), bytes, 0640);
        const auto file = m_host->readFile(path(QStringLiteral("it's $HOME")), 1000);
        VERIFY_OK(file);
        QCOMPARE(file->bytes, bytes);
        QCOMPARE(file->sha256, sha256(bytes));
        QCOMPARE(file->mode, 0640);
        write(QStringLiteral("empty"), {}, 0600);
        QCOMPARE(m_host->readFile(path(QStringLiteral("empty")), 0)->bytes, QByteArray());
    }

    void readFailures()
    {
        write(QStringLiteral("f"), QByteArray(1001, 'x'), 0600);
        COMPARE_FAILURE(m_host->readFile(path(QStringLiteral("f")), 1000), "TooLarge");
        COMPARE_FAILURE(m_host->readFile(path(QStringLiteral("none")), 1000), "NotFound");
        COMPARE_FAILURE(m_host->readFile(path(QString()), 1000), "Invalid");
        COMPARE_FAILURE(m_host->readFile(QStringLiteral("relative"), 1000), "Invalid");
        COMPARE_FAILURE(m_host->readFile(QStringLiteral("/dev/zero"), 1000), "Invalid");
        ::mkfifo(path(QStringLiteral("fifo")).toLocal8Bit().constData(), 0600);
        COMPARE_FAILURE(m_host->readFile(path(QStringLiteral("fifo")), 1000), "Invalid");
        if (getuid() != 0) {
            write(QStringLiteral("closed"), {}, 0);
            COMPARE_FAILURE(m_host->readFile(path(QStringLiteral("closed")), 1000), "PermissionDenied");
        }
    }

    void replaceExisting()
    {
        write(QStringLiteral("f"), "old", 0640);
        if (getuid() == 0)
            QVERIFY(::chown(path(QStringLiteral("f")).toLocal8Bit().constData(), 1234, 4321) == 0);
        QByteArray fresh(3'000'000, '\n');
        fresh[7] = '\0';
        const auto hash = m_host->replaceFile(path(QStringLiteral("f")), fresh, {sha256("old"), 0600});
        VERIFY_OK(hash);
        QCOMPARE(*hash, sha256(fresh));
        QVERIFY(read(QStringLiteral("f")) == fresh);
        struct stat status
        {
        };
        QVERIFY(::stat(path(QStringLiteral("f")).toLocal8Bit().constData(), &status) == 0);
        QCOMPARE(int(status.st_mode & 07777), 0640);
        if (getuid() == 0) {
            QCOMPARE(int(status.st_uid), 1234);
            QCOMPARE(int(status.st_gid), 4321);
        }
    }

    void replaceNew()
    {
        VERIFY_OK(m_host->replaceFile(path(QStringLiteral("n")), "x", {QByteArray(), 0644}));
        struct stat status
        {
        };
        QVERIFY(::stat(path(QStringLiteral("n")).toLocal8Bit().constData(), &status) == 0);
        QCOMPARE(int(status.st_mode & 07777), 0644);
        VERIFY_OK(m_host->replaceFile(path(QStringLiteral("n")), "y", {}));
        VERIFY_OK(m_host->replaceFile(path(QStringLiteral("e")), QByteArray(), {}));
        QCOMPARE(read(QStringLiteral("n")), QByteArray("y"));
    }

    void replaceConflicts_data()
    {
        QTest::addColumn<bool>("exists");
        QTest::addColumn<QByteArray>("expected");
        QTest::newRow("another hash") << true << sha256("what was read");
        QTest::newRow("must not exist") << true << QByteArray();
        QTest::newRow("must exist") << false << sha256("what was read");
    }

    void replaceConflicts()
    {
        QFETCH(bool, exists);
        QFETCH(QByteArray, expected);
        if (exists)
            write(QStringLiteral("f"), "what is there", 0600);
        COMPARE_FAILURE(m_host->replaceFile(path(QStringLiteral("f")), "mine", {expected, 0600}), "Conflict");
        QCOMPARE(QFile::exists(path(QStringLiteral("f"))), exists);
        if (exists)
            QCOMPARE(read(QStringLiteral("f")), QByteArray("what is there"));
    }

    void replaceRaces()
    {
        write(QStringLiteral("f"), "0", 0600);
        std::vector<std::future<bool>> racers;
        for (int i = 0; i < 6; ++i)
            racers.push_back(std::async(std::launch::async, [this, i] {
                return m_host->replaceFile(path(QStringLiteral("new")), QByteArray::number(i), {QByteArray(), 0600})
                    .has_value();
            }));
        int winners = 0;
        for (auto &racer : racers)
            winners += racer.get();
        QCOMPARE(winners, 1);
    }

    void symbolicLinks()
    {
        write(QStringLiteral("target"), "old", 0600);
        QVERIFY(QFile::link(path(QStringLiteral("target")), path(QStringLiteral("link"))));
        VERIFY_OK(m_host->replaceFile(path(QStringLiteral("link")), "new", {sha256("old"), 0600}));
        QVERIFY(QFileInfo(path(QStringLiteral("link"))).isSymLink());
        QCOMPARE(read(QStringLiteral("target")), QByteArray("new"));
        QVERIFY(QFile::link(path(QStringLiteral("nowhere")), path(QStringLiteral("dangling"))));
        COMPARE_FAILURE(m_host->replaceFile(path(QStringLiteral("dangling")), "new", {}), "NotFound");
        COMPARE_FAILURE(m_host->replaceFile(m_folder->path(), "new", {}), "Invalid");
        COMPARE_FAILURE(m_host->replaceFile(path(QStringLiteral("no/such/folder")), "new", {}), "NotFound");
    }

    void fullDisk()
    {
        if (getuid() != 0)
            QSKIP("A full disk needs root, to mount a small one.");
        if (::mount("tmpfs", m_folder->path().toLocal8Bit().constData(), "tmpfs", 0, "size=256k") != 0)
            QSKIP("Nothing can be mounted here.");
        write(QStringLiteral("f"), "old", 0600);
        const auto replaced =
            m_host->replaceFile(path(QStringLiteral("f")), QByteArray(400'000, 'x'), {sha256("old"), 0600});
        write(QStringLiteral("local"), {}, 0600);
        QTemporaryDir local;
        QFile big(local.filePath(QStringLiteral("big")));
        big.open(QIODevice::WriteOnly);
        big.resize(3'000'000);
        const auto uploaded = m_host->upload(big.fileName(), path(QStringLiteral("up")), 0600, {});
        const QByteArray kept = read(QStringLiteral("f"));
        const QStringList left = QDir(m_folder->path()).entryList(QDir::Files | QDir::Hidden);
        ::umount(m_folder->path().toLocal8Bit().constData());
        COMPARE_FAILURE(replaced, "NoSpace");
        COMPARE_FAILURE(uploaded, "NoSpace");
        QCOMPARE(kept, QByteArray("old"));
        QCOMPARE(left, (QStringList{QStringLiteral("f"), QStringLiteral("local")}));
    }

    void transfers()
    {
        QByteArray bytes(20 * 1024 * 1024 + 17, Qt::Uninitialized);
        for (qsizetype i = 0; i < bytes.size(); ++i)
            bytes[i] = char((i * 2654435761u) >> 13);
        write(QStringLiteral("big"), bytes, 0600);
        qint64 last = 0;
        bool rising = true, totalKnown = false;
        const auto progress = [&](qint64 done, qint64 total) {
            rising = rising && done > last;
            last = done;
            totalKnown = total == bytes.size();
        };
        VERIFY_OK(m_host->download(path(QStringLiteral("big")), path(QStringLiteral("copy")), progress));
        QVERIFY(read(QStringLiteral("copy")) == bytes);
        QVERIFY(rising && totalKnown && last == bytes.size());
        last = 0;
        VERIFY_OK(m_host->upload(path(QStringLiteral("big")), path(QStringLiteral("up")), 0640, progress));
        QVERIFY(read(QStringLiteral("up")) == bytes);
        QVERIFY(rising && last == bytes.size());
        struct stat status
        {
        };
        QVERIFY(::stat(path(QStringLiteral("up")).toLocal8Bit().constData(), &status) == 0);
        QCOMPARE(int(status.st_mode & 07777), 0640);
        write(QStringLiteral("none"), {}, 0600);
        VERIFY_OK(m_host->download(path(QStringLiteral("none")), path(QStringLiteral("none2")), {}));
        VERIFY_OK(m_host->upload(path(QStringLiteral("none")), path(QStringLiteral("none3")), 0600, {}));
        QCOMPARE(read(QStringLiteral("none2")), QByteArray());
    }

    void transferFailures()
    {
        write(QStringLiteral("f"), "x", 0600);
        COMPARE_FAILURE(m_host->download(path(QStringLiteral("none")), path(QStringLiteral("l")), {}), "NotFound");
        QVERIFY(!QFile::exists(path(QStringLiteral("l"))));
        COMPARE_FAILURE(m_host->download(path(QStringLiteral("f")), path(QStringLiteral("no/l")), {}),
                        "PermissionDenied");
        COMPARE_FAILURE(m_host->upload(path(QStringLiteral("none")), path(QStringLiteral("r")), 0600, {}), "NotFound");
        COMPARE_FAILURE(m_host->upload(path(QStringLiteral("f")), path(QStringLiteral("no/r")), 0600, {}), "NotFound");
        COMPARE_FAILURE(m_host->upload(path(QStringLiteral("f")), QStringLiteral("relative"), 0600, {}), "Invalid");
        QCOMPARE(m_host->run({QStringLiteral("true")})->exitCode, 0);
    }

    void cancelledTransfers()
    {
        write(QStringLiteral("big"), QByteArray(30'000'000, 'x'), 0600);
        for (const bool down : {true, false}) {
            std::stop_source stop;
            const auto progress = [&](qint64 done, qint64) {
                if (done > 3'000'000)
                    stop.request_stop();
            };
            const auto result = down ? m_host->download(path(QStringLiteral("big")), path(QStringLiteral("part")),
                                                        progress, stop.get_token())
                                     : m_host->upload(path(QStringLiteral("big")), path(QStringLiteral("part")), 0600,
                                                      progress, stop.get_token());
            COMPARE_FAILURE(result, "Cancelled");
            QVERIFY(!QFile::exists(path(QStringLiteral("part"))));
        }
        QCOMPARE(QDir(m_folder->path()).entryList(QDir::Files | QDir::Hidden), QStringList{QStringLiteral("big")});
    }

    void beside()
    {
        // Commands go on while transfers and streams fill the connection.
        write(QStringLiteral("big"), QByteArray(30'000'000, 'x'), 0600);
        auto down = std::async(std::launch::async, [&] {
            return m_host->download(path(QStringLiteral("big")), path(QStringLiteral("a")), {});
        });
        auto up = std::async(std::launch::async, [&] {
            return m_host->upload(path(QStringLiteral("big")), path(QStringLiteral("b")), 0600, {});
        });
        for (int i = 0; i < 10; ++i)
            QCOMPARE(m_host->run({QStringLiteral("echo"), QString::number(i)})->out.trimmed().toInt(), i);
        VERIFY_OK(down.get());
        VERIFY_OK(up.get());
    }

private:
    QString path(const QString &name) const { return name.isEmpty() ? m_folder->path() : m_folder->filePath(name); }
    void write(const QString &name, const QByteArray &bytes, int mode)
    {
        QFile file(path(name));
        file.open(QIODevice::WriteOnly);
        file.write(bytes);
        file.close();
        ::chmod(file.fileName().toLocal8Bit().constData(), mode_t(mode));
    }
    QByteArray read(const QString &name) const
    {
        QFile file(path(name));
        file.open(QIODevice::ReadOnly);
        return file.readAll();
    }

    Sshd m_sshd;
    std::shared_ptr<SshHost> m_host;
    std::unique_ptr<QTemporaryDir> m_folder;
};

QTEST_GUILESS_MAIN(TestRemoteFile)
#include "tst_remotefile.moc"
