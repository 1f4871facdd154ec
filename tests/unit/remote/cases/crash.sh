# shellcheck shell=bash
# SPDX-FileCopyrightText: 2026 BouncePro Console contributors
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Kills at every point, reboots, recover, recover killed in its turn.

# A plan of four steps with the commit point at the third.
four() { plan "$(new_id)" 4 3; local n; for n in 1 2 3 4; do marking $n "${1:-}"; done; }

# One whole end, from wherever it is now.
recovered() {
    within 5 runner_gone_or_over
    if ! over; then
        within 5 state_is interrupted
        J recover "$S" "$ID" berta > "$D/recover.out" || fail "recover: exit $? $(cat "$D/recover.out")"
        ended
    fi
    case $(result state) in
        succeeded) whole succeeded; is "$(effects)" '1 2 3 4';;
        failed-restored) whole failed-restored; is "$(effects)" '';;
        *) fail "state $(result state)";;
    esac
}
runner_gone_or_over() { over || runner_gone || state_is interrupted; }

# FIRST, then every STRIDE-th point, until a run is not killed any more.
matrix() { # FIRST STRIDE
    local at=$1 points=0
    while :; do
        rm -f "$F"/*
        four; kill_at $at; start > "$D/start.out"; local code=$?
        [ $code = 0 ] || [ $code = 70 ] || fail "point $at: start $code"
        within 10 runner_gone_or_over
        no_kill
        local reached; reached=$(wc -l < "$D/count")
        recovered || fail "point $at"
        [ "$reached" -ge $at ] || break
        points=$((points + 1)) at=$((at + $2))
    done
    echo "$points points"
    [ $points -ge 5 ] || fail "only $points points"
}
case_runner_killed_at_many_points() {
    if [ -n "$FULL" ]; then matrix 1 1; elif [ "$SH" = dash ]; then matrix 1 12; else matrix 5 12; fi
}

# The same for a recover that goes back and one that goes forward: killed, and run again.
recover_matrix() { # STEP that is killed, FIRST STRIDE
    local at=$2 points=0
    while :; do
        rm -f "$F"/*
        plan "$(new_id)" 4 3
        local n; for n in 1 2 3 4; do
            marking $n "$([ $n != "$1" ] || echo '[ -e $F/again ] || { : > $F/again; kill -9 $PPID; exit 0; }')"
        done
        started; within 5 state_is interrupted
        kill_at "$at"; J recover "$S" "$ID" berta > "$D/recover.out"; within 10 runner_gone_or_over; no_kill
        local reached; reached=$(wc -l < "$D/count")
        recovered || fail "point $at"
        [ "$reached" -ge "$at" ] || break
        points=$((points + 1)) at=$((at + $3))
    done
    echo "$points points"
}
case_recover_killed_going_back() { if [ -n "$FULL" ]; then recover_matrix 2 1 1; else recover_matrix 2 3 14; fi; }
case_recover_killed_going_forward() { if [ -n "$FULL" ]; then recover_matrix 4 1 1; else recover_matrix 4 3 14; fi; }

case_runner_killed_in_each_step() {
    local n want
    for n in 1 2 3 4; do
        rm -f "$F"/*
        plan "$(new_id)" 4 3
        local k; for k in 1 2 3 4; do marking $k "$([ $k != $n ] || echo '[ -e $F/again ] || { : > $F/again; kill -9 $PPID; }')"; done
        started; within 5 state_is interrupted
        J recover "$S" "$ID" berta > "$D/out" || fail "recover $?"
        ended
        want=failed-restored; [ $n != 4 ] || want=succeeded
        whole $want
        is "$(result reason)" killed
        if [ $n = 4 ]; then is "$(effects)" '1 2 3 4'; else is "$(effects)" ''; fi
        local code=0; J recover "$S" "$ID" berta > "$D/out" || code=$?
        is $code 2; grep -qx "state	$want" "$D/out" || fail 'recover of a finished job does not say its state'
    done
}

case_orphaned_step_holds_the_lock() {
    plan "$(new_id)" 2; marking 1; marking 2 'while [ ! -e $F/go ]; do sleep 0.02; done; echo late'
    started; within 5 test -e "$F/2"
    kill -9 "$(runner)"; within 5 runner_gone
    J state "$S" "$ID" > "$D/out"; grep -qx 'state	running' "$D/out" && grep -qx 'orphaned	yes' "$D/out" || fail "$(cat "$D/out")"
    local first=$ID code=0
    J recover "$S" "$ID" berta > "$D/out" || code=$?
    is $code 75; grep -qx "job	$first" "$D/out" || fail 'holder not named'
    plan "$(new_id)" 1; step 1 :; code=0; start > "$D/out" || code=$?
    is $code 75; grep -qx "job	$first" "$D/out" || fail 'holder not named'
    ID=$first; : > "$F/go"; within 5 state_is interrupted; within 3 lock_free
    grep -q late "$S/jobs/$ID/output.log" || fail 'output of the orphan is lost'
    J recover "$S" "$ID" berta > "$D/out"; ended; whole failed-restored; is "$(effects)" ''
}

case_reboot() {
    echo boot-one > "$D/boot"; export BOUNCEPRO_BOOT_ID_FILE=$D/boot
    plan "$(new_id)" 2; marking 1; marking 2 'sleep 60'
    started; within 5 test -e "$F/2"
    local step; step=$(sed -n 's/^sid\t//p' "$S/jobs/$ID/session")
    echo boot-two > "$D/boot"
    is "$(state)" interrupted 'state with a process of that number'
    kill -9 "$(runner)" "-$step"
    is "$(state)" interrupted
    J recover "$S" "$ID" berta > "$D/out" || fail "recover $?"
    ended; whole failed-restored; is "$(result reason) $(effects)" 'rebooted '
}

case_recover_with_undo_failing() {
    plan "$(new_id)" 2; marking 1; step 2 'kill -9 $PPID' 'exit 3'
    started; within 5 state_is interrupted
    J recover "$S" "$ID" berta > "$D/out"; ended; whole failed-needs-person
    is "$(result undo_failed) $(effects)" '2 '
}

case_recover_twice_at_once() {
    plan "$(new_id)" 1; marking 1 'kill -9 $PPID'
    started; within 5 state_is interrupted
    local a=0 b=0
    J recover "$S" "$ID" berta > "$D/a" & local p=$!
    J recover "$S" "$ID" carl > "$D/b" || b=$?
    wait $p || a=$?
    case "$a $b" in '0 75'|'75 0'|'0 2'|'2 0') ;; *) fail "exits $a $b";; esac
    ended; whole failed-restored; is "$(wc -l < "$F/undone")" 1
}

case_recover_after_a_lost_audit_begin() {
    plan "$(new_id)" 1; marking 1 'kill -9 $PPID'
    started; within 5 state_is interrupted
    : > "$S/audit"
    J recover "$S" "$ID" berta > "$D/out"; ended; whole failed-restored
}

case_recover_of_a_torn_event() {
    plan "$(new_id)" 2; marking 1; marking 2 'kill -9 $PPID'
    started; within 5 state_is interrupted
    printf '4\t2026-11-24T03:1' >> "$S/jobs/$ID/events"
    J recover "$S" "$ID" berta > "$D/out"; ended; whole failed-restored; is "$(effects)" ''
}

case_killed_between_the_end_record_and_the_result() {
    plan "$(new_id)" 2; marking 1; marking 2 'exit 4'
    kill_at 'mv *result.new*'; start > "$D/out"; within 10 runner_gone; no_kill
    is "$(state) $(grep -c "	end	$ID	" "$S/audit")" 'interrupted 1'
    J recover "$S" "$ID" berta > "$D/out"; ended; whole failed-restored
    is "$(result reason) $(result step) $(result exit)" 'step-failed 2 4'
}

case_runner_that_never_comes() {
    plan "$(new_id)" 1; marking 1
    mkdir "$D/shims"; printf '#!/bin/sh\nexit 0\n' > "$D/shims/setsid"; chmod +x "$D/shims/setsid"
    local code=0; PATH=$D/shims:$PATH start > "$D/out" || code=$?
    is $code 70; is "$(state)" interrupted
    J recover "$S" "$ID" berta > "$D/out"; ended; whole failed-restored; is "$(result undone)" 0
}

case_survives_the_session_that_started_it() {
    plan "$(new_id)" 1; marking 1 'sleep 0.5'
    bundle > "$D/b"
    setsid sh -c "trap '' HUP; sh '$D/remote/job.sh' start '$S' '$ID' < '$D/b' > '$D/out'; echo \$? > '$D/code'; sleep 60" & local p=$!
    within 5 test -s "$D/code"; is "$(cat "$D/code")" 0
    kill -HUP -- "-$p"; kill -9 -- "-$p"
    ended; whole succeeded
}

case_starter_killed_leaves_nothing_for_long() {
    plan "$(new_id)" 1; step 1 :; mkdir "$B/secret"; echo hunter2-hunter2 > "$B/secret/v"
    mkfifo "$D/pipe"; exec 4<>"$D/pipe"
    sh "$D/remote/job.sh" start "$S" "$ID" < "$D/pipe" 4>&- & local p=$!
    bundle | sed '$d' >&4    # the end never comes
    within 5 sh -c "ls -A '$S/jobs' | grep -q ."
    kill -9 $p "$(pgrep -P $p)"; wait $p; exec 4>&-
    plan "$(new_id)" 1; step 1 :; started; ended; whole succeeded
}
