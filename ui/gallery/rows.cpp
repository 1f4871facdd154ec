// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/gallery/sections.h"

#include "models/environment/environmentmodel.h"
#include "ui/environment/environmentcards.h"
#include "ui/environment/environmentrows.h"
#include "ui/look/card.h"
#include "ui/look/flow.h"
#include "ui/look/logdelegate.h"
#include "ui/look/outputview.h"
#include "ui/look/palette.h"
#include "ui/look/raildelegate.h"
#include "ui/look/rowlist.h"
#include "ui/look/serverdelegate.h"
#include "ui/look/statemark.h"
#include "ui/look/stepdelegate.h"
#include "ui/look/steplist.h"

#include <QCoreApplication>
#include <QStandardItemModel>

namespace bouncepro {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("Gallery", text);
}

using Values = QList<std::pair<int, QVariant>>;

QStandardItemModel *modelOf(QObject *owner, const QList<Values> &rows)
{
    auto *model = new QStandardItemModel(owner);
    for (const Values &values : rows) {
        auto *item = new QStandardItem;
        QStringList sentence;
        for (const auto &[role, value] : values) {
            item->setData(value, role);
            if (value.metaType() == QMetaType::fromType<QString>() && role != IconRole)
                sentence << value.toString();
            else if (role == MarkRole)
                sentence << wordOf(Mark(value.toInt()));
        }
        item->setData(sentence.join(QStringLiteral(", ")), Qt::AccessibleTextRole);
        model->appendRow(item);
    }
    return model;
}

Values step(const char *name, const char *command, Mark mark, const char *time, double from, double to)
{
    return {{Qt::DisplayRole, tr(name)}, {SecondRole, tr(command)}, {MarkRole, int(mark)},
            {TimeRole, tr(time)},        {FromRole, from},          {ToRole, to}};
}

Card *steps()
{
    auto *card = new Card(tr("Steps on the rail"));
    auto *list = new StepList(tr("Steps"));
    list->setObjectName(QStringLiteral("steps"));
    auto *model = modelOf(
        list, {step("Check and fetch 4c91e7d", "preflight, git fetch", Mark::Well, "5 s", 0, .04),
               step("Safety backup", "pg_dump | gzip", Mark::Warning, "19 s", .04, .18),
               step("Build payload, nuxt", "docker compose build", Mark::Down, "01:00", .18, .62),
               step("Switch payload", "start beside, wait healthy, move nginx", Mark::Running, "12 s", .62, .72),
               step("Switch nuxt", "start beside, wait healthy, move nginx", Mark::Waiting, "~12 s", .72, .82),
               step("Look at the images", "docker image ls", Mark::Unknown, "–", .82, .86),
               step("Tell the fleet", "not reached", Mark::NotConnected, "–", .86, .9),
               step("Prune images", "keep 5", Mark::Skipped, "–", .9, 1)});
    list->setModel(model);
    list->setFitting(true);
    auto *output = new OutputView(tr("Output of Switch payload"));
    output->setObjectName(QStringLiteral("stepOutput"));
    output->append({{QStringLiteral("create network alias payload-green")},
                    {QStringLiteral("start payload-green from bouncepro/payload:4c91e7d"), Tone::Plain},
                    {QStringLiteral("payload-green  Connected to database, 41 ms")},
                    {QStringLiteral("/health/ready  503, warming up (try 1 of 10)"), Tone::Warn},
                    {QStringLiteral("/health/ready  200, 38 ms (try 2 of 10)"), Tone::Ok},
                    {QStringLiteral("nginx: moving upstream payload to payload-green"), Tone::Plain}});
    list->openBelow(model->index(3, 0), output, 140);
    card->content()->addWidget(list);
    return card;
}

Card *releases()
{
    auto *card = new Card(tr("Releases"));
    card->setMeta(tr("5 kept, 2.1 GB"));
    auto *list = new RowList(tr("Releases"), new RailDelegate(RailDelegate::Lines::Two));
    list->setObjectName(QStringLiteral("releases"));
    const auto release = [](const char *name, const char *hash, Mark mark, const char *second, const char *trail,
                            std::optional<Mark> colour = {}) {
        Values values{
            {Qt::DisplayRole, tr(name)}, {TagRole, tr(hash)}, {MarkRole, int(mark)}, {SecondRole, tr(second)}};
        if (*trail)
            values << std::pair(int(TrailRole), QVariant(tr(trail)));
        if (colour)
            values << std::pair(int(TrailMarkRole), QVariant(int(*colour)));
        return values;
    };
    list->setModel(
        modelOf(list, {release("2.15.0", "4c91e7d", Mark::Running, "Deploying now", ""),
                       release("2.14.3", "8f3c2a1", Mark::Well, "Mon 23 Nov, 14:02, Anna Lind", "Serving", Mark::Well),
                       release("2.14.2", "d52b77e", Mark::Down, "Bad: never ready, went back in 41 s", ""),
                       release("2.14.1", "03cc91b", Mark::Waiting, "Tue 17 Nov, 09:20, Marek Novak", "Roll back")}));
    list->setFitting(true);
    card->content()->addWidget(list);
    card->content()->addStretch();
    return card;
}

Card *arrivals()
{
    auto *card = new Card(tr("What arrives"));
    card->setMeta(tr("3 commits"));
    auto *list = new RowList(tr("Commits"), new CommitDelegate);
    list->setObjectName(QStringLiteral("commits"));
    list->setModel(
        modelOf(list, {{{TagRole, QStringLiteral("4c91e7d")},
                        {Qt::DisplayRole, tr("Release 2.15.0")},
                        {TrailRole, QStringLiteral("AL")}},
                       {{TagRole, QStringLiteral("b07d1f2")},
                        {Qt::DisplayRole,
                         tr("Hold a slot for 10 min while paying, and give it back when the payment fails or is left")},
                        {TrailRole, QStringLiteral("MN")}},
                       {{TagRole, QStringLiteral("e83a9c4")},
                        {Qt::DisplayRole, tr("Cache availability per venue")},
                        {TrailRole, QStringLiteral("MN")}}}));
    list->setFitting(true);
    card->content()->addWidget(list);
    card->content()->addStretch();
    return card;
}

Card *latest()
{
    auto *card = new Card(tr("Latest"));
    auto *list = new RowList(tr("Latest"), new RailDelegate(RailDelegate::Lines::One));
    list->setObjectName(QStringLiteral("latest"));
    const auto act = [](const char *name, const char *second, const char *time, const char *iconName,
                        std::optional<Mark> mark = {}) {
        Values values{{Qt::DisplayRole, tr(name)},
                      {SecondRole, tr(second)},
                      {TimeRole, tr(time)},
                      {IconRole, QString::fromLatin1(iconName)}};
        if (mark)
            values << std::pair(int(MarkRole), QVariant(int(*mark)));
        return values;
    };
    list->setModel(modelOf(
        list,
        {act("Back up database", "timer, 48 s, 1.21 GB", "today 02:30", "backups"),
         act("Renew book.bouncepro.example failed", "timer, port 80 closed", "today 01:12", "certificates", Mark::Down),
         act("Change 2 keys: SMTP_HOST, SMTP_PORT", "Marek Novak", "yesterday 17:40", "environment"),
         act("Deploy 2.14.3", "Anna Lind, 2 min 12 s", "yesterday 14:02", "deploy")}));
    list->setFitting(true);
    card->content()->addWidget(list);
    card->content()->addStretch();
    return card;
}

// On the colour of the sidebar, as they stand there.
QWidget *sidebar(QWidget *list, int widthAtFull)
{
    auto *panel = new QWidget;
    auto *column = new QVBoxLayout(panel);
    setSpaces(column, {8, 8, 8, 8}, 0);
    column->addWidget(list);
    column->addStretch();
    panel->setAutoFillBackground(true);
    keepDressed(panel, [panel, widthAtFull] {
        QPalette colours = panel->palette();
        colours.setColor(QPalette::Window, tokens().sidebar);
        panel->setPalette(colours);
        panel->setFixedWidth(px(widthAtFull));
    });
    return panel;
}

QWidget *sidebarLists(bool compact)
{
    auto *both = new QWidget;
    auto *row = new QHBoxLayout(both);
    setSpaces(row, {}, 12);
    auto *serverRows = new ServerDelegate;
    serverRows->setCompact(compact);
    auto *servers = new RowList(compact ? tr("Servers, narrow") : tr("Servers"), serverRows);
    servers->setObjectName(compact ? QStringLiteral("serversCompact") : QStringLiteral("servers"));
    const auto server = [](const char *name, Environment environment, Mark mark, const char *sentence) {
        return Values{{Qt::DisplayRole, QString::fromLatin1(name)},
                      {EnvironmentRole, int(environment)},
                      {MarkRole, int(mark)},
                      {SecondRole, tr(sentence)}};
    };
    auto *model = modelOf(
        servers, {server("bouncepro-eu", Environment::Production, Mark::Running, "Deploying 2.15.0, step 5 of 9"),
                  server("bouncepro-us", Environment::Production, Mark::Well, "Healthy, 2.14.3"),
                  server("bouncepro-ap", Environment::Production, Mark::Down, "Unreachable for 4 min"),
                  server("staging", Environment::Staging, Mark::Warning, "payload restarted twice"),
                  server("dev-anna", Environment::Development, Mark::NotConnected, "Not connected")});
    servers->setModel(model);
    servers->setCurrentIndex(model->index(1, 0));
    servers->setFitting(true);

    auto *pageRows = new PageDelegate;
    pageRows->setCompact(compact);
    auto *pages = new RowList(compact ? tr("Pages, narrow") : tr("Pages"), pageRows);
    pages->setObjectName(compact ? QStringLiteral("pagesCompact") : QStringLiteral("pages"));
    const auto page = [](const char *name, const char *iconName, const char *badge, std::optional<Mark> mark = {},
                         bool gap = false) {
        Values values{{Qt::DisplayRole, tr(name)}, {IconRole, QString::fromLatin1(iconName)}, {GapRole, gap}};
        if (*badge)
            values << std::pair(int(BadgeRole), QVariant(tr(badge)));
        if (mark)
            values << std::pair(int(BadgeMarkRole), QVariant(int(*mark)));
        return values;
    };
    auto *pageModel =
        modelOf(pages, {page("Overview", "overview", ""), page("Deploy", "deploy", "5 of 9", Mark::Running, true),
                        page("Environment", "environment", "2 drift", Mark::Warning),
                        page("Certificates", "certificates", "12 d", Mark::Warning), page("Backups", "backups", "6 h"),
                        page("Logs", "logs", "", {}, true), page("Errors", "errors", "3 new")});
    pages->setModel(pageModel);
    pages->setCurrentIndex(pageModel->index(1, 0));
    pages->setFitting(true);
    row->addWidget(sidebar(servers, compact ? 60 : 240));
    row->addWidget(sidebar(pages, compact ? 60 : 240));
    row->addStretch();
    return both;
}

Card *logs()
{
    auto *card = new Card(tr("Log"));
    auto *delegate = new LogDelegate;
    auto *list = new RowList(tr("Log lines"), delegate);
    list->setObjectName(QStringLiteral("logs"));
    const auto line = [](const char *time, const char *level, const char *service, const char *message, const char *ms,
                         std::optional<Mark> mark = {}, TextHits hits = {}) {
        Values values{{TimeRole, tr(time)},
                      {BadgeRole, tr(level)},
                      {TagRole, tr(service)},
                      {Qt::DisplayRole, tr(message)},
                      {TrailRole, tr(ms)}};
        if (mark)
            values << std::pair(int(MarkRole), QVariant(int(*mark)));
        if (!hits.isEmpty())
            values << std::pair(int(HitsRole), QVariant::fromValue(hits));
        return values;
    };
    auto *model = modelOf(
        list,
        {line("03:10:01.791", "INF", "payload", "booking.created id=90418 venue=41 total=129.00 EUR", "88"),
         line("03:10:01.918", "WRN", "nginx", "limiting requests, excess: 5.310 by zone \"booking\"", " ",
              Mark::Warning),
         line("03:10:02.981", "ERR", "payload",
              "Stripe timeout after 10000 ms: POST /v1/payment_intents, booking=90421", "10,012", Mark::Down, {{7, 7}}),
         line("03:10:03.256", "ERR", "payload",
              "Unhandled rejection: StripeConnectionError: Request timed out (+14 lines), at Socket.onTimeout, at "
              "listOnTimeout, at process.processTimers",
              " ", Mark::Down),
         line("03:10:03.843", "DBG", "postgres", "checkpoint complete: wrote 214 buffers (1.3 %), timeout 30 s", " ",
              {}, {{48, 7}})});
    list->setModel(model);
    list->setCurrentIndex(model->index(2, 0));
    list->setFitting(true);
    setSpaces(card->content(), {16, 14, 16, 14}, 0);
    card->content()->addWidget(new LogHeader(delegate));
    card->content()->addWidget(list);
    return card;
}

// Values are made up.
EditedEnvironment environment()
{
    return lookAt(EnvironmentDocument("DOMAIN=bouncepro.example\nSMTP_HOST=smtp.old.example\nSMTP_PORT=none\n"
                                      "PAYLOAD_SECRET=made-up-0123456789-0123456789\n"),
                  EnvironmentDocument("DOMAIN=bouncepro.example\nSMTP_HOST=smtp.eu.example\nSMTP_PORT=none\n"
                                      "PAYLOAD_SECRET=made-up-9876543210-9876543210\n"),
                  EnvironmentSchema::builtIn(), {});
}

Card *environmentKeys()
{
    auto *card = new Card(tr("Keys of an environment"));
    auto *list = new RowList(tr("Keys"), new EnvironmentDelegate);
    list->setObjectName(QStringLiteral("environmentKeys"));
    auto *model = new EnvironmentModel(list);
    model->setLook(environment());
    list->setModel(model);
    list->setFitting(true);
    card->content()->addWidget(new EnvironmentHeader);
    card->content()->addWidget(list);
    return card;
}

Card *difference()
{
    auto *card = new Card(tr("Difference"));
    auto *list = new RowList(tr("Difference"), new DiffDelegate);
    list->setObjectName(QStringLiteral("difference"));
    auto *model = new QStandardItemModel(list);
    const EditedEnvironment look = environment();
    fillDiff(*model, look.changes, look.secrets);
    list->setModel(model);
    list->setFitting(true);
    card->content()->addWidget(list);
    card->content()->addStretch();
    return card;
}

} // namespace

QList<QWidget *> rowCards()
{
    auto *bars = new Card(tr("Sidebar: servers and pages, wide and narrow"));
    auto *row = new QHBoxLayout;
    setSpaces(row, {}, 12);
    row->addWidget(sidebarLists(false));
    row->addWidget(sidebarLists(true));
    row->addStretch();
    bars->content()->addLayout(row);
    return {steps(), new Split(releases(), 1, arrivals(), 1),         latest(), bars,
            logs(),  new Split(environmentKeys(), 3, difference(), 2)};
}

} // namespace bouncepro
