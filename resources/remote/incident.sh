#!/bin/sh
# SPDX-FileCopyrightText: 2026 BouncePro Console contributors
# SPDX-License-Identifier: GPL-3.0-or-later

# incident.sh STACK PROJECT COMPOSE_FILE STATE|-: what is to be seen of an incident, as text; changes nothing. Stands alone,
# sent on standard input. Lines and sections are bounded. Values of the environment are not asked for; the console hides
# what stands in logs all the same.
export LC_ALL=C
stack=$1 project=$2 compose_file=$3 state=$4
cd "$stack" || exit 1
section() { printf '\n==== %s ====\n' "$1"; }
bounded() { cut -c1-4000 | tail -n "$1"; }

section 'Versions'
sed -n 's/^PRETTY_NAME=//p' /etc/os-release
uname -srm
docker version --format 'Docker {{.Server.Version}}' 2>&1 | bounded 5
docker compose version 2>&1 | bounded 5
git --version

section 'Server'
uptime
df -h . /var/lib/docker 2>/dev/null
head -n 5 /proc/meminfo

section 'Containers'
docker ps -a --filter "label=com.docker.compose.project=$project" --format '{{.Names}}  {{.Status}}  {{.Image}}' 2>&1 | bounded 100
for id in $(docker ps -aq --filter "label=com.docker.compose.project=$project" 2>/dev/null); do
    docker inspect --format '{{.Name}} {{.State.Status}} exit={{.State.ExitCode}} oom={{.State.OOMKilled}} restarts={{.RestartCount}} started={{.State.StartedAt}} finished={{.State.FinishedAt}} error={{.State.Error}} image={{.Image}}{{if .State.Health}}{{range .State.Health.Log}}
  health {{.End}} exit={{.ExitCode}} {{.Output}}{{end}}{{end}}' "$id" 2>&1 | bounded 60
done

if [ -d "$state/jobs" ]; then
    # shellcheck disable=SC2012  # names are checked below
    for id in $(ls -1r "$state/jobs" | head -n 10); do
        case $id in [0-9]*) ;; *) continue;; esac
        section "Job $id"
        for name in job pending approved cancel result events; do
            [ ! -e "$state/jobs/$id/$name" ] || { echo "-- $name"; bounded 400 < "$state/jobs/$id/$name"; }
        done
        echo '-- output'
        tail -c 100000 "$state/jobs/$id/output.log" 2>/dev/null | bounded 500
    done
fi

for service in $(docker compose -p "$project" -f "$compose_file" config --services 2>/dev/null | sort); do
    section "Logs of $service"
    docker compose -p "$project" -f "$compose_file" logs --no-color --timestamps --tail 500 -- "$service" 2>&1 | bounded 1500
done
exit 0
