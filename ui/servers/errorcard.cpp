// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/servers/errorcard.h"

#include "models/servers/wording.h"
#include "ui/look/text.h"

#include <QEvent>
#include <QGridLayout>

#include <algorithm>

namespace bouncepro {

DetailView::DetailView(QWidget *parent) : QPlainTextEdit(parent)
{
    setReadOnly(true);
    setTabChangesFocus(true);
    setFrameShape(NoFrame);
    setTextInteractionFlags(Qt::TextSelectableByKeyboard | Qt::TextSelectableByMouse);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    QSizePolicy policy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
}

void DetailView::setText(const QString &text)
{
    if (toPlainText() == text)
        return;
    setPlainText(text);
    updateGeometry();
}

int DetailView::heightForWidth(int width) const
{
    const QFontMetrics metrics(font());
    const int room = width - 2 * int(document()->documentMargin());
    const qsizetype columns = std::max(room / metrics.horizontalAdvance(QLatin1Char('0')), 20);
    qsizetype lines = 0;
    for (const QString &line : toPlainText().split(QLatin1Char('\n')))
        lines += 1 + std::max<qsizetype>(line.size() - 1, 0) / columns;
    return metrics.lineSpacing() * int(std::clamp<qsizetype>(lines, 1, 8)) + px(12);
}

ErrorCard::ErrorCard(QWidget *parent)
    : Card({}, parent),
      m_grid(new QGridLayout),
      m_detailLabel(new Text(FontRole::Strong, Tone::Second)),
      m_detail(new DetailView)
{
    keepDressed(this, [this] {
        m_grid->setHorizontalSpacing(px(24));
        m_grid->setVerticalSpacing(px(12));
    });
    m_grid->setColumnStretch(1, 1);
    m_what = addLine(0, tr("What happened"), QStringLiteral("errorMessage"));
    m_state = addLine(1, tr("State of things"), QStringLiteral("errorState"));
    m_remedy = addLine(2, tr("What to do"), QStringLiteral("errorRemedy"));
    m_detailLabel->setText(tr("Details"));
    m_detail->setObjectName(QStringLiteral("errorDetail"));
    m_detail->setAccessibleName(tr("Details"));
    m_grid->addWidget(m_detailLabel, 3, 0, Qt::AlignTop);
    m_grid->addWidget(m_detail, 3, 1);
    content()->addLayout(m_grid);
    dress();
}

ErrorCard::Line ErrorCard::addLine(int row, const QString &label, const QString &objectName)
{
    Line line{new Text(FontRole::Strong, Tone::Second), new Text(FontRole::Body)};
    line.label->setText(label);
    line.text->setObjectName(objectName);
    line.text->setWrapping(true);
    line.text->setSelectable(true);
    line.text->setAccessibleDescription(label);
    m_grid->addWidget(line.label, row, 0, Qt::AlignTop);
    m_grid->addWidget(line.text, row, 1);
    return line;
}

void ErrorCard::Line::set(const QString &words)
{
    text->setText(words);
    label->setVisible(!words.isEmpty());
    text->setVisible(!words.isEmpty());
}

void ErrorCard::dress()
{
    QPalette colours = palette();
    colours.setColor(QPalette::Base, tokens().sunken);
    colours.setColor(QPalette::Text, tokens().text2);
    m_detail->setPalette(colours);
    m_detail->setFont(fontOf(FontRole::Mono));
}

void ErrorCard::changeEvent(QEvent *event)
{
    Card::changeEvent(event);
    if (event->type() == QEvent::ApplicationPaletteChange || event->type() == QEvent::ApplicationFontChange)
        dress();
}

void ErrorCard::setError(const Error &error, const QString &stateOfThings)
{
    m_what.set(visibleText(error.message, 1000));
    m_state.set(stateOfThings);
    m_remedy.set(visibleText(error.remedy, 1000));
    const QString detail = visibleLines(error.detail.trimmed());
    m_detailLabel->setVisible(!detail.isEmpty());
    m_detail->setVisible(!detail.isEmpty());
    m_detail->setText(detail);
}

} // namespace bouncepro
