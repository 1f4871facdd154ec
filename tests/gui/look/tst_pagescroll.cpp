// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/guiwindow.h"
#include "ui/look/pagescroll.h"
#include "ui/look/palette.h"

#include <QScrollBar>
#include <QVBoxLayout>

using namespace bouncepro;

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
};

BOUNCEPRO_GUI_MAIN(TestPageScroll)
#include "tst_pagescroll.moc"
