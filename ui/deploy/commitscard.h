#pragma once
// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/deploy/deploydesk.h"
#include "ui/look/card.h"

namespace bouncepro {

class RowList;
class Text;

/// The commits that a deploy brings, and why there are none. Enter, or a click, opens a commit's files.
class CommitsCard : public Card
{
    Q_OBJECT

public:
    /// Before a deploy all of them; while it runs a few, each with its author's initials.
    enum class Kind { WouldArrive, Arrive };
    CommitsCard(DeployDesk &desk, Kind kind, QWidget *parent = nullptr);

    /// noPlan: why nothing can be deployed. Once the facts were read.
    void refresh(const std::optional<Error> &noPlan);
    /// How old the list is where it may not hold any more; empty: it holds.
    void setOld(const QString &age);

private:
    QString whyNone(const DeployFacts &facts, const std::optional<Error> &noPlan) const;
    DeployDesk &m_desk;
    RowList *m_list;
    Text *m_none;
};

} // namespace bouncepro
