#pragma once
// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/look/rowdelegate.h"

namespace bouncepro {

/// A row of the palette: icon, name with what was typed in colour, keys; above the first of a group the group's name.
/// Roles: text, IconRole, BadgeRole (keys), TagRole (the group).
class CommandDelegate : public RowDelegate
{
    Q_OBJECT

public:
    using RowDelegate::RowDelegate;
    void setWords(const QStringList &words) { m_words = words; }

protected:
    int height(const QModelIndex &index, int width) const override;
    void paintBackground(QPainter *painter, const Row &row) const override;
    void paintRow(QPainter *painter, const Row &row) const override;
    QRectF focusRect(const Row &row) const override { return lineOf(row); }

private:
    static bool beginsGroup(const QModelIndex &index);
    static QRectF lineOf(const Row &row);
    static double paintKeys(QPainter *painter, const QRectF &rect, const QString &chord);
    void paintName(QPainter *painter, const QRectF &rect, const QString &text) const;
    QStringList m_words;
};

} // namespace bouncepro
