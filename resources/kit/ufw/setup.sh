#!/bin/sh
# SPDX-FileCopyrightText: 2026 BouncePro Console contributors
# SPDX-License-Identifier: GPL-3.0-or-later
#
# setup.sh [SSH_PORT...]: lets in SSH, HTTP and HTTPS and nothing else; safe to repeat. As root.
# Without SSH_PORT the ports that sshd itself names, or 22: whoever runs this over SSH must not be locked out. SSH is
# allowed, not limited: ufw's limit of six connections in 30 s would shut out the console and git.
# Docker's published ports go past ufw; the stack publishes those of nginx alone.
set -eu
[ $# -gt 0 ] || {
    # shellcheck disable=SC2046 # one word a port
    set -- $(sshd -T 2>/dev/null | sed -n 's/^port //p')
    [ $# -gt 0 ] || set -- 22
}
for port; do
    case $port in ''|*[!0-9]*|??????*) echo "usage: setup.sh [SSH_PORT...]" >&2; exit 2;; esac
done
ufw default deny incoming
ufw default allow outgoing
for port in "$@" 80 443; do ufw allow "$port/tcp"; done
ufw --force enable
ufw status verbose
