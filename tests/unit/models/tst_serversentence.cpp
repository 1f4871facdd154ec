// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/servers/serversentence.h"
#include "models/servers/wording.h"

#include <QTest>

using namespace bouncepro;

namespace {

const QDateTime now = QDateTime::fromSecsSinceEpoch(1'800'000'000, Qt::UTC);

ServiceStatus service(const QString &name, const QString &state, const QString &health)
{
    ServiceStatus status;
    status.name = name;
    status.state = state;
    status.health = health;
    return status;
}

/// "web running healthy; db exited none" seen two seconds ago.
ServerView viewOf(const QString &services, ConnectionState state = ConnectionState::Connected)
{
    ServerView view;
    view.state = state;
    view.seen = now.addSecs(-2);
    view.status.emplace();
    view.status->release = QStringLiteral("2.14.3");
    view.status->commit = QStringLiteral("8f3c2a1234567");
    for (const QString &line : services.split(QLatin1Char(';'), Qt::SkipEmptyParts)) {
        const QStringList words = line.split(QLatin1Char(' '), Qt::SkipEmptyParts);
        view.status->services << service(words[0], words[1], words[2]);
    }
    return view;
}

ServerProfile profile()
{
    ServerProfile profile;
    profile.name = QStringLiteral("eu");
    profile.target.destination = QStringLiteral("deploy@eu1");
    return profile;
}

} // namespace

class TestServerSentence : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void inFewWords_data()
    {
        QTest::addColumn<QString>("services");
        QTest::addColumn<QString>("state");
        QTest::addColumn<QString>("words");
        const auto row = [](const char *services, const char *state, const char *words) {
            QTest::newRow(words) << QString::fromUtf8(services) << QString::fromUtf8(state) << QString::fromUtf8(words);
        };
        row("web running healthy", "Connected", "Healthy, 2.14.3");
        row("web running healthy; db exited none", "Connected", "db is down");
        row("web running unhealthy; db exited none; x running healthy", "Connected", "2 of 3 need attention");
        row("", "Connected", "No service yet");
        row("web running healthy", "Idle", "Not connected");
        row("web running healthy", "Connecting", "Connecting");
        row("web running healthy", "Lost", "Unreachable for 4 min");
        row("web running healthy", "Failed", "Host key changed");
    }
    void inFewWords()
    {
        QFETCH(QString, services);
        QFETCH(QString, state);
        ServerView view = viewOf(services);
        while (nameOf(view.state) != state)
            view.state = ConnectionState((int(view.state) + 1) % (int(ConnectionState::Failed) + 1));
        view.since = now.addSecs(-240);
        view.error.code = ErrorCode::HostKeyMismatch;
        QTEST(shortState(view, profile(), now), "words");
    }

    // It may be a jump host's: the title says of the server only what is true.
    void failedLogin_data()
    {
        QTest::addColumn<ErrorCode>("code");
        QTest::addColumn<QString>("title");
        QTest::newRow("changed") << ErrorCode::HostKeyMismatch
                                 << QStringLiteral("A host key changed. %1 is not connected.");
        QTest::newRow("revoked") << ErrorCode::HostKeyRevoked
                                 << QStringLiteral("A host key is revoked. %1 is not connected.");
        QTest::newRow("refused") << ErrorCode::AuthFailed
                                 << QStringLiteral("The login was refused. %1 is not connected.");
        QTest::newRow("key") << ErrorCode::KeyUnusable
                             << QStringLiteral("A private key cannot be used. %1 is not connected.");
    }
    void failedLogin()
    {
        QFETCH(ErrorCode, code);
        QFETCH(QString, title);
        ServerView view;
        view.state = ConnectionState::Failed;
        view.error.code = code;
        QCOMPARE(describe(view, profile(), now).title, title.arg(profile().name));
    }

    void connected_data()
    {
        QTest::addColumn<QString>("services");
        QTest::addColumn<QString>("title");
        QTest::addColumn<QString>("mark");
        const auto row = [](const char *services, const char *title, const char *mark) {
            QTest::newRow(services) << QString::fromUtf8(services) << QString::fromUtf8(title)
                                    << QString::fromUtf8(mark);
        };
        row("a running healthy; b running none", "All two services are healthy", "Well");
        row("a running healthy", "The one service is healthy", "Well");
        row("", "No service of this stack exists yet", "Unknown");
        row("a running healthy; b exited none", "b is down", "Down");
        row("a running starting; b running healthy", "a is starting", "Warning");
        row("a running unhealthy", "a runs but is not healthy", "Warning");
        row("a running unhealthy; b restarting none; c running healthy",
            "Two of three services need attention: b keeps restarting", "Down");
        row("a created none", "a was never started", "Warning");
    }
    void connected()
    {
        QFETCH(QString, services);
        QFETCH(QString, title);
        QFETCH(QString, mark);
        const ServerSentence sentence = describe(viewOf(services), profile(), now);
        QCOMPARE(sentence.title, title);
        QCOMPARE(nameOf(sentence.mark), mark);
        QCOMPARE(sentence.evidence, services.isEmpty()
                                        ? QStringLiteral("Checkout at 8f3c2a1. Seen 2 s ago.")
                                        : QStringLiteral("Serving 2.14.3, checkout at 8f3c2a1. Seen 2 s ago."));
        QVERIFY(!sentence.isStale);
    }

    void failsThoughItsServicesRun()
    {
        ServerView view = viewOf(QStringLiteral("a running healthy"));
        view.failing = QStringLiteral("a is not well: 500");
        QCOMPARE(describe(view, profile(), now).title, view.failing);
        QCOMPARE(nameOf(describe(view, profile(), now).mark), QStringLiteral("Down"));
        QCOMPARE(shortState(view, profile(), now), view.failing);
        // A service that is down is the cause.
        view.status->services << service(QStringLiteral("b"), QStringLiteral("exited"), QStringLiteral("none"));
        QCOMPARE(describe(view, profile(), now).title, QStringLiteral("b is down"));
        QCOMPARE(shortState(view, profile(), now), QStringLiteral("b is down"));
    }

    void unreachableSinceThisMoment()
    {
        ServerView view = viewOf(QStringLiteral("a running healthy"), ConnectionState::Lost);
        view.since = now;
        QCOMPARE(shortState(view, profile(), now), QStringLiteral("Unreachable"));
        QCOMPARE(shortState(view, profile(), now.addSecs(2)), QStringLiteral("Unreachable for 2 s"));
    }

    void oldNewsIsStale()
    {
        ServerView view = viewOf(QStringLiteral("a running healthy"));
        view.seen = now.addSecs(-300);
        QVERIFY(describe(view, profile(), now).isStale);
        QVERIFY(describe(view, profile(), now).evidence.endsWith(QStringLiteral("Seen 5 min ago.")));
    }

    void lost()
    {
        ServerView view = viewOf(QStringLiteral("a running healthy"), ConnectionState::Lost);
        view.nextTry = now.addSecs(4);
        const ServerSentence sentence = describe(view, profile(), now);
        QCOMPARE(sentence.title, QStringLiteral("eu is unreachable"));
        QCOMPARE(sentence.evidence, QStringLiteral("Seen 2 s ago. Next try in 4 s."));
        QVERIFY(sentence.isStale);
        view.seen = {};
        QCOMPARE(describe(view, profile(), now).title, QStringLiteral("eu is unreachable"));
    }

    void asking()
    {
        ServerView view;
        view.state = ConnectionState::Connecting;
        QCOMPARE(describe(view, profile(), now).title, QStringLiteral("Connecting to eu"));
        view.asking = true;
        QCOMPARE(describe(view, profile(), now).title, QStringLiteral("eu waits for your answer"));
    }

    void reportHoldsAllOfTheError()
    {
        ServerView view;
        view.state = ConnectionState::Failed;
        view.error = {ErrorCode::AuthFailed, QStringLiteral("what"), QStringLiteral("evidence\x1b[1m"),
                      QStringLiteral("remedy")};
        const QString report = errorReport(view, profile(), now);
        for (const char *part :
             {"eu (deploy@eu1)", "AuthFailed", "what", "evidence⟨ESC⟩[1m", "remedy", "2027-01-15T08:00:00Z"})
            QVERIFY2(report.contains(QString::fromUtf8(part)), part);
    }

    void visible_data()
    {
        QTest::addColumn<QString>("remote");
        QTest::addColumn<QString>("shown");
        const auto row = [](const char *name, const QString &remote, const char *shown) {
            QTest::newRow(name) << remote << QString::fromUtf8(shown);
        };
        row("text", QStringLiteral("grüße 日本 🙂"), "grüße 日本 🙂");
        row("nul", QString(QChar(0)) + QLatin1Char('a'), "⟨U+0000⟩a");
        row("escape", QStringLiteral("\x1b]52;c;eA==\x07"), "⟨ESC⟩]52;c;eA==⟨U+0007⟩");
        row("bidi", QStringLiteral("a\u202Eb\u2066c"), "a⟨U+202E⟩b⟨U+2066⟩c");
        row("zero width", QStringLiteral("a\u200Bb\uFEFF"), "a⟨U+200B⟩b⟨U+FEFF⟩");
        row("line ends", QStringLiteral("a\nb\u2028c\r"), "a⟨U+000A⟩b⟨U+2028⟩c⟨U+000D⟩");
        row("markup", QStringLiteral("<b>x</b>&amp;"), "<b>x</b>&amp;");
        row("long", QString(500, QLatin1Char('x')), qPrintable(QString(200, QLatin1Char('x')) + QStringLiteral("…")));
    }
    void visible()
    {
        QFETCH(QString, remote);
        QFETCH(QString, shown);
        QCOMPARE(visibleText(remote), shown);
    }

    void milliseconds_data()
    {
        QTest::addColumn<double>("milliseconds");
        QTest::newRow("under 1 ms") << 0.0;
        QTest::newRow("1 ms") << 1.0;
        QTest::newRow("3.5 ms") << 3.456;
        QTest::newRow("9 ms") << 9.0;
        QTest::newRow("10 ms") << 9.96;
        QTest::newRow("999 ms") << 999.4;
        QTest::newRow("1.00 s") << 999.6;
        QTest::newRow("2.40 s") << 2400.0;
        QTest::newRow("10.0 s") << 9996.0;
    }
    void milliseconds()
    {
        QFETCH(double, milliseconds);
        QCOMPARE(millisecondsText(milliseconds), QString::fromLatin1(QTest::currentDataTag()));
    }

    void figures()
    {
        QCOMPARE(bytesText(0), QStringLiteral("0 B"));
        QCOMPARE(bytesText(38'400'000), QStringLiteral("38.4 MB"));
        QCOMPARE(bytesText(1'210'000'000), QStringLiteral("1.21 GB"));
        QCOMPARE(bytesText(999'600), QStringLiteral("1.00 MB"));
        QCOMPARE(ageText(2), QStringLiteral("2 s"));
        QCOMPARE(ageText(240), QStringLiteral("4 min"));
        QCOMPARE(ageText(31 * 3600), QStringLiteral("31 h"));
        QCOMPARE(ageText(12 * 86400), QStringLiteral("12 d"));
        QCOMPARE(ageText(-5), QStringLiteral("under 1 s"));
        QCOMPARE(agoText(0), QStringLiteral("just now"));
        QCOMPARE(agoText(240), QStringLiteral("4 min ago"));
        QCOMPARE(asRichText(QStringLiteral("<img src=x>\nb")), QStringLiteral("<qt>&lt;img src=x&gt;<br>b</qt>"));
    }
};

QTEST_GUILESS_MAIN(TestServerSentence)
#include "tst_serversentence.moc"
