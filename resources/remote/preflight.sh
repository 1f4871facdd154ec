#!/bin/sh
# SPDX-FileCopyrightText: 2026 BouncePro Console contributors
# SPDX-License-Identifier: GPL-3.0-or-later
#
# What a plan looks at before it is started. Sent in front of deploy.sh, whose `facts` calls preflight_facts where it is
# there, with the commit that would be deployed in $target. Answers, TAB-separated, each where it is known:
#   space WHAT FREE TOTAL      bytes of the file system of images, or of the state
#   images BYTES               of the images that the built services run
#   live-restore true|false    whether containers outlive a restart of the Docker Engine
#   backup TIME BYTES PATH     the newest backup (seconds since 1970), or `no-backup DIRECTORY WHY`
#   certificate TIME PATH      when it expires, or `no-certificate PATH`
#   reboot PACKAGES            the system wants to be started anew
#   migration NAME             arrives with the commit
#   migrated NAME TIME         in the database, by Payload's own record; `no-migrated WHY` where that cannot be read
#   hook NAME                  of the commit that would be deployed: before-deploy, ...; `has-hook NAME` of the checkout
#   target-invalid TEXT        Docker Compose refuses the compose file of the commit

one_line() { tr '\t\n' '  ' | cut -c1-600; }
space() { df -PB1 "$2" 2>/dev/null | sed -n "2s/^[^ ]* *\([0-9]*\) *[0-9]* *\([0-9]*\) .*/space$tab$1$tab\2$tab\1/p"; }
# The last value of a variable of .env.production, without quotes.
setting() { sed -n "s/^[[:space:]]*$1[[:space:]]*=[[:space:]]*//p" .env.production 2>/dev/null | tail -n 1 | sed 's/[[:space:]]*$//; s/^"\(.*\)"$/\1/; s/^'\''\(.*\)'\''$/\1/'; }

engine_preflight() {
    docker info --format '{{.LiveRestoreEnabled}} {{.DockerRootDir}}' 2>/dev/null | while read -r live root; do
        printf 'live-restore\t%s\n' "$live"
        space images "$root"
    done
    # The size of an image counts what it shares with others too: the most that a build can need.
    ids=$(docker ps -q --filter "label=com.docker.compose.project=$project")
    # shellcheck disable=SC2046,SC2086 # words
    [ -z "$ids" ] || docker image inspect --format '{{.Size}} {{.RepoTags}}' $(docker inspect --format '{{.Image}}' $ids | sort -u) | {
        sum=0
        while read -r size tags; do
            case $tags in *payload* | *nuxt*) sum=$((sum + size)) ;; esac
        done
        printf 'images\t%s\n' "$sum"
    }
}

backup_preflight() {
    dir=$(setting BACKUP_DIR)
    dir=${dir:-/backups}
    if ! [ -d "$dir" ]; then
        printf 'no-backup\t%s\tis not there\n' "$dir"
    elif ! [ -r "$dir" ]; then
        printf 'no-backup\t%s\tcannot be read by %s\n' "$dir" "$(id -un)"
    else
        newest=$(find "$dir" -maxdepth 1 -name '*.sql.gz' -printf "%T@$tab%s$tab%p\n" 2>/dev/null | sort -rn | sed -n '1s/\.[0-9]*//p')
        if [ -n "$newest" ]; then printf 'backup\t%s\n' "$newest"; else printf 'no-backup\t%s\tis empty\n' "$dir"; fi
    fi
}

certificate_preflight() {
    path=nginx/ssl/cert.pem
    if end=$(openssl x509 -noout -enddate -in "$path" 2>/dev/null); then
        printf 'certificate\t%s\t%s\n' "$(date -d "${end#*=}" +%s)" "$path"
    elif ! [ -e "$path" ]; then
        printf 'no-certificate\t%s\n' "$path"
    fi
}

commit_preflight() {
    for name in before-rollback after-rollback; do [ ! -e "hooks/$name" ] || printf 'has-hook\t%s\n' "$name"; done
    [ -n "${target:-}" ] || return 0
    git diff --name-only --diff-filter=A HEAD "$target" -- 'payload/*migrations/*' | sed -n "s/^.*migrations\/\([^/]*\)\.[jt]s\$/migration$tab\1/p" | grep -v "${tab}index$"
    git ls-tree --name-only "$target" hooks/ 2>/dev/null | sed -n "s/^hooks\/\(\(before\|after\)-deploy\)\$/hook$tab\1/p"
    [ "$(git rev-parse --quiet --verify "$target:$file")" = "$(git rev-parse --quiet --verify "HEAD:$file")" ] ||
        refusal=$(git show "$target:$file" 2>&1 | RELEASE=check docker compose -p "$project" --project-directory . -f - config --quiet 2>&1) ||
        printf 'target-invalid\t%s\n' "$(printf %s "$refusal" | one_line)"
}

# Payload records in payload_migrations what has run; batch -1 is of its development mode.
database_preflight() {
    id=$(docker ps -q --filter "label=com.docker.compose.project=$project" --filter label=com.docker.compose.service=postgres | sed -n 1p)
    [ -n "$id" ] || { printf 'no-migrated\tno postgres runs\n'; return; }
    # shellcheck disable=SC2016 # expanded in the container
    if rows=$(timeout 10 docker exec "$id" sh -c 'exec psql -X -A -t -q -U "$POSTGRES_USER" -d "$POSTGRES_DB" -c "$1"' sh \
        "select name || chr(9) || extract(epoch from created_at)::bigint from payload_migrations order by created_at, id" 2>&1); then
        [ -z "$rows" ] || printf '%s\n' "$rows" | sed "s/^/migrated$tab/"
    else
        printf 'no-migrated\t%s\n' "$(printf %s "$rows" | one_line)"
    fi
}

preflight_facts() {
    engine_preflight &
    database_preflight &
    space state "$STATE" || space state .
    backup_preflight
    certificate_preflight
    [ ! -e /var/run/reboot-required ] || printf 'reboot\t%s\n' "$(sort -u /var/run/reboot-required.pkgs 2>/dev/null | one_line)"
    commit_preflight
    wait
}
