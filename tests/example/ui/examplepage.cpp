// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/example/greeting.h"
#include "ui/shell/serverdesk.h"
#include "ui/look/text.h"
#include "ui/shell/page.h"

#include <QCoreApplication>

namespace bouncepro {

/// The page of the capability "example".
Page examplePage()
{
    return {QStringLiteral("example"), QCoreApplication::translate("Example", "Example"), QStringLiteral("info"), false,
            [](ServerDesk &desk, QWidget *parent) -> QWidget * {
                auto *text = new Text(FontRole::Title, Tone::Plain, parent);
                text->setText(greeting(desk.profile()));
                return text;
            }};
}

} // namespace bouncepro
