#pragma once
// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/look/card.h"
#include "ui/look/text.h"

#include <QPlainTextEdit>

namespace bouncepro {

struct Error;
class Flow;

/// Raw evidence in a fixed-width font: as tall as its lines, and no taller than eight; more scroll.
class DetailView : public QPlainTextEdit
{
    Q_OBJECT

public:
    explicit DetailView(QWidget *parent = nullptr);
    void setText(const QString &text);
    int heightForWidth(int width) const override;
    QSize sizeHint() const override { return {px(200), heightForWidth(width())}; }
    QSize minimumSizeHint() const override { return {px(120), heightForWidth(width())}; }

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    int linesIn(int width) const;
    void fitBar();
};

/// What went wrong, in the order a person asks: what happened, the evidence, the state of things, what to do.
/// Texts from servers have passed visibleText; setError sees to it.
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

    /// Its message, remedy and detail; stateOfThings may be empty.
    void setError(const Error &error, const QString &stateOfThings);
    void setWhat(const QString &sentence);
    /// heading: "The two keys".
    void setEvidence(const QString &heading, const QList<Evidence> &evidence);
    void setStateOfThings(const QString &sentence);
    /// Several are numbered.
    void setRemedies(const QStringList &sentences);
    /// Raw lines, below all others.
    void setDetail(const QString &lines);
    /// Below the remedies; takes the widget.
    void addAction(QWidget *action);

private:
    struct Section
    {
        QWidget *all;
        Text *label;
        QVBoxLayout *content;
        QStringList shown; ///< what it has; words that stay keep their widgets, and what is selected in them
    };
    Section addSection(const QString &label);
    void say(Section &section, const char *name, const QString &sentence);
    void fill(Section &section, const QList<QWidget *> &widgets);
    void showLines();
    Section m_what, m_evidence, m_state, m_remedy, m_details;
    DetailView *m_detail;
    QList<QPair<Hairline *, QWidget *>> m_lines;
    QWidget *m_actions;
    Flow *m_flow;
};

} // namespace bouncepro
