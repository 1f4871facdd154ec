// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/look/field.h"

#include "ui/look/accessible.h"
#include "ui/look/icon.h"
#include "ui/look/text.h"

#include <QAction>
#include <QKeyEvent>
#include <QLineEdit>
#include <QToolButton>
#include <QVBoxLayout>

namespace bouncepro {

Field::Field(const QString &label, const QString &iconName, QWidget *parent)
    : QWidget(parent),
      m_edit(new QLineEdit),
      m_label(new Text(FontRole::Small, Tone::Second, label)),
      m_error(new Text(FontRole::Small, Tone::Fail))
{
    auto *column = new QVBoxLayout(this);
    setSpaces(column, {}, 4);
    column->addWidget(m_label);
    column->addWidget(m_edit);
    column->addWidget(m_error);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Maximum);
    m_label->hide();
    m_label->setBuddy(m_edit);
    m_error->hide();
    m_error->setWrapping(true);
    m_edit->setAccessibleName(label);
    if (!iconName.isEmpty()) {
        auto *action = m_edit->addAction(icon(iconName, &Tokens::text3), QLineEdit::LeadingPosition);
        action->setEnabled(true);
        for (auto *button : m_edit->findChildren<QToolButton *>()) // a picture that Qt shows by a button
            setAccessibleRole(button, QAccessible::Graphic);
    }
    m_edit->installEventFilter(this);
    setFocusProxy(m_edit);
    connect(m_edit, &QLineEdit::textChanged, this, &Field::textChanged);
    connect(m_edit, &QLineEdit::returnPressed, this, &Field::returnPressed);
}

QString Field::text() const
{
    return m_edit->text();
}

void Field::setText(const QString &text)
{
    m_edit->setText(text);
}

void Field::setPlaceholder(const QString &text)
{
    m_edit->setPlaceholderText(text);
}

void Field::showLabel()
{
    m_label->show();
}

void Field::setError(const QString &sentence)
{
    m_error->setText(sentence);
    m_error->setVisible(!sentence.isEmpty());
    m_edit->setProperty("error", !sentence.isEmpty());
    m_edit->setAccessibleDescription(sentence);
    m_edit->update();
}

QString Field::error() const
{
    return m_error->text();
}

// An empty field leaves Esc to whoever is around it.
bool Field::eventFilter(QObject *watched, QEvent *event)
{
    const bool isKey = event->type() == QEvent::KeyPress || event->type() == QEvent::ShortcutOverride;
    if (isKey && static_cast<QKeyEvent *>(event)->key() == Qt::Key_Escape && !m_edit->text().isEmpty()) {
        event->accept();
        if (event->type() == QEvent::KeyPress)
            m_edit->clear();
        return true;
    }
    return QWidget::eventFilter(watched, event);
}

} // namespace bouncepro
