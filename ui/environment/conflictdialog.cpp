// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/environment/conflictdialog.h"

#include "models/servers/wording.h"
#include "ui/environment/environmentcards.h"
#include "ui/environment/environmentrows.h"
#include "ui/look/card.h"
#include "ui/look/rowlist.h"
#include "ui/look/segmented.h"
#include "ui/look/text.h"

#include <QGridLayout>
#include <QStandardItemModel>

namespace bouncepro {

namespace {

QString shown(const std::optional<Secret> &value, bool isSecret)
{
    if (!value)
        return ConflictDialog::tr("taken out");
    if (value->isEmpty())
        return ConflictDialog::tr("empty");
    return isSecret ? secretDots() : breakable(visibleText(QString::fromUtf8(value->reveal()), 300), 24);
}

} // namespace

ConflictDialog::ConflictDialog(QWidget *over, const EnvironmentEditor &editor, Environment environment)
    : Dialog(over, tr("%1 changed on the server").arg(editor.file()), environment)
{
    setObjectName(QStringLiteral("conflictDialog"));
    const EditedEnvironment &look = editor.look();
    const EnvironmentDocument theirs = editor.theirs().value_or(look.base);
    const QSet<QString> secrets = look.secrets | EnvironmentSchema::builtIn().secretsOf(theirs);
    const QList<EnvironmentChange> done = changes(look.base, theirs);
    say(tr("Somebody else changed it since it was read here. Their changes and yours are joined, key by key; nothing "
           "is written before you apply."),
        "conflictWhat");
    auto *rows = new QStandardItemModel(this);
    fillDiff(*rows, done, secrets);
    auto *list = new RowList(tr("What they changed"), new DiffDelegate);
    list->setObjectName(QStringLiteral("theirDiff"));
    list->setModel(rows);
    list->setSelectionMode(QAbstractItemView::NoSelection);
    list->setFitting(true, 8);
    body()->addWidget(new Text(FontRole::Heading, Tone::Plain, tr("What they changed")));
    if (done.isEmpty())
        say(tr("No value: comments, or the order."), "theirText");
    else
        body()->addWidget(list);
    const auto merge = merged(look.base, look.mine, theirs);
    if (!merge) {
        say(tr("%1 Correct the text first, or discard your changes.").arg(merge.error().message), "conflictFailed");
        setBlocked(merge.error().message);
    } else {
        if (!merge->conflicts.isEmpty())
            body()->addWidget(new Text(FontRole::Heading, Tone::Plain, tr("Both changed")));
        for (const EnvironmentConflict &conflict : merge->conflicts)
            addKey(conflict, secrets.contains(conflict.key));
        if (merge->lostText)
            say(tr("Your changes of comments and order cannot be joined with theirs: undo brings your text back."),
                "conflictText");
    }
    body()->addStretch();
    setConfirm(tr("Go on with both"));
    connect(this, &Overlay::closed, this, &QObject::deleteLater);
}

void ConflictDialog::say(const QString &words, const char *name)
{
    auto *text = new Text(FontRole::Body, Tone::Second, words);
    text->setObjectName(QLatin1String(name));
    text->setWrapping(true);
    body()->addWidget(text);
}

void ConflictDialog::addKey(const EnvironmentConflict &conflict, bool isSecret)
{
    auto *all = new QWidget;
    auto *grid = new QGridLayout(all);
    keepDressed(grid, [grid] {
        grid->setContentsMargins({});
        grid->setHorizontalSpacing(px(12));
        grid->setVerticalSpacing(px(4));
    });
    auto *choice = new Segmented(tr("Whose %1").arg(conflict.key), {tr("Theirs"), tr("Mine")});
    choice->setObjectName(QStringLiteral("choice-") + conflict.key);
    choice->setCurrent(1);
    auto *name = new Text(FontRole::MonoStrong, Tone::Plain, conflict.key);
    name->setEliding(true, Qt::ElideMiddle);
    grid->addWidget(name, 0, 0, 1, 2);
    grid->addWidget(choice, 0, 2, Qt::AlignRight);
    int row = 1;
    for (const auto &[label, value] :
         {qMakePair(tr("Theirs"), conflict.theirs), qMakePair(tr("Mine"), conflict.mine)}) {
        auto *words = new Text(FontRole::Mono, Tone::Second, shown(value, isSecret));
        words->setWrapping(true);
        grid->addWidget(new Text(FontRole::Small, Tone::Third, label), row, 0);
        grid->addWidget(words, row++, 1, 1, 2);
    }
    grid->setColumnStretch(1, 1);
    body()->addWidget(new Hairline);
    body()->addWidget(all);
    m_choices.append({conflict.key, choice});
}

QHash<QString, ConflictChoice> ConflictDialog::choices() const
{
    QHash<QString, ConflictChoice> all;
    for (const auto &[key, choice] : m_choices)
        all.insert(key, choice->current() == 0 ? ConflictChoice::Theirs : ConflictChoice::Mine);
    return all;
}

} // namespace bouncepro
