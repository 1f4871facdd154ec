// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/giveup.h"
#include "ssh/sshconfig.h"
#include "ssh/sshhost.h"

#include <QCoreApplication>
#include <QFile>
#include <QTcpSocket>

#include <libssh2.h>
#include <libssh2_sftp.h>

#include <fcntl.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>

using namespace bouncepro;

// Usage: sshbench exec|connect|download|bare SSH-CONFIG HOST PAIRS FOLDER [REMOTE-FILE]
// Prints one line a pair: seconds of ours, a tab, seconds of OpenSSH's. A pair is measured one right after the other,
// in turn first; one pair before them warms both up and is not printed.

namespace {

using Work = std::function<void()>;

/// A program to its end, as a shell would start it; standard input and output are /dev/null.
void program(const QStringList &arguments)
{
    QList<QByteArray> words;
    for (const QString &argument : arguments)
        words << argument.toUtf8();
    std::vector<char *> argv;
    for (QByteArray &word : words)
        argv.push_back(word.data());
    argv.push_back(nullptr);
    posix_spawn_file_actions_t files;
    posix_spawn_file_actions_init(&files);
    posix_spawn_file_actions_addopen(&files, 0, "/dev/null", O_RDONLY, 0);
    posix_spawn_file_actions_addopen(&files, 1, "/dev/null", O_WRONLY, 0);
    pid_t pid = 0;
    int status = posix_spawnp(&pid, argv[0], &files, nullptr, argv.data(), environ);
    posix_spawn_file_actions_destroy(&files);
    if (status != 0 || waitpid(pid, &status, 0) != pid || status != 0)
        giveUp(QStringLiteral("failed: %1").arg(arguments.join(u' ')));
}

double seconds(const Work &work)
{
    const auto begin = std::chrono::steady_clock::now();
    work();
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
}

void measure(
    int pairs, const Work &ours, const Work &peer, const Work &before = [] {})
{
    const auto timed = [&](const Work &work) {
        before();
        return seconds(work);
    };
    for (int i = 0; i <= pairs; ++i) {
        double a = 0, b = 0;
        if (i % 2) {
            a = timed(ours);
            b = timed(peer);
        } else {
            b = timed(peer);
            a = timed(ours);
        }
        if (i > 0)
            std::printf("%.6f\t%.6f\n", a, b);
        std::fflush(stdout);
    }
}

std::shared_ptr<SshHost> connected(const SshTarget &target)
{
    return orGiveUp(SshHost::connect(target, std::make_shared<NoInteraction>()), "connect");
}

void runTrue(SshHost &host)
{
    if (orGiveUp(host.run(Command{QStringLiteral("true")}), "run").exitCode != 0)
        giveUp(QStringLiteral("true is not true"));
}

void exec(const SshTarget &target, int pairs, const QString &folder)
{
    const QStringList ssh{QStringLiteral("ssh"), QStringLiteral("-F"), target.configFile, QStringLiteral("-S"),
                          folder + QStringLiteral("/master")};
    program(ssh + QStringList{QStringLiteral("-MNf"), target.destination});
    const auto host = connected(target);
    measure(
        pairs, [&] { runTrue(*host); },
        [&] {
            program(ssh + QStringList{target.destination, QStringLiteral("true")});
        });
    program(ssh + QStringList{QStringLiteral("-qO"), QStringLiteral("exit"), target.destination});
}

void connect(const SshTarget &target, int pairs)
{
    measure(
        pairs, [&] { runTrue(*connected(target)); },
        [&] {
            program({QStringLiteral("ssh"), QStringLiteral("-F"), target.configFile, target.destination,
                     QStringLiteral("true")});
        });
}

/// Fetches a file as often as there are pairs, and so does sftp.
void fetch(const SshTarget &target, int pairs, const QString &folder, const QString &remote, const Work &ours)
{
    const QString local = folder + QStringLiteral("/downloaded"), batch = folder + QStringLiteral("/batch");
    QFile file(batch);
    if (!file.open(QFile::WriteOnly))
        giveUp(file.errorString());
    file.write(QStringLiteral("get %1 %2\n").arg(remote, local).toUtf8());
    file.close();
    measure(
        pairs, ours,
        [&] {
            program({QStringLiteral("sftp"), QStringLiteral("-q"), QStringLiteral("-F"), target.configFile,
                     QStringLiteral("-b"), batch, target.destination});
        },
        [&] { // nobody pays for the disk writes of the one before
            QFile::remove(local);
            sync();
        });
}

void download(const SshTarget &target, int pairs, const QString &folder, const QString &remote)
{
    const QString local = folder + QStringLiteral("/downloaded");
    fetch(target, pairs, folder, remote,
          [&] { orGiveUp(connected(target)->download(remote, local, [](qint64, qint64) {}), "download"); });
}

/// The least that libssh2 can do for a download: one blocking loop, and the bytes are thrown away. The lab's own key
/// and no look at the server's: nothing for a real server.
void bare(const SshTarget &target, int pairs, const QString &folder, const QString &remote)
{
    const SshSettings settings = orGiveUp(resolve(target), "resolve");
    fetch(target, pairs, folder, remote, [&] {
        QTcpSocket socket;
        socket.connectToHost(settings.host, quint16(settings.port));
        if (!socket.waitForConnected())
            giveUp(socket.errorString());
        const int descriptor = int(socket.socketDescriptor());
        fcntl(descriptor, F_SETFL, fcntl(descriptor, F_GETFL) & ~O_NONBLOCK);
        LIBSSH2_SESSION *session = libssh2_session_init();
        libssh2_session_method_pref(
            session, LIBSSH2_METHOD_CRYPT_SC,
            "aes128-gcm@openssh.com,aes256-gcm@openssh.com,chacha20-poly1305@openssh.com,aes128-ctr");
        const QByteArray user = settings.user.toUtf8(), key = settings.identityFiles.value(0).toUtf8();
        if (libssh2_session_handshake(session, descriptor) != 0 ||
            libssh2_userauth_publickey_fromfile(session, user, nullptr, key, nullptr) != 0)
            giveUp(QStringLiteral("libssh2 cannot log in"));
        LIBSSH2_SFTP *sftp = libssh2_sftp_init(session);
        LIBSSH2_SFTP_HANDLE *file = sftp ? libssh2_sftp_open(sftp, remote.toUtf8(), LIBSSH2_FXF_READ, 0) : nullptr;
        if (!file)
            giveUp(QStringLiteral("libssh2 cannot open %1").arg(remote));
        std::vector<char> buffer(256 * 1024);
        ssize_t got = 0;
        while ((got = libssh2_sftp_read(file, buffer.data(), buffer.size())) > 0) {
        }
        if (got < 0)
            giveUp(QStringLiteral("libssh2 cannot read %1").arg(remote));
        libssh2_sftp_close(file);
        libssh2_sftp_shutdown(sftp);
        libssh2_session_free(session);
    });
}

} // namespace

int main(int argc, char *argv[])
{
    const QCoreApplication app(argc, argv);
    const QStringList words = QCoreApplication::arguments();
    const int pairs = words.value(4).toInt();
    const SshTarget target{words.value(3), 0, words.value(2)};
    if (words.value(1) == QLatin1String("exec") && words.size() == 6)
        exec(target, pairs, words[5]);
    else if (words.value(1) == QLatin1String("connect") && words.size() == 6)
        connect(target, pairs);
    else if (words.value(1) == QLatin1String("download") && words.size() == 7)
        download(target, pairs, words[5], words[6]);
    else if (words.value(1) == QLatin1String("bare") && words.size() == 7)
        bare(target, pairs, words[5], words[6]);
    else
        giveUp(QStringLiteral("usage: sshbench exec|connect|download|bare SSH-CONFIG HOST PAIRS FOLDER [REMOTE-FILE]"));
    return 0;
}
