// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/look/errorstate.h"

#include "models/servers/wording.h"
#include "ssh/result.h"
#include "ui/look/accessible.h"
#include "ui/look/flow.h"
#include "ui/look/paint.h"

#include <QHBoxLayout>
#include <QResizeEvent>
#include <QTextBlock>
#include <QTextLayout>

#include <algorithm>

namespace bouncepro {

namespace {

constexpr int mostLines = 8;

Text *sentenceOf(const QString &words, const QString &label, const char *name)
{
    auto *text = new Text(FontRole::Body, Tone::Plain, words);
    text->setObjectName(QLatin1String(name));
    text->setWrapping(true);
    text->setSelectable(true);
    text->setAccessibleDescription(label);
    return text;
}

// Label, value, note, beside each other where there is room. The note goes below the value first; a value that has no
// room goes below its label.
class EvidenceRow : public QWidget
{
public:
    EvidenceRow(Text *label, Text *value, const QString &note)
        : m_row(new QBoxLayout(QBoxLayout::LeftToRight, this)),
          m_words(new QBoxLayout(QBoxLayout::LeftToRight)),
          m_label(label),
          m_value(value),
          m_note(new Text(FontRole::Small, Tone::Third, note))
    {
        m_note->setVisible(!note.isEmpty());
        m_row->setContentsMargins({});
        m_words->addWidget(m_value);
        m_words->addWidget(m_note);
        m_words->addStretch(1);
        m_row->addWidget(m_label, 0, Qt::AlignTop);
        m_row->addLayout(m_words, 1);
    }
    QSize minimumSizeHint() const override { return {m_value->sizeHint().width(), m_row->minimumSize().height()}; }

protected:
    void resizeEvent(QResizeEvent *event) override
    {
        arrange();
        QWidget::resizeEvent(event);
    }
    bool event(QEvent *event) override
    {
        if (event->type() == QEvent::LayoutRequest)
            arrange();
        return QWidget::event(event);
    }

private:
    void arrange()
    {
        const int gap = px(13);
        const int value =
            std::max(m_label->sizeHint().width(), m_label->minimumWidth()) + gap + m_value->sizeHint().width();
        const bool isLow = value > width();
        const bool isNoteBelow = isLow || value + gap + m_note->sizeHint().width() > width();
        const auto arrange = [gap](QBoxLayout &box, bool isBelow) {
            arrangeBox(box, isBelow ? QBoxLayout::TopToBottom : QBoxLayout::LeftToRight, isBelow ? px(2) : gap);
        };
        arrange(*m_row, isLow);
        arrange(*m_words, isNoteBelow);
    }
    QBoxLayout *m_row;
    QBoxLayout *m_words;
    Text *m_label;
    Text *m_value;
    Text *m_note;
};

} // namespace

DetailView::DetailView(QWidget *parent) : QPlainTextEdit(parent)
{
    setReadOnly(true);
    setTabChangesFocus(true);
    setFrameShape(NoFrame);
    viewport()->setAutoFillBackground(false);
    document()->setDocumentMargin(0);    // in line with its label
    setLayoutDirection(Qt::LeftToRight); // as what programs write
    setTextInteractionFlags(Qt::TextSelectableByKeyboard | Qt::TextSelectableByMouse);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    QSizePolicy policy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
    keepDressed(this, [this] {
        QPalette colours = palette();
        colours.setColor(QPalette::Text, tokens().text2);
        setPalette(colours);
        setFont(fontOf(FontRole::Mono));
    });
}

void DetailView::setText(const QString &text)
{
    if (toPlainText() == text)
        return;
    setPlainText(text);
    fitBar();
    updateGeometry();
}

// Up to one more than it shows.
int DetailView::linesIn(int width) const
{
    const qreal room = std::max(width, 1);
    QTextOption option = document()->defaultTextOption();
    option.setWrapMode(wordWrapMode());
    int lines = 0;
    for (QTextBlock block = document()->begin(); block.isValid() && lines <= mostLines; block = block.next()) {
        QTextLayout layout(block.text(), font());
        layout.setTextOption(option);
        layout.beginLayout();
        for (QTextLine line = layout.createLine(); line.isValid() && ++lines <= mostLines; line = layout.createLine())
            line.setLineWidth(room);
        layout.endLayout();
    }
    return lines;
}

int DetailView::heightForWidth(int width) const
{
    return int(QFontMetricsF(font()).lineSpacing() * std::min(linesIn(width), mostLines)) + px(6);
}

// A scroll bar that came before the height did would take the width that makes it needed.
void DetailView::fitBar()
{
    setVerticalScrollBarPolicy(linesIn(width()) > mostLines ? Qt::ScrollBarAsNeeded : Qt::ScrollBarAlwaysOff);
}

void DetailView::resizeEvent(QResizeEvent *event)
{
    fitBar();
    QPlainTextEdit::resizeEvent(event);
    if (event->size().width() != event->oldSize().width())
        updateGeometry(); // the hints are those of another width
}

ErrorState::ErrorState(QWidget *parent)
    : Card({}, parent),
      m_detail(new DetailView),
      m_actions(new QWidget(this)),
      m_flow(new Flow(m_actions))
{
    setAccessibleRole(this, QAccessible::Grouping);
    setAccessibleName(tr("What went wrong"));
    setSpaces(content(), {1, 4, 1, 4}, 0);
    m_what = addSection(tr("What happened"));
    m_evidence = addSection({});
    m_state = addSection(tr("State of things"));
    m_remedy = addSection(tr("What to do"));
    m_details = addSection(tr("Details"));
    m_details.content->addWidget(m_detail);
    m_detail->setObjectName(QStringLiteral("errorDetail"));
    m_detail->setAccessibleName(tr("Details"));
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
    return {all, words, column, {}};
}

void ErrorState::fill(Section &section, const QList<QWidget *> &widgets)
{
    while (QLayoutItem *item = section.content->takeAt(0)) {
        if (item->widget() != m_actions)
            delete item->widget();
        delete item;
    }
    for (QWidget *widget : widgets) {
        section.content->addWidget(widget);
        widget->show(); // now, not with the next event
    }
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

void ErrorState::say(Section &section, const char *name, const QString &sentence)
{
    const QStringList words{sentence};
    if (section.shown == words)
        return;
    section.shown = words;
    fill(section,
         sentence.isEmpty() ? QList<QWidget *>() : QList<QWidget *>{sentenceOf(sentence, section.label->text(), name)});
}

void ErrorState::setError(const Error &error, const QString &stateOfThings)
{
    setWhat(visibleText(error.message, 1000));
    setStateOfThings(stateOfThings);
    setRemedies(error.remedy.isEmpty() ? QStringList() : QStringList{visibleText(error.remedy, 1000)});
    setDetail(visibleLines(error.detail.trimmed()));
}

void ErrorState::setWhat(const QString &sentence)
{
    say(m_what, "errorMessage", sentence);
    setAccessibleDescription(sentence);
}

void ErrorState::setDetail(const QString &lines)
{
    m_detail->setText(lines);
    m_details.all->setVisible(!lines.isEmpty());
    showLines();
}

void ErrorState::setEvidence(const QString &heading, const QList<Evidence> &evidence)
{
    m_evidence.label->setText(heading);
    QList<QWidget *> rows;
    QStringList labels;
    for (const Evidence &one : evidence)
        labels << one.label;
    for (const Evidence &one : evidence) {
        auto *label = new Text(FontRole::Body, one.tone == Tone::Plain ? Tone::Second : one.tone, one.label);
        keepDressed(label, [label, labels] {
            double widest = 0;
            for (const QString &each : labels)
                widest = std::max(widest, textWidth(FontRole::Body, each));
            label->setMinimumWidth(int(widest) + 1);
        });
        auto *value = new Text(FontRole::Mono, one.tone, one.value);
        value->setSelectable(true);
        value->setAccessibleDescription(one.label);
        rows << new EvidenceRow(label, value, one.note);
    }
    fill(m_evidence, rows);
}

void ErrorState::setStateOfThings(const QString &sentence)
{
    say(m_state, "errorState", sentence);
}

void ErrorState::setRemedies(const QStringList &sentences)
{
    if (m_remedy.shown == sentences && m_remedy.content->count() > 0)
        return;
    m_remedy.shown = sentences;
    QList<QWidget *> rows;
    for (qsizetype i = 0; i < sentences.size(); ++i) {
        auto *words = sentenceOf(sentences[i], m_remedy.label->text(), "errorRemedy");
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
