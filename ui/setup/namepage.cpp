// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/setup/namepage.h"

#include "models/servers/wording.h"
#include "ui/look/field.h"
#include "ui/setup/environmentchoice.h"

#include <QLineEdit>

namespace bouncepro {

NamePage::NamePage() : m_name(new Field(tr("Name"))), m_environment(new EnvironmentChoice)
{
    head()->setState({}, tr("What is it, and what is at stake?"),
                     tr("The name is yours. The environment decides how careful this console is."));
    m_name->edit()->setObjectName(QStringLiteral("serverName"));
    m_name->edit()->setMaxLength(60);
    m_name->showLabel();
    m_environment->setObjectName(QStringLiteral("environmentChoice"));
    column()->addWidget(m_name);
    column()->addWidget(m_environment);
    column()->addStretch(1);
    connect(m_name, &Field::textChanged, this, [this](const QString &name) {
        m_environment->setName(visibleText(name, 60));
        clearErrors();
        Q_EMIT changed();
    });
    connect(m_name, &Field::returnPressed, this, &SetupPage::nextWanted);
    connect(m_environment, &EnvironmentChoice::chosen, this, &SetupPage::changed);
}

void NamePage::enter(const ServerProfile &draft)
{
    m_name->setText(draft.name);
    m_environment->setEnvironment(draft.environment);
}

void NamePage::give(ServerProfile &draft) const
{
    draft.name = m_name->text().trimmed();
    draft.environment = m_environment->environment();
}

QString NamePage::blocked() const
{
    return m_name->text().trimmed().isEmpty() ? tr("It needs a name") : QString();
}

bool NamePage::showError(ProfileField field, const QString &sentence)
{
    if (field != ProfileField::Name)
        return false;
    m_name->setError(sentence);
    return true;
}

void NamePage::clearErrors()
{
    m_name->setError({});
}

QWidget *NamePage::firstField() const
{
    return m_name->edit();
}

} // namespace bouncepro
