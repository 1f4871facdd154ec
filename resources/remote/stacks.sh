#!/bin/sh
# SPDX-FileCopyrightText: 2026 BouncePro Console contributors
# SPDX-License-Identifier: GPL-3.0-or-later
#
# stacks.sh [FOLDER...]
# Which Compose stacks a server has. Changes nothing.
# Answers lines of TAB-separated fields: `login NAME`, `docker VERSION`, `compose VERSION`, one `problem WORD DETAIL` for
# what is in the way (the words of probe.sh: no-docker, docker-down, docker-denied, no-compose), one
# `container PROJECT DIRECTORY COMPOSE_FILES SERVICE STATE` for each container of a Compose project, and one
# `folder PATH COMPOSE_FILE` for each FOLDER that holds a compose file, whether or not anything of it runs.
# The last line is `end`. At most 500 containers, 1,000 bytes of each. Exit code 0 whenever the lines could be printed.
set -u
tab=$(printf '\t')

say() { printf '%s\t%s\n' "$1" "$2"; }
problem() { printf 'problem\t%s\t%s\n' "$1" "$(printf %s "$2" | tr '\t\n' '  ' | cut -c1-600)"; }

say format 1
say login "$(id -un)"

for folder in "$@"; do
    for file in docker-compose.prod.yml docker-compose.yml compose.yaml; do
        [ -f "$folder/$file" ] || continue
        printf 'folder\t%s\t%s\n' "$folder" "$file"
        break
    done
done

containers() {
    if ! command -v docker >/dev/null 2>&1; then
        problem no-docker "docker is not in the PATH of $(id -un)"
        return
    fi
    if ! version=$(timeout 20 docker version --format '{{.Server.Version}}' 2>&1); then
        case $version in
            *"permission denied"*) problem docker-denied "$version" ;;
            *) problem docker-down "$version" ;;
        esac
        return
    fi
    say docker "$version"
    if compose=$(timeout 20 docker compose version --short 2>&1); then
        say compose "$compose"
    else
        problem no-compose "$compose"
    fi
    label() { printf '{{.Label "com.docker.compose.%s"}}' "$1"; }
    timeout 20 docker ps -a --filter label=com.docker.compose.project --format \
        "container$tab$(label project)$tab$(label project.working_dir)$tab$(label project.config_files)$tab$(label service)$tab{{.State}}" |
        head -n 500 | cut -b1-1000
}
containers
echo end
exit 0
