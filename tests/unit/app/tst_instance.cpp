// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/instance.h"

#include <QFileInfo>
#include <QLocalSocket>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <thread>

using namespace bouncepro;

class TestInstance : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theSecondHandsOver()
    {
        QTemporaryDir config, run;
        Instance first(config.path(), run.path());
        QVERIFY(first.begin());
        QSignalSpy asked(&first, &Instance::asked);
        std::atomic<int> answer = -1;
        const Instance::Wishes wishes{QStringLiteral("eu"), QStringLiteral("logs"), true};
        std::thread second([&] { // as another process would; its own event loop is not needed
            const Instance other(config.path(), run.path());
            answer = other.handOver(wishes);
        });
        QTRY_VERIFY(answer >= 0);
        second.join();
        QCOMPARE(answer.load(), 1);
        QTRY_COMPARE(asked.count(), 1);
        QCOMPARE(asked.first().first().value<Instance::Wishes>(), wishes);
    }

    void oneForAConfiguration()
    {
        QTemporaryDir config, other, run;
        Instance first(config.path(), run.path());
        QVERIFY(first.begin());
        Instance second(config.path(), run.path());
        QVERIFY(!second.begin());
        Instance elsewhere(other.path(), run.path());
        QVERIFY(elsewhere.begin());
    }

    void theFolderIsTheOwnersAlone()
    {
        QTemporaryDir config, run;
        Instance first(config.path(), run.path());
        QVERIFY(first.begin());
        const QFileInfoList folders = QDir(run.path()).entryInfoList(QDir::Dirs | QDir::NoDotAndDotDot);
        QCOMPARE(folders.size(), 1);
        QCOMPARE(folders.first().permissions() & (QFile::ReadGroup | QFile::ReadOther | QFile::ExeOther),
                 QFile::Permissions());
    }

    void nobodyAnswers()
    {
        QTemporaryDir config, run;
        const Instance instance(config.path(), run.path());
        QVERIFY(!instance.handOver({}));
    }

    void nonsenseIsNotObeyed()
    {
        QTemporaryDir config, run;
        Instance first(config.path(), run.path());
        QVERIFY(first.begin());
        QSignalSpy asked(&first, &Instance::asked);
        const QString folder = QDir(run.path()).entryList(QDir::Dirs | QDir::NoDotAndDotDot).first();
        QLocalSocket socket;
        socket.connectToServer(run.filePath(folder) + QStringLiteral("/console"));
        socket.write("[\"no object\"]\n");
        QTRY_COMPARE(socket.state(), QLocalSocket::UnconnectedState);
        QCOMPARE(asked.count(), 0);
    }
};

QTEST_GUILESS_MAIN(TestInstance)
#include "tst_instance.moc"
