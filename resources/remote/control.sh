#!/bin/sh
# SPDX-FileCopyrightText: 2026 BouncePro Console contributors
# SPDX-License-Identifier: GPL-3.0-or-later

# cancel and break-lock. Sourced by job.sh.

# Leaves the marker that the job's runner looks for, and says what will come of it:
#   effect undo: the step is ended and all is undone; finish: past the commit point, it goes on to its end;
#   recover: its runner is gone, the step is ended if its watcher is left, then the job is to be recovered.
cmd_cancel() { # ACTOR
    is_text "${1:-}" || die 2 'cancel: bad actor'
    withdraw "$1"
    load_state "$dir"
    case $state in pending|running|undoing) ;; *) say state "$state"; exit 2;; esac
    at_step=$e_step    # as state: where it was; a moment later it may be undoing another
    load_job "$dir"
    if [ -e "$dir/cancel" ]; then
        say cancel already
    else
        mark=$dir/.cancel.$$
        { say actor "$1"; say time "$(now)"; say user "$(id -un)"; } > "$mark" 2>/dev/null
        ln "$mark" "$dir/cancel" 2>/dev/null || [ -e "$dir/cancel" ] || : >> "$dir/cancel" || { rm -f "$mark"; die 73 "cannot write $dir/cancel"; }
        rm -f "$mark"
        say cancel requested
        audit_add act "$id" "$1" cancel "$j_subject" requested || warn 'the request stands, but could not be audited'
    fi
    load_events "$dir"
    effect=undo
    if [ "$orphaned" = yes ]; then effect=recover
    elif [ "$e_undoing" = no ] && [ "$j_commit" -gt 0 ] && in_set "$j_commit" "$e_done"; then effect=finish
    fi
    say state "$state"
    say step "$at_step"
    say effect "$effect"
}

# Ends the runner and whatever holds the job's lock: TERM, after 5 s KILL. The job is then interrupted.
cmd_break_lock() { # REASON ACTOR
    is_text "${1:-}" && is_text "${2:-}" || die 2 'break-lock: REASON and ACTOR are a line of text each'
    load_state "$dir"
    load_runner "$dir"
    if ! is_held "$dir/alive"; then say state "$state"; exit 2; fi
    me=$(id -un)
    [ "$me" = root ] || [ -z "$n_user" ] || [ "$n_user" = "$me" ] || die 77 "its processes belong to $n_user: log in as $n_user or root"
    audit_add act "$id" "$2" break-lock "$1" broken || exit 73
    # The runner first, so that it does not take the end of the step for a failure and begin to undo.
    if [ -n "$n_pid" ] && is_alive "$n_pid" "$n_start"; then signal_pids KILL "$n_pid"; fi
    sid=
    if [ -r "$dir/session" ]; then IFS=$T read -r _ sid < "$dir/session"; is_number "$sid" || sid=; fi
    # The session's number is used only while its leader, or the lock, shows that it is still this job's.
    if [ -n "$sid" ] && ! [ "/proc/$sid/fd/8" -ef "$dir/alive" ] && proc_stat "$sid"; then sid=; fi
    end_pids "$sid" "$dir/alive" "${BOUNCEPRO_GRACE:-5}" || die 77 'some of its processes did not end'
    tries=0
    while is_held "$dir/alive" && [ "$tries" -lt 50 ]; do tries=$((tries + 1)); sleep 0.05; done
    load_state "$dir"
    say state "$state"
}
