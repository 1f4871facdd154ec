#pragma once
// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ssh/interaction.h"
#include "ssh/result.h"

#include <QByteArray>

namespace bouncepro {

/// One round of keyboard-interactive login as it came from the server.
struct RawRound
{
    QByteArray name;
    QByteArray instruction;
    struct Line
    {
        QByteArray prompt;
        bool echo = false;
    };
    QList<Line> lines;
};

constexpr int maxPrompts = 16;      ///< in a round
constexpr int maxRounds = 20;       ///< in one try to log in
constexpr int maxPromptBytes = 600; ///< of one prompt, and of the name
constexpr int maxInstructionBytes = 2000;

/// Bounds a round and makes its control characters visible; long text is cut. who asks whom stands in the question
/// already. Errors: Protocol (too many prompts).
Result<PromptsQuestion> readRound(const RawRound &round, PromptsQuestion question);

/// A round that plainly asks for the account's password and nothing else, as OpenSSH's PAM does ("Password:"): one
/// hidden line with no words around it. A kept password may answer it.
bool asksPassword(const PromptsQuestion &question);

} // namespace bouncepro
