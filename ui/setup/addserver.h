#pragma once
// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/servers/serverlist.h"
#include "ui/look/overlay.h"
#include "ui/setup/setupsources.h"

class QStackedWidget;

namespace bouncepro {

class Button;
class SetupPage;
class StackPage;
class TestPage;
class Text;
class WizardRail;

/// The wizard that adds a server: where it is, the test of the way to it, its stack, its name and environment. Nothing
/// is written before the last step's button; Esc leaves without a trace.
class AddServer : public Overlay
{
    Q_OBJECT

public:
    /// servers outlives the wizard.
    AddServer(QWidget *over, ServerList &servers, const SetupSources &sources);
    /// A question of the connection waits for the person.
    void setAsking(bool asking);

Q_SIGNALS:
    /// The server is in the list; the wizard is closed.
    void added(const QString &name);

protected:
    QWidget *firstFocus() const override;
    void resizeEvent(QResizeEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    QWidget *makeFoot();
    void fit();
    SetupPage *page(int step) const;
    void next();
    void go(int step);
    void add();
    bool showErrors(const QList<FieldError> &errors, int upTo);
    void tell();
    ServerList &m_servers;
    ServerProfile m_draft;
    WizardRail *m_rail;
    QStackedWidget *m_stack;
    TestPage *m_test;
    StackPage *m_found;
    QList<SetupPage *> m_pages;
    Button *m_cancel;
    Button *m_back;
    Button *m_next;
    Text *m_reason;
    Text *m_place;
    int m_step = 0;
};

} // namespace bouncepro
