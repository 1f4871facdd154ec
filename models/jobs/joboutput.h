#pragma once
// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <QAbstractListModel>
#include <QStringList>

namespace bouncepro {

/// What the steps of one job wrote, line by line: the newest bytes are kept, and what was let go is told. Lines are
/// plain text that is safe to show: colour codes are taken out, other control characters made visible.
class JobOutput : public QAbstractListModel
{
    Q_OBJECT

public:
    enum Role {
        StepRole = Qt::UserRole, ///< int: the step that wrote it; 0: none
        IsUndoRole,              ///< bool: its way back wrote it
        OffsetRole,              ///< qint64 into the job's output
    };
    static constexpr qint64 defaultLimit = 1 << 20;
    static constexpr qsizetype mostLines = 20000;

    /// limit: bytes that are kept.
    explicit JobOutput(qint64 limit = defaultLimit, QObject *parent = nullptr)
        : QAbstractListModel(parent),
          m_limit(limit)
    {
    }

    /// Takes the next bytes; they may end in the middle of a line.
    void append(const QByteArray &bytes);
    /// The next so many bytes were let go on their way.
    void skip(qint64 bytes);
    /// What stands at offset and behind it was written by that step; may come after the bytes.
    void beginStep(int step, bool undo, qint64 offset);

    /// Bytes at the beginning that are not kept any more.
    qint64 droppedBytes() const { return m_dropped; }
    /// "The first 3.2 MB are not kept here."; empty where all is.
    QString droppedText() const;
    /// All kept lines of a step, its way back among them.
    QStringList lines(int step) const;

    int rowCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    QHash<int, QByteArray> roleNames() const override;

private:
    struct Line
    {
        qint64 offset = 0;
        qint64 size = 0; ///< bytes, its end too
        QString text;
        int step = 0;
        bool undo = false;
    };
    struct Mark
    {
        qint64 offset = 0;
        int step = 0;
        bool undo = false;
    };
    Line line(qint64 offset, const QByteArray &bytes) const;
    void label(Line &line) const;
    void trim();
    void restartAt(qint64 offset);

    const qint64 m_limit;
    QList<Line> m_lines;
    QByteArray m_open; // bytes of the last line, where it has no end yet
    QList<Mark> m_marks;
    qint64 m_end = 0; // offset behind the last byte
    qint64 m_dropped = 0;
};

} // namespace bouncepro
