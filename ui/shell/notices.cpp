// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/notices.h"

#include "models/servers/wording.h"
#include "ui/look/button.h"
#include "ui/look/emptystate.h"
#include "ui/look/overlay.h"
#include "ui/look/raildelegate.h"
#include "ui/look/roles.h"
#include "ui/look/rowlist.h"
#include "ui/look/text.h"

#include <QVBoxLayout>

namespace bouncepro {

namespace {

constexpr int most = 200;

} // namespace

void Notices::add(Mark mark, const QString &server, const QString &what, const QString &why)
{
    const QDateTime now = QDateTime::currentDateTimeUtc();
    auto *item = new QStandardItem(what);
    const QString second = why.isEmpty() ? server : tr("%1: %2").arg(server, why);
    item->setData(second, SecondRole);
    item->setData(int(mark), MarkRole);
    item->setData(momentText(now), TimeRole);
    item->setData(tr("%1, %2, %3").arg(what, second, momentText(now)), Qt::AccessibleTextRole);
    item->setToolTip(asRichText(second));
    item->setEditable(false);
    insertRow(0, item);
    if (rowCount() > most)
        removeRows(most, rowCount() - most);
    ++m_unseen;
    const auto rank = [](Mark of) { return of == Mark::Down ? 2 : of == Mark::Warning ? 1 : 0; };
    if (rank(mark) > rank(m_worst))
        m_worst = mark;
    Q_EMIT unseenChanged();
}

void Notices::setSeen()
{
    m_unseen = 0;
    m_worst = Mark::Well;
    Q_EMIT unseenChanged();
}

void showNotices(Notices &notices, QWidget *over)
{
    auto *sheet = new Overlay(over, Overlay::Place::Top, 640);
    sheet->setObjectName(QStringLiteral("notices"));
    sheet->setAccessibleName(Notices::tr("Notifications"));
    auto *column = new QVBoxLayout(sheet->panel());
    setSpaces(column, {20, 16, 20, 16}, 10);
    auto *close = new Button(Notices::tr("Close"));
    close->setObjectName(QStringLiteral("closeNotices"));
    auto *head = new QHBoxLayout;
    head->addWidget(new Text(FontRole::Heading, Tone::Plain, Notices::tr("Notifications")), 1);
    head->addWidget(close);
    column->addLayout(head);
    if (notices.rowCount() == 0) {
        auto *none = new Text(FontRole::Body, Tone::Second,
                              Notices::tr("Nothing happened since this window opened. Jobs that end and servers that "
                                          "go down are listed here."));
        none->setObjectName(QStringLiteral("noNotices"));
        none->setWrapping(true);
        column->addWidget(none);
    } else {
        auto *list = new RowList(Notices::tr("Notifications"), new RailDelegate(RailDelegate::Lines::One));
        static_cast<RailDelegate *>(list->itemDelegate())->setRail(false);
        list->setObjectName(QStringLiteral("noticeList"));
        list->setModel(&notices);
        list->setFitting(true, 12);
        column->addWidget(list);
    }
    QObject::connect(close, &Button::clicked, sheet, &Overlay::close);
    QObject::connect(sheet, &Overlay::closed, sheet, &QObject::deleteLater);
    sheet->open();
    notices.setSeen();
}

} // namespace bouncepro
