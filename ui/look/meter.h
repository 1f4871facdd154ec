#pragma once
// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/servers/serversentence.h"

#include <QWidget>

namespace bouncepro {

/// A thin bar: how much of a whole is in use, with a mark at the limit. The words stand beside it.
class Meter : public QWidget
{
    Q_OBJECT

public:
    /// name: what screen readers say before the part.
    explicit Meter(const QString &name, QWidget *parent = nullptr);
    /// part of the whole, 0 to 1; limit alike, below 0: none.
    void setPart(double part, double limit = -1);
    /// Warning and Down colour the bar, Unknown makes it grey; all else is quiet.
    void setMark(Mark mark);
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    const QString m_name;
    double m_part = 0;
    double m_limit = -1;
    Mark m_mark = Mark::Well;
};

/// Uptime as bars in time, the oldest first; trouble is taller as well as coloured. The arrow keys tell each bar.
class UptimeStrip : public QWidget
{
    Q_OBJECT

public:
    struct Bar
    {
        Mark mark = Mark::Unknown; ///< Well, Warning, Down; all else: no data
        QString when;              ///< "today 02:30"
    };

    /// name: of what; "From here".
    explicit UptimeStrip(const QString &name, QWidget *parent = nullptr);
    /// summary: "99.86 %, 1 incident".
    void setBars(const QList<Bar> &bars, const QString &summary);
    /// The bar that the arrow keys are at; -1: none.
    int current() const { return m_current; }

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void focusOutEvent(QFocusEvent *event) override;
    bool event(QEvent *event) override;

private:
    QString sentence(int bar) const;
    QRectF rectOf(int bar) const;
    void setCurrent(int bar);
    const QString m_name;
    QList<Bar> m_bars;
    QString m_summary;
    int m_current = -1;
};

} // namespace bouncepro
