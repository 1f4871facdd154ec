#!/bin/bash
# SPDX-FileCopyrightText: 2026 BouncePro Console contributors
# SPDX-License-Identifier: GPL-3.0-or-later
#
# The Docker Engine that carries the labs: the machine's own where one answers, else one that the lab
# starts with its own socket and data, and stops when the last lab goes down.

ENGINE_RUN=$LAB_CACHE/engine
ENGINE_SOCKET=$ENGINE_RUN/docker.sock
ENGINE_PIDFILE=$ENGINE_RUN/docker.pid
ENGINE_DATA=$LAB_CACHE/docker

docker_cli() {
    if [ -z "${DOCKER_BIN:-}" ]; then
        DOCKER_BIN=/usr/bin/docker
        [ -x "$DOCKER_BIN" ] || DOCKER_BIN=$(command -v docker) || die "missing on this machine: docker"
    fi
    "$DOCKER_BIN" "$@"
}

# pid_is PID WORD...: the process runs and every WORD is in its command line.
pid_is() {
    local pid=$1 line word
    shift
    [ -n "$pid" ] && [ -r "/proc/$pid/cmdline" ] || return 1
    line=$(tr '\0' ' ' <"/proc/$pid/cmdline") || return 1
    for word in "$@"; do [[ $line == *"$word"* ]] || return 1; done
}

own_engine_pid() {
    local pid
    pid=$(cat "$ENGINE_PIDFILE" 2>/dev/null) || return 1
    pid_is "$pid" dockerd "$ENGINE_DATA" || return 1
    printf '%s' "$pid"
}

# engine_find: points DOCKER_HOST at an engine that answers; fails where there is none.
engine_find() {
    if own_engine_pid >/dev/null; then
        export DOCKER_HOST=unix://$ENGINE_SOCKET
        docker_cli version >/dev/null 2>&1 && return 0
        unset DOCKER_HOST
        return 1
    fi
    # The server's version is empty where only the client answers.
    [ -n "$(docker_cli info --format '{{.ServerVersion}}' 2>/dev/null)" ]
}

engine_up() {
    engine_find && return 0
    need_root
    need_tools dockerd iptables setsid flock
    lock engine
    if ! engine_find; then
        engine_start
    fi
    unlock engine
}

# What a dockerd that was killed leaves behind, so that the next one starts.
engine_sweep() {
    local pid
    pid=$(cat "$ENGINE_RUN/exec/containerd/containerd.pid" 2>/dev/null || true)
    if pid_is "$pid" containerd "$ENGINE_RUN"; then kill -9 "$pid"; fi
    for pid in $(engine_orphans) $(engine_shims); do kill -9 "$pid" 2>/dev/null || true; done
    awk -v run="$ENGINE_RUN/" -v data="$ENGINE_DATA/" 'index($2, run) == 1 || index($2 "/", data) == 1 { print $2 }' \
        /proc/self/mounts | tac | while read -r m; do umount -l "$m" 2>/dev/null || true; done
    rm -rf "$ENGINE_RUN/exec" "$ENGINE_PIDFILE" "$ENGINE_SOCKET"
}

# Processes of our engine's containers: those of a server whose engine was killed go on by themselves.
engine_orphans() {
    local id d
    for id in "$ENGINE_DATA"/containers/*/; do
        id=$(basename "$id")
        [[ $id =~ ^[0-9a-f]{64}$ ]] || continue
        for d in /proc/[0-9]*; do
            if grep -qs "[/-]$id" "$d/cgroup"; then printf '%s\n' "${d#/proc/}"; fi
        done
    done
}

# The containerd-shims that our engine started: they carry its socket in their command line.
engine_shims() {
    local d
    for d in /proc/[0-9]*; do
        if pid_is "${d#/proc/}" containerd-shim "$ENGINE_RUN/exec/"; then printf '%s\n' "${d#/proc/}"; fi
    done
}

# What there was before our engine came, to be put back when it goes. After an engine that was killed the
# first note of this boot counts, for the second would see what the first engine left.
engine_note_before() {
    local boot
    boot=$(cat /proc/sys/kernel/random/boot_id)
    if grep -qs "^boot=$boot$" "$ENGINE_RUN/before"; then return; fi
    {
        echo "boot=$boot"
        ip link show docker0 >/dev/null 2>&1 && echo "had_bridge=1" || echo "had_bridge=0"
        echo "forward=$(cat /proc/sys/net/ipv4/ip_forward)"
        echo "policy=$(iptables -S FORWARD 2>/dev/null | sed -n 's/^-P FORWARD //p')"
    } >"$ENGINE_RUN/before"
}

engine_start() {
    engine_sweep
    mkdir -p "$ENGINE_RUN" "$ENGINE_DATA"
    chmod 0711 "$LAB_CACHE"
    engine_note_before
    # Without the userland proxy a cut connection hangs as it would on a real network.
    ( for fd in "${LOCKS[@]}"; do exec {fd}>&-; done
      exec setsid dockerd --host "unix://$ENGINE_SOCKET" --data-root "$ENGINE_DATA" \
        --exec-root "$ENGINE_RUN/exec" --pidfile "$ENGINE_PIDFILE" --userland-proxy=false \
        --bip 10.209.0.1/24 --default-address-pool base=10.209.128.0/17,size=24 \
        --log-level warn </dev/null >"$ENGINE_RUN/log" 2>&1 ) &
    export DOCKER_HOST=unix://$ENGINE_SOCKET
    wait_for 60 "the lab's Docker Engine" docker_cli version || {
        tail -n 20 "$ENGINE_RUN/log" >&2
        die "dockerd did not start; its log is $ENGINE_RUN/log"
    }
}

# Servers that died with an earlier engine; they cannot go on, and 'up' makes a new one.
engine_forget_dead() {
    local id
    for id in $(docker_cli ps -aq --filter "label=$LABEL" --filter status=exited --filter status=dead --filter status=created); do
        docker_cli rm -f -v "$id" >/dev/null 2>&1 || true
    done
    for id in $(docker_cli volume ls -q --filter "label=$LABEL=server"); do
        docker_cli volume rm "$id" >/dev/null 2>&1 || true # refused while a server has it
    done
    sweep_cgroups '*'
}

# engine_stop: only an engine that the lab started, and only when nothing runs on it and no lab command uses it.
engine_stop() {
    local pid had_bridge=1 forward='' policy=''
    lock engine
    if ! lock engine-use -n; then unlock engine; return 0; fi
    if ! pid=$(own_engine_pid) || [ -n "$(docker_cli ps -q)" ]; then
        unlock engine-use
        unlock engine
        return 0
    fi
    engine_forget_dead
    kill "$pid"
    wait_for 60 "the lab's Docker Engine to end" not_running "$pid" || kill -9 "$pid"
    engine_sweep
    # shellcheck source=/dev/null
    if [ -r "$ENGINE_RUN/before" ]; then . "$ENGINE_RUN/before"; fi
    if [ "$had_bridge" = 0 ]; then
        ip link delete docker0 2>/dev/null || true
        engine_rules_remove
        [ -z "$policy" ] || iptables -P FORWARD "$policy"
        [ "$forward" != 0 ] || echo 0 >/proc/sys/net/ipv4/ip_forward
    fi
    rm -f "$ENGINE_RUN/before"
    unlock engine-use
    unlock engine
}

not_running() { ! kill -0 "$1" 2>/dev/null; }

engine_rules_remove() {
    local table chain
    for table in filter nat; do
        iptables -t "$table" -S 2>/dev/null | grep -- '-A .*\(DOCKER\|docker0\|10\.209\.\)' | sed 's/^-A/-D/' |
            while read -r rule; do
                # shellcheck disable=SC2086  # a rule as iptables printed it
                iptables -t "$table" $rule 2>/dev/null || true
            done
        for chain in DOCKER DOCKER-ISOLATION-STAGE-1 DOCKER-ISOLATION-STAGE-2 DOCKER-USER; do
            iptables -t "$table" -F "$chain" 2>/dev/null || true
            iptables -t "$table" -X "$chain" 2>/dev/null || true
        done
    done
    return 0
}
