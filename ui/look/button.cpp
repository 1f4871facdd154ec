// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/look/button.h"

#include "models/servers/wording.h"
#include "ui/look/icon.h"
#include "ui/look/palette.h"

#include <QVariant>

namespace bouncepro {

namespace {

constexpr const char *variantProperty = "variant";

} // namespace

void setVariant(QAbstractButton *button, Variant variant)
{
    button->setProperty(variantProperty, int(variant));
    button->update();
}

Variant variantOf(const QWidget *widget)
{
    const QVariant variant = widget ? widget->property(variantProperty) : QVariant();
    if (variant.isValid())
        return Variant(variant.toInt());
    return widget && widget->property("primary").toBool() ? Variant::Primary : Variant::Default;
}

Button::Button(const QString &text, Variant variant, QWidget *parent) : QPushButton(text, parent), m_variant(variant)
{
    wear();
    keepDressed(this, [this] { dress(); });
}

void Button::setVariant(Variant variant)
{
    m_variant = variant;
    wear();
}

void Button::setIconName(const QString &name)
{
    m_iconName = name;
    wear();
}

void Button::setLocked(bool locked)
{
    m_isLocked = locked;
    wear();
    say();
}

void Button::wear()
{
    const QString name = m_isLocked ? QStringLiteral("lock") : m_iconName;
    bouncepro::setVariant(this, m_isLocked ? Variant::Locked : m_variant);
    setIcon(name.isEmpty() ? QIcon() : bouncepro::icon(name));
}

// Why it cannot be pressed, or what pressing it asks first.
void Button::say()
{
    if (m_said.isEmpty())
        m_toolTip = toolTip();
    m_said = !m_blocked.isEmpty() ? m_blocked : m_isLocked ? tr("It asks to arm the server first.") : QString();
    setToolTip(m_said.isEmpty() ? m_toolTip : asRichText(m_said));
    setAccessibleDescription(m_said);
}

void Button::setSmall(bool small)
{
    setProperty("small", small);
    dress();
}

void Button::setBlocked(const QString &reason)
{
    m_blocked = reason;
    setEnabled(reason.isEmpty());
    say();
}

void Button::dress()
{
    const bool small = property("small").toBool();
    setFont(fontOf(small ? FontRole::SmallStrong : FontRole::Strong));
    updateGeometry();
}

IconButton::IconButton(const QString &iconName, const QString &name, QWidget *parent) : QToolButton(parent)
{
    setAutoRaise(true);
    setFocusPolicy(Qt::StrongFocus);
    setIconName(iconName);
    setName(name);
}

void IconButton::setIconName(const QString &iconName)
{
    setIcon(bouncepro::icon(iconName));
}

void IconButton::setName(const QString &name)
{
    setToolTip(asRichText(name));
    setAccessibleName(name);
}

QSize IconButton::sizeHint() const
{
    return {px(29), px(29)};
}

} // namespace bouncepro
