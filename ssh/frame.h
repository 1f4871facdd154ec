#pragma once
// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ssh/command.h"

#include <optional>

namespace bouncepro {

/// The script that runs one command under `/bin/sh -s`, and the marks around its answer. Pure: bytes in, bytes out.
///
/// The script is one compound command, so that the shell has read all of it before it runs. It prints a begin mark on
/// both outputs (what login files print before is noise), runs the command under LC_ALL=C and umask 077, and prints end
/// marks, the one on standard output with the exit code. A watcher waits on the channel: when that goes away before the
/// end, it ends the command's process group (sshd alone would leave a silent command running for ever).
class Frame
{
public:
    /// A frame with a fresh random nonce.
    static Frame create();

    QByteArray script(const Command &command) const;
    QByteArray beginMark() const { return m_nonce + "+\n"; }
    /// Followed by the exit code and a line feed on standard output, by a line feed on standard error.
    QByteArray endMark() const { return m_nonce + '-'; }

private:
    explicit Frame(QByteArray nonce) : m_nonce(std::move(nonce)) {}
    QByteArray m_nonce;
};

/// Takes one of the two outputs apart as it arrives.
class FrameReader
{
public:
    static constexpr qint64 maxNoise = 1024 * 1024;

    explicit FrameReader(const Frame &frame) : m_begin(frame.beginMark()), m_end(frame.endMark()) {}

    /// Takes bytes, and returns the part of the command's own output that is certain by now.
    QByteArray take(const QByteArray &bytes);

    bool hasBegun() const { return m_begun; }
    bool isDone() const { return m_done; }
    /// The number after the end mark; nullopt where none stands.
    std::optional<int> exitCode() const { return m_exitCode; }
    /// Bytes before the begin mark so far, and the first of them.
    qint64 noiseBytes() const { return m_noiseBytes; }
    const QByteArray &noise() const { return m_noise; }

private:
    QByteArray takeBody(QByteArray bytes);
    QByteArray m_begin;
    QByteArray m_end;
    QByteArray m_held; // may be the start of a mark
    QByteArray m_noise;
    qint64 m_noiseBytes = 0;
    bool m_begun = false;
    bool m_done = false;
    std::optional<int> m_exitCode;
};

/// The first bytes of an answer for a person: control characters shown as \xNN, cut at limit.
QString printable(const QByteArray &bytes, qsizetype limit = 300);

} // namespace bouncepro
