// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/gallery/sections.h"

#include "ui/look/banner.h"
#include "ui/look/button.h"
#include "ui/look/card.h"
#include "ui/look/emptystate.h"
#include "ui/look/errorstate.h"
#include "ui/look/flow.h"
#include "ui/look/jobstrip.h"
#include "ui/look/outputview.h"
#include "ui/look/palette.h"

#include <QCoreApplication>

namespace bouncepro {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("Gallery", text);
}

QWidget *banners()
{
    auto *card = new Card(tr("Banners"));
    auto *certificate =
        new Banner(Mark::Warning, tr("Certificate runs out in 12 days"),
                   tr("Renewal of book.bouncepro.example failed twice: port 80 is closed from outside."));
    certificate->setObjectName(QStringLiteral("banner"));
    certificate->setAction(tr("Show"));
    certificate->setLater(true);
    auto *deploy = new Banner(Mark::Down, tr("Deploy failed at step 5, 2.14.3 keeps serving"),
                              tr("payload was not ready after 60 s: PAYLOAD_SECRET is empty."));
    deploy->setAction(tr("Open job"));
    auto *link = new Banner(Mark::Running, tr("Reconnecting in 4 s"), tr("What you see is 12 s old."));
    link->setAction(tr("Connect now"));
    auto *stacked =
        new Banner(Mark::Warning, tr("The database moves ahead of 2.14.3"),
                   tr("Migration 0042_hold_slots adds a column and stays after a roll back. 2.14.3 does not read "
                      "that column."));
    stacked->setStacked(true);
    for (Banner *banner : {certificate, deploy, link, stacked})
        card->content()->addWidget(banner);
    return card;
}

QWidget *jobs()
{
    auto *card = new Card(tr("Jobs"));
    setSpaces(card->content(), {16, 14, 16, 14}, 8);
    const QList<StepBar::Segment> segments{{0.6, Mark::Well},
                                           {1.5, Mark::Well},
                                           {4, Mark::Well},
                                           {0.8, Mark::Well},
                                           {2, Mark::Running, 0.5},
                                           {1.4},
                                           {1},
                                           {0.5},
                                           {0.5}};
    auto *output = new OutputView(tr("Output of Deploy 2.15.0"));
    output->setObjectName(QStringLiteral("output"));
    output->setFramed(false);
    QList<OutputLine> lines;
    for (int i = 1; i <= 40; ++i)
        lines << OutputLine{
            QStringLiteral("03:13:%1  build    #%2 exporting layers %3.1s done").arg(i + 10).arg(i).arg(i % 9),
            i % 7 == 0 ? Tone::Plain : Tone::Second};
    output->append(lines);
    auto *drawer = new Drawer(output, 160);
    drawer->setObjectName(QStringLiteral("drawer"));
    drawer->strip()->setState({Mark::Running, tr("Deploy 2.15.0"), tr("bouncepro-eu, step 5 of 9: switch payload"),
                               segments, QStringLiteral("01:42"), true});
    drawer->setOpen(true);
    auto *idle = new JobStrip;
    idle->setState(
        {Mark::Well, tr("No job is running"), tr("Last: Back up bouncepro-eu, 02:30, done in 48 s"), {}, {}, false});
    auto *failed = new JobStrip;
    QList<StepBar::Segment> broken = segments;
    broken[4] = {2, Mark::Down};
    failed->setState({Mark::Down, tr("Deploy 2.15.0 failed"),
                      tr("bouncepro-eu, at step 5: payload was not ready after 60 s"), broken, QStringLiteral("02:10"),
                      false});
    auto *lost = new JobStrip;
    lost->setState({Mark::NotConnected, tr("Deploy 2.15.0"),
                    tr("bouncepro-eu is not reached; the job goes on there. Next try in 4 s"), segments,
                    QStringLiteral("01:42"), false});
    for (QWidget *strip : std::initializer_list<QWidget *>{idle, failed, lost, drawer})
        card->content()->addWidget(strip);
    return card;
}

QWidget *states()
{
    auto *empty =
        new EmptyState(QStringLiteral("backups"), tr("Make the first one now"),
                       tr("About 1.2 GB of data, 50 s, no downtime. It counts as proven after a drill has restored "
                          "it into a throwaway database."));
    empty->setObjectName(QStringLiteral("empty"));
    empty->setAction(tr("Back up now"), QStringLiteral("backups"));
    empty->setOther(tr("Set a schedule…"), QStringLiteral("schedule"));
    empty->setHint({tr("Ctrl"), QStringLiteral("K")}, tr("then “back up” does the same from anywhere"));
    auto *loading = new Card(tr("Services"));
    loading->setStale(tr("4 h old"));
    loading->content()->addWidget(new LoadingBars(4));
    loading->content()->addStretch();
    return new Split(empty, 3, loading, 2);
}

QWidget *errors()
{
    auto *error = new ErrorState;
    error->setObjectName(QStringLiteral("error"));
    error->setWhat(
        tr("ap1.bouncepro.example offered another ED25519 key than the one you trusted on 12 Mar 2026. Either the "
           "server was set up anew, or somebody is between you and it."));
    error->setEvidence(tr("The two keys"),
                       {{tr("Trusted"), QStringLiteral("SHA256:k3Tz0Qm9vL2yXc8RrW5hJf1uNp7sDa4eGbKiOoYtE6M"),
                         QStringLiteral("~/.ssh/known_hosts, line 41")},
                        {tr("Offered"), QStringLiteral("SHA256:9QwE1rT2yU3iOpA4sDfG5hJkL6zXcV7bNmQ8wErTyUi"),
                         QStringLiteral("203.0.113.77, port 22"), Tone::Fail}});
    error->setStateOfThings(tr("Nothing was sent: no password, no key, no command. No job was running."));
    error->setRemedies({tr("Ask who runs the server whether it was set up anew tonight."),
                        tr("Compare the offered key on the server's own console."),
                        tr("If it is right, remove the old key and say why. The reason goes into the audit record.")});
    auto *again = new Button(tr("Try again"));
    again->setIconName(QStringLiteral("restart"));
    auto *copy = new Button(tr("Copy report"));
    copy->setIconName(QStringLiteral("copy"));
    error->addAction(new Button(tr("Remove old key…"), Variant::Danger));
    error->addAction(again);
    error->addAction(copy);
    return error;
}

} // namespace

QList<QWidget *> blockCards()
{
    return {banners(), jobs(), errors(), states()};
}

} // namespace bouncepro
