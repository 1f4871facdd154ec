#!/bin/sh
# SPDX-FileCopyrightText: 2026 BouncePro Console contributors
# SPDX-License-Identifier: GPL-3.0-or-later
#
# The environment files of a stack: a look at them, and the steps of a change. Sent in front of deploy.sh for the look; deploy.sh
# sources it for the steps, behind switch.sh where there are containers to be made anew.
# Looks, which change nothing; answers TAB-separated:
#   environment-files       file NAME HASH OWNER MODE MTIME BASE64 of each file that Compose reads here and git does not bring, .env
#                           first; unreadable NAME OWNER MODE
#   environment-models      the same, then model BASE64 and next BASE64: what Compose makes of the files as they are, and as
#                           `incoming` (lines NAME BASE64, sent with the script) has them; rejected TEXT where it takes them not
#   environment-history     the same, then by ID KEY VALUE of each change on record, oldest first, and kept ID BASE64: the file
#                           before it; of the newest 100. ID is TIME-HASHNAME
#   environment-effective   model BASE64 as above, then container SERVICE NAME BASE64 BASE64: what it was made with, and what its
#                           image brings by itself
# Steps, each safe to repeat:
#   environment NAME=HASH[=close]... puts the file of that name that the console made into place of the one with that hash,
#                           as `facts` answers it ('-': of none); where it made none, as in a script, the file stays. The file
#                           before is kept in STATE/environment/TIME-HASHNAME, and who replaced it and why beside it, in a
#                           file .by. close: its mode becomes 0600
#   environment-back        the files as they were before this job
#   anew mark SERVICE...    notes the containers that serve: from here on they are the old ones of switch.sh
#   anew beside, away, point, soak, drain   those of switch.sh, for containers of the same release; RELEASE is what .env pins
#   anew renew SECONDS SERVICE...  makes them anew in place, and nothing else, and waits until they are healthy
#   anew proven RELEASE PIN IMAGE...   the verdict; the containers may know the release by its PIN
#   anew settle SECONDS RELEASE PIN SERVICE... -- IMAGE...  every service as the files say, on its old container where that is there
#   role NAME               gives the role of the database the password of the job's secret file NAME, a statement for psql
#   keep RELEASE            the release's record has the environment that it serves with

environment_file() { # NAME
    if [ -r "$1" ]; then
        printf 'file\t%s\t%s\t%s\t' "$1" "$(hash_of "$1")" "$(stat -c '%U	%a	%Y' "$1")"
        base64 -w 0 "$1"
        echo
    else
        printf 'unreadable\t%s\t%s\n' "$1" "$(stat -c '%U	%a' "$1")"
    fi
}

# .env sorts first.
environment_files() {
    { echo .env; grep -o '\.env[A-Za-z0-9._-]*' "$file"; } | sort -u | while read -r name; do
        [ ! -f "$name" ] || git ls-files --error-unmatch -- "$name" >/dev/null 2>&1 || environment_file "$name"
    done
}

# In memory where there is a file system of it, and gone at every end.
environment_models() {
    environment_files
    beside=/tmp
    [ ! -w /dev/shm ] || beside=/dev/shm
    find "$beside" -maxdepth 1 -name 'bouncepro.*' -user "$(id -u)" -mmin +10 -exec rm -rf {} + 2>/dev/null # of one that was killed
    tree=$(umask 077 && mktemp -d "$beside/bouncepro.XXXXXX") || return
    trap 'rm -rf "$tree"' EXIT
    trap 'exit 130' HUP INT TERM
    for path in "$stack"/* "$stack"/.env "$stack"/.env.*; do
        [ ! -e "$path" ] || ln -s "$path" "$tree/" || return
    done
    resolved model || return
    incoming | while IFS=$tab read -r name bytes; do
        rm -f "$tree/$name"
        (umask 077 && printf '%s' "$bytes" | base64 -d >"$tree/$name") || exit
    done || return
    resolved next
}

resolved() { # WORD
    if docker compose -p "$project" --project-directory "$tree" -f "$tree/$file" config --format json >"$tree/.model" 2>"$tree/.said"; then
        printf '%s\t%s\n' "$1" "$(base64 -w 0 "$tree/.model")"
    else
        printf 'rejected\t%s\t%s\n' "$1" "$(base64 -w 0 "$tree/.said")"
    fi
}

environment_history() {
    environment_files
    for by in "$STATE"/environment/*.by; do [ ! -f "$by" ] || printf '%s\n' "$by"; done | sort | tail -n 100 | while read -r by; do
        kept=${by%.by} id=${by##*/} id=${id%.by}
        sed "s/^/by$tab$id$tab/" "$by" && printf 'kept\t%s\t%s\n' "$id" "$(base64 -w 0 "$kept")" || return
    done
}

environment_effective() {
    model=$(compose config --format json) || return
    printf 'model\t%s\n' "$(printf '%s' "$model" | base64 -w 0)"
    for id in $(containers --filter label=com.docker.compose.oneoff=False); do
        printf 'container\t%s\t%s\t%s\n' "$(docker inspect --format '{{index .Config.Labels "com.docker.compose.service"}}	{{slice .Name 1}}' "$id")" \
            "$(docker inspect --format '{{json .Config.Env}}' "$id" | base64 -w 0)" \
            "$(docker image inspect --format '{{json .Config.Env}}' "$(docker inspect --format '{{.Image}}' "$id")" 2>/dev/null | base64 -w 0)"
    done
}

environment() {
    for word; do
        name=${word%%=*} expected=${word#*=} made=$JOB_DIR/secret/environment${word%%=*} is=-
        [ ! -e "$name" ] || is=$(hash_of "$name")
        [ -f "$made" ] || { echo "$name stays as it is: its secrets are with the console alone"; continue; }
        to=$(hash_of "$made")
        [ "$is" = "$to" ] || [ "$is" = "${expected%=close}" ] || die 1 "$name was changed since the plan was made; make the plan again"
        case $expected in *=close) chmod 600 "$name" && echo "$name: its owner alone may read it now" || return ;; esac
        [ "$is" = "$to" ] || put_environment || return
    done
}

# name is, to, made: the file before is safe, and how it came to be replaced is on record, before it is.
put_environment() {
    kept=$STATE/environment/$(date -u +%Y%m%dT%H%M%SZ)-$is$name
    (umask 077 && mkdir -p "$STATE/environment" && if [ "$is" = - ]; then : >"$kept"; else cp "$name" "$kept"; fi &&
        {
            printf 'job\t%s\n' "${JOB_DIR##*/}"
            sed -n "/^\(actor\|action\|subject\)$tab/p" "$JOB_DIR/job" 2>/dev/null
            printf 'to\t%s\n' "$to"
            [ ! -f "$JOB_DIR/secret/reason" ] || printf 'reason\t%s\n' "$(head -n 1 "$JOB_DIR/secret/reason")"
        } >"$kept.by") && sync "$kept" "$kept.by" &&
        printf '%s\t%s\t%s\n' "$name" "$kept" "$is" >>"$JOB_DIR/environment" && sync "$JOB_DIR/environment" || return
    pinned=''
    [ "$name" != .env ] || pinned=$(sed -n 's/^[[:space:]]*RELEASE[[:space:]]*=//p' .env 2>/dev/null | tail -n 1)
    if [ "$is" = - ]; then (umask 077 && : >"$name") || return; fi
    replace "$name" cat "$made" || return
    [ -z "$pinned" ] || pin "$pinned" || return
    echo "$name is the new one; before: $kept"
}

environment_back() {
    [ -f "$JOB_DIR/environment" ] || return 0
    while IFS=$tab read -r name kept was; do
        if [ "$was" = - ]; then
            rm -f "$name" || return
        else
            cmp -s "$kept" "$name" || replace "$name" cat "$kept" || return
        fi
        printf 'undone\tyes\n' >>"$kept.by"
        echo "$name is as it was before"
    done <"$JOB_DIR/environment"
}

role() {
    [ -f "$JOB_DIR/secret/$1" ] || die 1 "the new password is with the console alone"
    id=$(container postgres)
    [ -n "$id" ] || die 1 "postgres does not run"
    # shellcheck disable=SC2016 # expanded in the container
    docker exec -i "$id" sh -c 'exec psql -q -v ON_ERROR_STOP=1 -U "$POSTGRES_USER" -d "$POSTGRES_DB"' <"$JOB_DIR/secret/$1" &&
        echo "the role has another password"
}

keep() {
    dir=$STATE/releases/$1
    [ -f "$dir/record" ] || return 0
    rm -rf "$dir/environment.new"
    (umask 077 && mkdir "$dir/environment.new" && for env in "$stack"/.env "$stack"/.env.*; do
        [ ! -f "$env" ] || cp "$env" "$dir/environment.new/" || exit
    done) && rm -rf "$dir/environment" && mv "$dir/environment.new" "$dir/environment"
}

# Old and new are told apart by what served before, since both are of one image.
mark() {
    [ ! -f "$JOB_DIR/served" ] || return 0
    for service; do instances "$service" | cut -d' ' -f1; done >"$JOB_DIR/served.new" && mv "$JOB_DIR/served.new" "$JOB_DIR/served"
}
new_ones() { instances "$service" | grep -vFf "$JOB_DIR/served" | cut -d' ' -f"$1"; }
old_ones() { instances "$service" | grep -Ff "$JOB_DIR/served" | cut -d' ' -f"$1"; }
# It has served before: the environment was bad, not the release.
call_bad() { :; }

renew() { # SECONDS SERVICE...
    limit=$1
    shift
    for service; do
        for id in $(old_ones 1); do docker stop "$id" >/dev/null && docker rm "$id" >/dev/null || return; done
    done
    start_missing "$limit" "$@"
}

# Nothing that is there is made anew. nginx may know addresses that are others now.
start_missing() { # SECONDS SERVICE...
    limit=$1
    shift
    compose up -d --no-build --no-recreate --wait --wait-timeout "$limit" "$@"
    code=$?
    for service; do
        for id in $(new_ones 1); do
            case $(state "$id") in 'running healthy '* | 'running none '*) continue ;; esac
            echo "--- the last lines of $service"
            docker logs --timestamps --tail 40 "$id" 2>&1
        done
    done
    [ "$code" = 0 ] && { [ -z "$(instances nginx)" ] || reload; }
}

proven() { # RELEASE PIN IMAGE...
    release=$1 pinned=$2
    shift 2
    verdict "$release" "$@"
}

settle() { # SECONDS RELEASE PIN SERVICE... -- IMAGE...
    limit=$1 release=$2 pinned=$3
    shift 3
    words "$@"
    wait_docker
    [ -f "$JOB_DIR/served" ] || return 0
    # The old containers where they are all there, else others in their place, now that the files are as before.
    for service in $first; do
        old=$(old_ones 1)
        for id in $(new_ones 1); do
            [ -n "$old" ] || docker stop "$id" >/dev/null
            docker rm -f "$id" >/dev/null || return
        done
        for id in $old; do docker start "$id" >/dev/null || return; done
    done
    # shellcheck disable=SC2086 # words
    start_missing "$limit" $first || return
    # shellcheck disable=SC2086 # words
    proven "$release" "$pinned" $images
}
