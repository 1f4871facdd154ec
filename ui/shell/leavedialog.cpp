// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/leavedialog.h"

#include "ui/look/flow.h"
#include "ui/look/text.h"

#include <QVBoxLayout>

#include <algorithm>

namespace bouncepro {

LeaveDialog::LeaveDialog(QWidget *over, const QString &what, Leaving leaving)
    : Dialog(over, leaving == Leaving::Page ? tr("Leave without applying?") : tr("Close without applying?"), {}, 500)
{
    const bool isPage = leaving == Leaving::Page;
    setObjectName(QStringLiteral("leaveDialog"));
    auto *words = new Text(FontRole::Body, Tone::Plain,
                           isPage ? tr("%1 They wait here until this window is closed.").arg(what)
                                  : tr("%1 They are lost once the window is closed.").arg(what));
    words->setObjectName(QStringLiteral("leaveWhat"));
    words->setWrapping(true);
    body()->addWidget(words);
    if (isPage) {
        auto *discard = new Button(tr("Discard them and leave"), Variant::Danger);
        discard->setObjectName(QStringLiteral("leaveDiscard"));
        discard->setSmall(true);
        auto *row = new QWidget;
        (new Flow(row))->addWidget(discard);
        body()->addWidget(row);
        connect(discard, &Button::clicked, this, [this] {
            close();
            Q_EMIT discarded();
        });
    }
    body()->addStretch();
    cancelButton()->setText(tr("Stay"));
    setConfirm(isPage ? tr("Leave") : tr("Close and lose them"), isPage ? Variant::Primary : Variant::Danger);
    connect(this, &Overlay::closed, this, &QObject::deleteLater);
}

bool LeaveDialog::isAsking(const QWidget *window)
{
    const auto all = window->findChildren<LeaveDialog *>();
    return std::any_of(all.begin(), all.end(), [](const LeaveDialog *dialog) { return dialog->isOpen(); });
}

} // namespace bouncepro
