// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/deploy/release.h"

#include "models/servers/wording.h"

#include <QCoreApplication>
#include <QJsonArray>
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
    else if (key == QLatin1String("previous"))
        release.previous = value;
    else if (key == QLatin1String("backup")) {
        release.backup = QDateTime::fromSecsSinceEpoch(value.section(QLatin1Char(' '), 0, 0).toLongLong(), Qt::UTC);
        release.backupPath = value.section(QLatin1Char(' '), 1);
    }
}

// Whether a container of the next release can run beside one of this, and be found under a name of its own.
QString reasonAgainstSwitch(const QString &name, const QJsonObject &services)
{
    const QJsonObject service = services[name].toObject();
    if (const QString fixed = service[QLatin1String("container_name")].toString(); !fixed.isEmpty())
        return tr("%1 has the fixed name %2 (container_name)").arg(name, fixed);
    if (!service[QLatin1String("ports")].toArray().isEmpty())
        return tr("%1 publishes a port of the server itself (ports)").arg(name);
    if (!service[QLatin1String("image")].toString().contains(placeholder))
        return tr("the image of %1 is not named by the release (image: ...:${RELEASE})").arg(name);
    const auto asks = [&](const QString &other) {
        return services[other].toObject().contains(QLatin1String("build")) &&
               services[other][QLatin1String("depends_on")].toObject().contains(name);
    };
    const QStringList names = services.keys();
    if (std::none_of(names.begin(), names.end(), asks))
        return {}; // nginx alone asks it
    const QJsonObject networks = service[QLatin1String("networks")].toObject();
    for (const QJsonValue network : networks)
        if (network[QLatin1String("aliases")].toArray().contains(name + QLatin1Char('-') + placeholder))
            return {};
    return tr("%1 has no network alias with the release (%1-${RELEASE})").arg(name);
}

// Services in the order in which they start; a cycle, which Compose refuses, ends it.
QStringList inStartingOrder(const QJsonObject &services)
{
    QStringList ordered, left = services.keys();
    while (!left.isEmpty()) {
        const auto isFree = [&](const QString &name) {
            const QStringList needs = services[name][QLatin1String("depends_on")].toObject().keys();
            return std::none_of(needs.begin(), needs.end(), [&](const QString &need) { return left.contains(need); });
        };
        const auto next = std::find_if(left.begin(), left.end(), isFree);
        ordered << left.takeAt(next == left.end() ? 0 : int(next - left.begin()));
    }
    return ordered;
}

// Which of the services that are not built differ between two models.
QStringList changedBetween(const QJsonObject &here, const QJsonObject &there)
{
    QStringList names = here.keys() + there.keys(), changed;
    names.removeDuplicates();
    for (const QString &name : std::as_const(names))
        if (const QJsonObject service = here[name].toObject(); !service.contains(QLatin1String("build")) &&
                                                               service != there[name].toObject() &&
                                                               !there[name].toObject().contains(QLatin1String("build")))
            changed << name;
    return changed;
}

// The release whose images run, that which is recorded as current before others; empty: none.
QString runningRelease(const DeployFacts &facts, const QMultiMap<QString, QString> &runs)
{
    const auto matches = [&](const Release &release) {
        bool any = false;
        for (auto it = runs.begin(); it != runs.end(); ++it) {
            if (!facts.isBuilt(it.key()))
                continue;
            any = true;
            if (std::none_of(release.images.begin(), release.images.end(), [&](const ReleaseImage &image) {
                    return image.service == it.key() && image.id == it.value();
                }))
                return false;
        }
        return any;
    };
    if (const Release *recorded = facts.release(facts.recorded); recorded && matches(*recorded))
        return facts.recorded;
    const auto it = std::find_if(facts.releases.begin(), facts.releases.end(), matches);
    return it == facts.releases.end() ? QString() : it->id;
}

void readCompose(DeployFacts &facts, const QJsonObject &services, const QString &project)
{
    for (const QString &name : inStartingOrder(services)) {
        const QJsonObject service = services[name].toObject();
        if (service.contains(QLatin1String("build")))
            facts.services << BuiltService{
                .name = name,
                .image = service[QLatin1String("image")].toString(project + QLatin1Char('-') + name),
                .replicas = std::max(1, service[QLatin1String("deploy")][QLatin1String("replicas")].toInt(
                                            service[QLatin1String("scale")].toInt(1))),
                .noSwitch = reasonAgainstSwitch(name, services)};
        else
            facts.others << name;
        for (const QJsonObject &variables : {service[QLatin1String("environment")].toObject(),
                                             service[QLatin1String("build")][QLatin1String("args")].toObject()})
            for (auto v = variables.begin(); v != variables.end(); ++v)
                facts.variables.insert(v.key() + QLatin1Char('@') + name, v.value().toString());
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

MigrationVerdict migrationVerdict(const DeployFacts &facts, const Release &target)
{
    const PreflightFacts &seen = facts.preflight;
    if (!seen.noMigrated.isEmpty() || target.migrations.isEmpty())
        return {.kind = MigrationVerdict::Unknown,
                .text =
                    target.migrations.isEmpty()
                        ? tr("Whether the database fits is not known: no migrations are on record with this release.")
                        : tr("Whether the database fits is not known: %1.").arg(visibleText(seen.noMigrated)),
                .remedy = tr("Compare the migrations of both commits before you go back.")};
    MigrationVerdict verdict{.kind = MigrationVerdict::CodeOnly, .text = tr("the database fits: only code goes back")};
    for (const auto &[name, time] : seen.migrated) {
        if (target.migrations.contains(name))
            continue;
        if (verdict.ahead.isEmpty() || time < verdict.since)
            verdict.since = time;
        verdict.ahead << name;
    }
    if (verdict.ahead.isEmpty())
        return verdict;
    verdict.kind = MigrationVerdict::DatabaseAhead;
    verdict.text = tr("The database is ahead of this release by %1, since %2. It stays as it is.")
                       .arg(visibleText(verdict.ahead.join(QStringLiteral(", ")), 300), momentText(verdict.since));
    verdict.remedy = tr("Make sure that the old code bears it. A restore from before loses what was entered since.");
    return verdict;
}

const Release *DeployFacts::releaseBefore() const
{
    const auto isGood = [this](const Release &r) { return r.state == QLatin1String("good") && r.id != current; };
    const Release *now = release(current);
    QSet<QString> seen;
    for (const Release *r = now; r && !seen.contains(r->id); r = release(r->previous)) {
        if (isGood(*r))
            return r;
        seen.insert(r->id);
    }
    const auto older = std::find_if(releases.begin(), releases.end(),
                                    [&](const Release &r) { return isGood(r) && (!now || r.created < now->created); });
    return older == releases.end() ? nullptr : &*older;
}

QStringList DeployFacts::recreated(const QString &byCommit) const
{
    QStringList all = drifted + changedOthers.value(composeFiles.value(byCommit));
    all.sort();
    all.removeDuplicates();
    return all;
}

bool DeployFacts::isBuilt(const QString &service) const
{
    return std::any_of(services.begin(), services.end(), [&](const BuiltService &s) { return s.name == service; });
}

QString DeployFacts::noSwitch() const
{
    for (const BuiltService &service : services) {
        if (!service.noSwitch.isEmpty())
            return service.noSwitch;
        if (service.port == 0)
            return tr("nginx/nginx.conf has no map of nginx/local for %1").arg(service.name);
    }
    return {};
}

Result<DeployFacts> parseDeployFacts(const QByteArray &answer, const QString &project)
{
    const qsizetype config = answer.startsWith("config\n") ? 0 : answer.indexOf("\nconfig\n") + 1;
    const QJsonDocument model = QJsonDocument::fromJson(answer.mid(config + 7));
    if ((config == 0 && !answer.startsWith("config\n")) || !model.isObject())
        return fail(ErrorCode::Protocol, tr("The server's answer about its releases makes no sense."),
                    tr("Check on the server: `docker compose config`."), QString::fromUtf8(answer.left(600)));
    DeployFacts facts;
    const QJsonObject services = model[QLatin1String("services")].toObject();
    QMap<QString, int> ports;
    QMultiMap<QString, QString> runs;
    QStringList scales;
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
        if (facts.preflight.take(f))
            continue;
        if (key == QLatin1String("branch"))
            facts.branch = f.value(1);
        else if (key == QLatin1String("commit"))
            facts.commit = f.value(1);
        else if (key == QLatin1String("target"))
            facts.target = f.value(1);
        else if (key == QLatin1String("current"))
            facts.recorded = f.value(1);
        else if (key == QLatin1String("fetch-failed"))
            facts.fetchFailure = f.mid(1).join(QLatin1Char(' '));
        else if (key == QLatin1String("switch"))
            ports.insert(f.value(1), f.value(2).toInt());
        else if (key == QLatin1String("incoming"))
            facts.incoming << Commit{f.value(1), f.value(2),
                                     QDateTime::fromSecsSinceEpoch(f.value(3).toLongLong(), Qt::UTC),
                                     f.mid(4).join(QLatin1Char(' '))};
        else if (key == QLatin1String("record"))
            setField(releaseOf(f.value(1)), f.value(2), f.mid(3).join(QLatin1Char(' ')));
        else if (key == QLatin1String("has-migration"))
            releaseOf(f.value(1)).migrations << f.value(2);
        else if (key == QLatin1String("image"))
            releaseOf(f.value(1)).images << ReleaseImage{f.value(2), f.value(3), f.value(4)};
        else if (key == QLatin1String("missing"))
            releaseOf(f.value(1)).imagesKept = false;
        else if (key == QLatin1String("differs"))
            releaseOf(f.value(1)).differs << f.value(2);
        else if (key == QLatin1String("runs"))
            runs.insert(f.value(1), f.value(2));
        else if (key == QLatin1String("recreates"))
            facts.drifted << f.value(1);
        else if (key == QLatin1String("compose"))
            facts.composeFiles.insert(f.value(1), f.value(2));
        else if (key == QLatin1String("model"))
            facts.changedOthers.insert(
                f.value(1), changedBetween(services, QJsonDocument::fromJson(
                                                         line.mid(line.indexOf('\t', 6) + 1))[QLatin1String("services")]
                                                         .toObject()));
        else if (key == QLatin1String("scales"))
            scales << f.value(1);
        else if (key == QLatin1String("maintains"))
            facts.canClose = true;
        else if (key == QLatin1String("purges"))
            facts.pullZone = f.value(1);
        else if (key == QLatin1String("replaced"))
            facts.replacedSeconds = int(QDateTime::fromString(f.value(1), Qt::ISODate)
                                            .msecsTo(QDateTime::fromString(f.value(2), Qt::ISODate)) +
                                        999) /
                                    1000;
        else if (key == QLatin1String("file"))
            facts.files.insert(f.value(1), f.value(2).toLatin1());
        else if (key == QLatin1String("kept"))
            releaseOf(f.value(1)).environment.insert(f.value(2), f.value(3).toLatin1());
        else if (key == QLatin1String("content"))
            facts.contents.insert(f.value(1).toLatin1(), Secret(QByteArray::fromBase64(f.value(2).toLatin1())));
    }
    std::sort(facts.releases.begin(), facts.releases.end(),
              [](const Release &a, const Release &b) { return a.created > b.created; });
    readCompose(facts, services, project);
    facts.current = runs.isEmpty() ? facts.recorded : runningRelease(facts, runs);
    facts.drifted.removeIf([&](const QString &service) { return facts.isBuilt(service); });
    for (BuiltService &service : facts.services) {
        service.port = ports.value(service.name);
        service.scales = scales.contains(service.name);
    }
    if (facts.services.isEmpty())
        return fail(ErrorCode::Invalid, tr("The compose file builds no service: there is nothing to deploy."),
                    tr("Name the right compose file in the server's profile."));
    return facts;
}

} // namespace bouncepro
