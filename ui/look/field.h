#pragma once
// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <QWidget>

class QLineEdit;

namespace bouncepro {

class Text;

/// A line to type into, with an icon and, where what was typed is wrong, a sentence below. Esc clears it.
class Field : public QWidget
{
    Q_OBJECT

public:
    /// label: what screen readers say; it is in sight only where withLabel was called. An empty icon: none.
    explicit Field(const QString &label, const QString &iconName = {}, QWidget *parent = nullptr);

    QLineEdit *edit() const { return m_edit; }
    QString text() const;
    void setText(const QString &text);
    void setPlaceholder(const QString &text);
    /// Shows the label above.
    void showLabel();
    /// What is wrong and what would be right, in a sentence; empty: nothing is wrong.
    void setError(const QString &sentence);
    QString error() const;

Q_SIGNALS:
    void textChanged(const QString &text);
    void returnPressed();

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    QLineEdit *m_edit;
    Text *m_label;
    Text *m_error;
};

} // namespace bouncepro
