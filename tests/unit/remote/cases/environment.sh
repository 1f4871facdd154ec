# shellcheck shell=bash
# SPDX-FileCopyrightText: 2026 BouncePro Console contributors
# SPDX-License-Identifier: GPL-3.0-or-later
#
# The look at the environment of a stack and the steps that change it; see deploy.sh.

look() { cat ${1:+"$1"} "$REMOTE/environment.sh" "$REMOTE/deploy.sh" | sh -s -- "$D/stack" shop compose.yml "$2" > "$D/out"; }
case_environment_is_read() {
    stack_in_git
    chmod 640 "$D/stack/.env.production"
    look '' environment-files || fail "exit $?"
    is "$(cut -f 1,2,3,5 "$D/out")" "$(printf 'file\t.env\t%s\t644\nfile\t.env.production\t%s\t640' "$(echo A=1 | sum)" "$(echo B=now | sum)")"
    is "$(sed -n 2p "$D/out" | cut -f 4)" "$(id -un)"
    is "$(sed -n 1p "$D/out" | cut -f 7 | base64 -d)" "$(printf 'A=1\nRELEASE=r0')"
    rm -r "$D/stack"
    local code=0; look '' environment-files 2>/dev/null || code=$?; is $code 66
}
# Compose is asked for both in a folder of memory's, which is gone afterwards.
case_environment_models_of_both() {
    stack_in_git
    docker_that '[ "$*" = "compose -p shop --project-directory $5 -f $5/compose.yml config --format json" ] || exit 9
    echo "$5" > "$F/tree"; stat -c %a "$5" >> "$F/mode"; cat "$5/.env" "$5/.env.production" "$5/compose.yml"
    ! grep -q bad "$5/.env.production" || { echo "no: bad" >&2; exit 1; }'
    printf "incoming() { cat <<'END'\n.env.production\t%s\nEND\n}\n" "$(echo B=next | base64 -w 0)" > "$D/incoming"
    look "$D/incoming" environment-models || fail "exit $?: $(cat "$D/out")"
    is "$(sed -n 's/^model\t//p' "$D/out" | base64 -d | sed -n 2,3p | xargs)" 'RELEASE=r0B=now services: {a: {env_file: [.env.production, .env.tracked]}}'
    is "$(sed -n 's/^next\t//p' "$D/out" | base64 -d | sed -n 2p)" RELEASE=r0B=next
    [ ! -e "$(cat "$F/tree")" ] || fail "$(cat "$F/tree") is left"
    is "$(sort -u "$F/mode")" 700
    is "$(cat "$D/stack/.env.production")" B=now
    printf "incoming() { cat <<'END'\n.env.production\t%s\nEND\n}\n" "$(echo B=bad | base64 -w 0)" > "$D/incoming"
    look "$D/incoming" environment-models || fail "exit $?"
    is "$(sed -n 's/^rejected\tnext\t//p' "$D/out" | base64 -d)" 'no: bad'
}
case_environment_that_was_not_there() {
    stack_in_git
    rm "$D/stack/.env"; made .env 'A=2\n'
    deploy environment .env=- || fail "exit $?"
    is "$(cat "$D/stack/.env")" A=2
    is "$(stat -c %a "$D/stack/.env")" 600
    deploy environment-back || fail "exit $?"
    [ ! -e "$D/stack/.env" ] || fail 'is left'
    echo A=3 > "$D/stack/.env"; rm "$D/job/environment"
    deploy environment .env=- 2>/dev/null && fail 'was replaced'
    is "$(cat "$D/stack/.env")" A=3
}
# Who and why stand beside what was replaced; whoever looks at the history sees that it was undone.
case_environment_tells_who_and_why() {
    stack_in_git
    made .env.production 'B=next\n'; chmod 644 "$D/stack/.env.production"
    printf 'more logs\n' > "$D/job/secret/reason"
    printf 'action\tenvironment\nsubject\tB\nactor\tanna\nworkdir\t/\n' > "$D/job/job"
    deploy environment ".env.production=$(echo B=now | sum)=close" > "$D/out" || fail "exit $?"
    is "$(stat -c %a "$D/stack/.env.production")" 600
    is "$(cat "$S/environment"/*.by)" "$(printf 'job\tjob\naction\tenvironment\nsubject\tB\nactor\tanna\nto\t%s\nreason\tmore logs' "$(echo B=next | sum)")"
    is "$(stat -c %a "$S/environment"/* | sort -u)" 600
    deploy environment-back || fail "exit $?"
    is "$(tail -n 1 "$S/environment"/*.by)" "$(printf 'undone\tyes')"
    is "$(stat -c %a "$D/stack/.env.production")" 600
}
case_environment_mode_alone() {
    stack_in_git
    made .env.production 'B=now\n'; chmod 644 "$D/stack/.env.production"
    deploy environment ".env.production=$(echo B=now | sum)=close" || fail "exit $?"
    is "$(stat -c %a "$D/stack/.env.production")" 600
    [ ! -e "$S/environment" ] || fail 'a version was kept'
}
# A full disk and a file that may not be changed leave the whole old one, and nothing beside it.
case_environment_that_cannot_be_written() {
    stack_in_git
    made .env.production 'B=next\n'
    printf '#!/bin/sh\nexit 1\n' | tee "$D/bin/mv" > "$D/bin/cp"; chmod +x "$D/bin/mv"
    local tool; for tool in mv cp; do
        chmod -x "$D/bin/mv" "$D/bin/cp"; chmod +x "$D/bin/$tool"
        deploy environment ".env.production=$(echo B=now | sum)" 2>/dev/null && fail "went on without $tool"
        is "$(cat "$D/stack/.env.production")" B=now
        is "$(ls -A "$D/stack" | xargs)" '.env .env.production .env.tracked .git .gitignore compose.yml'
    done
}
case_environment_history_is_told() {
    stack_in_git
    mkdir "$S/environment"; echo B=old > "$S/environment/20260101T000000Z-x.env.production"
    printf 'job\tj1\nto\tabc\n' > "$S/environment/20260101T000000Z-x.env.production.by"; echo junk > "$S/environment/other"
    look '' environment-history || fail "exit $?"
    is "$(grep -v ^file "$D/out")" "$(printf 'by\t20260101T000000Z-x.env.production\tjob\tj1\nby\t20260101T000000Z-x.env.production\tto\tabc\nkept\t20260101T000000Z-x.env.production\t%s' "$(echo B=old | base64 -w 0)")"
    rm -r "$S/environment"
    look '' environment-history || fail "exit $?"
    is "$(cut -f 1 "$D/out" | xargs)" 'file file'
}
case_environment_is_kept_with_the_release() {
    stack_in_git
    mkdir -p "$S/releases/r1/environment"; : > "$S/releases/r1/record"; echo B=old > "$S/releases/r1/environment/.env.production"
    deploy keep r1 && deploy keep none || fail "exit $?"
    is "$(cat "$S/releases/r1/environment/.env.production")" B=now
    is "$(stat -c %a "$S/releases/r1/environment/.env.production" "$S/releases/r1/environment" | xargs | sed 's/ 2/ /')" '600 700'
    is "$(ls "$S/releases/r1" | xargs)" 'environment record'
}

# Containers as `service id name image` in $F/runs: those of before are old, whatever their image.
served() {
    docker_that 'echo "$*" >> "$F/asked"
    case "$*" in
        "ps "*service=*) printf "%s\n" "$*" | sed "s/.*service=\([a-z]*\).*/\1/" | xargs -I{} sed -n "s/^{} \([^ ]*\) .*/\1/p" "$F/runs" ;;
        "inspect --format {{.Id}} {{slice .Name 1}}"*) shift 3; for id; do sed -n "s/^[a-z]* \($id .*\)/\1/p" "$F/runs"; done ;;
        "inspect --format {{.State.Status}}"*) echo "running healthy 0" ;;
        "inspect --format {{with .Config.Healthcheck"*) echo 0 1000000000 1 1 ;;
        "compose "*" --scale "*) echo "payload new1 shop-payload-2 p:r1" >> "$F/runs" ;;
        "compose "*up*) grep -q "^payload" "$F/runs" || echo "payload new2 shop-payload-3 p:r1" >> "$F/runs" ;;
        "rm "*) sed -i "/ $SERVICE /d" "$F/runs" ;;
    esac'
    printf 'payload old1 shop-payload-1 p:r1\nnginx n1 shop-nginx-1 n\n' > "$F/runs"
    mkdir -p "$D/stack/nginx/local"
    deploy anew mark payload || fail "exit $?"
}
case_environment_new_and_old_are_of_one_image() {
    served
    deploy anew beside r1 payload 1 payload=p:r1=p:r1 > "$D/out" || fail "exit $?: $(cat "$D/out")"
    grep -qx 'compose -p shop -f compose.yml up -d --no-build --no-recreate --scale payload=2 payload' "$F/asked" || fail "$(cat "$F/asked")"
    deploy anew mark payload || fail 'not to be repeated' # what is new stays new
    deploy anew away payload=p:r1=p:r1 || fail "exit $?"
    is "$(cat "$F/runs")" "$(printf 'payload old1 shop-payload-1 p:r1\nnginx n1 shop-nginx-1 n')"
}
case_environment_renews_in_place_and_goes_back() {
    served
    deploy anew renew 9 payload > "$D/out" 2>&1 || fail "exit $?: $(cat "$D/out")"
    is "$(sed -n 's/^payload //p' "$F/runs")" 'new2 shop-payload-3 p:r1'
    is "$(grep -E '^(stop|rm|compose)' "$F/asked" | tr '\n' ';')" 'stop old1;rm old1;compose -p shop -f compose.yml up -d --no-build --no-recreate --wait --wait-timeout 9 payload;'
    cp -r "$REMOTE" "$D/scripts"; echo : > "$D/scripts/probe.sh"; export BIN=$D/scripts
    (deploy anew settle 9 r1 r1 payload -- > "$D/out" 2>&1) || fail "exit $?: $(cat "$D/out")"
    grep -qx 'rm -f new2' "$F/asked" || fail "$(cat "$F/asked")"
    is "$(sed -n 's/^payload //p' "$F/runs")" 'new2 shop-payload-3 p:r1'
}

# What the role gets comes by standard input, and from the console alone.
case_environment_role_gets_its_password() {
    docker_that 'echo "$*" >> "$F/asked"; case "$*" in "ps "*service=postgres) echo pg1 ;; "exec -i pg1 sh -c"*) cat > "$F/heard" ;; esac'
    deploy role role 2>/dev/null && fail 'without a statement'
    mkdir -p "$D/job/secret"; echo 'ALTER ROLE planted' > "$D/job/secret/role"
    deploy role role > "$D/out" || fail "exit $?"
    is "$(cat "$F/heard")" 'ALTER ROLE planted'
    grep -q planted "$F/asked" "$D/out" && fail 'told'
    return 0
}
case_environment_effective() {
    docker_that 'case "$*" in
        "compose "*config*) echo "{}" ;;
        "ps "*) echo c1 ;;
        *"index .Config.Labels"*) printf "payload\tshop-payload-1\n" ;;
        "inspect --format {{json .Config.Env}} c1") echo "[\"A=1\"]" ;;
        "inspect --format {{.Image}} c1") echo sha256:1 ;;
        "image inspect --format {{json .Config.Env}} sha256:1") echo "[\"B=1\"]" ;;
        *) exit 9 ;;
    esac'
    printf 'services: {}\n' > "$D/stack/compose.yml"
    look '' environment-effective || fail "exit $?"
    is "$(sed -n 's/^model\t//p' "$D/out" | base64 -d)" '{}'
    is "$(grep ^container "$D/out" | cut -f 2,3)" "$(printf 'payload\tshop-payload-1')"
    is "$(grep ^container "$D/out" | cut -f 4 | base64 -d) $(grep ^container "$D/out" | cut -f 5 | base64 -d)" '["A=1"] ["B=1"]'
}
