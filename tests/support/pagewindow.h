#pragma once
// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/support/jobwindow.h"
#include "ui/look/button.h"

#include <QTest>

namespace bouncepro {

/// A window whose page of many is used by what is in sight of it.
struct PageWindow : JobWindow
{
    using JobWindow::JobWindow;

    /// One that is in sight, or none: other pages have the same names.
    template <class Widget = QWidget>
    Widget *find(const char *name)
    {
        for (auto *widget : window().findChildren<Widget *>(QLatin1String(name)))
            if (widget->isVisible())
                return widget;
        return nullptr;
    }
    QString text(const char *name)
    {
        auto *widget = find(name);
        return widget ? widget->property("text").toString() : QString();
    }
    QString title() { return text("title"); }
    QString evidence() { return text("evidence"); }
    void click(const char *name)
    {
        auto *button = find<QAbstractButton>(name);
        if (!button || !button->isEnabled())
            qFatal("%s cannot be clicked.", name);
        QTest::mouseClick(button, Qt::LeftButton);
    }
    bool isBlocked(const char *name)
    {
        auto *button = find<Button>(name);
        return !button || !button->isEnabled();
    }
    void key(Qt::Key key, Qt::KeyboardModifiers modifiers = {})
    {
        QTest::keyClick(QApplication::focusWidget() ? QApplication::focusWidget() : &window(), key, modifiers);
    }
    QString focus() { return QApplication::focusWidget() ? QApplication::focusWidget()->objectName() : QString(); }
    bool tabTo(const char *name)
    {
        for (int i = 0; i < 80; ++i) {
            if (focus() == QLatin1String(name))
                return true;
            key(Qt::Key_Tab);
        }
        return false;
    }
    void picture(const char *name) const { ConsoleWindow::picture(QLatin1String(name)); }
};

} // namespace bouncepro
