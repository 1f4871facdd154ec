#pragma once
// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/look/card.h"
#include "ui/look/text.h"

class QGridLayout;

namespace bouncepro {

class Flow;

/// What went wrong, in the order a person asks: what happened, the evidence, the state of things, what to do.
/// Texts from servers have passed visibleText.
class ErrorState : public Card
{
    Q_OBJECT

public:
    explicit ErrorState(QWidget *parent = nullptr);

    struct Evidence
    {
        QString label; ///< "Trusted"
        QString value; ///< mono: a fingerprint, a path
        QString note;  ///< where it comes from
        Tone tone = Tone::Plain;
    };

    void setWhat(const QString &sentence);
    /// heading: "The two keys".
    void setEvidence(const QString &heading, const QList<Evidence> &evidence);
    void setStateOfThings(const QString &sentence);
    /// Several are numbered.
    void setRemedies(const QStringList &sentences);
    /// Below the remedies; takes the widget.
    void addAction(QWidget *action);

private:
    struct Section
    {
        QWidget *all;
        Text *label;
        QVBoxLayout *content;
    };
    Section addSection(const QString &label);
    void fill(Section &section, const QList<QWidget *> &widgets);
    void showLines();
    Section m_what, m_evidence, m_state, m_remedy;
    QList<QPair<Hairline *, QWidget *>> m_lines;
    QWidget *m_actions;
    Flow *m_flow;
};

} // namespace bouncepro
