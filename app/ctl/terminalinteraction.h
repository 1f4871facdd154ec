#pragma once
// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ssh/interaction.h"

#include <stop_token>

namespace bouncepro::ctl {

/// Asks on the controlling terminal; where there is none, unknown keys are refused, no secret is known
/// and no question answered.
class TerminalInteraction : public Interaction
{
public:
    explicit TerminalInteraction(std::stop_token stop) : m_stop(std::move(stop)) {}
    bool acceptHostKey(const HostKeyQuestion &question) override;
    std::optional<Secret> secret(const SecretQuestion &question) override;
    std::optional<Answers> answers(const PromptsQuestion &question) override;

private:
    std::stop_token m_stop;
};

} // namespace bouncepro::ctl
