// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/look/errorstate.h"

#include "ui/look/accessible.h"
#include "ui/look/flow.h"
#include "ui/look/paint.h"

#include <QHBoxLayout>

#include <algorithm>

namespace bouncepro {

namespace {

Text *sentenceOf(const QString &words, const QString &label)
{
    auto *text = new Text(FontRole::Body, Tone::Plain, words);
    text->setWrapping(true);
    text->setSelectable(true);
    text->setAccessibleDescription(label);
    return text;
}

} // namespace

ErrorState::ErrorState(QWidget *parent) : Card({}, parent), m_actions(new QWidget), m_flow(new Flow(m_actions))
{
    setAccessibleRole(this, QAccessible::Grouping);
    setAccessibleName(tr("What went wrong"));
    setSpaces(content(), {1, 4, 1, 4}, 0);
    m_what = addSection(tr("What happened"));
    m_evidence = addSection({});
    m_state = addSection(tr("State of things"));
    m_remedy = addSection(tr("What to do"));
    m_actions->hide();
}

ErrorState::Section ErrorState::addSection(const QString &label)
{
    auto *line = new Hairline;
    auto *all = new QWidget;
    auto *row = new QHBoxLayout(all);
    setSpaces(row, {20, 13, 20, 13}, 16);
    auto *words = new Text(FontRole::Strong, Tone::Second, label);
    words->setWordWrap(true);
    words->setAlignment(Qt::AlignTop);
    keepDressed(words, [words] { words->setFixedWidth(px(150)); });
    auto *column = new QVBoxLayout;
    setSpaces(column, {}, 7);
    row->addWidget(words);
    row->addLayout(column, 1);
    content()->addWidget(line);
    content()->addWidget(all);
    m_lines << QPair(line, all);
    all->hide();
    line->hide();
    return {all, words, column};
}

void ErrorState::fill(Section &section, const QList<QWidget *> &widgets)
{
    while (QLayoutItem *item = section.content->takeAt(0)) {
        if (item->widget() != m_actions)
            delete item->widget();
        delete item;
    }
    for (QWidget *widget : widgets)
        section.content->addWidget(widget);
    section.all->setVisible(!widgets.isEmpty());
    showLines();
}

// Between two sections that are there.
void ErrorState::showLines()
{
    bool isFirst = true;
    for (const auto &[line, section] : std::as_const(m_lines)) {
        line->setVisible(!section->isHidden() && !isFirst);
        isFirst = isFirst && section->isHidden();
    }
}

void ErrorState::setWhat(const QString &sentence)
{
    fill(m_what,
         sentence.isEmpty() ? QList<QWidget *>() : QList<QWidget *>{sentenceOf(sentence, m_what.label->text())});
    setAccessibleDescription(sentence);
}

void ErrorState::setEvidence(const QString &heading, const QList<Evidence> &evidence)
{
    m_evidence.label->setText(heading);
    QList<QWidget *> rows;
    QStringList labels;
    for (const Evidence &one : evidence)
        labels << one.label;
    for (const Evidence &one : evidence) {
        auto *row = new QWidget;
        auto *line = new Flow(row, 13); // a fingerprint that does not fit goes below its label
        auto *label = new Text(FontRole::Body, one.tone == Tone::Plain ? Tone::Second : one.tone, one.label);
        keepDressed(label, [label, labels] {
            double widest = 0;
            for (const QString &each : labels)
                widest = std::max(widest, textWidth(FontRole::Body, each));
            label->setMinimumWidth(int(widest) + 1);
        });
        line->addWidget(label);
        auto *value = new Text(FontRole::Mono, one.tone, one.value);
        value->setSelectable(true);
        value->setAccessibleDescription(one.label);
        line->addWidget(value);
        if (!one.note.isEmpty())
            line->addWidget(new Text(FontRole::Small, Tone::Third, one.note));
        rows << row;
    }
    fill(m_evidence, rows);
}

void ErrorState::setStateOfThings(const QString &sentence)
{
    fill(m_state,
         sentence.isEmpty() ? QList<QWidget *>() : QList<QWidget *>{sentenceOf(sentence, m_state.label->text())});
}

void ErrorState::setRemedies(const QStringList &sentences)
{
    QList<QWidget *> rows;
    for (qsizetype i = 0; i < sentences.size(); ++i) {
        auto *words = sentenceOf(sentences[i], m_remedy.label->text());
        if (sentences.size() == 1) {
            rows << words;
            continue;
        }
        auto *row = new QWidget;
        auto *line = new QHBoxLayout(row);
        setSpaces(line, {}, 16);
        auto *number = new Text(FontRole::Mono, Tone::Second, QString::number(i + 1));
        number->setAlignment(Qt::AlignTop);
        line->addWidget(number);
        line->addWidget(words, 1);
        rows << row;
    }
    if (m_flow->count() > 0)
        rows << m_actions;
    fill(m_remedy, rows);
}

void ErrorState::addAction(QWidget *action)
{
    m_flow->addWidget(action);
    if (m_flow->count() == 1)
        m_remedy.content->addWidget(m_actions);
    m_actions->show();
    m_remedy.all->show();
    showLines();
}

} // namespace bouncepro
