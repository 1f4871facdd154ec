#!/bin/sh
# SPDX-FileCopyrightText: 2026 BouncePro Console contributors
# SPDX-License-Identifier: GPL-3.0-or-later
#
# What the scripts of the stack share: settings, the door to the database, pipes, backups, notifications. Sourced by
# them with the stack's directory as the current one. For dash and bash; needs coreutils, util-linux, gzip, awk, sed;
# curl where something is sent.
#
# Settings come from the environment, else from .env.production, else they have these defaults:
#   BACKUP_DIR=/backups          where backups lie
#   BACKUP_RETENTION_DAYS=7      older ones are removed after a backup that succeeded
#   BACKUP_TIMEOUT=6h            how long a dump, a load or an upload may take
#   BACKUP_S3_BUCKET             a copy goes there, with BACKUP_S3_PREFIX, BACKUP_S3_REGION=us-east-1,
#                                BACKUP_S3_ENDPOINT (default: Amazon's of the region), BACKUP_S3_ACCESS_KEY_ID and
#                                BACKUP_S3_SECRET_ACCESS_KEY
#   BACKUP_WEBHOOK_URL           gets {"text", "status", "host"} as JSON on success and failure
#   BACKUP_EMAIL                 gets a mail on both, from BACKUP_EMAIL_FROM: through Brevo where BREVO_API_KEY is set,
#                                else through the server's sendmail
#   ACME_WEBROOT=nginx/acme      where nginx answers the challenges of the certificate authority from
# COMPOSE_FILE, COMPOSE_PROJECT_NAME and the like are Compose's own, from the environment. The database is reached by
# `docker` as found in PATH, and in its container by the user, database and password that the container itself knows.
#
# Exit codes: 0 done; 2 usage; 65 a backup is damaged or refused; 66 no such backup; 69 docker or PostgreSQL failed;
# 73 cannot be written; 74 the backup is made, but a step after it failed; 75 another one is running; 78 a setting is
# unusable; 143 cut short. restore.sh has more.
# shellcheck disable=SC2034,SC2153,SC2154 # variables are shared with the scripts that source this file

export LC_ALL=C
umask 077
unset CDPATH
work='' part='' children='' codes='' reason='' limit=120 launch=''

warn() { printf '%s: %s\n' "${0##*/}" "$*" >&2; }
die() { code=$1; shift; reason=$*; warn "$reason"; exit "$code"; }

# setting KEY [DEFAULT]: the variable KEY gets its value. It is not exported: no command sees a secret in its environment.
setting() {
    eval "value=\${$1-}" # the names are ours
    if [ -z "$value" ] && [ -e .env.production ]; then
        value=$(awk -v key="$1" -f "$here/envfile.awk" .env.production) || die 78 "cannot read $1 from .env.production"
    fi
    case $value in *[[:cntrl:]]*) value=''; die 78 "$1 holds a control character";; esac
    unset "$1"
    eval "$1=\${value:-\${2-}}"
    value=''
}

# All settings, a private folder, and an end that leaves nothing behind. `finish` is the script's own.
begin() {
    trap 'code=$?; trap "" HUP INT TERM; trap - EXIT; stop_children; finish; rm -rf "$work"; exit "$code"' EXIT
    trap 'reason="cut short"; exit 143' HUP INT TERM
    work=$(mktemp -d) || die 73 'cannot make a temporary folder'
    for key in WEBHOOK_URL EMAIL EMAIL_FROM S3_BUCKET S3_PREFIX S3_ENDPOINT S3_ACCESS_KEY_ID S3_SECRET_ACCESS_KEY; do
        setting "BACKUP_$key"
    done
    setting BREVO_API_KEY
    setting BREVO_API_URL https://api.brevo.com/v3
    setting BACKUP_S3_REGION us-east-1
    setting BACKUP_DIR /backups
    setting BACKUP_RETENTION_DAYS 7
    setting BACKUP_TIMEOUT 6h
    setting ACME_WEBROOT nginx/acme
}

stop_children() {
    [ -n "$children" ] || return 0
    # shellcheck disable=SC2086 # one word a process
    kill $children 2>/dev/null
    wait
    children=''
}

# One at a time. The descriptor goes on to the children: what a killed script left running still holds the lock.
lock() {
    mkdir -p "$BACKUP_DIR" && touch "$BACKUP_DIR/.lock" || die 73 "cannot write to $BACKUP_DIR"
    exec 9>>"$BACKUP_DIR/.lock"
    flock -n 9 || die 75 'another backup or restore is running'
}

compose() {
    if [ -n "${COMPOSE_FILE:-}" ]; then set -- docker compose "$@"; else set -- docker compose -f docker-compose.prod.yml "$@"; fi
    $launch timeout -k 10 "$limit" "$@"
}

# in_postgres SCRIPT [ARG...]: a script for the container's shell, with libpq's variables set from the container's own.
in_postgres() {
    script=$1
    shift
    # shellcheck disable=SC2016 # expanded in the container
    compose exec -T postgres sh -c 'export PGUSER="${POSTGRES_USER:-postgres}" PGPASSWORD="${POSTGRES_PASSWORD:-}"
        export PGDATABASE="${POSTGRES_DB:-$PGUSER}" admin=postgres
        [ "$PGDATABASE" != postgres ] || admin=template1
        [ -z "${POSTGRES_PASSWORD_FILE:-}" ] || PGPASSWORD=$(cat "$POSTGRES_PASSWORD_FILE") || exit
        '"$script" sh "$@"
}

# pipe FIRST NEXT [LAST]: functions joined by pipes, each a process of its own. True when all succeed, without pipefail;
# `codes` are their exit codes in order.
pipe() {
    rm -f "$work/1" "$work/2"
    mkfifo "$work/1" "$work/2" || die 73 "cannot write to $work"
    (launch='exec'; "$1") >"$work/1" &
    children=$!
    if [ $# -eq 2 ]; then
        (launch='exec'; "$2") <"$work/1" &
    else
        (launch='exec'; "$2") <"$work/1" >"$work/2" &
        children="$children $!"
        (launch='exec'; "$3") <"$work/2" &
    fi
    children="$children $!" codes=''
    for child in $children; do
        wait "$child"
        codes="$codes $?"
    done
    children=''
    case $codes in *[1-9]*) return 1;; esac
}

unpack() { exec gzip -dc <"$file"; }
# What a plain psql can be given: dump.awk refuses the rest with 65.
plain() { exec awk -f "$here/dump.awk"; }
drain() { plain >/dev/null; }

# Reads all of FILE: the checksum of gzip, the dump's own end mark, no commands for psql.
check_backup() { # FILE
    file=$1
    pipe unpack drain && return
    case $codes in *' 65') ;; *) warn 'gzip says that it is damaged';; esac
    return 1
}

dump() {
    limit=$BACKUP_TIMEOUT
    in_postgres 'exec pg_dump --no-password --lock-wait-timeout=600000'
}
compress() { exec gzip -c >"$part"; }

# make_backup [SUFFIX]: dumps the database into a new file of BACKUP_DIR, whole or not at all; `made` is its path.
make_backup() {
    rm -f "$BACKUP_DIR"/.bouncepro_*.part # cut short earlier; we hold the lock
    while stamp=$(date +%Y%m%d_%H%M%S) && made=$BACKUP_DIR/bouncepro_$stamp${1-}.sql.gz && [ -e "$made" ]; do sleep 1; done
    part=$BACKUP_DIR/.${made##*/}.part
    if ! pipe dump compress; then
        rm -f "$part"
        case $codes in
            *' 0') die 69 "the dump failed (exit code${codes% 0})";;
            *) die 73 "cannot write the backup to $BACKUP_DIR (gzip's exit code ${codes##* })";;
        esac
    fi
    check_backup "$part" || die 65 'the dump is not whole'
    sync "$part" && mv "$part" "$made" && part='' && sync "$BACKUP_DIR" || die 73 "cannot write $made"
}

# curl with its options from standard input: secrets are in no argument. `option NAME VALUE` writes one.
option() { printf '%s = "%s"\n' "$1" "$(printf '%s' "$2" | sed 's/["\\]/\\&/g')"; }
fetch() {
    $launch timeout -k 10 "$limit" curl -q --config - --fail --silent --show-error --connect-timeout 20 --retry 2 --output /dev/null "$@"
}

json() { printf '"%s"' "$(printf '%s' "$1" | tr '\000-\037\177' ' ' | sed 's/["\\]/\\&/g')"; }

# notify success|failure TEXT: by webhook and mail, where there are any. What cannot be sent is said, and changes nothing.
notify() {
    subject="BouncePro $1 on $(uname -n)"
    if [ -n "${BACKUP_WEBHOOK_URL:-}" ]; then
        printf '{"text":%s,"status":"%s","host":%s}\n' "$(json "$subject: $2")" "$1" "$(json "$(uname -n)")" >"$work/body" &&
            { option url "$BACKUP_WEBHOOK_URL"; option data-binary "@$work/body"; } |
                fetch --header 'Content-Type: application/json' || warn 'the webhook could not be told'
    fi
    [ -n "${BACKUP_EMAIL:-}" ] || return 0
    sender=${BACKUP_EMAIL_FROM:-$BACKUP_EMAIL}
    if [ -n "${BREVO_API_KEY:-}" ]; then
        printf '{"sender":{"email":%s},"to":[{"email":%s}],"subject":%s,"textContent":%s}\n' \
            "$(json "$sender")" "$(json "$BACKUP_EMAIL")" "$(json "$subject")" "$(json "$2")" >"$work/body" &&
            { option url "$BREVO_API_URL/smtp/email"; option header "api-key: $BREVO_API_KEY"; option data-binary "@$work/body"; } |
                fetch --header 'Content-Type: application/json'
    else
        printf 'From: %s\nTo: %s\nSubject: %s\n\n%s\n' "$sender" "$BACKUP_EMAIL" "$subject" "$2" | timeout 60 sendmail -t -i
    fi || warn "no mail could be sent to $BACKUP_EMAIL"
}
