// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/jobs/followparser.h"

#include <QCoreApplication>

#include <utility>

namespace bouncepro {

Result<void> FollowParser::feed(const QByteArray &bytes)
{
    m_pending += bytes;
    qsizetype at = 0;
    const auto keepRest = [&] { m_pending.remove(0, at); };
    while (at < m_pending.size()) {
        if (m_outputLeft > 0) {
            const qsizetype n = std::min<qint64>(m_outputLeft, m_pending.size() - at);
            if (onOutput)
                onOutput(m_pending.mid(at, n));
            at += n;
            m_offset += n;
            m_outputLeft -= n;
            continue;
        }
        const qsizetype end = m_pending.indexOf('\n', at);
        if (end < 0)
            break;
        const QByteArray text = m_pending.mid(at, end - at);
        at = end + 1;
        if (auto read = line(text); !read) {
            keepRest();
            return read;
        }
    }
    keepRest();
    if (m_pending.size() > 64 * 1024)
        return fail(ErrorCode::Protocol,
                    QCoreApplication::translate("JobRecord", "The server's answer has a line without an end."));
    return {};
}

void FollowParser::restart()
{
    m_pending.clear();
    m_outputLeft = 0; // its rest comes again from m_offset
    m_inResult = m_done = false;
    m_result.clear();
}

Result<void> FollowParser::line(const QByteArray &line)
{
    if (m_inResult) {
        m_result.insert(parseKeyValues(line));
        return {};
    }
    const QList<QByteArray> words = line.split(line.startsWith("O ") ? ' ' : '\t');
    const QByteArray &tag = words.first();
    if (tag == "O" && words.size() == 3 && words[1].toLongLong() == m_offset) {
        m_outputLeft = words[2].toLongLong();
        if (m_outputLeft >= 0 && m_outputLeft <= (1LL << 40))
            return {};
    } else if (tag == "E") {
        auto event = parseJobEvent(line.mid(2));
        if (!event)
            return fail(event.error());
        if (event->sequence <= m_sequence) // sent again after a reconnect
            return {};
        m_sequence = event->sequence;
        if (onEvent)
            onEvent(*event);
        return {};
    } else if (tag == "S" && words.size() == 2) {
        const auto state = jobStateFrom(QString::fromUtf8(words[1]));
        if (!state)
            return fail(state.error());
        m_done = m_done || *state == JobState::Interrupted;
        if (onState)
            onState(*state);
        return {};
    } else if (tag == "R") {
        m_inResult = true;
        m_done = true;
        return {};
    } else if (tag == "H") { // heartbeat
        return {};
    }
    return fail(
        ErrorCode::Protocol,
        QCoreApplication::translate("JobRecord", "The server's answer about the job has an unknown frame."),
        QCoreApplication::translate("JobRecord", "Follow the job again; if it stays so, look at it on the server."),
        QString::fromUtf8(line.left(300)));
}

} // namespace bouncepro
