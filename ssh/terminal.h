#pragma once
// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <QByteArray>
#include <QSize>

#include <functional>
#include <mutex>
#include <optional>

namespace bouncepro {

/// What a person types into a terminal on a server, and how large it is; written on one thread, never waiting, and
/// taken by the connection on another. It outlives the session that takes it.
class TerminalInput
{
public:
    explicit TerminalInput(QSize size) : m_size(size) {}

    /// Bytes for the terminal, as keys send them.
    void write(const QByteArray &bytes);
    /// Columns and rows.
    void resize(QSize size);

    /// For who carries it: what was written since, and the size where it changed.
    QByteArray take();
    std::optional<QSize> takeSize();
    QSize size() const;
    /// Called after write and resize on their thread; must not block. An empty one: nobody carries it.
    void setWaker(std::function<void()> waker);

private:
    void wake();
    mutable std::mutex m_mutex;
    QByteArray m_bytes;
    QSize m_size;
    bool m_isResized = false;
    std::function<void()> m_waker;
};

} // namespace bouncepro
