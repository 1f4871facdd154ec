#pragma once
// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/look/rowdelegate.h"

namespace bouncepro {

/// What happened, on the rail. On one line (activity): shape or icon, text, second text, time at the right. On two
/// lines (releases): text, TagRole, the second text below, TrailRole at the right. Roles: text, SecondRole, MarkRole or
/// IconRole (the mark wins), TimeRole, TagRole, TrailRole, TrailMarkRole.
class RailDelegate : public RowDelegate
{
    Q_OBJECT

public:
    enum class Lines { One, Two };
    explicit RailDelegate(Lines lines, QObject *parent = nullptr);
    /// Rows that do not follow each other in time have no line between them.
    void setRail(bool hasRail) { m_hasRail = hasRail; }

protected:
    int height(const QModelIndex &index, int width) const override;
    void paintRow(QPainter *painter, const Row &row) const override;

private:
    double paintShape(QPainter *painter, const Row &row) const;
    const Lines m_lines;
    bool m_hasRail = true;
};

/// A commit that would arrive: hash, subject, initials. Roles: TagRole, text, TrailRole.
class CommitDelegate : public RowDelegate
{
    Q_OBJECT

public:
    using RowDelegate::RowDelegate;

protected:
    int height(const QModelIndex &index, int width) const override;
    void paintRow(QPainter *painter, const Row &row) const override;
};

} // namespace bouncepro
