#!/bin/sh
# SPDX-FileCopyrightText: 2026 BouncePro Console contributors
# SPDX-License-Identifier: GPL-3.0-or-later
# What every remote script shares: answers, checks of names, time, processes. Sourced, never run.
# Works in dash 0.5.12 and in bash as sh; needs coreutils, util-linux (flock, setsid, setpriv), sed, grep.
#
# Exit codes of all commands: 0 ok; 2 bad usage, bad input, or not possible in the job's state (stdout
# gives the state); 17 exists already; 65 bundle cut short or malformed; 66 no such job; 70 the runner did
# not report in 10 s; 73 STATE cannot be written; 75 lock held (stdout gives the holder); 77 not permitted
# for this Unix account.
# shellcheck disable=SC2034  # variables set here are read by the scripts that source this file

export LC_ALL=C
umask 007
unset CDPATH
T='	'
GRACE=${BOUNCEPRO_GRACE:-10}    # seconds from TERM to KILL; only tests change it

say() { printf '%s\t%s\n' "$1" "$2"; }
warn() { printf 'job.sh: %s\n' "$*" >&2; }
die() { die_code=$1; shift; warn "$*"; exit "$die_code"; }
now() { date -u +%Y-%m-%dT%H:%M:%S.%3NZ; }

# Milliseconds since boot / 10, without a fork: monotonic, so clock steps do not matter.
ticks() {
    read -r tk _ < /proc/uptime
    tk=${tk%.*}${tk#*.}; tk=${tk#0}; tk=${tk#0}
}

boot_id() { read -r boot < "${BOUNCEPRO_BOOT_ID_FILE:-/proc/sys/kernel/random/boot_id}"; }

is_number() { case $1 in 0) ;; ''|0*|*[!0-9]*|??????????*) return 1;; esac; }

# One line of printable text, not empty, at most 512 bytes: what may stand in a tab-separated field.
is_text() {
    case $1 in ''|*[[:cntrl:]]*) return 1;; esac
    [ "${#1}" -le 512 ]
}

is_id() {
    case $1 in *[!0-9a-zTZ-]*) return 1;; esac
    printf '%s\n' "$1" | grep -Eqx '[0-9]{8}T[0-9]{6}Z-[a-z0-9]([a-z0-9-]{0,62}[a-z0-9])?-[0-9a-f]{6}'
}

# Facts of one process, by builtins alone. False when it is gone or a zombie.
proc_stat() {
    ps_line=
    { while read -r ps_part; do ps_line="$ps_line $ps_part"; done < "/proc/$1/stat"; } 2>/dev/null
    [ -n "$ps_line" ] || return 1
    # shellcheck disable=SC2086  # numbers, split on purpose
    set -- ${ps_line##*) }
    [ $# -ge 20 ] || return 1
    ps_state=$1 ps_session=$4 ps_start=${20}
    case $ps_state in Z|X) return 1;; esac
}

# The same process as recorded, not a later one with a recycled number.
is_alive() { proc_stat "$1" && [ "$ps_start" = "$2" ]; }

# pids: the processes of session $1, and, where $2 is given, those that hold that file as descriptor 8.
find_pids() {
    pids=
    for fp in /proc/[0-9]*; do
        fp_pid=${fp#/proc/}
        [ "$fp_pid" != "$$" ] || continue
        if [ -n "${2:-}" ] && [ "$fp/fd/8" -ef "$2" ]; then :
        elif [ -n "$1" ] && [ "$1" != 0 ]; then
            proc_stat "$fp_pid" && [ "$ps_session" = "$1" ] || continue
        else continue
        fi
        proc_stat "$fp_pid" && pids="$pids $fp_pid"
    done
    [ -n "$pids" ]
}

signal_pids() { # SIGNAL PID...
    sp_signal=$1; shift
    for sp_pid; do kill -s "$sp_signal" "$sp_pid" 2>/dev/null; done
    return 0
}

# Ends what find_pids finds: TERM (where $4 is "asked" one was sent already, so after half the time), KILL after $3 seconds.
end_pids() { # SESSION FILE SECONDS [asked]
    find_pids "$1" "$2" || return 0
    # shellcheck disable=SC2086
    [ "${4:-}" = asked ] || signal_pids TERM $pids
    ep_left=$(($3 * 10))
    while find_pids "$1" "$2"; do
        # shellcheck disable=SC2086
        [ "$ep_left" -ne $(($3 * 5)) ] || signal_pids TERM $pids
        # shellcheck disable=SC2086
        [ "$ep_left" -gt 0 ] || signal_pids KILL $pids
        ep_left=$((ep_left - 1))
        [ "$ep_left" -gt -50 ] || return 1
        sleep 0.1
    done
}

# New file in place of an old one: temporary name, sync, rename. Content on standard input.
replace_file() {
    cat > "$1.tmp.$$" && sync "$1.tmp.$$" && mv -f "$1.tmp.$$" "$1" || { rm -f "$1.tmp.$$"; return 1; }
}

# Blocks set aside, so that what must be written at the end can be written on a full disk.
reserve() { # FILE OFFSET BYTES
    fallocate -n -o "$2" -l "$3" "$1" 2>/dev/null
    return 0
}
