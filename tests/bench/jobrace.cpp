// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/jobs/jobs.h"
#include "tests/bench/giveup.h"
#include "ssh/sshhost.h"

#include <QCoreApplication>

#include <algorithm>
#include <array>
#include <barrier>
#include <cstdio>
#include <cstdlib>
#include <thread>

using namespace bouncepro;

// Usage: jobrace SSH-CONFIG HOST STACK ROUNDS
// Two consoles start a job at the same moment, in each round. Prints how often two jobs worked at once, plus how many
// lines of theirs the audit has not, a tab, and 1. Whatever else is wrong (no job got the lock, a loser that is not
// told who holds it, a broken chain) ends it with 1.

namespace {

/// One console: a connection of its own, and the jobs that it got started.
struct Console
{
    std::shared_ptr<SshHost> host;
    QString actor;
    QStringList started = {};
};

// Leaves a line in `overlaps` where another one is at work.
Plan racing(const StateDirectory &state, const QString &stack, const QString &actor)
{
    const QDateTime now = QDateTime::currentDateTimeUtc();
    const QString work = QStringLiteral(
        R"(if mkdir "$STATE/racing"; then sleep 0.05; rmdir "$STATE/racing"; else echo "$JOB" >>"$STATE/overlaps"; fi)");
    return {.id = newJobId(QStringLiteral("race"), now),
            .action = QStringLiteral("race"),
            .subject = QStringLiteral("a race"),
            .before = {},
            .actor = actor,
            .server = {},
            .state = state.path,
            .bin = state.bin,
            .workdir = stack,
            .created = now,
            .steps = {Step{.title = QStringLiteral("Work alone"),
                           .run = Command{QStringLiteral("sh"), QStringLiteral("-c"), work},
                           .touches = {}}}};
}

// Whether this console got the lock; it is then followed to its end.
bool race(Console &console, const ServerProfile &profile, const StateDirectory &state)
{
    const Plan plan = racing(state, profile.stack, console.actor);
    if (auto started = startJob(*console.host, profile, {}, state, plan, {}, {}, {}); !started) {
        if (started.error().code != ErrorCode::Locked)
            giveUp(started.error().message + QLatin1Char(' ') + started.error().detail);
        return false;
    }
    console.started << plan.id;
    FollowParser parser;
    const JobState last = orGiveUp(
        followJob(*console.host, state, plan.id, parser, [](const Error &, std::chrono::seconds) {}, {}), "follow");
    if (last != JobState::Succeeded)
        giveUp(plan.id + QStringLiteral(" is ") + nameOf(last));
    return true;
}

int overlaps(Console &console, const StateDirectory &state)
{
    const Output output = orGiveUp(
        console.host->run(Command{QStringLiteral("cat"), state.path + QStringLiteral("/overlaps")}), "overlaps");
    return int(output.out.count('\n')); // none where there is no such file
}

} // namespace

int main(int argc, char *argv[])
{
    const QCoreApplication app(argc, argv);
    const QStringList words = QCoreApplication::arguments();
    if (words.size() != 5)
        giveUp(QStringLiteral("usage: jobrace SSH-CONFIG HOST STACK ROUNDS"));
    ServerProfile profile;
    profile.name = words[2];
    profile.target = SshTarget{words[2], 0, words[1]};
    profile.stack = words[3];
    profile.environment = Environment::Staging;

    std::array<Console, 2> consoles;
    for (Console &console : consoles) {
        console.host = orGiveUp(SshHost::connect(profile.target, std::make_shared<NoInteraction>()), "connect");
        console.actor = actorOf(console.host->identity());
    }
    const StateDirectory state =
        orGiveUp(prepareState(*consoles[0].host, profile, QStringLiteral("bouncepro"), {}), "state");
    const int rounds = words[4].toInt();
    std::barrier gate(2);
    std::array<bool, 2> won{};
    const auto run = [&](size_t mine) {
        for (int i = 0; i < rounds; ++i) {
            gate.arrive_and_wait();
            won[mine] = race(consoles[mine], profile, state);
            gate.arrive_and_wait();
            if (!won[0] && !won[1])
                giveUp(QStringLiteral("round %1: nobody got the lock").arg(i + 1));
        }
    };
    std::thread other(run, 1);
    run(0);
    other.join();

    const AuditReport audit = orGiveUp(readAudit(*consoles[0].host, state, {}, {}), "audit");
    if (audit.fault != AuditFault::None)
        giveUp(audit.explanation);
    int lost = 0;
    for (const Console &console : consoles)
        for (const QString &id : console.started)
            for (const char *kind : {"begin", "end"})
                lost += std::none_of(audit.entries.cbegin(), audit.entries.cend(), [&](const AuditEntry &entry) {
                    return entry.job == id && entry.kind == QLatin1String(kind);
                });
    std::fprintf(stderr, "jobrace: %d rounds, %d and %d jobs started, %d lines of the audit\n", rounds,
                 int(consoles[0].started.size()), int(consoles[1].started.size()), int(audit.entries.size()));
    std::printf("%d\t1\n", overlaps(consoles[0], state) + lost);
    return 0;
}
