#pragma once
// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ssh/session.h"

#include <mutex>

namespace bouncepro {

/// A worker's hold on a session: hands tasks over, and closes the connection, without waiting, when it goes.
class Link
{
public:
    /// Gives an authenticated transport to an I/O thread.
    static std::shared_ptr<Link> adopt(Transport transport, const AliveSettings &alive, Session::Lost lost);
    ~Link();
    Link(const Link &) = delete;
    Link &operator=(const Link &) = delete;

    bool isAlive() const;
    /// Starts a task on the session.
    void add(std::shared_ptr<SessionTask> task) const;
    void cancel(std::shared_ptr<SessionTask> task, const Error &error) const;
    /// Lets the session go on with tasks that were held back.
    void wake() const;
    /// Runs something on the session's thread; the session is nullptr when it is gone.
    void withSession(std::function<void(Session *)> action) const;

private:
    struct Place // shared with the messages under way
    {
        Session *session = nullptr; // the I/O thread's
        std::mutex mutex;
        bool alive = true;
    };
    Link() = default;
    std::shared_ptr<Place> m_place = std::make_shared<Place>();
    Mailbox::Sender m_thread;
};

} // namespace bouncepro
