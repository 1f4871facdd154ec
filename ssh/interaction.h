#pragma once
// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ssh/secret.h"

#include <QList>
#include <QString>

#include <optional>
#include <vector>

namespace bouncepro {

/// A host key that no known_hosts file names.
struct HostKeyQuestion
{
    QString host; ///< as known_hosts would name it, for example [example.org]:2222
    QString keyType;
    QString fingerprint;  ///< SHA256:...
    QString rememberedIn; ///< the file that it is added to when accepted
};

enum class SecretKind { Password, KeyPassphrase };

struct SecretQuestion
{
    SecretKind kind = SecretKind::Password;
    QString user;
    QString host;
    int port = 22;
    QString keyFile; ///< for a passphrase
    int attempt = 1; ///< 2 and 3: the one before was wrong
    bool operator==(const SecretQuestion &) const = default;
};

/// One line that a server asks in keyboard-interactive login.
struct Prompt
{
    QString text;
    bool echo = false; ///< what is typed may be seen
};

/// One round of keyboard-interactive login (RFC 4256). Name, instruction and prompts are the server's own words,
/// bounded and with control characters made visible: to be shown as plain text, beside the host that asks.
struct PromptsQuestion
{
    QString user;
    QString host;
    int port = 22;
    QString name;
    QString instruction;
    QList<Prompt> prompts;
    int attempt = 1; ///< 2 and 3: the server refused the answers before
};

using Answers = std::vector<Secret>;

/// The person, or the keychain, behind a connection. Called on the worker that connects, which waits for the answer
/// as long as it takes: an answer that comes from a dialog must end when the operation is stopped.
class Interaction
{
public:
    virtual ~Interaction() = default;
    virtual bool acceptHostKey(const HostKeyQuestion &question) = 0;
    /// nullopt: none is given; this way to log in is skipped.
    virtual std::optional<Secret> secret(const SecretQuestion &question) = 0;
    /// One answer for each prompt, kept by nobody: they may be codes that serve once. nullopt: none are given; the
    /// login ends, and nothing is sent.
    virtual std::optional<Answers> answers(const PromptsQuestion &) { return std::nullopt; }
    /// The last answer worked: the time to keep it in a keychain.
    virtual void secretAccepted(const SecretQuestion &, const Secret &) {}
    /// The last answer was wrong: a keychain forgets it.
    virtual void secretRejected(const SecretQuestion &) {}
};

/// Accepts no unknown key and knows no secret: for scripts.
class NoInteraction : public Interaction
{
public:
    bool acceptHostKey(const HostKeyQuestion &) override { return false; }
    std::optional<Secret> secret(const SecretQuestion &) override { return std::nullopt; }
    std::optional<Answers> answers(const PromptsQuestion &) override { return std::nullopt; }
};

} // namespace bouncepro
