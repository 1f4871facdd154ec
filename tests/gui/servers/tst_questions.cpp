// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/guiwindow.h"

#include "ssh/operation.h"
#include "ui/servers/dialoginteraction.h"

#include <QLabel>
#include <QLayout>
#include <QLineEdit>
#include <QMainWindow>
#include <QPushButton>

using namespace bouncepro;

namespace {

const HostKeyQuestion unknownKey{QStringLiteral("[eu1.bouncepro.example]:2222"), QStringLiteral("ED25519"),
                                 QStringLiteral("SHA256:9QwE1rT2yU3iOpA4sDfG5hJkL6zXcV7bNmQ8wErTyUi"),
                                 QStringLiteral("/home/anna/.ssh/known_hosts")};

SecretQuestion passwordQuestion(int attempt = 1)
{
    return {.kind = SecretKind::Password,
            .user = QStringLiteral("deploy"),
            .host = QStringLiteral("eu1.bouncepro.example"),
            .attempt = attempt};
}

PromptsQuestion promptsQuestion()
{
    return {QStringLiteral("deploy"),
            QStringLiteral("gate.bouncepro.example"),
            22,
            QStringLiteral("Two factors"),
            QStringLiteral("Enter a passcode or choose a way:\n 1. Push to XXX-1234\n 2. Call XXX-1234"),
            {{QStringLiteral("Passcode or option (1-2):"), true}, {QStringLiteral("<b>PIN</b> of the token:"), false}},
            1};
}

} // namespace

/// Questions of a worker, answered in dialogs as a person would.
class TestQuestions : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<QMainWindow> m_window;
    std::unique_ptr<DialogAsker> m_asker;
    std::optional<bool> m_accepted;
    std::optional<std::optional<Secret>> m_secret;
    std::optional<std::optional<Answers>> m_answers;

    static QString stakeOf(QDialog *dialog)
    {
        const auto *tag = dialog->findChild<QWidget *>(QStringLiteral("questionEnvironment"));
        return tag && tag->isVisible() ? tag->accessibleName() : QString();
    }
    Operation askForKey()
    {
        return start(
            m_window.get(),
            [sender = m_asker->sender()](std::stop_token stop) {
                return sender(Environment::Production, stop)->acceptHostKey(unknownKey);
            },
            [this](bool accepted) { m_accepted = accepted; });
    }
    Operation askForSecret(const SecretQuestion &question)
    {
        return start(
            m_window.get(),
            [sender = m_asker->sender(), question](std::stop_token stop) {
                return sender(Environment::Staging, stop)->secret(question);
            },
            [this](std::optional<Secret> secret) { m_secret = std::move(secret); });
    }
    Operation askForAnswers(const PromptsQuestion &question)
    {
        return start(
            m_window.get(),
            [sender = m_asker->sender(), question](std::stop_token stop) {
                return sender({}, stop)->answers(question);
            },
            [this](std::optional<Answers> answers) { m_answers = std::move(answers); });
    }

private Q_SLOTS:
    void init()
    {
        applyLook(Theme::Light, 1.0);
        m_window = std::make_unique<QMainWindow>();
        m_window->show();
        QVERIFY(QTest::qWaitForWindowExposed(m_window.get()));
        m_asker = std::make_unique<DialogAsker>(QStringLiteral("It is kept until the program ends."));
        m_asker->setWindow(m_window.get());
        m_accepted.reset();
        m_secret.reset();
        m_answers.reset();
    }
    void cleanup()
    {
        m_asker.reset();
        m_window.reset();
    }

    void hostKeyQuestionStartsOnCancel()
    {
        askForKey();
        QDialog *dialog = waitForDialog("hostKeyDialog");
        QVERIFY(dialog);
        QCOMPARE(dialog->windowModality(), Qt::WindowModal);
        QCOMPARE(dialog->findChild<QLabel *>(QStringLiteral("keyType"))->text(), unknownKey.keyType);
        QCOMPARE(dialog->findChild<QLabel *>(QStringLiteral("fingerprint"))->text(), unknownKey.fingerprint);
        QCOMPARE(dialog->findChild<QLabel *>(QStringLiteral("rememberedIn"))->text(), unknownKey.rememberedIn);
        QCOMPARE(stakeOf(dialog), QStringLiteral("production environment"));
        QTRY_VERIFY(dialog->findChild<QPushButton *>(QStringLiteral("cancel"))->hasFocus());
        QTest::keyClick(dialog->focusWidget(), Qt::Key_Return); // a hasty Return trusts nothing
        QTRY_COMPARE(m_accepted, std::optional(false));
    }

    void hostKeyAccepted()
    {
        askForKey();
        QDialog *dialog = waitForDialog("hostKeyDialog");
        QVERIFY(dialog);
        dialog->adjustSize(); // no taller than its words
        QCOMPARE(dialog->height(), dialog->layout()->totalHeightForWidth(dialog->width()));
        QVERIFY(dialog->testAttribute(Qt::WA_KeyboardFocusChange)); // the ring shows what Enter does
        takePictures(*dialog, QStringLiteral("dialog-host-key-question"));
        clickIn(dialog, "accept");
        QTRY_COMPARE(m_accepted, std::optional(true));
    }

    void secretIsGivenHidden()
    {
        askForSecret(passwordQuestion(2));
        QDialog *dialog = waitForDialog("secretDialog");
        QVERIFY(dialog);
        auto *field = dialog->findChild<QLineEdit *>(QStringLiteral("secret"));
        QCOMPARE(field->echoMode(), QLineEdit::Password);
        QTRY_VERIFY(field->hasFocus());
        QVERIFY(dialog->findChild<QLabel *>(QStringLiteral("wrong"))->isVisible());
        QCOMPARE(stakeOf(dialog), QStringLiteral("staging environment"));
        QTest::keyClicks(field, QStringLiteral("pa ss"));
        takePictures(*dialog, QStringLiteral("dialog-password-question"));
        QTest::keyClick(field, Qt::Key_Return);
        QTRY_VERIFY(m_secret.has_value());
        QVERIFY(*m_secret == Secret(QByteArray("pa ss")));
    }

    void escapeGivesNone()
    {
        askForSecret(passwordQuestion());
        QDialog *dialog = waitForDialog("secretDialog");
        QVERIFY(dialog);
        QTest::keyClick(dialog, Qt::Key_Escape);
        QTRY_VERIFY(m_secret.has_value());
        QVERIFY(!m_secret->has_value());
    }

    void stoppedQuestionCloses()
    {
        Operation operation = askForSecret(passwordQuestion());
        const QPointer<QDialog> dialog = waitForDialog("secretDialog");
        QVERIFY(dialog);
        operation.stop();
        QTRY_VERIFY(m_secret.has_value());
        QVERIFY(!m_secret->has_value());
        QTRY_VERIFY(!dialog);
    }

    void promptsOfAServer()
    {
        askForAnswers(promptsQuestion());
        QDialog *dialog = waitForDialog("promptsDialog");
        QVERIFY(dialog);
        const auto label = [&](const char *name) { return dialog->findChild<QLabel *>(QLatin1String(name)); };
        const auto field = [&](const char *name) { return dialog->findChild<QLineEdit *>(QLatin1String(name)); };
        QCOMPARE(label("question")->text(), QStringLiteral("gate.bouncepro.example asks before it logs deploy in"));
        QCOMPARE(label("instruction")->text(), promptsQuestion().instruction);
        QCOMPARE(label("prompt1")->text(), promptsQuestion().prompts[1].text);
        for (const char *name : {"name", "instruction", "prompt0", "prompt1"})
            QCOMPARE(label(name)->textFormat(), Qt::PlainText);
        QVERIFY(!label("wrong"));
        QCOMPARE(stakeOf(dialog), QString()); // of a server that is about to be added it is not known
        QCOMPARE(field("answer0")->echoMode(), QLineEdit::Normal);
        QCOMPARE(field("answer1")->echoMode(), QLineEdit::Password);
        QCOMPARE(field("answer1")->accessibleName(), promptsQuestion().prompts[1].text);
        QTRY_VERIFY(field("answer0")->hasFocus());
        QTest::keyClicks(field("answer0"), QStringLiteral("123456"));
        QTest::keyClick(field("answer0"), Qt::Key_Tab);
        QTRY_VERIFY(field("answer1")->hasFocus());
        QTest::keyClicks(field("answer1"), QStringLiteral("pin"));
        takePictures(*dialog, QStringLiteral("dialog-login-questions"));
        applyLook(Theme::Dark); // the desktop's theme changes while the question stands
        QCOMPARE(dialog->palette().color(QPalette::Window), tokens().raised);
        applyLook(Theme::Light);
        QCOMPARE(dialog->palette().color(QPalette::Window), tokens().raised);
        QTest::keyClick(field("answer1"), Qt::Key_Return);
        QTRY_VERIFY(m_answers.has_value());
        QVERIFY(*m_answers && (*m_answers)->size() == 2);
        QVERIFY((**m_answers)[0] == Secret("123456") && (**m_answers)[1] == Secret("pin"));
    }

    // However much is asked, the dialog stays on the screen and its buttons in sight.
    void manyPromptsWithManyWords()
    {
        auto question = promptsQuestion();
        question.attempt = 2;
        question.instruction = QString(2000, u'w');
        question.prompts = QList<Prompt>(16, Prompt{QString(600, u'p'), false});
        Operation operation = askForAnswers(question);
        const QPointer<QDialog> dialog = waitForDialog("promptsDialog");
        QVERIFY(dialog);
        QVERIFY(dialog->findChild<QLabel *>(QStringLiteral("wrong")));
        QVERIFY(dialog->height() < 700);
        const auto *first = dialog->findChild<QLineEdit *>(QStringLiteral("answer0"));
        QTRY_VERIFY(first->hasFocus());
        QTRY_COMPARE(first->visibleRegion().boundingRect(), first->rect()); // what is typed is to be seen
        takePictures(*dialog, QStringLiteral("dialog-login-questions-many"));
        operation.stop();
        QTRY_VERIFY(m_answers.has_value());
        QVERIFY(!m_answers->has_value());
        QTRY_VERIFY(!dialog);
    }

    void promptsCancelled()
    {
        askForAnswers(promptsQuestion());
        QDialog *dialog = waitForDialog("promptsDialog");
        QVERIFY(dialog);
        clickIn(dialog, "cancel");
        QTRY_VERIFY(m_answers.has_value());
        QVERIFY(!m_answers->has_value());
    }

    void oneQuestionAtATime()
    {
        askForKey();
        QDialog *first = waitForDialog("hostKeyDialog");
        QVERIFY(first);
        askForSecret(passwordQuestion());
        QTest::qWait(50);
        QVERIFY(first->isVisible());
        clickIn(first, "accept");
        QDialog *second = waitForDialog("secretDialog");
        QVERIFY(second);
        clickIn(second, "cancel");
        QTRY_VERIFY(m_secret.has_value());
    }

    void nobodyLeftToAskIsNo()
    {
        const auto person = m_asker->sender()({}, {});
        askForKey();
        QVERIFY(waitForDialog("hostKeyDialog"));
        m_asker.reset();
        QTRY_COMPARE(m_accepted, std::optional(false));
        QVERIFY(!person->acceptHostKey(unknownKey)); // at once
    }
};

BOUNCEPRO_GUI_MAIN(TestQuestions)
#include "tst_questions.moc"
