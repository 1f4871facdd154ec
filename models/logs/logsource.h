#pragma once
// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/logs/logentry.h"
#include "ssh/result.h"

#include <QAbstractListModel>

#include <optional>

namespace bouncepro {

/// What a person is told of a source's connection and of its pause.
struct LogStatus
{
    enum State {
        Waiting,      ///< nothing was received yet; the server is not connected, or has not answered
        Following,    ///< lines arrive as they are written
        Reconnecting, ///< the connection is lost and comes back by itself
        Failed        ///< ended with an error; retry() begins again
    };
    State state = Waiting;
    Error error;           ///< of Reconnecting and Failed
    QDateTime nextTry;     ///< UTC; of Reconnecting, where it is known
    QDateTime seen;        ///< UTC, this machine's clock: until when what is shown is whole; of Reconnecting and Failed
    QDateTime pausedSince; ///< UTC; invalid: not paused
    qint64 held = 0;       ///< lines that arrived since it is paused and are kept for later
    qint64 heldDropped = 0; ///< lines that arrived since it is paused and had to go
    qint64 dropped = 0;     ///< lines at the beginning that are not kept any more

    bool isPaused() const { return pausedSince.isValid(); }
};

/// Where log lines come from, oldest first: the live tail, or a store on a disk. Rows come at the end and go at the
/// beginning; anything else is a reset.
class LogSource : public QAbstractListModel
{
    Q_OBJECT

public:
    enum Role {
        TimeRole = Qt::UserRole, ///< QDateTime UTC
        LevelRole,               ///< int(LogLevel)
        LevelWordRole,           ///< QString: "ERR"
        ServiceRole,             ///< QString
        ContainerRole,           ///< QString
        MessageRole,             ///< QString, one line; also the display role
        RawRole,                 ///< QString: the line as the application wrote it
        HitsRole,                ///< QList<QPair<int, int>>: start and length in the message; of LogFilter
        TookRole,                ///< int: milliseconds of a request; -1: none
    };

    using QAbstractListModel::QAbstractListModel;

    virtual LogEntry entry(int row) const = 0;
    virtual LogStatus status() const = 0;
    /// Rows stay as they are until it is resumed; what arrives is counted.
    virtual void setPaused(bool paused) = 0;
    /// Begins again after Failed.
    virtual void retry() = 0;

    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    QHash<int, QByteArray> roleNames() const override;
    /// One role of a line; nothing for HitsRole.
    static QVariant roleOf(const LogEntry &entry, int role);

Q_SIGNALS:
    /// At most once a frame.
    void statusChanged();
};

} // namespace bouncepro
