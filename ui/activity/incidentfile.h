#pragma once
// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ssh/result.h"

#include <QObject>

namespace bouncepro {

class ServerDesk;

/// Gathers what an incident left on a server, with its secrets hidden, into one file that the person chooses.
class IncidentFile : public QObject
{
    Q_OBJECT

public:
    /// The desk outlives it. over: a widget of the window.
    IncidentFile(ServerDesk &desk, QWidget *over);
    void askWhere();
    bool isGathering() const { return m_isGathering; }

Q_SIGNALS:
    /// It begins, or has ended.
    void changed();
    void written(const QString &path);
    void failed(const bouncepro::Error &error);

private:
    void gather(const QString &path);
    ServerDesk &m_desk;
    QWidget *m_over;
    bool m_isGathering = false;
};

} // namespace bouncepro
