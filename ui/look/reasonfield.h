#pragma once
// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/look/field.h"

#include <functional>

namespace bouncepro {

class Dialog;

/// Asks why something is done, in a line that a record keeps.
class ReasonField : public Field
{
    Q_OBJECT

public:
    ReasonField(const QString &label, const QString &example, QWidget *parent = nullptr);
    /// On one line.
    QString reason() const { return text().simplified(); }
    /// The dialog cannot be confirmed without a reason, nor where more() says why not; Enter in the field confirms it.
    void rule(Dialog *dialog, const std::function<QString()> &more = {});
    /// What more() says may be another now.
    void check();

private:
    Dialog *m_dialog = nullptr;
    std::function<QString()> m_more;
};

/// A server's name, to be typed before what cannot be undone.
class TypedName : public Field
{
    Q_OBJECT

public:
    explicit TypedName(const QString &name, QWidget *parent = nullptr);
    /// Why it does not do yet; empty: it does.
    QString missing() const;

private:
    const QString m_name;
};

} // namespace bouncepro
