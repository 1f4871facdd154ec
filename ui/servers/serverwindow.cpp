// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/servers/serverwindow.h"

#include "models/servers/servermonitor.h"
#include "models/servers/wording.h"
#include "ui/look/palette.h"
#include "ui/servers/contextbar.h"

#include <QAction>
#include <QScrollArea>
#include <QStackedWidget>
#include <QTabBar>
#include <QVBoxLayout>

namespace bouncepro {

ServerWindow::ServerWindow(ServerMonitor &monitor, const QList<Page> &pages, bool isDemo, QWidget *parent)
    : QMainWindow(parent)
{
    setObjectName(QStringLiteral("serverWindow"));
    setWindowTitle(isDemo ? tr("DEMO – BouncePro Console")
                          : tr("%1 – BouncePro Console").arg(visibleText(monitor.profile().name, 60)));
    auto *tabs = new QTabBar;
    tabs->setObjectName(QStringLiteral("pages"));
    tabs->setAccessibleName(tr("Pages"));
    tabs->setDrawBase(false);
    tabs->setExpanding(false);
    auto *stack = new QStackedWidget;
    for (const Page &page : pages) {
        auto *scroll = new QScrollArea;
        scroll->setObjectName(page.name);
        scroll->setWidgetResizable(true);
        scroll->setFrameShape(QFrame::NoFrame);
        scroll->setFocusPolicy(Qt::NoFocus);
        scroll->setWidget(page.create(monitor, scroll));
        stack->addWidget(scroll);
        tabs->addTab(page.title);
    }
    tabs->setVisible(pages.size() > 1);
    connect(tabs, &QTabBar::currentChanged, stack, &QStackedWidget::setCurrentIndex);

    auto *centre = new QWidget;
    auto *column = new QVBoxLayout(centre);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(new ContextBar(monitor, isDemo));
    column->addWidget(tabs);
    column->addWidget(stack, 1);
    setCentralWidget(centre);

    const auto addShortcut = [this](const QString &text, const QKeySequence &keys, auto act) {
        auto *action = new QAction(text, this);
        action->setShortcut(keys);
        connect(action, &QAction::triggered, this, act);
        addAction(action);
    };
    addShortcut(tr("Look now"), QKeySequence::Refresh, [&monitor] { monitor.lookNow(); });
    addShortcut(tr("Close window"), QKeySequence::Close, [this] { close(); });
    setMinimumSize(800, 560);
    resize(1024, 700);
}

} // namespace bouncepro
