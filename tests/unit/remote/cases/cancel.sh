# shellcheck shell=bash
# SPDX-FileCopyrightText: 2026 BouncePro Console contributors
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Cancel, from one account and from another; what another account of the group may do.

case_cancel_in_the_middle() {
    plan "$(new_id)" 3; marking 1; marking 2 'sleep 60'; marking 3
    started; within 5 test -e "$F/2"
    J cancel "$S" "$ID" berta > "$D/out" || fail "cancel $?"
    grep -qx 'effect	undo' "$D/out" && grep -qx 'step	2' "$D/out" || fail "$(cat "$D/out")"
    ended 5; whole cancelled; is "$(effects)" ''
    is "$(result step) $(result undone) $(result reason)" '2 2 cancelled'
    grep -q "	act	$ID	berta	cancel	" "$S/audit" || fail 'not in the audit'
    grep -qx 'actor	berta' "$S/jobs/$ID/cancel" || fail 'no name in the marker'
    local code=0; J cancel "$S" "$ID" berta > "$D/out" || code=$?
    is $code 2; grep -qx 'state	cancelled' "$D/out" || fail 'state not told'
}

case_cancel_does_not_wait_for_a_stubborn_step() {
    export BOUNCEPRO_GRACE=1
    plan "$(new_id)" 1; marking 1 'trap "" TERM; sleep 60; sleep 60; sleep 60'
    started; within 5 test -e "$F/1"; J cancel "$S" "$ID" berta > "$D/out"
    ended 8; whole cancelled; is "$(result exit)" 137
}

case_cancel_past_the_commit_point_finishes() {
    plan "$(new_id)" 3 2; marking 1; marking 2; marking 3 'while [ ! -e $F/go ]; do sleep 0.02; done'
    started; within 5 test -e "$F/3"
    J cancel "$S" "$ID" berta > "$D/out"; grep -qx 'effect	finish' "$D/out" || fail "$(cat "$D/out")"
    sleep 0.6; : > "$F/go"; ended; whole succeeded; is "$(effects)" '1 2 3'
}

case_cancel_does_not_stop_the_undos() {
    plan "$(new_id)" 2; step 1 ': > $F/1' 'sleep 0.7; rm -f $F/1'; marking 2 'exit 1'
    started; within 5 state_is undoing; J cancel "$S" "$ID" berta > "$D/out"
    ended; [ "$(effects)" = '' ] || fail "left: $(effects)"; whole failed-restored
}

case_cancel_of_an_orphan() {
    plan "$(new_id)" 1; marking 1 'sleep 60'
    started; within 5 test -e "$F/1"; kill -9 "$(runner)"; within 5 runner_gone
    J cancel "$S" "$ID" berta > "$D/out"; grep -qx 'effect	recover' "$D/out" || fail "$(cat "$D/out")"
    within 5 state_is interrupted
    J recover "$S" "$ID" berta > "$D/out"; ended; whole cancelled; is "$(effects)" ''
}

case_unknown_job() {
    local code command
    for command in state show 'cancel:berta' 'recover:berta' 'follow:0:0' 'break-lock:why:berta'; do
        IFS=: read -ra words <<< "$command"
        code=0; J "${words[0]}" "$S" 20261124T031500Z-test-ffffff "${words[@]:1}" > "$D/out" 2>&1 || code=$?
        is $code 66 "$command"
    done
    code=0; J state "$S" ../../etc 2>/dev/null || code=$?; is $code 2
}

two_accounts() {
    [ -n "$BOB" ] || skip 'needs root to make two accounts'
    chgrp "$GROUP" "$S"; chmod 2770 "$S"; chown "$ALICE" "$S"; chmod 777 "$F"; chmod 2777 "$D"
}
case_second_account_watches_and_cancels() {
    two_accounts
    as "$ALICE"; plan "$(new_id)" 2; marking 1; marking 2 'echo here; sleep 60'
    echo 's/xxxxxx/[redacted]/g' > "$B/redact"
    started; within 5 test -e "$F/2"
    as "$BOB"
    is "$(J list "$S" | cut -f2)" running
    J show "$S" "$ID" | grep -qx 'state	running' || fail show
    J follow "$S" "$ID" 0 0 > "$D/follow" & local p=$!
    within 5 grep -q here "$D/follow"
    local code=0 first=$ID; plan "$(new_id)" 1; step 1 :; start > "$D/out" || code=$?
    is $code 75; grep -qx "job	$first" "$D/out" || fail 'holder'
    ID=$first
    code=0; J break-lock "$S" "$ID" 'no right to' bob 2>/dev/null || code=$?; is $code 77
    J cancel "$S" "$ID" bob > "$D/out" || fail "cancel $?"
    ended; wait $p; grep -q '^state	cancelled' "$D/follow" || fail 'follow did not end'
    whole cancelled
    plan "$(new_id)" 1; step 1 'id -un'; started; ended; whole succeeded
    is "$(cat "$S/jobs/$ID/output.log")" "$BOB"
    as "$ALICE"; plan "$(new_id)" 1; step 1 :; started; ended; whole succeeded
    is "$(find "$S" ! -group "$GROUP" | wc -l)" 0 'files of another group'
}
case_second_account_recovers() {
    two_accounts
    as "$ALICE"; plan "$(new_id)" 2; marking 1; marking 2 'kill -9 $PPID'; echo 's/xxxxxx/[redacted]/g' > "$B/redact"
    started; within 5 state_is interrupted
    as "$BOB"
    local code=0; J recover "$S" "$ID" bob 2>"$D/out" || code=$?; is $code 77
    J recover "$S" "$ID" bob --without-secrets > "$D/out" || fail "recover $?"
    ended; whole failed-restored
    is "$(effects)" ''
    [ -z "$(grep 'undo' "$S/jobs/$ID/output.log")" ] || fail 'output without the values to hide was kept'
}
case_root_runs_steps_as_the_owner() {
    two_accounts
    plan "$(new_id)" 2 0 "owner	$ALICE"; step 1 'id -un; cat $JOB_DIR/secret/v >/dev/null && echo can-read; echo $HOME; echo x > /dev/stderr'
    step 2 'id -un'; : > "$B/steps/02/privileged"; mkdir "$B/secret"; echo v > "$B/secret/v"
    started; ended; whole succeeded
    is "$(tr '\n' ' ' < "$S/jobs/$ID/output.log")" "$ALICE can-read /nonexistent x root "
    as "$BOB"; plan "$(new_id)" 1 0 "owner	$ALICE"; step 1 :
    local code=0; start 2>/dev/null || code=$?; is $code 77
}
