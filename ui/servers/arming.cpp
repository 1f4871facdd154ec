// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/servers/arming.h"

#include "models/servers/wording.h"
#include "ui/look/dialog.h"
#include "ui/look/reasonfield.h"
#include "ui/look/text.h"

#include <QPointer>
#include <QVBoxLayout>

namespace bouncepro {

namespace {

class ArmDialog : public Dialog
{
public:
    ArmDialog(Guard &guard, QWidget *over, const ArmingWish &wish)
        : Dialog(over, tr("Arm %1").arg(visibleText(guard.profile().name, 40)), guard.profile().environment, 560),
          m_reason(new ReasonField(tr("Why it is changed"), tr("For the audit: release 2.15, ticket 418")))
    {
        setObjectName(QStringLiteral("armDialog"));
        if (!wish.note.isEmpty())
            say(wish.note)->setObjectName(QStringLiteral("armNote"));
        say(wish.act.isEmpty() ? tr("For %1 min this console may change the server. It is read-only again before that "
                                    "once you disarm it, leave it, or lock the screen.")
                                     .arg(armedFor.count())
                               : tr("For %1 min this console may change the server. What comes next: %2.")
                                     .arg(armedFor.count())
                                     .arg(wish.act))
            ->setObjectName(QStringLiteral("armEffect"));
        m_reason->setObjectName(QStringLiteral("armReason"));
        body()->addWidget(m_reason);
        setFootNote(tr("The reason is recorded in the audit."));
        setConfirm(tr("Arm for %1 min").arg(armedFor.count()), Variant::Production, QStringLiteral("unlock"));
        setConfirmedByKeys(true);
        m_reason->rule(this);
        connect(this, &Overlay::closed, this, &QObject::deleteLater);
        connect(this, &Dialog::confirmed, &guard, [this, &guard, goOn = wish.goOn, over = QPointer(over)] {
            guard.arm(m_reason->reason());
            if (goOn && over)
                goOn();
        });
    }

protected:
    QWidget *firstFocus() const override { return m_reason->focusProxy(); }

private:
    Text *say(const QString &words)
    {
        auto *text = new Text(FontRole::Body, Tone::Plain, words);
        text->setWrapping(true);
        body()->addWidget(text);
        return text;
    }
    ReasonField *m_reason;
};

} // namespace

void whenArmed(Guard &guard, QWidget *over, const ArmingWish &wish)
{
    if (guard.mayChange())
        wish.goOn();
    else
        (new ArmDialog(guard, over->window(), wish))->open();
}

void armOrDisarm(Guard &guard, QWidget *over)
{
    if (guard.arming())
        guard.disarm();
    else if (guard.isNeeded())
        (new ArmDialog(guard, over->window(), {}))->open();
}

void keepLocked(Button *button, Guard &guard)
{
    const auto show = [button, &guard] { button->setLocked(!guard.mayChange()); };
    QObject::connect(&guard, &Guard::changed, button, show);
    show();
}

QString countdownText(int seconds)
{
    return QStringLiteral("%1:%2").arg(seconds / 60).arg(seconds % 60, 2, 10, QLatin1Char('0'));
}

} // namespace bouncepro
