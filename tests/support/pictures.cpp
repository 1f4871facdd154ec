// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/pictures.h"

#include "tests/support/drawntexts.h"
#include "tests/support/guiwindow.h"
#include "ui/look/palette.h"

#include <QDir>
#include <QLabel>
#include <QLayout>
#include <QPushButton>

namespace bouncepro {

namespace {

struct Look
{
    const char *name;
    Theme theme;
    double textScale;
    QSize size;
    Qt::LayoutDirection direction = Qt::LeftToRight;
    bool isAlways = false;
};

constexpr QSize large(1280, 800), small(1024, 700);
constexpr std::array looks{Look{"light", Theme::Light, 1.0, large, Qt::LeftToRight, true},
                           Look{"dark", Theme::Dark, 1.0, large},
                           Look{"small-light", Theme::Light, 1.0, small},
                           Look{"small-dark", Theme::Dark, 1.0, small},
                           Look{"150-light", Theme::Light, 1.5, large},
                           Look{"150-dark", Theme::Dark, 1.5, small, Qt::LeftToRight, true},
                           Look{"mirrored", Theme::Light, 1.0, small, Qt::RightToLeft, true}};

QString nameOf(const QWidget *widget)
{
    return QStringLiteral("%1 %2").arg(QLatin1String(widget->metaObject()->className()), widget->objectName());
}

void collect(const QLayout *layout, QList<const QWidget *> &widgets)
{
    for (int i = 0; i < layout->count(); ++i) {
        QLayoutItem *item = layout->itemAt(i);
        if (const QWidget *widget = item->widget(); widget && widget->isVisible())
            widgets << widget;
        else if (item->layout())
            collect(item->layout(), widgets);
    }
}

QStringList troubles(QWidget &window)
{
    return clippedTextsIn(&window) + overlapsIn(&window) + overlappingTexts(drawnTexts(window));
}

} // namespace

void takePictures(QWidget &window, const QString &name)
{
    const WatchedApplication::Unwatched unwatched; // fonts are loaded
    const QString asked = qEnvironmentVariable("BOUNCEPRO_PICTURES");
    const QDir folder(asked.isEmpty()
                          ? qEnvironmentVariable("BOUNCEPRO_BINARY", QDir::tempPath()) + QStringLiteral("/pictures")
                          : asked);
    folder.mkpath(QStringLiteral("."));
    const Look before{"", currentTheme(), textScale(), window.size(), QGuiApplication::layoutDirection()};
    const auto show = [&](const Look &look) {
        if (look.theme != currentTheme() || look.textScale != textScale())
            applyLook(look.theme, look.textScale);
        QGuiApplication::setLayoutDirection(look.direction);
        if (qobject_cast<QDialog *>(&window))
            window.adjustSize();
        else
            window.resize(look.size);
        for (int i = 0; i < 3; ++i) // palettes, then layouts, then what follows from sizes
            QCoreApplication::processEvents();
    };
    QStringList found;
    for (const Look &look : looks) {
        if (asked.isEmpty() && !look.isAlways)
            continue;
        if (qobject_cast<QDialog *>(&window) && look.textScale != before.textScale)
            continue; // a question is asked anew, not scaled while it stands
        show(look);
        QStringList last;
        if (!QTest::qWaitFor([&] { return (last = troubles(window)).isEmpty(); }, 1000))
            for (const QString &trouble : std::as_const(last))
                found << QStringLiteral("%1: %2").arg(QLatin1String(look.name), trouble);
        const QString file = folder.filePath(QStringLiteral("%1-%2.png").arg(name, QLatin1String(look.name)));
        if (!window.grab().save(file))
            qFatal("%s cannot be written.", qPrintable(file));
    }
    show(before);
    QVERIFY2(found.isEmpty(), qPrintable(name + QStringLiteral("\n") + found.join(QLatin1Char('\n'))));
}

QStringList clippedTextsIn(const QWidget *all)
{
    QStringList clipped;
    for (const QLabel *label : all->findChildren<QLabel *>()) {
        if (!label->isVisible() || label->text().isEmpty())
            continue;
        const QSize needed(label->minimumSizeHint().width(), label->wordWrap() ? label->heightForWidth(label->width())
                                                                               : label->minimumSizeHint().height());
        if (label->height() < needed.height() || (!label->wordWrap() && label->width() < needed.width()))
            clipped << QStringLiteral("%1 \"%2\"").arg(label->objectName(), label->text().left(60));
    }
    for (const QPushButton *button : all->findChildren<QPushButton *>())
        if (button->isVisible() && button->width() < button->sizeHint().width())
            clipped << button->text();
    return clipped;
}

QStringList overlapsIn(const QWidget *all)
{
    QStringList overlaps;
    QList<const QWidget *> parents{all};
    for (const QWidget *widget : all->findChildren<QWidget *>())
        parents << widget;
    for (const QWidget *parent : parents) {
        if (!parent->isVisible() || !parent->layout())
            continue;
        QList<const QWidget *> widgets;
        collect(parent->layout(), widgets);
        for (qsizetype i = 0; i < widgets.size(); ++i) {
            if (!parent->rect().contains(widgets[i]->geometry()))
                overlaps << QStringLiteral("%1 reaches out of %2").arg(nameOf(widgets[i]), nameOf(parent));
            for (qsizetype j = i + 1; j < widgets.size(); ++j)
                if (widgets[i]->geometry().intersects(widgets[j]->geometry()))
                    overlaps << QStringLiteral("%1 lies over %2").arg(nameOf(widgets[j]), nameOf(widgets[i]));
        }
    }
    return overlaps;
}

} // namespace bouncepro
