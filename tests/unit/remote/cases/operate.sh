# shellcheck shell=bash
# SPDX-FileCopyrightText: 2026 BouncePro Console contributors
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Steps of scaling, of the maintenance page and of the CDN, with a docker of the case's own; see deploy.sh.

# Containers of payload as `number id name`, one a line in $F/runs; nginx says yes. What was asked of docker stands in $F/asked.
stack_of() {
    docker_that 'echo "$*" >> "$F/asked"
    case "$*" in
        "ps "*service=nginx) echo nginx1 ;;
        "ps "*service=payload*) cut -d" " -f2 "$F/runs" ;;
        "inspect --format {{index .Config.Labels"*) cat "$F/runs" ;;
        "inspect --format {{.State.Status}}"*) echo "running healthy 0" ;;
        "inspect --format {{with .Config.Healthcheck"*) echo 0 1000000000 1000000000 1 ;;
        *"exec nginx1 nginx -t"*) [ ! -e "$F/refuses" ] ;;
        "compose "*--scale*) echo "4 d4 shop-payload-4" >> "$F/runs" ;;
        "rm "*) sed -i "/ $2 /d" "$F/runs" ;;
    esac'
    printf '2 b2 shop-payload-2\n10 c10 shop-payload-10\n1 a1 shop-payload-1\n' > "$F/runs"
    mkdir -p "$D/stack/nginx/local"
}
case_scale_names_the_first_to_nginx_and_lets_go() {
    stack_of
    deploy hold payload=3001 2 > "$D/out" 2>&1 || fail "exit $?: $(cat "$D/out")"
    is "$(cat "$D/stack/nginx/local/upstreams.conf")" "$(printf 'upstream payload_live {\n    server shop-payload-1:3001;\n    server shop-payload-2:3001;\n}')"
    is "$(cat "$D/stack/nginx/local/payload.map")" 'live payload_live;'
    deploy let-go payload > "$D/out" || fail "exit $?: $(cat "$D/out")"
    is "$(ls "$D/stack/nginx/local")" ''
    grep -q 'exec nginx1 nginx -s reload' "$F/asked" || fail 'was not told'
}
case_scale_refused_by_nginx_changes_nothing() {
    stack_of
    : > "$F/refuses"
    deploy hold payload=3001 2 > "$D/out" 2>&1 && fail 'went on'
    is "$(ls "$D/stack/nginx/local")" ''
    grep -q 'nginx -s reload' "$F/asked" && fail 'was told'
    return 0
}
case_scale_removes_the_highest_numbers() {
    stack_of
    deploy shrink payload 1 > "$D/out" || fail "exit $?"
    is "$(cat "$F/runs")" '1 a1 shop-payload-1'
    is "$(grep -e '^stop' "$F/asked" | xargs)" 'stop b2 stop c10'
    deploy shrink payload 1 || fail 'not to be repeated'
}
case_scale_starts_beside_and_notes_the_number() {
    stack_of
    printf 'RELEASE=r1\nPAYLOAD_REPLICAS=3' > "$D/stack/.env"
    deploy replicas payload 4 && deploy replicas my-nuxt 2 || fail "exit $?"
    is "$(cat "$D/stack/.env")" "$(printf 'RELEASE=r1\nPAYLOAD_REPLICAS=4\nMY_NUXT_REPLICAS=2')"
    deploy grow payload 4 > "$D/out" || fail "exit $?: $(cat "$D/out")"
    grep -qx 'compose -p shop -f compose.yml up -d --no-build --no-recreate --scale payload=4 payload' "$F/asked" || fail "$(cat "$F/asked")"
}

case_maintenance_closes_and_opens() {
    stack_of
    deploy close deploy 'moving house' 203.0.113.7 2001:db8::/32 > "$D/out" || fail "exit $?: $(cat "$D/out")"
    is "$(cat "$D/stack/nginx/local/maintenance.conf")" "$(printf 'geo $maintenance_for {\n    default closed;\n    203.0.113.7 open;\n    2001:db8::/32 open;\n}')"
    is "$(cat "$D/stack/nginx/local/maintenance.map")" 'live $maintenance_for;'
    is "$(cut -f2,3 "$D/stack/nginx/local/maintenance.txt")" "$(printf 'deploy\tmoving house')"
    is "$(stat -c %a "$D/stack/nginx/local/maintenance.conf")" 644 # for the account of nginx
    rm -r "$D/job/local" # another job
    deploy reopen > "$D/out" || fail "exit $?"
    is "$(ls "$D/stack/nginx/local")" ''
    deploy unclose > "$D/out" || fail "exit $?"
    is "$(ls "$D/stack/nginx/local" | xargs)" 'maintenance.conf maintenance.map maintenance.txt'
}
case_maintenance_refused_by_nginx_changes_nothing() {
    stack_of
    : > "$F/refuses"
    deploy close deploy why > "$D/out" 2>&1 && fail 'went on'
    is "$(ls "$D/stack/nginx/local")" ''
}

# A curl that keeps what it was given, and the key's file with it.
purge_of() { # EXIT
    stack_of
    printf 'BUNNY_API_KEY="key-of-bunny"\nBUNNY_PULL_ZONE_ID=77\nBUNNY_API_URL=https://cdn.example\n' > "$D/stack/.env.production"
    cat > "$D/bin/curl" <<END
#!/bin/bash
echo "\$*" > "\$F/curl"
for word; do case \$word in @*) cp "\${word#@}" "\$F/header"; stat -c %a "\${word#@}" > "\$F/mode" ;; esac; done
echo "curl: (22) The requested URL returned error: 401" >&2
exit $1
END
    chmod +x "$D/bin/curl"
    deploy purge > "$D/out" 2>&1 || fail "exit $?: $(cat "$D/out")"
    grep -q key-of-bunny "$F/curl" "$D/out" && fail 'the key is seen'
    is "$(cat "$F/mode")" 600
    is "$(ls -A "$D/job")" '' left
}
case_purge_asks_with_the_key_in_a_file() {
    purge_of 0
    grep -q -- '-X POST .*https://cdn.example/pullzone/77/purgeCache$' "$F/curl" || fail "$(cat "$F/curl")"
    is "$(cat "$F/header")" 'AccessKey: key-of-bunny'
    is "$(cat "$D/out")" 'the cache of the pull zone 77 is empty'
}
case_purge_that_fails_is_a_warning() {
    purge_of 22
    grep -q '^warning: .* 77 was not emptied: curl: (22)' "$D/out" || fail "$(cat "$D/out")"
}
