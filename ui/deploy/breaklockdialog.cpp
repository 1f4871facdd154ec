// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/deploy/breaklockdialog.h"

#include "models/jobs/jobsentence.h"
#include "models/servers/wording.h"
#include "ui/look/reasonfield.h"
#include "ui/look/text.h"

#include <QVBoxLayout>

namespace bouncepro {

QString holderText(const LockHolder &holder)
{
    if (holder.job.isEmpty())
        return BreakLockDialog::tr("something that is not known");
    const QString noun = jobNoun(holder.action, holder.subject);
    return BreakLockDialog::tr("%1 by %2, since %3").arg(noun, shortActor(holder.actor), momentText(holder.since));
}

BreakLockDialog::BreakLockDialog(QWidget *over, ServerMonitor &monitor, const StateDirectory &state)
    : Dialog(over, tr("Break the lock of %1").arg(visibleText(monitor.profile().name, 40)),
             monitor.profile().environment, 560),
      m_monitor(monitor),
      m_holder(new Text(FontRole::Body, Tone::Plain, tr("Looking who has it…"))),
      m_effect(new Text(FontRole::Body, Tone::Second)),
      m_reason(new ReasonField(tr("Why"), tr("For the audit: it has hung since an hour"))),
      m_name(new TypedName(monitor.profile().name)),
      m_why(tr("It is not known yet who has it."))
{
    setObjectName(QStringLiteral("breakLockDialog"));
    m_holder->setObjectName(QStringLiteral("lockHolder"));
    m_effect->setObjectName(QStringLiteral("lockEffect"));
    m_reason->setObjectName(QStringLiteral("lockReason"));
    m_name->setObjectName(QStringLiteral("lockName"));
    for (Text *text : {m_holder, m_effect}) {
        text->setWrapping(true);
        body()->addWidget(text);
    }
    body()->addWidget(m_reason);
    body()->addWidget(m_name);
    m_name->setVisible(monitor.profile().environment == Environment::Production);
    setConfirm(tr("Break the lock"), Variant::Danger);
    setFootNote(tr("The reason is recorded in the audit."));
    connect(m_name, &Field::textChanged, m_reason, &ReasonField::check);
    connect(this, &Overlay::closed, this, &QObject::deleteLater);
    m_reason->rule(this, [this] {
        return !m_why.isEmpty() ? m_why : m_name->isHidden() ? QString() : m_name->missing();
    });
    if (const auto host = monitor.host())
        start(
            this, [host, state](std::stop_token stop) { return readLock(*host, state, stop); },
            [this](const Result<LockState> &lock) { take(lock); });
}

QString BreakLockDialog::reason() const
{
    return m_reason->reason();
}

void BreakLockDialog::take(const Result<LockState> &lock)
{
    const LockHolder holder = lock ? lock->holders.value(0) : LockHolder();
    m_job = holder.job;
    if (!lock) {
        m_why = lock.error().message;
        m_holder->setText(m_why);
    } else if (!lock->held) {
        m_why = tr("Nobody has it.");
        m_holder->setText(tr("Nobody has the lock: changes can begin."));
    } else if (m_job.isEmpty()) {
        m_why = tr("No job of this console has it.");
        m_holder->setText(tr("Something has it that is no job of this console. Find it on the server: "
                             "`fuser` on the file lock of the state directory tells."));
    } else {
        m_why.clear();
        m_holder->setText(tr("It is held by %1.").arg(holderText(holder)));
        m_effect->setText(
            holder.isLeft ? tr("That job is over, and something that it started keeps the lock: it is ended.")
                          : tr("Its processes are ended. The job is then interrupted and has to be recovered: it goes "
                               "back, or finishes what is left."));
    }
    m_reason->check();
}

} // namespace bouncepro
