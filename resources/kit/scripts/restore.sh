#!/bin/sh
# SPDX-FileCopyrightText: 2026 BouncePro Console contributors
# SPDX-License-Identifier: GPL-3.0-or-later
#
# restore.sh [--yes] [--no-safety-backup] BACKUP | --list | --check BACKUP
# Puts the database back to what it was at a backup of backup.sh: a name in BACKUP_DIR, or a path.
#   --list, or nothing    prints what there is, newest first: name, TAB, bytes
#   --check               reads the backup whole, and changes nothing
#   --yes                 does not ask; else the name of the database is to be typed
#   --no-safety-backup    for a database that cannot be dumped any more: the old one is kept beside the new one instead
# The backup is checked, then loaded into a new database, which goes at the first error. Until here the stack serves as
# ever. Then everything but nginx and postgres stops, the old data are backed up (..._before-restore), the two databases
# swap their names in one transaction, and what was stopped starts. On any failure before the swap the old data are in
# place and what ran runs.
# Exit codes beside those of common.sh: 1 not confirmed; 70 the backup could not be loaded; 71 the backup is restored,
# but a step after it failed.
set -u
from=$PWD
here=$(cd "$(dirname "$0")" && pwd) && cd "$here/.." || exit 1
. "$here/common.sh"
usage() { echo 'usage: restore.sh [--yes] [--no-safety-backup] BACKUP | --list | --check BACKUP' >&2; exit 2; }

do=restore yes='' safety=yes name='' new='' old='' stopped='' swapped=''
[ $# -gt 0 ] || do=list
while [ $# -gt 0 ]; do
    case $1 in
        --yes) yes=yes;;
        --no-safety-backup) safety='';;
        --list) do=list;;
        --check) do=check;;
        -*) usage;;
        *) [ -z "$name" ] || usage; name=$1;;
    esac
    shift
done
[ "$do" = list ] || [ -n "$name" ] || usage

list() {
    for made in "$BACKUP_DIR"/*.sql.gz; do
        [ ! -f "$made" ] || printf '%s\t%s\n' "${made##*/}" "$(stat -c %s "$made")"
    done | sort -r
}

find_backup() {
    for backup in "$BACKUP_DIR/$name" "$name" "$from/$name"; do
        case $backup in /*) [ ! -f "$backup" ] || return 0;; esac
    done
    die 66 "there is no backup $name; restore.sh --list prints those of $BACKUP_DIR"
}

# sql [-v NAME=VALUE]... : psql on what stands on standard input, in the database beside the stack's own.
# shellcheck disable=SC2016 # expanded in the container
sql() { in_postgres 'exec psql -X -qAt -v ON_ERROR_STOP=1 -d "$admin" -v db="$PGDATABASE" "$@" -f -' "$@"; }
drop() { echo 'DROP DATABASE IF EXISTS :"name" WITH (FORCE);' | sql -v name="$1"; }

# Not in one transaction, which could hold locks for some thousand tables and large objects only.
# shellcheck disable=SC2016 # expanded in the container
load() {
    limit=$BACKUP_TIMEOUT
    in_postgres 'exec psql -X -q -v ON_ERROR_STOP=1 -o /dev/null -d "$1" -f -' "$new"
}
analyze() {
    limit=$BACKUP_TIMEOUT
    # shellcheck disable=SC2016 # expanded in the container
    in_postgres 'exec psql -X -q -d "$1" -c ANALYZE' "$new" </dev/null
}

# postgres runs, for the stack may be down: that is how a rollback is written down.
start_postgres() {
    running=$(compose ps --services --status running </dev/null) || die 69 'docker does not answer'
    case $newline$running$newline in
        *"${newline}postgres$newline"*) ;;
        *) compose up -d --wait --no-deps --no-recreate postgres </dev/null >&2 || die 69 'postgres does not start';;
    esac
    apps=$(printf '%s\n' "$running" | grep -vx -e postgres -e nginx)
    # shellcheck disable=SC2016 # expanded in the container
    database=$(in_postgres 'printf %s "$PGDATABASE"' </dev/null) && [ -n "$database" ] || die 69 'postgres cannot be reached'
}

confirm() {
    [ -z "$yes" ] || return 0
    printf 'All data of the database %s are replaced by %s.\nType the name of the database to go on: ' "$database" "${backup##*/}" >&2
    read -r answer || answer=''
    [ "$answer" = "$database" ] || die 1 'not confirmed; nothing is changed'
}

# What a restore that was killed left behind. The lock says that no other one is at work.
drop_leftovers() {
    echo "SELECT format('DROP DATABASE %I WITH (FORCE)', datname) FROM pg_database WHERE datname ~ '^bouncepro_restoring_[0-9_]*\$' \gexec" | sql
}

# The rename waits for connections that are still ending, and lets no new one in.
swap() {
    sql -v new="$new" -v old="$old" <<'END'
SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE datname IN (:'db', :'new') \g /dev/null
BEGIN;
ALTER DATABASE :"db" RENAME TO :"old";
ALTER DATABASE :"new" RENAME TO :"db";
COMMIT;
END
}
# A swap whose answer was lost counts if it took place.
has_swapped() { [ "$(echo "SELECT 1 FROM pg_database WHERE datname = :'name'" | sql -v name="$old")" = 1 ]; }

start_apps() {
    [ -n "$stopped" ] || return 0
    # shellcheck disable=SC2086 # one word a service
    compose start $stopped </dev/null >&2 && stopped=''
}

finish() {
    [ -z "$part" ] || rm -f "$part"
    [ -n "$new" ] || return 0
    limit=120
    if [ -z "$swapped" ] && [ -n "$old" ] && has_swapped; then swapped=yes; fi
    start_apps || warn "these do not start: $stopped"
    [ "$code" -ne 0 ] || return 0
    if [ -n "$swapped" ]; then
        warn "the data are those of ${backup##*/}; the old ones are in the database $old"
    elif drop "$new" 2>/dev/null; then
        warn 'the data are as they were'
    else
        warn "the data are as they were; the database $new is left over"
    fi
}

newline='
'
begin
case $do in
    list) list; exit 0;;
    check) find_backup; check_backup "$backup" || die 65 "${backup##*/} is not restored from"; exit 0;;
esac
find_backup
check_backup "$backup" || die 65 "${backup##*/} is not restored from; nothing is changed"
start_postgres
confirm
lock
drop_leftovers || die 69 'what an earlier restore left could not be removed'

stamp=$(date +%Y%m%d_%H%M%S)
new=bouncepro_restoring_$stamp
sql -v from="$database" -v to="$new" <"$here/like-database.sql" || die 69 'the new database could not be made'
file=$backup
pipe unpack plain load || die 70 "${backup##*/} could not be loaded (exit codes of gzip, awk and psql:$codes)"
analyze || die 70 'the new database could not be analyzed'

stopped=$apps
# shellcheck disable=SC2086 # one word a service
[ -z "$apps" ] || compose stop $apps </dev/null >&2 || die 69 "docker could not stop $apps"
if [ -n "$safety" ]; then
    make_backup _before-restore
    warn "the old data are in ${made##*/}"
fi
old=bouncepro_before_$stamp
swap || has_swapped || swap || die 69 'the databases could not be swapped'
swapped=yes
start_apps || die 71 'the applications do not start'
if [ -n "$safety" ]; then
    drop "$old" || die 71 "the database $old could not be removed"
else
    warn "the old data are in the database $old"
fi
warn "$database is restored from ${backup##*/}"
