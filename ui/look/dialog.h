#pragma once
// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/servers/serverprofile.h"
#include "ui/look/button.h"
#include "ui/look/overlay.h"

#include <optional>

class QHBoxLayout;
class QVBoxLayout;

namespace bouncepro {

class PageScroll;
class Text;

/// A question inside the window: a head with the act and, where one is at stake, the environment; a body that scrolls;
/// a foot with Cancel, where focus starts, and the act's verb. Esc cancels.
class Dialog : public Overlay
{
    Q_OBJECT

public:
    /// title: the act and the server, "Deploy 2.15.0 to bouncepro-eu". It is also the accessible name.
    Dialog(QWidget *over, const QString &title, std::optional<Environment> environment = {}, int widthAtFull = 720);

    /// Filled by whoever asks; spacing is set.
    QVBoxLayout *body() const { return m_body; }
    /// At the left of the foot: who is recorded, how long it is armed.
    void setFootNote(const QString &text);
    /// The verb repeats the act: "Deploy to production".
    void setConfirm(const QString &verb, Variant variant = Variant::Primary, const QString &iconName = {});
    /// Why it cannot be confirmed; empty: it can.
    void setBlocked(const QString &reason);
    /// Ctrl+Enter confirms as the button does: for production.
    void setConfirmedByKeys(bool on) { m_isConfirmedByKeys = on; }

    Button *confirmButton() const { return m_confirm; }
    Button *cancelButton() const { return m_cancel; }

Q_SIGNALS:
    /// Closed before it is emitted.
    void confirmed();
    void cancelled();

protected:
    QWidget *firstFocus() const override { return m_cancel; }
    void keyPressEvent(QKeyEvent *event) override;
    /// The confirm button or its keys; closes and emits confirmed. To be replaced where what was typed is checked first.
    virtual void confirm();

private:
    QWidget *makeHead(const QString &title, std::optional<Environment> environment);
    QWidget *makeFoot();
    void cancel();
    QVBoxLayout *m_body;
    Text *m_note;
    Button *m_cancel;
    Button *m_confirm;
    bool m_isConfirmedByKeys = false;
};

} // namespace bouncepro
