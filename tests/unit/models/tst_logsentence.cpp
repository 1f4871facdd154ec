// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/logs/logsentence.h"

#include <QTest>

using namespace bouncepro;

namespace {

const QDateTime now(QDate(2026, 11, 24), QTime(12, 0), Qt::UTC);

struct Case
{
    ConnectionState connection = ConnectionState::Connected;
    LogStatus status{.state = LogStatus::Following, .error = {}, .nextTry = {}, .seen = {}, .pausedSince = {}};
    int lines = 1200;
    int services = 4;
};

} // namespace
Q_DECLARE_METATYPE(Case)

/// The state of followed logs in words.
class TestLogSentence : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void sentences_data()
    {
        QTest::addColumn<Case>("of");
        QTest::addColumn<QString>("mark");
        QTest::addColumn<QString>("title");
        QTest::addColumn<QString>("evidence");
        QTest::addColumn<bool>("isStale");
        const auto row = [](const char *name, const Case &of, const char *mark, const char *title, const char *evidence,
                            bool isStale = false) {
            QTest::newRow(name) << of << QString::fromLatin1(mark) << QString::fromUtf8(title)
                                << QString::fromUtf8(evidence) << isStale;
        };
        Case of;
        row("following", of, "Well", "Following 4 services", "1,200 lines here.");
        of.services = 1;
        row("one service", of, "Well", "Following 1 service", "1,200 lines here.");
        of.status.dropped = 7000;
        row("old lines let go", of, "Well", "Following 1 service",
            "1,200 lines here; the 7,000 before them were let go.");

        of = {};
        of.lines = 0;
        row("nothing written yet", of, "Well", "Following 4 services", "No line was written yet.");
        of.services = 0;
        row("no service", of, "Unknown", "No service to follow", "No service of this stack exists yet.");

        of = {};
        of.status.pausedSince = QDateTime(QDate(2026, 11, 24), QTime(11, 59, 30)); // local
        row("paused", of, "Waiting", "Paused, nothing new", "Since 11:59:30. No line was skipped.");
        of.status.held = 312;
        row("paused, lines came", of, "Waiting", "Paused, 312 new", "Since 11:59:30. No line was skipped.");
        of.status.heldDropped = 1000;
        row("paused, too many came", of, "Waiting", "Paused, 1,312 new",
            "Since 11:59:30. The oldest 1,000 of the new lines had to go.");

        of = {};
        of.status.state = LogStatus::Waiting;
        of.lines = 0;
        row("waiting", of, "Running", "Connecting to eu", "The logs follow as soon as it answers.");

        of = {};
        of.status.state = LogStatus::Reconnecting;
        of.status.error.message = QStringLiteral("The channel broke.\x1b[2J");
        of.status.seen = now.addSecs(-12);
        of.status.nextTry = now.addSecs(4);
        row("reconnecting", of, "Warning", "Reconnecting in 4 s; what you see is 12 s old",
            "The channel broke.\u27e8ESC\u27e9[2J It is tried again by itself.", true);
        of.status.nextTry = now.addSecs(-1);
        of.status.pausedSince = now; // that it is away is the news
        row("on its way", of, "Warning", "Reconnecting; what you see is 12 s old",
            "The channel broke.\u27e8ESC\u27e9[2J It is tried again by itself.", true);

        of = {};
        of.connection = ConnectionState::Lost;
        row("connection lost", of, "Down", "Reconnecting in 9 s; what you see is 60 s old",
            "No route to eu1. It is tried again by itself.", true);
        of.status.state = LogStatus::Reconnecting; // and found it out later than the monitor
        of.status.seen = now;
        of.status.error.message = QStringLiteral("No route to eu1.");
        row("connection lost, told late", of, "Down", "Reconnecting in 9 s; what you see is 60 s old",
            "No route to eu1. It is tried again by itself.", true);
        of.lines = 0;
        row("connection lost, nothing seen", of, "Warning", "eu is not reached", "", true);

        of = {};
        of.status.state = LogStatus::Failed;
        of.lines = 0;
        row("failed", of, "Down", "The logs are not followed any more", "No line was read.", true);
        of.lines = 3;
        of.status.seen = now.addSecs(-60);
        row("failed later", of, "Down", "The logs are not followed any more", "What you see is 60 s old.", true);
        of.connection = ConnectionState::Failed;
        row("a person is needed", of, "Down", "eu cannot be connected", "", true);
    }
    void sentences()
    {
        QFETCH(Case, of);
        QFETCH(QString, evidence);
        ServerProfile profile;
        profile.name = QStringLiteral("eu");
        ServerView view;
        view.state = of.connection;
        if (of.connection != ConnectionState::Connected) {
            view.error.message = QStringLiteral("No route to eu1.");
            view.seen = now.addSecs(-60);
            if (of.connection == ConnectionState::Lost)
                view.nextTry = now.addSecs(9);
        }
        const ServerSentence sentence = describe(of.status, view, profile, of.lines, of.services, now);
        if (of.lines == 0 && of.connection == ConnectionState::Lost) { // the server's own sentence
            QCOMPARE(sentence.title, describe(view, profile, now).title);
            return;
        }
        QTEST(nameOf(sentence.mark), "mark");
        QTEST(sentence.title, "title");
        if (!evidence.isEmpty())
            QCOMPARE(sentence.evidence, QString(evidence));
        QTEST(sentence.isStale, "isStale");
    }
};

QTEST_GUILESS_MAIN(TestLogSentence)
#include "tst_logsentence.moc"
