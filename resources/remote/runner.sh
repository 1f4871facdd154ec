#!/bin/sh
# SPDX-FileCopyrightText: 2026 BouncePro Console contributors
# SPDX-License-Identifier: GPL-3.0-or-later

# runner.sh start|recover STATE ID: carries a job out. Started detached by start.sh with descriptor 9 (STATE/lock) and 8
# (jobs/ID/alive) held. Not for use by hand.
#
# Forward: each step is a start and an end event. A step that fails, times out or is cancelled up to the commit point
# is undone with all before it, newest first; every undo is tried even when one fails. After the commit point a
# failure needs a person, and a cancel comes too late. On recover it goes on from what events say.
# At the end: secrets deleted; result.new written and synced; audit end, once; result.new renamed to result.
# Whatever cannot be written leaves the job without a result, that is, interrupted.

BIN=${0%/*}
. "$BIN/lib.sh"
. "$BIN/audit.sh"
. "$BIN/jobstate.sh"
. "$BIN/lock.sh"
. "$BIN/step.sh"

STATE=$2 JOB=$3
JOB_DIR=$STATE/jobs/$JOB
dir=$JOB_DIR
export STATE JOB JOB_DIR BIN
unset RELEASE
for name in $(env | sed -n 's/^\(COMPOSE_[A-Za-z0-9_]*\)=.*/\1/p'); do unset "$name"; done
cd / || exit 1
load_job "$dir"
reason=none at_step=0 at_exit=0 undo_failed=0

nn() { [ "$1" -ge 10 ] && nn="$1" || nn="0$1"; }
read_number() { # FILE DEFAULT
    number=$2
    { [ ! -e "$1" ] || read -r number < "$1" || [ -n "$number" ]; } 2>/dev/null
    is_number "$number" || number=$2
}

# A line of events, durable before anything depends on it. On a full disk the reserve makes room once.
event() { # STEP KIND EXIT
    e_seq=$((e_seq + 1))
    ev_now=$(now); ev_size=$(stat -c %s "$dir/output.log")
    ev_line="$e_seq$T${ev_now:--}$T$1$T$2$T$3$T${ev_size:-0}"
    { printf '%s\n' "$ev_line" >> "$dir/events" && sync "$dir/events"; } 2>/dev/null && return 0
    rm -f "$dir/reserve"
    { printf '\n%s\n' "$ev_line" >> "$dir/events" && sync "$dir/events"; } 2>/dev/null
}

committed() { [ "$j_commit" -gt 0 ] && in_set "$j_commit" "$e_done"; }

stop() { # REASON STEP EXIT
    reason=$1 at_step=$2 at_exit=$3
    printf '%s\t%s\t%s\n' "$@" | replace_file "$dir/why" 2>/dev/null
    return 1
}

forward() { # FROM; false when the job has to stop
    n=$1
    while [ "$n" -le "$j_steps" ]; do
        nn "$n"
        if ! committed && [ -e "$dir/cancel" ]; then stop cancelled "$((n - 1))" 0; return; fi
        [ "/proc/$$/fd/9" -ef "$STATE/lock" ] || { stop lock-lost "$((n - 1))" 0; return; }
        event "$n" start - || { stop disk-full "$n" 0; return; }
        e_started="$e_started$n "
        read_number "$dir/steps/$nn/timeout" 0
        if committed; then can_cancel=; else can_cancel=yes; fi
        run_script "$dir/steps/$nn/run" "$number" "$can_cancel"
        event "$n" end "$rc" || { stop disk-full "$n" "$rc"; return; }
        [ "$rc" -ne 0 ] || e_done="$e_done$n "
        if ! committed && [ -e "$dir/cancel" ]; then stop cancelled "$n" "$rc"; return; fi
        [ -z "$timed_out" ] || { stop timeout "$n" "$rc"; return; }
        [ "$rc" -eq 0 ] || { stop step-failed "$n" "$rc"; return; }
        at_step=$n
        n=$((n + 1))
    done
}

# The undos of all steps that were started, newest first.
backward() {
    n=$j_steps
    while [ "$n" -ge 1 ]; do
        nn "$n"
        if in_set "$n" "$e_started" && ! in_set "$n" "$e_undone" && [ -e "$dir/steps/$nn/undo" ]; then
            event "$n" undo -
            read_number "$dir/steps/$nn/undo-timeout" 900
            run_script "$dir/steps/$nn/undo" "$number" ''
            event "$n" undone "$rc"
            if [ "$rc" -eq 0 ]; then e_undone="$e_undone$n "
            elif [ "$undo_failed" -eq 0 ]; then undo_failed=$n
            fi
        fi
        n=$((n - 1))
    done
}

finish() { # STATE
    rm -rf "$dir/secret" "$dir/redact"
    undone=0
    for name in $e_undone; do undone=$((undone + 1)); done
    ended=$(now)
    write_result() {
        printf 'state\t%s\nstep\t%s\nexit\t%s\nstarted\t%s\nended\t%s\nundone\t%s\nundo_failed\t%s\nreason\t%s\n' "$1" \
            "$at_step" "$at_exit" "$began" "$ended" "$undone" "$undo_failed" "$reason" >> "$dir/result.new" && sync "$dir/result.new"
    } 2>/dev/null
    write_result "$1" || { rm -f "$dir/reserve" "$dir/result.new"; write_result "$1"; } || exit 74
    audit_end "$1" || { rm -f "$dir/reserve"; audit_end "$1"; } || exit 74
    rm -f "$dir/reserve" "$dir/session" "$dir/.fifo"
    mv -f "$dir/result.new" "$dir/result" || exit 74
    sync "$dir"
    rm -f "$dir/why"
    release_lock
    exit 0
}
audit_end() { audit_add end "$JOB" "$j_actor" "$j_action" "$j_subject" "$1" once; }

# Stopped: back before the commit point, a person after it.
settle() {
    committed && finish failed-needs-person
    backward
    [ "$undo_failed" -eq 0 ] || finish failed-needs-person
    [ "$reason" != cancelled ] || finish cancelled
    finish failed-restored
}

resume() {
    [ -z "$(tail -c 1 "$dir/events")" ] || printf '\n' >> "$dir/events"
    load_events "$dir"
    at_step=$e_step
    if [ -e "$dir/why" ]; then IFS=$T read -r reason at_step at_exit < "$dir/why"; fi
    if audit_outcome "$JOB"; then finish "$outcome"; fi    # killed between that record and the result
    if committed; then
        n=$((j_commit + 1))
        while in_set "$n" "$e_done"; do n=$((n + 1)); done
        [ "$reason" != none ] || reason=$found_reason
        if in_set "$n" "$e_failed"; then at_step=$n at_exit=$e_exit; finish failed-needs-person; fi
        forward "$n" || settle
        finish succeeded
    fi
    if [ "$reason" = none ]; then
        if [ -e "$dir/cancel" ]; then reason=cancelled
        elif [ "$e_failed" != ' ' ]; then reason=step-failed at_exit=$e_exit
        elif [ "$e_undoing" = no ] && in_set "$j_steps" "$e_done"; then finish succeeded
        else reason=$found_reason
        fi
    fi
    settle
}

as_owner=
if [ -n "$j_owner" ] && [ "$(id -u)" -eq 0 ] && [ "$(id -u "$j_owner")" != 0 ]; then
    as_owner=yes
    owner_gid=$(id -g "$j_owner")
    owner_home=$(getent passwd "$j_owner"); owner_home=${owner_home%:*}; owner_home=${owner_home##*:}
fi

load_events "$dir"
boot_id
found_reason=killed
if load_runner "$dir" && [ "$n_boot" != "$boot" ]; then found_reason=rebooted; fi
began=$e_first; [ "$began" != - ] || began=$(now)
make_fifo
: > "$dir/result.new" && reserve "$dir/result.new" 0 4096
proc_stat $$
{ say pid $$; say boot "$boot"; say start "$ps_start"; say user "$(id -un)"; say bin "$BIN"; say began "$(now)"; } |
    replace_file "$dir/runner" || exit 73

write_holder "$JOB" $$
if [ "$1" = recover ]; then resume; fi
forward 1 || settle
finish succeeded
