#pragma once
// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/look/rowdelegate.h"

namespace bouncepro {

/// A server of the sidebar: shape, name, tag, sentence. Compact, on the narrow rail: a tile with two letters in the
/// weight of its environment, the state at its corner. Roles: text, SecondRole, MarkRole, EnvironmentRole,
/// MonogramRole.
class ServerDelegate : public RowDelegate
{
    Q_OBJECT

public:
    using RowDelegate::RowDelegate;
    void setCompact(bool compact);
    /// In a list on a card, and not in the sidebar.
    void setOnCard(bool onCard) { m_isOnCard = onCard; }
    /// Two letters of a server's name: "bouncepro-eu" is EU, "staging" ST.
    static QString monogramOf(const QString &name);

protected:
    int height(const QModelIndex &index, int width) const override;
    void paintBackground(QPainter *painter, const Row &row) const override;
    void paintRow(QPainter *painter, const Row &row) const override;
    QRectF focusRect(const Row &row) const override;

private:
    QRectF tileOf(const Row &row) const;
    void paintTile(QPainter *painter, const Row &row) const;
    bool m_isCompact = false;
    bool m_isOnCard = false;
};

/// A page of the sidebar: icon, name, badge. Compact: the icon alone, a badge with a mark at its corner.
/// Roles: text, IconRole, BadgeRole, BadgeMarkRole, GapRole.
class PageDelegate : public RowDelegate
{
    Q_OBJECT

public:
    using RowDelegate::RowDelegate;
    void setCompact(bool compact);

protected:
    int height(const QModelIndex &index, int width) const override;
    void paintBackground(QPainter *painter, const Row &row) const override;
    void paintRow(QPainter *painter, const Row &row) const override;
    QRectF focusRect(const Row &row) const override { return lineOf(row); }

private:
    QRectF lineOf(const Row &row) const;
    bool m_isCompact = false;
};

} // namespace bouncepro
