#pragma once
// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/look/palette.h"

#include <QComboBox>

#include <algorithm>

namespace bouncepro {

/// A combo box that follows a smaller text too: Qt's own keeps the least size that it once had.
class ChoiceBox : public QComboBox
{
    Q_OBJECT

public:
    /// name: what screen readers say before the choice.
    ChoiceBox(const QString &name, const QStringList &choices, QWidget *parent = nullptr) : QComboBox(parent)
    {
        setAccessibleName(name);
        addItems(choices);
    }
    /// A longer choice is cut short, at 100 %; 0: none is.
    void setWidest(int widthAtFull) { m_widest = widthAtFull; }
    QSize sizeHint() const override
    {
        const QSize size = QComboBox::sizeHint();
        return {m_widest > 0 ? std::min(size.width(), px(m_widest)) : size.width(), size.height()};
    }
    QSize minimumSizeHint() const override
    {
        const QSize size = sizeHint();
        return {std::min(size.width(), px(90)), size.height()};
    }

private:
    int m_widest = 0;
};

} // namespace bouncepro
