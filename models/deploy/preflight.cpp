// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/deploy/preflight.h"

#include "models/deploy/deploy.h"
#include "models/deploy/rollbackpreview.h"
#include "models/servers/wording.h"

#include <QCoreApplication>

#include <algorithm>

namespace bouncepro {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("Preflight", text);
}

constexpr qint64 leastFree = 500'000'000; // below it nothing is started
constexpr qint64 leastState = 1'000'000;  // the same for the records of jobs
constexpr qint64 littleState = 50'000'000;
constexpr qint64 imageGuess = 1'000'000'000; // of a release, where none runs yet
constexpr int fewDeploys = 3;
constexpr qint64 backupHours = 26; // a daily one, and time to make it
constexpr qint64 certificateDays = 14;
constexpr qint64 skewSeconds = 30;

// The findings of one plan in the making.
class Findings
{
public:
    Findings(const DeployContext &context, const Plan &plan)
        : m_context(context),
          m_facts(context.facts.preflight),
          m_plan(plan),
          m_isDeploy(plan.action == QLatin1String("deploy"))
    {
    }

    QList<Finding> all()
    {
        compose();
        disk();
        memory();
        way();
        checkout();
        origin();
        migrations();
        verdict();
        backup();
        certificate();
        clock();
        system();
        sortWorstFirst(m_all);
        return m_all;
    }

private:
    void add(const char *id, FindingLevel level, const QString &what, const QString &remedy = {})
    {
        m_all << Finding{QLatin1String(id), level, what, remedy};
    }

    void compose()
    {
        if (!m_isDeploy)
            return;
        if (!m_facts.targetInvalid.isEmpty())
            add("compose", FindingLevel::Blocker,
                tr("Docker Compose refuses the compose file of %1: %2")
                    .arg(m_context.facts.target.left(7), visibleText(m_facts.targetInvalid, 400)),
                tr("Mend the compose file and push it; what runs is not touched."));
        else
            add("compose", FindingLevel::Good, tr("the compose file is valid"));
    }

    void disk()
    {
        const auto state = m_facts.spaces.constFind(QStringLiteral("state"));
        if (state != m_facts.spaces.constEnd() && state->free < littleState)
            add("state-disk", state->free < leastState ? FindingLevel::Blocker : FindingLevel::Warning,
                tr("%1 are free where the console keeps its jobs.").arg(bytesText(state->free)),
                tr("Make room on the file system of %1.").arg(m_context.state.path));
        const auto space = m_facts.spaces.constFind(QStringLiteral("images"));
        if (space == m_facts.spaces.constEnd())
            return;
        const qint64 needed = m_facts.imageBytes > 0 ? m_facts.imageBytes : imageGuess;
        const qint64 left = space->free / needed;
        const QString free = bytesText(space->free);
        const QString remedy = tr("Remove images that nothing needs: `docker image prune`, or enlarge the disk.");
        if (space->free < leastFree)
            add("disk", FindingLevel::Blocker, tr("%1 are free for images.").arg(free), remedy);
        else if (m_isDeploy && left < fewDeploys)
            add("disk", FindingLevel::Warning,
                tr("%1 are free for images: a build may need %2.").arg(free, bytesText(needed)), remedy);
        else
            add("disk", FindingLevel::Good, tr("%1 are free, for %2 deploys at least").arg(free).arg(left));
    }

    void memory()
    {
        if (!m_context.facts.noSwitch().isEmpty() || m_context.status.memoryFree == 0)
            return;
        qint64 second = 0; // what the new containers take beside the old ones
        for (const ServiceStatus &service : m_context.status.services)
            if (m_context.facts.isBuilt(service.name))
                second += service.memoryBytes.value_or(0);
        const QString free = bytesText(m_context.status.memoryFree);
        if (second > m_context.status.memoryFree)
            add("memory", FindingLevel::Warning,
                tr("%1 of memory are free, and new containers beside the old ones may take %2.")
                    .arg(free, bytesText(second)),
                tr("Stop what else runs on the server, or add memory."));
        else
            add("memory", FindingLevel::Good, tr("%1 of memory are free").arg(free));
    }

    void way()
    {
        if (const QString why = m_context.facts.noSwitch(); !why.isEmpty())
            add("switch", FindingLevel::Warning,
                tr("The old containers stop before the new ones start: %1.").arg(visibleText(why)),
                tr("A stack like that of the server kit switches without downtime."));
        const Release *target = m_isDeploy ? nullptr : m_context.facts.release(m_plan.subject);
        const auto files = target ? restoredFiles(m_context.facts, *target) : Result<QList<RestoredFile>>();
        const QStringList recreated = recreatedServices(
            m_context.facts, target ? target->commit : m_context.facts.target, files.value_or(QList<RestoredFile>()));
        if (!recreated.isEmpty())
            add("recreated", FindingLevel::Notice,
                tr("The commit or the environment changes %1: about %2 s without.")
                    .arg(visibleText(recreated.join(tr(", "))))
                    .arg(secondsAway(recreated)));
    }

    void checkout()
    {
        const int files = m_context.status.changes;
        if (files == 1)
            add("checkout", FindingLevel::Warning, tr("1 file of the checkout was changed by hand; it is kept."),
                tr("See on the server: `git status`, `git diff`."));
        else if (files > 1)
            add("checkout", FindingLevel::Warning,
                tr("%1 files of the checkout were changed by hand; they are kept.").arg(files),
                tr("See on the server: `git status`, `git diff`."));
        else
            add("checkout", FindingLevel::Good, tr("nothing was changed by hand"));
    }

    void origin()
    {
        if (!m_context.facts.fetchFailure.isEmpty())
            add("origin", FindingLevel::Warning,
                tr("The origin did not answer, so newer commits are not known: %1")
                    .arg(visibleText(m_context.facts.fetchFailure)),
                tr("Check the access of the checkout to its origin: `git fetch`."));
    }

    void migrations()
    {
        if (!m_isDeploy || m_facts.migrations.isEmpty())
            return;
        add("migrations", FindingLevel::Notice,
            tr("The database gets migrations, which going back does not undo: %1.")
                .arg(visibleText(m_facts.migrations.join(tr(", ")), 300)));
    }

    void verdict()
    {
        const Release *target = m_context.facts.release(m_plan.subject);
        if (m_isDeploy || !target)
            return;
        const MigrationVerdict verdict = migrationVerdict(m_context.facts, *target);
        const FindingLevel level = verdict.kind == MigrationVerdict::CodeOnly  ? FindingLevel::Good
                                   : verdict.kind == MigrationVerdict::Unknown ? FindingLevel::Notice
                                                                               : FindingLevel::Warning;
        add("database", level, verdict.text, verdict.remedy);
    }

    void backup()
    {
        const FindingLevel worst = m_facts.migrations.isEmpty() ? FindingLevel::Notice : FindingLevel::Warning;
        const QString remedy = tr("Make one first: `./scripts/backup.sh`");
        if (m_facts.backup.isValid()) {
            const qint64 age = m_facts.backup.secsTo(m_context.now);
            if (age > backupHours * 3600)
                add("backup", worst, tr("The newest backup is %1 old.").arg(ageText(age)), remedy);
            else
                add("backup", FindingLevel::Good, tr("the newest backup is %1 old").arg(ageText(age)));
        } else if (!m_facts.noBackup.isEmpty()) {
            add("backup", worst, tr("There is no backup: %1.").arg(visibleText(m_facts.noBackup)), remedy);
        }
    }

    void certificate()
    {
        const QString remedy = tr("Renew it: `./scripts/renew-certificates.sh`");
        if (!m_facts.noCertificate.isEmpty()) {
            add("certificate", FindingLevel::Notice,
                tr("There is no certificate at %1.").arg(visibleText(m_facts.noCertificate)), remedy);
        } else if (m_facts.certificate.isValid()) {
            const qint64 left = m_context.now.secsTo(m_facts.certificate);
            if (left <= 0)
                add("certificate", FindingLevel::Warning,
                    tr("The certificate has been expired for %1.").arg(ageText(-left)), remedy);
            else if (left < certificateDays * 86400)
                add("certificate", FindingLevel::Warning, tr("The certificate expires in %1.").arg(ageText(left)),
                    remedy);
            else
                add("certificate", FindingLevel::Good, tr("the certificate is good for %1").arg(ageText(left)));
        }
    }

    void clock()
    {
        const qint64 skew = std::abs(m_context.clockSkew);
        if (skew > skewSeconds)
            add("clock", FindingLevel::Warning,
                tr("The server's clock and this machine's are %1 apart.").arg(ageText(skew)),
                tr("Check the time of both: `timedatectl`."));
        else
            add("clock", FindingLevel::Good, tr("the clocks agree"));
    }

    void system()
    {
        if (m_facts.reboot)
            add("reboot", FindingLevel::Notice,
                m_facts.reboot->isEmpty()
                    ? tr("The server wants to be started anew.")
                    : tr("The server wants to be started anew, for %1.").arg(visibleText(*m_facts.reboot)),
                tr("Reboot it at a quiet time."));
        if (m_facts.liveRestore == false)
            add("live-restore", FindingLevel::Notice, tr("A restart of the Docker Engine stops the stack."),
                tr("Add \"live-restore\": true to /etc/docker/daemon.json."));
    }

    const DeployContext &m_context;
    const PreflightFacts &m_facts;
    const Plan &m_plan;
    bool m_isDeploy;
    QList<Finding> m_all;
};

QDateTime seconds(const QString &field)
{
    return QDateTime::fromSecsSinceEpoch(field.toLongLong(), Qt::UTC);
}

} // namespace

QString nameOf(FindingLevel level)
{
    switch (level) {
    case FindingLevel::Good:
        return QStringLiteral("good");
    case FindingLevel::Notice:
        return QStringLiteral("notice");
    case FindingLevel::Warning:
        return QStringLiteral("warning");
    case FindingLevel::Blocker:
        return QStringLiteral("blocker");
    }
    return {};
}

bool PreflightFacts::take(const QStringList &f)
{
    const QString &key = f.first();
    if (key == QLatin1String("space"))
        spaces.insert(f.value(1), {f.value(2).toLongLong(), f.value(3).toLongLong()});
    else if (key == QLatin1String("images"))
        imageBytes = f.value(1).toLongLong();
    else if (key == QLatin1String("live-restore"))
        liveRestore = f.value(1) == QLatin1String("true");
    else if (key == QLatin1String("backup"))
        backup = seconds(f.value(1)), backupPath = f.value(3);
    else if (key == QLatin1String("no-backup"))
        noBackup = f.value(1) + QLatin1Char(' ') + f.value(2);
    else if (key == QLatin1String("certificate"))
        certificate = seconds(f.value(1));
    else if (key == QLatin1String("no-certificate"))
        noCertificate = f.value(1);
    else if (key == QLatin1String("reboot"))
        reboot = f.value(1);
    else if (key == QLatin1String("migration"))
        migrations << f.value(1);
    else if (key == QLatin1String("migrated"))
        migrated.emplaceBack(f.value(1), seconds(f.value(2)));
    else if (key == QLatin1String("no-migrated"))
        noMigrated = f.value(1);
    else if (key == QLatin1String("hook") || key == QLatin1String("has-hook"))
        hooks << f.value(1);
    else if (key == QLatin1String("target-invalid"))
        targetInvalid = f.value(1);
    else
        return false;
    return true;
}

void sortWorstFirst(QList<Finding> &findings)
{
    std::stable_sort(findings.begin(), findings.end(),
                     [](const Finding &a, const Finding &b) { return a.level > b.level; });
}

QList<Finding> preflight(const DeployContext &context, const Plan &plan)
{
    return Findings(context, plan).all();
}

} // namespace bouncepro
