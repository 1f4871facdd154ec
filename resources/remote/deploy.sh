#!/bin/sh
# SPDX-FileCopyrightText: 2026 BouncePro Console contributors
# SPDX-License-Identifier: GPL-3.0-or-later
#
# deploy.sh STACK PROJECT FILE SUBCOMMAND ARGS: the steps of deploy and rollback, each safe to repeat.
#   STACK    the checkout on the server, PROJECT and FILE as docker compose -p and -f take them
#   IMAGE    one word a service that is built: SERVICE=REF=LIVE, REF the image of the release, LIVE the name in FILE
#            (the same where FILE names images by ${RELEASE})
# Subcommands:
#   facts WANT              what a plan needs to know; WANT is a branch or commit; answers TSV, then the compose model
#   fetch COMMIT            makes the commit available in the checkout
#   worktree RELEASE COMMIT / drop-worktree RELEASE
#   build RELEASE IMAGE...  builds from the clean worktree and tags by release; the running stack is not touched
#   record RELEASE COMMIT JOB ACTOR running|built IMAGE...   writes releases/RELEASE
#   finish RELEASE          the release is proven: it is good and the current one; its worktree goes
#   have IMAGE...           checks that the images of a kept release are there, and gives them back their names
#   checkout COMMIT         moves the live checkout
#   pin RELEASE             writes RELEASE into .env, by rename ('-': takes it out)
#   up SECONDS IMAGE...     starts what changed and waits until it is healthy
#   verdict RELEASE IMAGE... compares what runs with the record; facts, not exit codes
#   hook NAME RELEASE BEFORE [worktree]  runs hooks/NAME of the checkout, or of the release's worktree, where it is there
#   prune RELEASE...        removes the images of these releases, where a name still means what is on record
#   unchanged COMMIT CURRENT NAME=HASH...  whether checkout, release on record and files are as `facts` answered; else says
#                           what differs
#   restore RELEASE COMMIT PIN FROM SECONDS IMAGE...  back to that release: pin, checkout (FROM: the commit left), up, verdict
#   purge                   empties the cache of the CDN; a warning where that fails, since the release serves
#   and those of environment.sh, switch.sh, scale.sh and maintenance.sh
# Exit codes: 0 done, 2 usage, 64 a release image is missing, 66 no such stack, 69 docker does not answer, 70 the verdict is no,
#   others are those of git and docker.
# Environment: STATE, JOB_DIR and BIN, as the job runner sets them.
set -u
stack=$1 project=$2 file=$3 sub=$4
shift 4
tab=$(printf '\t') escape=$(printf '\033')
unset RELEASE COMPOSE_FILE COMPOSE_PROFILES COMPOSE_PROJECT_NAME
# Plain lines, not a drawn terminal.
export BUILDKIT_PROGRESS=plain COMPOSE_PROGRESS=plain COMPOSE_ANSI=never

die() { code=$1; shift; printf '%s\n' "$*" >&2; exit "$code"; }
compose() { docker compose -p "$project" -f "$file" "$@"; }
cd "$stack" 2>/dev/null || die 66 "there is no directory $stack"

# Splits SERVICE=REF=LIVE.
image() { service=${1%%=*} ref=${1#*=}; live=${ref#*=} ref=${ref%%=*}; }

# replace FILE COMMAND...: FILE becomes what COMMAND makes of it, by temporary file, sync and rename; owner and mode stay.
# The lock lets one job write at a time: one name, so that what was cut short is overwritten when it is done again.
replace() {
    path=$1 new=$1.bouncepro-new
    shift
    [ -e "$path" ] || : >"$path" || return
    cp -p "$path" "$new" || return
    if "$@" <"$path" >"$new" && sync "$new" && mv -f "$new" "$path"; then return 0; fi
    rm -f "$new"
    return 1
}

wait_docker() {
    tries=0
    until docker version >/dev/null 2>&1; do
        tries=$((tries + 1))
        [ "$tries" -lt 90 ] || die 69 "docker has not answered for 90 s"
        sleep 1
    done
}

containers() { docker ps -q --no-trunc --filter "label=com.docker.compose.project=$project" "$@"; }
container() { containers --filter "label=com.docker.compose.service=$1" | sed -n 1p; }
# What runs, a line a container: service, image id, health (healthy where it has no check).
snapshot() {
    # shellcheck disable=SC2046 # one word an id
    docker inspect --format '{{index .Config.Labels "com.docker.compose.service"}}	{{.Image}}	{{if .State.Health}}{{.State.Health.Status}}{{else}}healthy{{end}}' $(containers)
}
# The fields of a service in a snapshot, after its name; empty where none of its containers runs.
of() { printf '%s\n' "$2" | sed -n "s/^$1$tab//p" | sed -n 1p; } # SERVICE SNAPSHOT

# The release that .env pins is no part of what the file says.
hash_of() { # FILE
    sum=$(case $1 in .env | */.env) sed -e '/^[[:space:]]*RELEASE[[:space:]]*=/d' -e "\$a\\" "$1" ;; *) cat "$1" ;; esac | sha256sum)
    printf '%s' "${sum%% *}"
}

fetch() {
    git cat-file -e "$1^{commit}" 2>/dev/null || git fetch --prune origin || return
    git log -1 --format='%h %an, %cr: %s' "$1"
}

drop_worktree() {
    dir=$STATE/worktrees/$1
    [ ! -e "$dir" ] || git worktree remove --force --force "$dir" 2>/dev/null || rm -rf "$dir"
    git worktree prune
}

worktree() {
    drop_worktree "$1" && mkdir -p "$STATE/worktrees" && git worktree add --quiet --detach "$dir" "$2" || return
    # Compose wants the environment files beside its own; links keep them out of build contexts.
    for env in "$stack"/.env "$stack"/.env.*; do
        name=${env##*/}
        [ ! -f "$JOB_DIR/secret/environment$name" ] || env=$JOB_DIR/secret/environment$name
        [ ! -f "$env" ] || [ -e "$dir/$name" ] || ln -s "$env" "$dir/$name" || return
    done
    git -C "$dir" log -1 --format='%h: %s'
}

build() {
    release=$1
    shift
    cd "$STATE/worktrees/$release" || return
    files=$file services=''
    for word; do
        image "$word"
        services="$services $service"
        [ "$ref" != "$live" ] || continue
        [ "$files" != "$file" ] || echo services: >.bouncepro-images.yml
        files=.bouncepro-images.yml
        printf '  %s:\n    image: "%s"\n' "$service" "$ref" >>.bouncepro-images.yml
    done
    [ "$files" = "$file" ] || set -- -f "$files"
    [ "$files" != "$file" ] || set --
    # Compose builds one service after the other, in the order of depends_on; side by side they are ready sooner.
    for service in $services; do
        build_service "$service" "$@" &
        has_room || wait
    done
    wait
    for service in $services; do
        code=1
        read -r code <"$JOB_DIR/built.$service"
        rm -f "$JOB_DIR/built.$service"
        [ "$code" = 0 ] || return "$code"
    done
}

# For two builds at once: two processors, and 4 GB of memory that are free (a build of Payload alone takes 2).
has_room() {
    [ "$(nproc)" -ge 2 ] && [ "$(sed -n 's/^MemAvailable: *\([0-9]*\) kB/\1/p' "${BOUNCEPRO_MEMINFO_FILE:-/proc/meminfo}")" -ge 4000000 ]
}

# The output with the service's name in front; its exit code in a file, since that of a pipe is sed's.
build_service() { # SERVICE [-f FILE]
    name=$1
    shift
    {
        RELEASE=$release docker compose -p "$project" -f "$file" "$@" build --build-arg "RELEASE=$release" "$name" 2>&1
        echo $? >"$JOB_DIR/built.$name"
    } | sed -u "s/^/$name: /"
}

# The record of a release: `record` (key value), `images` (service, image, id), and copies of what it runs with.
record() {
    release=$1 commit=$2 job=$3 actor=$4 from=$5
    shift 5
    dir=$STATE/releases/$release
    [ ! -f "$dir/record" ] || [ "$from" = built ] || return 0
    rm -rf "$dir.new"
    mkdir -p "$dir.new" || return
    [ "$from" = built ] || runs=$(snapshot) || return
    for word; do
        image "$word"
        if [ "$from" = running ]; then
            id=$(of "$service" "$runs") id=${id%%"$tab"*}
            [ -n "$id" ] || die 1 "$service: no container runs"
            docker tag "$id" "$ref" || return
        else
            id=$(docker image inspect --format '{{.Id}}' "$ref") || return
        fi
        printf '%s\t%s\t%s\n' "$service" "$ref" "$id" >>"$dir.new/images" || return
    done
    from_tree=$stack
    [ "$from" = running ] || from_tree=$STATE/worktrees/$release
    cp "$from_tree/$file" "$dir.new/compose.yml" || return
    if [ -d "$from_tree/nginx" ]; then
        mkdir "$dir.new/nginx" && (cd "$from_tree/nginx" && find . -type f ! -path './ssl/*' -exec cp --parents -t "$dir.new/nginx" {} +) || return
    fi
    # Built again it is the same release: it keeps its environment, its time and what served before it.
    if [ -d "$dir/environment" ]; then
        cp -Rp "$dir/environment" "$dir.new/" || return
    else
        (umask 077 && mkdir "$dir.new/environment" && for env in "$stack"/.env "$stack"/.env.*; do
            [ ! -f "$env" ] || cp "$env" "$dir.new/environment/" || exit
        done) || return
    fi
    created=$(sed -n "s/^created$tab//p" "$dir/record" 2>/dev/null)
    if [ -f "$dir/record" ]; then previous=$(sed -n "s/^previous$tab//p" "$dir/record"); else previous=$(cat "$STATE/current" 2>/dev/null); fi
    # shellcheck source=resources/remote/preflight.sh
    command -v backup_preflight >/dev/null || . "$BIN/preflight.sh"
    (cd "$from_tree" && git ls-files 'payload/*migrations/*') >"$dir.new/migrations" || return
    {
        printf 'commit\t%s\nsubject\t%s\njob\t%s\nactor\t%s\ncreated\t%s\nstate\t%s\n' "$commit" \
            "$(git log -1 --format=%s "$commit" | tr '\t' ' ')" "$job" "$actor" "${created:-$(date -u +%Y-%m-%dT%H:%M:%S.%3NZ)}" \
            "$([ "$from" = running ] && echo good || echo built)"
        [ -z "$previous" ] || printf 'previous\t%s\n' "$previous"
        backup_preflight | sed -n "s/^\(backup${tab}[^${tab}]*\)${tab}[^${tab}]*/\1/p"
    } >"$dir.new/record" || return
    find "$dir.new" -type f -exec sync {} + && rm -rf "$dir" && mv "$dir.new" "$dir" || return
    [ "$from" = built ] || replace "$STATE/current" printf '%s\n' "$release" || return
    cat "$dir/images"
}

finish() {
    replace "$STATE/releases/$1/record" sed "s/^state$tab.*/state${tab}good/" || return
    replace "$STATE/current" printf '%s\n' "$1" || return
    drop_worktree "$1"
}

# By name and without force: an image that a container uses, or that was given another meaning, stays. It never fails the job.
# The records stay, so that a release can be built again; they hold the environment, so not for ever.
prune() {
    for release; do
        dir=$STATE/releases/$release
        [ -f "$dir/images" ] || continue
        while IFS=$tab read -r _ ref id; do
            [ "$(docker image inspect --format '{{.Id}}' "$ref" 2>/dev/null)" = "$id" ] || continue
            docker image rm "$ref" >/dev/null && echo "removed $ref"
        done <"$dir/images"
    done
    for dir in "$STATE"/releases/*/; do
        printf '%s %s\n' "$(sed -n "s/^created$tab//p" "$dir/record" 2>/dev/null)" "$dir"
    done | sort -r | tail -n +51 | while read -r _ dir; do
        [ "$(basename "$dir")" = "$(cat "$STATE/current")" ] || rm -rf "$dir"
    done
    echo "$(docker info --format '{{.DockerRootDir}}' | xargs -r df -Ph 2>/dev/null | sed -n '2s/^[^ ]* *[^ ]* *[^ ]* *\([^ ]*\) .*/\1/p') are free for images"
    return 0
}

# The key stands in a file for curl, which is gone afterwards.
purge() {
    # shellcheck source=resources/remote/preflight.sh
    . "$BIN/preflight.sh"
    zone=$(setting BUNNY_PULL_ZONE_ID) url=$(setting BUNNY_API_URL)
    trap 'rm -f "$JOB_DIR/purge"' EXIT
    (umask 077 && printf 'AccessKey: %s\n' "$(setting BUNNY_API_KEY)" >"$JOB_DIR/purge") || return 0
    if answer=$(curl -sS -f -m 30 -X POST -H "@$JOB_DIR/purge" -H 'Content-Length: 0' "${url:-https://api.bunny.net}/pullzone/$zone/purgeCache" 2>&1); then
        echo "the cache of the pull zone $zone is empty"
    else
        echo "warning: the cache of the pull zone $zone was not emptied: $answer"
    fi
}

# As an executable of its own, whatever it is written in.
hook() {
    name=$1 release=$2 previous=$3
    [ "${4:-}" != worktree ] || cd "$STATE/worktrees/$release" || return
    [ -e "hooks/$name" ] || { echo "there is no hooks/$name"; return 0; }
    RELEASE=$release PREVIOUS_RELEASE=$previous COMPOSE_PROJECT_NAME=$project COMPOSE_FILE=$file "./hooks/$name"
}

# The image id that the record of RELEASE names for SERVICE.
recorded() { sed -n "s/^${2}${tab}[^${tab}]*${tab}//p" "$STATE/releases/$1/images"; }

have() {
    release=$1
    shift
    for word; do
        image "$word"
        id=$(recorded "$release" "$service")
        docker tag "$id" "$ref" || die 64 "the image of $service in release $release ($id) is gone"
        echo "$service: $ref is $id"
    done
}

# A git that was killed leaves its lock; it is stale when no process has it open.
unlock_git() {
    lock=$(git rev-parse --absolute-git-dir)/index.lock
    [ -e "$lock" ] || return 0
    for fd in /proc/[0-9]*/fd/*; do
        [ "$(readlink "$fd" 2>/dev/null)" != "$lock" ] || die 1 "git is working in $stack: $lock is open in ${fd%/fd/*}"
    done
    rm -f "$lock"
}

move() { # move COMMIT [--force]
    commit=$1
    shift
    if branch=$(git symbolic-ref -q --short HEAD); then
        git checkout --quiet "$@" -B "$branch" "$commit"
    else
        git checkout --quiet "$@" --detach "$commit"
    fi
}

checkout() {
    # Edits made by hand are carried over; a copy is kept should this be cut short.
    edits=$(git stash create 2>/dev/null)
    [ -z "$edits" ] || git update-ref "refs/bouncepro/edits/${JOB_DIR##*/}" "$edits"
    : >"$JOB_DIR/moving" || return
    move "$1"
    code=$?
    rm -f "$JOB_DIR/moving"
    git log -1 --format='%h: %s'
    return $code
}

# Back to a commit after a move that may have been killed half way.
move_back() { # move_back COMMIT FROM
    unlock_git
    if [ -e "$JOB_DIR/moving" ]; then
        # Only a checkout that passed git's own checks wrote these; none of them was there before.
        git diff --name-only --diff-filter=A "$1" "$2" | while IFS= read -r path; do
            git ls-files --error-unmatch -- "$path" >/dev/null 2>&1 || rm -f -- "$path"
        done
        move "$1" --force || return
        edits=$(git rev-parse --verify --quiet "refs/bouncepro/edits/${JOB_DIR##*/}") && git stash apply --quiet "$edits"
        rm -f "$JOB_DIR/moving"
    elif [ "$(git rev-parse HEAD)" != "$1" ]; then
        move "$1"
    fi
}

pin() { set_variable RELEASE "$1"; }

# In .env, where Compose looks for what the compose file refers to.
set_variable() { # KEY VALUE; -: without it
    if [ "$2" = - ]; then
        [ ! -f .env ] || replace .env sed "/^[[:space:]]*$1[[:space:]]*=/d" || return
        [ -s .env ] || rm -f .env
    elif grep -q "^[[:space:]]*$1[[:space:]]*=" .env 2>/dev/null; then
        replace .env sed "s/^[[:space:]]*$1[[:space:]]*=.*/$1=$2/"
    else
        # shellcheck disable=SC2016 # expanded by the inner sh
        replace .env sh -c 'sed "\$a\\" && printf "%s=%s\n" "$1" "$2"' sh "$1" "$2"
    fi
}

# Names that do not carry the release point at its images from here on.
name_images() {
    for word; do
        image "$word"
        [ "$ref" = "$live" ] || docker tag "$ref" "$live" || return
    done
}

# A file that is mounted alone stays the old one in its container when the checkout puts a new one in its place, until the
# container starts anew.
renew_mounts() { # SECONDS
    renewed=no
    for id in $(containers); do
        docker inspect --format '{{range .Mounts}}{{.Source}}	{{.Destination}}{{"\n"}}{{end}}' "$id" | {
            while IFS=$tab read -r source destination; do
                case $source in "$stack"/* | "$(pwd -P)"/*) ;; *) continue ;; esac
                if ! [ -f "$source" ] || ! [ -r "$source" ] || docker exec "$id" cat "$destination" 2>/dev/null | cmp -s - "$source"; then continue; fi
                echo "$destination in its container is not $source any more: it starts anew"
                exit 1
            done
        } && continue
        docker restart "$id" || return
        renewed=yes
    done
    [ "$renewed" = no ] || compose up -d --no-build --wait --wait-timeout "$1"
}

up() {
    limit=$1
    shift
    name_images "$@" || return
    compose up -d --no-build --wait --wait-timeout "$limit"
    code=$?
    if [ "$code" != 0 ]; then
        compose ps -a
        for word; do
            image "$word"
            case $(docker inspect --format '{{.State.Status}} {{if .State.Health}}{{.State.Health.Status}}{{end}}' "$(container "$service")" 2>/dev/null) in
                'running healthy' | 'running ') continue ;;
            esac
            echo "--- the last lines of $service"
            compose logs --no-color --no-log-prefix --timestamps --tail 40 "$service" | sed "s/$escape\\[2K//g"
        done
        return "$code"
    fi
    renew_mounts "$limit" || return
    # The checkout may have brought another configuration for the proxy; a reload loses no request.
    id=$(container nginx)
    [ -z "$id" ] || docker exec "$id" sh -c 'nginx -t -q && nginx -s reload'
}

verdict() {
    release=$1
    shift
    tries=0
    while :; do
        doubts=$(doubts "$release" "${pinned:-$release}" "$@")
        [ -n "$doubts" ] || break
        tries=$((tries + 1))
        [ "$tries" -lt 15 ] || die 70 "$doubts"
        sleep 1
    done
    echo "every service runs the images of $release and says so"
}

# Asking the services takes the longest, so it begins first.
doubts() { # RELEASE NAME IMAGE...
    release=$1 named=$2
    shift 2
    unready "$named" | {
        runs=$(snapshot)
        for word; do
            image "$word"
            it=$(of "$service" "$runs")
            [ -n "$it" ] || { echo "$service: no container runs"; continue; }
            [ "${it%%"$tab"*}" = "$(recorded "$release" "$service")" ] || echo "$service runs ${it%%"$tab"*}, not $(recorded "$release" "$service")"
            [ "${it#*"$tab"}" = healthy ] || echo "$service is ${it#*"$tab"}"
        done
        cat
    }
}

# By the name that it was started with, which is not that of the record where it was started by hand.
unready() { # RELEASE; -: by whatever name
    sh "$BIN/probe.sh" "$stack" "$file" only-ready "$project" | sed -n "s/^ready$tab//p" | while IFS=$tab read -r service status body; do
        [ "$status" = 200 ] || echo "$service answers its readiness with $status: $body"
        case $1$body in
            -* | *'"release":"'"$1"'"'*) ;;
            *'"release":'*) echo "$service answers as another release: $body" ;;
        esac
    done
}

restore() {
    release=$1 commit=$2 pinned=$3 left=$4 limit=$5
    shift 5
    wait_docker
    pin "$pinned" && move_back "$commit" "$left" || return
    # Docker may still be busy with what was cut short: a container that is being removed, a name not free yet.
    tries=1
    until up "$limit" "$@"; do
        [ "$tries" -lt 3 ] || return 1
        tries=$((tries + 1))
        echo "restore: once more"
        sleep 2
    done
    verdict "$release" "$@"
}

case $sub in
    facts | unchanged)
        # shellcheck source=resources/remote/facts.sh
        command -v facts >/dev/null || . "$BIN/facts.sh"
        "$sub" "$@"
        ;;
    fetch | worktree | build | record | finish | hook | prune | purge | have | checkout | pin | up | verdict | restore) "$sub" "$@" ;;
    drop-worktree) drop_worktree "$1" ;;
    environment | environment-back | environment-files | environment-models | environment-history | environment-effective | role | keep)
        # shellcheck source=resources/remote/environment.sh
        command -v environment >/dev/null || . "$BIN/environment.sh"
        # A subcommand of several words is a function of that name.
        case $sub in environment-*) "environment_${sub#environment-}" "$@" ;; *) "$sub" "$@" ;; esac
        ;;
    anew)
        # shellcheck source=resources/remote/switch.sh
        . "$BIN/switch.sh"
        . "$BIN/environment.sh"
        "$@"
        ;;
    others | beside | away | point | unpoint | soak | drain | back)
        # shellcheck source=resources/remote/switch.sh
        . "$BIN/switch.sh"
        "$sub" "$@"
        ;;
    replicas | hold | grow | shrink | let-go)
        . "$BIN/switch.sh"
        # shellcheck source=resources/remote/scale.sh
        . "$BIN/scale.sh"
        case $sub in let-go) let_go "$@" ;; *) "$sub" "$@" ;; esac
        ;;
    close | reopen | unclose)
        . "$BIN/switch.sh"
        # shellcheck source=resources/remote/maintenance.sh
        . "$BIN/maintenance.sh"
        case $sub in close) close_site "$@" ;; reopen) reopen_site ;; *) unpoint ;; esac
        ;;
    *) die 2 "deploy.sh: no subcommand $sub" ;;
esac
