// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/setup/stackpage.h"

#include "models/servers/wording.h"
#include "ui/look/card.h"
#include "ui/look/field.h"
#include "ui/look/raildelegate.h"
#include "ui/look/roles.h"
#include "ui/look/rowlist.h"

#include <QItemSelectionModel>
#include <QLineEdit>

namespace bouncepro {

StackPage::StackPage()
    : m_card(new Card(tr("Compose stacks on the server"))),
      m_list(new RowList(tr("Stacks of the server"), new RailDelegate(RailDelegate::Lines::Two))),
      m_path(new Field(tr("Folder of the stack on the server"))),
      m_file(new Field(tr("Compose file in it")))
{
    static_cast<RailDelegate *>(m_list->itemDelegate())->setRail(false);
    m_list->setObjectName(QStringLiteral("stacks"));
    m_list->setModel(&m_model);
    m_list->setFitting(true, 6);
    m_card->content()->addWidget(m_list);
    m_path->edit()->setObjectName(QStringLiteral("stackPath"));
    m_file->edit()->setObjectName(QStringLiteral("composeFile"));
    column()->addWidget(m_card);
    for (Field *field : {m_path, m_file}) {
        field->showLabel();
        column()->addWidget(field);
        connect(field, &Field::textChanged, this, [this] {
            clearErrors();
            Q_EMIT changed();
        });
        connect(field, &Field::returnPressed, this, &SetupPage::nextWanted);
    }
    column()->addStretch(1);
    connect(m_list->selectionModel(), &QItemSelectionModel::currentChanged, this, [this](const QModelIndex &current) {
        if (current.isValid())
            choose(m_stacks[current.row()]);
    });
    connect(m_list, &RowList::activated, this, &SetupPage::nextWanted);
}

void StackPage::setStacks(const QList<FoundStack> &stacks)
{
    m_stacks = stacks;
    m_model.clear();
    int ours = 0;
    for (const FoundStack &stack : stacks) {
        ours += stack.looksLikeOurs;
        const QString path = visibleText(stack.path);
        const QString runs = tr("%1 of %2 containers run").arg(stack.running).arg(stack.total);
        auto *item = new QStandardItem(path);
        item->setData(stack.total > 0 ? runs : tr("Not started yet"), SecondRole);
        item->setData(visibleText(stack.project, 60), TagRole);
        item->setData(stack.looksLikeOurs ? tr("BouncePro") : QString(), TrailRole);
        item->setData(int(stack.looksLikeOurs ? Mark::Well : Mark::Unknown), MarkRole);
        item->setData(stack.looksLikeOurs ? tr("%1, BouncePro, %2").arg(path, runs) : tr("%1, %2").arg(path, runs),
                      Qt::AccessibleTextRole);
        item->setEditable(false);
        m_model.appendRow(item);
    }
    m_card->setVisible(!stacks.isEmpty());
    if (ours == 0)
        head()->setState(Mark::Unknown, tr("Where is BouncePro on the server?"),
                         tr("No stack with the services of BouncePro was found. Say where it is, or will be."));
    else
        head()->setState(Mark::Well,
                         ours == 1 ? tr("BouncePro was found") : tr("BouncePro was found %1 times").arg(ours),
                         tr("The one you choose is what this console operates."));
}

void StackPage::choose(const FoundStack &stack)
{
    m_path->setText(stack.path);
    if (!stack.composeFile.isEmpty())
        m_file->setText(stack.composeFile);
}

// The stack that was tested, where it is there; else the first that looks like ours, unless a person said otherwise.
void StackPage::enter(const ServerProfile &draft)
{
    m_path->setText(draft.stack);
    m_file->setText(draft.composeFile);
    const bool isUntouched = draft.stack == ServerProfile().stack;
    for (const bool isExact : {true, false})
        for (qsizetype row = 0; row < m_stacks.size(); ++row)
            if (m_stacks[row].path == draft.stack || (!isExact && isUntouched && m_stacks[row].looksLikeOurs)) {
                m_list->setCurrentIndex(m_model.index(int(row), 0));
                return;
            }
}

void StackPage::give(ServerProfile &draft) const
{
    draft.stack = m_path->text().trimmed();
    draft.composeFile = m_file->text().trimmed();
}

QString StackPage::outcome() const
{
    return visibleText(m_path->text().trimmed(), 60);
}

bool StackPage::showError(ProfileField field, const QString &sentence)
{
    Field *at = field == ProfileField::Stack ? m_path : field == ProfileField::ComposeFile ? m_file : nullptr;
    if (at)
        at->setError(sentence);
    return at;
}

void StackPage::clearErrors()
{
    m_path->setError({});
    m_file->setError({});
}

QWidget *StackPage::firstField() const
{
    // The list would choose its first row at focus.
    return m_list->currentIndex().isValid() ? m_list : static_cast<QWidget *>(m_path->edit());
}

} // namespace bouncepro
