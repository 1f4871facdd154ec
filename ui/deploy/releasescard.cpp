// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/deploy/releasescard.h"

#include "models/deploy/releasesmodel.h"
#include "models/servers/wording.h"
#include "ui/deploy/deployrows.h"
#include "ui/look/button.h"
#include "ui/look/palette.h"
#include "ui/look/raildelegate.h"
#include "ui/look/rowlist.h"
#include "ui/look/text.h"

#include <algorithm>

namespace bouncepro {

ReleasesCard::ReleasesCard(ReleasesModel &releases, QWidget *parent)
    : Card(tr("Releases"), parent),
      m_model(releases),
      m_rows(new ReleaseRows(this)),
      m_list(new RowList(tr("Releases"), new RailDelegate(RailDelegate::Lines::Two))),
      m_none(new Text(FontRole::Body, Tone::Second)),
      m_rollBack(new Button(QString()))
{
    setObjectName(QStringLiteral("releasesCard"));
    m_rows->setSourceModel(&releases);
    m_list->setObjectName(QStringLiteral("releases"));
    m_list->setModel(m_rows);
    m_rollBack->setObjectName(QStringLiteral("rollBackSelected"));
    m_rollBack->setIconName(QStringLiteral("rollback"));
    m_rollBack->setAutoDefault(true); // Enter too
    m_rollBack->setSmall(true);
    m_none->setObjectName(QStringLiteral("noReleases"));
    m_none->setWrapping(true);
    m_none->setText(tr("No release is on record. The first deploy records what runs, as the way back."));
    addAction(m_rollBack);
    content()->addWidget(m_list, 1);
    content()->addWidget(m_none);
    content()->addStretch(); // where there is no list
    connect(m_list, &RowList::activated, this, &ReleasesCard::rollBack);
    connect(m_list->selectionModel(), &QItemSelectionModel::selectionChanged, this, &ReleasesCard::refresh);
    connect(m_rollBack, &Button::clicked, this, &ReleasesCard::rollBack);
    connect(&releases, &QAbstractItemModel::modelReset, this, &ReleasesCard::refresh);
    keepDressed(this, [this] { refresh(); });
}

void ReleasesCard::setBlocked(const QString &reason)
{
    m_blocked = reason;
    refresh();
}

void ReleasesCard::setOld(const QString &age)
{
    setStale(age);
    m_rows->setOld(!age.isEmpty());
    m_list->setStale(!age.isEmpty());
}

void ReleasesCard::focusList()
{
    m_list->setFocus(Qt::OtherFocusReason);
}

void ReleasesCard::refresh()
{
    const int count = m_model.rowCount();
    const QModelIndex selected = chosen();
    setMeta(tr("%1 on record").arg(count));
    m_list->setVisible(count > 0);
    m_none->setVisible(count == 0);
    m_list->setMinimumHeight(std::min(px(160), m_list->sizeHint().height())); // fewer rows need less
    m_rollBack->setVisible(selected.isValid());
    m_rollBack->setText(tr("Roll back to %1…").arg(releaseText(selected.data(ReleasesModel::IdRole).toString(), 24)));
    m_rollBack->setBlocked(!m_blocked.isEmpty()                                     ? m_blocked
                           : selected.data(ReleasesModel::CanRollBackRole).toBool() ? QString()
                                                                                    : tr("This release serves now."));
}

// Focus alone chooses nothing.
QModelIndex ReleasesCard::chosen() const
{
    return m_list->selectionModel()->selectedIndexes().value(0);
}

void ReleasesCard::rollBack()
{
    if (const QModelIndex release = chosen(); release.isValid() && m_rollBack->isEnabled())
        Q_EMIT rollBackWanted(release.data(ReleasesModel::IdRole).toString());
}

} // namespace bouncepro
