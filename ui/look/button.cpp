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

Button::Button(const QString &text, Variant variant, QWidget *parent) : QPushButton(text, parent)
{
    setVariant(variant);
    keepDressed(this, [this] { dress(); });
}

void Button::setVariant(Variant variant)
{
    bouncepro::setVariant(this, variant);
}

void Button::setIconName(const QString &name)
{
    setIcon(name.isEmpty() ? QIcon() : bouncepro::icon(name));
}

void Button::setSmall(bool small)
{
    setProperty("small", small);
    dress();
}

void Button::setBlocked(const QString &reason)
{
    if (!m_isBlocked)
        m_toolTip = toolTip();
    m_isBlocked = !reason.isEmpty();
    setEnabled(!m_isBlocked);
    setToolTip(m_isBlocked ? asRichText(reason) : m_toolTip);
    setAccessibleDescription(reason);
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
