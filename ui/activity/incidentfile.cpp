// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/activity/incidentfile.h"

#include "models/jobs/incident.h"
#include "models/servers/connectedhost.h"
#include "ui/shell/serverdesk.h"

#include <QDir>
#include <QFileDialog>
#include <QRegularExpression>
#include <QSaveFile>
#include <QStandardPaths>

namespace bouncepro {

namespace {

// For this account alone: it tells much about the server.
Result<void> write(const QString &path, const QByteArray &text)
{
    QSaveFile file(path);
    if (file.open(QIODevice::WriteOnly) && file.setPermissions(QFile::ReadOwner | QFile::WriteOwner) &&
        file.write(text) == text.size() && file.commit())
        return {};
    return fail(ErrorCode::PermissionDenied, IncidentFile::tr("The file %1 cannot be written.").arg(path),
                IncidentFile::tr("Check the folder's permissions and the disk's free space."), file.errorString());
}

Result<QList<Secret>> secrets(RemoteHost &host, const ServerProfile &profile, std::stop_token stop)
{
    DeployContext context; // without Docker the environment files have to do
    context.profile = profile;
    if (auto read = readDeployContext(host, profile, {}, stop))
        context = *read;
    return secretsOf(host, context, stop);
}

} // namespace

IncidentFile::IncidentFile(ServerDesk &desk, QWidget *over) : QObject(over), m_desk(desk), m_over(over) {}

void IncidentFile::askWhere()
{
    static const QRegularExpression unusual(QStringLiteral("[^A-Za-z0-9._-]"));
    QString server = m_desk.profile().name;
    const QString name = QStringLiteral("incident-%1-%2.txt")
                             .arg(server.replace(unusual, QStringLiteral("-")),
                                  QDateTime::currentDateTimeUtc().toString(QStringLiteral("yyyyMMdd'T'hhmmss'Z'")));
    const QString folder = QStandardPaths::writableLocation(QStandardPaths::DocumentsLocation);
    auto *dialog = new QFileDialog(m_over->window(), tr("Save what the incident left"), folder);
    dialog->setObjectName(QStringLiteral("incidentDialog"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setDefaultSuffix(QStringLiteral("txt"));
    dialog->selectFile(name);
    connect(dialog, &QFileDialog::fileSelected, this, &IncidentFile::gather);
    dialog->open();
}

void IncidentFile::gather(const QString &path)
{
    const auto host = connectedHost(m_desk.monitor(), tr("Wait until the connection is back, then try again."));
    if (!host)
        return Q_EMIT failed(host.error());
    m_isGathering = true;
    Q_EMIT changed();
    start(
        this,
        [host = *host, profile = m_desk.profile(), seen = m_desk.auditHead(),
         path](std::stop_token stop) -> Result<void> {
            const auto hide = [&](RemoteHost &there, std::stop_token enough) {
                return secrets(there, profile, enough);
            };
            const auto text = incidentText(*host, profile, seen, hide, stop);
            if (!text)
                return fail(text.error());
            return write(path, *text);
        },
        [this, path](const Result<void> &done) {
            m_isGathering = false;
            Q_EMIT changed();
            if (done)
                Q_EMIT written(path);
            else
                Q_EMIT failed(done.error());
        });
}

} // namespace bouncepro
