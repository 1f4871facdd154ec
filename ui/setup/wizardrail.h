#pragma once
// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <QHash>
#include <QWidget>

namespace bouncepro {

/// The steps of a wizard at its left: those that are done, the one at hand, those to come.
class WizardRail : public QWidget
{
    Q_OBJECT

public:
    struct Step
    {
        QString name;
        QString sentence;
    };
    WizardRail(const QString &title, const QString &sentence, const QList<Step> &steps, QWidget *parent = nullptr);
    void setCurrent(int step);
    /// What came of a step, in place of its sentence; empty: nothing yet.
    void setOutcome(int step, const QString &outcome);
    /// "Step 2 of 4: Connect".
    QString place() const;
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    void tell();
    const QString m_title;
    const QString m_sentence;
    const QList<Step> m_steps;
    QHash<int, QString> m_outcomes;
    int m_current = 0;
};

} // namespace bouncepro
