# shellcheck shell=bash
# SPDX-FileCopyrightText: 2026 BouncePro Console contributors
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Steps of deploy.sh, with a docker of the case's own: what a real one is asked for, when, and how it ends.

# docker_that BODY: a docker in the PATH; SERVICE is the last word it is given.
docker_that() {
    printf '#!/bin/bash\nSERVICE=${!#}\n%s\n' "$1" > "$D/bin/docker"
    printf '#!/bin/sh\necho 2\n' > "$D/bin/nproc"
    chmod +x "$D/bin/docker" "$D/bin/nproc"
    mkdir -p "$D/stack" "$S/worktrees/r1" "$D/job"
    export STATE=$S JOB_DIR=$D/job BIN=$REMOTE F
}
memory() { printf 'MemTotal: 9 kB\nMemAvailable: %s kB\n' "$1" > "$D/meminfo"; export BOUNCEPRO_MEMINFO_FILE=$D/meminfo; }
deploy() { sh "$REMOTE/deploy.sh" "$D/stack" shop compose.yml "$@"; }
build() { deploy build r1 payload=p:r1=p:r1 nuxt=n:r1=n:r1 > "$D/out"; }

# Each build says that it has begun and waits, for at most 5 s, for the other to have.
together='echo "$RELEASE $*" > "$F/$SERVICE"; for _ in $(seq 100); do [ "$(ls "$F" | wc -l)" -lt 2 ] || exit 0; sleep 0.05; done; exit 9'
case_build_side_by_side() {
    docker_that "$together"; memory 4000000
    build || fail "exit $?"
    is "$(cat "$F/payload")" 'r1 compose -p shop -f compose.yml build --build-arg RELEASE=r1 payload'
    is "$(ls -A "$D/job")" '' 'left'
}
case_build_one_after_the_other_where_memory_is_short() {
    docker_that '[ ! -e "$F/busy" ] || exit 9; : > "$F/busy"; sleep 0.2; rm "$F/busy"; echo "$SERVICE" >> "$F/order"'; memory 3999999
    build || fail "exit $?"
    is "$(tr '\n' ' ' < "$F/order")" 'payload nuxt '
}
case_build_names_its_lines_and_keeps_the_exit_code() {
    local memory
    for memory in 4000000 1000; do
        docker_that 'echo "step of $SERVICE"; echo oops >&2; [ "$SERVICE" != payload ] || exit 17'; memory $memory
        local code=0; build || code=$?
        is $code 17 "exit with $memory kB"
        is "$(sort "$D/out" | tr '\n' ';')" 'nuxt: oops;nuxt: step of nuxt;payload: oops;payload: step of payload;'
    done
}
case_build_cut_short_is_no_success() {
    docker_that '[ "$SERVICE" != nuxt ] || { kill -9 $PPID; sleep 1; }'; memory 4000000
    local code=0; build 2>/dev/null || code=$?
    is $code 1
}
# Cut off while it writes, then done again as undo and recover do: no copy of the secrets stays beside the file.
case_pin_cut_short_leaves_no_copy() {
    docker_that 'exit 9'
    printf 'SECRET=s\nRELEASE=r0\n' > "$D/stack/.env"; chmod 600 "$D/stack/.env"
    printf '#!/bin/sh\nkill -9 $PPID\n' > "$D/bin/sync"; chmod +x "$D/bin/sync"
    (deploy pin r1) 2>/dev/null && fail 'was not cut short'
    is "$(cat "$D/stack/.env")" "$(printf 'SECRET=s\nRELEASE=r0')" 'cut short'
    rm "$D/bin/sync"
    deploy pin r2 || fail "exit $?"
    is "$(ls -A "$D/stack")" .env left
    is "$(cat "$D/stack/.env")" "$(printf 'SECRET=s\nRELEASE=r2')"
    is "$(stat -c %a "$D/stack/.env")" 600
}
case_facts_model_is_last() {
    docker_that 'echo "{\"services\":{}}"'
    git init -q -b main "$D/stack" && git -C "$D/stack" -c user.name=a -c user.email=a@b commit -q --allow-empty -m first || fail git
    deploy facts main > "$D/out" 2>/dev/null || fail "exit $?"
    is "$(sed -n 's/^\(branch\|target\|config\).*/\1/p' "$D/out" | tr '\n' ' ')" 'branch target config '
    is "$(tail -n 1 "$D/out")" '{"services":{}}'
}
case_facts_without_a_model_fail() {
    docker_that 'echo "services.payload: bad" >&2; exit 15'
    git init -q -b main "$D/stack" && git -C "$D/stack" -c user.name=a -c user.email=a@b commit -q --allow-empty -m first || fail git
    local code=0; deploy facts main > "$D/out" 2> "$D/err" || code=$?
    is $code 1
    grep -qx 'services.payload: bad' "$D/err" || fail "$(cat "$D/err")"
}

# verdict with answers of the services and the engine.
verdict_of() { # IMAGE HEALTH STATUS RELEASE
    docker_that "case \"\$*\" in
        'ps -q --no-trunc --filter label=com.docker.compose.project=shop') echo c1 ;;
        'ps -q '*service=payload | 'ps --format '*service=payload) echo c1 ;;
        'ps '*) ;;
        'inspect '*c1) printf 'payload\t$1\t$2\n' ;;
        'exec '*) printf '$3\t{\"release\":\"$4\"}\n' ;;
        *) exit 9 ;;
    esac"
    printf '#!/bin/sh\n' > "$D/bin/sleep"; chmod +x "$D/bin/sleep"
    mkdir -p "$S/releases/r1"; printf 'payload\tp:r1\tsha256:1\n' > "$S/releases/r1/images"
    deploy verdict r1 payload=p:r1=p:r1 > "$D/out" 2>&1
}
case_verdict_is_made_of_facts() {
    verdict_of sha256:1 healthy 200 r1 || fail "exit $?: $(cat "$D/out")"
    local row
    for row in 'sha256:2 healthy 200 r1|payload runs sha256:2, not sha256:1' 'sha256:1 starting 200 r1|payload is starting' \
        'sha256:1 healthy 503 r1|payload answers its readiness with 503' 'sha256:1 healthy 200 r0|payload answers as another release'; do
        # shellcheck disable=SC2086 # one word a fact
        verdict_of ${row%|*}; is $? 70 "$row"
        grep -q "^${row#*|}" "$D/out" || fail "$row: $(cat "$D/out")"
    done
}

# The stack's nginx has two files of the checkout mounted alone, one of another place, and a folder.
up_of() { # CAT: what the container has for `exec c1 cat FILE`
    docker_that "echo \"\$*\" >> \"\$F/asked\"
        case \"\$*\" in
        'compose '*) ;;
        'ps -q '*service=nginx | 'ps -q --no-trunc --filter label=com.docker.compose.project=shop') echo c1 ;;
        'ps '*) ;;
        'inspect '*Mounts*c1) printf '%s\t%s\n' $D/stack/a.conf /etc/a.conf $D/stack/b.conf /etc/b.conf $D/else /etc/else $D/stack /all ;;
        'exec c1 cat '*) $1 ;;
        'restart '* | 'exec c1 sh '*) ;;
        *) exit 9 ;;
        esac"
    echo a > "$D/stack/a.conf"; echo b > "$D/stack/b.conf"; echo else > "$D/else"; : > "$F/asked"
    deploy up 60 payload=p:r1=p:r1 > "$D/out" 2>&1
}
case_up_starts_anew_what_has_an_old_file_mounted() {
    up_of 'case $SERVICE in */a.conf) echo a ;; *) echo old ;; esac' || fail "exit $?: $(cat "$D/out")"
    is "$(grep -c '^restart' "$F/asked")" 1
    grep -q '^restart.* c1$' "$F/asked" || fail "$(cat "$F/asked")"
    is "$(grep '^compose\|^restart\|nginx -s reload' "$F/asked" | cut -d' ' -f1 | tr '\n' ' ')" 'compose restart compose exec ' 'order'
    grep -q '/etc/b.conf' "$D/out" || fail "does not say why: $(cat "$D/out")"
}
case_up_leaves_alone_what_has_the_files_of_now() {
    up_of 'case $SERVICE in */a.conf) echo a ;; *) echo b ;; esac' || fail "exit $?: $(cat "$D/out")"
    is "$(grep -c '^restart' "$F/asked")" 0 "$(cat "$D/out")"
}

case_hook_of_the_worktree_and_of_the_checkout() {
    docker_that 'exit 9'
    mkdir -p "$D/stack/hooks" "$S/worktrees/r1/hooks"
    printf '#!/bin/sh\necho "here $RELEASE $PREVIOUS_RELEASE $COMPOSE_PROJECT_NAME"; exit 3\n' > "$D/stack/hooks/after-deploy"
    printf '#!/bin/bash\necho there\n' > "$S/worktrees/r1/hooks/before-deploy"
    chmod +x "$D/stack/hooks/after-deploy" "$S/worktrees/r1/hooks/before-deploy"
    is "$(deploy hook before-deploy r1 r0 worktree)" there
    is "$(deploy hook after-deploy r1 r0 || echo "exit $?")" "$(printf 'here r1 r0 shop\nexit 3')"
    is "$(deploy hook after-rollback r1 r0)" 'there is no hooks/after-rollback'
}
# By name, where the name still means what is on record; what is in use stays, and the job goes on.
case_prune_removes_what_is_on_record() {
    docker_that 'case "$*" in
        "image inspect --format {{.Id}} p:r1") echo sha256:1 ;;
        "image inspect --format {{.Id}} n:r1") echo sha256:other ;;
        "image inspect --format {{.Id}} p:r2") echo sha256:2 ;;
        "image rm p:r2") exit 1 ;;
        "image rm "*) echo "$3" >> "$F/removed" ;;
        "info "*) echo / ;;
    esac'
    mkdir -p "$S/releases/r1" "$S/releases/r2"
    printf 'payload\tp:r1\tsha256:1\nnuxt\tn:r1\tsha256:9\n' > "$S/releases/r1/images"
    printf 'payload\tp:r2\tsha256:2\n' > "$S/releases/r2/images"
    printf 'created\t2026-11-01T00:00:00Z\n' | tee "$S/releases/r1/record" > "$S/releases/r2/record"
    deploy prune r1 r2 r9 > "$D/out" || fail "exit $?"
    is "$(cat "$F/removed")" p:r1
    is "$(sed -n 's/^removed //p' "$D/out")" p:r1
    is "$(ls "$S/releases")" "$(printf 'r1\nr2')"
}

# A stack in git with an environment file of its own, and one that git brings.
stack_in_git() {
    docker_that 'echo "{\"services\":{}}"'
    printf 'services: {a: {env_file: [.env.production, .env.tracked]}}\n' > "$D/stack/compose.yml"
    printf 'A=1\nRELEASE=r0' > "$D/stack/.env"; printf 'B=now\n' > "$D/stack/.env.production"; echo C=1 > "$D/stack/.env.tracked"
    printf '.env\n.env.production\n' > "$D/stack/.gitignore"
    git init -q -b main "$D/stack" && git -C "$D/stack" add . && git -C "$D/stack" -c user.name=a -c user.email=a@b commit -q -m first || fail git
}
sum() { sha256sum | cut -d' ' -f1; }
# The pin is no part of what .env says; what is the same is not sent.
case_facts_of_the_environment() {
    stack_in_git
    mkdir -p "$S/releases/r1/environment" "$S/releases/r2/environment"
    for id in r1 r2; do printf 'commit\tx\n' > "$S/releases/$id/record"; : > "$S/releases/$id/images"; printf 'RELEASE=%s\nA=1\n' $id > "$S/releases/$id/environment/.env"; done
    echo B=now > "$S/releases/r2/environment/.env.production"; echo B=then > "$S/releases/r1/environment/.env.production"
    deploy facts main > "$D/out" 2>/dev/null || fail "exit $?"
    local env now then
    env=$(echo A=1 | sum) now=$(echo B=now | sum) then=$(echo B=then | sum)
    is "$(grep '^file' "$D/out" | tail -n +2)" "$(printf 'file\t.env\t%s\nfile\t.env.production\t%s' "$env" "$now")"
    is "$(grep '^kept' "$D/out")" "$(printf 'kept\tr1\t.env\t%s\nkept\tr2\t.env\t%s\nkept\tr1\t.env.production\t%s\nkept\tr2\t.env.production\t%s' "$env" "$env" "$then" "$now")"
    is "$(sed -n 's/^content\t//p' "$D/out" | cut -f1 | xargs)" "$env $now $then"
    is "$(sed -n "s/^content\t$then\t//p" "$D/out" | base64 -d)" B=then
}
made() { mkdir -p "$D/job/secret"; printf "$2" > "$D/job/secret/environment$1"; }
case_environment_goes_and_comes_back() {
    stack_in_git
    chmod 640 "$D/stack/.env.production"
    made .env 'A=2\nRELEASE=r0\n'; made .env.production 'B=then\n'
    deploy pin r7 || fail pin
    deploy environment ".env=$(echo A=1 | sum)" ".env.production=$(echo B=now | sum)" > "$D/out" || fail "exit $?: $(cat "$D/out")"
    is "$(cat "$D/stack/.env")" "$(printf 'A=2\nRELEASE=r7')" # the pin of today stays
    is "$(cat "$D/stack/.env.production")" B=then
    is "$(stat -c %a "$D/stack/.env.production")" 640
    is "$(stat -c %a "$S/environment"/*.env.production)" 600
    is "$(cat "$S/environment"/*"-$(echo B=now | sum).env.production")" B=now
    deploy environment-back > "$D/out" || fail "exit $?"
    is "$(cat "$D/stack/.env")" "$(printf 'A=1\nRELEASE=r7')"
    is "$(cat "$D/stack/.env.production")" B=now
    deploy environment-back || fail 'not to be repeated'
}
case_environment_changed_meanwhile_stays() {
    stack_in_git
    made .env.production 'B=then\n'; echo B=other > "$D/stack/.env.production"
    deploy environment ".env.production=$(echo B=now | sum)" 2> "$D/err" && fail 'was replaced'
    grep -q '^.env.production was changed' "$D/err" || fail "$(cat "$D/err")"
    is "$(cat "$D/stack/.env.production")" B=other
    deploy environment-back || fail "exit $?"
    is "$(cat "$D/stack/.env.production")" B=other
}
case_environment_of_a_script_stays() {
    stack_in_git
    deploy environment ".env.production=$(echo B=now | sum)" > "$D/out" || fail "exit $?"
    grep -q '^.env.production stays as it is' "$D/out" || fail "$(cat "$D/out")"
    is "$(cat "$D/stack/.env.production")" B=now
}
case_pin_taken_out_leaves_no_empty_file() {
    docker_that 'exit 9'
    deploy pin r1 && deploy pin - || fail "exit $?"
    is "$(ls -A "$D/stack")" ''
}
# Built again, a release keeps its environment and its time; the newest backup is on record.
case_record_of_a_release_built_again() {
    stack_in_git
    docker_that 'echo sha256:1'
    mkdir -p "$D/backups"; echo x > "$D/backups/b.sql.gz"; touch -d @1000 "$D/backups/b.sql.gz"
    printf 'B=now\nBACKUP_DIR=%s\n' "$D/backups" > "$D/stack/.env.production"
    local commit; commit=$(git -C "$D/stack" rev-parse HEAD)
    deploy worktree r1 "$commit" >/dev/null || fail worktree
    echo r0 > "$S/current"
    record() { deploy record r1 "$commit" job actor built payload=p:r1=p:r1 >/dev/null; }
    record || fail "exit $?"
    is "$(cut -f1 "$S/releases/r1/record" | xargs)" 'commit subject job actor created state previous backup'
    is "$(sed -n 's/^backup\t//p' "$S/releases/r1/record")" "$(printf '1000\t%s' "$D/backups/b.sql.gz")"
    is "$(sed -n 's/^previous\t//p' "$S/releases/r1/record")" r0
    echo r2 > "$S/current"
    local created; created=$(grep ^created "$S/releases/r1/record")
    echo B=later > "$D/stack/.env.production"
    record || fail "exit $?"
    is "$(grep ^created "$S/releases/r1/record")" "$created"
    is "$(sed -n 's/^previous\t//p' "$S/releases/r1/record")" r0
    is "$(head -n 1 "$S/releases/r1/environment/.env.production")" B=now
}
case_unchanged_says_what_differs() {
    stack_in_git
    local commit words
    commit=$(git -C "$D/stack" rev-parse HEAD)
    words="compose.yml=$(sum < "$D/stack/compose.yml") .env=$(echo A=1 | sum) .env.production=$(echo B=now | sum)"
    # shellcheck disable=SC2086 # words
    unchanged() { deploy unchanged "$@" $words > "$D/out"; }
    unchanged "$commit" - || fail "exit $?: $(cat "$D/out")"
    deploy pin r9; unchanged "$commit" - || fail "the pin counts: $(cat "$D/out")"
    echo r1 > "$S/current"; echo B=other > "$D/stack/.env.production"; echo D=1 > "$D/stack/.env.new"; echo '# .env.new' >> "$D/stack/compose.yml"
    local code=0; unchanged 1234 - || code=$?
    is $code 70
    is "$(cut -d' ' -f1-3 "$D/out" | tr '\n' ';')" 'the checkout is;the release on;compose.yml has changed;.env.production has changed;.env.new is new;'
    rm "$D/stack/.env"; unchanged "$commit" r1 && fail 'gone, and unchanged'
    grep -qx '.env is gone' "$D/out" || fail "$(cat "$D/out")"
}
# The compose files of other commits, each once; what Compose would make anew; how long it took in place.
case_facts_of_what_runs() {
    stack_in_git
    docker_that 'case "$*" in
        *"create --no-build --dry-run") echo " DRY-RUN MODE -  Container shop-nginx-1  Running"; echo " DRY-RUN MODE -  Container shop-my-db-12  Recreate " ;;
        *"-f - config"*) cat; echo; echo "\"$RELEASE\"" ;;
        *config*) echo "{}" ;;
        "ps -q --no-trunc"*) echo c1 ;;
        "inspect "*) printf "payload\\tsha256:1\\thealthy\\n" ;;
    esac'
    local commit; commit=$(git -C "$D/stack" rev-parse HEAD)
    echo '# other' >> "$D/stack/compose.yml"; git -C "$D/stack" -c user.name=a -c user.email=a@b commit -qam second
    mkdir -p "$S/releases/r1" "$S/releases/r2" "$D/stack/nginx"
    printf 'commit\t%s\n' "$commit" | tee "$S/releases/r1/record" > "$S/releases/r2/record"
    : > "$S/releases/r1/images"; : > "$S/releases/r2/images"
    deploy facts main > "$D/out" 2>/dev/null || fail "exit $?"
    is "$(grep '^runs' "$D/out")" "$(printf 'runs\tpayload\tsha256:1\thealthy')"
    grep -q '^compose\|^recreates' "$D/out" && fail 'asked where all is replaced anyway'
    printf 'default payload:3001;\ninclude local/payload*.map;\n' > "$D/stack/nginx/nginx.conf"
    deploy facts main > "$D/out" 2>/dev/null || fail "exit $?"
    is "$(grep '^recreates' "$D/out")" "$(printf 'recreates\tmy-db')"
    is "$(grep -c '^model' "$D/out")" 1
    is "$(sed -n 's/^compose\t//p' "$D/out" | cut -f1 | sort)" "$( (git -C "$D/stack" rev-parse HEAD; echo "$commit") | sort)"
    grep '^model' "$D/out" | grep -q '"bouncepro-release-placeholder"$' || fail "$(cat "$D/out")"
    local dir=$S/jobs/20261124T030000Z-deploy-000001
    mkdir -p "$dir/steps/01" "$dir/steps/02"
    printf 'env sh /b/deploy.sh /opt shop compose.yml pin r1\n' > "$dir/steps/01/run"; printf 'env sh /b/deploy.sh /opt shop compose.yml up 120 a=b=c\n' > "$dir/steps/02/run"
    printf '1\tT1\t1\tstart\t-\t0\n2\tT2\t1\tend\t0\t0\n3\tT3\t2\tstart\t-\t0\n4\tT4\t2\tend\t0\t0\n' > "$dir/events"
    printf 'state\tfailed-restored\n' > "$dir/result"
    deploy facts main 2>/dev/null | grep -q '^replaced' && fail 'of a job that failed'
    printf 'state\tsucceeded\n' > "$dir/result"
    is "$(deploy facts main 2>/dev/null | grep '^replaced')" "$(printf 'replaced\tT3\tT4')"
}
