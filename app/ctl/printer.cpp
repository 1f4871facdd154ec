// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/ctl/printer.h"

#include "models/jobs/attention.h"
#include "models/jobs/jobsentence.h"

#include <QCoreApplication>
#include <QJsonDocument>

#include <algorithm>
#include <cstdio>

namespace bouncepro::ctl {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("bounceproctl", text);
}

void write(FILE *to, const QString &text)
{
    const QByteArray bytes = text.toUtf8();
    fwrite(bytes.constData(), 1, size_t(bytes.size()), to);
    fflush(to);
}

} // namespace

QString visible(const QString &text)
{
    QString shown;
    shown.reserve(text.size());
    for (const QChar c : text) {
        const bool layout = c == QLatin1Char('\n') || c == QLatin1Char('\t');
        const bool hidden = c.category() == QChar::Other_Control || c.category() == QChar::Other_Format;
        if (hidden && !layout)
            shown += QStringLiteral("\\u%1").arg(c.unicode(), 4, 16, QLatin1Char('0'));
        else
            shown += c;
    }
    return shown;
}

QString localTime(const QDateTime &time)
{
    return time.isValid() ? time.toLocalTime().toString(QStringLiteral("yyyy-MM-dd HH:mm:ss")) : QString();
}

QString table(const QList<QStringList> &rows)
{
    QList<qsizetype> widths;
    for (const QStringList &row : rows)
        for (qsizetype i = 0; i < row.size(); ++i) {
            if (i >= widths.size())
                widths << 0;
            widths[i] = std::max(widths[i], visible(row[i]).size());
        }
    QString text;
    for (const QStringList &row : rows) {
        QString line;
        for (qsizetype i = 0; i < row.size(); ++i)
            line += visible(row[i]).leftJustified(int(widths[i] + 2));
        while (line.endsWith(QLatin1Char(' ')))
            line.chop(1);
        text += line + QLatin1Char('\n');
    }
    return text;
}

void writeError(const QString &text)
{
    write(stderr, text);
}

Printer::Printer(bool json) : m_json(json) {}

void Printer::answer(const QString &text, const QJsonObject &object)
{
    if (m_json)
        write(stdout, QString::fromUtf8(QJsonDocument(object).toJson(QJsonDocument::Compact)) + QLatin1Char('\n'));
    else
        write(stdout, text.endsWith(QLatin1Char('\n')) || text.isEmpty() ? text : text + QLatin1Char('\n'));
}

void Printer::remark(const QString &text)
{
    if (!m_json)
        write(stderr, visible(text) + QLatin1Char('\n'));
}

int Printer::error(const Error &error)
{
    const int code = exitCode(error.code);
    if (m_json) {
        answer({}, {{QStringLiteral("error"), QJsonObject{{QStringLiteral("code"), nameOf(error.code)},
                                                          {QStringLiteral("exitCode"), code},
                                                          {QStringLiteral("message"), error.message},
                                                          {QStringLiteral("remedy"), error.remedy},
                                                          {QStringLiteral("detail"), error.detail}}}});
        return code;
    }
    QString text = tr("Error: %1").arg(error.message) + QLatin1Char('\n');
    if (!error.detail.isEmpty())
        text += QStringLiteral("  | ") + QString(error.detail).replace(QLatin1Char('\n'), QStringLiteral("\n  | ")) +
                QLatin1Char('\n');
    if (!error.remedy.isEmpty())
        text += tr("What to do: %1").arg(error.remedy) + QLatin1Char('\n');
    write(stderr, visible(text));
    return code;
}

QString statusText(const ServerProfile &profile, const StackStatus &status)
{
    const auto well =
        std::count_if(status.services.begin(), status.services.end(), [](const auto &s) { return s.isWell(); });
    QString text = tr("%1 (%2): %3 of %4 services are well.\n")
                       .arg(profile.name, nameOf(profile.environment))
                       .arg(well)
                       .arg(status.services.size());
    if (!status.commit.isEmpty())
        text += tr("Release %1, commit %2 on %3: %4\n")
                    .arg(status.release.isEmpty() ? tr("not pinned") : status.release, status.commit.left(7),
                         status.branch.isEmpty() ? tr("no branch") : status.branch, status.subject);
    if (status.maintenance)
        text += maintenanceText(*status.maintenance) + QLatin1Char('\n');
    if (status.isFrozen())
        text += tr("Deploys are stopped until %1 by %2: %3\n")
                    .arg(localTime(status.freeze->until), status.freeze->actor, status.freeze->reason);
    text += tr("Docker %1, Compose %2, load %3, disk %4 GB free of %5 GB\n\n")
                .arg(status.docker.isEmpty() ? tr("unknown") : status.docker,
                     status.compose.isEmpty() ? tr("unknown") : status.compose)
                .arg(status.load)
                .arg(double(status.diskFree) / 1e9, 0, 'f', 1)
                .arg(double(status.diskTotal) / 1e9, 0, 'f', 1);
    QList<QStringList> rows{
        {tr("SERVICE"), tr("STATE"), tr("HEALTH"), tr("IMAGE"), tr("SINCE"), tr("RESTARTS"), tr("MEMORY")}};
    for (const ServiceStatus &s : status.services)
        rows << QStringList{s.name,
                            s.state,
                            s.state == QLatin1String("running") ? s.health : QStringLiteral("–"),
                            s.image,
                            localTime(s.started),
                            QString::number(s.restarts),
                            s.memoryBytes ? tr("%1 MB").arg(double(*s.memoryBytes) / 1e6, 0, 'f', 0)
                                          : QStringLiteral("–")};
    if (!status.services.isEmpty())
        text += table(rows);
    for (const Readiness &r : status.readiness)
        text += tr("%1 answers %2%3\n")
                    .arg(r.service, r.status ? QString::number(r.status) : r.body,
                         r.release.isEmpty() ? QString() : tr(" as release %1").arg(r.release));
    for (const Problem &p : status.problems) {
        const Error error = status.errorFor(p, profile);
        text += tr("Problem: %1\n  What to do: %2\n").arg(error.message, error.remedy);
    }
    return visible(text);
}

QString planText(const Plan &plan)
{
    QString text = tr("%1 %2 on %3: about %4, %5\n")
                       .arg(plan.action, plan.subject, plan.server, durationText(plan.expectedSeconds() * 1000),
                            plan.downtimeSeconds() > 0
                                ? tr("visitors wait about %1").arg(durationText(plan.downtimeSeconds() * 1000))
                                : tr("visitors notice nothing"));
    text += QStringLiteral("BIN=%1\n").arg(plan.bin);
    for (int i = 0; i < plan.steps.size(); ++i) {
        const Step &step = plan.steps[i];
        text += tr("%1. %2 (~%3 s)\n     touches: %4\n     undo:    %5\n     $ %6\n")
                    .arg(i + 1, 3)
                    .arg(step.title)
                    .arg(step.expectedSeconds)
                    .arg(step.touches, step.undoText, step.run.toShell().replace(plan.bin, QStringLiteral("$BIN")));
        if (i + 1 == plan.commitPoint)
            text += tr("     ---- commit point: from here on the job goes forward ----\n");
    }
    return visible(text);
}

} // namespace bouncepro::ctl
