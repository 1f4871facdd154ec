#!/bin/sh
# SPDX-FileCopyrightText: 2026 BouncePro Console contributors
# SPDX-License-Identifier: GPL-3.0-or-later
#
# The steps of a switch without downtime; deploy.sh sources this, so that its arguments and functions are here.
# A new container of each service starts beside the old one; nginx is moved over by files in nginx/local, with the old one as
# its spare; what went wrong until then is taken back, and the old one never stopped. Only then the old one goes.
#   IMAGE    SERVICE=REF=LIVE as in deploy.sh; in the order in which they start
#   PLACE    SERVICE=PORT, where nginx finds the service
# Subcommands:
#   others RELEASE SERVICE...              what is not built and changed with the checkout: recreates it
#   beside RELEASE SERVICE COUNT IMAGE...  starts COUNT containers beside the old ones and waits until they are healthy
#   away IMAGE                             removes the containers of that image again
#   point RELEASE PLACE... -- IMAGE...     moves nginx over, and the pin in .env; the old containers stay as its spare
#   unpoint                                the files of nginx/local as they were before this job
#   soak RELEASE SECONDS IMAGE...          watches the new containers and the answers through nginx
#   drain RELEASE PLACE... -- IMAGE...     takes the old containers out of nginx, waits for their last requests, removes them;
#                                          nothing of the switch stays in nginx/local
#   back RELEASE COMMIT PIN FROM SERVICE... -- IMAGE...  to the release before: pin, checkout, containers, verdict
local=nginx/local
# What a switch writes there.
local_files() { printf '%s\n' "$local/upstreams.conf" "$local/payload.map" "$local/nuxt.map"; }

# The containers of a service, a line each: id, name, image as the compose file named it.
instances() { # SERVICE
    ids=$(docker ps -aq --no-trunc --filter "label=com.docker.compose.project=$project" \
        --filter "label=com.docker.compose.service=$1" --filter label=com.docker.compose.oneoff=False)
    # shellcheck disable=SC2086 # one word an id
    [ -z "$ids" ] || docker inspect --format '{{.Id}} {{slice .Name 1}} {{.Config.Image}}' $ids
}
# Of these the new ones, or the others; FIELD 1: ids, 2: names.
new_ones() { instances "$service" | sed -n "s|^\([^ ]*\) \([^ ]*\) $live\$|\\$1|p"; } # FIELD
old_ones() { instances "$service" | sed "\| $live\$|d; s|^\([^ ]*\) \([^ ]*\) .*|\\$1|"; } # FIELD
count() { printf '%s' "$1" | grep -c .; }

others() {
    release=$1
    shift
    [ $# = 0 ] || RELEASE=$release docker compose -p "$project" -f "$file" up -d --no-build --wait --wait-timeout 120 "$@"
}

beside() {
    release=$1 starting=$2 wanted=$3 scales='' services=''
    shift 3
    # Those before it too: Compose looks at what a service depends on, and would stop what is over its number.
    for word; do
        image "$word"
        services="$services $service"
        [ "$service" != "$starting" ] || break
        scales="$scales --scale $service=$(count "$(instances "$service")")"
    done
    scales="$scales --scale $service=$(($(count "$(old_ones 1)") + wanted))"
    # shellcheck disable=SC2086 # words
    RELEASE=$release docker compose -p "$project" -f "$file" up -d --no-build --no-recreate $scales $services || return
    await_health "$(new_ones 1)" || { code=$?; keep_evidence "$release" "$(new_ones 1)"; return "$code"; }
}

# state ID: status, health (none where it has no check), number of restarts.
state() { docker inspect --format '{{.State.Status}} {{if .State.Health}}{{.State.Health.Status}}{{else}}none{{end}} {{.RestartCount}}' "$1" 2>/dev/null; }

# The longest time until Docker itself would call a container unhealthy, and ten seconds for itself; 20 s without a check.
patience() { # ID
    docker inspect --format '{{with .Config.Healthcheck}}{{printf "%d %d %d %d" .StartPeriod .Interval .Timeout .Retries}}{{else}}10000000000 1 1 1{{end}}' "$1" | {
        read -r start interval timeout retries
        # Docker's defaults.
        [ "$interval" != 0 ] || interval=30000000000
        [ "$timeout" != 0 ] || timeout=30000000000
        [ "$retries" != 0 ] || retries=3
        echo $(((start + (interval + timeout) * retries) / 1000000000 + 10))
    }
}

await_health() { # IDS
    [ -n "$1" ] || die 1 "$service: no container was started"
    # shellcheck disable=SC2086 # one word an id
    set -- $1
    limit=$(patience "$1") began=$(date +%s)
    echo "$service: waiting up to $limit s for its health"
    while :; do
        waiting=''
        for id; do
            case $(state "$id") in
                'running healthy '*) ;;
                'running none '*) [ $(($(date +%s) - began)) -ge 5 ] || waiting=yes ;;
                *' unhealthy '*) echo "$service is unhealthy"; return 70 ;;
                *' '[3-9] | *' '[1-9][0-9]*) echo "$service ends again and again"; return 70 ;;
                exited* | dead* | '') echo "$service has ended"; return 70 ;;
                *) waiting=yes ;;
            esac
        done
        [ -n "$waiting" ] || break
        [ $(($(date +%s) - began)) -lt "$limit" ] || { echo "$service is not healthy after $limit s"; return 70; }
        sleep 0.3
    done
    echo "$service is healthy after $(($(date +%s) - began)) s"
}

# What a container that failed leaves behind, before it goes; its release is bad.
call_bad() { [ ! -f "$STATE/releases/$1/record" ] || replace "$STATE/releases/$1/record" sed "s/^state$tab.*/state${tab}bad/"; } # RELEASE
keep_evidence() { # RELEASE IDS
    call_bad "$1"
    for id in $2; do
        docker inspect --format '--- {{slice .Name 1}}: {{.State.Status}}, exit code {{.State.ExitCode}}, {{.RestartCount}} restarts{{if .State.OOMKilled}}, out of memory{{end}}
{{- if .State.Health}}{{range .State.Health.Log}}
health check at {{.Start}}: exit code {{.ExitCode}}: {{.Output}}{{end}}{{end}}' "$id"
        echo "--- its last lines"
        docker logs --timestamps --tail 200 "$id" 2>&1
    done
}

away() {
    image "$1"
    ids=$(new_ones 1)
    # shellcheck disable=SC2086 # one word an id
    [ -z "$ids" ] || { docker stop $ids && docker rm -f $ids; } >/dev/null
}

# words ... -- IMAGE...: $first is what stands before --, PLACE or SERVICE, $images what stands behind it, in order.
words() {
    first=''
    while [ "$1" != -- ]; do first="$first $1"; shift; done
    shift
    images=$*
}
port_of() { # SERVICE
    for place in $first; do [ "${place%%=*}" != "$1" ] || printf '%s' "${place#*=}"; done
}

# upstream_of all|new PORT: the new containers, with all the old ones as their spare.
upstream_of() {
    printf 'upstream %s_live {\n' "$service"
    for name in $(new_ones 2); do printf '    server %s:%s;\n' "$name" "$2"; done
    [ "$1" = new ] || for name in $(old_ones 2); do printf '    server %s:%s backup;\n' "$name" "$2"; done
    printf '}\n'
}

# What nginx is to serve, in files of their final names; it is not told.
point_at() { # all|new
    : >"$JOB_DIR/upstreams.conf" || return
    for word in $images; do
        image "$word"
        upstream_of "$1" "$(port_of "$service")" >>"$JOB_DIR/upstreams.conf"
    done
    replace "$local/upstreams.conf" cat "$JOB_DIR/upstreams.conf" || return
    for word in $images; do
        image "$word"
        replace "$local/$service.map" printf 'live %s_live;\n' "$service" || return
    done
}

point() {
    release=$1
    shift
    words "$@"
    save_local && point_at all || return
    if ! proxy nginx -t -q; then
        take_local
        die 1 "nginx refuses its new configuration, and goes on with the one it has"
    fi
    pin "$release" && proxy nginx -s reload && await_served "$release"
}

proxy() {
    id=$(container nginx)
    [ -n "$id" ] || die 1 "nginx does not run"
    docker exec "$id" "$@"
}

served() { proxy wget -q -T 4 -O - http://127.0.0.1/health/ready 2>&1; }

await_served() {
    tries=0
    until answer=$(served) && case $answer in *"\"release\":\"$1\""*) ;; *) false ;; esac; do
        tries=$((tries + 1))
        [ "$tries" -lt 40 ] || { echo "through nginx comes not $1 but: $answer"; return 70; }
        sleep 0.25
    done
    echo "nginx serves $1"
}

# The files as they are, once a job: what is absent has no copy.
save_local() {
    [ ! -d "$JOB_DIR/local" ] || return 0
    mkdir -p "$local" && rm -rf "$JOB_DIR/local.new" && mkdir "$JOB_DIR/local.new" || return
    for path in $(local_files); do [ ! -f "$path" ] || cp -p "$path" "$JOB_DIR/local.new/" || return; done
    sync "$JOB_DIR/local.new"/* 2>/dev/null
    mv "$JOB_DIR/local.new" "$JOB_DIR/local"
}
take_local() {
    [ -d "$JOB_DIR/local" ] || return 0
    for path in $(local_files); do
        if [ -f "$JOB_DIR/local/${path##*/}" ]; then
            replace "$path" cat "$JOB_DIR/local/${path##*/}" || return
        else
            rm -f "$path"
        fi
    done
}

unpoint() {
    take_local && reload
}

# nginx that does not run gets its files with its next start, which an unknown name may have been keeping it from.
reload() {
    id=$(container nginx)
    if [ -n "$id" ] && docker exec "$id" nginx -t -q && docker exec "$id" nginx -s reload; then return 0; fi
    compose up -d --no-build --no-recreate nginx && docker restart "$(container nginx)" >/dev/null
}

soak() {
    release=$1 seconds=$2 before=''
    shift 2
    began=$(date +%s)
    while :; do
        doubt='' now=''
        for word; do
            image "$word"
            ids=$(new_ones 1)
            [ -n "$ids" ] || doubt="$service: no container of $live runs"
            for id in $ids; do
                is=$(state "$id") now="$now $id ${is##* }"
                case $is in
                    'running healthy '* | 'running none '*) ;;
                    *) doubt="$service is $is" ;;
                esac
                [ "$(docker inspect --format '{{.Image}}' "$id")" = "$(recorded "$release" "$service")" ] ||
                    doubt="$service does not run the image on record"
            done
            [ -z "$doubt" ] || break
        done
        [ "${before:=$now}" = "$now" ] || doubt="${doubt:-a container has ended and was started again}"
        [ -n "$doubt" ] || await_served "$release" >/dev/null || doubt="nginx does not serve $release: $answer"
        [ -z "$doubt" ] || break
        [ $(($(date +%s) - began)) -lt "$seconds" ] || break
        sleep 0.5
    done
    [ -n "$doubt" ] || { echo "$release has served for $seconds s, every container healthy"; return 0; }
    # nginx may be the first to miss one, or one service suffer from another: the evidence is of all.
    echo "$doubt"
    ids=''
    for word; do image "$word"; ids="$ids $(new_ones 1)"; done
    keep_evidence "$release" "$ids"
    return 70
}

# The workers of nginx that still finish requests of the configuration before.
leaving_workers() { docker top "$(container nginx)" -eo pid,args 2>/dev/null | grep -c 'worker process is shutting down'; }

drain() {
    release=$1
    shift
    words "$@"
    wait_docker
    point_at new && reload || return
    tries=0
    while [ "$(leaving_workers)" != 0 ] && [ "$tries" -lt 160 ]; do
        tries=$((tries + 1))
        sleep 0.25
    done
    # The last to start is the first to go: it may still ask the others.
    reversed=''
    for word in $images; do reversed="$word $reversed"; done
    for word in $reversed; do
        image "$word"
        for id in $(new_ones 1); do docker start "$id" >/dev/null || return; done
        for id in $(old_ones 1); do docker stop "$id" >/dev/null && docker rm "$id" >/dev/null || return; done
        echo "$service: the containers of the release before are gone"
    done
    # nginx asks Docker again: an update by hand is found, and an address may change.
    for path in $(local_files); do rm -f "$path"; done
    reload && await_served "$release"
}

back() {
    release=$1 commit=$2 pinned=$3 left=$4
    shift 4
    words "$@"
    wait_docker
    pin "$pinned" && move_back "$commit" "$left" || return
    # shellcheck disable=SC2086 # words
    [ -z "$first" ] || compose up -d --no-build --wait --wait-timeout 120 $first || return
    compose up -d --no-build --no-recreate --wait --wait-timeout 120 || return
    # shellcheck disable=SC2086 # words
    verdict "$release" $images
}
