// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ssh/recordinghost.h"

#include <QElapsedTimer>

#include <algorithm>

namespace bouncepro {

namespace {
constexpr qsizetype shortestSecret = 6;
const QByteArray mask = "[secret]";
} // namespace

RecordingHost::RecordingHost(std::shared_ptr<RemoteHost> host, QByteArray scriptsHash, QList<Secret> secrets)
    : m_host(std::move(host))
{
    m_transcript.scriptsHash = std::move(scriptsHash);
    for (const Secret &secret : secrets) {
        if (secret.reveal().size() < shortestSecret)
            continue;
        m_forms << secret << Secret(secret.reveal().toBase64()) << Secret(secret.reveal().toPercentEncoding());
    }
    std::stable_sort(m_forms.begin(), m_forms.end(),
                     [](const Secret &a, const Secret &b) { return a.reveal().size() > b.reveal().size(); });
}

Transcript RecordingHost::transcript() const
{
    const std::lock_guard lock(m_mutex);
    Transcript copy = m_transcript;
    copy.identity = m_host->identity();
    return copy;
}

QByteArray RecordingHost::scrubbed(QByteArray bytes) const
{
    for (const Secret &form : m_forms)
        bytes.replace(form.reveal(), mask);
    return bytes;
}

QString RecordingHost::scrubbed(const QString &text) const
{
    return QString::fromUtf8(scrubbed(text.toUtf8()));
}

// A secret may lie across batches: it is looked for in all bytes together, and the batch in which it starts takes it.
void RecordingHost::scrub(QList<Exchange::Batch> &batches) const
{
    for (const Secret &form : m_forms) {
        QByteArray all;
        for (const auto &batch : batches)
            all += batch.bytes;
        qsizetype from = 0;
        for (qsizetype at = all.indexOf(form.reveal()); at >= 0; at = all.indexOf(form.reveal(), from)) {
            const qsizetype end = at + form.reveal().size();
            qsizetype begin = 0; // of the batch, in all
            bool masked = false;
            for (auto &batch : batches) {
                const qsizetype size = batch.bytes.size();
                const qsizetype first = std::max(at, begin), last = std::min(end, begin + size);
                if (first < last) {
                    batch.bytes.replace(first - begin, last - first, masked ? QByteArray() : mask);
                    masked = true;
                }
                begin += size;
            }
            all.replace(at, end - at, mask);
            from = at + mask.size();
        }
    }
}

Exchange RecordingHost::asked(ExchangeKind kind, const Command &command) const
{
    Exchange exchange = Exchange::asked(kind, command);
    if (command.hasInput() && scrubbed(command.inputBytes().reveal()) != command.inputBytes().reveal()) {
        exchange.secretInput = true; // even the hash of a short secret could be tried out
        exchange.inputSha256.clear();
    }
    return exchange;
}

void RecordingHost::keep(Exchange exchange)
{
    for (QString &word : exchange.argv)
        word = scrubbed(word);
    for (QString &value : exchange.environment)
        value = scrubbed(value);
    exchange.directory = scrubbed(exchange.directory);
    exchange.path = scrubbed(exchange.path);
    exchange.output.out = scrubbed(exchange.output.out);
    exchange.output.err = scrubbed(exchange.output.err);
    scrub(exchange.batches);
    if (exchange.error)
        exchange.error = Error{exchange.error->code, scrubbed(exchange.error->message),
                               scrubbed(exchange.error->detail), scrubbed(exchange.error->remedy)};
    const std::lock_guard lock(m_mutex);
    m_transcript.exchanges << std::move(exchange);
}

Result<Output> RecordingHost::run(const Command &command, std::stop_token stop)
{
    Exchange exchange = asked(ExchangeKind::Run, command);
    QElapsedTimer timer;
    timer.start();
    auto output = m_host->run(command, stop);
    exchange.milliseconds = timer.elapsed();
    if (output)
        exchange.output = *output;
    else
        exchange.error = output.error();
    keep(std::move(exchange));
    return output;
}

Result<Output> RecordingHost::stream(const Command &command, const Sink &sink, std::stop_token stop)
{
    Exchange exchange = asked(ExchangeKind::Stream, command);
    QElapsedTimer timer;
    timer.start();
    auto output = m_host->stream(
        command,
        [&](const QByteArray &batch) {
            exchange.batches << Exchange::Batch{timer.elapsed(), batch};
            sink(batch);
        },
        stop);
    exchange.milliseconds = timer.elapsed();
    if (output)
        exchange.output = *output;
    else
        exchange.error = output.error();
    keep(std::move(exchange));
    return output;
}

Result<RemoteFile> RecordingHost::readFile(const QString &path, qint64 limit, std::stop_token stop)
{
    Exchange exchange = Exchange::asked(ExchangeKind::ReadFile, path);
    QElapsedTimer timer;
    timer.start();
    auto file = m_host->readFile(path, limit, stop);
    exchange.milliseconds = timer.elapsed();
    if (file) {
        exchange.output.out = file->bytes;
        exchange.fileMode = file->mode;
        // The hash of a file with a secret in it would give that away, and would not fit what is kept.
        if (scrubbed(file->bytes) == file->bytes)
            exchange.fileSha256 = file->sha256;
    } else {
        exchange.error = file.error();
    }
    keep(std::move(exchange));
    return file;
}

Result<QByteArray> RecordingHost::replaceFile(const QString &path, const QByteArray &bytes,
                                              const ReplaceOptions &options, std::stop_token stop)
{
    Exchange exchange = Exchange::asked(ExchangeKind::ReplaceFile, path);
    QElapsedTimer timer;
    timer.start();
    auto hash = m_host->replaceFile(path, bytes, options, stop);
    exchange.milliseconds = timer.elapsed();
    if (!hash)
        exchange.error = hash.error();
    else if (scrubbed(bytes) == bytes)
        exchange.fileSha256 = *hash;
    keep(std::move(exchange));
    return hash;
}

Result<void> RecordingHost::download(const QString &remotePath, const QString &localPath, const Progress &progress,
                                     std::stop_token stop)
{
    return m_host->download(remotePath, localPath, progress, stop);
}

Result<void> RecordingHost::upload(const QString &localPath, const QString &remotePath, int mode,
                                   const Progress &progress, std::stop_token stop)
{
    return m_host->upload(localPath, remotePath, mode, progress, stop);
}

Result<std::unique_ptr<Forward>> RecordingHost::forward(const QString &host, int port, std::stop_token stop)
{
    return m_host->forward(host, port, stop);
}

} // namespace bouncepro
