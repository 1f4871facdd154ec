#pragma once
// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/deploy/deploydesk.h"
#include "ui/look/dialog.h"

class QSpinBox;

namespace bouncepro {

class FactGrid;
class Text;

/// Asks how many containers of a service shall run, and shows what that takes. Deletes itself when it is closed.
class ScaleDialog : public Dialog
{
    Q_OBJECT

public:
    /// over: the window's content. The desk outlives it; its facts were read.
    ScaleDialog(QWidget *over, DeployDesk &desk, const ServerProfile &profile, const QString &service);
    /// Of confirmed().
    const PreparedPlan &plan() const { return *m_plan; }

protected:
    QWidget *firstFocus() const override;

private:
    void show();
    DeployDesk &m_desk;
    const QString m_service;
    const bool m_isProduction;
    QSpinBox *m_count;
    Text *m_effect, *m_visitors, *m_takes, *m_back;
    std::optional<PreparedPlan> m_plan;
};

} // namespace bouncepro
