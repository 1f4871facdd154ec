// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/environment/environmentcards.h"

#include "models/servers/wording.h"
#include "ui/environment/environmentrows.h"
#include "ui/look/button.h"
#include "ui/look/flow.h"
#include "ui/look/roles.h"
#include "ui/look/rowlist.h"
#include "ui/look/text.h"

#include <QCryptographicHash>
#include <QStandardItemModel>

#include <algorithm>

namespace bouncepro {

namespace {

constexpr qsizetype mostShown = 200;
enum { KeyRole = Qt::UserRole, LineRole };

QString tr(const char *text)
{
    return ChangesCard::tr(text);
}

QStandardItem *addRow(QStandardItemModel &rows, const QString &text, const QString &spoken)
{
    auto *item = new QStandardItem(text);
    item->setEditable(false);
    item->setData(spoken, Qt::AccessibleTextRole);
    rows.appendRow(item);
    return item;
}

void addSide(QStandardItemModel &rows, const EnvironmentChange &change, bool isAfter, bool isSecret)
{
    const QByteArray &value = (isAfter ? change.after : change.before).reveal();
    const QString shown = isSecret && !value.isEmpty() ? secretDots() : visibleText(QString::fromUtf8(value), 200);
    auto *item = addRow(rows, change.key + QLatin1Char('=') + shown,
                        (isAfter ? tr("Added: %1") : tr("Removed: %1"))
                            .arg(isSecret ? change.key : change.key + QLatin1Char('=') + shown));
    item->setData(isAfter ? QStringLiteral("+") : QStringLiteral("-"), BadgeRole);
    if (isSecret && !value.isEmpty())
        item->setData(
            tr("sha256 %1")
                .arg(QString::fromLatin1(QCryptographicHash::hash(value, QCryptographicHash::Sha256).toHex().left(4))),
            TrailRole);
}

QString titleOf(const QString &key)
{
    const EnvironmentKey *known = EnvironmentSchema::builtIn().find(key);
    for (const EnvironmentGroup &group : EnvironmentSchema::builtIn().groups())
        if (known && group.name == known->group)
            return group.title;
    return {};
}

// What the schema says of the keys that changed; the plan asks the server.
QString effectOf(const EditedEnvironment &look)
{
    QStringList started, sentences;
    bool isBuilt = false, isUnknown = false;
    for (const EnvironmentChange &change : look.changes) {
        const EnvironmentKey *known = EnvironmentSchema::builtIn().find(change.key);
        isUnknown = isUnknown || !known;
        if (known && known->applies.contains(QLatin1String("build")))
            isBuilt = true;
        if (known && known->applies.contains(QLatin1String("start")))
            for (const QString &service : known->services)
                if (!started.contains(service))
                    started << service;
    }
    if (look.changes.isEmpty())
        sentences << tr("No value changes: comments or the order do.");
    else if (!started.isEmpty())
        sentences << tr("Made anew, health-gated: %1.").arg(started.join(QStringLiteral(", ")));
    else if (!isUnknown)
        sentences << tr("No container has to be made anew.");
    if (isBuilt)
        sentences << tr("The images are built again.");
    if (isUnknown)
        sentences << tr("Who reads the other keys, the server is asked before it is applied.");
    sentences << tr("All other lines keep their bytes.");
    return sentences.join(QLatin1Char(' '));
}

} // namespace

void fillDiff(QStandardItemModel &rows, const QList<EnvironmentChange> &changes, const QSet<QString> &secrets)
{
    rows.clear();
    QString title;
    for (const EnvironmentChange &change : changes.first(std::min(changes.size(), mostShown))) {
        if (const QString group = titleOf(change.key); group != title) {
            title = group;
            if (!title.isEmpty())
                addRow(rows, title, title);
        }
        if (change.kind != EnvironmentChangeKind::Added)
            addSide(rows, change, false, secrets.contains(change.key));
        if (change.kind != EnvironmentChangeKind::Removed)
            addSide(rows, change, true, secrets.contains(change.key));
    }
    if (changes.size() > mostShown) {
        const QString more = tr("and %1 more").arg(changes.size() - mostShown);
        addRow(rows, more, more);
    }
}

FindingsCard::FindingsCard(QWidget *parent)
    : Card(tr("To look at"), parent),
      m_rows(new QStandardItemModel(this)),
      m_list(new RowList(tr("To look at"), new FindingDelegate))
{
    setObjectName(QStringLiteral("findingsCard"));
    m_list->setObjectName(QStringLiteral("findings"));
    m_list->setModel(m_rows);
    m_list->setFitting(true, 5);
    content()->addWidget(m_list);
    content()->addStretch();
    const auto choose = [this](const QModelIndex &index) {
        Q_EMIT chosen(index.data(KeyRole).toString(), index.data(LineRole).toInt());
    };
    connect(m_list, &RowList::activated, this, choose);
    connect(m_list, &RowList::clicked, this, choose);
}

void FindingsCard::show(const EditedEnvironment &look)
{
    m_rows->clear();
    int count = 0;
    for (const EnvironmentFinding &finding : look.findings) {
        if (finding.severity == FindingSeverity::Note)
            continue;
        if (++count > mostShown)
            continue;
        auto *item = addRow(*m_rows, finding.what, tr("%1 %2").arg(finding.what, finding.remedy));
        item->setData(finding.remedy, SecondRole);
        item->setData(int(finding.severity == FindingSeverity::Error ? Mark::Down : Mark::Warning), MarkRole);
        item->setData(finding.key, KeyRole);
        item->setData(finding.line, LineRole);
    }
    setMeta(QString::number(count));
    setVisible(count > 0);
}

void FindingsCard::setOld(bool isOld)
{
    m_list->setStale(isOld);
}

ChangesCard::ChangesCard(QWidget *parent)
    : Card(tr("Not applied yet"), parent),
      m_rows(new QStandardItemModel(this)),
      m_list(new RowList(tr("What changes"), new DiffDelegate)),
      m_effect(new Text(FontRole::Small, Tone::Second))
{
    setObjectName(QStringLiteral("changesCard"));
    m_list->setObjectName(QStringLiteral("diff"));
    m_list->setSelectionMode(QAbstractItemView::NoSelection);
    m_list->setModel(m_rows);
    m_list->setFitting(true, 10);
    m_effect->setObjectName(QStringLiteral("changesEffect"));
    m_effect->setWrapping(true);
    auto *actions = new QWidget;
    auto *flow = new Flow(actions, 6);
    const auto add = [&](const QString &text, const char *name, const char *iconName, Variant variant, bool isSmall) {
        auto *button = new Button(text, variant);
        button->setObjectName(QLatin1String(name));
        button->setIconName(QLatin1String(iconName));
        button->setSmall(isSmall);
        return button;
    };
    m_undo = add(tr("Undo"), "undoEdit", "rollback", Variant::Default, true);
    m_redo = add(tr("Redo"), "redoEdit", "", Variant::Default, true);
    addAction(m_undo);
    addAction(m_redo);
    m_discard = add(tr("Discard"), "discardEdits", "", Variant::Quiet, false);
    m_apply = add(tr("Review and apply…"), "applyEdits", "", Variant::Primary, false);
    flow->setRightAligned(true);
    flow->addWidget(m_discard);
    flow->addWidget(m_apply);
    for (QWidget *part : std::initializer_list<QWidget *>{m_list, m_effect, actions})
        content()->addWidget(part);
    content()->addStretch();
    connect(m_undo, &Button::clicked, this, &ChangesCard::undoWanted);
    connect(m_redo, &Button::clicked, this, &ChangesCard::redoWanted);
    connect(m_discard, &Button::clicked, this, &ChangesCard::discardWanted);
    connect(m_apply, &Button::clicked, this, &ChangesCard::applyWanted);
}

void ChangesCard::show(const EnvironmentEditor &editor)
{
    const EditedEnvironment &look = editor.look();
    const auto count = look.changes.size();
    fillDiff(*m_rows, look.changes, look.secrets);
    setMeta(!editor.isDirty() ? QString() : count == 1 ? tr("1 change") : tr("%1 changes").arg(count));
    m_list->setVisible(count > 0);
    m_effect->setText(editor.isDirty() ? effectOf(look) : tr("The file is as on the server."));
    m_undo->setBlocked(editor.canUndo() ? QString() : tr("Nothing was edited."));
    m_redo->setBlocked(editor.canRedo() ? QString() : tr("Nothing was undone."));
    m_undo->setToolTip(
        asRichText(editor.canUndo() ? tr("Undo: %1").arg(editor.undoText()) : tr("Nothing was edited.")));
    m_redo->setToolTip(
        asRichText(editor.canRedo() ? tr("Redo: %1").arg(editor.redoText()) : tr("Nothing was undone.")));
    m_discard->setVisible(editor.isDirty());
    m_apply->setVisible(editor.isDirty());
    setVisible(editor.isDirty() || editor.canUndo() || editor.canRedo());
}

} // namespace bouncepro
