// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ssh/sshhost.h"

#include <QCoreApplication>
#include <QFile>

#include <fcntl.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>

using namespace bouncepro;

// Usage: sshbench exec|connect|download SSH-CONFIG HOST PAIRS FOLDER [REMOTE-FILE]
// Prints one line a pair: seconds of ours, a tab, seconds of OpenSSH's. A pair is measured one right after the other,
// in turn first; one pair before them warms both up and is not printed.

namespace {

using Work = std::function<void()>;

[[noreturn]] void giveUp(const QString &why)
{
    std::fprintf(stderr, "sshbench: %s\n", qPrintable(why));
    std::exit(1);
}

template <class T>
T orGiveUp(Result<T> result, const char *what)
{
    if (!result)
        giveUp(QStringLiteral("%1: %2 %3").arg(QLatin1String(what), result.error().message, result.error().detail));
    if constexpr (!std::is_void_v<T>)
        return std::move(*result);
}

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

void download(const SshTarget &target, int pairs, const QString &folder, const QString &remote)
{
    const QString local = folder + QStringLiteral("/downloaded"), batch = folder + QStringLiteral("/batch");
    QFile file(batch);
    if (!file.open(QFile::WriteOnly))
        giveUp(file.errorString());
    file.write(QStringLiteral("get %1 %2\n").arg(remote, local).toUtf8());
    file.close();
    measure(
        pairs, [&] { orGiveUp(connected(target)->download(remote, local, [](qint64, qint64) {}), "download"); },
        [&] {
            program({QStringLiteral("sftp"), QStringLiteral("-q"), QStringLiteral("-F"), target.configFile,
                     QStringLiteral("-b"), batch, target.destination});
        },
        [&] { // nobody pays for the disk writes of the one before
            QFile::remove(local);
            sync();
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
    else
        giveUp(QStringLiteral("usage: sshbench exec|connect|download SSH-CONFIG HOST PAIRS FOLDER [REMOTE-FILE]"));
    return 0;
}
