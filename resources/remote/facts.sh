#!/bin/sh
# SPDX-FileCopyrightText: 2026 BouncePro Console contributors
# SPDX-License-Identifier: GPL-3.0-or-later
#
# What a plan of deploy or rollback is made of, and whether it is still so. Changes nothing but that git fetches. Sent in front
# of deploy.sh, after preflight.sh; where it was not, deploy.sh sources it. `facts WANT` answers TAB-separated:
#   fetch-failed TEXT, branch NAME, commit HASH, target HASH of WANT, incoming HASH AUTHOR TIME SUBJECT (newest first)
#   record ID KEY VALUE, image ID SERVICE REF DIGEST, missing ID DIGEST, has-migration ID NAME, current ID
#   differs ID PATH          the compose file and files of nginx that are others in the commit of release ID
#   file NAME HASH           the compose file and the environment files as they are, kept ID NAME HASH as kept with a release
#   content HASH BASE64      of environment files that differ between now and then
#   switch SERVICE PORT      nginx finds it by a map in nginx/local; scales SERVICE: the compose file takes its number from .env
#   maintains                nginx.conf includes what closes the site
#   purges ZONE              the environment file has what it takes to empty the cache of the CDN
#   runs SERVICE IMAGE HEALTH   each container; recreates SERVICE: Compose would make it anew as the files are
#   compose COMMIT BLOB, model BLOB JSON   the compose files of target and releases that are not as here, each once
#   replaced BEGAN ENDED     when containers were replaced in place the last time
# then those of preflight.sh, and at last the line `config` and the compose model.

# The compose model comes last, though it is asked for first: Compose takes its time.
facts() {
    RELEASE=bouncepro-release-placeholder docker compose -p "$project" -f "$file" config --format json | {
        git_facts "$1"
        release_facts
        switch_facts
        environment_facts
        running_facts
        maintenance_facts
        purge_facts
        ! command -v preflight_facts >/dev/null || preflight_facts
        model=$(cat)
        printf 'config\n%s\n' "$model"
        [ -n "$model" ]
    }
}

git_facts() {
    want=$1
    git fetch --quiet --prune origin 2>&1 | sed -n "s/^/fetch-failed$tab/p" | head -n 1
    branch=$(git symbolic-ref -q --short HEAD)
    printf 'branch\t%s\ncommit\t%s\n' "$branch" "$(git rev-parse HEAD)"
    for name in "refs/remotes/origin/$want" "$want"; do
        if target=$(git rev-parse --verify --quiet "$name^{commit}"); then
            printf 'target\t%s\n' "$target"
            git log -n 200 --format="incoming$tab%H$tab%an$tab%ct$tab%s" "HEAD..$target"
            break
        fi
    done
}

release_facts() {
    for dir in "$STATE"/releases/*/; do
        [ -f "$dir/record" ] || continue
        id=$(basename "$dir")
        sed "s/^/record$tab$id$tab/" "$dir/record"
        sed "s/^/image$tab$id$tab/" "$dir/images"
        commit=$(sed -n "s/^commit$tab//p" "$dir/record")
        git diff --name-only HEAD "$commit" -- nginx "$file" 2>/dev/null | sed "s|^|differs$tab$id$tab|"
        sed -n "s/^.*migrations\/\([^/]*\)\.[jt]s\$/has-migration$tab$id$tab\1/p" "$dir/migrations" 2>/dev/null | grep -v "${tab}index$"
        while IFS=$tab read -r _ _ digest; do
            docker image inspect "$digest" >/dev/null 2>&1 || printf 'missing\t%s\t%s\n' "$id" "$digest"
        done <"$dir/images"
    done
    [ ! -f "$STATE/current" ] || printf 'current\t%s\n' "$(cat "$STATE/current")"
}

# The services that nginx finds by a map in nginx/local, where a switch moves it over, and their ports.
switch_facts() {
    sed -n 's/^[[:space:]]*default \([a-z][a-z0-9-]*\):\([0-9][0-9]*\);$/\1 \2/p' nginx/nginx.conf 2>/dev/null | while read -r service port; do
        grep -q "^[[:space:]]*include local/$service\*\{0,1\}\.map;" nginx/nginx.conf || continue
        printf 'switch\t%s\t%s\n' "$service" "$port"
        ! grep -q "replicas:.*{$(printf '%s' "$service" | tr 'a-z-' 'A-Z_')_REPLICAS[:}]" "$file" || printf 'scales\t%s\n' "$service"
    done
}

# The environment files that Compose reads here, but for those that git brings.
environment_names() {
    { echo .env; grep -o '\.env[A-Za-z0-9._-]*' "$file"; } | sort -u | while read -r name; do
        [ ! -r "$name" ] || git ls-files --error-unmatch -- "$name" >/dev/null 2>&1 || echo "$name"
    done
}

# What a rollback would restore: of files that differ from those of today the content too, once, base64.
environment_facts() {
    printf 'file\t%s\t%s\n' "$file" "$(hash_of "$file")"
    for name in $(environment_names); do
        now=$(hash_of "$name") sent=''
        printf 'file\t%s\t%s\n' "$name" "$now"
        # References in the others look there.
        [ "$name" != .env ] || { sent=$now; printf 'content\t%s\t%s\n' "$now" "$(base64 -w 0 .env)"; }
        for kept in "$STATE"/releases/*/environment/"$name"; do
            [ -r "$kept" ] || continue
            id=${kept%/environment/*} hash=$(hash_of "$kept")
            printf 'kept\t%s\t%s\t%s\n' "${id##*/}" "$name" "$hash"
            [ "$hash" != "$now" ] || continue
            case $sent in
                *"$hash"*) continue ;;
                '') printf 'content\t%s\t%s\n' "$now" "$(base64 -w 0 "$name")" ;;
            esac
            sent="$sent $hash"
            printf 'content\t%s\t%s\n' "$hash" "$(base64 -w 0 "$kept")"
        done
    done
}

maintenance_facts() {
    ! grep -q '^[[:space:]]*include local/maintenance\*\{0,1\}\.map;' nginx/nginx.conf 2>/dev/null || echo maintains
}

purge_facts() {
    command -v setting >/dev/null || return 0
    zone=$(setting BUNNY_PULL_ZONE_ID)
    case $zone in '' | *[!0-9]*) return 0 ;; esac
    [ -z "$(setting BUNNY_API_KEY)" ] || printf 'purges\t%s\n' "$zone"
}

# What runs, and what of it Compose would make anew besides the services of a release: with the files as they are, and with
# the compose file of other commits, whose model is compared by who asked.
running_facts() {
    snapshot 2>/dev/null | sed "s/^/runs$tab/"
    began=$(replaced_in_place) && printf 'replaced\t%s\n' "$began"
    [ -n "$(switch_facts)" ] || return 0
    compose create --no-build --dry-run 2>&1 | sed -n "s/.*Container $project-\(.*\)-[0-9]* *Recreate *\$/recreates$tab\1/p"
    sent=$(git rev-parse --quiet --verify "HEAD:$file")
    for commit in ${target:-} $(sed -n "s/^commit$tab//p" "$STATE"/releases/*/record 2>/dev/null | sort -u); do
        blob=$(git rev-parse --quiet --verify "$commit:$file") || continue
        printf 'compose\t%s\t%s\n' "$commit" "$blob"
        case $sent in *"$blob"*) continue ;; esac
        sent="$sent $blob"
        # One line: what is a line feed within a text is escaped in JSON.
        model=$(git show "$blob" | RELEASE=bouncepro-release-placeholder docker compose -p "$project" --project-directory . -f - config --format json 2>/dev/null | tr -d '\n') ||
            continue
        [ -z "$model" ] || printf 'model\t%s\t%s\n' "$blob" "$model"
    done
}

# When the newest job that replaced containers in place began to, and when it had done so.
replaced_in_place() {
    find "$STATE/jobs" -maxdepth 1 -name '2*' 2>/dev/null | sort -r | head -n 20 | while read -r dir; do
        grep -qx "state${tab}succeeded" "$dir/result" 2>/dev/null || continue
        run=$(grep -l " $file up " "$dir"/steps/*/run 2>/dev/null | sed -n 1p)
        step=${run%/run} step=${step##*/} step=${step#0}
        [ -n "$step" ] || continue
        sed -n "s/^[0-9]*$tab\([^$tab]*\)$tab$step$tab\(start\|end\)$tab.*/\1/p" "$dir/events" | xargs | tr ' ' "$tab"
        break
    done | grep .
}

# Whether what a plan was made of is still so: exit code 70, and what differs, where it is not.
unchanged() { # COMMIT CURRENT NAME=HASH...
    commit=$1 current=$2 differs=''
    shift 2
    differ() { differs=yes; echo "$*"; }
    [ "$(git rev-parse HEAD)" = "$commit" ] || differ "the checkout is at $(git rev-parse --short HEAD), not at $commit"
    is=$(cat "$STATE/current" 2>/dev/null)
    [ "${is:--}" = "$current" ] || differ "the release on record is ${is:-none}, not $current"
    for word; do
        name=${word%%=*}
        if ! [ -r "$name" ]; then differ "$name is gone"; elif [ "$(hash_of "$name")" != "${word#*=}" ]; then differ "$name has changed"; fi
    done
    for name in $(environment_names); do
        case " $* " in *" $name="*) ;; *) differ "$name is new" ;; esac
    done
    [ -z "$differs" ] || return 70
    echo 'nothing has changed since the plan was made'
}
