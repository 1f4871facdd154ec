// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/environment/environmentdocument.h"
#include "tests/bench/giveup.h"
#include "tests/support/composereads.h"
#include "tests/support/environmentcases.h"

#include <QCoreApplication>
#include <QProcess>

#include <algorithm>

using namespace bouncepro;

// Usage: environmentbench roundtrip | compose SSH-CONFIG HOST
// Prints a count, a tab, and 1. roundtrip: of the files, those that are not byte for byte as they were after they were
// opened, or after an edit that was taken back. compose: files that the server's Docker Compose reads otherwise than
// we.

namespace {

// Opened, and with each of its values set to another one and back as it was written.
bool staysTheSame(const QByteArray &file)
{
    const EnvironmentDocument document(file);
    if (document.text() != file)
        return false;
    for (const QString &key : document.keys()) {
        const EnvironmentEntry *entry = document.find(key);
        if (key.isEmpty() || entry->form == EnvironmentForm::Inherited)
            continue;
        const auto changed = document.set(key, Secret("another value"));
        if (!changed || changed->text() == file)
            return false;
        const auto back =
            changed->edited({{.key = key, .value = {}, .written = Secret(document.written(*entry)), .group = {}}});
        if (!back || back->text() != file)
            return false;
    }
    return true;
}

} // namespace

int main(int argc, char *argv[])
{
    const QCoreApplication app(argc, argv);
    const QStringList words = QCoreApplication::arguments();
    const QList<QByteArray> files = environmentCases();
    if (files.size() < 500)
        giveUp(QStringLiteral("there are only %1 files").arg(files.size()));
    if (words.value(1) == QLatin1String("roundtrip")) {
        const auto changed =
            std::count_if(files.begin(), files.end(), [](const QByteArray &file) { return !staysTheSame(file); });
        std::printf("%d\t1\n", int(changed));
        return 0;
    }
    if (words.value(1) != QLatin1String("compose") || words.size() != 4)
        giveUp(QStringLiteral("environmentbench roundtrip | compose SSH-CONFIG HOST"));
    int accepted = 0;
    const int others = disagreements(
        [&](const QString &script) {
            QProcess ssh;
            ssh.setProcessChannelMode(QProcess::ForwardedErrorChannel);
            ssh.start(QStringLiteral("ssh"),
                      {QStringLiteral("-F"), words[2], words[3], QStringLiteral("exec env -u _ sh -s")});
            ssh.write(script.toUtf8());
            ssh.closeWriteChannel();
            if (!ssh.waitForFinished(600000) || ssh.exitCode() != 0)
                giveUp(QStringLiteral("Compose could not be asked"));
            return ssh.readAllStandardOutput();
        },
        files, &accepted);
    if (accepted < 300)
        giveUp(QStringLiteral("Compose accepts only %1 of the files").arg(accepted));
    std::printf("%d\t1\n", others);
    return 0;
}
