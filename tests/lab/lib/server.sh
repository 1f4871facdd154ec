#!/bin/bash
# SPDX-FileCopyrightText: 2026 BouncePro Console contributors
# SPDX-License-Identifier: GPL-3.0-or-later
#
# One lab's server: a container with its own Docker Engine inside.

# What a Docker Engine in a container needs, also where this machine lacks CAP_SYS_RESOURCE.
# shellcheck disable=SC2054  # the commas are Docker's
SERVER_FLAGS=(
    --cap-add ALL --cap-drop SYS_RESOURCE
    --security-opt seccomp=unconfined --security-opt apparmor=unconfined --security-opt systempaths=unconfined
    -v /sys/fs/cgroup:/sys/fs/cgroup:rw --cgroupns=host
    --cpu-shares 8192 # or a compiler's many processes, each counted like a whole lab, starve it
    --tmpfs /run:exec,mode=755 --tmpfs /tmp:exec,mode=1777
)

is_running() { [ "$(docker_cli container inspect --format '{{.State.Running}}' "$(container_of "$1")" 2>/dev/null)" = true ]; }

exists() { docker_cli container inspect "$(container_of "$1")" >/dev/null 2>&1; }

need_running() {
    [ -d "$(lab_dir "$1")" ] || usage_error "there is no lab named '$1'; 'lab up $1' makes one"
    if ! engine_find || ! is_running "$1"; then die "lab '$1' is not up; 'lab up $1' starts it"; fi
}

# server_exec NAME COMMAND...: as root in the server; standard input only where there is one to pass.
server_exec() {
    local name=$1
    shift
    docker_cli exec "$(container_of "$name")" "$@"
}

port_is_free() { ! (exec 3<>"/dev/tcp/127.0.0.1/$1") 2>/dev/null; }

# Ports of this lab, remembered; a new lab takes three that no lab has and nothing listens on.
ports_up() {
    local name=$1 dir=$2 port taken
    if [ -r "$dir/ports" ]; then
        read -r SSH_PORT HTTP_PORT HTTPS_PORT <"$dir/ports"
        port_is_free "$SSH_PORT" && port_is_free "$HTTP_PORT" && port_is_free "$HTTPS_PORT" && return 0
    fi
    taken=$(cat "$LAB_CACHE"/labs/*/ports 2>/dev/null || true)
    for ((port = 22100; port < 22900; port += 10)); do
        grep -qw "$port" <<<"$taken" && continue
        if ! { port_is_free "$port" && port_is_free $((port + 1)) && port_is_free $((port + 2)); }; then continue; fi
        SSH_PORT=$port HTTP_PORT=$((port + 1)) HTTPS_PORT=$((port + 2))
        echo "$SSH_PORT $HTTP_PORT $HTTPS_PORT" >"$dir/ports"
        return 0
    done
    die "no free ports on 127.0.0.1 between 22100 and 22900 for lab '$name'"
}

server_up() {
    local name=$1 dir container volume
    dir=$(lab_dir "$name") container=$(container_of "$name") volume=$(volume_of "$name")
    server_remove "$name"
    keys_up "$dir"
    lock ports
    ports_up "$name" "$dir"
    client_files "$name" "$dir" "$SSH_PORT"
    clone_volume "$TEMPLATE_VOLUME" "$volume" server &
    local cloning=$!
    docker_cli create --init --name "$container" --hostname "$name" --label "$LABEL=server" \
        "${SERVER_FLAGS[@]}" -v "$volume:/var/lib/docker" \
        -p "127.0.0.1:$SSH_PORT:22" -p "127.0.0.1:$HTTP_PORT:80" -p "127.0.0.1:$HTTPS_PORT:443" \
        "$SERVER_IMAGE" >/dev/null || die "could not create the server of lab '$name'"
    docker_cli cp "$dir/server/." "$container:/etc/bouncepro-lab/"
    wait "$cloning" || exit 1
    docker_cli start "$container" >/dev/null || die "could not start the server of lab '$name'"
    unlock ports
    server_wait "$name"
    server_exec "$name" lab-first-up || die "the stack of lab '$name' did not come up: lab exec $name docker ps -a"
}

answers_ssh() { ssh -n -F "$(lab_dir "$1")/ssh_config" -o BatchMode=yes "$1" true; }

server_wait() {
    wait_for 60 "the Docker Engine of lab '$1'" server_exec "$1" docker version || return 1
    wait_for 30 "sshd of lab '$1'" answers_ssh "$1"
}

# All services healthy, seen by the engine inside, and ready through nginx.
stack_serves() {
    [ "$(server_exec "$1" lab-containers | grep -cE ' bouncepro/.* running/(healthy)?$')" = 4 ] &&
        server_exec "$1" lab-serves
}

server_remove() {
    docker_cli rm -f -v "$(container_of "$1")" >/dev/null 2>&1 || true
    sweep_cgroups "$1"
    docker_cli volume rm "$(volume_of "$1")" >/dev/null 2>&1 || true
}

# The groups that the inner engine made, empty now.
sweep_cgroups() {
    find /sys/fs/cgroup -depth -type d \( -path "*/bouncepro-lab-$1" -o -path "*/bouncepro-lab-$1/*" \) \
        -exec rmdir {} + 2>/dev/null || true
}

server_reboot() {
    local name=$1 container before
    container=$(container_of "$name")
    before=$(server_exec "$name" cat /proc/sys/kernel/random/boot_id)
    docker_cli kill "$container" >/dev/null
    sweep_cgroups "$name"
    docker_cli start "$container" >/dev/null
    server_wait "$name"
    [ "${2:-}" = --no-wait ] || wait_for 60 "the stack of lab '$name'" stack_serves "$name" || die "services did not come back: lab exec $name docker ps -a"
    [ "$before" != "$(server_exec "$name" cat /proc/sys/kernel/random/boot_id)" ] || die "the boot id did not change"
}

server_status() {
    local name=$1 dir
    dir=$(lab_dir "$name")
    if ! engine_find || ! is_running "$name"; then
        echo "$name: down"
        return 1
    fi
    read -r SSH_PORT HTTP_PORT HTTPS_PORT <"$dir/ports"
    echo "$name: up, ssh 127.0.0.1:$SSH_PORT, http 127.0.0.1:$HTTP_PORT, https 127.0.0.1:$HTTPS_PORT, $dir"
    server_exec "$name" docker ps -a --format '{{.Names}}  {{.Image}}  {{.Status}}' 2>/dev/null | sed 's/^/  /' ||
        echo "  the Docker Engine inside does not answer"
}

lab_names() {
    local d
    for d in "$LAB_CACHE"/labs/*/; do
        [ -d "$d" ] && basename "$d"
    done
    return 0
}
