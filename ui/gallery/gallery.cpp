// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/gallery/gallery.h"

#include "ui/gallery/sections.h"
#include "ui/look/appearance.h"
#include "ui/look/flow.h"
#include "ui/look/pagehead.h"
#include "ui/look/pagescroll.h"
#include "ui/look/palette.h"
#include "ui/look/segmented.h"

#include <QApplication>
#include <QCheckBox>
#include <QHBoxLayout>
#include <QPixmap>
#include <QTimer>

#include <algorithm>
#include <array>
#include <cstdio>

namespace bouncepro {

namespace {

constexpr std::array scales = {1.0, 1.25, 1.5, 2.0};

QWidget *stackOf(const QList<QWidget *> &cards)
{
    auto *all = new QWidget;
    auto *column = new QVBoxLayout(all);
    setSpaces(column, {}, 12);
    for (QWidget *card : cards)
        column->addWidget(card);
    column->addStretch();
    return all;
}

} // namespace

Gallery::Gallery(Appearance &appearance, QWidget *parent) : QWidget(parent), m_page(new QWidget)
{
    setObjectName(QStringLiteral("gallery"));
    setWindowTitle(tr("Gallery"));
    auto *page = new QVBoxLayout(m_page);
    setSpaces(page, {24, 18, 24, 24}, 12);
    auto *head = new PageHead;
    head->setState(Mark::Well, tr("The components of the look"),
                   tr("Each in its states. Tab and the arrow keys reach all that can be used."));
    head->addAction(makeBar(appearance));
    page->addWidget(head);
    page->addWidget(new Split(stackOf(buttonCards(this)), 1, stackOf(wordCards()), 1, 900));
    for (QWidget *card : rowCards() + chartCards() + blockCards())
        page->addWidget(card);
    page->addStretch();
    auto *column = new QVBoxLayout(this);
    setSpaces(column, {}, 0);
    column->addWidget(new PageScroll(m_page));
}

QWidget *Gallery::makeBar(Appearance &appearance)
{
    auto *bar = new QWidget;
    auto *row = new QHBoxLayout(bar);
    setSpaces(row, {}, 10);
    auto *theme = new Segmented(tr("Theme"), {tr("System"), tr("Light"), tr("Dark")});
    theme->setObjectName(QStringLiteral("theme"));
    theme->setCurrent(int(appearance.choice()));
    connect(theme, &Segmented::chosen, &appearance,
            [&appearance](int choice) { appearance.setChoice(ThemeChoice(choice)); });
    auto *scale = new Segmented(tr("Text size"), {tr("100 %"), tr("125 %"), tr("150 %"), tr("200 %")});
    scale->setObjectName(QStringLiteral("scale"));
    const auto current = std::find(scales.begin(), scales.end(), appearance.textScale());
    scale->setCurrent(current == scales.end() ? 0 : int(current - scales.begin()));
    connect(scale, &Segmented::chosen, &appearance,
            [&appearance](int at) { appearance.setTextScale(scales[size_t(at)]); });
    auto *still = new QCheckBox(tr("Reduce motion"));
    still->setObjectName(QStringLiteral("still"));
    still->setChecked(isMotionReduced());
    connect(still, &QCheckBox::toggled, this, setMotionReduced);
    row->addWidget(theme);
    row->addWidget(scale);
    row->addWidget(still);
    return bar;
}

QPixmap Gallery::picture() const
{
    QPixmap all(m_page->size() * devicePixelRatioF());
    all.setDevicePixelRatio(devicePixelRatioF());
    all.fill(tokens().window);
    m_page->render(&all, {}, {}, DrawChildren);
    return all;
}

int showGallery(Appearance &appearance, const QString &picture)
{
    if (!picture.isEmpty())
        setMotionReduced(true);
    Gallery gallery(appearance);
    gallery.resize(px(1280), px(860));
    gallery.show();
    if (!picture.isEmpty())
        QTimer::singleShot(600, &gallery, [&] { // past the 300 ms after which bars of loading show
            const bool saved = gallery.picture().save(picture);
            if (!saved)
                std::fprintf(stderr, "%s cannot be written.\n", qPrintable(picture));
            QCoreApplication::exit(saved ? 0 : 1);
        });
    return QApplication::exec();
}

} // namespace bouncepro
