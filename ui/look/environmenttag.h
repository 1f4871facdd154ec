#pragma once
// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/servers/serverprofile.h"

#include <QWidget>

namespace bouncepro {

/// What is at stake, by word and weight: production a solid block, staging a tint with an edge, development an outline.
class EnvironmentTag : public QWidget
{
    Q_OBJECT

public:
    explicit EnvironmentTag(Environment environment, QWidget *parent = nullptr);
    QString text() const { return m_text; }
    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    const Environment m_environment;
    const QString m_text;
};

} // namespace bouncepro
