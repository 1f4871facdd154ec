// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/look/environmenttag.h"

#include "models/servers/serversentence.h"
#include "ui/look/palette.h"

#include <QPainter>

namespace bouncepro {

EnvironmentTag::EnvironmentTag(Environment environment, QWidget *parent)
    : QWidget(parent),
      m_environment(environment),
      m_text(tagText(environment))
{
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    setAccessibleName(tr("%1 environment").arg(m_text.toLower()));
}

QSize EnvironmentTag::sizeHint() const
{
    const QFontMetrics metrics(fontOf(FontRole::Caps));
    return {metrics.horizontalAdvance(m_text) + px(12), metrics.height() + px(4)};
}

void EnvironmentTag::paintEvent(QPaintEvent *)
{
    const Tokens &t = tokens();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    QColor text = t.onFill;
    switch (m_environment) {
    case Environment::Production:
        painter.setPen(Qt::NoPen);
        painter.setBrush(t.prod);
        break;
    case Environment::Staging:
        painter.setPen(t.stage);
        painter.setBrush(t.stageSoft);
        text = t.stageText;
        break;
    case Environment::Development:
        painter.setPen(t.dev);
        painter.setBrush(Qt::NoBrush);
        text = t.devText;
        break;
    }
    painter.drawRoundedRect(QRectF(rect()).adjusted(.5, .5, -.5, -.5), px(4), px(4));
    painter.setFont(fontOf(FontRole::Caps));
    painter.setPen(text);
    painter.drawText(rect(), Qt::AlignCenter, m_text);
}

} // namespace bouncepro
