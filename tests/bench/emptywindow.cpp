// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QApplication>
#include <QLabel>

/// The least that Qt Widgets can show, in the size of our window; as the program `textwindow`, with a line of text.
int main(int argc, char **argv)
{
    QApplication application(argc, argv);
    QLabel window;
#ifdef WITH_TEXT
    window.setText(QStringLiteral("BouncePro Console"));
#endif
    window.resize(1280, 800);
    window.show();
    return QApplication::exec();
}
