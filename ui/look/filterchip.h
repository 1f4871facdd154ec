#pragma once
// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/servers/serversentence.h"

#include <QAbstractButton>

#include <optional>

namespace bouncepro {

/// Switches one filter on and off: a word and how many it would leave. Space presses it. A long word has its
/// middle left out, and is its tool tip then.
class FilterChip : public QAbstractButton
{
    Q_OBJECT

public:
    explicit FilterChip(const QString &word, QWidget *parent = nullptr);
    /// Unknown: no number stands there.
    void setCount(std::optional<qint64> count);
    /// Only where there is something to heed: Warning, Down.
    void setMark(std::optional<Mark> mark);

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    bool event(QEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

private:
    void tell();
    QString countText() const;
    QString m_word; // as it is shown
    QSize m_size;   // a flow of many asks often
    std::optional<qint64> m_count;
    std::optional<Mark> m_mark;
};

} // namespace bouncepro
