// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/servers/questiondialogs.h"

#include "models/servers/wording.h"
#include "ui/look/environmenttag.h"
#include "ui/look/text.h"

#include <QGuiApplication>
#include <QLineEdit>
#include <QPainter>
#include <QPushButton>
#include <QScrollArea>
#include <QScrollBar>
#include <QVBoxLayout>

#include <algorithm>

namespace bouncepro {

namespace {

constexpr int longWord = 40; // an address to open is copied whole

} // namespace

QuestionDialog::QuestionDialog(const QString &title, const QString &sentence, const QString &verb, QWidget *parent)
    : QDialog(parent),
      m_head(new QHBoxLayout),
      m_content(new QVBoxLayout),
      m_accept(new QPushButton(verb)),
      m_cancel(new QPushButton(tr("Cancel")))
{
    setWindowTitle(title);
    setWindowModality(Qt::WindowModal);
    setAttribute(Qt::WA_DeleteOnClose);
    keepDressed(this, [this] {
        QPalette colours = QGuiApplication::palette();
        colours.setColor(QPalette::Window, tokens().raised);
        setPalette(colours);
    });

    auto *head = new Text(FontRole::Heading);
    head->setObjectName(QStringLiteral("question"));
    head->setText(sentence);
    head->setWrapping(true);
    m_head->setSpacing(px(14));
    m_head->addWidget(head, 1);
    m_content->setSpacing(px(10));
    m_accept->setObjectName(QStringLiteral("accept"));
    m_accept->setProperty("primary", true);
    m_cancel->setObjectName(QStringLiteral("cancel"));
    auto *buttons = new QHBoxLayout;
    buttons->setSpacing(px(8));
    buttons->addStretch();
    buttons->addWidget(m_cancel);
    buttons->addWidget(m_accept);

    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(px(20), px(18), px(20), px(16));
    column->setSpacing(px(14));
    column->addLayout(m_head);
    column->addLayout(m_content);
    column->addStretch();
    column->addLayout(buttons);
    connect(m_accept, &QPushButton::clicked, this, &QDialog::accept);
    connect(m_cancel, &QPushButton::clicked, this, &QDialog::reject);
    setMinimumWidth(px(520));
    setAccessibleName(sentence);
}

void QuestionDialog::setEnvironment(std::optional<Environment> environment)
{
    m_environment = environment;
    if (!environment)
        return;
    auto *tag = new EnvironmentTag(*environment);
    tag->setObjectName(QStringLiteral("questionEnvironment"));
    m_head->addWidget(tag, 0, Qt::AlignTop);
}

void QuestionDialog::paintEvent(QPaintEvent *event)
{
    QDialog::paintEvent(event);
    QPainter painter(this);
    if (m_environment)
        paintBand(&painter, QRect(0, 0, width(), px(5)), *m_environment);
}

// Wrapped text knows its height only for a width.
void QuestionDialog::showEvent(QShowEvent *event)
{
    setAttribute(Qt::WA_KeyboardFocusChange); // what Enter does is to be seen
    resize(sizeHint());
    QDialog::showEvent(event);
}

QSize QuestionDialog::sizeHint() const
{
    return {minimumWidth(), layout()->totalHeightForWidth(minimumWidth())};
}

void QuestionDialog::addFact(const QString &label, const QString &value, const QString &objectName, bool mono)
{
    auto *words = new Text(FontRole::Small, Tone::Third);
    words->setText(label);
    auto *text = new Text(mono ? FontRole::Mono : FontRole::Body);
    text->setObjectName(objectName);
    text->setAccessibleDescription(label);
    text->setText(visibleText(value, 400));
    text->setWrapping(true);
    text->setSelectable(true);
    auto *pair = new QVBoxLayout;
    pair->setSpacing(px(2));
    pair->addWidget(words);
    pair->addWidget(text);
    m_content->addLayout(pair);
}

HostKeyDialog::HostKeyDialog(const HostKeyQuestion &question, QWidget *parent)
    : QuestionDialog(tr("Unknown host key"), tr("Is this the key of %1?").arg(visibleText(question.host, 80)),
                     tr("Trust this key"), parent)
{
    setObjectName(QStringLiteral("hostKeyDialog"));
    auto *why = new Text(FontRole::Body, Tone::Second);
    why->setText(
        tr("No known_hosts file names this server's key. Compare the fingerprint with one that you got another "
           "way, for example on the server's own console. Nothing was sent yet."));
    why->setWrapping(true);
    content()->addWidget(why);
    addFact(tr("Key type"), question.keyType, QStringLiteral("keyType"));
    addFact(tr("Fingerprint"), question.fingerprint, QStringLiteral("fingerprint"), true);
    addFact(tr("Trusting adds it to"), question.rememberedIn, QStringLiteral("rememberedIn"), true);
    acceptButton()->setAutoDefault(false);
    cancelButton()->setDefault(true);
    cancelButton()->setFocus();
}

std::optional<Answers> HostKeyDialog::given() const
{
    return result() == Accepted ? std::optional(Answers()) : std::nullopt;
}

SecretDialog::SecretDialog(const SecretQuestion &question, const QString &hint, QWidget *parent)
    : QuestionDialog(
          question.kind == SecretKind::Password ? tr("Password") : tr("Passphrase"),
          question.kind == SecretKind::Password
              ? tr("Password for %1 on %2").arg(visibleText(question.user, 80), visibleText(question.host, 120))
              : tr("Passphrase of the key %1").arg(visibleText(question.keyFile, 200)),
          question.kind == SecretKind::Password ? tr("Log in") : tr("Unlock key"), parent),
      m_field(new QLineEdit)
{
    setObjectName(QStringLiteral("secretDialog"));
    if (question.attempt > 1) {
        auto *wrong = new Text(FontRole::Body, Tone::Fail);
        wrong->setObjectName(QStringLiteral("wrong"));
        wrong->setText(tr("The last one was wrong. This is try %1.").arg(question.attempt));
        content()->addWidget(wrong);
    }
    m_field->setObjectName(QStringLiteral("secret"));
    m_field->setEchoMode(QLineEdit::Password);
    m_field->setMaxLength(1024);
    m_field->setTextMargins(px(6), 0, px(6), 0);
    m_field->setAccessibleName(windowTitle());
    content()->addWidget(m_field);
    auto *note = new Text(FontRole::Small, Tone::Second);
    note->setText(hint);
    note->setWrapping(true);
    content()->addWidget(note);
    acceptButton()->setDefault(true);
    m_field->setFocus();
}

SecretDialog::~SecretDialog()
{
    m_field->clear();
}

std::optional<Answers> SecretDialog::given() const
{
    return result() == Accepted ? std::optional(Answers{Secret(m_field->text().toUtf8())}) : std::nullopt;
}

PromptsDialog::PromptsDialog(const PromptsQuestion &question, QWidget *parent)
    : QuestionDialog(
          tr("Login"),
          tr("%1 asks before it logs %2 in").arg(visibleText(question.host, 120), visibleText(question.user, 80)),
          tr("Log in"), parent),
      m_scroll(new QScrollArea)
{
    setObjectName(QStringLiteral("promptsDialog"));
    if (question.attempt > 1) {
        auto *wrong = new Text(FontRole::Body, Tone::Fail);
        wrong->setObjectName(QStringLiteral("wrong"));
        wrong->setText(tr("The answers before were refused. This is try %1.").arg(question.attempt));
        content()->addWidget(wrong);
    }
    // However much a server says, the buttons stay on the screen.
    auto *page = new QWidget;
    page->setAutoFillBackground(false);
    auto *column = new QVBoxLayout(page);
    column->setContentsMargins({});
    column->setSpacing(px(6));
    addWords(column, question.name, QStringLiteral("name"));
    addWords(column, question.instruction, QStringLiteral("instruction"));
    for (const Prompt &prompt : question.prompts) {
        auto *words = new Text(FontRole::Body);
        words->setObjectName(QStringLiteral("prompt%1").arg(m_fields.size()));
        words->setText(breakable(visibleLines(prompt.text, 700), longWord));
        words->setWrapping(true);
        auto *field = new QLineEdit;
        field->setObjectName(QStringLiteral("answer%1").arg(m_fields.size()));
        field->setEchoMode(prompt.echo ? QLineEdit::Normal : QLineEdit::Password);
        field->setMaxLength(1024);
        field->setTextMargins(px(6), 0, px(6), 0);
        field->setAccessibleName(words->text());
        column->addWidget(words);
        column->addWidget(field);
        m_fields << field;
    }
    m_scroll->setWidget(page);
    m_scroll->setWidgetResizable(true);
    m_scroll->setFrameShape(QFrame::NoFrame);
    m_scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_scroll->viewport()->setAutoFillBackground(false);
    content()->addWidget(m_scroll);
    // However long what is asked is, nobody types into a field that is out of sight.
    connect(m_scroll->verticalScrollBar(), &QScrollBar::rangeChanged, this, [this] {
        if (QWidget *field = focusWidget(); field && m_scroll->isAncestorOf(field))
            m_scroll->ensureVisible(0, field->mapTo(m_scroll->widget(), field->rect().center()).y(), 0,
                                    field->height());
    });
    auto *note = new Text(FontRole::Small, Tone::Second);
    note->setText(tr("These are the server's own words. The answers go to it alone and are not kept."));
    note->setWrapping(true);
    content()->addWidget(note);
    acceptButton()->setDefault(true);
    m_fields.first()->setFocus();
}

PromptsDialog::~PromptsDialog()
{
    for (QLineEdit *field : std::as_const(m_fields))
        field->clear();
}

void PromptsDialog::addWords(QVBoxLayout *column, const QString &words, const QString &objectName)
{
    if (words.isEmpty())
        return;
    auto *text = new Text(FontRole::Body, Tone::Second);
    text->setObjectName(objectName);
    text->setText(breakable(visibleLines(words, 2400), longWord));
    text->setWrapping(true);
    text->setSelectable(true);
    column->addWidget(text);
}

void PromptsDialog::showEvent(QShowEvent *event)
{
    const QMargins margins = layout()->contentsMargins();
    const int width = minimumWidth() - margins.left() - margins.right();
    const QLayout *column = m_scroll->widget()->layout();
    const int wanted =
        column->hasHeightForWidth() ? column->totalHeightForWidth(width) : column->totalSizeHint().height();
    const bool scrolls = wanted > px(360);
    m_scroll->widget()->layout()->setContentsMargins(0, 0, scrolls ? px(4) : 0, 0); // apart from the scroll bar
    m_scroll->setFixedHeight(std::min(wanted, px(360)));
    layout()->invalidate(); // its height was that of another scroll area
    QuestionDialog::showEvent(event);
}

std::optional<Answers> PromptsDialog::given() const
{
    if (result() != Accepted)
        return std::nullopt;
    Answers answers;
    for (const QLineEdit *field : m_fields)
        answers.emplace_back(field->text().toUtf8());
    return answers;
}

} // namespace bouncepro
