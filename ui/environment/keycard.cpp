// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/environment/keycard.h"

#include "models/servers/wording.h"
#include "ui/environment/secretclipboard.h"
#include "ui/environment/valueeditor.h"
#include "ui/look/button.h"
#include "ui/look/flow.h"
#include "ui/look/text.h"

#include <QApplication>
#include <QClipboard>

namespace bouncepro {

namespace {

// Who reads the key, and when a change of it counts.
QString effectText(const EnvironmentKey *key)
{
    if (!key)
        return KeyCard::tr("Not in the schema: who reads it is not known.");
    QStringList sentences;
    if (!key->services.isEmpty())
        sentences << KeyCard::tr("Read by %1.").arg(key->services.join(QStringLiteral(", ")));
    const auto applies = [&](const char *when) { return key->applies.contains(QLatin1String(when)); };
    if (applies("build"))
        sentences << KeyCard::tr("A change counts when the images are built again.");
    else if (applies("start"))
        sentences << KeyCard::tr("A change counts when the container is made anew.");
    else if (applies("run"))
        sentences << KeyCard::tr("A change counts at the next run of the script.");
    else if (applies("init"))
        sentences << KeyCard::tr("Counts at the first start of the database alone.");
    if (!key->issuer.isEmpty())
        sentences << KeyCard::tr("%1 gives it out.").arg(key->issuer);
    return sentences.join(QLatin1Char(' '));
}

} // namespace

KeyCard::KeyCard(QWidget *parent)
    : Card(QStringLiteral(" "), parent),
      m_description(new Text(FontRole::Body, Tone::Second)),
      m_reaches(new Text(FontRole::Small, Tone::Third)),
      m_edit(new ValueEditor),
      m_finding(new Text(FontRole::Small, Tone::Fail)),
      m_actions(new QWidget),
      m_flow(new Flow(m_actions, 6))
{
    setObjectName(QStringLiteral("keyCard"));
    m_description->setObjectName(QStringLiteral("keyDescription"));
    m_finding->setObjectName(QStringLiteral("keyFinding"));
    for (Text *text : {m_description, m_reaches, m_finding})
        text->setWrapping(true);
    m_reveal = addButton(tr("Show"), "revealValue", "eye");
    m_copy = addButton(tr("Copy"), "copyValue", "copy");
    m_generate = addButton(tr("Generate…"), "generateValue", "key");
    m_rotate = addButton(tr("Rotate…"), "rotateKey", "restart");
    m_revert = addButton(tr("Take back"), "revertKey", "rollback");
    m_remove = addButton(tr("Remove"), "removeKey", "close");
    content()->addWidget(m_description);
    content()->addWidget(m_edit);
    content()->addWidget(m_finding);
    content()->addWidget(m_actions);
    content()->addWidget(m_reaches);
    content()->addStretch();
    connect(m_edit, &ValueEditor::entered, this, [this](const Secret &value) {
        if (m_editor)
            m_editor->setValue(m_key, value);
    });
    connect(m_reveal, &Button::clicked, this, [this] {
        m_edit->commit();
        m_editor->model()->reveal(m_editor->model()->revealed() == m_key ? QString() : m_key);
    });
    connect(m_copy, &Button::clicked, this, &KeyCard::copy);
    connect(m_generate, &Button::clicked, this, [this] { Q_EMIT generateWanted(m_key); });
    connect(m_rotate, &Button::clicked, this, [this] { Q_EMIT rotateWanted(m_key); });
    connect(m_revert, &Button::clicked, this, [this] { m_editor->revert(m_key); });
    connect(m_remove, &Button::clicked, this, [this] { m_editor->remove(m_key); });
    hide();
}

Button *KeyCard::addButton(const QString &text, const char *name, const char *iconName)
{
    auto *button = new Button(text);
    button->setObjectName(QLatin1String(name));
    button->setIconName(QLatin1String(iconName));
    button->setSmall(true);
    m_flow->addWidget(button);
    return button;
}

void KeyCard::setEditor(EnvironmentEditor *editor)
{
    if (m_editor) {
        m_editor->disconnect(this);
        m_editor->model()->disconnect(this);
    }
    m_editor = editor;
    connect(editor, &EnvironmentEditor::changed, this, &KeyCard::show);
    connect(editor, &EnvironmentEditor::refused, this, [this] {
        m_valueKey.clear(); // what was typed is not so
        show();
    });
    connect(editor->model(), &EnvironmentModel::revealedChanged, this, &KeyCard::show);
    showKey({});
}

void KeyCard::showKey(const QString &key)
{
    if (key != m_key)
        m_edit->commit();
    m_key = key;
    show();
}

void KeyCard::setWanted(bool isWanted)
{
    m_isWanted = isWanted;
    show();
}

void KeyCard::setRotationBlocked(const QString &reason)
{
    m_rotate->setBlocked(reason);
}

void KeyCard::commit()
{
    m_edit->commit();
}

void KeyCard::focusValue()
{
    m_edit->setFocus(Qt::OtherFocusReason);
}

void KeyCard::show()
{
    const EnvironmentItem *item = m_editor ? m_editor->look().item(m_key) : nullptr;
    setVisible(item && m_isWanted);
    if (!item)
        return;
    const bool isRevealed = m_editor->model()->revealed() == m_key;
    const EnvironmentEntry *entry = m_editor->look().mine.find(m_key);
    setHeading(m_key);
    m_description->setText(item->known ? item->known->description : QString());
    m_description->setVisible(!m_description->text().isEmpty());
    m_reaches->setText(effectText(item->known));
    showValue(*item);
    QStringList findings;
    for (const EnvironmentFinding &finding : item->findings)
        if (!m_isValueShown || finding.kind != FindingKind::Value || finding.severity != FindingSeverity::Error)
            findings << tr("%1 %2").arg(finding.what, finding.remedy).trimmed(); // else the editor says it
    m_finding->setText(breakable(findings.join(QLatin1Char('\n')), 24));
    m_finding->setTone(item->findings.isEmpty() || item->findings.first().severity == FindingSeverity::Note
                           ? Tone::Third
                       : item->findings.first().severity == FindingSeverity::Error ? Tone::Fail
                                                                                   : Tone::Warn);
    m_finding->setVisible(!findings.isEmpty());
    const bool hasValue = entry && !entry->value.isEmpty();
    m_reveal->setVisible(item->isSecret && hasValue);
    m_reveal->setText(isRevealed ? tr("Hide") : tr("Show"));
    m_copy->setVisible(hasValue);
    m_generate->setVisible(item->isSecret && (!item->known || item->known->issuer.isEmpty()));
    m_rotate->setVisible(hasValue && !item->change && item->known && item->known->generate);
    m_revert->setVisible(item->change.has_value());
    m_remove->setVisible(item->isThere);
    m_actions->setVisible(hasValue || item->isSecret || item->change || item->isThere);
}

// What a person types is not taken away by news of other keys.
void KeyCard::showValue(const EnvironmentItem &item)
{
    const EnvironmentEntry *entry = m_editor->look().mine.find(m_key);
    const Secret value = entry ? entry->value : Secret();
    const bool isShown = !item.isSecret || value.isEmpty() || m_editor->model()->revealed() == m_key;
    if (m_valueKey == m_key && m_value && *m_value == value && m_isValueShown == isShown)
        return;
    m_valueKey = m_key;
    m_value = value;
    m_isValueShown = isShown;
    const QString text = QString::fromUtf8(value.reveal());
    m_edit->setBlocked(text.toUtf8() == value.reveal() ? QString() : tr("Its bytes are no text: edit it elsewhere."));
    m_edit->edit(m_key, item.known, isShown ? std::optional(text) : std::nullopt);
}

void KeyCard::copy()
{
    const EnvironmentEntry *entry = m_editor->look().mine.find(m_key);
    const EnvironmentItem *item = m_editor->look().item(m_key);
    if (!entry || !item)
        return;
    if (item->isSecret)
        SecretClipboard::instance().copy(entry->value);
    else
        QApplication::clipboard()->setText(QString::fromUtf8(entry->value.reveal()));
}

} // namespace bouncepro
