#pragma once
// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/deploy/deploydesk.h"
#include "ui/look/dialog.h"

namespace bouncepro {

class Field;

/// Shows a prepared plan in whole and asks whether to start it: release, time, downtime, way back, what to know before,
/// and each step. On production focus starts on Cancel, elsewhere on the act. Deletes itself when it is closed.
class PlanDialog : public Dialog
{
    Q_OBJECT

public:
    /// over: the window's content.
    PlanDialog(QWidget *over, const PreparedPlan &prepared, Guard &guard);
    /// When it is to start; invalid: at once.
    QDateTime due() const { return m_due; }

protected:
    QWidget *firstFocus() const override;

private:
    QWidget *makeFacts();
    void addRollback();
    void addFindings();
    void addSteps();
    void addTime();
    void heedTime();
    void showFoot();
    bool isProduction() const;
    const PreparedPlan m_prepared;
    Guard &m_guard;
    Field *m_time = nullptr;
    QDateTime m_due; // UTC
};

} // namespace bouncepro
