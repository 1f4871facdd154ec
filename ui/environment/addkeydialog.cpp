// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/environment/addkeydialog.h"

#include "ui/environment/environmentrows.h"
#include "ui/look/field.h"
#include "ui/look/roles.h"
#include "ui/look/rowlist.h"
#include "ui/look/text.h"

#include <QLineEdit>
#include <QRegularExpression>
#include <QSortFilterProxyModel>
#include <QStandardItemModel>
#include <QVBoxLayout>

namespace bouncepro {

AddKeyDialog::AddKeyDialog(QWidget *over, const QString &file, const EditedEnvironment &look)
    : Dialog(over, tr("Add a key to %1").arg(file), {}, 520),
      m_file(file),
      m_look(look),
      m_name(new Field(tr("Name"))),
      m_about(new Text(FontRole::Small, Tone::Second)),
      m_known(new QSortFilterProxyModel(this)),
      m_offered(new RowList(tr("Known keys that are not set"), new FindingDelegate))
{
    setObjectName(QStringLiteral("addKeyDialog"));
    m_name->setObjectName(QStringLiteral("addKeyName"));
    m_name->showLabel();
    m_name->setPlaceholder(QStringLiteral("SMTP_HOST"));
    m_about->setObjectName(QStringLiteral("addKeyAbout"));
    m_about->setWrapping(true);
    auto *known = new QStandardItemModel(this);
    for (const EnvironmentKey &key : EnvironmentSchema::builtIn().keys()) {
        if (key.setIn != file || look.mine.find(key.name))
            continue;
        auto *item = new QStandardItem(key.name);
        item->setEditable(false);
        item->setData(key.description, SecondRole);
        item->setData(tr("%1. %2").arg(key.name, key.description), Qt::AccessibleTextRole);
        known->appendRow(item);
    }
    m_known->setSourceModel(known);
    m_known->setFilterCaseSensitivity(Qt::CaseInsensitive);
    m_offered->setObjectName(QStringLiteral("knownKeys"));
    m_offered->setModel(m_known);
    m_offered->setFitting(true, 6);
    const auto take = [this](const QModelIndex &index) {
        m_name->setText(index.data().toString());
        m_name->edit()->setFocus(Qt::OtherFocusReason);
    };
    connect(m_offered, &RowList::activated, this, take);
    connect(m_offered, &RowList::clicked, this, take);
    body()->addWidget(m_name);
    body()->addWidget(m_about);
    body()->addWidget(m_offered);
    body()->addStretch();
    setConfirm(tr("Add the key"));
    connect(m_name, &Field::textChanged, this, &AddKeyDialog::check);
    connect(m_name, &Field::returnPressed, this, [this] { confirm(); });
    connect(this, &Overlay::closed, this, &QObject::deleteLater);
    check();
}

QWidget *AddKeyDialog::firstFocus() const
{
    return m_name->edit();
}

QString AddKeyDialog::key() const
{
    return m_name->text().trimmed();
}

Secret AddKeyDialog::value() const
{
    const EnvironmentKey *known = EnvironmentSchema::builtIn().find(key());
    return Secret(known ? known->defaultValue.value_or(QString()).toUtf8() : QByteArray());
}

void AddKeyDialog::check()
{
    static const QRegularExpression name(QStringLiteral("^[A-Za-z_][A-Za-z0-9_]*$"));
    const EnvironmentKey *known = EnvironmentSchema::builtIn().find(key());
    QString wrong;
    if (!name.match(key()).hasMatch())
        wrong = tr("A name has letters, digits and underscores, and begins with no digit.");
    else if (m_look.mine.find(key()))
        wrong = tr("%1 stands in the file already.").arg(key());
    m_name->setError(key().isEmpty() ? QString() : wrong);
    setBlocked(key().isEmpty() ? tr("Type its name.") : wrong);
    QString about = tr("Choose a known one, or type another.");
    if (!key().isEmpty() && wrong.isEmpty())
        about = !known                   ? tr("The schema does not know it: your own code reads it.")
                : known->setIn != m_file ? tr("It belongs into %1. %2").arg(known->setIn, known->description)
                                         : known->description;
    m_about->setText(about);
    m_known->setFilterFixedString(key());
    m_offered->setVisible(m_known->rowCount() > 0 && !known);
}

} // namespace bouncepro
