#!/bin/sh
# SPDX-FileCopyrightText: 2026 BouncePro Console contributors
# SPDX-License-Identifier: GPL-3.0-or-later
#
# scan.sh STACK PROJECT: looks for secrets where they should not be; changes nothing. Stands alone; it is sent on standard input
# behind `secrets`, a function that prints lines KEY BASE64, TAB-separated: a form in which the value of KEY may stand.
# The values are in memory where there is a file system of it, 0600, and gone at every end; nothing has them as an argument.
# Answers TAB-separated found KIND WHERE KEY, never a value:
#   compose PATH       a compose file of the stack
#   commit HASH        what one of the last 50 commits adds, takes out or says
#   file PATH          a file that every account of the server may read
#   label, argument NAME     of a container
#   image NAME         how the image of a container was built
#   process NAME       its command line
# at last `scanned COMMITS FILES`. Exit codes: 0, 66 no such stack.
set -u
stack=$1 project=$2
tab=$(printf '\t')
export LC_ALL=C
umask 077
cd "$stack" 2>/dev/null || { echo "there is no directory $stack" >&2; exit 66; }

memory=/tmp
[ ! -w /dev/shm ] || memory=/dev/shm
find "$memory" -maxdepth 1 -name 'bouncepro.*' -user "$(id -u)" -mmin +10 -exec rm -rf {} + 2>/dev/null # of one that was killed
tree=$(mktemp -d "$memory/bouncepro.XXXXXX") || exit
trap 'rm -rf "$tree"' EXIT
trap 'exit 130' HUP INT TERM
mkdir "$tree/keys" || exit
secrets | while IFS=$tab read -r key form; do
    case $key in '' | *[!A-Za-z0-9_]*) continue ;; esac
    printf '%s' "$form" | base64 -d >>"$tree/keys/$key" && echo >>"$tree/keys/$key" || exit
done || exit
cat "$tree"/keys/* >"$tree/all" 2>/dev/null
[ -s "$tree/all" ] || { printf 'scanned\t0\t0\n'; exit 0; }

tell() { # KIND WHERE FILE
    grep -qaFf "$tree/all" -- "$3" || return 0
    for key in "$tree"/keys/*; do
        ! grep -qaFf "$key" -- "$3" || printf 'found\t%s\t%s\t%s\n' "$1" "$(printf '%s' "$2" | tr '\t\n' '  ')" "${key##*/}"
    done
}
# The same of standard input.
hear() { cat >"$tree/text" && tell "$1" "$2" "$tree/text"; } # KIND WHERE

for path in docker-compose*.y*ml compose*.y*ml; do [ ! -f "$path" ] || tell compose "$path" "$path"; done

commits=0
for commit in $(git rev-list -n 50 HEAD 2>/dev/null); do
    commits=$((commits + 1))
    git show -m --format=%B "$commit" 2>/dev/null | head -c 20000000 | hear commit "$commit"
done

# Below a folder that others may not enter they read nothing.
find . -xdev \( -type d \( ! -perm -o=x -o -name .git -o -name node_modules \) -prune \) -o -type f -perm -o=r -size -2048k -print >"$tree/files" 2>/dev/null
parent=$(pwd -P) reachable=yes
while [ "$parent" != / ]; do
    case $(stat -c %A "$parent") in *x | *t) ;; *) reachable='' ;; esac
    parent=$(dirname "$parent")
done
files=0
[ -z "$reachable" ] || while IFS= read -r path; do
    files=$((files + 1))
    tell file "${path#./}" "$path"
done <"$tree/files"

for id in $(docker ps -aq --filter "label=com.docker.compose.project=$project" 2>/dev/null); do
    name=$(docker inspect --format '{{slice .Name 1}}' "$id") || continue
    docker inspect --format '{{range $k, $v := .Config.Labels}}{{$k}}={{$v}}{{"\n"}}{{end}}' "$id" | hear label "$name"
    docker inspect --format '{{.Path}}{{range .Args}}{{"\n"}}{{.}}{{end}}{{if .Config.Healthcheck}}{{range .Config.Healthcheck.Test}}{{"\n"}}{{.}}{{end}}{{end}}' "$id" | hear argument "$name"
    image=$(docker inspect --format '{{.Config.Image}}' "$id")
    case " ${images:=} " in *" $image "*) continue ;; esac
    images="$images $image"
    docker history --no-trunc --format '{{.CreatedBy}}' "$(docker inspect --format '{{.Image}}' "$id")" 2>/dev/null | hear image "$image"
done

grep -laFf "$tree/all" /proc/[0-9]*/cmdline >"$tree/processes" 2>/dev/null
while IFS= read -r path; do
    process=${path%/cmdline}
    { hear process "$(cat "$process/comm") (${process#/proc/})" <"$path"; } 2>/dev/null
done <"$tree/processes"
printf 'scanned\t%s\t%s\n' "$commits" "$files"
