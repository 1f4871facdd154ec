// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ssh/secret.h"

#include <QTest>

using namespace bouncepro;

class TestSecret : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void printsNothing()
    {
        QString shown;
        QDebug(&shown) << Secret("hunter2");
        QVERIFY(shown.contains(QLatin1String("[secret]")) && !shown.contains(QLatin1String("hunter2")));
    }

    void compares()
    {
        QVERIFY(Secret("a") == Secret("a"));
        QVERIFY(!(Secret("a") == Secret("b")));
        QVERIFY(!(Secret("a") == Secret("aa")));
        QVERIFY(Secret() == Secret(""));
    }

    void sharesNoBytes()
    {
        QByteArray source = "value";
        source.detach();
        const Secret first(source);
        Secret second = first;
        QVERIFY(second.reveal().constData() != first.reveal().constData());
        Secret third = std::move(second);
        QCOMPARE(third.reveal(), QByteArray("value"));
        QVERIFY(second.isEmpty()); // moved from: empty by contract
        third = first;
        QCOMPARE(third.reveal(), QByteArray("value"));
    }
};

QTEST_GUILESS_MAIN(TestSecret)
#include "tst_secret.moc"
