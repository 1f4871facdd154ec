#pragma once
// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/servers/connectioncheckmodel.h"
#include "ui/setup/setuppage.h"
#include "ui/setup/setupsources.h"

namespace bouncepro {

class Banner;
class Button;
class Card;
class StepList;
class Text;

/// Step 2: from the name to the stack's health, one test after the other. Changes nothing on the server.
class TestPage : public SetupPage
{
    Q_OBJECT

public:
    explicit TestPage(const SetupSources &sources);
    void enter(const ServerProfile &draft) override;
    void leave() override;
    void give(ServerProfile &) const override {}
    QString blocked() const override;
    QString outcome() const override;
    QWidget *firstField() const override;
    /// Of the last test that finished.
    const ConnectionReport &report() const { return m_model.report(); }
    /// A question of the connection waits for the person.
    void setAsking(bool asking);

Q_SIGNALS:
    /// Go on, although the test failed.
    void skipped();

private:
    void begin();
    void tell();
    const CheckFinding *failure() const;
    bool hasShell() const;
    const SetupSources m_sources;
    ServerProfile m_draft;
    ServerProfile m_tested;
    ConnectionCheckModel m_model;
    StepList *m_steps;
    Banner *m_remedy;
    Card *m_keys;
    Text *m_detail;
    Button *m_again;
    Button *m_skip;
    int m_passed = 0;
    bool m_isAsking = false;
    bool m_isTested = false;
};

} // namespace bouncepro
