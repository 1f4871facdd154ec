#pragma once
// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/servers/serverprofile.h"

#include <QWidget>

namespace bouncepro {

/// "PRODUCTION", or "PROD" where there is little room.
QString tagWord(Environment environment, bool isShort);
/// Draws the tag with its top left corner there; its size is tagSize.
void paintTag(QPainter *painter, const QPointF &topLeft, Environment environment, bool isShort);
QSize tagSize(Environment environment, bool isShort);
/// Fills an edge in the weight of the environment: production solid, staging dashed, development not at all.
void paintBand(QPainter *painter, const QRect &band, Environment environment);

/// What is at stake, by word and weight: production a solid block, staging a tint with an edge, development an outline.
class EnvironmentTag : public QWidget
{
    Q_OBJECT

public:
    explicit EnvironmentTag(Environment environment, QWidget *parent = nullptr);
    void setShort(bool isShort);
    void setEnvironment(Environment environment);
    QString text() const;
    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    Environment m_environment;
    bool m_isShort = false;
};

} // namespace bouncepro
