#pragma once
// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/look/rowdelegate.h"

#include <QPersistentModelIndex>

namespace bouncepro {

/// A step of a job on the rail: shape, name, command, its bar on the time of the whole job, time.
/// Roles: text, SecondRole, MarkRole, TimeRole, FromRole, ToRole.
class StepDelegate : public RowDelegate
{
    Q_OBJECT

public:
    /// compact: without command and bar, for the drawer.
    explicit StepDelegate(bool compact = false, QObject *parent = nullptr);
    /// Room of that height is kept below the row, for its output.
    void setRoomBelow(const QModelIndex &index, int height);
    /// Where text begins; what stands in the room is aligned with it.
    static int textLeft();

protected:
    int height(const QModelIndex &index, int width) const override;
    void paintBackground(QPainter *painter, const Row &row) const override;
    void paintRow(QPainter *painter, const Row &row) const override;
    QRectF focusRect(const Row &row) const override { return lineOf(row); }

private:
    int lineHeight() const;
    QRectF lineOf(const Row &row) const;
    const bool m_isCompact;
    QPersistentModelIndex m_open;
    int m_room = 0;
};

} // namespace bouncepro
