#pragma once
// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <QObject>

namespace bouncepro {

/// Tells that theme, text scale or motion changed; widgets use keepDressed (palette.h) instead.
class LookChange : public QObject
{
    Q_OBJECT

public:
    static LookChange &instance();

Q_SIGNALS:
    void changed();
};

} // namespace bouncepro
