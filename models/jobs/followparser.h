#pragma once
// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/jobs/jobrecord.h"

#include <functional>

namespace bouncepro {

/// Reads the framed answer of `job.sh follow` as it arrives, in pieces of any size. Remembers how far it came, so
/// that a lost connection is followed on from there: nothing twice, nothing lost.
class FollowParser
{
public:
    std::function<void(const QByteArray &bytes)> onOutput; ///< redacted output of the steps, in order
    std::function<void(const JobEvent &event)> onEvent;
    std::function<void(JobState state)> onState;

    /// Errors: Protocol. A frame that was cut off waits for its rest.
    Result<void> feed(const QByteArray &bytes);
    /// Drops a half-received frame, before following on over a new connection.
    void restart();

    qint64 outputOffset() const { return m_offset; }
    int eventSequence() const { return m_sequence; }
    /// True once the job's end, or its interruption, was received.
    bool isDone() const { return m_done; }
    /// Of the end record: state, step, exit, reason...; empty for an interrupted job.
    const QMap<QString, QString> &result() const { return m_result; }

private:
    Result<void> line(const QByteArray &line);

    QByteArray m_pending;
    qint64 m_offset = 0;
    qint64 m_outputLeft = 0; // bytes of the running output frame that are still to come
    int m_sequence = 0;
    bool m_inResult = false;
    bool m_done = false;
    QMap<QString, QString> m_result;
};

} // namespace bouncepro
