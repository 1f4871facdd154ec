// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ssh/replayhost.h"

#include <QCoreApplication>

namespace bouncepro {

using std::chrono::milliseconds;
using std::chrono::steady_clock;

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("ReplayHost", text);
}

} // namespace

void ReplayHost::setDelay(milliseconds delay)
{
    const std::lock_guard lock(m_mutex);
    m_delay = delay;
    m_changed.notify_all();
}

void ReplayHost::setRealTime(bool on)
{
    const std::lock_guard lock(m_mutex);
    m_realTime = on;
}

void ReplayHost::failAt(const QString &word, const Error &error)
{
    const std::lock_guard lock(m_mutex);
    m_failures.emplaceBack(word, error);
    m_changed.notify_all();
}

void ReplayHost::disconnect()
{
    const std::lock_guard lock(m_mutex);
    m_disconnected = true;
    m_changed.notify_all();
}

void ReplayHost::recover()
{
    const std::lock_guard lock(m_mutex);
    m_disconnected = false;
    m_failures.clear();
    m_changed.notify_all();
}

QStringList ReplayHost::questions() const
{
    const std::lock_guard lock(m_mutex);
    return m_questions;
}

// Waits until begin + fixed (else + the delay as it stands), and tells what keeps the call from its answer.
Result<void> ReplayHost::waitUntil(steady_clock::time_point begin, std::optional<milliseconds> fixed,
                                   const QString &question, std::stop_token stop)
{
    std::unique_lock lock(m_mutex);
    for (;;) {
        if (stop.stop_requested())
            return fail(ErrorCode::Cancelled, tr("Cancelled; nothing was changed."));
        if (m_disconnected)
            return fail(ErrorCode::Disconnected, tr("The connection to %1 was lost.").arg(m_transcript.identity.host));
        for (const auto &[word, error] : m_failures)
            if (question.contains(word))
                return fail(error);
        const auto due = begin + fixed.value_or(m_delay);
        if (steady_clock::now() >= due)
            return {};
        // Woken by every change: a shorter delay, a failure, a stop.
        m_changed.wait_until(lock, stop, due, [&, disconnected = m_disconnected, failures = m_failures.size()] {
            return m_disconnected != disconnected || m_failures.size() != failures ||
                   begin + fixed.value_or(m_delay) != due;
        });
    }
}

namespace {
// A stream that went on when the recorder had enough of it.
bool isOpenStream(const Exchange &exchange)
{
    return exchange.kind == ExchangeKind::Stream && exchange.error && exchange.error->code == ErrorCode::Cancelled;
}
} // namespace

void ReplayHost::setUnrecorded(const Error &error)
{
    const std::lock_guard lock(m_mutex);
    m_unrecorded = error;
}

Result<Exchange> ReplayHost::answer(const Exchange &question, std::stop_token stop)
{
    {
        const std::lock_guard lock(m_mutex);
        m_questions << question.question();
    }
    if (auto waited = waitUntil(steady_clock::now(), std::nullopt, question.question(), stop); !waited)
        return fail(waited.error());

    const std::lock_guard lock(m_mutex);
    m_used.resize(m_transcript.exchanges.size());
    qsizetype found = -1;
    bool otherInput = false;
    for (qsizetype i = 0; i < m_transcript.exchanges.size(); ++i) {
        const Exchange &exchange = m_transcript.exchanges[i];
        if (exchange.asksLike(question)) {
            found = i;
            if (!m_used[i])
                break;
        } else if (exchange.asksLikeButForInput(question)) {
            otherInput = true;
        }
    }
    if (found < 0 && m_unrecorded)
        return fail(*m_unrecorded);
    if (found < 0)
        return fail(ErrorCode::NotFound,
                    otherInput ? tr("This was recorded with another input: %1").arg(question.question())
                               : tr("This was never recorded: %1").arg(question.question()),
                    tr("Record the transcript anew: tests/gui/record (needs the lab)."));
    m_used[found] = true;
    const Exchange &exchange = m_transcript.exchanges[found];
    if (exchange.error && !isOpenStream(exchange))
        return fail(*exchange.error);
    return exchange;
}

Result<Output> ReplayHost::run(const Command &command, std::stop_token stop)
{
    auto exchange = answer(Exchange::asked(ExchangeKind::Run, command), stop);
    if (!exchange)
        return fail(exchange.error());
    return exchange->output;
}

Result<Output> ReplayHost::stream(const Command &command, const Sink &sink, std::stop_token stop)
{
    const auto begin = steady_clock::now();
    auto exchange = answer(Exchange::asked(ExchangeKind::Stream, command), stop);
    if (!exchange)
        return fail(exchange.error());
    const bool realTime = [this] {
        const std::lock_guard lock(m_mutex);
        return m_realTime;
    }();
    for (const auto &batch : exchange->batches) {
        const milliseconds due(realTime ? batch.milliseconds : 0);
        if (auto waited = waitUntil(begin, due, exchange->question(), stop); !waited)
            return fail(waited.error());
        sink(batch.bytes);
    }
    while (isOpenStream(*exchange)) // silence, until somebody has enough
        if (auto waited = waitUntil(steady_clock::now(), std::chrono::hours(1), exchange->question(), stop); !waited)
            return fail(waited.error());
    return exchange->output;
}

Result<RemoteFile> ReplayHost::readFile(const QString &path, qint64 limit, std::stop_token stop)
{
    auto exchange = answer(Exchange::asked(ExchangeKind::ReadFile, path), stop);
    if (!exchange)
        return fail(exchange.error());
    if (exchange->output.out.size() > limit)
        return fail(ErrorCode::TooLarge, tr("%1 is larger than %2 bytes.").arg(path).arg(limit));
    return RemoteFile{exchange->output.out, exchange->fileSha256, exchange->fileMode};
}

Result<QByteArray> ReplayHost::replaceFile(const QString &path, const QByteArray &, const ReplaceOptions &,
                                           std::stop_token stop)
{
    auto exchange = answer(Exchange::asked(ExchangeKind::ReplaceFile, path), stop);
    if (!exchange)
        return fail(exchange.error());
    return exchange->fileSha256;
}

tl::unexpected<Error> ReplayHost::unsupported(const QString &what) const
{
    return fail(ErrorCode::NotFound, tr("%1 is not part of a recording.").arg(what),
                tr("Connect to a real server for that."));
}

Result<void> ReplayHost::download(const QString &, const QString &, const Progress &, std::stop_token)
{
    return unsupported(tr("A download"));
}

Result<void> ReplayHost::upload(const QString &, const QString &, int, const Progress &, std::stop_token)
{
    return unsupported(tr("An upload"));
}

Result<std::unique_ptr<Forward>> ReplayHost::forward(const QString &, int, std::stop_token)
{
    return unsupported(tr("A forward"));
}

} // namespace bouncepro
