// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/servers/contextbar.h"

#include "models/servers/serversentence.h"
#include "models/servers/wording.h"
#include "ui/look/environmenttag.h"
#include "ui/look/paint.h"
#include "ui/look/text.h"
#include "ui/servers/guardcontrol.h"

#include <QHBoxLayout>
#include <QPainter>

namespace bouncepro {

ContextBar::ContextBar(const ServerMonitor &monitor, Guard *guard, bool isDemo, QWidget *parent)
    : QWidget(parent),
      m_monitor(monitor),
      m_guard(guard),
      m_name(new Text(FontRole::Heading)),
      m_tag(new EnvironmentTag(monitor.profile().environment)),
      m_destination(new Text(FontRole::Mono, Tone::Second)),
      m_connection(new Text(FontRole::SmallStrong, Tone::Second))
{
    const ServerProfile &profile = monitor.profile();
    setObjectName(QStringLiteral("contextBar"));
    m_name->setObjectName(QStringLiteral("serverName"));
    m_name->setText(visibleText(profile.name, 60));
    m_name->setEliding(true, Qt::ElideMiddle); // names of one kind differ at their ends
    m_name->setToolTip(asRichText(visibleText(profile.name)));
    m_tag->setObjectName(QStringLiteral("environment"));
    m_destination->setObjectName(QStringLiteral("destination"));
    m_destination->setText(visibleText(profile.target.destination, 60));
    m_destination->setEliding(true, Qt::ElideMiddle);
    m_destination->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred); // gives way before the name does
    m_connection->setObjectName(QStringLiteral("connection"));
    m_connection->setAlignment(Qt::AlignRight | Qt::AlignVCenter);

    auto *row = new QHBoxLayout(this);
    setSpaces(row, {24, 3, 16, 1}, 10); // the band above is no room
    keepDressed(this, [this] { setFixedHeight(px(52)); });
    row->addWidget(m_name);
    row->addWidget(m_tag);
    m_tag->setVisible(!profile.name.isEmpty());
    row->addWidget(m_destination, 1);
    row->addStretch();
    if (isDemo) {
        auto *demo = new Text(FontRole::SmallStrong, Tone::Warn);
        demo->setObjectName(QStringLiteral("demo"));
        demo->setText(tr("DEMO, no server"));
        row->addWidget(demo);
    }
    row->addWidget(m_connection);
    if (guard && guard->isNeeded()) {
        m_control = new GuardControl(*guard);
        row->addWidget(m_control);
        connect(guard, &Guard::changed, this, [this] { show(m_monitor.view()); });
        connect(guard, &Guard::ticked, this, qOverload<>(&QWidget::update));
    }
    connect(&monitor, &ServerMonitor::changed, this, [this] { show(m_monitor.view()); });
    connect(&m_clock, &QTimer::timeout, this, [this] { show(m_monitor.view()); });
    m_clock.start(std::chrono::seconds(1));
    show(monitor.view());
}

bool ContextBar::isArmed() const
{
    return m_control && m_guard->arming();
}

void ContextBar::show(const ServerView &view)
{
    switch (view.state) {
    case ConnectionState::Idle:
        m_connection->setText(tr("Not connected"));
        break;
    case ConnectionState::Connecting:
        m_connection->setText(view.asking ? tr("Question open") : tr("Connecting"));
        break;
    case ConnectionState::Connected:
        m_connection->setText(tr("Answered in %1").arg(millisecondsText(double(view.took.count()))));
        break;
    case ConnectionState::Lost:
        m_connection->setText(
            view.seen.isValid()
                ? tr("Unreachable, seen %1").arg(agoText(view.seen.secsTo(QDateTime::currentDateTimeUtc())))
                : tr("Unreachable"));
        break;
    case ConnectionState::Failed:
        m_connection->setText(tr("Not connected"));
        break;
    }
    const bool trouble = view.state == ConnectionState::Lost || view.state == ConnectionState::Failed;
    m_connection->setTone(isArmed() ? Tone::OnFill : trouble ? Tone::Fail : Tone::Second);
    m_name->setTone(isArmed() ? Tone::OnFill : Tone::Plain);
    m_destination->setTone(isArmed() ? Tone::OnFill : Tone::Second);
    update();
    const HostIdentity &identity = view.identity;
    const QString who = identity.host.isEmpty()
                            ? QString()
                            : asRichText(tr("%1@%2, port %3\nServer's key: %4\nLogged in with: %5")
                                             .arg(visibleText(identity.user), visibleText(identity.host))
                                             .arg(identity.port)
                                             .arg(visibleText(identity.hostKey), visibleText(identity.keyFingerprint)));
    m_destination->setToolTip(who);
    m_connection->setToolTip(who); // also where the destination has no room
    fit();
}

// Where its host has no room, the destination is left out: half of one says nothing, and takes room of the name.
void ContextBar::fit()
{
    if (m_control)
        m_control->setShort(false);
    int room = width() - px(24 + 16) - px(10);
    for (int i = 0; i < layout()->count(); ++i) {
        const QWidget *part = layout()->itemAt(i)->widget();
        if (part && part != m_destination && !part->isHidden())
            room -= part->sizeHint().width() + px(10);
    }
    if (m_control && room < 0)
        m_control->setShort(true);
    const QString host = m_destination->text().section(QLatin1Char('@'), -1);
    m_destination->setVisible(room >= textWidth(FontRole::Mono, host));
}

void ContextBar::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    fit();
}

void ContextBar::paintEvent(QPaintEvent *)
{
    const Tokens &t = tokens();
    QPainter painter(this);
    const Environment environment = m_monitor.profile().environment;
    const bool isProduction = environment == Environment::Production;
    if (isArmed()) { // what has passed of its time, along the lower edge
        painter.fillRect(rect(), t.prodBand);
        const int passed = int(width() * (1 - m_guard->remaining() / (60.0 * armedFor.count())));
        painter.fillRect(QRect(width() - passed, height() - px(3), passed, px(3)), mixed(t.prodBand, t.onFill, 0.45));
        return;
    }
    if (isProduction)
        painter.fillRect(rect(), t.prodSoft);
    paintBand(&painter, QRect(0, 0, width(), px(3)), environment);
    painter.fillRect(QRect(0, height() - 1, width(), 1), isProduction ? t.prodLine : t.border);
}

} // namespace bouncepro
