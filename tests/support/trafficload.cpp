// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/trafficload.h"

#include "tests/support/lab.h"

#include <QFile>
#include <QTest>

namespace bouncepro {

bool TrafficLoad::start(Lab &lab)
{
    const QString source = qEnvironmentVariable("BOUNCEPRO_SOURCE");
    for (const QString &name : {QStringLiteral("client.py"), QStringLiteral("load.py")}) {
        QFile file(source + QStringLiteral("/tests/integration/kit/") + name);
        if (!file.open(QIODevice::ReadOnly))
            return false;
        lab.sh(QStringLiteral("mkdir -p /root/traffic && echo %1 | base64 -d >/root/traffic/%2")
                   .arg(QString::fromLatin1(file.readAll().toBase64()), name));
    }
    m_load.start(source + QStringLiteral("/tests/lab/lab"),
                 {QStringLiteral("exec"), lab.name(), QStringLiteral("python3"), QStringLiteral("-W"),
                  QStringLiteral("ignore::DeprecationWarning"), QStringLiteral("/root/traffic/load.py")});
    QByteArray said;
    return QTest::qWaitFor([&] { return (said += m_load.readAllStandardOutput()).contains("loading"); }, 30000);
}

QList<QByteArray> TrafficLoad::end()
{
    m_load.closeWriteChannel();
    m_load.waitForFinished(60000);
    return m_load.readAllStandardOutput().trimmed().replace('\n', '\t').split('\t');
}

} // namespace bouncepro
