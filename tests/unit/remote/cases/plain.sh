# shellcheck shell=bash
# SPDX-FileCopyrightText: 2026 BouncePro Console contributors
# SPDX-License-Identifier: GPL-3.0-or-later
#
# A job that runs to an end: success, failure, undo, timeouts, what steps are given.

case_success() {
    plan "$(new_id)" 3; marking 1; marking 2; marking 3
    started
    grep -qx 'state	running' "$D/start.out" || fail 'start did not say running'
    ended; whole succeeded
    is "$(effects)" '1 2 3'
    is "$(result step) $(result exit) $(result undone) $(result reason)" '3 0 0 none'
    is "$(cat "$S/jobs/$ID/output.log")" 'run 1
run 2
run 3'
    is "$(cut -f1,3-6 "$S/jobs/$ID/events" | tr '\t\n' ' ;')" '1 1 start - 0;2 1 end 0 6;3 2 start - 6;4 2 end 0 12;5 3 start - 12;6 3 end 0 18;'
    is "$(J list "$S" | cut -f1-4,8-)" "$ID	succeeded	test	shop	3	3	0	none	-	-"
    J show "$S" "$ID" | grep -qx 'job	action	test' || fail show
}

case_eight_trivial_steps_are_fast() {
    local try began took
    for try in 1 2 3; do # other cases run beside this one: the best of three counts
        plan "$(new_id)" 8; for n in 1 2 3 4 5 6 7 8; do step $n :; done
        began=${EPOCHREALTIME/./}
        started; ended
        took=$(( (${EPOCHREALTIME/./} - began) / 1000 ))
        [ $took -ge 3000 ] || { echo "$took ms"; return; }    # about 300 ms on a quiet machine
    done
    fail "took $took ms"
}

case_failing_step_is_undone_in_reverse() {
    plan "$(new_id)" 4; marking 1; marking 2; marking 3 'exit 7'; marking 4
    started; ended; whole failed-restored
    is "$(effects)" ''
    is "$(tr '\n' ' ' < "$F/undone")" '3 2 1 '
    is "$(result step) $(result exit) $(result undone) $(result reason)" '3 7 3 step-failed'
}

case_undo_failing_names_it_and_tries_the_others() {
    plan "$(new_id)" 3; marking 1; step 2 ': > $F/2' 'exit 9'; marking 3 'exit 1'
    started; ended; whole failed-needs-person
    is "$(effects)" 2
    is "$(result step) $(result undo_failed) $(result undone) $(result reason)" '3 2 2 step-failed'
}

case_failure_after_commit_needs_a_person() {
    plan "$(new_id)" 3 2; marking 1; marking 2; marking 3 'exit 5'
    started; ended; whole failed-needs-person
    is "$(effects)" '1 2 3'
    is "$(result step) $(result exit) $(result undone)" '3 5 0'
}

case_commit_step_itself_is_undone() {
    plan "$(new_id)" 2 2; marking 1; marking 2 'exit 5'
    started; ended; whole failed-restored
    is "$(effects)" ''
}

case_timeout_ends_the_step_and_its_children() {
    export BOUNCEPRO_GRACE=1
    plan "$(new_id)" 2; marking 1
    step 2 'trap "" TERM; sh -c "trap \"\" TERM; echo \$\$ > \$F/child; sleep 60" & wait; sleep 60' 'rm -f $F/2' 1
    started; ended 15; whole failed-restored
    is "$(result step) $(result reason)" '2 timeout'
    gone "$(cat "$F/child")" || fail 'the child works on'
}

case_killed_step_is_a_failed_step() {
    plan "$(new_id)" 2; marking 1; marking 2 'sleep 60 & echo $! > $F/child; kill -9 $$'
    started; ended; whole failed-restored
    is "$(result step) $(result exit) $(effects)" '2 137 '
    gone "$(cat "$F/child")" || fail 'the child works on beside the undo'
}

case_what_steps_are_given() {
    plan "$(new_id)" 1 0
    sed -i 's#^workdir.*#workdir\t/usr#' "$B/job"
    step 1 'pwd; echo "$STATE $JOB $JOB_DIR $LC_ALL ${BIN##*/}"; umask; env | grep -E "^(RELEASE|COMPOSE|DOCKER)"; cat; [ -t 1 ] || echo no-tty; echo "sid $(cut -d" " -f6 /proc/$$/stat) $$"; echo to-stderr >&2'
    RELEASE=x COMPOSE_FILE=y COMPOSE_PROFILES=z DOCKER_HOST=unix:///h started
    ended; whole succeeded
    local log=$S/jobs/$ID/output.log
    is "$(sed -n 1p "$log")" /usr
    is "$(sed -n 2p "$log")" "$S $ID $S/jobs/$ID C remote"
    is "$(sed -n 3p "$log")" 0022
    is "$(sed -n 4p "$log")" DOCKER_HOST=unix:///h
    is "$(sed -n 5p "$log")" no-tty
    read -r _ a b < <(sed -n 6p "$log"); is "$a" "$b" 'session of its own'
    is "$(sed -n 7p "$log")" to-stderr
}

case_process_left_behind_does_not_hang_the_job() {
    plan "$(new_id)" 2
    step 1 'setsid sh -c "echo \$\$ > \$F/left; exec sleep 30" 8>&- 9>&- & until [ -s $F/left ]; do sleep 0.02; done; echo mine'
    step 2 'echo second'
    started; ended 8; whole succeeded
    kill -0 "$(cat "$F/left")" || fail 'the daemon was ended'
    kill "$(cat "$F/left")"
    is "$(tr '\n' ' ' < "$S/jobs/$ID/output.log")" 'mine second '
}

case_process_left_behind_with_the_lock_is_named() {
    plan "$(new_id)" 1; local first=$ID
    step 1 'setsid sh -c "echo \$\$ > \$F/left; exec sleep 30" >/dev/null 2>&1 & until [ -s $F/left ]; do sleep 0.02; done'
    started; ended 8
    plan "$(new_id)" 1; step 1 :
    local code=0; start > "$D/out" || code=$?
    is $code 75
    grep -qx "job	$(ls "$S/jobs")" "$D/out" && grep -qx 'left	yes' "$D/out" || fail "holder: $(cat "$D/out")"
    BOUNCEPRO_GRACE=1 J break-lock "$S" "$first" 'left over' anna > "$D/out" || fail break-lock
    gone "$(cat "$F/left")" || fail 'still there'
    within 3 lock_free
    started; ended
}

case_large_output_comes_whole() {
    plan "$(new_id)" 1; step 1 'i=0; while [ $i -lt 3000 ]; do echo "line $i 0123456789012345678901234567890123456789"; i=$((i+1)); done; printf "no newline"'
    started; ended
    is "$(wc -l < "$S/jobs/$ID/output.log")" 3000
    is "$(tail -c 10 "$S/jobs/$ID/output.log")" 'no newline'
}
