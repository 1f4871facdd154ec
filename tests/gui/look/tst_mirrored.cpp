// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/drawntexts.h"
#include "tests/support/guiwindow.h"

#include "ui/look/card.h"
#include "ui/look/emptystate.h"
#include "ui/look/field.h"
#include "ui/look/pill.h"
#include "ui/look/text.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QStyleOptionComboBox>
#include <QStringListModel>
#include <QStyleOptionFrame>
#include <QTableView>

using namespace bouncepro;

/// The parts of the look on desktops that are read from right to left.
class TestMirrored : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { applyLook(Theme::Light); }
    void init() { QGuiApplication::setLayoutDirection(Qt::RightToLeft); }
    void cleanup() { QGuiApplication::setLayoutDirection(Qt::LeftToRight); }

    void marginsFollow()
    {
        QWidget made;
        auto *row = new QHBoxLayout(&made);
        setSpaces(row, {25, 1, 13, 2}, 4);
        QCOMPARE(row->contentsMargins(), QMargins(13, 1, 25, 2));
        QGuiApplication::setLayoutDirection(Qt::LeftToRight);
        QCOMPARE(row->contentsMargins(), QMargins(25, 1, 13, 2));
        // What is written from the left everywhere keeps its own.
        QGuiApplication::setLayoutDirection(Qt::RightToLeft);
        QWidget fixed;
        fixed.setLayoutDirection(Qt::LeftToRight);
        auto *other = new QHBoxLayout(&fixed);
        setSpaces(other, {25, 1, 13, 2}, 4);
        QCOMPARE(other->contentsMargins(), QMargins(25, 1, 13, 2));
    }

    // A field has its padding where there is no icon, a combo box its arrow at the end.
    void roomsOfTheStyle()
    {
        const QRect all(0, 0, 200, 29);
        Field field(QStringLiteral("Find"), QStringLiteral("search"));
        QComboBox box;
        const auto rooms = [&](Qt::LayoutDirection direction) {
            QStyleOptionFrame edit;
            edit.rect = all;
            edit.direction = direction;
            QStyleOptionComboBox combo;
            combo.rect = all;
            combo.direction = direction;
            const QStyle *style = box.style();
            return QList<QRect>{style->subElementRect(QStyle::SE_LineEditContents, &edit, field.edit()),
                                style->subControlRect(QStyle::CC_ComboBox, &combo, QStyle::SC_ComboBoxArrow, &box),
                                style->subControlRect(QStyle::CC_ComboBox, &combo, QStyle::SC_ComboBoxEditField, &box)};
        };
        const QList<QRect> usual = rooms(Qt::LeftToRight), mirrored = rooms(Qt::RightToLeft);
        for (qsizetype i = 0; i < usual.size(); ++i)
            QCOMPARE(mirrored[i], QStyle::visualRect(Qt::RightToLeft, all, usual[i]));
        QVERIFY(mirrored[1].left() <= 1);
    }

    // What is cut ends in its ellipsis: a run of its own would stand at the other end.
    void ellipsisStaysAtItsEnd_data()
    {
        QTest::addColumn<Qt::TextElideMode>("mode");
        QTest::newRow("end") << Qt::ElideRight;
        QTest::newRow("middle") << Qt::ElideMiddle;
    }
    void ellipsisStaysAtItsEnd()
    {
        QFETCH(Qt::TextElideMode, mode);
        Text text(FontRole::Heading, Tone::Plain, QStringLiteral("bouncepro-of-the-largest-customer-0"));
        text.setEliding(true, mode);
        text.resize(120, 24);
        text.show();
        QVERIFY(QTest::qWaitForWindowExposed(&text));
        const QList<DrawnText> drawn = drawnTexts(text);
        QCOMPARE(drawn.size(), 1);
        QVERIFY2(drawn.first().text.contains(QChar(0x2026)), qPrintable(drawn.first().text));
    }

    void cellsKeepTheirOrder()
    {
        QStringListModel model({QStringLiteral("<img src=x onerror=a-long-name-that-does-not-fit>")});
        QTableView table;
        table.setModel(&model);
        table.setColumnWidth(0, 120);
        table.resize(300, 120);
        table.show();
        QVERIFY(QTest::qWaitForWindowExposed(&table));
        QStringList cells;
        for (const DrawnText &drawn : drawnTexts(*table.viewport()))
            cells << drawn.text.simplified().remove(QChar(0x200E));
        QCOMPARE(cells.size(), 1); // one run, which the window does not turn round
        QVERIFY2(cells.first().startsWith(QStringLiteral("<img")) && cells.first().endsWith(QChar(0x2026)),
                 qPrintable(cells.first()));
    }

    void barsOfLoadingBeginAtTheRight()
    {
        LoadingBars bars(1);
        bars.resize(200, 30);
        bars.show();
        const auto ink = [&](int x) { return bars.grab().toImage().pixelColor(x, 15); };
        QTRY_VERIFY(ink(190) != ink(10));
        QCOMPARE(ink(190), tokens().track);
    }

    void chordsAreReadFromTheLeft()
    {
        EmptyState empty(QStringLiteral("servers"), QStringLiteral("No server"), QStringLiteral("None."));
        empty.setHint({QStringLiteral("Ctrl"), QStringLiteral("N")}, QStringLiteral("adds one"));
        empty.resize(500, 300);
        empty.show();
        QVERIFY(QTest::qWaitForWindowExposed(&empty));
        const QList<KeyCap *> caps = empty.findChildren<KeyCap *>();
        QCOMPARE(caps.size(), 2);
        QVERIFY(caps[0]->mapToGlobal(QPoint()).x() < caps[1]->mapToGlobal(QPoint()).x());
    }
};

BOUNCEPRO_GUI_MAIN(TestMirrored)
#include "tst_mirrored.moc"
