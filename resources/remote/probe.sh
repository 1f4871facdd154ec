#!/bin/sh
# SPDX-FileCopyrightText: 2026 BouncePro Console contributors
# SPDX-License-Identifier: GPL-3.0-or-later
#
# probe.sh STACK COMPOSE_FILE [ready | only-ready PROJECT]
# One look at a server: who it is, what it has, which services run. Changes nothing.
# Answers lines of TAB-separated fields: `key value`, one `service ...` a container, one `problem WORD DETAIL` for
# each thing in the way (WORD: no-stack, no-git, no-docker, docker-down, docker-denied, no-compose, compose-file, no-tool).
# With `ready` it also asks each application container for its readiness: `ready SERVICE STATUS BODY`, in any order; with
# `only-ready` it does nothing else.
# `maintenance TIME ACTOR REASON`: the site is closed for visitors, but for each `maintenance-allow ADDRESS`.
# Exit code 0 whenever the lines could be printed.
set -u
stack=$1 compose_file=$2 want=${3:-}
tab=$(printf '\t')

say() { printf '%s\t%s\n' "$1" "$2"; }
problem() { printf 'problem\t%s\t%s\n' "$1" "$(printf %s "$2" | tr '\t\n' '  ' | cut -c1-600)"; }
# The last assignment of KEY in the stack's .env, without quotes.
pinned() { sed -n "s/^[[:space:]]*$1[[:space:]]*=[[:space:]]*//p" .env 2>/dev/null | tail -n 1 | sed 's/[[:space:]]*$//; s/^"\(.*\)"$/\1/; s/^'\''\(.*\)'\''$/\1/'; }

# Asked from inside the container: no port need be published, and the proxy's health does not colour the answer.
# shellcheck disable=SC2016 # the script is node's
ask='const http = require("http"), [port, ...paths] = process.argv.slice(1);
const next = last => {
  if (!paths.length) return console.log(last.join("\t"));
  let text = "";
  const request = http.get({ host: "127.0.0.1", port, path: paths.shift(), timeout: 5000 }, answer => {
    answer.setEncoding("utf8").on("data", part => { if (text.length < 4000) text += part; });
    answer.on("end", () => {
      const it = [answer.statusCode, text.replace(/\s+/g, " ").slice(0, 4000)];
      answer.statusCode === 404 ? next(it) : console.log(it.join("\t"));
    });
  });
  request.on("timeout", () => request.destroy(new Error("no answer within 5 s")));
  request.on("error", error => next([0, String(error)]));
};
next([0, "no answer"]);'
ask_service() { # PROJECT SERVICE PATH...
    id=$(docker ps --format '{{.ID}} {{.Ports}}' --filter "label=com.docker.compose.project=$1" --filter "label=com.docker.compose.service=$2" | sed -n 1p)
    [ -n "$id" ] || return 0
    service=$2
    shift 2
    # The port is that of its environment, else the first that the image exposes.
    port=${id%%/tcp*} port=${port##*[!0-9]}
    case $id in *[0-9]/tcp*) ;; *) port=3000 ;; esac
    # shellcheck disable=SC2016 # expanded in the container
    printf 'ready\t%s\t%s\n' "$service" "$(timeout 10 docker exec "${id%% *}" sh -c 'port=${PORT:-$1}; shift; exec node -e "$0" "$port" "$@"' "$ask" "$port" "$@" 2>&1 | head -n 1)"
}
# Both at once: starting node is what takes the time.
ask_readiness() { # PROJECT
    ask_service "$1" payload /health/ready /api/health/ready &
    ask_service "$1" nuxt /api/health /health &
    wait
}
if [ "$want" = only-ready ]; then
    ask_readiness "$4"
    exit 0
fi

say format 1
say time "$(date +%s)"
say host "$(cat /proc/sys/kernel/hostname)"
say boot "$(cat "${BOUNCEPRO_BOOT_ID_FILE:-/proc/sys/kernel/random/boot_id}")"
read -r load _ </proc/loadavg; say load "$load"
read -r uptime _ </proc/uptime; say uptime "${uptime%%.*}"
sed -n "s/^\(MemTotal\|MemAvailable\): *\([0-9]*\) kB/\1$tab\2/p" /proc/meminfo
for tool in git setsid flock sha256sum sed; do
    command -v "$tool" >/dev/null 2>&1 || problem no-tool "$tool"
done

if ! cd "$stack" 2>/dev/null; then
    problem no-stack "$stack"
    exit 0
fi
df -PB1 . | sed -n "2s/^[^ ]* *\([0-9]*\) *[0-9]* *\([0-9]*\) .*/disk$tab\1$tab\2/p"
if top=$(git -c safe.directory="$stack" rev-parse --show-toplevel 2>&1) && [ "$top" = "$(pwd -P)" ]; then
    say commit "$(git -c safe.directory="$stack" rev-parse HEAD)"
    say branch "$(git -c safe.directory="$stack" symbolic-ref -q --short HEAD)"
    say subject "$(git -c safe.directory="$stack" log -1 --format=%s)"
    say changes "$(git -c safe.directory="$stack" status --porcelain 2>/dev/null | wc -l)"
else
    problem no-git "$top"
fi
say owner "$(stat -c %U .)"
release=$(pinned RELEASE)
say release "$release"
if [ -f nginx/local/maintenance.map ]; then
    say maintenance "$(head -n 1 nginx/local/maintenance.txt 2>/dev/null)"
    sed -n "s/^ *\([^ ]*\) open;\$/maintenance-allow$tab\1/p" nginx/local/maintenance.conf 2>/dev/null
fi
[ -f "$compose_file" ] || problem compose-file "$stack/$compose_file does not exist"

if ! command -v docker >/dev/null 2>&1; then
    problem no-docker "docker is not in the PATH of $(id -un)"
    exit 0
fi
# What a container uses, from its cgroup (version 2, else 1): microseconds of CPU, bytes in memory without the file
# cache that can be dropped, the limit. `docker stats` would take over a second.
usage() {
    cpu='' memory='' limit='' cache=''
    while IFS=: read -r _ controllers group; do
        case ",$controllers," in
            ,,)
                at=/sys/fs/cgroup$group
                [ -r "$at/memory.current" ] || continue
                read -r memory <"$at/memory.current"
                read -r limit <"$at/memory.max"
                cpu=$(sed -n 's/^usage_usec //p' "$at/cpu.stat")
                cache=$(sed -n 's/^inactive_file //p' "$at/memory.stat")
                ;;
            *,memory,*)
                at=/sys/fs/cgroup/memory$group
                [ -r "$at/memory.usage_in_bytes" ] || continue
                read -r memory <"$at/memory.usage_in_bytes"
                read -r limit <"$at/memory.limit_in_bytes"
                cache=$(sed -n 's/^total_inactive_file //p' "$at/memory.stat")
                ;;
            *,cpuacct,*)
                at=/sys/fs/cgroup/cpuacct$group
                [ -r "$at/cpuacct.usage" ] || continue
                read -r cpu <"$at/cpuacct.usage"
                cpu=$((cpu / 1000))
                ;;
        esac
    done <"/proc/$1/cgroup"
    [ -z "$memory" ] || memory=$((memory - ${cache:-0}))
    # Version 1 says "no limit" with a number beyond any machine.
    [ "${#limit}" -lt 19 ] || limit=max
} 2>/dev/null

# Compose takes its time to start: it is asked twice at once, and beside the engine. The pipes keep the order of the lines.
compose_file_facts() {
    [ -f "$compose_file" ] || return
    complaint=$(docker compose -f "$compose_file" config --quiet 2>&1) || problem compose-file "$complaint"
}
compose_facts() {
    if compose=$(docker compose version --short 2>&1); then
        say compose "$compose"
    else
        problem no-compose "$compose"
        return 1
    fi
}

engine_facts() {
    if ! version=$(docker version --format '{{.Server.Version}}' 2>&1); then
        case $version in
            *"permission denied"*) problem docker-denied "$version" ;;
            *) problem docker-down "$version" ;;
        esac
        return 1
    fi
    say docker "$version"
    # One line a container: id, whether of `compose run`, project, directory.
    containers=$(docker ps -a --no-trunc --filter label=com.docker.compose.project --format \
        '{{.ID}}|{{.Label "com.docker.compose.oneoff"}}|{{.Label "com.docker.compose.project"}}|{{.Label "com.docker.compose.project.working_dir"}}')
    here=$(pwd -P) project=''
    while IFS='|' read -r _ _ name dir; do
        [ "$dir" != "$here" ] || { project=$name; break; }
    done <<END
$containers
END
    [ -n "$project" ] || project=$(pinned COMPOSE_PROJECT_NAME)
    [ -n "$project" ] || project=$(basename "$here" | tr '[:upper:]' '[:lower:]' | tr -cd 'a-z0-9_-')
    say project "$project"
    for state in "/var/lib/bouncepro/$project" "$stack/.bouncepro"; do
        if [ -d "$state" ]; then
            say state "$state"
            sed -n "s/^\(reason\|actor\|since\|until\)$tab/freeze-&/p" "$state/freeze" 2>/dev/null
            break
        fi
    done
    set --
    while IFS='|' read -r id oneoff name _; do
        [ "$name" != "$project" ] || [ "$oneoff" = True ] || set -- "$@" "$id"
    done <<END
$containers
END
    [ $# -gt 0 ] || return 0
    # `.ID`, as the client calls it: with `.Id` it reads the answer as a map, in which a container without a check has no Health.
    docker inspect --format '{{.State.Pid}}	{{index .Config.Labels "com.docker.compose.service"}}	{{.ID}}	{{.Config.Image}}	{{.Image}}	{{.State.Status}}	{{if .State.Health}}{{.State.Health.Status}}{{else}}none{{end}}	{{.State.StartedAt}}	{{.RestartCount}}	{{.State.ExitCode}}' "$@" |
        while IFS=$tab read -r pid rest; do
            usage "$pid"
            printf 'service\t%s\t%s\t%s\t%s\n' "$rest" "$cpu" "$memory" "$limit"
        done
    [ "$want" != ready ] || ask_readiness "$project"
}

compose_file_facts | { compose_facts && cat; } | { engine_facts && cat; }
exit 0
