#pragma once
// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/deploy/deploydesk.h"
#include "ui/look/dialog.h"

namespace bouncepro {

class Banner;
class Field;
class ReasonField;
class ServerDesk;

/// Asks why the site is to be closed for visitors and who goes on seeing it, and prepares the plan for it. Deletes
/// itself when it is closed.
class CloseDialog : public Dialog
{
    Q_OBJECT

public:
    /// over: the window's content. The desk outlives it.
    CloseDialog(QWidget *over, ServerDesk &desk);

Q_SIGNALS:
    void prepared(const bouncepro::PreparedPlan &plan);

protected:
    QWidget *firstFocus() const override;
    void confirm() override;

private:
    ServerDesk &m_desk;
    ReasonField *m_reason;
    Field *m_allowed;
    Banner *m_refused;
};

} // namespace bouncepro
