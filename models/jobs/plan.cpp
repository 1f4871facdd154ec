// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/jobs/plan.h"

#include "ssh/random.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTextStream>

#include <numeric>

namespace bouncepro {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("Plan", text);
}

QJsonObject commandJson(const Command &command)
{
    QJsonObject environment;
    for (auto it = command.environment().cbegin(); it != command.environment().cend(); ++it)
        environment[it.key()] = it.value();
    return {{QStringLiteral("argv"), QJsonArray::fromStringList(command.argv())},
            {QStringLiteral("directory"), command.directory()},
            {QStringLiteral("environment"), environment}};
}

Command commandFrom(const QJsonObject &object)
{
    QStringList argv;
    for (const QJsonValue word : object[QLatin1String("argv")].toArray())
        argv << word.toString();
    Command command(argv);
    command.in(object[QLatin1String("directory")].toString());
    const QJsonObject environment = object[QLatin1String("environment")].toObject();
    for (auto it = environment.begin(); it != environment.end(); ++it)
        command.set(it.key(), it.value().toString());
    return command;
}

} // namespace

int Plan::expectedSeconds() const
{
    return std::accumulate(steps.begin(), steps.end(), 0,
                           [](int sum, const Step &s) { return sum + s.expectedSeconds; });
}

int Plan::downtimeSeconds() const
{
    return std::accumulate(steps.begin(), steps.end(), 0,
                           [](int sum, const Step &s) { return sum + s.downtimeSeconds; });
}

QString newJobId(const QString &action, const QDateTime &utc)
{
    return QStringLiteral("%1-%2-%3")
        .arg(utc.toUTC().toString(QStringLiteral("yyyyMMdd'T'HHmmss'Z'")), action, QString::fromLatin1(randomHex(3)));
}

QByteArray toJson(const Plan &plan)
{
    QJsonArray steps;
    for (const Step &step : plan.steps) {
        QJsonObject object{{QStringLiteral("title"), step.title},
                           {QStringLiteral("run"), commandJson(step.run)},
                           {QStringLiteral("touches"), step.touches},
                           {QStringLiteral("undoText"), step.undoText},
                           {QStringLiteral("expectedSeconds"), step.expectedSeconds},
                           {QStringLiteral("downtimeSeconds"), step.downtimeSeconds},
                           {QStringLiteral("timeoutSeconds"), step.timeoutSeconds}};
        if (step.undo)
            object[QStringLiteral("undo")] = commandJson(*step.undo);
        steps << object;
    }
    QJsonObject object{{QStringLiteral("format"), 1},
                       {QStringLiteral("id"), plan.id},
                       {QStringLiteral("action"), plan.action},
                       {QStringLiteral("subject"), plan.subject},
                       {QStringLiteral("before"), plan.before},
                       {QStringLiteral("actor"), plan.actor},
                       {QStringLiteral("server"), plan.server},
                       {QStringLiteral("state"), plan.state},
                       {QStringLiteral("bin"), plan.bin},
                       {QStringLiteral("workdir"), plan.workdir},
                       {QStringLiteral("lock"),
                        plan.lock == LockKind::Shared ? QStringLiteral("shared") : QStringLiteral("exclusive")},
                       {QStringLiteral("commitPoint"), plan.commitPoint},
                       {QStringLiteral("created"), plan.created.toUTC().toString(Qt::ISODate)},
                       {QStringLiteral("steps"), steps}};
    if (plan.check)
        object[QStringLiteral("check")] = commandJson(*plan.check);
    return QJsonDocument(object).toJson();
}

Result<Plan> planFromJson(const QByteArray &json)
{
    const QJsonDocument document = QJsonDocument::fromJson(json);
    if (!document.isObject() || !document[QLatin1String("steps")].isArray())
        return fail(ErrorCode::Invalid, tr("The record of this job holds no plan."),
                    tr("The job's other files may still tell what ran: see its output."));
    if (const int format = document[QLatin1String("format")].toInt(); format != 1)
        return fail(ErrorCode::Conflict, tr("This plan has format %1; this program reads format 1.").arg(format),
                    tr("Use the newer console that made it to act on it."));
    const auto text = [&](const char *key) { return document[QLatin1String(key)].toString(); };
    Plan plan{.id = text("id"),
              .action = text("action"),
              .subject = text("subject"),
              .before = text("before"),
              .actor = text("actor"),
              .server = text("server"),
              .state = text("state"),
              .bin = text("bin"),
              .workdir = text("workdir"),
              .lock = text("lock") == QLatin1String("shared") ? LockKind::Shared : LockKind::Exclusive,
              .commitPoint = document[QLatin1String("commitPoint")].toInt(),
              .created = QDateTime::fromString(text("created"), Qt::ISODate),
              .check = {},
              .steps = {}};
    if (document[QLatin1String("check")].isObject())
        plan.check = commandFrom(document[QLatin1String("check")].toObject());
    for (const QJsonValue value : document[QLatin1String("steps")].toArray()) {
        const QJsonObject object = value.toObject();
        Step step{.title = object[QLatin1String("title")].toString(),
                  .run = commandFrom(object[QLatin1String("run")].toObject()),
                  .touches = object[QLatin1String("touches")].toString(),
                  .undo = {},
                  .undoText = object[QLatin1String("undoText")].toString(),
                  .expectedSeconds = object[QLatin1String("expectedSeconds")].toInt(),
                  .downtimeSeconds = object[QLatin1String("downtimeSeconds")].toInt(),
                  .timeoutSeconds = object[QLatin1String("timeoutSeconds")].toInt()};
        if (object.contains(QLatin1String("undo")))
            step.undo = commandFrom(object[QLatin1String("undo")].toObject());
        plan.steps << step;
    }
    return plan;
}

QString asScript(const Plan &plan, const QList<std::pair<QString, QByteArray>> &scripts)
{
    QString text;
    QTextStream out(&text);
    const auto comment = [](const QString &line) { return QString(line).replace(QLatin1Char('\n'), QLatin1Char(' ')); };
    out << "#!/bin/sh\n"
        << "# "
        << comment(tr("%1: %2. Made by BouncePro Console as the way out when it is not at hand.")
                       .arg(plan.action, plan.subject))
        << "\n# "
        << comment(
               tr("Run it on the server as the owner of %1. It takes the same lock as the console.").arg(plan.workdir))
        << "\nset -u\numask 007\n"
        << "export LC_ALL=C STATE=" << shellQuoted(plan.state) << " BIN=" << shellQuoted(plan.bin)
        << " JOB=" << shellQuoted(plan.id)
        << " JOB_DIR=" << shellQuoted(plan.state + QStringLiteral("/jobs/") + plan.id)
        << "\nmkdir -p \"$JOB_DIR\" \"$BIN\" || exit 73\n"
        << "exec 9>>\"$STATE/lock\"\nflock -n 9 || { echo '" << tr("Another job holds the lock:")
        << "' >&2; cat \"$STATE\"/holder/* >&2; exit 75; }\n";
    for (const auto &[name, bytes] : scripts) {
        const QString end = QStringLiteral("END-OF-") + QString::fromLatin1(randomHex(8));
        out << "[ -f \"$BIN/" << name << "\" ] || cat >\"$BIN/" << name << "\" <<'" << end << "'\n"
            << QString::fromUtf8(bytes) << (bytes.endsWith('\n') ? "" : "\n") << end << '\n';
    }
    out << "cd " << shellQuoted(plan.workdir) << " || exit 1\n\n";
    // As the runner does, steps make files that others may read: nginx is another account.
    for (int i = 0; i < plan.steps.size(); ++i)
        if (const Step &step = plan.steps[i]; step.undo)
            out << "undo" << i + 1 << "() { echo " << shellQuoted(tr("Undo of step %1").arg(i + 1)) << "; (umask 022; "
                << step.undo->toShell() << "); }\n";
    out << "undo() {\n    echo \"" << tr("A step failed; going back from step") << " $1\""
        << " >&2\n    n=$1\n    while [ \"$n\" -gt 0 ]; do\n"
        << "        ! command -v \"undo$n\" >/dev/null 2>&1 || \"undo$n\" || echo \"undo $n: $?\" >&2\n"
        << "        n=$((n - 1))\n    done\n    exit 1\n}\n\n";
    for (int i = 0; i < plan.steps.size(); ++i) {
        const Step &step = plan.steps[i];
        const bool forward = plan.commitPoint > 0 && i + 1 > plan.commitPoint;
        out << "# " << i + 1 << ". " << comment(step.title)
            << (step.touches.isEmpty() ? QString() : QStringLiteral(": ") + comment(step.touches)) << "\necho "
            << shellQuoted(QStringLiteral("%1. %2").arg(i + 1).arg(comment(step.title))) << "\n(umask 022; "
            << step.run.toShell() << ") </dev/null || "
            << (forward ? QStringLiteral("exit 1") : QStringLiteral("undo %1").arg(i + 1)) << '\n';
    }
    out.flush();
    return text;
}

} // namespace bouncepro
