// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/deploy/environmentpreview.h"

#include "models/deploy/planbuilder.h"
#include "models/environment/environmentschema.h"
#include "models/jobs/redaction.h"
#include "models/servers/remotescripts.h"
#include "models/servers/wording.h"

#include <QCoreApplication>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>

#include <algorithm>

namespace bouncepro {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("EnvironmentPreview", text);
}

constexpr int replacedSeconds = 12; // as for a deploy in place, where none was measured

QString listed(const QStringList &names)
{
    return visibleText(names.join(tr(", ")), 600);
}

QByteArray fieldOf(const QByteArray &answer, const QByteArray &word)
{
    const qsizetype at = answer.startsWith(word + '\t') ? 0 : answer.indexOf('\n' + word + '\t') + 1;
    if (at == 0 && !answer.startsWith(word + '\t'))
        return {};
    return QByteArray::fromBase64(answer.mid(at + word.size() + 1, answer.indexOf('\n', at) - at - word.size() - 1));
}

// What Compose says, without what it quotes of the files.
Result<void> accepted(const QByteArray &answer, const EnvironmentUpdate &update, const QString &server)
{
    for (const QByteArray &line : answer.split('\n')) {
        const QByteArrayList f = line.split('\t');
        if (f.first() != "rejected")
            continue;
        QList<Secret> values;
        for (const NewEnvironmentFile &file : update.files)
            values << secretValues(file.text.reveal());
        const QString said = QString::fromUtf8(redacted(QByteArray::fromBase64(f.value(2)), values)).trimmed();
        return f.value(1) == "next"
                   ? fail(ErrorCode::Invalid, tr("Compose on %1 does not take the change.").arg(server),
                          tr("Correct it; nothing was changed."), visibleText(said, 2000))
                   : fail(ErrorCode::Invalid, tr("Compose on %1 does not take the stack as it is.").arg(server),
                          tr("Check on the server: `docker compose config`."), visibleText(said, 2000));
    }
    return {};
}

// Sorts what changes by what it asks for.
class Effects
{
public:
    explicit Effects(const EnvironmentContext &context)
        : m_context(context),
          m_facts(context.deploy.facts),
          m_services(context.deploy.facts.others)
    {
        for (const BuiltService &service : m_facts.services)
            m_services << service.name;
    }

    Result<EnvironmentPreview> preview()
    {
        const ServerEnvironment after = m_context.next();
        for (const ServerEnvironmentFile &file : after.files) {
            const EnvironmentDocument was = m_context.now.document(file.name), is = after.document(file.name);
            if (const auto fine = is.accepted(); !fine)
                return fail(fine.error());
            const QList<EnvironmentChange> changed = changes(was, is);
            if (!changed.isEmpty())
                m_preview.changes[file.name] = changed;
            m_preview.secrets += schema().secretsOf(was) + schema().secretsOf(is);
            for (const EnvironmentChange &change : changed)
                sort(change.key);
        }
        for (const NewEnvironmentFile &file : m_context.update.files)
            if (m_context.now.isExposed(file.name))
                m_preview.closed << file.name;
        services();
        return m_preview;
    }

private:
    static const EnvironmentSchema &schema() { return EnvironmentSchema::builtIn(); }

    void sort(const QString &key)
    {
        const EnvironmentKey *known = schema().find(key);
        const auto applies = [&](const char *when) { return known && known->applies.contains(QLatin1String(when)); };
        const bool isGiven = std::any_of(m_context.effects.begin(), m_context.effects.end(), [&](const auto &effect) {
            return effect.keys.contains(key) || effect.otherwise;
        });
        if (applies("build"))
            m_preview.building << key;
        else if (applies("run") && !applies("start"))
            m_preview.atNextRun << key;
        else if (applies("init"))
            m_preview.atFirstStart << key;
        else if (!isGiven)
            m_preview.unread << key;
    }

    void services()
    {
        QStringList built, others;
        for (const BuiltService &service : m_facts.services) // in the order in which they start
            if (isConcerned(service.name) || !m_preview.building.isEmpty())
                built << service.name;
        for (const QString &service : m_facts.others)
            if (isConcerned(service))
                others << service;
        const PlanBuilder builder(m_context.deploy);
        if (!built.isEmpty() || !others.isEmpty()) {
            m_preview.noSwitch = m_facts.noSwitch();
            if (m_preview.noSwitch.isEmpty() && m_preview.building.isEmpty() && builder.running() != builder.pinned())
                m_preview.noSwitch = tr(".env does not pin the release that runs");
        }
        if (built.isEmpty())
            m_preview.noSwitch.clear();
        if (m_preview.noSwitch.isEmpty()) {
            m_preview.beside = built;
            m_preview.replaced = others;
            m_preview.downtimeSeconds = secondsAway(others);
        } else {
            m_preview.replaced = others + built;
            m_preview.downtimeSeconds =
                secondsAway(others) + (m_facts.replacedSeconds > 0 ? m_facts.replacedSeconds : replacedSeconds);
        }
        for (const ServiceEffect &effect : m_context.effects)
            if (!m_preview.beside.contains(effect.service) && !m_preview.replaced.contains(effect.service))
                m_preview.spared << effect.service;
    }

    bool isConcerned(const QString &service) const
    {
        return std::any_of(m_context.effects.begin(), m_context.effects.end(), [&](const ServiceEffect &effect) {
            return effect.service == service &&
                   (effect.otherwise || std::any_of(effect.keys.begin(), effect.keys.end(), [&](const QString &key) {
                        return schema().isRead(key, service, m_services);
                    }));
        });
    }

    const EnvironmentContext &m_context;
    const DeployFacts &m_facts;
    QStringList m_services;
    EnvironmentPreview m_preview;
};

} // namespace

QList<ServiceEffect> effectsOf(const QByteArray &before, const QByteArray &after)
{
    const QJsonObject here = QJsonDocument::fromJson(before)[QLatin1String("services")].toObject();
    const QJsonObject there = QJsonDocument::fromJson(after)[QLatin1String("services")].toObject();
    const QString environment = QStringLiteral("environment");
    QList<ServiceEffect> effects;
    for (auto it = here.begin(); it != here.end(); ++it) {
        QJsonObject then = it.value().toObject(), now = there[it.key()].toObject();
        const QJsonObject had = then.take(environment).toObject(), has = now.take(environment).toObject();
        ServiceEffect effect{it.key(), {}, then != now};
        QStringList keys = had.keys() + has.keys();
        keys.removeDuplicates();
        for (const QString &key : std::as_const(keys))
            if (had[key] != has[key])
                effect.keys << key;
        if (effect.otherwise || !effect.keys.isEmpty())
            effects << effect;
    }
    return effects;
}

ServerEnvironment EnvironmentContext::next() const
{
    ServerEnvironment files = now;
    for (const NewEnvironmentFile &file : update.files) {
        const auto it = std::find_if(files.files.begin(), files.files.end(),
                                     [&](const auto &present) { return present.name == file.name; });
        if (it != files.files.end())
            it->text = file.text;
        else
            files.files.prepend({.name = file.name, .text = file.text, .hash = {}, .owner = {}, .mode = 0600});
    }
    return files;
}

Result<EnvironmentContext> readEnvironmentContext(RemoteHost &host, const ServerProfile &profile,
                                                  const EnvironmentUpdate &update, std::stop_token stop)
{
    static const QRegularExpression plainName(QStringLiteral("\\A\\.env[A-Za-z0-9._-]*\\z"));
    // Its form first, so that a mistake is told with its line and column; references when what is around is known.
    QByteArray incoming;
    for (const NewEnvironmentFile &file : update.files) {
        if (!plainName.match(file.name).hasMatch())
            return fail(ErrorCode::Invalid, tr("“%1” is no environment file.").arg(visibleText(file.name, 80)),
                        tr("Name .env.production or .env."));
        if (auto readable = EnvironmentDocument(file.text.reveal()).wellFormed(); !readable)
            return fail(readable.error());
        incoming += file.name.toLatin1() + '\t' + file.text.reveal().toBase64() + '\n';
    }
    auto deploy = readDeployContext(host, profile, {}, stop);
    if (!deploy)
        return fail(deploy.error());
    Command command{QStringLiteral("sh"),
                    QStringLiteral("-s"),
                    QStringLiteral("--"),
                    profile.stack,
                    deploy->status.project,
                    profile.composeFile,
                    QStringLiteral("environment-models")};
    // Base64 and names of those characters alone: nothing in it ends the text or means anything to the shell.
    command
        .input(Secret("incoming() { cat <<'END'\n" + incoming + "END\n}\n" +
                      remoteScript(QStringLiteral("environment.sh")) + remoteScript(QStringLiteral("deploy.sh"))))
        .timeout(std::chrono::minutes(2));
    auto answer = runChecked(host, command, tr("Reading the environment"), stop);
    if (!answer)
        return fail(answer.error());
    auto now = parseServerEnvironment(*answer, profile.name);
    if (!now)
        return fail(now.error());
    for (const NewEnvironmentFile &file : update.files) {
        const ServerEnvironmentFile *present = now->find(file.name);
        if ((present ? present->hash : QByteArray()) != file.expected)
            return fail(ErrorCode::Conflict,
                        tr("%1 on %2 was changed by others since it was read.").arg(file.name, profile.name),
                        tr("Join both, or read it anew. Nothing was changed."));
    }
    if (auto fine = accepted(*answer, update, profile.name); !fine)
        return fail(fine.error());
    return EnvironmentContext{*deploy, update, *now, effectsOf(fieldOf(*answer, "model"), fieldOf(*answer, "next"))};
}

Result<EnvironmentPreview> previewEnvironment(const EnvironmentContext &context)
{
    return Effects(context).preview();
}

QStringList EnvironmentPreview::lines() const
{
    QStringList all;
    if (!beside.isEmpty())
        all << tr("Made anew without downtime: %1.").arg(listed(beside));
    if (!replaced.isEmpty())
        all << tr("Made anew, so away for about %1 s: %2.").arg(downtimeSeconds).arg(listed(replaced));
    if (!noSwitch.isEmpty())
        all << tr("They are replaced in place: %1.").arg(visibleText(noSwitch));
    if (beside.isEmpty() && replaced.isEmpty())
        all << tr("No container is made anew.");
    if (!spared.isEmpty())
        all << tr("Given a changed key that they do not read, so they run on: %1. The next deploy, or `docker compose "
                  "up -d` by hand, makes them anew.")
                   .arg(listed(spared));
    if (!building.isEmpty())
        all << tr("These count when images are built, so the release is built again: %1.").arg(listed(building));
    if (!atNextRun.isEmpty())
        all << tr("Read by scripts at their next run: %1.").arg(listed(atNextRun));
    if (!atFirstStart.isEmpty())
        all << tr("Looked at when the database is first made alone; now change the database too: %1.")
                   .arg(listed(atFirstStart));
    if (!unread.isEmpty())
        all << tr("No service is given these: %1.").arg(listed(unread));
    if (!closed.isEmpty())
        all << tr("Others may read these today; their mode becomes 0600: %1.").arg(listed(closed));
    return all;
}

} // namespace bouncepro
