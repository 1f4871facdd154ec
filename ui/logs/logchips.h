#pragma once
// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/logs/logentry.h"

#include <QMap>
#include <QWidget>

namespace bouncepro {

class Button;
class FilterChip;
class Flow;
class LogFilter;

/// The filters by level and by service, each with its count. Of many services only so many are shown as fit into a few
/// rows, and all that are chosen; a button says how many more there are, and shows them.
class LogChips : public QWidget
{
    Q_OBJECT

public:
    explicit LogChips(QWidget *parent = nullptr);

    /// Counts, where they are known, and chips for services that are new.
    void show(const LogFilter &filter, bool isKnown);
    void setMostRows(int rows);
    QList<LevelGroup> levels() const;
    QStringList services() const;
    void clear();

Q_SIGNALS:
    /// A person chose.
    void chosen();

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    FilterChip *add(const QString &word, const QString &name);
    void arrange();
    QMap<LevelGroup, FilterChip *> m_levels;
    QMap<QString, FilterChip *> m_services;
    Flow *m_flow;
    Button *m_more;
    int m_mostRows = 2;
    bool m_showsAll = false;
};

} // namespace bouncepro
