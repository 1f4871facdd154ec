// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/servers/serversentence.h"

#include "models/servers/servicesmodel.h"
#include "models/servers/wording.h"

#include <QCoreApplication>
#include <QHash>

#include <algorithm>
#include <array>

namespace bouncepro {

namespace {

constexpr qint64 staleAfterSeconds = 20; // four looks

QString tr(const char *text)
{
    return QCoreApplication::translate("ServerSentence", text);
}

QString countText(qsizetype count)
{
    static constexpr std::array words = {
        QT_TRANSLATE_NOOP("ServerSentence", "No"),   QT_TRANSLATE_NOOP("ServerSentence", "One"),
        QT_TRANSLATE_NOOP("ServerSentence", "Two"),  QT_TRANSLATE_NOOP("ServerSentence", "Three"),
        QT_TRANSLATE_NOOP("ServerSentence", "Four"), QT_TRANSLATE_NOOP("ServerSentence", "Five"),
        QT_TRANSLATE_NOOP("ServerSentence", "Six")};
    return count < qsizetype(words.size()) ? tr(words[size_t(count)]) : QString::number(count);
}

// A service that is not well, in words that end a sentence.
QString trouble(const ServiceStatus &service)
{
    const QString name = visibleText(service.name, 60);
    switch (conditionOf(service)) {
    case ServiceCondition::Starting:
        return tr("%1 is starting").arg(name);
    case ServiceCondition::Unhealthy:
        return tr("%1 runs but is not healthy").arg(name);
    case ServiceCondition::Restarting:
        return tr("%1 keeps restarting").arg(name);
    case ServiceCondition::Paused:
        return tr("%1 is paused").arg(name);
    case ServiceCondition::NotStarted:
        return tr("%1 was never started").arg(name);
    case ServiceCondition::Down:
        return tr("%1 is down").arg(name);
    case ServiceCondition::Well:
    case ServiceCondition::Unknown:
        break;
    }
    return tr("%1 is in an unknown state").arg(name);
}

bool isDown(const ServiceStatus &service)
{
    const auto condition = conditionOf(service);
    return condition == ServiceCondition::Down || condition == ServiceCondition::Restarting;
}

// The services that are not well, those that are down first.
QList<ServiceStatus> troubledServices(const StackStatus &status)
{
    QList<ServiceStatus> troubled;
    std::copy_if(status.services.begin(), status.services.end(), std::back_inserter(troubled),
                 [](const ServiceStatus &service) { return !service.isWell(); });
    std::stable_partition(troubled.begin(), troubled.end(), isDown);
    return troubled;
}

// Why a server cannot be operated, in a few words; StackStatus::errorFor tells the whole.
QString problemText(const Problem &problem)
{
    static const QHash<QString, const char *> texts{
        {QStringLiteral("no-stack"), QT_TRANSLATE_NOOP("ServerSentence", "The stack was not found")},
        {QStringLiteral("no-git"), QT_TRANSLATE_NOOP("ServerSentence", "The stack is no git checkout")},
        {QStringLiteral("no-docker"), QT_TRANSLATE_NOOP("ServerSentence", "Docker was not found")},
        {QStringLiteral("docker-down"), QT_TRANSLATE_NOOP("ServerSentence", "Docker does not answer")},
        {QStringLiteral("docker-denied"), QT_TRANSLATE_NOOP("ServerSentence", "Docker is not allowed")},
        {QStringLiteral("no-compose"), QT_TRANSLATE_NOOP("ServerSentence", "Docker has no Compose")},
        {QStringLiteral("compose-file"), QT_TRANSLATE_NOOP("ServerSentence", "The compose file is not usable")},
        {QStringLiteral("no-tool"), QT_TRANSLATE_NOOP("ServerSentence", "A command is missing")}};
    return tr(texts.value(problem.word, QT_TRANSLATE_NOOP("ServerSentence", "Cannot be operated")));
}

// Mark and title of a server that answered.
ServerSentence ofView(const ServerView &view)
{
    const StackStatus &status = *view.status;
    if (!status.problems.isEmpty())
        return {Mark::Down, problemText(status.problems.first())};
    if (status.services.isEmpty())
        return {Mark::Unknown, tr("No service of this stack exists yet")};
    const QList<ServiceStatus> troubled = troubledServices(status);
    if (troubled.isEmpty() && !view.failing.isEmpty())
        return {Mark::Down, view.failing};
    if (troubled.isEmpty())
        return {Mark::Well, status.services.size() == 1
                                ? tr("The one service is healthy")
                                : tr("All %1 services are healthy").arg(countText(status.services.size()).toLower())};
    const Mark mark = isDown(troubled.first()) ? Mark::Down : Mark::Warning;
    if (troubled.size() == 1)
        return {mark, trouble(troubled.first())};
    return {mark, tr("%1 of %2 services need attention: %3")
                      .arg(countText(troubled.size()), countText(status.services.size()).toLower(),
                           trouble(troubled.first()))};
}

QString servingText(const StackStatus &status)
{
    const QString release = releaseText(status.release);
    const QString commit = visibleText(status.commit.left(7), 7);
    if (status.services.isEmpty()) // what serves, if anything, was not seen
        return commit.isEmpty() ? QString() : tr("Checkout at %1.").arg(commit);
    if (release.isEmpty())
        return commit.isEmpty() ? QString() : tr("Checkout at %1.").arg(commit);
    if (commit.isEmpty() || release.startsWith(commit))
        return tr("Serving %1.").arg(release);
    return tr("Serving %1, checkout at %2.").arg(release, commit);
}

QString seenText(const ServerView &view, const QDateTime &now)
{
    if (!view.seen.isValid())
        return tr("Not seen yet.");
    return tr("Seen %1.").arg(agoText(view.seen.secsTo(now)));
}

QString joined(const QString &first, const QString &second)
{
    return first.isEmpty() ? second : first + QLatin1Char(' ') + second;
}

ServerSentence lost(const ServerView &view, const ServerProfile &profile, const QDateTime &now)
{
    const qint64 wait = std::max<qint64>(0, now.secsTo(view.nextTry));
    return {Mark::Down, tr("%1 is unreachable").arg(profile.name),
            joined(seenText(view, now), wait > 0 ? tr("Next try in %1.").arg(ageText(wait)) : tr("Trying again now.")),
            true};
}

// A server that answered, in a few words.
QString shortStatus(const ServerView &view)
{
    const StackStatus &status = *view.status;
    if (!status.problems.isEmpty())
        return problemText(status.problems.first());
    if (status.services.isEmpty())
        return tr("No service yet");
    const QList<ServiceStatus> troubled = troubledServices(status);
    if (troubled.size() == 1)
        return trouble(troubled.first());
    if (!troubled.isEmpty())
        return tr("%1 of %2 need attention").arg(troubled.size()).arg(status.services.size());
    if (!view.failing.isEmpty())
        return view.failing;
    const QString release = releaseText(status.release.isEmpty() ? status.commit.left(7) : status.release);
    return release.isEmpty() ? tr("Healthy") : tr("Healthy, %1").arg(release);
}

QString shortFailure(ErrorCode code)
{
    switch (code) {
    case ErrorCode::HostKeyMismatch:
        return tr("Host key changed");
    case ErrorCode::HostKeyRevoked:
        return tr("Host key revoked");
    case ErrorCode::HostKeyUnknown:
        return tr("Host key not accepted");
    case ErrorCode::AuthFailed:
        return tr("Login refused");
    case ErrorCode::KeyUnusable:
        return tr("Key cannot be used");
    case ErrorCode::Cancelled:
        return tr("Cancelled");
    default:
        return tr("Cannot be connected");
    }
}

// Whose key or login it is, the target's or a jump host's, the error says.
QString failedTitle(const Error &error, const ServerProfile &profile)
{
    switch (error.code) {
    case ErrorCode::HostKeyMismatch:
        return tr("A host key changed. %1 is not connected.").arg(profile.name);
    case ErrorCode::HostKeyRevoked:
        return tr("A host key is revoked. %1 is not connected.").arg(profile.name);
    case ErrorCode::HostKeyUnknown:
        return tr("A host key was not accepted. %1 is not connected.").arg(profile.name);
    case ErrorCode::AuthFailed:
        return tr("The login was refused. %1 is not connected.").arg(profile.name);
    case ErrorCode::KeyUnusable:
        return tr("A private key cannot be used. %1 is not connected.").arg(profile.name);
    case ErrorCode::Cancelled:
        return tr("Connecting to %1 was cancelled").arg(profile.name);
    default:
        return tr("%1 cannot be connected").arg(profile.name);
    }
}

} // namespace

QString nameOf(Mark mark)
{
    static constexpr std::array names = {"Well",    "Warning", "Down",         "Running",
                                         "Waiting", "Unknown", "NotConnected", "Skipped"};
    static_assert(names.size() == size_t(Mark::Skipped) + 1);
    return QString::fromLatin1(names[size_t(mark)]);
}

ServerSentence describe(const ServerView &view, const ServerProfile &profile, const QDateTime &now)
{
    if (profile.name.isEmpty())
        return {Mark::Unknown, tr("No server is chosen"), {}, false};
    switch (view.state) {
    case ConnectionState::Idle:
        return {Mark::NotConnected, tr("%1 is not connected").arg(profile.name), seenText(view, now), true};
    case ConnectionState::Connecting:
        if (view.asking)
            return {Mark::Waiting, tr("%1 waits for your answer").arg(profile.name),
                    tr("Nothing was sent yet that the question is about."), view.status.has_value()};
        return {Mark::Running, tr("Connecting to %1").arg(profile.name),
                joined(profile.target.destination, view.seen.isValid() ? seenText(view, now) : QString()),
                view.status.has_value()};
    case ConnectionState::Lost:
        return lost(view, profile, now);
    case ConnectionState::Failed:
        return {Mark::Down, failedTitle(view.error, profile),
                view.seen.isValid() ? seenText(view, now) : tr("Not tried again before you say so."), true};
    case ConnectionState::Connected:
        break;
    }
    ServerSentence sentence = ofView(view);
    sentence.evidence = joined(servingText(*view.status), seenText(view, now));
    sentence.isStale = view.seen.secsTo(now) > staleAfterSeconds;
    return sentence;
}

QString shortState(const ServerView &view, const ServerProfile &profile, const QDateTime &now)
{
    if (profile.name.isEmpty())
        return tr("No server is chosen");
    switch (view.state) {
    case ConnectionState::Idle:
        return tr("Not connected");
    case ConnectionState::Connecting:
        return view.asking ? tr("Waits for your answer") : tr("Connecting");
    case ConnectionState::Lost:
        return view.since.isValid() && view.since < now.addSecs(-1)
                   ? tr("Unreachable for %1").arg(ageText(view.since.secsTo(now)))
                   : tr("Unreachable");
    case ConnectionState::Failed:
        return shortFailure(view.error.code);
    case ConnectionState::Connected:
        break;
    }
    return shortStatus(view);
}

QString awayText(const ServerView &view, const ServerProfile &profile)
{
    if (view.state == ConnectionState::Connected)
        return {};
    return tr("%1.").arg(describe(view, profile, QDateTime::currentDateTimeUtc()).title);
}

QString stateOfThings(const ServerView &view)
{
    switch (view.error.code) {
    case ErrorCode::NotFound:
    case ErrorCode::Conflict:
        return {};
    case ErrorCode::HostKeyMismatch:
    case ErrorCode::HostKeyRevoked:
    case ErrorCode::HostKeyUnknown:
        return tr("Nothing was sent: no password, no key, no command.");
    case ErrorCode::AuthFailed:
    case ErrorCode::KeyUnusable:
        return tr("No command was run. The login is not tried again by itself, so that the account is not locked.");
    default:
        break;
    }
    return view.seen.isValid() ? tr("The server keeps running. Below is what was last seen.")
                               : tr("Nothing is known of the server yet, and nothing was changed.");
}

QString remedyText(const ServerView &view)
{
    if (!view.error.remedy.isEmpty())
        return visibleText(view.error.remedy, 500);
    return view.state == ConnectionState::Lost
               ? tr("Nothing: this console tries again by itself. If the server stays away, check whether it runs and "
                    "whether this machine has a network.")
               : tr("Mend what is said above, then try again.");
}

QString tagText(Environment environment)
{
    switch (environment) {
    case Environment::Production:
        return tr("PRODUCTION");
    case Environment::Staging:
        return tr("STAGING");
    case Environment::Development:
        break;
    }
    return tr("DEVELOPMENT");
}

QString errorReport(const ServerView &view, const ServerProfile &profile, const QDateTime &now)
{
    const auto line = [](const QString &label, const QString &text) {
        return text.isEmpty() ? QString() : QStringLiteral("%1: %2\n").arg(label, visibleLines(text));
    };
    return line(tr("Server"), QStringLiteral("%1 (%2)").arg(profile.name, profile.target.destination)) +
           line(tr("Time"), now.toUTC().toString(Qt::ISODate)) + line(tr("Error"), nameOf(view.error.code)) +
           line(tr("What happened"), view.error.message) + line(tr("What to do"), view.error.remedy) +
           line(tr("Details"), view.error.detail);
}

} // namespace bouncepro
