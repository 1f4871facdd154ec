# shellcheck shell=bash
# SPDX-FileCopyrightText: 2026 BouncePro Console contributors
# SPDX-License-Identifier: GPL-3.0-or-later
#
# The lock: racing starters, shared holders, breaking.

case_two_starters_race() {
    local round ran told code_a code_b
    for round in $(seq 20); do
        plan "$(new_id)" 1; step 1 'echo x >> $F/ran; while [ ! -e $F/go ]; do sleep 0.02; done'
        local a=$ID; bundle > "$D/a"
        local b; b=$(new_id)
        rm -f "$F/go" "$F/ran"
        J start "$S" "$a" < "$D/a" > "$D/out.a" & local pa=$!
        J start "$S" "$b" < "$D/a" > "$D/out.b" & local pb=$!
        code_a=0; wait $pa || code_a=$?
        code_b=0; wait $pb || code_b=$?
        within 5 test -s "$F/ran"
        if [ $code_a = 0 ]; then ID=$a; is $code_b 75; told=$D/out.b; ran=$b; else is $code_a 75; is $code_b 0; ID=$b told=$D/out.a ran=$a; fi
        grep -qx "job	$ID" "$told" || fail "round $round: told $(cat "$told")"
        grep -q '^since	20' "$told" && grep -q '^actor	anna' "$told" || fail "told $(cat "$told")"
        [ ! -e "$S/jobs/$ran" ] || fail 'the refused job is there'
        is "$(grep -c "$ran" "$S/audit")" 0 'the refused job in the audit'
        : > "$F/go"; ended
        is "$(wc -l < "$F/ran")" 1 'ran'
    done
    whole succeeded
}

case_one_after_the_other_at_once() {
    local n
    for n in 1 2 3 4 5; do plan "$(new_id)" 1; step 1 :; started; J follow "$S" "$ID" 0 0 > "$D/f"; tail -n 1 "$D/f" | grep -q reason || fail follow; done
    whole succeeded
}

case_shared_jobs_run_together() {
    LOCK=shared plan "$(new_id)" 1; step 1 'while [ ! -e $F/go ]; do sleep 0.02; done'
    started; local first=$ID
    ID=$(new_id); started; local second=$ID
    plan "$(new_id)" 1; step 1 :
    local code=0; start > "$D/out" || code=$?
    is $code 75
    is "$(grep -c '^job	' "$D/out")" 2 holders
    J holder "$S" | grep -qx 'lock	shared' || fail 'not shared'
    : > "$F/go"
    ID=$first; ended; ID=$second; ended; whole succeeded
    ID=$first; whole succeeded
}

case_exclusive_keeps_shared_out() {
    plan "$(new_id)" 1; step 1 'while [ ! -e $F/go ]; do sleep 0.02; done'; started; local first=$ID
    LOCK=shared plan "$(new_id)" 1; step 1 :
    local code=0; start > "$D/out" || code=$?
    is $code 75; grep -qx "job	$first" "$D/out" || fail 'holder'
    J holder "$S" | grep -qx 'lock	exclusive' || fail 'not exclusive'
    : > "$F/go"; ID=$first; ended
}

case_break_lock() {
    export BOUNCEPRO_GRACE=1
    plan "$(new_id)" 2; marking 1; marking 2 'trap "" TERM; echo $$ > $F/pid; sleep 60; sleep 60'
    started; within 5 test -s "$F/pid"
    local before; before=$(runner)
    is "$(J break-lock "$S" "$ID" 'hangs since noon' 'berta' | sed -n 's/^state\t//p')" interrupted
    gone "$(cat "$F/pid")" || fail 'the step works on'
    gone "$before" || fail 'the runner works on'
    grep -q "	act	$ID	berta	break-lock	hangs since noon	broken	" "$S/audit" || fail 'not in the audit'
    within 3 lock_free
    J recover "$S" "$ID" berta > "$D/out" || fail "recover $?"
    ended; whole failed-restored; is "$(effects)" ''
    local code=0; J break-lock "$S" "$ID" again berta > "$D/out" || code=$?
    is $code 2
}

case_lock_replaced_stops_the_job() {
    plan "$(new_id)" 2; marking 1 'rm -f "$STATE/lock"; : > "$STATE/lock"'; marking 2
    started; ended; whole failed-restored
    is "$(result reason) $(effects)" 'lock-lost '
}
