#pragma once
// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/environment/environmentschema.h"
#include "ssh/secret.h"

#include <QWidget>

class QPlainTextEdit;

namespace bouncepro {

class ChoiceBox;
class Field;
class Segmented;
class Text;

/// What a value of that key is to be, in a few words: "Whole number, 100 to 30000 ms. 2000 where it is not set."
QString expectedText(const EnvironmentKey *key);
/// What a value means: "6 h", "Test key"; empty where that says nothing more.
QString meaningText(const EnvironmentKey *key, const QString &value);

/// Edits one value by the type of its key: two words, a choice, a line, or one entry a line. Says at once what is wrong
/// and what would be right. A value counts when Enter is pressed or the editor is left.
class ValueEditor : public QWidget
{
    Q_OBJECT

public:
    explicit ValueEditor(QWidget *parent = nullptr);
    ~ValueEditor() override;

    /// value: nullopt for one that is hidden; what is typed takes its place then.
    void edit(const QString &name, const EnvironmentKey *key, const std::optional<QString> &value);
    /// What was typed and does not count yet is taken now.
    void commit();
    /// Why nothing can be typed; empty: it can.
    void setBlocked(const QString &reason);

Q_SIGNALS:
    void entered(const bouncepro::Secret &value);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    QString typed() const;
    void check();
    void showOnly(QWidget *editor);
    const EnvironmentKey *m_key = nullptr;
    QString m_before;
    bool m_isHidden = false;
    bool m_isJoined = false; // lines are entries of a list
    bool m_isEdited = false;
    QWidget *m_shown = nullptr;
    Segmented *m_switch;
    ChoiceBox *m_choice;
    Field *m_line;
    QPlainTextEdit *m_lines;
    Text *m_expected;
    Text *m_wrong; // of the lines; the field has its own
};

} // namespace bouncepro
