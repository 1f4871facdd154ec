# shellcheck shell=bash
# SPDX-FileCopyrightText: 2026 BouncePro Console contributors
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Jobs that wait for a second operator, for their time, or both.

BERTA='deploy (SHA256:berta) from berta@desk'
# waiting DUE APPROVAL [ACTION]: a bundle of one step whose check prints what is in F/world.
waiting() {
    plan "$(new_id)" 1
    sed -i "s/^action	.*/action	${3:-deploy}/" "$B/job"
    marking 1
    printf 'due\t%s\napproval\t%s\n' "$1" "$2" > "$B/pending"
    echo 'cat $F/world' | sed "s#\$F#$F#" > "$B/check"
    echo one > "$F/world"
}
submit() { bundle | J submit "$S" "$ID"; }
submitted() { submit > "$D/out" || fail "submit: $? $(cat "$D/out")"; is "$(state)" pending; }
in_time() { date -u -d "$1" +%Y-%m-%dT%H:%M:%SZ; }
ticking() { J tick "$S"; }
acts() { sed -n "s/.*	act	$ID	//p" "$S/audit" | cut -f 2,4 | tr '\t\n' ' ;'; }
told() { local code=0; "$@" > "$D/out" 2> "$D/err" || code=$?; echo $code; }
secret_left() { [ -e "$S/jobs/$ID/redact" ]; }

case_pending_second_operator() {
    waiting - needed; submitted
    lock_free || fail 'it holds the lock'
    is "$(effects)" ''
    is "$(J list "$S" | cut -f 2,12,13 | tr '\t' ' ')" 'pending - needed'
    is "$(told J approve "$S" "$ID" 'deploy (SHA256:x) from other@desk')" 77 'the same key from elsewhere'
    grep -qx 'key	same' "$D/out" || fail "told $(cat "$D/out")"
    is "$(told J approve "$S" "$ID" 'nobody')" 77 'without a key'
    is "$(state)" pending
    is "$(told J approve "$S" "$ID" "$BERTA")" 0 'another key'
    ended; whole succeeded; is "$(effects)" 1
    is "$(acts)" 'submit pending;approve approved;'
    is "$(told J approve "$S" "$ID" "$BERTA")" 2 'a second time'
    J show "$S" "$ID" | grep -q "^approved	actor	deploy (SHA256:berta)" || fail 'who approved'
}

case_pending_changed_world() {
    waiting - needed; submitted
    echo two > "$F/world"
    is "$(told J approve "$S" "$ID" "$BERTA")" 2
    is "$(result state) $(result reason)" 'cancelled changed'
    is "$(effects)" ''
    secret_left && fail 'secrets stay'
    lock_free || fail 'lock'
    J verify "$S" > "$D/v" || fail "$(cat "$D/v")"
    is "$(acts)" 'submit pending;approve approved;drop changed;'
}

case_pending_is_withdrawn() {
    waiting - needed; submitted
    is "$(told J cancel "$S" "$ID" anna)" 0
    grep -qx 'effect	withdrawn' "$D/out" || fail "told $(cat "$D/out")"
    is "$(state) $(result reason)" 'cancelled cancelled'
    secret_left && fail 'secrets stay'
    is "$(told J approve "$S" "$ID" "$BERTA")" 2
    is "$(effects)" ''
}

case_pending_waits_for_the_lock() {
    plan "$(new_id)" 1; step 1 'while [ ! -e $F/go ]; do sleep 0.02; done'; started; local first=$ID
    waiting - needed; submitted
    is "$(told J approve "$S" "$ID" "$BERTA")" 75
    grep -qx "job	$first" "$D/out" || fail 'holder'
    is "$(state)" pending; local second=$ID
    : > "$F/go"; ID=$first; ended; ID=$second
    ticking; ended; whole succeeded; is "$(effects)" 1
}

case_pending_at_its_time() {
    waiting "$(in_time '+4 seconds')" -
    is "$(told submit)" 69 'no scheduler'; grep -qx 'tick	absent' "$D/out" || fail "told $(cat "$D/out")"
    [ ! -e "$S/jobs/$ID" ] || fail 'something stays'
    ticking
    waiting "$(in_time '+4 seconds')" -; submitted
    ticking; is "$(state)" pending 'before its time'
    once() { ticking; over; }
    within 15 once
    whole succeeded; is "$(effects)" 1
}

case_pending_both() {
    ticking
    waiting "$(in_time '+3 seconds')" needed; submitted
    sleep 3
    ticking; is "$(state)" pending 'not approved'
    is "$(told J approve "$S" "$ID" "$BERTA")" 0
    is "$(state)" pending 'the tick starts it'
    ticking; ended; whole succeeded
}

case_pending_too_late() {
    ticking
    waiting "$(in_time '+1 hour')" -; submitted
    sed -i "s/^due	.*/due	$(in_time '-2 hours')/" "$S/jobs/$ID/pending"
    ticking
    is "$(result state) $(result reason)" 'cancelled missed'; is "$(effects)" ''
    waiting "$(in_time '+1 hour')" -; submitted
    sed -i "s/^due	.*/due	$(in_time '-50 minutes')/" "$S/jobs/$ID/pending"
    ticking; ended; whole succeeded
}

case_pending_frozen() {
    waiting - needed; submitted
    J freeze "$S" sale "$(in_time '+1 hour')" anna > "$D/out"
    is "$(told J approve "$S" "$ID" "$BERTA")" 2
    is "$(result state) $(result reason)" 'cancelled frozen'; is "$(effects)" ''
    waiting - needed rollback; submitted
    is "$(told J approve "$S" "$ID" "$BERTA")" 0; ended; whole succeeded
}

case_pending_tick_recovers() {
    plan "$(new_id)" 2; marking 1; marking 2 'echo > $F/begun; sleep 60'
    started; within 10 test -e "$F/begun"
    ticking; is "$(state)" running
    BOUNCEPRO_GRACE=1 J break-lock "$S" "$ID" hangs anna > "$D/out" || fail "break-lock $?"
    ticking; ended; whole failed-restored
    grep -q "	act	$ID	$(id -un) (tick) from " "$S/audit" || fail 'who'
}

case_pending_tick_once_at_a_time() {
    exec 6<>"$S/tick.lock"; flock -x 6
    ticking
    [ ! -e "$S/ticked" ] || fail 'two at once'
}

# Whatever is killed on the way: it waits still, or it runs, or it was undone; never twice.
case_pending_start_is_killed() {
    local n
    for n in 1 2 3 4 5 6 7 8; do
        rm -f "$F/1" "$F/undone"
        waiting - needed; submitted
        J approve "$S" "$ID" "$BERTA" > "$D/out" 2>&1 & local pid=$!
        sleep "0.0$n"; kill -9 $pid 2>/dev/null; wait $pid 2>/dev/null
        settled() { ticking; is "$(J verify "$S" | cut -f 1)" ok audit; over || { [ "$(state)" != pending ] || J approve "$S" "$ID" "$BERTA" > "$D/out" 2>&1; false; }; }
        within 20 settled
        case $(result state) in succeeded|failed-restored) ;; *) fail "round $n: $(cat "$S/jobs/$ID/result")";; esac
        lock_free || fail lock
    done
}

case_pending_long_list() {
    waiting - needed; submitted; local old=$ID
    mkdir -p "$S/jobs/20991124T030000Z-test-aaaaaa"; cp "$B/job" "$S/jobs/20991124T030000Z-test-aaaaaa/"
    is "$(J list "$S" 1 | cut -f 1 | tr '\n' ' ')" "20991124T030000Z-test-aaaaaa $old "
}

case_pending_refuses_bad_input() {
    ticking
    for bad in "- -" "tomorrow needed" "$(in_time '+1 hour') maybe"; do
        # shellcheck disable=SC2086
        waiting $bad; is "$(told submit)" 2 "$bad"
    done
    waiting - needed; rm "$B/check"; is "$(told submit)" 2 'no check'
    waiting - needed; rm "$F/world"; is "$(told submit)" 2 'a check that fails'
    waiting - needed; is "$(told start)" 2 'started at once'
    waiting - needed; rm "$B/pending"; is "$(told submit)" 2 'no pending'
    is "$(find "$S/jobs" -mindepth 1 | wc -l)" 0
}

case_pending_of_another_account() {
    [ -n "$ALICE" ] || skip 'not root'
    chgrp "$GROUP" "$S"; chmod 777 "$F"
    as "$ALICE"
    waiting - needed; chmod 644 "$F/world"; submitted
    as "$BOB"; is "$(told J approve "$S" "$ID" "$BERTA")" 77 'steps would run as another account'
    is "$(state)" pending
    RUN=(); is "$(told J approve "$S" "$ID" "$BERTA")" 0 'root starts it as that account'
    ended; whole succeeded; is "$(stat -c %U "$F/1")" "$ALICE"
}

case_check_of_a_stack() {
    mkdir "$D/stack"; cd "$D/stack" || fail cd
    git init -q . && git -c user.name=t -c user.email=t@t commit -q --allow-empty -m one || fail git
    local commit; commit=$(git rev-parse HEAD)
    echo x > compose.yml; printf 'A=1\nRELEASE="r1"\n' > .env
    check() { sh "$REMOTE/check.sh" "$D/stack" compose.yml "$@"; }
    local before; before=$(check "$commit" r1) || fail "check: $before"
    is "$(check "$commit" r1)" "$before"
    echo y >> compose.yml; [ "$(check "$commit" r1)" != "$before" ] || fail 'compose file'
    check "$commit" - > /dev/null && fail pin
    check "${commit%?}0" r1 > /dev/null && [ "${commit%?}0" != "$commit" ] && fail commit
    echo B=2 >> .env; before=$(check "$commit" r1); echo S=3 > .env.production; [ "$(check "$commit" r1)" != "$before" ] || fail environment
}

# Neither systemd nor cron of this machine is touched: both are played.
case_scheduler_by_crontab() {
    mkdir "$D/played"; cp -r "$D/remote" "$S/bin-x"; mkdir -p "$S/bin"; mv "$S/bin-x" "$S/bin/abc"
    printf '#!/bin/sh\ncase $1 in -l) cat %s/table 2>/dev/null || { echo "no crontab for x" >&2; exit 1; };; -r) rm -f %s/table;; *) cat > %s/table;; esac\n' "$D" "$D" "$D" > "$D/played/crontab"
    chmod +x "$D/played/crontab"; PATH=$D/played:$PATH
    export BOUNCEPRO_SYSTEMD=$D/none BOUNCEPRO_PROOF=2
    schedule() { sh "$REMOTE/scheduler.sh" "$1" "$S" shop none; }
    schedule write && schedule run > "$D/out" || fail 'install'
    is "$(cat "$D/table")" "* * * * * sh $S/tick"
    schedule prove > "$D/out" 2>&1 && fail 'proven before it ran'
    mkdir -p "$S/jobs"; sh "$S/tick" || fail "tick $?"
    schedule prove > "$D/out" || fail prove
    printf '0 3 * * * backup\n' >> "$D/table"; schedule run > "$D/out"
    is "$(tr '\n' ';' < "$D/table")" "0 3 * * * backup;* * * * * sh $S/tick;" 'once, and others stay'
    schedule stop && schedule remove || fail remove
    is "$(cat "$D/table")" '0 3 * * * backup'
    is "$(find "$S" -name 'tick*')" ''
    printf '#!/bin/sh\necho not allowed >&2; exit 1\n' > "$D/played/crontab"
    schedule run > "$D/out" 2>&1 && fail 'a crontab that cannot be read'
    grep -q 'not allowed' "$D/out" || fail "told $(cat "$D/out")"
}

case_scheduler_by_systemd() {
    [ "$(id -u)" = 0 ] || skip 'not root'
    mkdir "$D/played" "$D/units" "$D/booted"
    printf '#!/bin/sh\necho "$*" >> %s/systemctl\n' "$D" > "$D/played/systemctl"; chmod +x "$D/played/systemctl"
    PATH=$D/played:$PATH; export BOUNCEPRO_UNITS=$D/units BOUNCEPRO_SYSTEMD=$D/booted
    schedule() { sh "$REMOTE/scheduler.sh" "$1" "$S" shop root; }
    schedule write && schedule run > "$D/out" || fail 'install'
    grep -qx "ExecStart=/bin/sh $S/tick" "$D/units/bouncepro-tick-shop.service" && grep -qx 'KillMode=process' "$D/units/bouncepro-tick-shop.service" || fail unit
    grep -qx 'enable --now bouncepro-tick-shop.timer' "$D/systemctl" || fail "systemctl: $(cat "$D/systemctl")"
    schedule stop || fail stop
    is "$(ls "$D/units")" ''
}
