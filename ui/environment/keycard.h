#pragma once
// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/environment/environmenteditor.h"
#include "ui/look/card.h"

class QLabel;

namespace bouncepro {

class Button;
class Flow;
class ValueEditor;

/// The chosen key: what it is for, its value, what is wrong with it, and what can be done with it.
class KeyCard : public Card
{
    Q_OBJECT

public:
    explicit KeyCard(QWidget *parent = nullptr);

    void setEditor(EnvironmentEditor *editor);
    /// Empty, or one that is not there any more: the card hides.
    void showKey(const QString &key);
    QString key() const { return m_key; }
    /// Not beside the text, where no key is chosen.
    void setWanted(bool isWanted);
    /// Why nothing can be rotated now; empty: it can.
    void setRotationBlocked(const QString &reason);
    /// Takes what was typed.
    void commit();
    void focusValue();

Q_SIGNALS:
    void generateWanted(const QString &key);
    /// A new value, and all that goes with it, at once.
    void rotateWanted(const QString &key);

private:
    Button *addButton(const QString &text, const char *name, const char *iconName);
    void show();
    void showValue(const EnvironmentItem &item);
    void copy();
    EnvironmentEditor *m_editor = nullptr;
    QString m_key;
    QString m_valueKey;            // what the value editor was filled with
    std::optional<Secret> m_value; // the same
    bool m_isValueShown = false;
    bool m_isWanted = true;
    Text *m_description;
    Text *m_reaches;
    ValueEditor *m_edit;
    Text *m_finding;
    QWidget *m_actions;
    Flow *m_flow;
    Button *m_reveal, *m_copy, *m_generate, *m_rotate, *m_revert, *m_remove;
};

} // namespace bouncepro
