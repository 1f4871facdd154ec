// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/setup/editserver.h"

#include "models/servers/wording.h"
#include "ui/look/choicebox.h"
#include "ui/look/field.h"
#include "ui/look/text.h"
#include "ui/setup/environmentchoice.h"

#include <QCheckBox>
#include <QIntValidator>
#include <QLineEdit>
#include <QVBoxLayout>

namespace bouncepro {

EditServer::EditServer(QWidget *over, ServerList &servers, int row)
    : Dialog(over, tr("Edit %1").arg(visibleText(servers.profile(row).name, 60)), {}, 560),
      m_servers(servers),
      m_name(servers.profile(row).name),
      m_environment(new EnvironmentChoice),
      m_privilege(new ChoiceBox(tr("Root on the server"), {tr("Not used"), tr("By sudo, without a password"),
                                                           tr("By sudo, with a password"), tr("The login is root")})),
      m_fourEyes(new QCheckBox(tr("A second operator, with another key, approves each change")))
{
    setObjectName(QStringLiteral("editServer"));
    const ServerProfile profile = servers.profile(row);
    const auto add = [this](ProfileField field, const QString &label, const QString &text, const char *name) {
        auto *line = new Field(label);
        line->setText(text);
        line->showLabel();
        line->edit()->setObjectName(QString::fromLatin1(name));
        connect(line, &Field::textChanged, line, [line] { line->setError({}); });
        m_fields.insert(field, line);
        return line;
    };
    body()->addWidget(add(ProfileField::Name, tr("Name"), profile.name, "editName"));
    auto *where = new QHBoxLayout;
    setSpaces(where, {}, 12);
    where->addWidget(add(ProfileField::Destination, tr("Destination"), profile.target.destination, "editDestination"),
                     3, Qt::AlignTop);
    Field *port = add(ProfileField::Port, tr("Port"),
                      profile.target.port > 0 ? QString::number(profile.target.port) : QString(), "editPort");
    port->setPlaceholder(tr("From SSH, or 22"));
    port->edit()->setValidator(new QIntValidator(1, 65535, this));
    where->addWidget(port, 1, Qt::AlignTop);
    body()->addLayout(where);
    Field *config = add(ProfileField::SshConfig, tr("SSH configuration"), profile.target.configFile, "editConfig");
    config->setPlaceholder(tr("~/.ssh/config"));
    body()->addWidget(config);
    body()->addWidget(add(ProfileField::Stack, tr("Folder of the stack on the server"), profile.stack, "editStack"));
    body()->addWidget(add(ProfileField::ComposeFile, tr("Compose file in it"), profile.composeFile, "editComposeFile"));
    m_privilege->setObjectName(QStringLiteral("editPrivilege"));
    m_privilege->setCurrentIndex(int(profile.privilege));
    auto *root = new QVBoxLayout;
    setSpaces(root, {}, 4); // as of a field
    root->addWidget(new Text(FontRole::Small, Tone::Second, tr("Root on the server")));
    root->addWidget(m_privilege);
    body()->addLayout(root);
    m_environment->setEnvironment(profile.environment);
    const auto showName = [this](const QString &name) { m_environment->setName(visibleText(name, 60)); };
    connect(m_fields[ProfileField::Name], &Field::textChanged, m_environment, showName);
    showName(profile.name);
    body()->addWidget(m_environment);
    m_fourEyes->setObjectName(QStringLiteral("editFourEyes"));
    m_fourEyes->setChecked(profile.fourEyes);
    const auto showFourEyes = [this](Environment environment) {
        m_fourEyes->setVisible(environment == Environment::Production); // elsewhere nobody is asked
    };
    connect(m_environment, &EnvironmentChoice::chosen, this, showFourEyes);
    body()->addWidget(m_fourEyes);
    showFourEyes(profile.environment);
    setConfirm(tr("Keep the changes"));
    connect(this, &Overlay::closed, this, &QObject::deleteLater);
}

QWidget *EditServer::firstFocus() const
{
    return m_fields.value(ProfileField::Name)->edit();
}

ServerProfile EditServer::edited() const
{
    const auto text = [this](ProfileField field) { return m_fields.value(field)->text().trimmed(); };
    ServerProfile profile;
    profile.name = text(ProfileField::Name);
    profile.target = {text(ProfileField::Destination), text(ProfileField::Port).toInt(), text(ProfileField::SshConfig)};
    profile.stack = text(ProfileField::Stack);
    profile.composeFile = text(ProfileField::ComposeFile);
    profile.environment = m_environment->environment();
    profile.privilege = Privilege(m_privilege->currentIndex());
    profile.fourEyes = m_fourEyes->isChecked() && profile.environment == Environment::Production;
    return profile;
}

void EditServer::confirm()
{
    const int row = m_servers.rowOf(m_name);
    if (row < 0) // another program took it from the list
        return close();
    const ServerProfile profile = edited();
    const QList<FieldError> errors = m_servers.edit(row, profile);
    const QString name = visibleText(profile.name.isEmpty() ? m_name : profile.name, 60);
    for (const FieldError &error : errors)
        m_fields.value(error.field)->setError(tr("%1 %2. %3").arg(name, error.what, error.remedy));
    if (errors.isEmpty())
        Dialog::confirm();
    else
        m_fields.value(errors.first().field)->edit()->setFocus(Qt::OtherFocusReason);
}

void askToRemove(QWidget *over, ServerList &servers, int row)
{
    const ServerProfile profile = servers.profile(row);
    const QString name = visibleText(profile.name, 60);
    auto *dialog = new Dialog(over, EditServer::tr("Remove %1 from the list").arg(name), profile.environment, 560);
    dialog->setObjectName(QStringLiteral("removeServer"));
    auto *words = new Text(FontRole::Body, Tone::Plain,
                           EditServer::tr("This console forgets where it is. Nothing changes on the server: what runs "
                                          "there goes on, and it can be added again at any time."));
    words->setWrapping(true);
    dialog->body()->addWidget(words);
    dialog->setConfirm(EditServer::tr("Remove %1").arg(name), Variant::Danger);
    QObject::connect(dialog, &Dialog::confirmed, &servers, [&servers, wanted = profile.name] {
        if (const int at = servers.rowOf(wanted); at >= 0)
            servers.remove(at);
    });
    QObject::connect(dialog, &Overlay::closed, dialog, &QObject::deleteLater);
    dialog->open();
}

} // namespace bouncepro
