#pragma once
// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ssh/mailbox.h"

#include <memory>
#include <vector>

namespace bouncepro {

/// The 2 to 4 threads with event loops on which connections live; started at first use, ended with the application.
class IoThreads
{
public:
    static IoThreads &instance();
    ~IoThreads();

    /// The thread for the next connection, in turn.
    Mailbox::Sender next();
    /// True on one of these threads, where nothing may block.
    static bool isCurrent();
    /// The parent of objects that live on the calling I/O thread; deletes them when the thread ends.
    static QObject *root();

private:
    IoThreads();
    class Thread;
    std::vector<std::unique_ptr<Thread>> m_threads;
    size_t m_next = 0;
};

} // namespace bouncepro
