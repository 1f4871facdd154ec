#pragma once
// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <QWidget>

class QHBoxLayout;

namespace bouncepro {

class Button;
class Text;

/// What stands where there is nothing yet: what is missing, why it matters, one action and one other.
class EmptyState : public QWidget
{
    Q_OBJECT

public:
    EmptyState(const QString &iconName, const QString &heading, const QString &sentence, QWidget *parent = nullptr);

    void setWords(const QString &heading, const QString &sentence);
    /// The one action; an empty verb: none.
    void setAction(const QString &verb, const QString &iconName = {});
    void setOther(const QString &verb, const QString &iconName = {});
    /// "Ctrl", "K" and what they do.
    void setHint(const QStringList &keys, const QString &does);
    Button *action() const { return m_action; }
    Button *other() const { return m_other; }

Q_SIGNALS:
    void acted();
    void otherChosen();

private:
    Text *m_heading;
    Text *m_sentence;
    Button *m_action;
    Button *m_other;
    QWidget *m_hint;
    QHBoxLayout *m_hintRow;
};

} // namespace bouncepro
