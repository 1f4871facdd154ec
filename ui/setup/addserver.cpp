// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/setup/addserver.h"

#include "models/servers/wording.h"
#include "ui/look/button.h"
#include "ui/look/field.h"
#include "ui/look/pagescroll.h"
#include "ui/look/text.h"
#include "ui/setup/namepage.h"
#include "ui/setup/stackpage.h"
#include "ui/setup/testpage.h"
#include "ui/setup/wherepage.h"
#include "ui/setup/wizardrail.h"

#include <QKeyEvent>
#include <QLineEdit>
#include <QPainter>
#include <QStackedWidget>

namespace bouncepro {

namespace {

// As high whatever the step: the buttons stay where they are.
class Steps : public QStackedWidget
{
public:
    QSize sizeHint() const override { return {px(620), px(650)}; }
    QSize minimumSizeHint() const override { return {px(280), px(200)}; }
    bool hasHeightForWidth() const override { return false; }
};

class Foot : public QWidget
{
protected:
    void paintEvent(QPaintEvent *) override
    {
        QPainter painter(this);
        painter.fillRect(QRect(0, 0, width() - 1, 1), tokens().border);
    }
};

enum Step { Where, Test, Stack, Name };

} // namespace

AddServer::AddServer(QWidget *over, ServerList &servers, const SetupSources &sources)
    : Overlay(over, Place::Centre, 940),
      m_servers(servers),
      m_stack(new Steps),
      m_test(new TestPage(sources)),
      m_found(new StackPage),
      m_pages{new WherePage(servers, sources), m_test, m_found, new NamePage},
      m_cancel(new Button(tr("Cancel"), Variant::Quiet)),
      m_back(new Button(tr("Back"))),
      m_next(new Button({}, Variant::Primary)),
      m_reason(new Text(FontRole::Small, Tone::Second)),
      m_place(new Text(FontRole::Small, Tone::Second))
{
    setObjectName(QStringLiteral("addServerWizard"));
    const bool isFirst = servers.rowCount() == 0;
    setAccessibleName(isFirst ? tr("Add your first server") : tr("Add a server"));
    m_rail = new WizardRail(accessibleName(), tr("Nothing on the server changes until you say so."),
                            {{tr("Choose"), tr("Where the server is")},
                             {tr("Connect"), tr("Testing step by step")},
                             {tr("Find the stack"), tr("What it runs")},
                             {tr("Name and environment"), tr("What is at stake")}});
    auto *right = new QVBoxLayout;
    setSpaces(right, {0, 12, 0, 0}, 0); // a scroll bar keeps clear of the round corner
    right->addWidget(m_place);
    right->addWidget(m_stack, 1);
    right->addWidget(makeFoot());
    auto *row = new QHBoxLayout(panel());
    row->setContentsMargins({});
    row->setSpacing(0);
    row->addWidget(m_rail);
    row->addLayout(right, 1);
    for (SetupPage *page : std::as_const(m_pages)) {
        m_stack->addWidget(new PageScroll(page));
        connect(page, &SetupPage::changed, this, &AddServer::tell);
        connect(page, &SetupPage::nextWanted, this, &AddServer::next);
    }
    for (QLineEdit *edit : findChildren<QLineEdit *>())
        edit->installEventFilter(this);
    connect(m_test, &TestPage::skipped, this, [this] { go(Stack); });
    connect(m_cancel, &Button::clicked, this, &Overlay::close);
    connect(m_back, &Button::clicked, this, [this] { go(m_step - 1); });
    connect(m_next, &Button::clicked, this, &AddServer::next);
    connect(this, &Overlay::closed, this, [this] {
        page(m_step)->leave();
        deleteLater();
    });
    page(Where)->enter(m_draft);
    tell();
    keepDressed(this, [this] { fit(); });
}

// A narrow wizard is its page alone, and which step it is.
void AddServer::fit()
{
    const bool isWide = width() >= px(720);
    m_rail->setVisible(isWide);
    m_place->setVisible(!isWide);
    m_place->setContentsMargins(px(32), px(8), px(32), 0);
}

void AddServer::resizeEvent(QResizeEvent *event)
{
    fit();
    Overlay::resizeEvent(event);
}

QWidget *AddServer::makeFoot()
{
    auto *foot = new Foot;
    auto *row = new QHBoxLayout(foot);
    setSpaces(row, {24, 14, 32, 14}, 8);
    m_cancel->setObjectName(QStringLiteral("wizardCancel"));
    m_back->setObjectName(QStringLiteral("wizardBack"));
    m_next->setObjectName(QStringLiteral("wizardNext"));
    m_reason->setObjectName(QStringLiteral("wizardReason"));
    m_reason->setEliding(true);
    m_reason->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    row->addWidget(m_cancel);
    row->addWidget(m_reason, 1);
    row->addWidget(m_back);
    row->addWidget(m_next);
    return foot;
}

SetupPage *AddServer::page(int step) const
{
    return m_pages[step];
}

void AddServer::setAsking(bool asking)
{
    m_test->setAsking(asking);
}

QWidget *AddServer::firstFocus() const
{
    return page(m_step)->firstField();
}

void AddServer::next()
{
    if (!page(m_step)->blocked().isEmpty())
        return;
    page(m_step)->give(m_draft);
    if (showErrors(m_servers.check(m_draft), m_step))
        return;
    if (m_step == Name)
        return add();
    if (m_step == Test)
        m_found->setStacks(m_test->report().stacks);
    go(m_step + 1);
}

void AddServer::go(int step)
{
    if (step < 0 || step >= m_pages.size())
        return;
    page(m_step)->give(m_draft);
    page(m_step)->leave();
    if (step == Stack && m_step == Test && !m_test->blocked().isEmpty())
        m_found->setStacks({});
    m_step = step;
    m_rail->setCurrent(step);
    m_stack->setCurrentIndex(step);
    page(step)->enter(m_draft);
    tell();
    firstFocus()->setFocus(Qt::OtherFocusReason);
}

// At the fields of the steps so far; goes to the first step that has one.
bool AddServer::showErrors(const QList<FieldError> &errors, int upTo)
{
    for (int step = 0; step <= upTo; ++step) {
        bool isHere = false;
        for (const FieldError &error : errors) {
            const QString name = step < Name ? tr("The server") : visibleText(m_draft.name, 60);
            isHere |= page(step)->showError(error.field, tr("%1 %2. %3").arg(name, error.what, error.remedy));
        }
        if (isHere) {
            if (step != m_step)
                go(step);
            for (Field *field : page(step)->findChildren<Field *>())
                if (!field->error().isEmpty()) {
                    field->edit()->setFocus(Qt::OtherFocusReason);
                    break;
                }
            return true;
        }
    }
    return false;
}

void AddServer::add()
{
    if (showErrors(m_servers.add(m_draft), Name))
        return;
    close();
    Q_EMIT added(m_draft.name);
}

void AddServer::tell()
{
    const QString reason = page(m_step)->blocked();
    m_reason->setText(reason);
    m_next->setBlocked(reason);
    m_back->setVisible(m_step > 0);
    for (int step = 0; step <= m_step; ++step)
        m_rail->setOutcome(step, page(step)->outcome());
    m_place->setText(m_rail->place());
    ServerProfile draft = m_draft;
    page(m_step)->give(draft);
    const bool isProduction = draft.environment == Environment::Production;
    const QString verbs[] = {tr("Next: test the connection"), tr("Next: find the stack"), tr("Next: name it"),
                             isProduction ? tr("Add as production") : tr("Add the server")};
    m_next->setText(verbs[m_step]);
    m_next->setVariant(m_step == Name && isProduction ? Variant::Production : Variant::Primary);
}

// Esc leaves also from a field that has text in it.
bool AddServer::eventFilter(QObject *watched, QEvent *event)
{
    if (qobject_cast<QLineEdit *>(watched) &&
        (event->type() == QEvent::KeyPress || event->type() == QEvent::ShortcutOverride) &&
        static_cast<QKeyEvent *>(event)->key() == Qt::Key_Escape) {
        event->accept();
        if (event->type() == QEvent::KeyPress)
            close();
        return true;
    }
    return Overlay::eventFilter(watched, event);
}

} // namespace bouncepro
