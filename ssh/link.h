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
    using Lost = std::function<void(const Error &)>;
    /// Gives an authenticated transport to an I/O thread. through is the connection that carries this one: it is kept
    /// as long, and its loss is what this one's tasks are told. name makes an error one of this connection's place on
    /// the way.
    static std::shared_ptr<Link> adopt(Transport transport, const AliveSettings &alive, Lost lost,
                                       std::shared_ptr<Link> through = {},
                                       std::function<Error(const Error &)> name = {});
    ~Link();
    Link(const Link &) = delete;
    Link &operator=(const Link &) = delete;

    bool isAlive() const;
    /// Why it was lost.
    std::optional<Error> loss() const;
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
        std::optional<Error> loss;
    };
    Link() = default;
    std::shared_ptr<Place> m_place = std::make_shared<Place>();
    Mailbox::Sender m_thread;
    std::shared_ptr<Link> m_through; // goes after this one's session was told to
};

} // namespace bouncepro
