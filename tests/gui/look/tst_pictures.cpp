// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/drawntexts.h"
#include "tests/support/guiwindow.h"
#include "tests/support/pictures.h"

#include <QLabel>
#include <QListView>
#include <QPainter>
#include <QPushButton>
#include <QStringListModel>
#include <QStyledItemDelegate>
#include <QVBoxLayout>

using namespace bouncepro;

namespace {

// Rows with two texts, the second where m_second says.
class TwoTexts : public QStyledItemDelegate
{
public:
    explicit TwoTexts(int second) : m_second(second) {}
    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &) const override
    {
        painter->drawText(option.rect, Qt::AlignLeft | Qt::AlignVCenter, QStringLiteral("first"));
        painter->drawText(option.rect.adjusted(m_second, 0, 0, 0), Qt::AlignLeft | Qt::AlignVCenter,
                          QStringLiteral("second"));
    }

private:
    int m_second;
};

} // namespace

/// The checks of the picture tests find what they are there for.
class TestPictures : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { applyLook(Theme::Light); }
    void cleanup() { QGuiApplication::setLayoutDirection(Qt::LeftToRight); }

    void textsOverEachOther_data()
    {
        QTest::addColumn<int>("second");
        QTest::addColumn<Qt::LayoutDirection>("direction");
        QTest::addColumn<qsizetype>("found");
        QTest::newRow("apart") << 100 << Qt::LeftToRight << qsizetype(0);
        QTest::newRow("over") << 10 << Qt::LeftToRight << qsizetype(1);
        // A delegate that forgot the mirror: both are aligned to the right.
        QTest::newRow("mirrored") << 100 << Qt::RightToLeft << qsizetype(1);
    }
    void textsOverEachOther()
    {
        QFETCH(int, second);
        QFETCH(Qt::LayoutDirection, direction);
        QFETCH(qsizetype, found);
        QGuiApplication::setLayoutDirection(direction);
        QStringListModel model({QStringLiteral("row")});
        TwoTexts delegate(second);
        QListView view;
        view.setModel(&model);
        view.setItemDelegate(&delegate);
        view.resize(300, 100);
        view.show();
        QVERIFY(QTest::qWaitForWindowExposed(&view));
        QCOMPARE(overlappingTexts(drawnTexts(view)).size(), found);
    }

    void whatIsCoveredDoesNotCount()
    {
        QWidget window;
        auto *below = new QLabel(QStringLiteral("below"), &window);
        auto *above = new QLabel(QStringLiteral("above"), &window);
        below->setGeometry(0, 0, 100, 20);
        above->setGeometry(0, 0, 100, 20);
        window.show();
        QVERIFY(QTest::qWaitForWindowExposed(&window));
        QCOMPARE(overlappingTexts(drawnTexts(window)).size(), 1);
        above->setAutoFillBackground(true);
        QCOMPARE(overlappingTexts(drawnTexts(window)), QStringList());
    }

    void clippedAndOverlappingWidgets()
    {
        QWidget window;
        auto *column = new QVBoxLayout(&window);
        auto *label = new QLabel(QStringLiteral("A label that is wide"));
        auto *button = new QPushButton(QStringLiteral("A button"));
        column->addWidget(label);
        column->addWidget(button);
        window.show();
        QVERIFY(QTest::qWaitForWindowExposed(&window));
        QCOMPARE(clippedTextsIn(&window) + overlapsIn(&window), QStringList());
        label->setFixedWidth(20);
        button->setFixedWidth(20);
        QTRY_COMPARE(clippedTextsIn(&window).size(), 2);
        label->setMinimumHeight(200);
        window.setFixedHeight(100);
        QTRY_VERIFY(!overlapsIn(&window).isEmpty());
    }
};

BOUNCEPRO_GUI_MAIN(TestPictures)
#include "tst_pictures.moc"
