// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ssh/terminal.h"

#include <utility>

namespace bouncepro {

void TerminalInput::write(const QByteArray &bytes)
{
    {
        const std::lock_guard lock(m_mutex);
        m_bytes += bytes;
    }
    wake();
}

void TerminalInput::resize(QSize size)
{
    {
        const std::lock_guard lock(m_mutex);
        if (size == m_size)
            return;
        m_size = size;
        m_isResized = true;
    }
    wake();
}

QByteArray TerminalInput::take()
{
    const std::lock_guard lock(m_mutex);
    return std::exchange(m_bytes, {});
}

std::optional<QSize> TerminalInput::takeSize()
{
    const std::lock_guard lock(m_mutex);
    return std::exchange(m_isResized, false) ? std::optional(m_size) : std::nullopt;
}

QSize TerminalInput::size() const
{
    const std::lock_guard lock(m_mutex);
    return m_size;
}

void TerminalInput::setWaker(std::function<void()> waker)
{
    const std::lock_guard lock(m_mutex);
    m_waker = std::move(waker);
}

void TerminalInput::wake()
{
    std::function<void()> waker;
    {
        const std::lock_guard lock(m_mutex);
        waker = m_waker;
    }
    if (waker)
        waker();
}

} // namespace bouncepro
