// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/environment/environmentpage.h"

#include "models/servers/wording.h"
#include "ui/environment/addkeydialog.h"
#include "ui/environment/conflictdialog.h"
#include "ui/environment/effectivedialog.h"
#include "ui/environment/environmentapply.h"
#include "ui/environment/environmentcards.h"
#include "ui/environment/environmentrows.h"
#include "ui/environment/environmentsentence.h"
#include "ui/environment/environmenttext.h"
#include "ui/environment/generatedialog.h"
#include "ui/environment/historydialog.h"
#include "ui/environment/keycard.h"
#include "ui/environment/keytools.h"
#include "ui/look/banner.h"
#include "ui/look/emptystate.h"
#include "ui/look/errorstate.h"
#include "ui/look/flow.h"
#include "ui/look/pagehead.h"
#include "ui/look/pagescroll.h"
#include "ui/look/rowlist.h"
#include "ui/look/segmented.h"
#include "ui/servers/arming.h"
#include "ui/shell/serverdesk.h"

#include <QShortcut>
#include <QShowEvent>
#include <QStackedWidget>

namespace bouncepro {

namespace {

QDateTime now()
{
    return QDateTime::currentDateTimeUtc();
}

Button *makeButton(const QString &text, const char *name, const char *iconName)
{
    auto *button = new Button(text);
    button->setObjectName(QLatin1String(name));
    button->setIconName(QLatin1String(iconName));
    button->setAutoDefault(true);
    return button;
}

} // namespace

EnvironmentPage::EnvironmentPage(ServerDesk &desk, QWidget *parent)
    : QWidget(parent),
      m_desk(desk),
      m_environment(desk.environment()),
      m_conflict(new Banner(Mark::Warning, {}, {})),
      m_notice(new Banner(Mark::Down, {}, {})),
      m_error(new ErrorState),
      m_empty(new EmptyState(QStringLiteral("environment"), {}, {})),
      m_loading(new LoadingBars(10)),
      m_key(new KeyCard),
      m_findings(new FindingsCard),
      m_changes(new ChangesCard),
      m_apply(new EnvironmentApply(desk, this))
{
    makeHead();
    m_tools = makeTools();
    m_conflict->setObjectName(QStringLiteral("environmentConflict"));
    m_conflict->setAction(tr("Look at it…"));
    m_notice->setObjectName(QStringLiteral("environmentNotice"));
    m_notice->setLater(true);
    m_notice->setStacked(true);
    m_error->setObjectName(QStringLiteral("environmentError"));
    m_empty->setObjectName(QStringLiteral("environmentEmpty"));
    m_empty->setAction(tr("Begin with what is required"), QStringLiteral("plus"));
    m_empty->action()->setObjectName(QStringLiteral("beginFile"));
    m_loading->setObjectName(QStringLiteral("environmentLoading"));
    m_content = new Split(makeLeft(), 17, makeRight(), 9, 780);
    auto *column = new QVBoxLayout(this);
    setSpaces(column, {24, 18, 24, 24}, 12);
    for (QWidget *part : std::initializer_list<QWidget *>{m_head, m_conflict, m_notice, m_tools, m_error, m_loading})
        column->addWidget(part);
    column->addWidget(m_empty, 1);
    column->addWidget(m_content, 1);
    addShortcuts();

    for (EnvironmentEditor *one : m_environment.editors())
        connect(one, &EnvironmentEditor::refused, this, [this](const Error &error) {
            m_refused = error;
            showBanners();
        });
    connect(&m_environment, &EnvironmentDesk::changed, this, &EnvironmentPage::show);
    connect(&m_desk.jobs(), &JobCenter::changed, this, &EnvironmentPage::show);
    connect(m_conflict, &Banner::acted, this, &EnvironmentPage::settle);
    connect(m_notice, &Banner::later, this, [this] {
        m_refused.reset();
        showBanners();
    });
    connect(m_empty, &EmptyState::acted, this, [this] {
        m_empty->setProperty("begun", true);
        show();
    });
    connect(m_key, &KeyCard::generateWanted, this, &EnvironmentPage::generate);
    connect(m_key, &KeyCard::rotateWanted, this, &EnvironmentPage::rotate);
    connect(m_findings, &FindingsCard::chosen, this, &EnvironmentPage::jump);
    connect(m_changes, &ChangesCard::undoWanted, this, &EnvironmentPage::undo);
    connect(m_changes, &ChangesCard::redoWanted, this, &EnvironmentPage::redo);
    connect(m_changes, &ChangesCard::discardWanted, this, &EnvironmentPage::discard);
    connect(m_changes, &ChangesCard::applyWanted, this, &EnvironmentPage::apply);
    connect(m_text, &EnvironmentText::undoWanted, this, &EnvironmentPage::undo);
    connect(m_text, &EnvironmentText::redoWanted, this, &EnvironmentPage::redo);
    connect(m_apply, &EnvironmentApply::changed, this, &EnvironmentPage::show);
    connect(m_apply, &EnvironmentApply::conflicted, &m_environment, &EnvironmentDesk::refresh);
    connect(m_apply, &EnvironmentApply::failed, this, [this](const Error &error) {
        m_refused = error;
        showBanners();
    });
    connect(&m_clock, &QTimer::timeout, this, [this] {
        if (isVisible())
            showHead();
    });
    m_clock.start(1000);
    chooseFile(0);
}

void EnvironmentPage::makeHead()
{
    m_head = new PageHead;
    m_head->setObjectName(QStringLiteral("environmentHead"));
    m_views = new Segmented(tr("How it is shown"), {tr("Keys"), tr("Text")});
    m_views->setObjectName(QStringLiteral("environmentViews"));
    m_again = makeButton(tr("Look now"), "environmentAgain", "restart");
    m_add = makeButton(tr("Add key…"), "addKey", "plus");
    m_history = makeButton(tr("History…"), "environmentHistory", "activity");
    m_effective = makeButton(tr("Drift…"), "environmentDrift", "server");
    for (QWidget *action : std::initializer_list<QWidget *>{m_views, m_again, m_effective, m_history, m_add})
        m_head->addAction(action);
    connect(m_views, &Segmented::chosen, this, &EnvironmentPage::chooseView);
    connect(m_again, &Button::clicked, this, [this] {
        m_refused.reset();
        if (!isConnected())
            m_desk.monitor().lookNow();
        m_environment.refresh();
    });
    connect(m_add, &Button::clicked, this, &EnvironmentPage::addKey);
    connect(m_history, &Button::clicked, this, &EnvironmentPage::showHistory);
    connect(m_effective, &Button::clicked, this, [this] { (new EffectiveDialog(window(), m_desk))->open(); });
}

KeyTools *EnvironmentPage::makeTools()
{
    QStringList names;
    for (const EnvironmentEditor *one : m_environment.editors())
        names << one->file();
    auto *tools = new KeyTools(names);
    connect(tools, &KeyTools::fileChosen, this, &EnvironmentPage::chooseFile);
    connect(tools, &KeyTools::showChosen, this, [this](EnvironmentFilter::Show show) {
        m_filter.setShow(show);
        showCounts();
    });
    connect(tools, &KeyTools::searched, this, [this](const QString &text) {
        m_filter.setText(text);
        showCounts();
    });
    return tools;
}

QWidget *EnvironmentPage::makeLeft()
{
    m_list = new Card({});
    m_list->setObjectName(QStringLiteral("keysCard"));
    m_rows = new RowList(tr("Keys"), new EnvironmentDelegate);
    m_rows->setObjectName(QStringLiteral("keys"));
    m_rows->setUniformItemSizes(true);
    m_rows->setModel(&m_filter);
    m_none = new EmptyState(QStringLiteral("search"), tr("No key is like that"),
                            tr("Names and values are searched; of secrets the names alone."));
    m_none->setObjectName(QStringLiteral("noKeys"));
    setSpaces(m_list->content(), {1, 2, 1, 8}, 0);
    m_list->content()->addWidget(new EnvironmentHeader);
    m_list->content()->addWidget(m_rows, 1);
    m_list->content()->addWidget(m_none, 1);
    keepDressed(m_rows, [this] { m_rows->setMinimumHeight(px(280)); });
    m_text = new EnvironmentText;
    auto *textCard = new Card({});
    textCard->setObjectName(QStringLiteral("textCard"));
    setSpaces(textCard->content(), {0, 0, 0, 0}, 0);
    textCard->content()->addWidget(m_text, 1);
    m_stack = new QStackedWidget;
    m_stack->addWidget(m_list);
    m_stack->addWidget(textCard);
    connect(m_rows->selectionModel(), &QItemSelectionModel::currentChanged, this,
            [this](const QModelIndex &index) { m_key->showKey(index.data(EnvironmentModel::KeyRole).toString()); });
    connect(m_rows, &RowList::activated, this, [this] { m_key->focusValue(); });
    return m_stack;
}

QWidget *EnvironmentPage::makeRight()
{
    auto *right = new QWidget;
    auto *column = new QVBoxLayout(right);
    setSpaces(column, {}, 12);
    column->addWidget(m_key);
    column->addWidget(m_changes);
    column->addWidget(m_findings);
    column->addStretch(1);
    if (m_desk.profile().environment == Environment::Production)
        m_changes->applyButton()->setVariant(Variant::Production);
    keepLocked(m_changes->applyButton(), m_desk.guard());
    return right;
}

// In fields, undo is the field's own while something was typed there.
void EnvironmentPage::addShortcuts()
{
    const auto add = [this](const QKeySequence &keys, const std::function<void()> &act) {
        auto *shortcut = new QShortcut(keys, this);
        shortcut->setContext(Qt::WidgetWithChildrenShortcut);
        connect(shortcut, &QShortcut::activated, this, act);
    };
    add(QKeySequence::Undo, [this] { undo(); });
    add(QKeySequence::Redo, [this] { redo(); });
    add(QKeySequence::Find, [this] { m_tools->focusSearch(); });
    add(QKeySequence::Save, [this] {
        if (editor().isDirty())
            apply();
    });
}

EnvironmentEditor &EnvironmentPage::editor() const
{
    return *m_environment.editors()[m_file];
}

void EnvironmentPage::chooseFile(int index)
{
    m_text->commit();
    m_key->commit();
    editor().model()->reveal({});
    m_file = index;
    m_tools->setFile(index);
    m_filter.setSourceModel(editor().model());
    m_key->setEditor(&editor());
    m_text->setEditor(&editor());
    show();
}

void EnvironmentPage::chooseView(int view)
{
    m_text->commit();
    m_key->commit();
    m_views->setCurrent(view);
    m_stack->setCurrentIndex(view);
    m_key->setWanted(view == Keys);
    show();
}

void EnvironmentPage::jump(const QString &key, int line)
{
    if (!key.isEmpty() && m_views->current() == Keys)
        return select(key);
    chooseView(TextOfFile);
    m_text->goToLine(std::max(line, 1));
}

void EnvironmentPage::select(const QString &key)
{
    const int row = editor().model()->rowOf(key);
    m_wanted = row < 0 ? key : QString();
    if (row < 0)
        return;
    if (!m_filter.mapFromSource(editor().model()->index(row)).isValid())
        m_tools->clear();
    m_rows->setCurrentIndex(m_filter.mapFromSource(editor().model()->index(row)));
    m_rows->scrollTo(m_rows->currentIndex());
    m_key->focusValue();
}

void EnvironmentPage::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    const bool isOld = m_environment.read().isValid() && m_environment.read().secsTo(now()) > 30;
    if (isOld && isConnected())
        m_environment.refresh();
    show();
}

// Once somebody looks; and again once the connection is back.
void EnvironmentPage::readIfDue()
{
    if (!isConnected())
        m_hasAsked = false;
    const bool isMissed = m_environment.error() && m_environment.error()->code == ErrorCode::Disconnected;
    if (!isConnected() || m_hasAsked || !isVisible() || m_environment.isRefreshing() ||
        (m_environment.files() && !isMissed))
        return;
    m_hasAsked = true;
    m_environment.refresh();
}

bool EnvironmentPage::isConnected() const
{
    return m_desk.monitor().view().state == ConnectionState::Connected;
}

void EnvironmentPage::show()
{
    readIfDue();
    const LoadState state = m_environment.state();
    const ServerView &view = m_desk.monitor().view();
    const bool isAway = view.state == ConnectionState::Lost || view.state == ConnectionState::Failed;
    const bool hasFiles = state == LoadState::Ready || state == LoadState::Stale;
    const bool isFailed = !hasFiles && (isAway || state == LoadState::Failed);
    const bool isEmpty = hasFiles && !editor().isThere() && !editor().isDirty() && !editor().canRedo() &&
                         !m_empty->property("begun").toBool();
    if (isFailed)
        m_error->setError(isAway ? view.error : *m_environment.error(),
                          isAway ? stateOfThings(view) : tr("Nothing was changed on the server."));
    m_error->setVisible(isFailed);
    m_loading->setVisible(!hasFiles && !isFailed);
    m_empty->setWords(tr("There is no %1").arg(editor().file()),
                      tr("The stack reads its settings and secrets from it. Nothing is written before you apply."));
    m_empty->setVisible(isEmpty);
    m_tools->setVisible(hasFiles);
    m_content->setVisible(hasFiles && !isEmpty);
    m_views->setVisible(hasFiles && !isEmpty);
    m_add->setVisible(hasFiles && !isEmpty);
    m_history->setVisible(hasFiles);
    m_effective->setVisible(hasFiles);
    m_effective->setBlocked(isConnected() ? QString() : awayText(view, m_desk.profile()));
    m_history->setBlocked(isConnected() ? QString() : awayText(view, m_desk.profile()));
    m_key->setRotationBlocked(m_environment.isDirty() ? tr("Apply or discard your changes first.") : blockedReason());
    m_tools->setFiltersShown(m_views->current() == Keys && !isEmpty);
    m_again->setBlocked(m_environment.isRefreshing() ? tr("The files are being read.") : QString());
    m_rows->setStale(state == LoadState::Stale);
    m_findings->setOld(state == LoadState::Stale);
    m_findings->show(editor().look());
    m_changes->show(editor());
    m_changes->applyButton()->setBlocked(blockedReason());
    if (!m_wanted.isEmpty())
        select(m_wanted);
    showCounts();
    showBanners();
    showHead();
}

void EnvironmentPage::showHead()
{
    const ServerSentence sentence = environmentSentence(m_environment, editor(), m_desk.monitor(), now());
    m_head->setState(sentence.mark, sentence.title, sentence.evidence);
}

void EnvironmentPage::showCounts()
{
    m_tools->setCounts(*editor().model());
    const bool isNone = m_filter.rowCount() == 0;
    m_rows->setVisible(!isNone);
    m_none->setVisible(isNone);
}

void EnvironmentPage::showBanners()
{
    m_conflict->setVisible(editor().theirs().has_value());
    m_conflict->set(Mark::Warning, tr("%1 changed on the server").arg(editor().file()),
                    tr("Somebody else changed it since it was read here. Your changes are kept."));
    const std::optional<Error> error = m_refused                                   ? m_refused
                                       : m_environment.state() == LoadState::Stale ? m_environment.error()
                                                                                   : std::nullopt;
    const bool isTold = editor().theirs() && error && error->code == ErrorCode::Conflict; // by the other banner
    m_notice->setVisible(error && !isTold);
    m_notice->setLater(m_refused.has_value());
    if (error)
        m_notice->set(Mark::Down, visibleText(error->message, 300), visibleText(error->remedy, 300));
}

void EnvironmentPage::addKey()
{
    auto *dialog = new AddKeyDialog(window(), editor().file(), editor().look());
    connect(dialog, &Dialog::confirmed, this, [this, dialog] {
        const QString key = dialog->key();
        editor().setValue(key, dialog->value());
        chooseView(Keys);
        select(key);
    });
    dialog->open();
}

void EnvironmentPage::generate(const QString &key)
{
    auto *dialog = new GenerateDialog(window(), key, EnvironmentSchema::builtIn().find(key));
    connect(dialog, &Dialog::confirmed, this, [this, dialog, key] { editor().setValue(key, dialog->value()); });
    dialog->open();
}

void EnvironmentPage::rotate(const QString &key)
{
    auto *dialog = new GenerateDialog(window(), key, EnvironmentSchema::builtIn().find(key));
    connect(dialog, &Dialog::confirmed, this, [this, dialog, key] { m_apply->rotate(key, dialog->value()); });
    dialog->open();
}

void EnvironmentPage::showHistory()
{
    m_text->commit();
    m_key->commit();
    auto *dialog = new HistoryDialog(window(), m_desk, editor().file(), editor().look().mine);
    connect(dialog, &Dialog::confirmed, this, [this, dialog, editor = &editor()] {
        editor->setText(dialog->version().text.reveal(), tr("Bring back a version"));
    });
    dialog->open();
}

void EnvironmentPage::settle()
{
    m_text->commit();
    m_key->commit();
    m_refused.reset();
    auto *dialog = new ConflictDialog(window(), editor(), m_desk.profile().environment);
    connect(dialog, &Dialog::confirmed, this, [this, dialog] { editor().settle(dialog->choices()); });
    dialog->open();
}

void EnvironmentPage::discard()
{
    editor().discard();
}

void EnvironmentPage::apply()
{
    m_text->commit();
    m_key->commit();
    m_refused.reset();
    if (editor().theirs())
        return settle();
    m_apply->apply();
}

QString EnvironmentPage::blockedReason() const
{
    if (!isConnected())
        return awayText(m_desk.monitor().view(), m_desk.profile());
    if (m_apply->isBusy() || m_desk.jobs().isStarting())
        return tr("A job is about to start.");
    if (m_desk.jobs().running())
        return tr("A job runs: only one change at a time.");
    return {};
}

void EnvironmentPage::undo()
{
    m_text->commit();
    m_key->commit();
    editor().undo();
}

void EnvironmentPage::redo()
{
    m_text->commit();
    m_key->commit();
    editor().redo();
}

Page environmentPage()
{
    return {QStringLiteral("environment"),
            EnvironmentPage::tr("Environment"),
            QStringLiteral("environment"),
            false,
            [](ServerDesk &desk, QWidget *parent) -> QWidget * {
                auto *page = new EnvironmentPage(desk);
                page->setObjectName(QStringLiteral("environmentContent"));
                return new PageScroll(page, parent);
            },
            [](ServerDesk &desk) {
                QObject::connect(&desk.environment(), &EnvironmentDesk::changed, &desk, [&desk] {
                    const EnvironmentBadge badge = environmentBadge(desk.environment());
                    desk.setBadge(QStringLiteral("environment"), {badge.text, badge.mark});
                });
            },
            {},
            [](ServerDesk &desk) {
                const int count = desk.environment().changeCount();
                const QString server = visibleText(desk.profile().name, 40);
                return count == 0 ? QString()
                       : count == 1
                           ? EnvironmentPage::tr("1 change of the environment of %1 is not applied.").arg(server)
                           : EnvironmentPage::tr("%1 changes of the environment of %2 are not applied.")
                                 .arg(count)
                                 .arg(server);
            },
            [](ServerDesk &desk) { desk.environment().discard(); }};
}

} // namespace bouncepro
