// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/deploy/release.h"

#include <QCoreApplication>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>

namespace bouncepro {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("Release", text);
}
const QString placeholder = QStringLiteral("bouncepro-release-placeholder"); // as deploy.sh sets it

// name of repository:tag; a colon before a slash is a registry's port.
QString repositoryOf(const QString &image)
{
    const qsizetype colon = image.lastIndexOf(QLatin1Char(':'));
    return colon > image.lastIndexOf(QLatin1Char('/')) ? image.left(colon) : image;
}

void setField(Release &release, const QString &key, const QString &value)
{
    if (key == QLatin1String("commit"))
        release.commit = value;
    else if (key == QLatin1String("subject"))
        release.subject = value;
    else if (key == QLatin1String("job"))
        release.job = value;
    else if (key == QLatin1String("actor"))
        release.actor = value;
    else if (key == QLatin1String("created"))
        release.created = QDateTime::fromString(value, Qt::ISODate);
    else if (key == QLatin1String("state"))
        release.state = value;
}

void readCompose(DeployFacts &facts, const QJsonObject &services, const QString &project)
{
    for (auto it = services.begin(); it != services.end(); ++it) {
        const QJsonObject service = it.value().toObject();
        if (service.contains(QLatin1String("build")))
            facts.services << BuiltService{
                it.key(), service[QLatin1String("image")].toString(project + QLatin1Char('-') + it.key())};
        for (const QJsonObject &variables : {service[QLatin1String("environment")].toObject(),
                                             service[QLatin1String("build")][QLatin1String("args")].toObject()})
            for (auto v = variables.begin(); v != variables.end(); ++v)
                facts.variables.insert(v.key() + QLatin1Char('@') + it.key(), v.value().toString());
    }
}

} // namespace

QString BuiltService::reference(const QString &release) const
{
    return image.contains(placeholder) ? QString(image).replace(placeholder, release)
                                       : repositoryOf(image) + QLatin1Char(':') + release;
}

QString BuiltService::live(const QString &release) const
{
    return QString(image).replace(placeholder, release);
}

QString BuiltService::word(const QString &release) const
{
    return name + QLatin1Char('=') + reference(release) + QLatin1Char('=') + live(release);
}

const Release *DeployFacts::release(const QString &id) const
{
    const auto it = std::find_if(releases.begin(), releases.end(), [&](const Release &r) { return r.id == id; });
    return it == releases.end() ? nullptr : &*it;
}

Result<DeployFacts> parseDeployFacts(const QByteArray &answer, const QString &project)
{
    const qsizetype config = answer.startsWith("config\n") ? 0 : answer.indexOf("\nconfig\n") + 1;
    const QJsonDocument model = QJsonDocument::fromJson(answer.mid(config + 7));
    if ((config == 0 && !answer.startsWith("config\n")) || !model.isObject())
        return fail(ErrorCode::Protocol, tr("The server's answer about its releases makes no sense."),
                    tr("Check on the server: docker compose config."), QString::fromUtf8(answer.left(600)));
    DeployFacts facts;
    const auto releaseOf = [&](const QString &id) -> Release & {
        const auto it =
            std::find_if(facts.releases.begin(), facts.releases.end(), [&](const Release &r) { return r.id == id; });
        if (it != facts.releases.end())
            return *it;
        facts.releases << Release{.id = id};
        return facts.releases.last();
    };
    for (const QByteArray &line : answer.left(config).split('\n')) {
        const QStringList f = QString::fromUtf8(line).split(QLatin1Char('\t'));
        const QString &key = f.first();
        if (key == QLatin1String("branch"))
            facts.branch = f.value(1);
        else if (key == QLatin1String("commit"))
            facts.commit = f.value(1);
        else if (key == QLatin1String("target"))
            facts.target = f.value(1);
        else if (key == QLatin1String("current"))
            facts.current = f.value(1);
        else if (key == QLatin1String("fetch-failed"))
            facts.fetchFailure = f.mid(1).join(QLatin1Char(' '));
        else if (key == QLatin1String("incoming"))
            facts.incoming << Commit{f.value(1), f.value(2),
                                     QDateTime::fromSecsSinceEpoch(f.value(3).toLongLong(), Qt::UTC),
                                     f.mid(4).join(QLatin1Char(' '))};
        else if (key == QLatin1String("record"))
            setField(releaseOf(f.value(1)), f.value(2), f.mid(3).join(QLatin1Char(' ')));
        else if (key == QLatin1String("image"))
            releaseOf(f.value(1)).images << ReleaseImage{f.value(2), f.value(3), f.value(4)};
        else if (key == QLatin1String("missing"))
            releaseOf(f.value(1)).imagesKept = false;
    }
    std::sort(facts.releases.begin(), facts.releases.end(),
              [](const Release &a, const Release &b) { return a.created > b.created; });
    readCompose(facts, model[QLatin1String("services")].toObject(), project);
    if (facts.services.isEmpty())
        return fail(ErrorCode::Invalid, tr("The compose file builds no service: there is nothing to deploy."),
                    tr("Name the right compose file in the server's profile."));
    return facts;
}

} // namespace bouncepro
