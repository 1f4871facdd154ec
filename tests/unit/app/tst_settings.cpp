// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/settings.h"

#include <QDir>
#include <QFileInfo>
#include <QTemporaryDir>
#include <QTest>

using namespace bouncepro;

class TestSettings : public QObject
{
    Q_OBJECT

    static ServerProfile server(const QString &name)
    {
        ServerProfile profile;
        profile.name = name;
        profile.target.destination = name;
        return profile;
    }

private Q_SLOTS:
    void replacesOnlyWhatWasSeen()
    {
        QTemporaryDir folder;
        qputenv("BOUNCEPRO_CONFIG", QFile::encodeName(folder.filePath(QStringLiteral("config"))));
        const QList<ServerProfile> first{server(QStringLiteral("eu"))}, second{server(QStringLiteral("us"))};
        const ProfileStore store = Settings::profileStore();
        QVERIFY(store.replace({}, first));
        QCOMPARE(store.load().value(), first);
        const auto conflict = store.replace({}, second);
        QVERIFY(!conflict);
        QCOMPARE(conflict.error().code, ErrorCode::Conflict);
        QVERIFY(!conflict.error().remedy.isEmpty());
        QCOMPARE(store.load().value(), first);
        QVERIFY(store.replace(first, second));
        QCOMPARE(store.load().value(), second);
    }

    void theWindowIsRemembered()
    {
        QTemporaryDir folder;
        qputenv("BOUNCEPRO_CONFIG", QFile::encodeName(folder.filePath(QStringLiteral("config"))));
        QVERIFY(Settings::window().isEmpty());
        const QJsonObject memory{{QStringLiteral("server"), QStringLiteral("eu")}};
        QVERIFY(Settings::saveWindow(memory));
        QCOMPARE(Settings::window(), memory);
        const QString path = Settings::folder() + QStringLiteral("/window.json");
        QCOMPARE(QFile::permissions(path) & (QFile::ReadGroup | QFile::ReadOther), QFile::Permissions());
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("{ no json");
        file.close();
        QVERIFY(Settings::window().isEmpty());
    }

    void foldersAreTheOwnersAlone()
    {
        QTemporaryDir folder;
        qputenv("BOUNCEPRO_CONFIG", QFile::encodeName(folder.filePath(QStringLiteral("config"))));
        const auto others = QFile::ReadGroup | QFile::ExeGroup | QFile::ReadOther | QFile::ExeOther;
        for (const QString &path : {Settings::folder(), Settings::dataFolder()}) {
            QVERIFY(QFileInfo(path).isDir());
            QCOMPARE(QFile::permissions(path) & others, QFile::Permissions());
        }
        QVERIFY(Settings::dataFolder() != Settings::folder());
    }
};

QTEST_GUILESS_MAIN(TestSettings)
#include "tst_settings.moc"
