// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/gallery/sections.h"

#include "ui/look/banner.h"
#include "ui/look/card.h"
#include "ui/look/environmenttag.h"
#include "ui/look/flow.h"
#include "ui/look/icon.h"
#include "ui/look/paint.h"
#include "ui/look/pill.h"
#include "ui/look/statemark.h"
#include "ui/look/text.h"

#include <QCoreApplication>
#include <QGridLayout>
#include <QPainter>

namespace bouncepro {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("Gallery", text);
}

constexpr std::array marks = {Mark::Well,    Mark::Warning, Mark::Down,         Mark::Running,
                              Mark::Waiting, Mark::Unknown, Mark::NotConnected, Mark::Skipped};

Card *states()
{
    auto *card = new Card(tr("Status: a shape a state"));
    auto *grid = new QGridLayout;
    setSpaces(grid, {}, 9);
    int at = 0;
    for (const Mark mark : marks) {
        auto *shape = new StateMark(16);
        shape->setMark(mark);
        shape->setAccessibleName(wordOf(mark));
        grid->addWidget(shape, at / 2, at % 2 * 2);
        grid->addWidget(new Pill(mark), at / 2, at % 2 * 2 + 1);
        ++at;
    }
    keepDressed(grid, [grid] { grid->setColumnMinimumWidth(1, px(150)); });
    grid->setColumnStretch(4, 1);
    card->content()->addLayout(grid);
    return card;
}

Card *environments()
{
    auto *card = new Card(tr("Environment: the stake is the weight"));
    auto *row = new QWidget;
    auto *flow = new Flow(row);
    for (const auto environment : {Environment::Production, Environment::Staging, Environment::Development})
        for (const bool isShort : {false, true}) {
            auto *tag = new EnvironmentTag(environment);
            tag->setShort(isShort);
            flow->addWidget(tag);
        }
    card->content()->addWidget(row);
    card->content()->addWidget(
        new Text(FontRole::Small, Tone::Second, tr("Solid block, tint with edge, outline. Always the word.")));
    return card;
}

Card *parts()
{
    auto *card = new Card(tr("Small parts"));
    auto *row = new QWidget;
    auto *flow = new Flow(row);
    auto *hash = new Chip(QStringLiteral("4c91e7d"));
    hash->setMono(true);
    for (QWidget *widget : std::initializer_list<QWidget *>{
             hash, new Chip(tr("1 migration"), QStringLiteral("database")),
             new Chip(tr("2 images"), QStringLiteral("images")), new KeyCap(tr("Ctrl")),
             new KeyCap(QStringLiteral("K")), new Text(FontRole::Small, Tone::Second, tr("opens the palette"))})
        flow->addWidget(widget);
    card->content()->addWidget(row);
    return card;
}

Card *type()
{
    auto *card = new Card(tr("Type"));
    setSpaces(card->content(), {16, 14, 16, 14}, 4);
    const std::pair<FontRole, QString> roles[] = {{FontRole::Display, tr("Display 24")},
                                                  {FontRole::Title, tr("Title 19, one a page")},
                                                  {FontRole::Heading, tr("Heading 14")},
                                                  {FontRole::Body, tr("Body 13, the reading size")},
                                                  {FontRole::Strong, tr("Strong 13")},
                                                  {FontRole::Small, tr("Small 12, secondary")},
                                                  {FontRole::SmallStrong, tr("Small strong 12")},
                                                  {FontRole::Micro, tr("Micro 11, the smallest")},
                                                  {FontRole::MicroStrong, tr("Micro strong 11")},
                                                  {FontRole::Mono, tr("Mono 12  != >= 0O 1lI")},
                                                  {FontRole::MonoStrong, tr("Mono strong 12")},
                                                  {FontRole::MonoSmall, tr("Mono small 11")}};
    for (const auto &[role, words] : roles)
        card->content()->addWidget(new Text(role, Tone::Plain, words));
    return card;
}

// All icons, with their names as tool tips.
class IconSheet : public QWidget
{
public:
    IconSheet()
    {
        auto *flow = new Flow(this, 6);
        for (const QString &name : iconNames()) {
            auto *label = new QLabel;
            label->setToolTip(name);
            label->setAccessibleName(name);
            keepDressed(label, [label, name] { label->setPixmap(icon(name).pixmap(QSize(px(18), px(18)))); });
            flow->addWidget(label);
        }
    }
};

} // namespace

QList<QWidget *> wordCards()
{
    auto *icons = new Card(tr("Icons"));
    icons->content()->addWidget(new IconSheet);
    return {states(), environments(), parts(), type(), icons};
}

} // namespace bouncepro
