#!/bin/sh
# SPDX-FileCopyrightText: 2026 BouncePro Console contributors
# SPDX-License-Identifier: GPL-3.0-or-later
#
# The steps of running more, or fewer, containers of one service; deploy.sh sources this behind switch.sh. Meanwhile nginx knows
# by name whom it may ask: a container that starts is not among them, and one that is to go not any more.
#   PLACE    SERVICE=PORT, where nginx finds the service
# Subcommands, each safe to repeat:
#   replicas SERVICE COUNT   writes the number into .env, where the compose file looks for it, by rename
#   hold PLACE COUNT         nginx asks the COUNT containers with the lowest numbers alone; its undo is unpoint
#   grow SERVICE COUNT       starts what is missing to COUNT and waits until all are healthy
#   shrink SERVICE COUNT     waits until nginx has finished with the others, and removes them
#   let-go SERVICE           nothing of it stays in nginx/local: nginx asks Docker again

# The containers of a service that run, lowest number first: number, id, name.
ordered() { # SERVICE
    ids=$(containers --filter "label=com.docker.compose.service=$1" --filter label=com.docker.compose.oneoff=False)
    # shellcheck disable=SC2086 # one word an id
    [ -z "$ids" ] || docker inspect --format '{{index .Config.Labels "com.docker.compose.container-number"}} {{.Id}} {{slice .Name 1}}' $ids | sort -n
}

replicas() {
    key=$(printf '%s' "$1" | tr 'a-z-' 'A-Z_')_REPLICAS
    set_variable "$key" "$2" && echo "$key=$2"
}

hold() {
    service=${1%%=*} port=${1#*=} wanted=$2
    save_local || return
    {
        printf 'upstream %s_live {\n' "$service"
        ordered "$service" | head -n "$wanted" | while read -r _ _ name; do printf '    server %s:%s;\n' "$name" "$port"; done
        printf '}\n'
    } >"$JOB_DIR/upstreams.conf" || return
    replace "$local/upstreams.conf" cat "$JOB_DIR/upstreams.conf" && replace "$local/$service.map" printf 'live %s_live;\n' "$service" || return
    if ! proxy nginx -t -q; then
        take_local
        die 1 "nginx refuses its new configuration, and goes on with the one it has"
    fi
    proxy nginx -s reload
}

grow() {
    service=$1
    compose up -d --no-build --no-recreate --scale "$1=$2" "$1" || return
    await_health "$(ordered "$1" | cut -d' ' -f2)" && return
    code=$?
    for id in $(ordered "$1" | cut -d' ' -f2); do
        case $(state "$id") in 'running healthy '* | 'running none '*) ;; *) docker logs --timestamps --tail 40 "$id" 2>&1 ;; esac
    done
    return "$code"
}

shrink() {
    tries=0
    while [ "$(leaving_workers)" != 0 ] && [ "$tries" -lt 160 ]; do
        tries=$((tries + 1))
        sleep 0.25
    done
    ordered "$1" | tail -n "+$(($2 + 1))" | while read -r _ id name; do
        docker stop "$id" >/dev/null && docker rm "$id" >/dev/null || exit
        echo "$name is gone"
    done
}

let_go() {
    for path in "$local/upstreams.conf" "$local/$1.map"; do rm -f "$path"; done
    reload && served >/dev/null || { echo "through nginx comes: $(served)"; return 70; }
    echo "$1 runs $(ordered "$1" | grep -c .) times"
}
