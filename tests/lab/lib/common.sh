#!/bin/bash
# SPDX-FileCopyrightText: 2026 BouncePro Console contributors
# SPDX-License-Identifier: GPL-3.0-or-later
#
# What every part of the lab shares: messages, paths, locks, waiting with a deadline.
# shellcheck disable=SC2034  # variables are read by the other files

LAB_CACHE=${BOUNCEPRO_LAB_CACHE:-/var/cache/bouncepro-lab}
LABEL=bouncepro.lab
STACK=/opt/bouncepro
# The accounts of a lab server; each has an alias NAME-ACCOUNT in the lab's ssh_config.
ACCOUNTS="deploy second admin nodocker noisy chatty garbage silent fish csh nocompose nodockercli password"

say() { printf 'lab: %s\n' "$*" >&2; }
die() { say "$*"; exit 1; }
usage_error() { say "$*"; say "see 'lab help'"; exit 2; }

check_name() {
    [[ $1 =~ ^[a-z][a-z0-9-]{0,30}$ ]] ||
        usage_error "'$1' is not a lab name (a-z, then a-z, 0-9 and '-', at most 31)"
}

lab_dir() { printf '%s/labs/%s' "$LAB_CACHE" "$1"; }
container_of() { printf 'bouncepro-lab-%s' "$1"; }
volume_of() { printf 'bouncepro-lab-%s-docker' "$1"; }

need_root() { [ "$(id -u)" = 0 ] || die "needs root (it runs a Docker Engine and debootstrap)"; }

need_tools() {
    local missing=() t
    for t in "$@"; do command -v "$t" >/dev/null || missing+=("$t"); done
    [ ${#missing[@]} = 0 ] || die "missing on this machine: ${missing[*]}; packaging/install-dependencies installs them"
}

# Locks of this process by name: descriptors, which end with it and are kept out of what it leaves running.
declare -A LOCKS=()

# lock NAME [-s|-n]: exclusive, or shared (-s), or exclusive at once or not at all (-n).
lock() {
    local fd flags=(-w 900)
    case ${2:-} in
    -s) flags+=(-s) ;;
    -n) flags=(-n) ;;
    esac
    mkdir -p "$LAB_CACHE"
    exec {fd}>>"$LAB_CACHE/$1.lock"
    if ! flock "${flags[@]}" "$fd"; then
        exec {fd}>&-
        [ "${2:-}" = -n ] && return 1
        die "another lab command has held $LAB_CACHE/$1.lock for 15 minutes"
    fi
    LOCKS[$1]=$fd
}

unlock() {
    local fd=${LOCKS[$1]}
    exec {fd}>&-
    unset "LOCKS[$1]"
}

# wait_for SECONDS WHAT COMMAND...: polls until COMMAND succeeds, fails when the deadline has passed.
wait_for() {
    local deadline=$((SECONDS + $1)) what=$2
    shift 2
    until "$@" >/dev/null 2>&1; do
        if [ "$SECONDS" -ge "$deadline" ]; then
            say "waited in vain for $what"
            return 1
        fi
        sleep 0.1
    done
}
