#pragma once
// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <QList>
#include <QString>

#include <functional>

class QAction;
class QObject;
class QWidget;

namespace bouncepro {

class ServerDesk;

/// What a capability adds to the window of a server. The widget is the whole page: it lays out its head, and scrolls
/// (PageScroll) where it needs to. It is made when it is first looked at.
struct Page
{
    QString name; ///< of the capability: "deploy"
    QString title;
    QString iconName;         ///< of resources/icons
    bool beginsGroup = false; ///< a gap above parts it from the pages before
    std::function<QWidget *(ServerDesk &desk, QWidget *parent)> create;
    /// What works for the page before it is looked at, its badge; called once a server. May be absent.
    std::function<void(ServerDesk &desk)> attach = {};
    /// What can be done there, for the palette: actions of owner with an icon of the set; the property "changes" where
    /// it changes the server. over: a widget of the window. May be absent.
    std::function<QList<QAction *>(ServerDesk &desk, QWidget *over, QObject *owner)> acts = {};
    /// What a person made there and would leave undone, as a sentence; empty: nothing. Asked before the page, its
    /// server or the window is left. May be absent.
    std::function<QString(ServerDesk &desk)> unsaved = {};
    /// Drops that.
    std::function<void(ServerDesk &desk)> discard = {};
};

} // namespace bouncepro
