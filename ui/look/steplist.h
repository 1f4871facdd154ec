#pragma once
// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/look/rowlist.h"

namespace bouncepro {

class StepDelegate;

/// The steps of a job on the rail; the output of one can stand below its row, inside the list. Enter (activated) opens
/// it.
class StepList : public RowList
{
    Q_OBJECT

public:
    explicit StepList(const QString &name, QWidget *parent = nullptr);
    /// Shows the widget below that row until the next call; it is kept, not owned by the row. An invalid index:
    /// nowhere. heightAtFull in pixels at 100 %.
    void openBelow(const QModelIndex &index, QWidget *widget, int heightAtFull = 150);
    QModelIndex open() const { return m_open; }

protected:
    void updateGeometries() override;
    void scrollContentsBy(int dx, int dy) override;

private:
    void place();
    StepDelegate *m_steps;
    QPersistentModelIndex m_open;
    QWidget *m_below = nullptr;
    int m_heightAtFull = 0;
};

} // namespace bouncepro
