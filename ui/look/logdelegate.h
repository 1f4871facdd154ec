#pragma once
// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/look/rowdelegate.h"

namespace bouncepro {

/// A log line: stripe, time, level word, service, message, milliseconds. Errors have a tint, hits a marker.
/// Roles: text (the message), MarkRole (Down: error; Warning; else none), TimeRole, BadgeRole (the level's word),
/// TagRole (the service), TrailRole (milliseconds), HitsRole.
class LogDelegate : public RowDelegate
{
    Q_OBJECT

public:
    /// Where the columns stand in a row of that width.
    struct Columns
    {
        QRectF time, level, service, message, trail;
    };

    using RowDelegate::RowDelegate;
    /// Long messages take several lines.
    void setWrapping(bool wraps);
    bool isWrapping() const { return m_isWrapping; }
    /// What is shown may lack what came since: in the tone of labels.
    void setStale(bool isStale) { m_isStale = isStale; }
    bool isStale() const { return m_isStale; }
    /// In characters: the longest name in sight, at most 16.
    void setServiceWidth(int characters);
    Columns columns(const QRectF &row) const;

protected:
    int height(const QModelIndex &index, int width) const override;
    void paintBackground(QPainter *painter, const Row &row) const override;
    void paintRow(QPainter *painter, const Row &row) const override;

private:
    void paintMessage(QPainter *painter, const Row &row, const QRectF &room, const QColor &colour) const;
    bool m_isWrapping = false;
    bool m_isStale = false;
    int m_serviceWidth = 8;
};

/// The names of a log's columns, above its rows.
class LogHeader : public QWidget
{
    Q_OBJECT

public:
    explicit LogHeader(const LogDelegate *delegate, QWidget *parent = nullptr);
    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    const LogDelegate *const m_delegate;
};

} // namespace bouncepro
