// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/ctl/progress.h"

#include "models/jobs/jobsentence.h"

#include <QCoreApplication>

#include <unistd.h>

namespace bouncepro::ctl {

namespace {
QString tr(const char *text)
{
    return QCoreApplication::translate("bounceproctl", text);
}
} // namespace

Progress::Progress(Printer &printer, const Plan &plan, bool showOutput)
    : m_printer(printer),
      m_plan(plan),
      m_showOutput(showOutput),
      m_terminal(!printer.json() && isatty(STDERR_FILENO))
{
}

// Progress is for eyes: it goes to standard error, the verdict to standard output.
void Progress::line(const QString &text, bool live)
{
    if (m_printer.json())
        return;
    if (m_liveLine)
        writeError(QStringLiteral("\r\033[K"));
    m_liveLine = live && m_terminal;
    writeError(visible(text) + (m_liveLine ? QString() : QStringLiteral("\n")));
}

void Progress::event(const JobEvent &event)
{
    if (m_printer.json()) {
        m_printer.answer({}, toJsonObject(event));
        return;
    }
    const QString title = m_plan.steps.value(event.step - 1).title;
    const QString place = QStringLiteral("%1/%2").arg(event.step, 2).arg(m_plan.steps.size());
    const QString time = durationText(m_stepStarted.isValid() ? m_stepStarted.msecsTo(event.time) : 0);
    switch (event.kind) {
    case EventKind::Start:
        m_stepStarted = event.time;
        m_tail.clear();
        if (m_terminal)
            line(QStringLiteral("  …  %1  %2").arg(place, title), true);
        break;
    case EventKind::End:
        line((event.exitCode == 0 ? QStringLiteral("  ok %1  %2  (%3)")
                                  : QStringLiteral("  !! %1  %2  (%3, exit code %4)")
                                        .replace(QStringLiteral("%4"), QString::number(event.exitCode)))
                 .arg(place, title, time));
        if (event.exitCode != 0 && !m_showOutput && !m_tail.trimmed().isEmpty())
            line(QStringLiteral("     | ") +
                 QString::fromUtf8(m_tail.trimmed()).replace(QLatin1Char('\n'), QStringLiteral("\n     | ")));
        break;
    case EventKind::Undo:
        m_stepStarted = event.time;
        m_tail.clear();
        if (m_terminal)
            line(QStringLiteral("  …  %1  %2")
                     .arg(place, tr("undo: %1").arg(m_plan.steps.value(event.step - 1).undoText)),
                 true);
        break;
    case EventKind::Undone:
        line(QStringLiteral("  %1 %2  %3  (%4)")
                 .arg(event.exitCode == 0 ? QStringLiteral("<-") : QStringLiteral("!!"), place,
                      tr("undo: %1").arg(m_plan.steps.value(event.step - 1).undoText), time));
        if (event.exitCode != 0 && !m_showOutput)
            line(QStringLiteral("     | ") +
                 QString::fromUtf8(m_tail.trimmed()).replace(QLatin1Char('\n'), QStringLiteral("\n     | ")));
        break;
    }
}

void Progress::output(const QByteArray &bytes)
{
    if (m_printer.json()) {
        m_printer.answer({}, {{QStringLiteral("event"), QStringLiteral("output")},
                              {QStringLiteral("text"), QString::fromUtf8(bytes)}});
        return;
    }
    if (m_showOutput)
        line(QString::fromUtf8(bytes).chopped(bytes.endsWith('\n') ? 1 : 0));
    m_tail += bytes;
    if (m_tail.size() > 3000) // enough to see why a step failed
        m_tail = m_tail.mid(m_tail.indexOf('\n', m_tail.size() - 2500) + 1);
}

void Progress::state(JobState state)
{
    if (m_printer.json())
        m_printer.answer(
            {}, {{QStringLiteral("event"), QStringLiteral("state")}, {QStringLiteral("state"), nameOf(state)}});
    else if (state == JobState::Undoing)
        line(tr("  Going back."));
}

void Progress::retry(const Error &error, std::chrono::seconds wait)
{
    line(tr("  The connection is lost (%1) The job goes on; next try in %2 s.").arg(error.message).arg(wait.count()));
}

int Progress::finished(JobState state, const QMap<QString, QString> &result)
{
    if (m_liveLine)
        line({}, true);
    const QString step = m_plan.steps.value(result.value(QStringLiteral("step")).toInt() - 1).title;
    QString text;
    switch (state) {
    case JobState::Succeeded:
        text = tr("%1 %2: succeeded.").arg(m_plan.action, m_plan.subject);
        break;
    case JobState::FailedRestored:
        text = tr("%1 %2: failed at \"%3\" (%4). The release before serves; nothing is left half done.")
                   .arg(m_plan.action, m_plan.subject, step, result.value(QStringLiteral("reason")));
        break;
    case JobState::Cancelled:
        text = tr("%1 %2: cancelled. What it had done is undone.").arg(m_plan.action, m_plan.subject);
        break;
    case JobState::FailedNeedsPerson:
        text = tr("%1 %2: failed, and its way back failed too at \"%3\". Look at the server now; see: bounceproctl job "
                  "show %4")
                   .arg(m_plan.action, m_plan.subject, step, m_plan.id);
        break;
    case JobState::Interrupted:
        text = tr("%1 %2: interrupted; its runner on the server is gone. Finish it: bounceproctl job recover %3")
                   .arg(m_plan.action, m_plan.subject, m_plan.id);
        break;
    default:
        text = tr("%1 %2: %3. It goes on at the server: bounceproctl job follow %4")
                   .arg(m_plan.action, m_plan.subject, nameOf(state), m_plan.id);
    }
    QJsonObject object{{QStringLiteral("job"), m_plan.id}, {QStringLiteral("state"), nameOf(state)}};
    for (auto it = result.cbegin(); it != result.cend(); ++it)
        object[it.key()] = it.value();
    m_printer.answer(text, object);
    return exitCode(state);
}

Result<int> followToEnd(Call &call, RemoteHost &host, const StateDirectory &state, const Plan &plan)
{
    Progress progress(call.printer, plan, call.options.isSet(QStringLiteral("output")));
    FollowParser parser;
    parser.onEvent = [&](const JobEvent &event) { progress.event(event); };
    parser.onOutput = [&](const QByteArray &bytes) { progress.output(bytes); };
    parser.onState = [&](JobState now) { progress.state(now); };
    auto last = followJob(
        host, state, plan.id, parser,
        [&](const Error &error, std::chrono::seconds wait) { progress.retry(error, wait); }, call.stop);
    if (!last && last.error().code == ErrorCode::Cancelled) {
        call.printer.remark(
            tr("No longer watching. The job goes on at the server; watch it again: bounceproctl job follow %1")
                .arg(plan.id));
        return Stopped;
    }
    if (!last)
        return fail(last.error());
    return progress.finished(*last, parser.result());
}

} // namespace bouncepro::ctl
