# shellcheck shell=bash
# SPDX-FileCopyrightText: 2026 BouncePro Console contributors
# SPDX-License-Identifier: GPL-3.0-or-later
#
# A full disk. Needs root for a small tmpfs.

small_disk() { # KILOBYTES
    mkdir "$D/full"; mount -t tmpfs -o "size=${1}k,mode=2770" tmpfs "$D/full" 2>/dev/null || skip 'cannot mount a tmpfs'
    S=$D/full/state; mkdir -m 2770 "$S"
}
fill() { cat /dev/zero > "$D/full/filler" 2>/dev/null; :; }
FILL='cat /dev/zero > "$STATE/../filler" 2>/dev/null'

case_start_on_a_full_disk_is_refused() {
    small_disk 512; plan "$(new_id)" 1; marking 1; fill
    local code=0; start > "$D/out" 2>&1 || code=$?; is $code 73
    is "$(effects)" ''
    rm -f "$D/full/filler"
    [ ! -d "$S/jobs" ] || is "$(ls -A "$S/jobs")" ''
    started; ended; whole succeeded
}
case_disk_fills_during_a_step() {
    small_disk 1024; plan "$(new_id)" 3
    marking 1; marking 2 "$FILL; i=0; while [ \$i -lt 4000 ]; do echo 'output that cannot be kept'; i=\$((i+1)); done"; marking 3
    started; ended 20
    rm -f "$D/full/filler"
    whole succeeded; is "$(effects)" '1 2 3'
}
case_disk_full_to_the_last_byte_is_never_running_for_ever() {
    small_disk 1024; plan "$(new_id)" 2
    # The reserve and what was set aside are taken too.
    marking 1; marking 2 'rm -f "$JOB_DIR/reserve" "$JOB_DIR/result.new"; mkdir "$JOB_DIR/result.new"; '"$FILL"'; exit 1'
    started; within 10 runner_gone
    [ ! -e "$S/jobs/$ID/result" ] || fail 'a result after all'
    is "$(state)" interrupted; within 3 lock_free
    rm -rf "$D/full/filler" "$S/jobs/$ID/result.new"
    J recover "$S" "$ID" berta > "$D/out" || fail "recover $?"
    ended; whole failed-restored; is "$(effects)" ''
}
case_recover_on_a_full_disk_is_refused() {
    small_disk 512; plan "$(new_id)" 1; marking 1 'kill -9 $PPID'
    started; within 5 state_is interrupted; fill
    local code=0; J recover "$S" "$ID" berta > "$D/out" 2>&1 || code=$?
    is $code 73 "recover: $(cat "$D/out")"; is "$(state)" interrupted
    rm -f "$D/full/filler"; J recover "$S" "$ID" berta > "$D/out"; ended; whole failed-restored
}
case_state_that_cannot_be_written() {
    [ -n "$BOB" ] || skip 'needs root to use another account'
    plan "$(new_id)" 1; step 1 :; as "$BOB"
    local code=0; start > "$D/out" 2>&1 || code=$?; is $code 73
}
