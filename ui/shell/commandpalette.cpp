// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/commandpalette.h"

#include "ui/look/environmenttag.h"
#include "ui/look/field.h"
#include "ui/look/icon.h"
#include "ui/look/palette.h"
#include "ui/look/pill.h"
#include "ui/look/roles.h"
#include "ui/look/rowlist.h"
#include "ui/look/text.h"
#include "ui/shell/commanddelegate.h"

#include <QAction>
#include <QKeyEvent>
#include <QLineEdit>
#include <QPainter>
#include <QPointer>
#include <QRegularExpression>
#include <QSortFilterProxyModel>
#include <QStandardItemModel>
#include <QVBoxLayout>

#include <algorithm>

namespace bouncepro {

namespace {

// What the lock of a row means.
class LockNote : public QWidget
{
public:
    LockNote()
    {
        auto *row = new QHBoxLayout(this);
        setSpaces(row, {20, 0, 0, 0}, 0); // for the lock
        row->addWidget(new Text(FontRole::Small, Tone::Second, CommandPalette::tr("asks to arm first")));
    }

protected:
    void paintEvent(QPaintEvent *) override
    {
        QPainter painter(this);
        const int side = px(14);
        paintIcon(&painter, QRectF(isRightToLeft() ? width() - side : 0, (height() - side) / 2.0, side, side), "lock",
                  tokens().prodText);
    }
};

} // namespace

CommandPalette::CommandPalette(QWidget *over)
    : Overlay(over, Place::Top, 640),
      m_field(new Field(tr("Search or run"), QStringLiteral("search"))),
      m_model(new QStandardItemModel(this)),
      m_found(new QSortFilterProxyModel(this)),
      m_delegate(new CommandDelegate),
      m_list(new RowList(tr("Pages and actions"), m_delegate)),
      m_server(new Text(FontRole::Small, Tone::Second)),
      m_tag(new EnvironmentTag(Environment::Development)),
      m_lockNote(new LockNote)
{
    setObjectName(QStringLiteral("palette"));
    setAccessibleName(tr("Search or run"));
    m_field->edit()->setObjectName(QStringLiteral("paletteField"));
    m_field->setPlaceholder(tr("A page, a server, an action"));
    m_list->setObjectName(QStringLiteral("paletteList"));
    m_found->setSourceModel(m_model);
    m_found->setFilterCaseSensitivity(Qt::CaseInsensitive);
    m_list->setModel(m_found);
    m_list->setFitting(true, 12);
    m_server->setEliding(true);
    m_tag->setShort(true);
    m_server->hide();
    m_tag->hide();
    auto *column = new QVBoxLayout(panel());
    setSpaces(column, {12, 12, 12, 12}, 8);
    auto *head = new QHBoxLayout;
    setSpaces(head, {0, 0, 4, 0}, 8);
    head->addWidget(m_field, 1);
    head->addWidget(m_server);
    head->addWidget(m_tag);
    column->addLayout(head);
    column->addWidget(m_list, 1);
    auto *foot = new QHBoxLayout;
    setSpaces(foot, {6, 2, 6, 0}, 6);
    for (const auto &[key, does] : {qMakePair(tr("Enter"), tr("run")), qMakePair(tr("Esc"), tr("close"))}) {
        foot->addWidget(new KeyCap(key));
        foot->addWidget(new Text(FontRole::Small, Tone::Second, does));
        foot->addSpacing(8);
    }
    foot->addStretch(1);
    foot->addWidget(m_lockNote);
    column->addLayout(foot);
    m_field->edit()->installEventFilter(this);
    connect(m_field, &Field::textChanged, this, &CommandPalette::search);
    connect(m_field, &Field::returnPressed, this, &CommandPalette::run);
    connect(m_list, &RowList::activated, this, &CommandPalette::run);
    connect(m_list, &RowList::clicked, this, &CommandPalette::run);
    connect(this, &Overlay::closed, this, &QObject::deleteLater);
}

void CommandPalette::setCommands(const QList<QAction *> &commands, bool isLocked)
{
    m_commands = commands;
    m_commands.removeIf([](const QAction *action) { return !action->isEnabled(); });
    QStringList groups;
    for (const QAction *action : std::as_const(m_commands))
        if (const QString group = action->data().toString(); !groups.contains(group))
            groups << group;
    std::stable_sort(m_commands.begin(), m_commands.end(), [&](const QAction *a, const QAction *b) {
        return groups.indexOf(a->data().toString()) < groups.indexOf(b->data().toString());
    });
    m_model->clear();
    m_lockNote->hide();
    for (const QAction *action : std::as_const(m_commands)) {
        auto *item = new QStandardItem(action->text());
        const QString keys = action->shortcut().toString(QKeySequence::NativeText);
        item->setData(nameOf(action->icon()), IconRole);
        item->setData(keys, BadgeRole);
        item->setData(action->data(), TagRole);
        QString sentence = keys.isEmpty() ? action->text() : tr("%1, %2").arg(action->text(), keys);
        if (isLocked && action->property("changes").toBool()) {
            item->setData(true, LockedRole);
            sentence = tr("%1, asks to arm first").arg(sentence);
            m_lockNote->show();
        }
        item->setData(sentence, Qt::AccessibleTextRole);
        item->setEditable(false);
        m_model->appendRow(item);
    }
    search({});
}

void CommandPalette::setServer(const QString &name, Environment environment)
{
    m_server->setText(name);
    m_tag->setEnvironment(environment);
    m_server->show();
    m_tag->show();
}

QWidget *CommandPalette::firstFocus() const
{
    return m_field->edit();
}

// Every word has to begin a word of the name.
void CommandPalette::search(const QString &text)
{
    m_delegate->setWords(text.split(QLatin1Char(' '), Qt::SkipEmptyParts));
    QString pattern;
    for (const QString &word : text.split(QLatin1Char(' '), Qt::SkipEmptyParts))
        pattern += QStringLiteral("(?=.*\\b%1)").arg(QRegularExpression::escape(word));
    m_found->setFilterRegularExpression(QRegularExpression(pattern, QRegularExpression::CaseInsensitiveOption));
    // What begins with the text is meant rather than what has it in a later word.
    const auto begins = [&](int row) {
        return m_found->index(row, 0).data().toString().startsWith(text.trimmed(), Qt::CaseInsensitive);
    };
    int at = 0;
    while (at < m_found->rowCount() && !begins(at))
        ++at;
    m_list->setCurrentIndex(m_found->index(at < m_found->rowCount() ? at : 0, 0));
}

void CommandPalette::run()
{
    const QModelIndex current = m_found->mapToSource(m_list->currentIndex());
    if (!current.isValid())
        return;
    const QPointer<QAction> action = m_commands[current.row()];
    close();
    if (action)
        action->trigger();
}

// The arrows move in the list while the field has focus.
bool CommandPalette::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_field->edit() && event->type() == QEvent::KeyPress) {
        const int key = static_cast<QKeyEvent *>(event)->key();
        if (key == Qt::Key_Down || key == Qt::Key_Up) {
            const int row = m_list->currentIndex().row() + (key == Qt::Key_Down ? 1 : -1);
            if (row >= 0 && row < m_found->rowCount())
                m_list->setCurrentIndex(m_found->index(row, 0));
            return true;
        }
    }
    return Overlay::eventFilter(watched, event);
}

} // namespace bouncepro
