#pragma once
// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <QLocalServer>
#include <QLockFile>

#include <memory>

namespace bouncepro {

/// One console runs for a configuration folder; a second start hands its wishes to the first. The socket lies in a
/// folder that is the user's alone.
class Instance : public QObject
{
    Q_OBJECT

public:
    struct Wishes
    {
        QString server; ///< empty: whichever is in sight
        QString page;
        bool isNewWindow = false;
        bool operator==(const Wishes &) const = default;
    };

    /// configFolder: what the instance is for. runtimeFolder: where its socket goes; empty: the user's own.
    explicit Instance(const QString &configFolder, const QString &runtimeFolder = {}, QObject *parent = nullptr);

    /// Becomes the one that runs: true, and listens from then on. False: another one does.
    bool begin();
    /// Tells the one that runs; waits at most 2 s. False: it does not answer.
    bool handOver(const Wishes &wishes) const;

Q_SIGNALS:
    void asked(const bouncepro::Instance::Wishes &wishes);

private:
    void take(QLocalSocket *socket);
    QString m_socketPath;
    std::unique_ptr<QLockFile> m_lock;
    QLocalServer m_server;
};

} // namespace bouncepro
