#pragma once
// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <QWidget>

class QButtonGroup;

namespace bouncepro {

/// One of two to four words. The arrow keys choose; screen readers find radio buttons in a named group.
class Segmented : public QWidget
{
    Q_OBJECT

public:
    Segmented(const QString &name, const QStringList &words, QWidget *parent = nullptr);

    int current() const;
    /// Emits nothing: only a person's choice does.
    void setCurrent(int index);
    void setIconName(int index, const QString &name);
    /// Disabled for that reason; an empty one enables it.
    void setBlocked(int index, const QString &reason);

Q_SIGNALS:
    void chosen(int index);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    QButtonGroup *m_group;
};

} // namespace bouncepro
