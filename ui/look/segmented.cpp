// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/look/segmented.h"

#include "ui/look/accessible.h"
#include "ui/look/button.h"
#include "ui/look/paint.h"

#include <QButtonGroup>
#include <QHBoxLayout>
#include <QPainter>

namespace bouncepro {

Segmented::Segmented(const QString &name, const QStringList &words, QWidget *parent)
    : QWidget(parent),
      m_group(new QButtonGroup(this))
{
    setAccessibleRole(this, QAccessible::Grouping);
    setAccessibleName(name);
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    auto *row = new QHBoxLayout(this);
    setSpaces(row, {3, 3, 3, 3}, 1);
    for (const QString &word : words) {
        auto *button = new Button(word, Variant::Segment);
        button->setCheckable(true);
        button->setAutoExclusive(true);
        m_group->addButton(button, int(m_group->buttons().size()));
        row->addWidget(button);
    }
    setCurrent(0);
    connect(m_group, &QButtonGroup::idToggled, this, [this](int index, bool on) {
        if (on && !signalsBlocked())
            Q_EMIT chosen(index);
    });
}

int Segmented::current() const
{
    return m_group->checkedId();
}

void Segmented::setCurrent(int index)
{
    const QSignalBlocker quiet(m_group);
    if (QAbstractButton *button = m_group->button(index))
        button->setChecked(true);
}

void Segmented::setIconName(int index, const QString &name)
{
    if (auto *button = qobject_cast<Button *>(m_group->button(index)))
        button->setIconName(name);
}

void Segmented::setBlocked(int index, const QString &reason)
{
    if (auto *button = qobject_cast<Button *>(m_group->button(index)))
        button->setBlocked(reason);
}

void Segmented::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    paintRound(&painter, rect(), px(7), tokens().track);
}

} // namespace bouncepro
