// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ssh/hostkeys.h"
#include "ssh/sshconfig.h"
#include "tests/support/sshd.h"

#include <QDir>
#include <QTest>

#include <sys/stat.h>
#include <unistd.h>

#include <thread>

using namespace bouncepro;
using namespace bouncepro::test;

// Decisions on host keys, with ssh-keygen's own reading of the files.
class TestHostKeys : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        m_ours = makeKey(QStringLiteral("ours"), QStringLiteral("ed25519"));
        m_other = makeKey(QStringLiteral("other"), QStringLiteral("ed25519"));
        m_ecdsa = makeKey(QStringLiteral("ecdsa"), QStringLiteral("ecdsa"));
    }

    void decisions_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QByteArray>("file");
        QTest::addColumn<QString>("verdict");
        QTest::addColumn<int>("line");
        QTest::addColumn<int>("warnings");
        const auto row = [](const char *tag, const char *name, const QByteArray &file, const char *verdict,
                            int line = 0, int warnings = 0) {
            QTest::newRow(tag) << QString::fromLatin1(name) << file << QString::fromLatin1(verdict) << line << warnings;
        };
        const QByteArray ours = m_ours + '\n', other = m_other + '\n', ecdsa = m_ecdsa + '\n';
        row("empty", "h", "", "unknown");
        row("plain", "h", "h " + ours, "trusted", 1);
        row("plain, another port", "[h]:2222", "h " + ours, "unknown");
        row("port", "[h]:2222", "[h]:2222 " + ours, "trusted", 1);
        row("port, asked without", "h", "[h]:2222 " + ours, "unknown");
        row("list of names", "h", "a,h,b " + ours, "trusted", 1);
        row("comment and blank lines", "h", "# c\n\n  \nh " + ours, "trusted", 4);
        row("key with comment", "h", "h " + m_ours + " root@h at home\n", "trusted", 1);
        row("carriage returns", "h", "h " + m_ours + "\r\n", "trusted", 1);
        row("no line feed at the end", "h", "h " + m_ours, "trusted", 1);
        row("wildcard", "web.example.org", "*.example.org " + ours, "trusted", 1);
        row("question mark", "web1", "web? " + ours, "trusted", 1);
        row("negated", "h", "*,!h " + ours, "unknown");
        row("negated, another host", "i", "*,!h " + ours, "trusted", 1);
        row("capitals in the file", "h", "H " + ours, "trusted", 1);
        row("another host", "h", "i " + ours, "unknown");
        row("changed", "h", "# c\nh " + other, "changed", 2);
        row("changed, old line stays beside ours", "h", "h " + other + "h " + ours, "trusted", 2);
        row("changed under a wildcard", "h", "* " + other, "changed", 1);
        row("only another type", "h", "h " + ecdsa, "changed", 1);
        row("changed names the line of the same type", "h", "h " + ecdsa + "h " + other, "changed", 2);
        row("two types", "h", "h " + ecdsa + "h " + ours, "trusted", 2);
        row("revoked", "h", "@revoked h " + ours, "revoked", 1);
        row("revoked by a wildcard", "h", "@revoked * " + ours, "revoked", 1);
        row("revoked and plain", "h", "h " + ours + "@revoked h " + ours, "revoked", 2);
        row("revoked for another host", "h", "h " + ours + "@revoked i " + ours, "trusted", 1);
        row("another key is revoked", "h", "@revoked h " + other, "unknown");
        row("another key is revoked, ours is plain", "h", "@revoked h " + other + "h " + ours, "trusted", 2);
        row("authority", "h", "@cert-authority h " + ours, "unknown", 0, 1);
        row("authority and plain", "h", "@cert-authority * " + other + "h " + ours, "trusted", 2, 1);
        row("bad line before", "h", "this is no line at all\nh " + ours, "trusted", 2, 1);
        row("bad base64", "h", "h ssh-ed25519 AAAA!!!!\nh " + ours, "trusted", 2, 1);
        row("type and key differ", "h", "h ssh-rsa " + m_ours.split(' ')[1] + '\n', "unknown", 0, 1);
        row("unknown marker", "h", "@bogus h " + ours, "unknown", 0, 1);
        row("too short", "h", "h ssh-ed25519\nh " + other, "changed", 2, 1);
        row("very long bad line", "h", QByteArray(200'000, 'x') + "\nh " + ours, "trusted", 2, 1);
    }

    void decisions()
    {
        QFETCH(QString, name);
        QFETCH(QByteArray, file);
        QFETCH(QString, verdict);
        QFETCH(int, line);
        QFETCH(int, warnings);
        const QString path = write(QStringLiteral("known"), file);
        const auto known = KnownHosts::lookUp(name, {path});
        QVERIFY2(known, known ? "" : qPrintable(known.error().message));
        const auto decision = known->decide(*HostKey::parse(m_ours));
        QCOMPARE(nameOf(decision.verdict), verdict);
        QCOMPARE(decision.line, line);
        QCOMPARE(decision.file, line > 0 ? path : QString());
        QCOMPARE(known->warnings().size(), warnings);
        if (verdict == QLatin1String("changed"))
            QVERIFY(decision.known.fingerprint().startsWith(QLatin1String("SHA256:")));
    }

    void hashed()
    {
        const QString path = write(QStringLiteral("hashed"), "[h]:2222 " + m_ours + "\ni " + m_other + '\n');
        runTool(QStringLiteral("ssh-keygen"), {QStringLiteral("-H"), QStringLiteral("-f"), path});
        QVERIFY(!read(path).contains("2222"));
        const HostKey key = *HostKey::parse(m_ours);
        QCOMPARE(nameOf(KnownHosts::lookUp(QStringLiteral("[h]:2222"), {path})->decide(key).verdict),
                 QStringLiteral("trusted"));
        QCOMPARE(nameOf(KnownHosts::lookUp(QStringLiteral("i"), {path})->decide(key).verdict),
                 QStringLiteral("changed"));
        QCOMPARE(nameOf(KnownHosts::lookUp(QStringLiteral("h"), {path})->decide(key).verdict),
                 QStringLiteral("unknown"));
    }

    void severalFiles()
    {
        const QString plain = write(QStringLiteral("plain"), "h " + m_ours + '\n');
        const QString global = write(QStringLiteral("global"), "@revoked h " + m_ours + '\n');
        const QString absent = m_folder.filePath(QStringLiteral("absent"));
        const HostKey key = *HostKey::parse(m_ours);
        const auto both = KnownHosts::lookUp(QStringLiteral("h"), {absent, plain, global});
        QCOMPARE(nameOf(both->decide(key).verdict), QStringLiteral("revoked"));
        QCOMPARE(both->decide(key).file, global);
        QCOMPARE(both->types(), QByteArrayList{"ssh-ed25519"});
        QCOMPARE(nameOf(KnownHosts::lookUp(QStringLiteral("h"), {absent})->decide(key).verdict),
                 QStringLiteral("unknown"));
    }

    void unreadableFileBlocks()
    {
        const QString folder = m_folder.filePath(QStringLiteral("folder"));
        QDir().mkpath(folder);
        const auto known = KnownHosts::lookUp(QStringLiteral("h"), {folder});
        QVERIFY(!known);
        QCOMPARE(nameOf(known.error().code), QStringLiteral("PermissionDenied"));
        QVERIFY(known.error().message.contains(folder));
        if (getuid() == 0)
            return; // for root every file is readable
        const QString closed = write(QStringLiteral("closed"), {});
        ::chmod(closed.toLocal8Bit().constData(), 0);
        QVERIFY(!KnownHosts::lookUp(QStringLiteral("h"), {closed}));
    }

    void fingerprint()
    {
        const QByteArray shown = runTool(QStringLiteral("ssh-keygen"),
                                         {QStringLiteral("-lf"), m_folder.filePath(QStringLiteral("ours.pub"))});
        QVERIFY(shown.contains(HostKey::parse(m_ours)->fingerprint().toLatin1() + ' '));
        for (const char *bad : {"", "ssh-ed25519", "ssh-ed25519 AAAA", "ssh-rsa x y", "\xff\xfe"})
            QVERIFY(!HostKey::parse(bad));
    }

    void remember_data()
    {
        QTest::addColumn<bool>("hash");
        QTest::newRow("plain") << false;
        QTest::newRow("hashed") << true;
    }

    void remember()
    {
        QFETCH(bool, hash);
        SshSettings settings;
        settings.host = QStringLiteral("Example.org");
        settings.port = 2222;
        settings.hashKnownHosts = hash;
        settings.newKeysFile = m_folder.filePath(QStringLiteral("new%1/known_hosts").arg(hash));
        const HostKey key = *HostKey::parse(m_ours);
        QVERIFY(rememberHostKey(settings, key));
        struct stat status
        {
        };
        QVERIFY(::stat(settings.newKeysFile.toLocal8Bit().constData(), &status) == 0);
        QCOMPARE(int(status.st_mode & 0777), 0600);
        QVERIFY(::stat(QFileInfo(settings.newKeysFile).path().toLocal8Bit().constData(), &status) == 0);
        QCOMPARE(int(status.st_mode & 0777), 0700);
        QCOMPARE(read(settings.newKeysFile).contains("example.org"), !hash);
        const auto known = KnownHosts::lookUp(settings.knownHostsName(), {settings.newKeysFile});
        QCOMPARE(nameOf(known->decide(key).verdict), QStringLiteral("trusted"));
    }

    void rememberedAtTheSameTime()
    {
        SshSettings settings;
        settings.newKeysFile = write(QStringLiteral("shared"), "# somebody left this line open");
        const HostKey key = *HostKey::parse(m_ours);
        std::vector<std::thread> threads;
        for (int i = 0; i < 8; ++i)
            threads.emplace_back([settings, key, i]() mutable {
                for (int n = 0; n < 25; ++n) {
                    settings.host = QStringLiteral("h%1-%2").arg(i).arg(n);
                    (void)rememberHostKey(settings, key);
                }
            });
        for (std::thread &thread : threads)
            thread.join();
        const QByteArray file = read(settings.newKeysFile);
        QCOMPARE(file.count(' ' + m_ours + '\n'), 200);
        QVERIFY(file.startsWith("# somebody left this line open\n"));
    }

private:
    QByteArray makeKey(const QString &name, const QString &type)
    {
        const QString path = m_folder.filePath(name);
        runTool(QStringLiteral("ssh-keygen"), {QStringLiteral("-q"), QStringLiteral("-t"), type, QStringLiteral("-N"),
                                               QString(), QStringLiteral("-f"), path});
        return read(path + QStringLiteral(".pub")).split(' ').mid(0, 2).join(' ');
    }
    QString write(const QString &name, const QByteArray &text)
    {
        QFile file(m_folder.filePath(name));
        file.open(QIODevice::WriteOnly);
        file.write(text);
        return file.fileName();
    }
    static QByteArray read(const QString &path)
    {
        QFile file(path);
        file.open(QIODevice::ReadOnly);
        return file.readAll();
    }

    QTemporaryDir m_folder;
    QByteArray m_ours, m_other, m_ecdsa;
};

QTEST_GUILESS_MAIN(TestHostKeys)
#include "tst_hostkeys.moc"
