#pragma once
// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/setup/setuppage.h"

namespace bouncepro {

class EnvironmentChoice;
class Field;

/// Step 4: what the server is called here, and what is at stake on it.
class NamePage : public SetupPage
{
    Q_OBJECT

public:
    NamePage();
    void enter(const ServerProfile &draft) override;
    void give(ServerProfile &draft) const override;
    QString blocked() const override;
    bool showError(ProfileField field, const QString &sentence) override;
    void clearErrors() override;
    QWidget *firstField() const override;

private:
    Field *m_name;
    EnvironmentChoice *m_environment;
};

} // namespace bouncepro
