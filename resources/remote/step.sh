#!/bin/sh
# SPDX-FileCopyrightText: 2026 BouncePro Console contributors
# SPDX-License-Identifier: GPL-3.0-or-later

# Runs one script of a step (its run or its undo), sourced by runner.sh.
#
# The script is the leader of a session of its own. Its output goes into a FIFO (0600); sed with the job's
# redact script copies it to output.log, so no raw byte is ever in a file and the exit status stays the
# script's own. When output.log cannot be written, the rest is read and dropped: nothing blocks.
# A watcher sends TERM, then KILL, on cancel and at the deadline, also when the runner has been killed. A process that
# the script left behind with the output open has 1.6 s; then its output is dropped and the job goes on.
# Descriptors: 5 the FIFO to write, 6 to read, 8 the job's lock, 9 the state's lock (inherited by the script).

# Both run in the background only, and close what they inherit by exec: with a redirection of the call, or a body in
# parentheses, a shell would keep a copy open.
redact() {
    exec 3<&6 5>&- 6<&- 8>&- 9>&-
    trap 'cat <&3 >/dev/null 2>&1 & kill "$rd_pid" 2>/dev/null; exit 3' TERM
    if [ -r "$dir/redact" ]; then
        sed -u -f "$dir/redact" <&3 >> "$dir/output.log" 2>/dev/null & rd_pid=$!
        wait "$rd_pid" && exit 0
    fi
    # The values to hide are not known any more, or the disk is full.
    cat <&3 >/dev/null & rd_pid=$!
    wait "$rd_pid"
    exit 0
}

# One FIFO for the job; a new one after a script that left a process behind with the old one open.
make_fifo() {
    fifo=$dir/.fifo
    rm -f "$fifo"
    mkfifo -m 600 "$fifo" || return 1
    [ -z "$as_owner" ] || chown "$j_owner" "$fifo"
}

# False: cancelled or too late.
may_run() {
    [ -z "$cancellable" ] || [ ! -e "$dir/cancel" ] || return 1
    [ "$deadline" -eq 0 ] && return 0
    ticks
    [ "$tk" -lt "$deadline" ]
}

watch_script() {
    exec </dev/null >/dev/null 8>&- 9>&-
    kill_at=0
    while kill -0 "$sid" 2>/dev/null; do
        if [ "$kill_at" -eq 0 ]; then
            if ! may_run; then
                # shellcheck disable=SC2086
                find_pids "$sid" '' && signal_pids TERM $pids
                ticks; kill_at=$((tk + GRACE * 100))
            fi
        else
            ticks
            # shellcheck disable=SC2086
            [ "$tk" -lt "$kill_at" ] || { find_pids "$sid" '' && signal_pids KILL $pids; }
        fi
        sleep 0.2
    done
    for _ in 1 2 3 4 5 6 7 8; do sleep 0.2; done
    is_alive "$redactor" "$redactor_start" && kill -TERM "$redactor"
    exit 0
}

# rc, timed_out. Cancellable: "yes" or empty; SECONDS 0: no limit.
run_script() { # FILE SECONDS CANCELLABLE
    cancellable=$3 timed_out='' deadline=0
    ticks; [ "$2" -eq 0 ] || deadline=$((tk + $2 * 100))
    set -- sh "$1"
    [ -z "$as_owner" ] || [ -e "${2%/*}/privileged" ] ||
        set -- setpriv --reuid "$j_owner" --regid "$owner_gid" --init-groups -- env HOME="$owner_home" USER="$j_owner" LOGNAME="$j_owner" "$@"
    [ -p "$fifo" ] || make_fifo || { rc=126; return; }
    # shellcheck disable=SC2094  # read-write first, so that no open waits
    exec 7<>"$fifo" 6<"$fifo" 5>"$fifo" 7>&-
    redact & redactor=$!
    proc_stat "$redactor"; redactor_start=$ps_start
    ( umask 022; cd "$j_workdir" || exit 125; exec setsid "$@" ) </dev/null >&5 2>&1 5>&- 6<&- & sid=$!
    exec 5>&- 6<&-
    watch_script & watcher=$!
    printf 'sid\t%s\n' "$sid" > "$dir/session" 2>/dev/null
    wait "$sid"; rc=$?
    if ! may_run; then
        asked=asked
        if [ "$deadline" -ne 0 ]; then
            ticks; [ "$tk" -lt "$deadline" ] || { timed_out=yes; [ "$rc" -ne 0 ] || rc=124; }
        fi
    else
        asked=
    fi
    # What a script leaves behind when it fails must not work on beside its undo.
    [ "$rc" -eq 0 ] && [ -z "$asked" ] || end_pids "$sid" '' "$GRACE" "$asked" || rc=137
    wait "$redactor"
    [ $? -ne 3 ] || make_fifo
    kill "$watcher" 2>/dev/null; wait "$watcher"
} 2>/dev/null
