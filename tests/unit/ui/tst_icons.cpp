// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/look/icon.h"
#include "ui/look/palette.h"
#include "ui/look/serverdelegate.h"

#include <QApplication>
#include <QPainter>
#include <QPixmapCache>
#include <QTest>

using namespace bouncepro;

namespace {

// The colours that an icon is drawn in, without their transparency.
QSet<QRgb> coloursOf(const QPixmap &pixmap)
{
    QSet<QRgb> colours;
    const QImage image = pixmap.toImage().convertToFormat(QImage::Format_ARGB32);
    for (int y = 0; y < image.height(); ++y)
        for (int x = 0; x < image.width(); ++x)
            if (qAlpha(image.pixel(x, y)) == 255)
                colours << image.pixel(x, y);
    return colours;
}

} // namespace

class TestIcons : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void allThatPagesNeed_data()
    {
        QTest::addColumn<QString>("name");
        for (const char *name :
             {"overview",      "deploy",   "environment", "certificates", "backups",    "logs",         "health",
              "traffic",       "database", "errors",      "checklist",    "activity",   "fleet",        "search",
              "more",          "lock",     "unlock",      "arm",          "rollback",   "copy",         "pause",
              "play",          "newest",   "wrap",        "filter",       "chevron-up", "chevron-down", "chevron-left",
              "chevron-right", "close",    "stop",        "restart",      "terminal",   "server",       "key",
              "bell",          "settings", "info",        "external",     "check"})
            QTest::newRow(name) << QString::fromLatin1(name);
    }
    void allThatPagesNeed()
    {
        QFETCH(QString, name);
        QVERIFY(iconNames().contains(name));
        QVERIFY(!coloursOf(icon(name).pixmap(QSize(32, 32))).isEmpty());
    }

    void takesTheColourOfTheTheme()
    {
        applyLook(Theme::Light);
        const QIcon deploy = icon("deploy", &Tokens::accentText);
        const auto light = coloursOf(deploy.pixmap(QSize(64, 64)));
        QVERIFY(light.contains(tokensOf(Theme::Light).accentText.rgba()));
        applyLook(Theme::Dark); // the same icon
        const auto dark = coloursOf(deploy.pixmap(QSize(64, 64)));
        QVERIFY(dark.contains(tokensOf(Theme::Dark).accentText.rgba()));
        QVERIFY(!dark.contains(tokensOf(Theme::Light).accentText.rgba()));
        QVERIFY(coloursOf(deploy.pixmap(QSize(64, 64), QIcon::Disabled)).contains(tokens().disabled.rgba()));
    }

    void drawsInDevicePixels()
    {
        QPixmap canvas(32, 32);
        canvas.setDevicePixelRatio(2);
        canvas.fill(Qt::transparent);
        QPainter painter(&canvas);
        paintIcon(&painter, QRectF(0, 0, 16, 16), "lock", Qt::red);
        painter.end();
        QVERIFY(coloursOf(canvas).contains(qRgb(255, 0, 0)));
        const QPixmap doubled = icon("lock").pixmap(QSize(16, 16), 2.0);
        QCOMPARE(doubled.size(), QSize(32, 32));
        QCOMPARE(doubled.devicePixelRatio(), 2.0);
    }

    void namesTellOurIcons()
    {
        QCOMPARE(nameOf(icon("key")), QStringLiteral("key"));
        QCOMPARE(nameOf(QIcon()), QString());
        QTest::ignoreMessage(QtWarningMsg, "There is no icon nowhere.");
        QVERIFY(coloursOf(icon("nowhere").pixmap(QSize(16, 16))).isEmpty());
    }

    void monograms_data()
    {
        QTest::addColumn<QString>("letters");
        QTest::newRow("bouncepro-eu") << QStringLiteral("EU");
        QTest::newRow("staging") << QStringLiteral("ST");
        QTest::newRow("bouncepro-2") << QStringLiteral("B2");
        QTest::newRow("bouncepro-europe-0") << QStringLiteral("E0");
        QTest::newRow("bouncepro-") << QStringLiteral("B");
        QTest::newRow("x") << QStringLiteral("X");
        QTest::newRow("") << QString();
    }
    void monograms() { QTEST(ServerDelegate::monogramOf(QString::fromUtf8(QTest::currentDataTag())), "letters"); }
};

QTEST_MAIN(TestIcons)
#include "tst_icons.moc"
