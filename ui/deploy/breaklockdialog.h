#pragma once
// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/jobs/lock.h"
#include "models/servers/servermonitor.h"
#include "ui/look/dialog.h"

namespace bouncepro {

class ReasonField;
class Text;
class TypedName;

/// Shows who has the lock of a server, and asks why it is to be taken from them. Deletes itself when it is closed.
class BreakLockDialog : public Dialog
{
    Q_OBJECT

public:
    /// over: the window's content. The monitor outlives it.
    BreakLockDialog(QWidget *over, ServerMonitor &monitor, const StateDirectory &state);
    /// Whose lock is broken.
    QString job() const { return m_job; }
    QString reason() const;

private:
    void take(const Result<LockState> &lock);
    ServerMonitor &m_monitor;
    Text *m_holder;
    Text *m_effect;
    ReasonField *m_reason;
    TypedName *m_name;
    QString m_job;
    QString m_why; // it cannot be broken
};

/// "the deploy of 8f3c2a1 by anna@laptop, since today 14:02"
QString holderText(const LockHolder &holder);

} // namespace bouncepro
