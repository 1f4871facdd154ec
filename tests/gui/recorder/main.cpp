// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later

// record-transcript SSH_CONFIG ALIAS STACK SECRETS_FILE TRANSCRIPT [PROBES | pages]: looks at a real server and asks
// its health as the window does, that often, or asks all that its pages ask, and writes what was asked and answered. No
// line of SECRETS_FILE (values, one a line) gets into the transcript.
#include "models/health/healthcheck.h"
#include "models/jobs/statedirectory.h"
#include "models/servers/stackstatus.h"
#include "ssh/recordinghost.h"
#include "ssh/sshhost.h"
#include "tests/gui/recorder/everypage.h"

#include <QCoreApplication>
#include <QFile>
#include <QTextStream>

#include <algorithm>
#include <thread>

using namespace bouncepro;

namespace {

int failed(const Error &error)
{
    QTextStream(stderr) << error.message << '\n' << error.remedy << '\n' << error.detail << '\n';
    return 1;
}

QList<Secret> secretsOf(const QString &name)
{
    QFile file(name);
    if (!file.open(QIODevice::ReadOnly))
        qFatal("%s cannot be read.", qPrintable(name));
    QList<Secret> secrets;
    for (const QByteArray &line : file.readAll().split('\n'))
        if (!line.trimmed().isEmpty())
            secrets << Secret(line.trimmed());
    return secrets;
}

ServerProfile profileFrom(const QStringList &arguments)
{
    ServerProfile profile;
    profile.name = QStringLiteral("recorded");
    profile.target = {.destination = arguments[1], .port = 0, .configFile = arguments[0]};
    profile.stack = arguments[2];
    return profile;
}

Result<std::shared_ptr<RecordingHost>> recorderFor(const QStringList &arguments, std::stop_token stop = {})
{
    auto host = SshHost::connect(profileFrom(arguments).target, std::make_shared<NoInteraction>(), stop);
    if (!host)
        return fail(host.error());
    return std::make_shared<RecordingHost>(*host, remoteScriptsHash(), secretsOf(arguments[3]));
}

int save(const RecordingHost &recorder, const QString &file)
{
    Transcript transcript = recorder.transcript();
    // Of this machine and this lab alone; a recording is the same wherever it was made.
    transcript.identity.host = QStringLiteral("demo.bouncepro.example");
    transcript.identity.port = 22;
    if (auto saved = transcript.save(file); !saved)
        return failed(saved.error());
    return 0;
}

int recordProbes(const QStringList &arguments)
{
    auto recorder = recorderFor(arguments);
    if (!recorder)
        return failed(recorder.error());
    const int probes = arguments.size() > 5 ? arguments[5].toInt() : 1;
    const ServerProfile profile = profileFrom(arguments);
    QString project;
    for (int i = 0; i < probes; ++i) {
        if (i > 0)
            std::this_thread::sleep_for(std::chrono::seconds(5));
        const Result<StackStatus> status = probe(**recorder, profile, ProbeDepth::Services, {});
        if (!status)
            return failed(status.error());
        project = status->project;
    }
    if (const Result<HealthSample> health =
            project.isEmpty() ? HealthSample() : checkHealth(**recorder, profile, project, {});
        !health)
        return failed(health.error());
    return save(**recorder, arguments[4]);
}

int recordPages(const QStringList &arguments)
{
    std::shared_ptr<RecordingHost> kept; // one for all connections
    const auto connector = [&](std::stop_token stop) -> Result<std::shared_ptr<RemoteHost>> {
        if (!kept) {
            auto recorder = recorderFor(arguments, stop);
            if (!recorder)
                return fail(recorder.error());
            kept = *recorder;
        }
        return std::shared_ptr<RemoteHost>(kept);
    };
    if (!askForEveryPage(profileFrom(arguments), connector))
        return 1;
    // The logs were cut short by the end of their model; what came until then is kept by a worker.
    const auto hasLogs = [&] {
        const QList<Exchange> exchanges = kept->transcript().exchanges;
        return std::any_of(exchanges.cbegin(), exchanges.cend(),
                           [](const Exchange &exchange) { return exchange.argv.contains(QStringLiteral("logs")); });
    };
    for (int tries = 0; tries < 500 && !hasLogs(); ++tries)
        std::this_thread::sleep_for(std::chrono::milliseconds(20));
    return hasLogs() ? save(*kept, arguments[4]) : 1;
}

} // namespace

int main(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
    const QStringList arguments = QCoreApplication::arguments().mid(1);
    if (arguments.size() < 5) {
        QTextStream(stderr)
            << "usage: record-transcript SSH_CONFIG ALIAS STACK SECRETS_FILE TRANSCRIPT [PROBES | pages]\n";
        return 2;
    }
    if (arguments.value(5) == QLatin1String("pages"))
        return recordPages(arguments);
    int code = 1;
    std::thread worker([&] { code = recordProbes(arguments); });
    worker.join();
    return code;
}
