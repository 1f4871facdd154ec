// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/options.h"

#include <QCommandLineParser>

#include <algorithm>

namespace bouncepro {

Options Options::parse()
{
    const auto word = [](const char *text) { return QString::fromLatin1(text); };
    QCommandLineParser parser;
    parser.setApplicationDescription(tr("Shows a BouncePro server over SSH: its connection and its services."));
    parser.addOptions({
        {word("server"), tr("Show the server NAME of the list (bounceproctl servers)."), word("NAME")},
        {word("page"), tr("Show that page first (--list-pages names them)."), word("PAGE")},
        {word("new-window"), tr("Open one more window, where the program runs already.")},
        {word("demo"), tr("Show a recording instead of a server; needs nothing but this program.")},
        {word("theme"), tr("light, dark or system; system follows the desktop. Left out: as set in the program."),
         word("THEME")},
        {word("text-scale"), tr("Text size in percent, 50 to 300. Left out: as set in the program."), word("PERCENT")},
        {word("picture"), tr("Write a picture of the window to FILE once there is something to see, and end."),
         word("FILE")},
        {word("gallery"), tr("Show every component of the look in its states; with --picture, write one of them all.")},
        {word("list-pages"), tr("Print the pages of the window and end.")},
    });
    parser.addPositionalArgument(word("FILE"), tr("With --demo: the recording to show."), word("[FILE]"));
    parser.addHelpOption();
    parser.addVersionOption();
    parser.process(*QCoreApplication::instance());

    Options options;
    options.server = parser.value(word("server"));
    options.page = parser.value(word("page"));
    options.isNewWindow = parser.isSet(word("new-window"));
    options.isDemo = parser.isSet(word("demo"));
    options.demoFile = parser.positionalArguments().value(0);
    for (const ThemeChoice choice : {ThemeChoice::System, ThemeChoice::Light, ThemeChoice::Dark})
        if (parser.value(word("theme")) == nameOf(choice))
            options.theme = choice;
    if (parser.isSet(word("text-scale")))
        options.textScale = std::clamp(parser.value(word("text-scale")).toInt(), 50, 300) / 100.0;
    options.picture = parser.value(word("picture"));
    options.showsGallery = parser.isSet(word("gallery"));
    options.listsPages = parser.isSet(word("list-pages"));
    return options;
}

} // namespace bouncepro
