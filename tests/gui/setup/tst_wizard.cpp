// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/fleetwindow.h"

#include "models/servers/connectioncheckmodel.h"
#include "models/servers/remotescripts.h"
#include "ui/look/segmented.h"
#include "ui/servers/dialoginteraction.h"
#include "ui/setup/addserver.h"

#include <QAbstractItemView>
#include <QAbstractButton>
#include <QLabel>
#include <QLineEdit>

using namespace bouncepro;

namespace {

const QByteArray survey = "format\t1\nlogin\tdeploy\ndocker\t26.1.5\ncompose\t2.26.1\n"
                          "folder\t/opt/bouncepro\tdocker-compose.prod.yml\n"
                          "folder\t/srv/rehearsal\tdocker-compose.yml\n";
const QByteArray probed = "format\t1\ntime\t1800000000\nproject\tbouncepro\nrelease\t2.14.3\n"
                          "service\tnginx\tc1\ti\ts\trunning\thealthy\t2026-11-24T03:51:06Z\t0\t0\t\t\t\n";

// A server without a secret of its own: it answers what a test of the connection asks.
std::shared_ptr<ReplayHost> server(const QByteArray &probe = probed)
{
    const auto asked = [](QStringList arguments, const char *script) {
        return Exchange::asked(
            ExchangeKind::Run,
            Command(QStringList{QStringLiteral("sh"), QStringLiteral("-s"), QStringLiteral("--")} + arguments)
                .input(Secret(remoteScript(QString::fromLatin1(script)))));
    };
    const ServerProfile profile;
    Transcript transcript;
    transcript.identity = {QStringLiteral("deploy"), QStringLiteral("eu1"), 22, QStringLiteral("SHA256:abc"),
                           QStringLiteral("ssh-ed25519 SHA256:def")};
    transcript.exchanges << asked({QStringLiteral("/opt/bouncepro")}, "stacks.sh");
    transcript.exchanges.last().output.out = survey;
    transcript.exchanges << asked({profile.stack, profile.composeFile, QStringLiteral("ready")}, "probe.sh");
    transcript.exchanges.last().output.out = probe;
    return std::make_shared<ReplayHost>(transcript);
}

ConnectionDoors doorsTo(const ServerMonitor::Connector &connect)
{
    return {[](const SshTarget &, std::stop_token) -> Result<SshSettings> {
                return SshSettings{.host = QStringLiteral("eu1.bouncepro.example"), .port = 22};
            },
            [](const SshSettings &, std::stop_token) -> Result<QStringList> {
                return QStringList{QStringLiteral("203.0.113.10")};
            },
            [](const SshSettings &, std::stop_token) -> Result<void> { return {}; }, connect};
}

ServerProfile alias(const char *name)
{
    ServerProfile profile;
    profile.name = QString::fromLatin1(name);
    profile.target.destination = profile.name;
    return profile;
}

} // namespace

/// The wizard that adds a server, on doors that lead to servers of the test.
class TestWizard : public QObject
{
    Q_OBJECT

private:
    // What the next connections come to.
    std::mutex m_mutex;
    std::optional<Error> m_refusal;
    std::unique_ptr<FleetWindow> m_gui;

    void refuse(const std::optional<Error> &error)
    {
        const std::lock_guard lock(m_mutex);
        m_refusal = error;
    }

    void open(const FleetWindow::Setup &setup = {}, ServerMonitor::Connector connect = {})
    {
        if (!connect)
            connect = [this, host = server()](std::stop_token) -> Result<std::shared_ptr<RemoteHost>> {
                const std::lock_guard lock(m_mutex);
                if (m_refusal)
                    return fail(*m_refusal);
                return host;
            };
        m_gui = std::make_unique<FleetWindow>(setup);
        m_gui->window().setSources({[connect](const ServerProfile &) { return doorsTo(connect); },
                                    [] {
                                        return QList<ServerProfile>{alias("bouncepro-eu"), alias("staging")};
                                    }});
        QTest::keySequence(&m_gui->window(), QKeySequence(Qt::CTRL | Qt::Key_N));
        QVERIFY(m_gui->isShown("addServerWizard"));
        QTRY_COMPARE(list("hosts")->model()->rowCount(), 2);
    }

    QAbstractItemView *list(const char *name) { return m_gui->find<QAbstractItemView>(name); }
    QAbstractButton *button(const char *name) { return m_gui->find<QAbstractButton>(name); }
    QLineEdit *edit(const char *name) { return m_gui->find<QLineEdit>(name); }
    // The sentence of the step that is looked at.
    QString title()
    {
        for (const QLabel *label : m_gui->find("addServerWizard")->findChildren<QLabel *>(QStringLiteral("title")))
            if (label->isVisible())
                return label->text();
        return {};
    }
    void type(const char *name, const QString &text)
    {
        edit(name)->setFocus();
        edit(name)->selectAll();
        QTest::keyClicks(edit(name), text);
    }
    void next() { clickIn(&m_gui->window(), "wizardNext"); }
    CheckState state(CheckStep step)
    {
        return CheckState(list("tests")->model()->index(int(step), 0).data(ConnectionCheckModel::StateRole).toInt());
    }

private Q_SLOTS:
    void init() { refuse({}); }
    void cleanup()
    {
        m_gui.reset();
        const QStringList stalls = WatchedApplication::stalls();
        QVERIFY2(stalls.isEmpty(), qPrintable(stalls.join(QLatin1Char('\n'))));
    }

    // By keyboard alone, from the empty window to the server that is shown.
    void addsTheFirstServer()
    {
        m_gui = std::make_unique<FleetWindow>(FleetWindow::Setup{});
        QVERIFY(m_gui->isShown("noServer"));
        m_gui.reset();
        open();
        auto *window = &m_gui->window();
        const auto enter = [&] { QTest::keyClick(QApplication::focusWidget(), Qt::Key_Return); };
        list("hosts")->setFocus(Qt::TabFocusReason);
        QTest::keyClick(list("hosts"), Qt::Key_Home);
        QCOMPARE(edit("destination")->text(), QStringLiteral("bouncepro-eu"));
        enter();
        QTRY_COMPARE(title(), QStringLiteral("The server answers"));
        QVERIFY(state(CheckStep::Health) == CheckState::Passed || state(CheckStep::Health) == CheckState::Warned);
        next();
        QVERIFY(edit("stackPath")->isVisible());
        QCOMPARE(edit("stackPath")->text(), QStringLiteral("/opt/bouncepro"));
        QCOMPARE(list("stacks")->model()->rowCount(), 2);
        list("stacks")->setCurrentIndex(list("stacks")->model()->index(1, 0));
        QCOMPARE(edit("stackPath")->text(), QStringLiteral("/srv/rehearsal"));
        QCOMPARE(edit("composeFile")->text(), QStringLiteral("docker-compose.yml"));
        next();
        QCOMPARE(edit("serverName")->text(), QStringLiteral("bouncepro-eu"));
        QCOMPARE(button("wizardNext")->text(), QStringLiteral("Add as production"));
        QCOMPARE(m_gui->kept().size(), 0); // nothing is written before the last button
        QCOMPARE(QApplication::focusWidget(), edit("serverName"));
        enter();
        QTRY_COMPARE(m_gui->kept().size(), 1);
        QCOMPARE(m_gui->kept().first().name, QStringLiteral("bouncepro-eu"));
        QCOMPARE(m_gui->kept().first().environment, Environment::Production);
        QCOMPARE(m_gui->kept().first().stack, QStringLiteral("/srv/rehearsal"));
        QCOMPARE(window->server(), QStringLiteral("bouncepro-eu"));
        QTRY_VERIFY(!window->findChild<AddServer *>());
    }

    void environmentIsTheLastWord()
    {
        open({.names = {QStringLiteral("eu")}});
        type("destination", QStringLiteral("deploy@eu.example.org"));
        next();
        QTRY_VERIFY(button("wizardNext")->isEnabled());
        next();
        next();
        QCOMPARE(edit("serverName")->text(), QStringLiteral("eu-2")); // eu is taken
        auto *words = m_gui->find<Segmented>("environmentWords");
        QTest::mouseClick(words->findChildren<QAbstractButton *>().at(1), Qt::LeftButton);
        QCOMPARE(button("wizardNext")->text(), QStringLiteral("Add the server"));
        type("serverName", QStringLiteral("EU"));
        next();
        QVERIFY(m_gui->isShown("addServerWizard"));
        QVERIFY(!edit("serverName")->accessibleDescription().isEmpty()); // the error, at the field
        type("serverName", QStringLiteral("staging"));
        QVERIFY(edit("serverName")->accessibleDescription().isEmpty());
        next();
        QTRY_COMPARE(m_gui->kept().size(), 2);
        QCOMPARE(m_gui->kept().last().environment, Environment::Staging);
    }

    void badDestinationIsSaidAtItsField()
    {
        open();
        QVERIFY(!button("wizardNext")->isEnabled());
        QVERIFY(!button("wizardNext")->toolTip().isEmpty()); // why
        type("destination", QStringLiteral("-oProxyCommand=x"));
        next();
        QVERIFY(edit("destination")->isVisible());
        QVERIFY(!edit("destination")->accessibleDescription().isEmpty());
        QCOMPARE(QApplication::focusWidget(), edit("destination"));
        m_gui->picture(QStringLiteral("wizard-bad-destination"));
    }

    void failedLogin()
    {
        refuse(Error{ErrorCode::AuthFailed, QStringLiteral("eu1.bouncepro.example refused every way to log deploy in."),
                     QStringLiteral("publickey: refused"),
                     QStringLiteral("Add your key to deploy's authorized_keys.")});
        open();
        type("destination", QStringLiteral("bouncepro-eu"));
        next();
        QTRY_COMPARE(state(CheckStep::Login), CheckState::Failed);
        QTRY_VERIFY(m_gui->isShown("testAgain"));
        QCOMPARE(title(), QStringLiteral("The test stopped at: Login"));
        QVERIFY(!button("wizardNext")->isEnabled());
        QVERIFY(m_gui->isShown("testRemedy"));
        QVERIFY(m_gui->isShown("skipTest"));
        QCOMPARE(m_gui->find<QLabel>("wizardReason")->text(), QStringLiteral("Stopped at: Login"));
        QCOMPARE(list("tests")->currentIndex().row(), int(CheckStep::Login));
        QCOMPARE(QApplication::focusWidget(), button("testAgain"));
        m_gui->picture(QStringLiteral("wizard-login-failed"));
        refuse({});
        clickIn(&m_gui->window(), "testAgain");
        QTRY_VERIFY(button("wizardNext")->isEnabled());
        QVERIFY(!m_gui->isShown("testRemedy"));
    }

    // A server that cannot be reached today is added all the same, if the person wants that.
    void withoutTheTest()
    {
        refuse(Error{ErrorCode::Unreachable, QStringLiteral("eu1 does not answer."), {}, QStringLiteral("Look.")});
        open();
        type("destination", QStringLiteral("bouncepro-eu"));
        next();
        QTRY_VERIFY(m_gui->isShown("skipTest"));
        clickIn(&m_gui->window(), "skipTest");
        type("stackPath", QStringLiteral("srv/stack"));
        next();
        QVERIFY(!edit("stackPath")->accessibleDescription().isEmpty()); // not absolute
        type("stackPath", QStringLiteral("/srv/stack"));
        next();
        next();
        QTRY_COMPARE(m_gui->kept().size(), 1);
        QCOMPARE(m_gui->kept().first().stack, QStringLiteral("/srv/stack"));
    }

    void changedHostKeyStops()
    {
        refuse(Error{ErrorCode::HostKeyMismatch,
                     QStringLiteral("eu1.bouncepro.example offered another key than the one that is trusted."),
                     QStringLiteral("Trusted: SHA256:QVZ3cW5kZWxpdmVyZWRieWhhbmRvbmNlb25seQ\n"
                                    "Offered: SHA256:dGhlb3RoZXJrZXl0aGF0bm9ib2R5a25vd3NvZg"),
                     QStringLiteral("Ask who runs the server whether it was set up anew.")});
        open();
        type("destination", QStringLiteral("bouncepro-eu"));
        next();
        QTRY_COMPARE(state(CheckStep::HostKey), CheckState::Failed);
        QCOMPARE(state(CheckStep::Login), CheckState::Skipped);
        QTRY_VERIFY(m_gui->isShown("testDetail"));
        QVERIFY(m_gui->find<QLabel>("testDetail")->text().contains(QStringLiteral("Offered: SHA256:dGhl")));
        QVERIFY(!m_gui->isShown("skipTest")); // not past a changed key
        m_gui->picture(QStringLiteral("wizard-host-key"));
    }

    void questionsAreAskedOnTheWay()
    {
        DialogAsker asker(QStringLiteral("It is not kept."));
        const auto connect = [sender = asker.sender(),
                              host = server()](std::stop_token stop) -> Result<std::shared_ptr<RemoteHost>> {
            const auto person = sender({}, stop);
            if (!person->acceptHostKey({QStringLiteral("eu1"), QStringLiteral("ssh-ed25519"),
                                        QStringLiteral("SHA256:abc"), QStringLiteral("/home/anna/known_hosts")}))
                return fail(ErrorCode::HostKeyUnknown, QStringLiteral("The key is not trusted."));
            const auto secret = person->secret({.user = QStringLiteral("deploy"), .host = QStringLiteral("eu1")});
            if (!secret)
                return fail(ErrorCode::AuthFailed, QStringLiteral("No password was given."));
            return host;
        };
        open({}, connect);
        asker.setWindow(&m_gui->window());
        QObject::connect(&asker, &DialogAsker::askingChanged, &m_gui->window(), &MainWindow::setAsking);
        type("destination", QStringLiteral("bouncepro-eu"));
        next();
        QDialog *dialog = waitForDialog("hostKeyDialog");
        QVERIFY(dialog);
        QCOMPARE(title(), QStringLiteral("One test needs your answer"));
        clickIn(dialog, "accept");
        dialog = waitForDialog("secretDialog");
        QVERIFY(dialog);
        QTest::keyClicks(dialog->findChild<QLineEdit *>(QStringLiteral("secret")), QStringLiteral("correct"));
        clickIn(dialog, "accept");
        QTRY_COMPARE(title(), QStringLiteral("The server answers"));
    }

    void escLeavesNothing_data()
    {
        QTest::addColumn<int>("steps");
        for (int steps = 0; steps < 4; ++steps)
            QTest::addRow("step %d", steps + 1) << steps;
    }
    void escLeavesNothing()
    {
        QFETCH(int, steps);
        open();
        type("destination", QStringLiteral("bouncepro-eu"));
        for (int step = 0; step < steps; ++step) {
            QTRY_VERIFY(button("wizardNext")->isEnabled());
            next();
        }
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Escape);
        QTRY_VERIFY(!m_gui->window().findChild<AddServer *>());
        QCOMPARE(m_gui->servers().rowCount(), 0);
        QCOMPARE(m_gui->kept().size(), 0);
        QVERIFY(m_gui->isShown("noServer"));
    }

    // A connection that does not come is given up with the wizard.
    void cancelWhileTesting()
    {
        const auto stopped = std::make_shared<std::atomic_bool>(false);
        open({}, [stopped](std::stop_token stop) -> Result<std::shared_ptr<RemoteHost>> {
            std::mutex mutex;
            std::condition_variable_any never;
            std::unique_lock lock(mutex);
            never.wait(lock, stop, [] { return false; });
            *stopped = true;
            return fail(ErrorCode::Cancelled, QStringLiteral("Cancelled."));
        });
        type("destination", QStringLiteral("bouncepro-eu"));
        next();
        QTRY_COMPARE(state(CheckStep::HostKey), CheckState::Running);
        QVERIFY(!button("wizardNext")->isEnabled());
        m_gui->picture(QStringLiteral("wizard-testing"));
        clickIn(&m_gui->window(), "wizardCancel");
        QTRY_VERIFY(stopped->load());
    }

    void backKeepsWhatWasFilledIn()
    {
        open();
        type("destination", QStringLiteral("bouncepro-eu"));
        next();
        QTRY_VERIFY(button("wizardNext")->isEnabled());
        next();
        type("stackPath", QStringLiteral("/srv/other"));
        clickIn(&m_gui->window(), "wizardBack");
        clickIn(&m_gui->window(), "wizardBack");
        QCOMPARE(edit("destination")->text(), QStringLiteral("bouncepro-eu"));
        next();
        QTRY_VERIFY(button("wizardNext")->isEnabled()); // tested already
        next();
        QCOMPARE(edit("stackPath")->text(), QStringLiteral("/srv/other"));
    }

    void looks()
    {
        open();
        type("destination", QStringLiteral("bouncepro-eu"));
        for (const char *step : {"where", "test", "stack", "name"}) {
            QTRY_VERIFY(button("wizardNext")->isEnabled());
            m_gui->picture(QStringLiteral("wizard-") + QLatin1String(step));
            next();
        }
    }
};

BOUNCEPRO_GUI_MAIN(TestWizard)
#include "tst_wizard.moc"
