#pragma once
// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ssh/link.h"

#include <QTemporaryDir>

namespace bouncepro {

/// A Unix socket in a fresh 0700 folder whose connections are carried to host:port, as the server reaches it. It
/// listens on the session's thread, and goes with the session. For any worker.
class SocketForward : public Forward
{
public:
    static Result<std::unique_ptr<Forward>> create(std::shared_ptr<Link> link, const QString &host, int port,
                                                   const std::stop_token &stop);
    ~SocketForward() override;
    QString socketPath() const override { return m_path; }

private:
    class Listener;
    struct Place // of the listener, on the session's thread
    {
        Listener *listener = nullptr;
    };
    SocketForward() = default;
    std::shared_ptr<Link> m_link;
    std::shared_ptr<Place> m_place = std::make_shared<Place>();
    std::unique_ptr<QTemporaryDir> m_folder;
    QString m_path;
};

} // namespace bouncepro
