# shellcheck shell=bash
# SPDX-FileCopyrightText: 2026 BouncePro Console contributors
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Waiting for the lock: in order, past the dead, and nobody overtakes one whose turn it is.

# A job that holds the lock until F/go is there.
hold() { plan "$(new_id)" 1; step 1 'while [ ! -e $F/go ]; do sleep 0.02; done'; started; HOLDER=$ID; }
let_go() { : > "$F/go"; ID=$HOLDER; ended; rm -f "$F/go"; }
waits() { # TICKET ACTOR: in the background; what it says is in D/TICKET
    "${RUN[@]}" sh "$D/remote/job.sh" wait "$S" "$1" "$2" > "$D/$1" &
    WAITER=$!
    eval "pid_$1=\$!"
}
says() { grep -qx "$2" "$D/$1"; }
last_position() { sed -n 's/^position	//p' "$D/$1" | tail -n 1; }
position_is() { [ "$(last_position "$1")" = "$2" ]; }
places() { find "$S/queue" -name '0*' | wc -l; }

case_wait_is_granted_at_once() {
    mkdir "$S/jobs"; : > "$S/lock"
    J wait "$S" aa 'anna (SHA256:x) from anna@desk' > "$D/out" || fail "wait $?"
    is "$(cat "$D/out")" granted
    is "$(places)" 1 'the place that was granted'
}

case_wait_in_order() {
    hold
    waits aa anna; within 5 position_is aa 1
    waits bb berta; within 5 position_is bb 2
    waits cc carla; within 5 position_is cc 3
    grep -qx "job	$HOLDER" "$D/bb" && grep -q '^actor	anna (SHA256:x)' "$D/bb" && says bb end || fail "told $(cat "$D/bb")"
    # The second dies: nobody waits for it.
    kill -9 "$pid_bb"
    within 5 position_is cc 2
    is "$(places)" 2
    let_go
    within 5 says aa granted
    # Its turn: the third is not before it although the lock is free.
    position_is cc 2 || fail "the third went ahead: $(cat "$D/cc")"
    wait "$pid_aa" || fail "exit $?"
    sleep 1
    says cc granted && fail 'overtaken within the grace'
    # A job of that actor has begun, so its turn is used.
    plan "$(new_id)" 1; sed -i 's/^actor.*/actor	anna/' "$B/job"; step 1 'while [ ! -e $F/go ]; do sleep 0.02; done'; started; HOLDER=$ID
    within 5 position_is cc 1
    let_go
    within 5 says cc granted
}

case_wait_grace_runs_out() {
    mkdir "$S/jobs"; : > "$S/lock"
    sed -i 's/^GRANT=.*/GRANT=1/' "$D/remote/queue.sh"
    J wait "$S" aa anna > "$D/out"
    J wait "$S" bb berta > "$D/bb"
    is "$(tail -n 1 "$D/bb")" granted
    is "$(places)" 1
}

# Whoever lost the connection comes back with the same ticket, and who lost the race too.
case_wait_keeps_the_place() {
    hold
    waits aa anna; within 5 position_is aa 1
    waits bb berta; within 5 position_is bb 2
    let_go; within 5 says aa granted; wait "$pid_aa"
    hold
    waits aa anna; within 5 position_is aa 1
    sleep 1; position_is bb 2 || fail "lost its place: $(cat "$D/bb")"
    local code=0; J wait "$S" aa anna > "$D/again" 2>/dev/null || code=$?
    is $code 75 'the same ticket twice'
    let_go; within 5 says aa granted
}

case_wait_ends_with_its_reader() {
    hold
    ( J wait "$S" aa anna | head -n 1 > "$D/out" )
    within 5 test "$(cat "$D/out")" = 'position	1'
    waits bb berta; within 15 position_is bb 1
    let_go; within 5 says bb granted
}

case_wait_refuses_bad_input() {
    local code
    for ticket in '' ../x AA "$(printf '%040d' 0)"; do
        code=0; J wait "$S" "$ticket" anna 2>/dev/null || code=$?; is $code 2 "ticket '$ticket'"
    done
    code=0; J wait "$S" aa "$(printf 'a\nb')" 2>/dev/null || code=$?; is $code 2 actor
    [ ! -e "$S/queue" ] || fail 'something was made'
}
