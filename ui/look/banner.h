#pragma once
// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/servers/serversentence.h"

#include <QWidget>

class QBoxLayout;

namespace bouncepro {

class Button;
class StateMark;
class Text;

/// What needs a person: a shape, what, why, one action, and Later. Warning, Down and Running are its kinds.
class Banner : public QWidget
{
    Q_OBJECT

public:
    Banner(Mark mark, const QString &what, const QString &why, QWidget *parent = nullptr);

    void set(Mark mark, const QString &what, const QString &why);
    /// An empty verb: no action.
    void setAction(const QString &verb);
    /// Whether it may be put off; emits later() then.
    void setLater(bool canWait);
    /// The why below the what, wrapped: always, as in dialogs; else where they have no room beside each other.
    void setStacked(bool stacked);
    Button *action() const { return m_action; }

Q_SIGNALS:
    void acted();
    void later();

protected:
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    bool event(QEvent *event) override;

private:
    void arrange();
    Mark m_mark;
    bool m_isStacked = false;
    QBoxLayout *m_row;
    QBoxLayout *m_words;
    StateMark *m_shape;
    Text *m_what;
    Text *m_why;
    Button *m_action;
    Button *m_later;
};

} // namespace bouncepro
