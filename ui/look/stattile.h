#pragma once
// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/servers/serversentence.h"

#include <QAbstractButton>

namespace bouncepro {

/// One figure of a page: label, number, unit, a small line of its history, a note. A click or Enter opens its page.
class StatTile : public QAbstractButton
{
    Q_OBJECT

public:
    explicit StatTile(const QString &label, QWidget *parent = nullptr);

    /// An empty number: unknown, shown as –.
    void setValue(const QString &number, const QString &unit);
    void setNote(const QString &note);
    void setHistory(const QList<double> &values);
    /// Warning and Down have shape, edge and coloured note; all other states look alike, as what is well is quiet.
    void setMark(Mark mark);
    /// Its number may no longer be so.
    void setStale(bool stale);

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    void tell();
    QString m_number;
    QString m_unit;
    QString m_note;
    QList<double> m_history;
    Mark m_mark = Mark::Well;
    bool m_isStale = false;
};

} // namespace bouncepro
