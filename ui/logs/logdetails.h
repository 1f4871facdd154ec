#pragma once
// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/logs/logentry.h"

#include <QWidget>

class QPlainTextEdit;

namespace bouncepro {

class StateMark;
class Text;

/// All that one log line says: its fields, to be read and copied.
class LogDetails : public QWidget
{
    Q_OBJECT

public:
    explicit LogDetails(QWidget *parent = nullptr);
    void setEntry(const LogEntry &entry);
    QString text() const;

Q_SIGNALS:
    void closed();

protected:
    void keyPressEvent(QKeyEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

private:
    StateMark *m_mark;
    Text *m_title;
    Text *m_where;
    QPlainTextEdit *m_fields;
};

} // namespace bouncepro
