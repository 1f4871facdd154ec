#pragma once
// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <QWidget>

class QGridLayout;

namespace bouncepro {

class Text;

/// Facts below each other: what each is about at the left, what is so at the right, wrapped.
class FactGrid : public QWidget
{
    Q_OBJECT

public:
    explicit FactGrid(QWidget *parent = nullptr);
    Text *add(const QString &label, const QString &value, const QString &name);

private:
    QGridLayout *m_grid;
};

} // namespace bouncepro
