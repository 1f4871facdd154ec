#pragma once
// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <QPushButton>
#include <QToolButton>

namespace bouncepro {

/// What a button's weight says. One primary (or production) button a page.
enum class Variant {
    Default,
    Primary,
    Production, ///< acts on production: raspberry, which is never failure
    Danger,     ///< cannot be undone
    Quiet,      ///< without an edge: Later, Discard
    Link,       ///< goes elsewhere
    Locked,     ///< would change production, which is not armed: asks to arm
    OnFill,     ///< on the armed band
    Segment     ///< of Segmented
};

/// Works on every QPushButton; the style draws by it.
void setVariant(QAbstractButton *button, Variant variant);
Variant variantOf(const QWidget *widget);

/// A push button in a variant, with an icon of the set. Its text is a verb; "…" means a plan or a question follows.
class Button : public QPushButton
{
    Q_OBJECT

public:
    explicit Button(const QString &text, Variant variant = Variant::Default, QWidget *parent = nullptr);

    void setVariant(Variant variant);
    /// Shown as Locked, with a lock in place of its icon, and told so; it can be pressed all the same.
    void setLocked(bool locked);
    /// A name of resources/icons; empty: none. The icon takes the colour of the text.
    void setIconName(const QString &name);
    /// For rows, banners and strips: 24 high in place of 29.
    void setSmall(bool small);
    /// Disabled for that reason, which is its tool tip and description; an empty reason enables it.
    void setBlocked(const QString &reason);

private:
    void dress();
    void wear();
    void say();
    Variant m_variant;
    QString m_iconName;
    QString m_blocked;
    QString m_said;    // in place of the tool tip
    QString m_toolTip; // its own
    bool m_isLocked = false;
};

/// A button that is an icon alone; the name is its tool tip and what screen readers say.
class IconButton : public QToolButton
{
    Q_OBJECT

public:
    IconButton(const QString &iconName, const QString &name, QWidget *parent = nullptr);
    void setIconName(const QString &iconName);
    void setName(const QString &name);
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }
};

} // namespace bouncepro
