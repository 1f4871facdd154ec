// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/health/healthmatrix.h"

#include "models/servers/serversentence.h"
#include "models/servers/wording.h"
#include "ui/look/paint.h"
#include "ui/look/plaintable.h"
#include "ui/look/statemark.h"
#include "ui/look/text.h"

#include <QHeaderView>
#include <QPainter>

namespace bouncepro {

HealthMatrix::HealthMatrix(HealthModel &model, QWidget *parent) : QTableView(parent), m_model(model)
{
    setObjectName(QStringLiteral("healthMatrix"));
    setAccessibleName(tr("Endpoints, by the place from where they are asked"));
    setModel(&model);
    setItemDelegate(new HealthDelegate(this));
    makePlain(this, [] { return std::max(px(44), textHeight(FontRole::Body) + textHeight(FontRole::Small) + px(10)); });
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    horizontalHeader()->setSectionResizeMode(QHeaderView::Stretch);
    horizontalHeader()->setSectionResizeMode(HealthModel::Endpoint, QHeaderView::ResizeToContents);
    connect(selectionModel(), &QItemSelectionModel::currentChanged, this, [this](const QModelIndex &index) {
        if (const auto endpoint = m_model.endpoint(index))
            Q_EMIT chosen(*endpoint);
    });
}

void HealthMatrix::choose(const HealthEndpoint &endpoint)
{
    setCurrentIndex(m_model.indexOf(endpoint));
}

void HealthMatrix::setStale(bool stale)
{
    if (m_isStale == stale)
        return;
    m_isStale = stale;
    viewport()->update();
}

QSize HealthMatrix::sizeHint() const
{
    return {px(420),
            horizontalHeader()->sizeHint().height() + m_model.rowCount() * verticalHeader()->defaultSectionSize()};
}

QSize HealthMatrix::minimumSizeHint() const
{
    return {px(300), sizeHint().height()};
}

HealthDelegate::HealthDelegate(HealthMatrix *matrix) : QStyledItemDelegate(matrix), m_matrix(*matrix) {}

QSize HealthDelegate::sizeHint(const QStyleOptionViewItem &, const QModelIndex &index) const
{
    const double service = textWidth(FontRole::Strong, index.data(HealthModel::ServiceRole).toString());
    const double path = textWidth(FontRole::MonoSmall, index.data(HealthModel::PathRole).toString());
    return {int(std::max(service, path)) + px(28), px(44)};
}

void HealthDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    QStyleOptionViewItem background = option;
    initStyleOption(&background, index);
    background.text.clear();
    background.widget->style()->drawControl(QStyle::CE_ItemViewItem, &background, painter, background.widget);

    painter->save();
    mirror(painter, option.rect, option.direction);
    paintCell(painter, option.rect, index);
    painter->restore();
}

void HealthDelegate::paintCell(QPainter *painter, const QRectF &rect, const QModelIndex &index) const
{
    const bool isStale = m_matrix.isStale();
    const auto mark = Mark(index.data(HealthModel::MarkRole).toInt());
    const bool isName = index.column() == HealthModel::Endpoint;
    const bool isAsked = index.data(HealthModel::AskedRole).toBool();
    const QRectF cell = rect.adjusted(px(6), 0, -px(8), 0);
    const double high = textHeight(FontRole::Body), low = textHeight(FontRole::Small);
    const QDateTime since = index.data(HealthModel::SinceRole).toDateTime();
    const double both = isName || since.isValid() ? high + low + 2 : high;
    const QRectF upper(cell.left(), cell.center().y() - both / 2, cell.width(), high);
    const auto tone = [isStale](Tone whenFresh) { return colourOf(isStale ? Tone::Third : whenFresh); };
    if (isName) {
        paintText(painter, upper, FontRole::Strong, tone(Tone::Plain), index.data(HealthModel::ServiceRole).toString());
        paintText(painter, upper.translated(0, high + 1), FontRole::MonoSmall, tone(Tone::Second),
                  index.data(HealthModel::PathRole).toString(), Qt::AlignLeft | Qt::AlignVCenter, Qt::ElideMiddle);
        return;
    }
    if (!isAsked) {
        paintText(painter, cell, FontRole::Small, colourOf(Tone::Third), tr("not asked"));
        return;
    }
    const QRectF shape = squareAt({upper.left() + px(8), upper.center().y()}, px(16));
    paintMark(*painter, shape, isStale ? Mark::Unknown : mark);
    QRectF words = upper.adjusted(px(24), 0, 0, 0);
    const QString took = index.data(HealthModel::TookRole).toString();
    if (!took.isEmpty()) {
        const double width = std::min(textWidth(FontRole::Mono, took) + 1, words.width() / 2);
        paintText(painter, QRectF(words.right() - width, words.top(), width, words.height()), FontRole::Mono,
                  tone(Tone::Second), took, Qt::AlignRight | Qt::AlignVCenter);
        words.setRight(words.right() - width - px(8));
    }
    const Tone said = mark == Mark::Down ? Tone::Fail : mark == Mark::Warning ? Tone::Warn : Tone::Plain;
    paintText(painter, words, FontRole::Body, tone(said), index.data().toString());
    if (since.isValid())
        paintText(painter, QRectF(words.left(), upper.bottom() + 1, cell.right() - words.left(), low), FontRole::Small,
                  colourOf(Tone::Third), tr("since %1").arg(momentText(since)));
}

} // namespace bouncepro
