# shellcheck shell=bash
# SPDX-FileCopyrightText: 2026 BouncePro Console contributors
# SPDX-License-Identifier: GPL-3.0-or-later
#
# restore.sh: all of the backup, or all as it was.

odd_data() {
    P -d bouncepro -f - <<'END'
CREATE EXTENSION pg_trgm;
CREATE EXTENSION pg_stat_statements;
CREATE SCHEMA "we""ird \ schema";
CREATE TABLE "we""ird \ schema"."Tisch – 桌子" (id serial PRIMARY KEY, "spalte\x" text, raw bytea, at timestamptz DEFAULT now(), tags text[], doc jsonb);
INSERT INTO "we""ird \ schema"."Tisch – 桌子" ("spalte\x", raw, tags, doc) VALUES
    (E'line\nbreak\ttab\\ \\. \\N', '\x00ff0a5c', '{"a,b","c\"d",NULL}', '{"k": "ü\u0001"}'),
    (E'\\connect live', NULL, NULL, NULL), (E'-- PostgreSQL database dump complete', '', '{}', '[]'),
    (NULL, NULL, NULL, 'null'), ('😀 ' || chr(1114109), repeat('x', 100000)::bytea, NULL, NULL);
CREATE FUNCTION odd() RETURNS text LANGUAGE sql AS $$ SELECT '
\connect live
\! touch /tmp/ran
COPY x FROM stdin;
-- PostgreSQL database dump complete
' $$;
CREATE FUNCTION dollars(text) RETURNS text LANGUAGE plpgsql AS $_$ BEGIN RETURN $1 || '$$' /* ' */; -- it's
END $_$;
CREATE VIEW short AS SELECT id, '\'::text AS backslash FROM "we""ird \ schema"."Tisch – 桌子" WHERE "spalte\x" <> 'it''s';
CREATE MATERIALIZED VIEW kept AS SELECT count(*) FROM short;
CREATE INDEX trigrams ON "we""ird \ schema"."Tisch – 桌子" USING gin ("spalte\x" gin_trgm_ops);
COMMENT ON VIEW short IS E'several\nlines; \\ and ''quotes''';
SELECT lo_from_bytea(424242, 'large' || repeat('o', 300000)::bytea);
COMMENT ON LARGE OBJECT 424242 IS 'a picture';
CREATE TYPE mood AS ENUM ('sad', 'it''s ok');
CREATE TABLE parts (n int) PARTITION BY RANGE (n);
CREATE TABLE part1 PARTITION OF parts FOR VALUES FROM (0) TO (10);
INSERT INTO parts VALUES (3);
SELECT setval('"we""ird \ schema"."Tisch – 桌子_id_seq"', 77);
COMMENT ON DATABASE bouncepro IS 'it''s ours';
ALTER DATABASE bouncepro SET search_path TO "$user", public, "we""ird \ schema";
ALTER DATABASE bouncepro SET "app.greeting" TO 'it''s, well';
ALTER DATABASE bouncepro SET statement_timeout TO '10min';
ALTER DATABASE bouncepro CONNECTION LIMIT 42;
CREATE ROLE reader;
REVOKE ALL ON DATABASE bouncepro FROM PUBLIC;
GRANT CONNECT ON DATABASE bouncepro TO reader WITH GRANT OPTION;
ALTER ROLE reader IN DATABASE bouncepro SET work_mem TO '8MB';
GRANT SELECT ON short TO reader;
END
}
# All of the database, and all that belongs to it.
everything() { pg_dump -U bouncepro -C bouncepro | sed '/^\\\(un\)\?restrict /d'; }

case_round_trip_of_odd_data() {
    odd_data
    everything >"$D/before"
    backup
    Q 'DROP SCHEMA public CASCADE; DROP EXTENSION IF EXISTS pg_trgm; SELECT lo_unlink(424242)' >/dev/null
    restore 0 --yes "${made##*/}"
    diff "$D/before" <(everything) || fail 'not the same'
    is "$(Q 'SELECT length(lo_get(424242))')" 300005
    is "$(databases)" 'bouncepro postgres'
    runs nginx nuxt payload postgres
    tidy
}
# More objects than a transaction can hold locks for.
case_many_large_objects() {
    echo 'SELECT lo_create(n) FROM generate_series(1000, 16000, 1000) m, generate_series(m, m + 999) n \g /dev/null' | P -d bouncepro -f -
    backup
    restore 0 --yes "$made"
    is "$(Q 'SELECT count(*) FROM pg_largeobject_metadata')" 16000
}
case_settings_of_the_database_itself_stay_as_they_are_now() {
    backup
    Q "ALTER DATABASE bouncepro SET work_mem TO '5MB'"
    everything >"$D/before"
    restore 0 --yes "${made##*/}"
    diff "$D/before" <(everything) || fail 'not the same'
}
case_restore_brings_the_old_rows_and_keeps_the_new_in_a_backup() {
    bookings 200; backup; local first=$made
    Q 'DELETE FROM bookings WHERE id > 3'
    restore 0 --yes "$first"
    is "$(count)" 200
    local safety; safety=$(backups | grep 'before-restore')
    restore 0 --yes "$safety"
    is "$(count)" 3
    tidy
}
case_name_is_to_be_typed() {
    bookings; backup
    local answer
    for answer in '' yes BOUNCEPRO; do
        INPUT=<(echo "$answer") restore 1 "$made"
    done
    INPUT=<(printf bouncepro) restore 1 "$made" # no end of line: cut off
    is "$(grep -c . "$D/docker")" 4 'only looks'; runs nginx nuxt payload postgres
    INPUT=<(echo bouncepro) restore 0 "$made"
    is "$(count)" 200
}
case_list_and_check() {
    restore 0; is "$(cat "$D/out")" ''
    backup; local first=$made; backup
    restore 0 --list
    is "$(cut -f1 "$D/out")" "$(printf '%s\n' "${made##*/}" "${first##*/}")"
    is "$(cut -f2 "$D/out" | head -n 1)" "$(stat -c %s "$made")"
    restore 0 --check "${made##*/}"
    truncate -s -20 "$made"
    restore 65 --check "${made##*/}"
    restore 66 --yes nothing.sql.gz
    restore 2 --frob; restore 2 --check; restore 2 a b
}
# As a rollback is written down: `docker compose down` comes before it.
case_restore_starts_postgres_where_the_stack_is_down() {
    bookings; backup; Q 'DROP TABLE bookings'
    : >"$D/running"
    restore 0 --yes "$made"
    is "$(count)" 200; runs postgres
    : >"$D/dead"
    restore 69 --yes "$made"
}

unchanged() { # after a restore that failed: rows and services as before, nothing left
    is "$(count)" 200 rows
    is "$(databases)" 'bouncepro postgres'
    runs nginx nuxt payload postgres
    tidy
}
case_truncated_backup_is_refused() {
    bookings; backup
    local bytes
    for bytes in 0 1 100 "$(($(stat -c %s "$made") - 1))"; do
        head -c "$bytes" "$made" >"$B/cut.sql.gz"
        restore 65 --yes cut.sql.gz
        unchanged
    done
    # Whole for gzip, but half a dump.
    gzip -dc "$made" | head -n -20 | gzip >"$B/cut.sql.gz"
    restore 65 --yes cut.sql.gz
    [ ! -e "$D/docker" ] || ! grep -vE '^ps ' "$D/docker" || fail 'docker was asked'
    unchanged
}
altered() { # SED SCRIPT: the backup, altered
    gzip -dc "$made" | sed "$1" | gzip >"$B/altered.sql.gz"
}
case_error_in_the_middle_restores_nothing() {
    bookings; backup
    altered "s/^150	/not-a-number	/"
    restore 70 --yes altered.sql.gz
    has "$D/err" 'the data are as they were'
    unchanged
    ! grep -q stop "$D/docker" || fail 'the applications were stopped'
}
case_commands_for_psql_are_refused() {
    bookings; backup
    local line
    for line in '\connect postgres' '\! touch ran' 'SELECT 1 \g ran' '\restrict a; b'; do
        echo "$line" >"$D/line"
        altered "/^SET row_security/r $D/line"
        restore 65 --yes altered.sql.gz
        has "$D/err" 'a command for psql'
        unchanged
    done
    pg_dump -U bouncepro --create bouncepro | gzip >"$B/create.sql.gz"
    restore 65 --yes create.sql.gz
    unchanged
}
# psql before 16.10, 15.14 and so on does not know them, and ends.
case_restrict_lines_with_an_older_psql() {
    bookings; backup
    { echo '\restrict Abc123'; gzip -dc "$made" | grep -vE '^\\(un)?restrict'; printf '%s\n\n' '\unrestrict Abc123'; } |
        gzip >"$B/altered.sql.gz"
    in_container psql <<'END'
case "$*" in *'-f -'*) ;; *) exec "$REAL" "$@";; esac
input=$(mktemp); trap 'rm -f "$input"' EXIT; cat >"$input"
if grep -E '^\\(un)?restrict' "$input"; then echo 'invalid command \restrict' >&2; exit 3; fi
"$REAL" "$@" <"$input"
END
    Q 'DELETE FROM bookings'
    restore 0 --yes altered.sql.gz
    is "$(count)" 200
    tidy
}
case_load_that_is_killed_restores_nothing() {
    bookings; backup
    on_host awk <<<'case "$*" in *dump.awk) [ ! -e "$D/checked" ] || { "$REAL" "$@" | head -c 2000; kill -KILL $$; }; : >"$D/checked";; esac; exec "$REAL" "$@"'
    restore 70 --yes "$made"
    unchanged
}
case_restore_ended_in_the_middle_restores_nothing() {
    bookings; backup
    in_container psql <<<'case "$*" in *"-o /dev/null"*) echo $$ >"$D/middle"; exec sleep 60;; esac; exec "$REAL" "$@"'
    sh "$D/stack/scripts/restore.sh" --yes "$made" 2>"$D/err" & local pid=$! code=0
    within 20 test -s "$D/middle"
    kill -TERM "$pid"; wait "$pid" || code=$?
    is "$code" 143; unchanged
}
case_what_a_killed_restore_left_is_removed() {
    bookings; backup
    in_container psql <<<'case "$*" in *"-o /dev/null"*) echo $$ >"$D/middle"; exec sleep 60;; esac; exec "$REAL" "$@"'
    sh "$D/stack/scripts/restore.sh" --yes "$made" 2>"$D/err" & local pid=$!
    within 20 test -s "$D/middle"
    kill -KILL "$pid"; wait "$pid"
    is "$(databases | wc -w)" 3
    # What it left running holds the lock.
    restore 75 --yes "$made"
    kill "$(cat "$D/middle")"
    within 20 flock -n "$B/.lock" true
    rm "$D/container/psql"; rm -rf "$TMPDIR"/*
    restore 0 --yes "$made"
    unchanged
}
case_no_safety_backup_no_swap() {
    bookings; backup; local first=$made
    in_container pg_dump <<<'exit 1'
    restore 69 --yes "$first"
    unchanged
    # Where the old data cannot be dumped they are kept as they are.
    Q 'DELETE FROM bookings WHERE id > 5'
    restore 0 --yes --no-safety-backup "$first"
    is "$(count)" 200; runs nginx nuxt payload postgres
    DB=$(databases | grep -o 'bouncepro_before_[0-9_]*')
    is "$(DB=$DB count)" 5
}
case_swap_with_a_client_that_stays() {
    bookings; backup
    psql -X -qAt -U bouncepro -d bouncepro -c 'SELECT pg_sleep(60)' >/dev/null 2>&1 & echo $! >>"$D/pids"
    within 20 eval '[ "$(Q "SELECT count(*) FROM pg_stat_activity WHERE query LIKE '"'SELECT pg_sleep%'"'")" = 1 ]'
    restore 0 --yes "$made"
    unchanged
}
case_swap_that_fails_starts_the_applications_again() {
    bookings; backup; local first=$made
    in_container psql <<<'case "$*" in *old=*) exit 3;; esac; exec "$REAL" "$@"'
    Q 'DELETE FROM bookings WHERE id = 200; INSERT INTO bookings VALUES (201)'
    restore 69 --yes "$first"
    is "$(Q 'SELECT max(id) FROM bookings')" 201
    unchanged
    grep -q '^start' "$D/docker" || fail 'not started again'
}
case_applications_that_do_not_start() {
    bookings; backup; Q 'DELETE FROM bookings'
    : >"$D/broken-start"
    restore 71 --yes "$made"
    has "$D/err" 'the data are those of'
    is "$(count)" 200
}
case_services_that_did_not_run_are_not_started() {
    bookings; backup
    printf '%s\n' postgres nginx payload >"$D/running"
    restore 0 --yes "$made"
    runs nginx payload postgres
}
case_database_with_an_odd_name() {
    DB='it"s $odd; DB' TEST_DB=$DB
    export TEST_DB
    fresh "$DB"
    bookings; backup; Q 'DELETE FROM bookings'
    INPUT=<(printf '%s\n' "$DB") restore 0 "$made"
    is "$(count)" 200
}
