// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/environment/environmentsentence.h"

#include "models/servers/wording.h"

#include <QCoreApplication>

#include <algorithm>

namespace bouncepro {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("EnvironmentSentence", text);
}

QString counted(qsizetype count, const QString &one, const QString &many)
{
    return count == 1 ? one : many.arg(count);
}

struct Counts
{
    int missing = 0, errors = 0, warnings = 0;
};

Counts countsOf(const EditedEnvironment &look)
{
    Counts counts;
    for (const EnvironmentFinding &finding : look.findings) {
        if (finding.kind == FindingKind::Missing)
            ++counts.missing;
        else if (finding.severity == FindingSeverity::Error)
            ++counts.errors;
        else if (finding.severity == FindingSeverity::Warning)
            ++counts.warnings;
    }
    return counts;
}

QString titleOf(const Counts &counts, const EnvironmentEditor &editor)
{
    QStringList parts;
    if (counts.missing > 0)
        parts << counted(counts.missing, tr("1 key is missing"), tr("%1 keys are missing"));
    if (counts.errors > 0)
        parts << counted(counts.errors, tr("1 thing is not right"), tr("%1 things are not right"));
    if (parts.isEmpty() && counts.warnings > 0)
        parts << counted(counts.warnings, tr("1 thing to look at"), tr("%1 things to look at"));
    if (editor.isDirty())
        parts << (parts.isEmpty() ? counted(std::max<qsizetype>(editor.look().changes.size(), 1),
                                            tr("1 change is not applied yet"), tr("%1 changes are not applied yet"))
                                  : tr("not applied yet"));
    return parts.isEmpty() ? tr("All keys are in order") : parts.join(tr(", "));
}

} // namespace

ServerSentence environmentSentence(const EnvironmentDesk &desk, const EnvironmentEditor &editor,
                                   const ServerMonitor &monitor, const QDateTime &now)
{
    const ServerProfile &profile = monitor.profile();
    const QString path = visibleText(profile.stack, 80) + QLatin1Char('/') + editor.file();
    switch (desk.state()) {
    case LoadState::Loading:
        if (const QString away = awayText(monitor.view(), profile); !away.isEmpty() && !desk.isRefreshing())
            return {Mark::NotConnected, tr("The environment is not read yet"), away};
        return {Mark::Running, tr("Reading the environment"), path};
    case LoadState::Failed:
        return {Mark::Down, tr("The environment could not be read"),
                visibleText(desk.error() ? desk.error()->message : QString(), 300)};
    case LoadState::Ready:
    case LoadState::Stale:
        break;
    }
    const bool isStale = desk.state() == LoadState::Stale;
    QString age = tr("read %1").arg(agoText(desk.read().secsTo(now)));
    if (isStale)
        age = tr("as read %1").arg(momentText(desk.read()));
    if (!editor.isThere() && !editor.isDirty())
        return {isStale ? Mark::Unknown : Mark::Waiting, tr("There is no %1 on the server").arg(editor.file()),
                tr("%1, %2.").arg(path, age), isStale};
    const Counts counts = countsOf(editor.look());
    const Mark mark = isStale                                   ? Mark::Unknown
                      : counts.missing > 0 || counts.errors > 0 ? Mark::Down
                      : counts.warnings > 0                     ? Mark::Warning
                      : editor.isDirty()                        ? Mark::Waiting
                                                                : Mark::Well;
    return {mark, titleOf(counts, editor),
            tr("%1, %2, %3.").arg(path, counted(editor.look().mine.keys().size(), tr("1 key"), tr("%1 keys")), age),
            isStale};
}

EnvironmentBadge environmentBadge(const EnvironmentDesk &desk)
{
    if (const int changes = desk.changeCount(); changes > 0)
        return {tr("%1 not applied").arg(changes), {}};
    Counts all;
    for (const EnvironmentEditor *editor : desk.editors())
        if (editor->isThere()) {
            const Counts counts = countsOf(editor->look());
            all.missing += counts.missing;
            all.errors += counts.errors;
        }
    if (all.missing > 0)
        return {tr("%1 missing").arg(all.missing), Mark::Down};
    return all.errors > 0 ? EnvironmentBadge{tr("%1 wrong").arg(all.errors), Mark::Down} : EnvironmentBadge{};
}

} // namespace bouncepro
