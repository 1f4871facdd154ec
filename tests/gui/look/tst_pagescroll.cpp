// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/guiwindow.h"
#include "ui/look/banner.h"
#include "ui/look/pagescroll.h"
#include "ui/look/palette.h"

#include <QElapsedTimer>
#include <QScrollBar>
#include <QVBoxLayout>

using namespace bouncepro;

namespace {

/// How often a widget is asked to lay itself out.
struct Requests : QObject
{
    bool eventFilter(QObject *, QEvent *event) override
    {
        count += event->type() == QEvent::LayoutRequest;
        return false;
    }
    int count = 0;
};

} // namespace

/// A page in a view of little height.
class TestPageScroll : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { applyLook(Theme::Light, 1.0); }

    void lowerMarginGivesWay_data()
    {
        QTest::addColumn<int>("height");
        QTest::addColumn<int>("scrolls");
        QTest::addColumn<int>("below");
        QTest::newRow("room enough") << 400 << 0 << 100;
        QTest::newRow("all but the margin") << 306 << 0 << 6;
        QTest::newRow("nothing left") << 300 << 0 << 0;
        QTest::newRow("too little") << 290 << 34 << 24;
    }
    void lowerMarginGivesWay()
    {
        QFETCH(int, height);
        auto *page = new QWidget;
        auto *column = new QVBoxLayout(page);
        setSpaces(column, {24, 0, 24, 24}, 0);
        auto *part = new QWidget;
        part->setFixedHeight(300);
        column->addWidget(part);
        column->addStretch();
        PageScroll scroll(page);
        scroll.resize(400, 700);
        scroll.show();
        for (const int now : {700, height}) { // and back: what was taken is given again
            scroll.resize(400, now);
            QCoreApplication::sendPostedEvents();
        }
        QTEST(scroll.verticalScrollBar()->maximum(), "scrolls");
        QTEST(page->height() - part->geometry().bottom() - 1, "below");
        scroll.resize(400, 700);
        QCoreApplication::sendPostedEvents();
        QCOMPARE(column->contentsMargins().bottom(), 24);
    }

    // A part that arranges itself when it is laid out does not ask to be laid out by that.
    void comesToRest()
    {
        auto *page = new QWidget;
        auto *column = new QVBoxLayout(page);
        auto *inner = new QVBoxLayout;
        column->addLayout(inner);
        auto *banner = new Banner(Mark::Warning, QStringLiteral("The disk has room for two more deploys"),
                                  QStringLiteral("Make room for images, or let fewer releases be kept. ").repeated(6));
        banner->setStacked(true);
        inner->addWidget(banner);
        PageScroll scroll(page);
        scroll.resize(300, 120);
        scroll.show();
        QCoreApplication::processEvents();
        Requests requests;
        banner->installEventFilter(&requests);
        // Asked for, and laid out before that is heard.
        banner->updateGeometry();
        QCoreApplication::postEvent(banner, new QEvent(QEvent::LayoutRequest));
        QElapsedTimer passed;
        for (passed.start(); passed.elapsed() < 200;)
            QCoreApplication::processEvents();
        QVERIFY2(requests.count < 20, qPrintable(QString::number(requests.count)));
    }
};

BOUNCEPRO_GUI_MAIN(TestPageScroll)
#include "tst_pagescroll.moc"
