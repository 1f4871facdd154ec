# shellcheck shell=bash
# SPDX-FileCopyrightText: 2026 BouncePro Console contributors
# SPDX-License-Identifier: GPL-3.0-or-later
#
# A note that stops deploys, and nothing else, until its end.

deploy_plan() { plan "$(new_id)" 1; sed -i "s/^action	.*/action	${1:-deploy}/" "$B/job"; step 1 :; }
soon() { date -u -d "$1" +%Y-%m-%dT%H:%M:%SZ; }
not_started() { # CODE: what start answers is in D/out
    local code=0; start > "$D/out" || code=$?; is $code "$1" "start ($(cat "$D/out"))"
}

case_freeze_stops_deploys_alone() {
    J freeze "$S" 'sale of the year' "$(soon '+2 hours')" 'anna (SHA256:x) from anna@desk' > "$D/out" || fail "freeze $?"
    local action
    for action in deploy promote scale; do
        deploy_plan $action; not_started 78
        grep -qx 'reason	sale of the year' "$D/out" && grep -q '^actor	anna' "$D/out" && grep -q '^until	20' "$D/out" || fail "told $(cat "$D/out")"
        [ ! -e "$S/jobs/$ID" ] || fail 'something stays of the refused job'
    done
    for action in rollback start-service; do deploy_plan $action; started; ended; whole succeeded; done
    J unfreeze "$S" berta || fail "unfreeze $?"
    deploy_plan; started; ended; whole succeeded
    is "$(sed -n 's/.*	act	-	//p' "$S/audit" | cut -f 1-4 | tr '\t\n' '|;' | sed 's/until-[0-9TZ:-]*/until/')" \
        'anna (SHA256:x) from anna@desk|freeze|sale of the year|until;berta|unfreeze|sale of the year|lifted;'
    local code=0; J unfreeze "$S" berta > "$D/out" || code=$?; is $code 2 'a second time'
}

case_freeze_runs_out() {
    J freeze "$S" short "$(soon '+8 seconds')" anna > "$D/out" || fail "freeze $?"
    deploy_plan; not_started 78
    free() { start > "$D/out"; }
    within 20 free
    ended; whole succeeded
}

case_freeze_leaves_a_job_that_runs() {
    plan "$(new_id)" 1; sed -i 's/^action	.*/action	deploy/' "$B/job"; step 1 'while [ ! -e $F/go ]; do sleep 0.02; done'
    started
    J freeze "$S" why "$(soon '+1 hour')" anna > "$D/out" || fail "freeze $?"
    : > "$F/go"; ended; whole succeeded
    plan "$(new_id)" 2; sed -i 's/^action	.*/action	rollback/' "$B/job"; marking 1; marking 2 'echo > $F/begun; sleep 60'
    started; within 10 test -e "$F/begun"
    BOUNCEPRO_GRACE=1 J break-lock "$S" "$ID" hangs anna > "$D/out" || fail "break-lock $?"
    J recover "$S" "$ID" anna > "$D/out" || fail "recover $?"
    ended; whole failed-restored
}

case_freeze_refuses_bad_input() {
    local code
    for until in '' yesterday "$(soon '-1 minute')" '2026-11-28 08:00' "$(soon '+1 hour') "; do
        code=0; J freeze "$S" why "$until" anna > "$D/out" 2>&1 || code=$?; is $code 2 "until '$until'"
    done
    code=0; J freeze "$S" '' "$(soon '+1 hour')" anna > "$D/out" 2>&1 || code=$?; is $code 2 reason
    [ ! -e "$S/freeze" ] || fail 'something was made'
}

# The probe tells of it in the same look.
case_freeze_is_in_the_probe() {
    local stack=$D/stack; mkdir -p "$stack/.bouncepro"; S=$stack/.bouncepro
    mkdir -p "$D/docker"; printf '#!/bin/sh\ncase "$*" in *Server.Version*) echo 26;; esac\n' > "$D/docker/docker"; chmod +x "$D/docker/docker"
    J freeze "$S" 'sale of the year' "$(soon '+2 hours')" anna > "$D/out" || fail "freeze $?"
    PATH=$D/docker:$PATH sh "$REMOTE/probe.sh" "$stack" none.yml > "$D/probe" 2>&1
    grep -qx 'freeze-reason	sale of the year' "$D/probe" && grep -qx 'freeze-actor	anna' "$D/probe" && grep -q '^freeze-until	20.*Z$' "$D/probe" || fail "$(cat "$D/probe")"
}
