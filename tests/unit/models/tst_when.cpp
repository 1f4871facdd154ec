// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/jobs/when.h"

#include <QTest>

using namespace bouncepro;

class TestWhen : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        qputenv("TZ", "Europe/Berlin");
        tzset();
    }

    void times_data()
    {
        QTest::addColumn<QString>("wanted"); // UTC; empty: Invalid
        const auto row = [](const char *text, const char *wanted) {
            QTest::newRow(text) << QString::fromLatin1(wanted);
        };
        row("+90m", "2026-11-27T22:30:00Z");
        row("+2h", "2026-11-27T23:00:00Z");
        row("+1d", "2026-11-28T21:00:00Z");
        row("23:00", "2026-11-27T22:00:00Z"); // it is 22:00 there
        row("22:00", "2026-11-28T21:00:00Z");
        row("03:00", "2026-11-28T02:00:00Z");
        row("2026-11-28 03:00", "2026-11-28T02:00:00Z");
        row("2026-11-28T03:00:30", "2026-11-28T02:00:30Z");
        row("2026-11-28T03:00Z", "2026-11-28T03:00:00Z");
        row("2026-11-28T03:00+05:00", "2026-11-27T22:00:00Z");
        for (const char *bad : {"", "soon", "+0h", "+2", "2h", "-2h", "+2w", "+99999999999h", "25:00", "3",
                                "2026-11-27 21:59", "2026-11-27T20:59Z", "2026-02-30 03:00", "03:00; id"})
            row(bad, "");
    }
    void times()
    {
        QFETCH(QString, wanted);
        const QDateTime now(QDate(2026, 11, 27), QTime(21, 0), Qt::UTC);
        const auto when = parseWhen(QString::fromLatin1(QTest::currentDataTag()), now);
        QCOMPARE(when ? when->toString(Qt::ISODate) : nameOf(when.error().code),
                 wanted.isEmpty() ? QStringLiteral("Invalid") : wanted);
    }
};

QTEST_GUILESS_MAIN(TestWhen)
#include "tst_when.moc"
