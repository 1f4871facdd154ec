// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/health/healthmonitor.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

using namespace bouncepro;

/// Where the program itself, as it is started, keeps what it measures.
class TestHealthKept : public QObject
{
    Q_OBJECT

    QTemporaryDir m_config;
    QProcess m_program;

    void start(const QStringList &arguments)
    {
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        environment.insert(QStringLiteral("BOUNCEPRO_CONFIG"), m_config.path());
        m_program.setProcessEnvironment(environment);
        m_program.setProcessChannelMode(QProcess::ForwardedErrorChannel);
        m_program.start(qEnvironmentVariable("BOUNCEPRO_BINARY") + QStringLiteral("/app/bouncepro-console"), arguments);
        QVERIFY(m_program.waitForStarted());
    }

private Q_SLOTS:
    void cleanup()
    {
        m_program.kill();
        m_program.waitForFinished();
    }

    void aDemoKeepsNothing()
    {
        const QString picture = m_config.filePath(QStringLiteral("picture.png"));
        start({QStringLiteral("--demo"), QStringLiteral("--page"), QStringLiteral("health"),
               QStringLiteral("--picture"), picture});
        QVERIFY(m_program.waitForFinished(30000));
        QCOMPARE(m_program.exitCode(), 0);
        QVERIFY(QFileInfo(picture).size() > 0);
        QVERIFY(!QFile::exists(m_config.filePath(QStringLiteral("data"))));
    }

    void aServerHasItsFile()
    {
        ServerProfile profile;
        profile.name = QStringLiteral("nowhere");
        profile.target = {QStringLiteral("nobody@127.0.0.1"), 1, {}};
        QFile file(m_config.filePath(QStringLiteral("servers.json")));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(formatProfiles({profile}));
        file.close();
        start({});
        const HealthStore store(m_config.filePath(QStringLiteral("data")), HealthMonitor::serverOf(profile));
        QTRY_VERIFY_WITH_TIMEOUT(QFile::exists(store.path()), 30000);
        QCOMPARE(QFileInfo(store.path()).permissions() & (QFile::ReadGroup | QFile::ReadOther), QFile::Permissions());
    }
};

QTEST_GUILESS_MAIN(TestHealthKept)
#include "tst_healthkept.moc"
