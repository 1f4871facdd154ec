// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/jobs/joboutput.h"

#include "models/servers/wording.h"

#include <QRegularExpression>

#include <algorithm>

namespace bouncepro {

namespace {

constexpr qsizetype longestLine = 16 * 1024; // bytes; a longer one goes on in the next
constexpr qsizetype shownLine = 4000;        // characters
constexpr qsizetype mostMarks = 1000;        // a job has 99 steps, each with its way back; recovery may repeat some

QString shown(QByteArray bytes)
{
    while (bytes.endsWith('\n') || bytes.endsWith('\r'))
        bytes.chop(1);
    static const QRegularExpression colours(QStringLiteral("\x1b\\[[0-9;?]*[A-Za-z]"));
    QString text = QString::fromUtf8(bytes).remove(colours);
    return visibleLines(text, shownLine); // tabs stay
}

} // namespace

void JobOutput::label(Line &line) const
{
    line.step = 0;
    line.undo = false;
    for (qsizetype i = m_marks.size() - 1; i >= 0; --i)
        if (m_marks[i].offset <= line.offset) {
            line.step = m_marks[i].step;
            line.undo = m_marks[i].undo;
            return;
        }
}

JobOutput::Line JobOutput::line(qint64 offset, const QByteArray &bytes) const
{
    Line line{offset, bytes.size(), shown(bytes)};
    label(line);
    return line;
}

void JobOutput::append(const QByteArray &bytes)
{
    if (bytes.isEmpty())
        return;
    QByteArray news = m_open + bytes;
    qint64 offset = m_end - m_open.size();
    const bool goesOn = !m_open.isEmpty();
    m_end += bytes.size();
    if (news.size() > m_limit) { // more at once than is kept: what would be let go is not even split
        const qsizetype cut = news.indexOf('\n', news.size() - m_limit) + 1;
        const qsizetype from = cut > 0 ? cut : news.size() - m_limit;
        news.remove(0, from);
        offset += from;
        restartAt(offset);
    }
    QList<Line> lines;
    qsizetype at = 0;
    while (at < news.size()) {
        const qsizetype newline = news.indexOf('\n', at);
        qsizetype end = newline < 0 ? news.size() : newline + 1;
        if (end - at > longestLine)
            end = at + longestLine;
        lines << line(offset + at, news.mid(at, end - at));
        if (newline < 0 && end == news.size() && end - at < longestLine)
            break;
        at = end;
    }
    m_open = news.mid(at);
    if (goesOn && !m_lines.isEmpty() && !lines.isEmpty()) {
        m_lines.last() = lines.takeFirst();
        const QModelIndex last = index(int(m_lines.size()) - 1);
        Q_EMIT dataChanged(last, last);
    }
    if (!lines.isEmpty()) {
        beginInsertRows({}, int(m_lines.size()), int(m_lines.size() + lines.size()) - 1);
        m_lines << lines;
        endInsertRows();
    }
    trim();
}

void JobOutput::skip(qint64 bytes)
{
    if (bytes <= 0)
        return;
    m_end += bytes;
    restartAt(m_end);
}

// Nothing before offset is kept.
void JobOutput::restartAt(qint64 offset)
{
    beginResetModel();
    m_lines.clear();
    m_open.clear();
    m_dropped = offset;
    endResetModel();
}

void JobOutput::trim()
{
    if (m_lines.isEmpty())
        return;
    qsizetype count = std::max<qsizetype>(0, m_lines.size() - mostLines);
    while (count + 1 < m_lines.size() && m_end - m_lines[count].offset > m_limit)
        ++count;
    if (count == 0)
        return;
    beginRemoveRows({}, 0, int(count) - 1);
    m_dropped = m_lines[count].offset;
    m_lines.remove(0, count);
    endRemoveRows();
}

void JobOutput::beginStep(int step, bool undo, qint64 offset)
{
    if (m_marks.size() >= mostMarks)
        return;
    m_marks << Mark{offset, step, undo};
    int first = -1;
    for (int i = int(m_lines.size()) - 1; i >= 0 && m_lines[i].offset >= offset; --i) {
        label(m_lines[i]);
        first = i;
    }
    if (first >= 0)
        Q_EMIT dataChanged(index(first), index(int(m_lines.size()) - 1), {StepRole, IsUndoRole});
}

QString JobOutput::droppedText() const
{
    return m_dropped > 0 ? tr("The first %1 are not kept here.").arg(bytesText(m_dropped)) : QString();
}

QStringList JobOutput::lines(int step) const
{
    QStringList all;
    for (const Line &line : m_lines)
        if (line.step == step)
            all << line.text;
    return all;
}

int JobOutput::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_lines.size());
}

QVariant JobOutput::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const Line &line = m_lines[index.row()];
    switch (role) {
    case Qt::DisplayRole:
    case Qt::AccessibleTextRole:
        return line.text;
    case StepRole:
        return line.step;
    case IsUndoRole:
        return line.undo;
    case OffsetRole:
        return line.offset;
    }
    return {};
}

QHash<int, QByteArray> JobOutput::roleNames() const
{
    auto names = QAbstractListModel::roleNames();
    names.insert({{StepRole, "step"}, {IsUndoRole, "isUndo"}, {OffsetRole, "offset"}});
    return names;
}

} // namespace bouncepro
