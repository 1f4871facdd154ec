// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/servers/servicestable.h"

#include "ui/look/pagescroll.h"
#include "ui/look/paint.h"
#include "ui/look/plaintable.h"
#include "ui/look/statemark.h"
#include "ui/look/text.h"

#include <QFocusEvent>
#include <QHeaderView>
#include <QPainter>
#include <QTimer>

#include <algorithm>

namespace bouncepro {

namespace {
constexpr int rowsAsked = 14; // for the width of a column, and not each of many
constexpr double tight = 0.9; // of the whole in use
} // namespace

Mark markOf(ServiceCondition condition)
{
    switch (condition) {
    case ServiceCondition::Well:
        return Mark::Well;
    case ServiceCondition::Starting:
        return Mark::Running;
    case ServiceCondition::Unhealthy:
    case ServiceCondition::Paused:
        return Mark::Warning;
    case ServiceCondition::Restarting:
    case ServiceCondition::Down:
        return Mark::Down;
    case ServiceCondition::NotStarted:
        return Mark::Waiting;
    case ServiceCondition::Unknown:
        break;
    }
    return Mark::Unknown;
}

ServicesTable::ServicesTable(ServicesModel &model, QWidget *parent) : QTableView(parent)
{
    setObjectName(QStringLiteral("services"));
    setAccessibleName(tr("Services"));
    setModel(&model);
    setItemDelegate(new ServiceDelegate(this));
    makePlain(this, [] { return px(36); });
    setSelectionBehavior(SelectRows);
    setWordWrap(false);
    setTextElideMode(Qt::ElideMiddle);
    setHorizontalScrollMode(ScrollPerPixel);
    horizontalHeader()->setSectionResizeMode(QHeaderView::ResizeToContents);
    horizontalHeader()->setSectionResizeMode(ServicesModel::Service, QHeaderView::Fixed);
    horizontalHeader()->setSectionResizeMode(ServicesModel::Image, QHeaderView::Stretch);
    horizontalHeader()->setResizeContentsPrecision(rowsAsked);
    // Once for all rows of a look.
    auto *soon = new QTimer(this);
    soon->setSingleShot(true);
    connect(soon, &QTimer::timeout, this, [this] {
        updateGeometry();
        fitColumns();
    });
    const auto fit = [soon] { soon->start(0); };
    connect(&model, &QAbstractItemModel::rowsInserted, soon, fit);
    connect(&model, &QAbstractItemModel::rowsRemoved, soon, fit);
    connect(&model, &QAbstractItemModel::dataChanged, soon, fit);
    keepDressed(this, [this] {
        verticalHeader()->setMinimumSectionSize(px(20));
        horizontalHeader()->setMinimumSectionSize(px(48));
        fitColumns();
    });
}

// The name is always in sight. Where there is little room, the image goes first (the release stands on the host's
// card too), then the count of restarts.
void ServicesTable::fitColumns()
{
    const auto wanted = [this](int column) {
        return std::max(sizeHintForColumn(column), horizontalHeader()->sectionSizeHint(column));
    };
    const int name = std::clamp(wanted(ServicesModel::Service), px(110), px(280));
    int others = 0;
    for (const int column : {ServicesModel::State, ServicesModel::Health, ServicesModel::Up, ServicesModel::Restarts,
                             ServicesModel::Cpu, ServicesModel::Memory})
        others += wanted(column);
    const int room = viewport()->width();
    const bool hasImage = others + name + px(150) <= room;
    setColumnHidden(ServicesModel::Image, !hasImage);
    setColumnHidden(ServicesModel::Restarts, others + name > room);
    horizontalHeader()->setSectionResizeMode(ServicesModel::Service,
                                             hasImage ? QHeaderView::Fixed : QHeaderView::Stretch);
    if (hasImage)
        horizontalHeader()->resizeSection(ServicesModel::Service, name);
}

void ServicesTable::resizeEvent(QResizeEvent *event)
{
    QTableView::resizeEvent(event);
    fitColumns();
}

void ServicesTable::setStale(bool stale)
{
    if (m_isStale == stale)
        return;
    m_isStale = stale;
    static_cast<ServiceDelegate *>(itemDelegate())->setStale(stale);
    viewport()->update();
}

QSize ServicesTable::sizeHint() const
{
    const int rows = model() ? std::max(model()->rowCount(), 1) : 1;
    return {px(600), horizontalHeader()->sizeHint().height() + rows * verticalHeader()->defaultSectionSize()};
}

void ServicesTable::currentChanged(const QModelIndex &current, const QModelIndex &previous)
{
    QTableView::currentChanged(current, previous);
    if (hasFocus())
        keepInSight(this, current);
}

// A person who arrives by keyboard sees where.
void ServicesTable::focusInEvent(QFocusEvent *event)
{
    QTableView::focusInEvent(event);
    if (!currentIndex().isValid() && model()->rowCount() > 0 && event->reason() != Qt::MouseFocusReason)
        setCurrentIndex(model()->index(0, 0));
}

void ServiceDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    QStyledItemDelegate::paint(painter, option, index);
    const QVariant part = index.data(ServicesModel::PartRole);
    if (!part.isValid())
        return;
    painter->save();
    const QRectF cell = option.rect;
    const double room = std::min(cell.width() - px(12), double(px(64)));
    const QRectF track(cell.right() - px(6) - room, cell.bottom() - px(8), room, px(3));
    mirror(painter, cell, option.direction);
    QRectF used = track;
    used.setWidth(std::max(track.width() * part.toDouble(), track.height()));
    const Tokens &t = tokens();
    paintRound(painter, track, track.height() / 2, t.track);
    paintRound(painter, used, track.height() / 2,
               m_isStale                 ? t.idleMark
               : part.toDouble() > tight ? t.warnMark
                                         : t.accent);
    painter->restore();
}

void ServiceDelegate::initStyleOption(QStyleOptionViewItem *option, const QModelIndex &index) const
{
    QStyledItemDelegate::initStyleOption(option, index);
    const auto condition = ServiceCondition(index.data(ServicesModel::ConditionRole).toInt());
    const Mark mark = markOf(condition);
    const bool figures = index.column() >= ServicesModel::Up || index.column() == ServicesModel::Image;
    option->font = fontOf(figures ? FontRole::Mono : FontRole::Body);
    if (figures) { // read from left to right, wherever they stand
        option->displayAlignment = QStyle::visualAlignment(option->direction, option->displayAlignment);
        option->direction = Qt::LeftToRight;
    }
    if (index.column() == ServicesModel::Service) {
        option->font = fontOf(FontRole::Strong);
        option->features |= QStyleOptionViewItem::HasDecoration;
        option->decorationSize = {px(16), px(16)};
        const QPixmap shape = markPixmap(m_isStale ? Mark::Unknown : mark, px(16),
                                         option->widget ? option->widget->devicePixelRatioF() : 1.0);
        option->icon = QIcon(shape);
        option->icon.addPixmap(shape, QIcon::Selected); // else Qt tints it
    }
    option->fontMetrics = QFontMetrics(option->font);
    // The one cell whose words tell the trouble.
    const bool says =
        index.column() == (condition == ServiceCondition::Unhealthy ? ServicesModel::Health : ServicesModel::State);
    QColor colour = colourOf(index.column() == ServicesModel::Service ? Tone::Plain : Tone::Second);
    if (m_isStale)
        colour = colourOf(Tone::Third);
    else if (says && mark == Mark::Down)
        colour = colourOf(Tone::Fail);
    else if (says && mark == Mark::Warning)
        colour = colourOf(Tone::Warn);
    for (const auto role : {QPalette::Text, QPalette::HighlightedText})
        option->palette.setColor(role, colour);
}

} // namespace bouncepro
