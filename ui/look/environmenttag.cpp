// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/look/environmenttag.h"

#include "models/servers/serversentence.h"
#include "ui/look/accessible.h"
#include "ui/look/paint.h"

#include <QCoreApplication>
#include <QPainter>

#include <cmath>

namespace bouncepro {

QString tagWord(Environment environment, bool isShort)
{
    if (!isShort)
        return tagText(environment);
    switch (environment) {
    case Environment::Production:
        return QCoreApplication::translate("EnvironmentTag", "PROD");
    case Environment::Staging:
        return QCoreApplication::translate("EnvironmentTag", "STAGE");
    case Environment::Development:
        break;
    }
    return QCoreApplication::translate("EnvironmentTag", "DEV");
}

QSize tagSize(Environment environment, bool isShort)
{
    return {int(std::ceil(textWidth(FontRole::Caps, tagWord(environment, isShort)))) + px(12),
            textHeight(FontRole::Caps) + px(3)};
}

void paintTag(QPainter *painter, const QPointF &topLeft, Environment environment, bool isShort)
{
    const Tokens &t = tokens();
    const QRectF rect(topLeft, QSizeF(tagSize(environment, isShort)));
    QColor text = t.onFill;
    switch (environment) {
    case Environment::Production:
        paintRound(painter, rect, px(4), t.prod);
        break;
    case Environment::Staging:
        paintRound(painter, rect, px(4), t.stageSoft, mixed(t.stageSoft, t.stage, 0.45));
        text = t.stageText;
        break;
    case Environment::Development:
        paintRound(painter, rect, px(4), Qt::transparent, t.control);
        text = t.devText;
        break;
    }
    paintText(painter, rect, FontRole::Caps, text, tagWord(environment, isShort), Qt::AlignCenter, Qt::ElideNone);
}

void paintBand(QPainter *painter, const QRect &band, Environment environment)
{
    const Tokens &t = tokens();
    if (environment == Environment::Production)
        painter->fillRect(band, t.prod);
    else if (environment == Environment::Staging)
        for (int x = band.left(); x <= band.right(); x += px(12))
            painter->fillRect(QRect(x, band.top(), px(8), band.height()), t.stage);
}

EnvironmentTag::EnvironmentTag(Environment environment, QWidget *parent) : QWidget(parent), m_environment(environment)
{
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    setAccessibleRole(this, QAccessible::StaticText);
    setEnvironment(environment);
}

QString EnvironmentTag::text() const
{
    return tagWord(m_environment, m_isShort);
}

void EnvironmentTag::setEnvironment(Environment environment)
{
    m_environment = environment;
    setAccessibleName(tr("%1 environment").arg(tagText(environment).toLower()));
    updateGeometry();
    update();
}

void EnvironmentTag::setShort(bool isShort)
{
    m_isShort = isShort;
    updateGeometry();
    update();
}

QSize EnvironmentTag::sizeHint() const
{
    return tagSize(m_environment, m_isShort);
}

void EnvironmentTag::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    paintTag(&painter, {}, m_environment, m_isShort);
}

} // namespace bouncepro
