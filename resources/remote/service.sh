#!/bin/sh
# SPDX-FileCopyrightText: 2026 BouncePro Console contributors
# SPDX-License-Identifier: GPL-3.0-or-later
#
# service.sh STACK PROJECT FILE SUBCOMMAND SERVICE [SECONDS]: the steps of starting, stopping and restarting one service,
# each safe to repeat.
#   STACK    the checkout on the server, PROJECT and FILE as docker compose -p and -f take them
# Subcommands:
#   check            is SERVICE one of FILE's, and has it a container? Changes nothing
#   start / stop / restart
#   healthy          waits at most SECONDS until all of its containers run and are healthy, then lets the proxy look up
#                    their addresses anew; where they do not get so, says how they are
# Exit codes: 0 done, 2 usage, 66 FILE has no such service, 67 it has no container, 69 docker does not answer, 70 not
#   healthy in time, others are those of docker.
set -u
[ $# -ge 5 ] || { echo 'service.sh STACK PROJECT FILE SUBCOMMAND SERVICE [SECONDS]' >&2; exit 2; }
stack=$1 project=$2 file=$3 sub=$4 service=$5
limit=${6:-60}
unset RELEASE COMPOSE_FILE COMPOSE_PROFILES COMPOSE_PROJECT_NAME
# Plain lines, not a drawn terminal.
export COMPOSE_PROGRESS=plain COMPOSE_ANSI=never

die() { code=$1; shift; printf '%s\n' "$*" >&2; exit "$code"; }
compose() { docker compose -p "$project" -f "$file" "$@"; }
case $service in ''|-*|*[!A-Za-z0-9._-]*) die 2 "service.sh: bad service $service" ;; esac
case $limit in ''|*[!0-9]*) die 2 "service.sh: bad SECONDS $limit" ;; esac
cd "$stack" || exit 1

containers() { # SERVICE [docker ps options]
    name=$1
    shift
    docker ps "$@" -q --no-trunc --filter "label=com.docker.compose.project=$project" \
        --filter "label=com.docker.compose.service=$name" --filter label=com.docker.compose.oneoff=False
}

check() {
    docker version >/dev/null 2>&1 || die 69 "docker does not answer"
    services=$(compose config --services) || exit
    printf '%s\n' "$services" | grep -qxF -e "$service" || die 66 "$file has no service $service"
    [ -n "$(containers "$service" -a)" ] || die 67 "$service has no container: deploy first"
    state
}

# One line a container: its name, state and health.
state() {
    # shellcheck disable=SC2046 # one word an id
    docker inspect --format '{{.Name}} is {{.State.Status}}{{if .State.Health}}, {{.State.Health.Status}}{{end}}' $(containers "$service" -a) |
        sed 's/^\///'
}

healthy() {
    left=$((limit * 2))
    while :; do
        ids=$(containers "$service" -a)
        # shellcheck disable=SC2086 # one word an id
        states=$([ -z "$ids" ] || docker inspect --format '{{.State.Status}} {{if .State.Health}}{{.State.Health.Status}}{{end}}' $ids)
        if [ -n "$states" ] && ! printf '%s\n' "$states" | grep -qvxE 'running (healthy)?'; then break; fi
        left=$((left - 1))
        [ "$left" -gt 0 ] || { state; die 70 "$service is not healthy after $limit s"; }
        sleep 0.5
    done
    state
    # Addresses may have changed with the restart, and the proxy looks names up when it starts; a reload loses no request.
    id=$(containers nginx | sed -n 1p)
    [ -z "$id" ] || [ "$service" = nginx ] || docker exec "$id" sh -c 'nginx -t -q && nginx -s reload'
}

case $sub in
    check | healthy) "$sub" ;;
    start | stop | restart) compose "$sub" "$service" && state ;;
    *) die 2 "service.sh: no subcommand $sub" ;;
esac
