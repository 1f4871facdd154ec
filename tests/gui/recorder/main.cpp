// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later

// record-transcript SSH_CONFIG ALIAS STACK SECRETS_FILE TRANSCRIPT [PROBES]: looks at a real server as the window does,
// and writes what was asked and answered. No line of SECRETS_FILE (values, one a line) gets into the transcript.
#include "models/jobs/statedirectory.h"
#include "models/servers/stackstatus.h"
#include "ssh/recordinghost.h"
#include "ssh/sshhost.h"

#include <QCoreApplication>
#include <QFile>
#include <QTextStream>

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

int record(const QStringList &arguments)
{
    ServerProfile profile;
    profile.name = QStringLiteral("recorded");
    profile.target = {.destination = arguments[1], .port = 0, .configFile = arguments[0]};
    profile.stack = arguments[2];
    const int probes = arguments.size() > 5 ? arguments[5].toInt() : 1;
    auto host = SshHost::connect(profile.target, std::make_shared<NoInteraction>());
    if (!host)
        return failed(host.error());
    RecordingHost recorder(*host, remoteScriptsHash(), secretsOf(arguments[3]));
    for (int i = 0; i < probes; ++i) {
        if (i > 0)
            std::this_thread::sleep_for(std::chrono::seconds(5));
        if (auto status = probe(recorder, profile, ProbeDepth::Services, {}); !status)
            return failed(status.error());
    }
    Transcript transcript = recorder.transcript();
    // Of this machine and this lab alone; a recording is the same wherever it was made.
    transcript.identity.host = QStringLiteral("demo.bouncepro.example");
    transcript.identity.port = 22;
    if (auto saved = transcript.save(arguments[4]); !saved)
        return failed(saved.error());
    return 0;
}

} // namespace

int main(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
    const QStringList arguments = QCoreApplication::arguments().mid(1);
    if (arguments.size() < 5) {
        QTextStream(stderr) << "usage: record-transcript SSH_CONFIG ALIAS STACK SECRETS_FILE TRANSCRIPT [PROBES]\n";
        return 2;
    }
    int code = 1;
    std::thread worker([&] { code = record(arguments); });
    worker.join();
    return code;
}
