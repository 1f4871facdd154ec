// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/ctl/commands.h"
#include "app/process.h"

#include <QCoreApplication>

#include <csignal>
#include <thread>

using namespace bouncepro;
using namespace bouncepro::ctl;

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("bounceproctl", text);
}

void addOptions(QCommandLineParser &parser)
{
    const auto flag = [&](const QStringList &names, const char *help) { parser.addOption({names, tr(help)}); };
    const auto value = [&](const QStringList &names, const char *help, const char *what, const QString &fallback = {}) {
        parser.addOption({names, tr(help), QLatin1String(what), fallback});
    };
    value({QStringLiteral("s"), QStringLiteral("server")}, "The server to act on; not needed where there is one.",
          "NAME");
    flag({QStringLiteral("h"), QStringLiteral("help")}, "Show this help.");
    flag({QStringLiteral("json")}, "Answer in JSON: one object, or one a line where something is followed.");
    value({QStringLiteral("arm")}, "The production server that is to be changed, by its exact name.", "NAME");
    value({QStringLiteral("reason")}, "Why, for the audit.", "TEXT");
    flag({QStringLiteral("dry-run")}, "Show the plan with its commands; change nothing.");
    flag({QStringLiteral("as-script")}, "Print the plan as a POSIX sh script that runs without the console.");
    value({QStringLiteral("at")}, "Start it then, by the server's scheduler: +2h, 03:00, or a date with a time.",
          "TIME");
    flag({QStringLiteral("wait")}, "Wait in the queue while another job holds the lock.");
    value({QStringLiteral("until")}, "When a freeze ends: +2h, 03:00, or a date with a time.", "TIME");
    flag({QStringLiteral("detach")}, "Start the job and return; watch it with job follow.");
    flag({QStringLiteral("output")}, "Show the output of every step.");
    flag({QStringLiteral("again")}, "Deploy the commit that serves already.");
    value({QStringLiteral("soak")}, "How long the new release is watched before the old containers go.", "SECONDS",
          QStringLiteral("10"));
    value({QStringLiteral("commit")}, "Deploy this commit or branch; else the newest of the checkout's branch.",
          "COMMIT");
    value({QStringLiteral("from")}, "The server whose release is promoted.", "SERVER");
    value({QStringLiteral("allow")},
          "Address or network that goes on seeing the closed site; may be given several times.", "ADDRESS");
    flag({QStringLiteral("f"), QStringLiteral("follow")}, "Go on with what is logged from now.");
    value({QStringLiteral("n"), QStringLiteral("tail")}, "Lines of the past for each container.", "LINES",
          QStringLiteral("100"));
    value({QStringLiteral("stack")}, "Absolute path of the checkout on the server.", "PATH");
    value({QStringLiteral("compose-file")}, "Compose file, relative to the stack.", "FILE");
    value({QStringLiteral("environment")}, "production, staging or development.", "WHICH");
    value({QStringLiteral("privilege")}, "How root is reached: none, sudo, sudo-password or root.", "HOW");
    value({QStringLiteral("ssh-config")}, "ssh_config file to use instead of your own.", "FILE");
    flag({QStringLiteral("four-eyes")}, "Each change to this production server needs a second operator.");
    value({QStringLiteral("port")}, "SSH port, where ssh_config does not say it.", "PORT");
    value({QStringLiteral("with")}, "Another server to compare with.", "SERVER");
    value({QStringLiteral("since")}, "The version from which changes are shown.", "VERSION");
    value({QStringLiteral("file")}, "The environment file to work on, on this machine; of incident, the file to write.",
          "FILE");
    value({QStringLiteral("value-file")}, "File that holds the new value; else it is read from standard input.",
          "FILE");
    flag({QStringLiteral("show-secrets")}, "Show the values of secrets too.");
    value({QStringLiteral("known-hosts")}, "known_hosts file to look in; may be given several times.", "FILE");
    value({QStringLiteral("key")}, "The key that a server shows: its type and its base64 blob.", "'TYPE BLOB'");
}

QString usage()
{
    QString text = tr("Commands:\n");
    for (const CommandEntry &entry : commands())
        text +=
            QStringLiteral("  %1\n      %2\n")
                .arg(QString(QLatin1String(entry.words) + QLatin1Char(' ') + QLatin1String(entry.arguments)).trimmed(),
                     tr(entry.help));
    return text;
}

int dispatch(const QCommandLineParser &parser, Printer &printer, std::stop_token stop)
{
    const QStringList words = parser.positionalArguments();
    const CommandEntry *best = nullptr;
    QStringList rest;
    const QList<CommandEntry> all = commands();
    for (const CommandEntry &entry : all) {
        const QStringList own = QString::fromLatin1(entry.words).split(QLatin1Char(' '));
        if (words.mid(0, own.size()) == own &&
            (!best || own.size() > QString::fromLatin1(best->words).count(QLatin1Char(' ')) + 1)) {
            best = &entry;
            rest = words.mid(own.size());
        }
    }
    if (!best)
        return printer.error({ErrorCode::Invalid,
                              words.isEmpty() ? tr("No command is given.")
                                              : tr("There is no command \"%1\".").arg(words.join(QLatin1Char(' '))),
                              {},
                              tr("See: bounceproctl --help")});
    if (rest.size() < best->fewest || (best->most >= 0 && rest.size() > best->most))
        return printer.error(
            {ErrorCode::Invalid,
             tr("%1 takes other arguments.").arg(QLatin1String(best->words)),
             {},
             tr("Usage: bounceproctl %1 %2").arg(QLatin1String(best->words), QLatin1String(best->arguments))});
    Call call(parser, rest, printer, stop);
    const Result<int> code = best->run(call);
    return code ? *code : printer.error(code.error());
}

} // namespace

namespace bouncepro::ctl {

QList<CommandEntry> commands()
{
    return {
        {"servers", "", "List the servers that are known here.", 0, 0, servers},
        {"servers add",
         "NAME DESTINATION [--stack PATH] [--compose-file FILE] [--environment WHICH] [--privilege HOW] "
         "[--port PORT] [--ssh-config FILE] [--four-eyes]",
         "Add a server; DESTINATION is what you type after ssh.", 2, 2, serversAdd},
        {"servers remove", "NAME", "Forget a server; nothing changes on it.", 1, 1, serversRemove},
        {"status", "", "Services, health, release and readiness; exit code 1 where something is not well.", 0, 0,
         status},
        {"deploy",
         "[--commit COMMIT] [--again] [--soak SECONDS] [--wait | --at TIME] [--dry-run | --as-script | --detach] "
         "[--output]",
         "Bring the newest commit into service; goes back by itself when it does not get ready.", 0, 0, deploy},
        {"rollback", "[RELEASE] [--soak SECONDS] [--wait | --at TIME] [--dry-run | --as-script | --detach] [--output]",
         "Bring the last good release, or the named one, back.", 0, 1, rollback},
        {"promote",
         "--from SERVER [--again] [--soak SECONDS] [--wait | --at TIME] [--dry-run | --as-script | --detach] "
         "[--output]",
         "Deploy the commit that another server runs, where it is well there.", 0, 0, promote},
        {"scale", "SERVICE COUNT [--wait | --at TIME] [--dry-run | --as-script | --detach] [--output]",
         "Run so many containers of a service, also after deploys.", 2, 2, scale},
        {"maintenance", "", "Whether the site is closed, and why.", 0, 0, maintenance},
        {"maintenance on",
         "--reason TEXT [--allow ADDRESS]... [--wait | --at TIME] [--dry-run | --as-script | --detach] [--output]",
         "Close the site for visitors, but for some; services go on running.", 0, 0, maintenanceOn},
        {"maintenance off", "[--wait | --at TIME] [--dry-run | --as-script | --detach] [--output]",
         "Open the site again.", 0, 0, maintenanceOff},
        {"releases", "", "Releases on record, and the commits that a deploy would bring.", 0, 0, releases},
        {"plan", "deploy|rollback [RELEASE] [--as-script]",
         "Show what would be done, with every command; change nothing.", 1, 2, plan},
        {"logs", "[SERVICE...] [--follow] [--tail LINES]", "Logs of the services.", 0, -1, logs},
        {"job list", "", "Jobs of the server, newest first.", 0, 0, jobList},
        {"job show", "ID", "One job: its steps, events and result.", 1, 1, jobShow},
        {"job follow", "ID", "Watch a job to its end.", 1, 1, jobFollow},
        {"job cancel", "ID", "Ask a job to stop and go back.", 1, 1, jobCancel},
        {"job approve", "ID", "As second operator, with another key: let a job start that waits for it.", 1, 1,
         jobApprove},
        {"job chat", "ID", "A job's result in words for a chat, without links.", 1, 1, jobChat},
        {"job recover", "ID",
         "Finish an interrupted job: back to the release before, or forward past its commit point.", 1, 1, jobRecover},
        {"lock show", "", "Who holds the server's lock.", 0, 0, lockShow},
        {"lock break", "JOB --reason TEXT", "End what a job runs that hangs, so that it can be recovered.", 1, 1,
         lockBreak},
        {"scheduler install", "", "Let the server start jobs at their time, and recover interrupted ones, by itself.",
         0, 0, schedulerInstall},
        {"scheduler remove", "", "Take that out again.", 0, 0, schedulerRemove},
        {"freeze", "--reason TEXT --until TIME", "Stop deploys until then; rollback stays possible.", 0, 0, freeze},
        {"unfreeze", "", "Let deploys happen again.", 0, 0, unfreeze},
        {"incident", "[--file FILE]", "All that an incident leaves on the server in one text, without secrets.", 0, 0,
         incident},
        {"audit show", "", "Who did what, and whether the record is whole.", 0, 0, auditShow},
        {"audit verify", "", "Whether the record is whole; exit code 9 where it is not.", 0, 0, auditVerify},
        {"env list", "[--file FILE] [--show-secrets]",
         "The variables of the server's environment files, or of one here, as Compose reads them.", 0, 0, envList},
        {"env get", "KEY [--file FILE] [--show-secrets]", "The value of one variable.", 1, 1, envGet},
        {"env set",
         "KEY [--value-file FILE] [--file FILE] [--reason TEXT] [--soak SECONDS] [--wait | --at TIME] [--dry-run | "
         "--as-script | --detach] [--output]",
         "Set a variable to what is read from standard input, and make the services anew that read it.", 1, 1, envSet},
        {"env unset",
         "KEY [--file FILE] [--reason TEXT] [--soak SECONDS] [--wait | --at TIME] [--dry-run | --as-script | "
         "--detach] [--output]",
         "Take a variable out, in the same way.", 1, 1, envUnset},
        {"env diff", "OTHER|--with SERVER|--since VERSION [--file FILE] [--show-secrets]",
         "What changes by key: from the server or FILE to OTHER, a file here, or to another server; or since a "
         "version.",
         0, 1, envDiff},
        {"env history", "", "Versions of the server's environment files: since when, by whom and why.", 0, 0,
         envHistory},
        {"env restore",
         "VERSION [--reason TEXT] [--soak SECONDS] [--wait | --at TIME] [--dry-run | --as-script | --detach] "
         "[--output]",
         "Make a version the newest one again, whole.", 1, 1, envRestore},
        {"env validate", "[--file FILE] [--environment WHICH]",
         "What is wrong with the environment; exit code 1 where there is an error.", 0, 0, envValidate},
        {"env rotate",
         "KEY [--value-file FILE] [--reason TEXT] [--soak SECONDS] [--wait | --at TIME] [--dry-run | --as-script | "
         "--detach] [--output]",
         "Give a secret another value, of the database in the database too; where others make it, from standard input.",
         1, 1, envRotate},
        {"env effective", "[SERVICE] [--show-secrets]",
         "What each service would be given beside what its container runs with.", 0, 1, envEffective},
        {"env scan", "", "Look for the secrets of a server where they should not be; exit code 1 where one is.", 0, 0,
         envScan},
        {"secret generate", "KIND [SIZE]",
         "A new secret: base64, base64url, hex, alphanumeric, password, passphrase, uuid, rsa, ec, ed25519, or what a "
         "key of the environment wants.",
         1, 2, secretGenerate},
        {"hostkey check", "HOST --known-hosts FILE --key 'TYPE BLOB'", "Print trusted, unknown, changed or revoked.", 1,
         1, hostkeyCheck},
    };
}

} // namespace bouncepro::ctl

int main(int argc, char *argv[])
{
    hardenProcess();

    // Signals become a request to stop, taken by a thread of their own; blocked before any other thread begins.
    sigset_t signals;
    sigemptyset(&signals);
    for (const int signal : {SIGINT, SIGTERM, SIGHUP})
        sigaddset(&signals, signal);
    pthread_sigmask(SIG_BLOCK, &signals, nullptr);
    std::signal(SIGPIPE, SIG_IGN);
    static std::stop_source stop;
    std::thread([signals] {
        int signal = 0;
        for (bool again = false; sigwait(&signals, &signal) == 0; again = true) {
            if (again) // a second one ends it at once
                _exit(Stopped);
            stop.request_stop();
        }
    }).detach();

    QCoreApplication app(argc, argv);
    QCoreApplication::setApplicationName(QStringLiteral("bounceproctl"));
    QCoreApplication::setApplicationVersion(QStringLiteral(BOUNCEPRO_VERSION));
    QCommandLineParser parser;
    parser.setApplicationDescription(tr("Operates BouncePro servers over SSH.\n\n") + usage());
    parser.addPositionalArgument(QStringLiteral("command"), tr("One of the commands above, with its arguments."));
    addOptions(parser);
    parser.addVersionOption();
    const bool understood = parser.parse(QCoreApplication::arguments());
    Printer printer(parser.isSet(QStringLiteral("json")) ||
                    QCoreApplication::arguments().contains(QStringLiteral("--json")));
    if (!understood)
        return printer.error({ErrorCode::Invalid, parser.errorText(), {}, tr("See: bounceproctl --help")});
    if (parser.isSet(QStringLiteral("help"))) {
        printer.answer(parser.helpText(), {{QStringLiteral("help"), parser.helpText()}});
        return Done;
    }
    if (parser.isSet(QStringLiteral("version")))
        parser.showVersion();
    return dispatch(parser, printer, stop.get_token());
}
