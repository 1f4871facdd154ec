// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/servers/stacks.h"

#include "models/servers/remotescripts.h"

#include <QCoreApplication>
#include <QMap>

#include <algorithm>

namespace bouncepro {

namespace {

constexpr qsizetype mostStacks = 50;
constexpr qsizetype mostServices = 100;
constexpr qsizetype longestField = 500;

QString tr(const char *text)
{
    return QCoreApplication::translate("Stacks", text);
}

// A path that can stand in a profile: absolute, on one line, going nowhere upwards.
bool isPlainPath(const QString &path)
{
    return path.startsWith(u'/') && path.size() <= longestField && !path.split(u'/').contains(QStringLiteral("..")) &&
           std::none_of(path.begin(), path.end(), [](QChar c) {
               return c.category() == QChar::Other_Control || c.category() == QChar::Other_Format;
           });
}

// Compose's label names all files, apart by commas, absolute as a rule.
QString composeFileOf(const QString &label, const QString &path)
{
    const QString first = label.section(u',', 0, 0);
    return first.startsWith(path + u'/') ? first.mid(path.size() + 1) : first;
}

bool isOurs(const QStringList &services)
{
    const auto has = [&](const char *word) {
        return std::any_of(services.begin(), services.end(),
                           [&](const QString &service) { return service.startsWith(QLatin1String(word)); });
    };
    return has("payload") && has("nuxt") && has("nginx") && has("postgres");
}

void addContainer(QMap<QString, FoundStack> &stacks, const QStringList &f)
{
    const QString path = f.value(2), service = f.value(4);
    if (!isPlainPath(path) || f.value(1).isEmpty() || f.value(1).size() > longestField)
        return;
    FoundStack &stack = stacks[f.value(1) + u'\n' + path];
    stack.path = path;
    stack.project = f.value(1);
    if (stack.composeFile.isEmpty())
        stack.composeFile = composeFileOf(f.value(3), path);
    if (!service.isEmpty() && !stack.services.contains(service) && stack.services.size() < mostServices)
        stack.services << service.left(longestField);
    ++stack.total;
    if (f.value(5) == QLatin1String("running"))
        ++stack.running;
}

} // namespace

Result<StackSurvey> parseStacks(const QByteArray &answer)
{
    StackSurvey survey;
    bool format = false;
    QMap<QString, FoundStack> stacks;
    QList<FoundStack> folders;
    for (const QByteArray &line : answer.split('\n')) {
        const QStringList f = QString::fromUtf8(line).split(u'\t');
        const QString &key = f.first();
        if (key == QLatin1String("format"))
            format = f.value(1) == QLatin1String("1");
        else if (key == QLatin1String("login"))
            survey.login = f.value(1).left(longestField);
        else if (key == QLatin1String("docker"))
            survey.docker = f.value(1).left(longestField);
        else if (key == QLatin1String("compose"))
            survey.compose = f.value(1).left(longestField);
        else if (key == QLatin1String("problem") && survey.problems.size() < mostStacks)
            survey.problems << Problem{f.value(1), f.value(2)};
        else if (key == QLatin1String("container"))
            addContainer(stacks, f);
        else if (key == QLatin1String("folder") && isPlainPath(f.value(1)) && folders.size() < mostStacks)
            folders << FoundStack{.path = f.value(1), .composeFile = f.value(2).left(longestField)};
    }
    if (!format)
        return fail(ErrorCode::Protocol, tr("The server's answer makes no sense."),
                    tr("Log in by hand and look what its shell prints; then try again."),
                    QString::fromUtf8(answer.left(600)));
    for (FoundStack &stack : stacks) {
        std::sort(stack.services.begin(), stack.services.end());
        stack.looksLikeOurs = isOurs(stack.services);
        survey.stacks << stack;
    }
    for (const FoundStack &folder : folders)
        if (std::none_of(survey.stacks.begin(), survey.stacks.end(),
                         [&](const FoundStack &stack) { return stack.path == folder.path; }))
            survey.stacks << folder;
    std::stable_sort(survey.stacks.begin(), survey.stacks.end(), [](const FoundStack &a, const FoundStack &b) {
        return std::make_tuple(!a.looksLikeOurs, a.path) < std::make_tuple(!b.looksLikeOurs, b.path);
    });
    survey.stacks = survey.stacks.mid(0, mostStacks);
    return survey;
}

Result<StackSurvey> surveyStacks(RemoteHost &host, const QString &serverName, std::stop_token stop)
{
    const Command command =
        Command({QStringLiteral("sh"), QStringLiteral("-s"), QStringLiteral("--"), QStringLiteral("/opt/bouncepro")})
            .input(Secret(remoteScript(QStringLiteral("stacks.sh"))))
            .limit(1024 * 1024)
            .timeout(std::chrono::seconds(70));
    const auto answer = runChecked(host, command, tr("Looking for stacks on %1").arg(serverName), stop);
    if (!answer)
        return fail(answer.error());
    return parseStacks(*answer);
}

Result<QList<FoundStack>> findStacks(RemoteHost &host, const QString &serverName, std::stop_token stop)
{
    auto survey = surveyStacks(host, serverName, stop);
    if (!survey)
        return fail(survey.error());
    QList<FoundStack> ours;
    std::copy_if(survey->stacks.begin(), survey->stacks.end(), std::back_inserter(ours),
                 [](const FoundStack &stack) { return stack.looksLikeOurs || stack.project.isEmpty(); });
    if (ours.isEmpty() && !survey->problems.isEmpty()) {
        ServerProfile profile;
        profile.name = serverName;
        return fail(StackStatus().errorFor(survey->problems.first(), profile));
    }
    return ours;
}

} // namespace bouncepro
