// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/gallery/sections.h"

#include "ui/look/button.h"
#include "ui/look/card.h"
#include "ui/look/choicebox.h"
#include "ui/look/dialog.h"
#include "ui/look/field.h"
#include "ui/look/filterchip.h"
#include "ui/look/flow.h"
#include "ui/look/palette.h"
#include "ui/look/segmented.h"
#include "ui/look/text.h"

#include <QCheckBox>
#include <QCoreApplication>
#include <QLineEdit>
#include <QMenu>
#include <QRadioButton>
#include <QSpinBox>

namespace bouncepro {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("Gallery", text);
}

Button *button(const QString &text, Variant variant = Variant::Default, const char *iconName = "",
               const char *state = nullptr)
{
    auto *made = new Button(text, variant);
    made->setIconName(QString::fromLatin1(iconName));
    if (state)
        made->setProperty("showState", QString::fromLatin1(state));
    return made;
}

Flow *rowOf(QBoxLayout *column, const QList<QWidget *> &widgets)
{
    auto *row = new QWidget;
    auto *flow = new Flow(row);
    for (QWidget *widget : widgets)
        flow->addWidget(widget);
    column->addWidget(row);
    return flow;
}

Card *variants()
{
    auto *card = new Card(tr("Buttons"));
    auto *blocked = button(tr("Deploy…"), Variant::Default, "deploy");
    blocked->setBlocked(tr("A job runs on this server."));
    auto *blockedPrimary = button(tr("Apply…"), Variant::Primary);
    blockedPrimary->setBlocked(tr("Nothing has changed."));
    auto *menu = button(tr("Export"), Variant::Default, "export");
    auto *choices = new QMenu(menu);
    choices->addAction(tr("As text"));
    choices->addAction(tr("As JSON"));
    menu->setMenu(choices);
    rowOf(card->content(),
          {button(tr("Apply"), Variant::Primary), button(tr("Deploy to production"), Variant::Production, "deploy"),
           button(tr("Copy report"), Variant::Default, "copy"), button(tr("Deploy…"), Variant::Locked, "lock"), blocked,
           blockedPrimary, button(tr("Remove old key…"), Variant::Danger), button(tr("Later"), Variant::Quiet),
           button(tr("All activity"), Variant::Link), menu});
    auto *small = button(tr("Small"));
    auto *smallLocked = button(tr("Arm…"), Variant::Locked);
    auto *smallPrimary = button(tr("Trust and go on"), Variant::Primary);
    for (Button *one : {small, smallLocked, smallPrimary})
        one->setSmall(true);
    auto *blockedTool = new IconButton(QStringLiteral("wrap"), tr("Wrap lines"));
    blockedTool->setEnabled(false);
    auto *hoveredTool = new IconButton(QStringLiteral("search"), tr("Find"));
    hoveredTool->setProperty("showState", QStringLiteral("hover"));
    rowOf(card->content(), {small, smallLocked, smallPrimary, new IconButton(QStringLiteral("copy"), tr("Copy")),
                            new IconButton(QStringLiteral("terminal"), tr("Terminal")), hoveredTool, blockedTool});
    for (const char *state : {"hover", "press", "focus"})
        rowOf(card->content(),
              {button(QString::fromLatin1(state), Variant::Default, "", state),
               button(tr("Apply"), Variant::Primary, "", state), button(tr("Deploy"), Variant::Production, "", state),
               button(tr("Deploy…"), Variant::Locked, "lock", state), button(tr("Remove…"), Variant::Danger, "", state),
               button(tr("Later"), Variant::Quiet, "", state), button(tr("More"), Variant::Link, "", state)});
    return card;
}

Card *choices()
{
    auto *card = new Card(tr("Fields and choices"));
    auto *find = new Field(tr("Find key or value"), QStringLiteral("search"));
    find->setObjectName(QStringLiteral("find"));
    find->setPlaceholder(tr("Find key or value"));
    auto *wrong = new Field(tr("Stack"));
    wrong->setObjectName(QStringLiteral("wrong"));
    wrong->showLabel();
    wrong->setText(QStringLiteral("opt/bouncepro"));
    wrong->setError(tr("A stack's path begins with /: /opt/bouncepro."));
    card->content()->addWidget(find);
    card->content()->addWidget(wrong);
    auto *order = new ChoiceBox(tr("Order"), {tr("Worst first"), tr("By name"), tr("By release")});
    order->setObjectName(QStringLiteral("order"));
    auto *number = new QSpinBox;
    number->setAccessibleName(tr("Releases kept"));
    number->setValue(5);
    auto *tiles = new Segmented(tr("View"), {tr("Tiles"), tr("Table")});
    tiles->setObjectName(QStringLiteral("tiles"));
    tiles->setIconName(0, QStringLiteral("fleet"));
    tiles->setIconName(1, QStringLiteral("table"));
    auto *range = new Segmented(tr("Range"), {tr("1 h"), tr("24 h"), tr("7 d")});
    range->setObjectName(QStringLiteral("range"));
    range->setCurrent(1);
    rowOf(card->content(), {order, number, tiles, range});
    auto *all = new FilterChip(tr("All"));
    all->setCount(74);
    all->setChecked(true);
    auto *changed = new FilterChip(tr("Changed"));
    changed->setCount(3);
    auto *drift = new FilterChip(tr("Drift"));
    drift->setObjectName(QStringLiteral("drift"));
    drift->setCount(2);
    drift->setMark(Mark::Warning);
    auto *missing = new FilterChip(tr("Missing"));
    missing->setMark(Mark::Down);
    missing->setCount(1);
    auto *none = new FilterChip(tr("Secrets"));
    none->setEnabled(false);
    rowOf(card->content(), {all, changed, drift, missing, none});
    auto *check = new QCheckBox(tr("Restart what reads it"));
    check->setChecked(true);
    auto *partly = new QCheckBox(tr("Some"));
    partly->setTristate(true);
    partly->setCheckState(Qt::PartiallyChecked);
    auto *off = new QCheckBox(tr("Off"));
    off->setEnabled(false);
    auto *radio = new QRadioButton(tr("Webroot, no downtime"));
    radio->setChecked(true);
    rowOf(card->content(), {check, partly, off, radio, new QRadioButton(tr("Standalone"))});
    return card;
}

// A question of each kind, to be opened.
void openDialog(QWidget *over, Environment environment)
{
    const bool production = environment == Environment::Production;
    auto *dialog = new Dialog(over, production ? tr("Deploy 2.15.0 to bouncepro-eu") : tr("Remove the key of dev-anna"),
                              environment, production ? 720 : 520);
    dialog->setObjectName(QStringLiteral("dialog"));
    for (const QString &sentence :
         {tr("2.14.3 goes on serving until each service of 2.15.0 is healthy. It takes about 2 min 30 s."),
          tr("If it does not become ready, 2.14.3 stays.")}) {
        auto *words = new Text(FontRole::Body, Tone::Plain, sentence);
        words->setWrapping(true);
        dialog->body()->addWidget(words);
    }
    dialog->setFootNote(tr("Recorded as Anna Lind"));
    if (production)
        dialog->setConfirm(tr("Deploy to production"), Variant::Production, QStringLiteral("deploy"));
    else
        dialog->setConfirm(tr("Remove key"), Variant::Danger);
    dialog->setConfirmedByKeys(production);
    QObject::connect(dialog, &Dialog::closed, dialog, &QObject::deleteLater);
    dialog->open();
}

} // namespace

QList<QWidget *> buttonCards(QWidget *over)
{
    auto *dialogs = new Card(tr("Questions"));
    auto *production = button(tr("Deploy…"), Variant::Production, "deploy");
    production->setObjectName(QStringLiteral("openProduction"));
    auto *development = button(tr("Remove key…"), Variant::Danger);
    development->setObjectName(QStringLiteral("openDevelopment"));
    QObject::connect(production, &Button::clicked, over, [over] { openDialog(over, Environment::Production); });
    QObject::connect(development, &Button::clicked, over, [over] { openDialog(over, Environment::Development); });
    rowOf(dialogs->content(), {production, development});
    return {variants(), choices(), dialogs};
}

} // namespace bouncepro
