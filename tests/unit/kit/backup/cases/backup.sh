# shellcheck shell=bash
# SPDX-FileCopyrightText: 2026 BouncePro Console contributors
# SPDX-License-Identifier: GPL-3.0-or-later
#
# backup.sh: what is under a backup's name is whole.

case_backup_is_a_whole_dump() {
    bookings
    backup
    [[ $made =~ ^$B/bouncepro_[0-9]{8}_[0-9]{6}\.sql\.gz$ ]] || fail "name: $made"
    is "$(stat -c %a "$made" "$B" | paste -sd' ')" '600 700' modes
    is "$(gzip -dc "$made" | grep -c '^[0-9]*	Customer ')" 200
    tidy
}
case_dump_that_is_killed_is_no_backup() {
    bookings 20000
    in_container pg_dump <<<'"$REAL" "$@" | head -c 300000; kill -KILL $$'
    backup 69
    has "$D/err" 'the dump failed'
    is "$(backups)" ''; tidy
}
# As when the exit code is lost on its way: gzip is content, and so would be `gzip -t`.
case_dump_cut_short_with_exit_code_0_is_no_backup() {
    bookings 20000
    in_container pg_dump <<<'"$REAL" "$@" | head -c 300000; exit 0'
    backup 65
    is "$(backups)" ''; tidy
}
case_end_mark_in_a_row_is_not_the_end() {
    Q "CREATE TABLE notes AS SELECT '-- PostgreSQL database dump complete'::text AS note"
    backup
    in_container pg_dump <<<'"$REAL" "$@" | sed "/^-- PostgreSQL database dump complete/q"'
    backup 65
    is "$(backups | wc -l)" 1; tidy
}
case_gzip_that_fails_is_no_backup() {
    bookings
    on_host gzip <<<'case "$*" in -c) "$REAL" -c; exit 1;; esac; exec "$REAL" "$@"'
    backup 73
    is "$(backups)" ''; tidy
}
case_damage_on_the_disk_is_no_backup() {
    bookings 2000
    on_host gzip <<<'case "$*" in -c) "$REAL" -c | { head -c 2000; dd bs=1 skip=8 2>/dev/null; };; *) exec "$REAL" "$@";; esac'
    backup 65
    is "$(backups)" ''; tidy
}
case_full_disk_leaves_the_earlier_backup_alone() {
    Q "CREATE TABLE noise AS SELECT string_agg(md5(random()::text), '') FROM generate_series(1, 20000)"
    mkdir "$D/disk"
    local root=''
    [ "$(id -u)" -eq 0 ] || root=-r
    # shellcheck disable=SC2086,SC2016
    unshare -m $root bash -c '. "$HERE/support.sh"; B=$D/disk BACKUP_DIR=$D/disk
        mount -t tmpfs -o size=256k tmpfs "$D/disk" || fail "no small disk"
        echo before >"$B/bouncepro_20200101_030000.sql.gz"
        backup 73
        has "$D/err" "cannot write"
        is "$(backups)" bouncepro_20200101_030000.sql.gz; is "$(cat "$B/bouncepro_20200101_030000.sql.gz")" before; tidy' || fail 'see above'
}
case_folder_that_cannot_be_written() {
    : >"$D/file"
    export BACKUP_DIR=$D/file/backups
    backup 73
    tidy
}
case_docker_or_postgres_down() {
    printf 'nginx\n' >"$D/running"
    backup 69
    : >"$D/dead"
    backup 69
    is "$(backups)" ''; tidy
}
case_database_that_does_not_exist() {
    TEST_DB=other backup 69
    is "$(backups)" ''; tidy
}

# A dump that waits in its middle, until D/go is there.
slow_dump() {
    in_container pg_dump <<'END'
"$REAL" "$@" | { head -c 200000; : >"$D/middle"; while [ -d "$D" ] && [ ! -e "$D/go" ]; do sleep 0.05; done; cat; }
END
}
begin_slow() { # and leave it in the middle: pid
    rm -f "$D/middle"
    sh "$D/stack/scripts/backup.sh" >"$D/slow.out" 2>"$D/slow.err" &
    pid=$!
    within 20 test -e "$D/middle"
}
case_backup_ended_in_the_middle_leaves_nothing() {
    bookings 20000; slow_dump; begin_slow
    local code=0
    kill -TERM "$pid"
    wait "$pid" || code=$?
    is "$code" 143 'exit code'
    is "$(backups)" ''; tidy
}
case_backup_killed_in_the_middle_leaves_no_backup() {
    bookings 20000; slow_dump; begin_slow
    kill -KILL "$pid"; wait "$pid"
    is "$(backups)" ''
    : >"$D/go"
    # What it left running holds the lock until it ends; then the next one clears up and succeeds.
    within 20 flock -n "$B/.lock" true
    rm -rf "$TMPDIR"/*
    backup
    is "$(backups)" "${made##*/}"; tidy
}
case_two_at_once() {
    bookings 20000; slow_dump; begin_slow
    backup 75
    restore 75 --yes "$(zcat_into_backup)"
    : >"$D/go"
    wait "$pid" || fail "the first one failed: $(cat "$D/slow.err")"
    [ -f "$(cat "$D/slow.out")" ] || fail 'no backup'
    tidy
}
zcat_into_backup() { pg_dump -U bouncepro bouncepro | gzip >"$D/by-hand.sql.gz"; echo "$D/by-hand.sql.gz"; }
case_two_in_a_second_are_two() {
    backup; local first=$made
    backup
    [ "$first" != "$made" ] && [ -f "$first" ] && [ -f "$made" ] || fail "$first $made"
}

old_backups() { # and what is none
    mkdir -p "$B"
    local days
    for days in 0 6 8 30; do : >"$B/bouncepro_$(date -d "-$days days -1 minute" +%Y%m%d_%H%M%S).sql.gz"; done
    : >"$B/bouncepro_20200101_030000_before-restore.sql.gz"
    touch "$B/notes.txt" "$B/bouncepro_20200101.sql.gz" "$B/other_20200101_030000.sql.gz" "$B/bouncepro_20200101_030000.sql.gz.keep"
}
case_retention_removes_old_backups_alone() {
    old_backups
    backup
    is "$(backups | grep -c 'bouncepro_[0-9]*_[0-9]*\.sql\.gz$')" 3 'backups: now, today, 6 days ago'
    is "$(backups | grep -v 'bouncepro_2[0-9]*_[0-9]*\.sql\.gz$' | paste -sd' ')" \
        'bouncepro_20200101.sql.gz bouncepro_20200101_030000.sql.gz.keep notes.txt other_20200101_030000.sql.gz'
}
case_retention_only_after_success() {
    old_backups
    local before; before=$(backups)
    in_container pg_dump <<<'exit 1'
    backup 69
    is "$(backups)" "$before"
}
case_retention_of_0_days_keeps_the_new_one() {
    old_backups
    BACKUP_RETENTION_DAYS=0 backup
    is "$(backups | grep 'bouncepro_[0-9]*_[0-9]*\.sql\.gz$')" "${made##*/}"
}
case_retention_that_is_no_number_removes_nothing() {
    old_backups
    local before days; before=$(backups | wc -l)
    for days in seven -1 1e3 99999; do
        BACKUP_RETENTION_DAYS=$days backup 74
        before=$((before + 1))
        is "$(backups | wc -l)" $before "backups with $days"
    done
}

case_settings_are_read_as_compose_reads_them() {
    unset BACKUP_DIR
    local row
    while IFS='|' read -r row wanted; do
        printf 'BACKUP_DIR=/nowhere\n%b\nOTHER=1\n' "$row" >"$D/stack/.env.production"
        rm -rf "${B:?}" "$D/stack/relative"
        backup
        is "${made%/*}" "$wanted" "$row"
    done <<END
BACKUP_DIR=$B|$B
export BACKUP_DIR = $B  # a note|$B
BACKUP_DIR: "$B" # a note|$B
BACKUP_DIR='$B'|$B
BACKUP_DIR=$B\r|$B
BACKUP_DIR='$B/a\$b'|$B/a\$b
BACKUP_DIR="$B/a\\\\\$b"|$B/a\$b
BACKUP_DIR=$B/a\$\$b|$B/a\$b
BACKUP_DIR="$B/it's \\\\"so\\\\""|$B/it's "so"
BACKUP_DIR=$B/a#b|$B/a#b
BACKUP_DIR=relative|relative
BACKUP_DIR=$B\nKEY="one\nBACKUP_DIR=/nowhere\n"|$B
END
}
case_environment_goes_before_the_file() {
    echo 'BACKUP_DIR=/nowhere' >"$D/stack/.env.production"
    backup
    is "${made%/*}" "$B"
}
case_file_is_never_run() {
    # shellcheck disable=SC2016
    printf 'X=$(touch %s)\nBACKUP_S3_PREFIX=\x27$(touch %s)`touch %s`\x27\nBACKUP_EMAIL_FROM=";touch %s;"\n' "$D"/ran{,,,} >"$D/stack/.env.production"
    backup
    [ ! -e "$D/ran" ] || fail 'it ran'
}
case_setting_made_of_another_is_refused() {
    unset BACKUP_DIR
    local value
    # shellcheck disable=SC2016
    for value in '${HOME}/x' '"$HOME/x"' '"/unclosed'; do
        echo "BACKUP_DIR=$value" >"$D/stack/.env.production"
        backup 78
        has "$D/err" BACKUP_DIR; tidy
    done
}
case_arguments_are_refused() {
    local code=0
    sh "$D/stack/scripts/backup.sh" --now 2>/dev/null || code=$?
    is "$code" 2
}
