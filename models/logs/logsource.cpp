// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/logs/logsource.h"

namespace bouncepro {

QVariant LogSource::roleOf(const LogEntry &entry, int role)
{
    switch (role) {
    case Qt::DisplayRole:
    case MessageRole:
        return entry.message;
    case Qt::AccessibleTextRole:
        return sentenceOf(entry);
    case TimeRole:
        return QDateTime::fromMSecsSinceEpoch(entry.time, Qt::UTC);
    case LevelRole:
        return int(entry.level);
    case LevelWordRole:
        return levelWord(entry.level);
    case ServiceRole:
        return entry.service;
    case ContainerRole:
        return entry.container;
    case RawRole:
        return entry.raw;
    case TookRole:
        return entry.took;
    default:
        return {};
    }
}

QVariant LogSource::data(const QModelIndex &index, int role) const
{
    return checkIndex(index, CheckIndexOption::IndexIsValid) ? roleOf(entry(index.row()), role) : QVariant();
}

QHash<int, QByteArray> LogSource::roleNames() const
{
    auto names = QAbstractListModel::roleNames();
    names.insert({{TimeRole, "time"},
                  {LevelRole, "level"},
                  {LevelWordRole, "levelWord"},
                  {ServiceRole, "service"},
                  {ContainerRole, "container"},
                  {MessageRole, "message"},
                  {RawRole, "raw"},
                  {HitsRole, "hits"},
                  {TookRole, "took"}});
    return names;
}

} // namespace bouncepro
