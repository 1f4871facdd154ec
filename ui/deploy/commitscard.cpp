// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/deploy/commitscard.h"

#include "models/servers/wording.h"
#include "ui/deploy/commitfiles.h"
#include "ui/deploy/deployrows.h"
#include "ui/look/raildelegate.h"
#include "ui/look/rowlist.h"
#include "ui/look/text.h"

namespace bouncepro {

CommitsCard::CommitsCard(DeployDesk &desk, Kind kind, QWidget *parent)
    : Card(kind == Kind::Arrive ? tr("What arrives") : tr("What would arrive"), parent),
      m_desk(desk),
      m_list(new RowList(kind == Kind::Arrive ? tr("Commits that arrive") : tr("Commits that would arrive"),
                         new CommitDelegate)),
      m_none(new Text(FontRole::Body, Tone::Second))
{
    const bool isShort = kind == Kind::Arrive;
    auto *rows = new CommitRows(isShort, this);
    rows->setSourceModel(desk.commits());
    m_list->setObjectName(isShort ? QStringLiteral("arrives") : QStringLiteral("commits"));
    m_list->setModel(rows);
    m_list->setFitting(true, isShort ? 5 : 8);
    m_none->setObjectName(QStringLiteral("nothingNew"));
    m_none->setWrapping(true);
    content()->addWidget(m_list);
    content()->addWidget(m_none);
    connect(m_list, &RowList::activated, this,
            [this](const QModelIndex &commit) { showCommitFiles(commit, window()); });
}

void CommitsCard::setOld(const QString &age)
{
    setStale(age);
    m_list->setStale(!age.isEmpty());
}

void CommitsCard::refresh(const std::optional<Error> &noPlan)
{
    const DeployFacts &facts = *m_desk.facts();
    const int commits = m_desk.commits()->rowCount();
    const QString none = whyNone(facts, noPlan);
    m_list->setVisible(commits > 0);
    m_none->setText(none);
    m_none->setVisible(!none.isEmpty());
    QString count = commits == 1 ? tr("1 commit") : tr("%1 commits").arg(commits);
    if (const auto &changes = m_desk.changes(); changes && commits > 0)
        count = changes->changedCount == 1 ? tr("%1, 1 file").arg(count)
                                           : tr("%1, %2 files").arg(count).arg(changes->changedCount);
    const bool isKnown = facts.fetchFailure.isEmpty() && !facts.target.isEmpty();
    setMeta(commits > 0 ? count : isKnown ? tr("nothing new") : tr("not known"));
}

// That the origin did not answer the head says already.
QString CommitsCard::whyNone(const DeployFacts &facts, const std::optional<Error> &noPlan) const
{
    if (!facts.fetchFailure.isEmpty())
        return tr("Newer commits are not known: %1\nCheck the server's way to the origin, then look again.")
            .arg(visibleText(facts.fetchFailure));
    if (m_desk.commits()->rowCount() > 0)
        return {};
    if (noPlan)
        return tr("%1 %2").arg(noPlan->message, noPlan->remedy);
    return tr("The origin has nothing that is not here. Push to %1, then look again.")
        .arg(facts.branch.isEmpty() ? tr("the branch") : visibleText(facts.branch, 60));
}

} // namespace bouncepro
