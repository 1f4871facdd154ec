// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/terminal/terminalwindow.h"

#include "models/servers/wording.h"
#include "ui/look/banner.h"
#include "ui/look/button.h"
#include "ui/look/card.h"
#include "ui/look/icon.h"
#include "ui/look/text.h"
#include "ui/servers/contextbar.h"
#include "ui/terminal/terminalview.h"

#include <QVBoxLayout>

namespace bouncepro {

TerminalWindow::TerminalWindow(ServerMonitor &monitor, const QString &service, const std::optional<Arming> &arming,
                               QWidget *parent)
    : QWidget(parent, Qt::Window),
      m_service(visibleText(service, 60)),
      m_view(new TerminalView(tr("Terminal in %1").arg(m_service))),
      m_terminal(new ContainerTerminal(monitor, service, arming, m_view->screen().size(), this)),
      m_state(new Text(FontRole::Small, Tone::Second)),
      m_end(new Banner(Mark::Well, {}, {}))
{
    setObjectName(QStringLiteral("terminalWindow"));
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(tr("%1 on %2 – terminal").arg(m_service, visibleText(monitor.profile().name, 60)));
    setWindowIcon(icon(QStringLiteral("terminal")));
    m_view->setObjectName(QStringLiteral("terminal"));
    m_state->setObjectName(QStringLiteral("terminalState"));
    m_end->setObjectName(QStringLiteral("terminalEnd"));
    m_end->setStacked(true);
    m_end->setAction(tr("Close"));
    m_end->action()->setObjectName(QStringLiteral("closeTerminal"));
    auto *end = new QWidget;
    end->setLayout(new QVBoxLayout);
    setSpaces(end->layout(), {24, 12, 24, 12}, 0);
    end->layout()->addWidget(m_end);
    m_end->parentWidget()->hide();

    auto *column = new QVBoxLayout(this);
    column->setContentsMargins({});
    column->setSpacing(0);
    column->setSizeConstraint(
        QLayout::SetNoConstraint); // how it ended takes its room of the terminal, not of the screen
    keepDressed(this, [this] { setMinimumSize(px(480), px(300)); });
    column->addWidget(new ContextBar(monitor));
    column->addWidget(makeStrip());
    column->addWidget(new Hairline(&Tokens::border));
    column->addWidget(m_view, 1);
    column->addWidget(end);

    connect(&monitor, &QObject::destroyed, this, [this] { delete this; }); // the bar stands on it
    connect(m_terminal, &ContainerTerminal::printed, m_view, &TerminalView::feed);
    connect(m_terminal, &ContainerTerminal::stateChanged, this, &TerminalWindow::showState);
    connect(m_view, &TerminalView::typed, m_terminal, &ContainerTerminal::write);
    connect(m_view, &TerminalView::resized, m_terminal, &ContainerTerminal::resize);
    connect(m_end, &Banner::acted, this, &QWidget::close);
    showState();
    m_view->setFocus();
    resize(sizeHint());
}

QWidget *TerminalWindow::makeStrip()
{
    auto *strip = new QWidget;
    auto *row = new QHBoxLayout(strip);
    setSpaces(row, {24, 6, 16, 6}, 10);
    row->addWidget(new Text(FontRole::Strong, Tone::Plain, m_service));
    m_state->setEliding(true);
    row->addWidget(m_state, 1);
    const auto add = [&](const QString &text, const char *name, const QString &keys) {
        auto *button = new Button(text);
        button->setObjectName(QString::fromLatin1(name));
        button->setSmall(true);
        button->setToolTip(keys);
        button->setFocusPolicy(Qt::TabFocus); // a click leaves the keys with the terminal
        row->addWidget(button);
        return button;
    };
    Button *copy = add(tr("Copy"), "copyTerminal", tr("Ctrl+Shift+C"));
    Button *paste = add(tr("Paste"), "pasteTerminal", tr("Ctrl+Shift+V"));
    const auto dress = [this, copy] {
        copy->setBlocked(m_view->selectedText().isEmpty() ? tr("Select something first.") : QString());
    };
    connect(copy, &QPushButton::clicked, m_view, &TerminalView::copy);
    connect(paste, &QPushButton::clicked, m_view, &TerminalView::paste);
    connect(m_view, &TerminalView::selectionChanged, copy, dress);
    connect(m_terminal, &ContainerTerminal::stateChanged, paste, [this, paste] {
        if (m_terminal->state() == ContainerTerminal::State::Ended)
            paste->setBlocked(tr("The terminal has ended."));
    });
    dress();
    return strip;
}

void TerminalWindow::showState()
{
    switch (m_terminal->state()) {
    case ContainerTerminal::State::Opening:
        m_state->setText(tr("Opening…"));
        return;
    case ContainerTerminal::State::Open:
        m_state->setText(tr("Open. Opening it is recorded; what you type is not."));
        return;
    case ContainerTerminal::State::Ended:
        break;
    }
    m_state->setText(tr("The terminal has ended."));
    m_view->setEnded();
    if (const auto &end = m_terminal->end(); !end) {
        const Error &error = end.error();
        m_end->set(Mark::Down,
                   error.code == ErrorCode::Disconnected ? tr("The connection was lost") : tr("The terminal has ended"),
                   QStringList{visibleText(error.message, 400), visibleText(error.remedy, 400)}
                       .join(QLatin1Char(' '))
                       .trimmed());
    } else if (*end == 0) {
        m_end->set(Mark::Well, tr("The shell has ended"), {});
    } else {
        m_end->set(Mark::Warning, tr("The shell has ended with exit code %1").arg(*end),
                   tr("The last command returned it. If no shell started, docker compose did."));
    }
    m_end->parentWidget()->show();
    m_end->action()->setFocus();
}

} // namespace bouncepro
