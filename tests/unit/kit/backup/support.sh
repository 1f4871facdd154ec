# shellcheck shell=bash
# SPDX-FileCopyrightText: 2026 BouncePro Console contributors
# SPDX-License-Identifier: GPL-3.0-or-later
#
# What the cases are made of. D is the case's folder, D/stack the stack, B where its backups are.

fail() { echo "$*"; exit 1; }
is() { [ "$1" = "$2" ] || fail "${3:-value}: wanted '$2', got '$1'"; }
has() { grep -qF -e "$2" "$1" || fail "$1 has not '$2': $(cat "$1")"; }

prepare() {
    set -u
    B=$D/backups
    export TMPDIR=$D/tmp BACKUP_DIR=$B
    mkdir "$TMPDIR" "$D/container" "$D/stack"
    cp -r "$KIT/scripts" "$D/stack/scripts"
    : >"$D/stack/docker-compose.prod.yml"
    printf '%s\n' postgres payload nuxt nginx >"$D/running"
    ln -s "$HERE/shims/docker" "$D/bin/docker"
    fresh bouncepro
}

P() { PGOPTIONS='-c client_min_messages=warning' psql -X -qAt -v ON_ERROR_STOP=1 -U bouncepro "$@"; }
Q() { P -d "${DB:-bouncepro}" -c "$1"; }
fresh() { # DATABASE: it has nothing in it, and there is no other one
    P -d template1 -f - <<'END' || fail 'cannot begin'
SELECT format('DROP DATABASE %I WITH (FORCE)', datname) FROM pg_database WHERE datname NOT IN ('postgres', 'template0', 'template1') \gexec
DROP ROLE IF EXISTS reader;
END
    createdb -U bouncepro --maintenance-db template1 "$1"
}
databases() { P -d template1 -c "SELECT string_agg(datname, ' ' ORDER BY datname) FROM pg_database WHERE NOT datistemplate"; }
bookings() { Q "CREATE TABLE bookings AS SELECT n AS id, 'Customer ' || n AS customer FROM generate_series(1, ${1:-200}) n"; }
count() { Q 'SELECT count(*) FROM bookings'; }

backup() { # [WANTED EXIT CODE]: made is the path that it printed
    local code=0
    made=$(timeout 60 sh "$D/stack/scripts/backup.sh" 2>"$D/err") || code=$?
    is "$code" "${1:-0}" "exit code of backup.sh ($(cat "$D/err"))"
}
restore() { # WANTED EXIT CODE ARGS...
    local code=0 wanted=$1
    shift
    timeout 60 sh "$D/stack/scripts/restore.sh" "$@" >"$D/out" 2>"$D/err" <"${INPUT:-/dev/null}" || code=$?
    is "$code" "$wanted" "exit code of restore.sh ($(cat "$D/err"))"
}
backups() { ( cd "$B" 2>/dev/null && for file in *; do [ ! -e "$file" ] || echo "$file"; done ); }
# Nothing of a run is left but whole backups: no partial file, no temporary folder.
tidy() {
    is "$(find "$B" -name '*.part' 2>/dev/null)" '' 'partial files'
    is "$(ls -A "$TMPDIR")" '' 'temporary files'
}
runs() { is "$(sort "$D/running" | paste -sd' ')" "$*" 'running services'; }

# in_container NAME: a shim before PostgreSQL's NAME in the container; its text on standard input. REAL is the program.
in_container() {
    { printf '#!/usr/bin/env bash\nREAL=%q\n' "$(PATH=${PATH#"$D/bin:"} command -v "$1")"; cat; } >"$D/container/$1"
    chmod +x "$D/container/$1"
}
# on_host NAME: the same on the host.
on_host() {
    { printf '#!/usr/bin/env bash\nREAL=%q\n' "$(PATH=${PATH#"$D/bin:"} command -v "$1")"; cat; } >"$D/bin/$1"
    chmod +x "$D/bin/$1"
}

within() { # SECONDS COMMAND...: until it is true
    local end=$((${EPOCHREALTIME/./} + $1 * 1000000)); shift
    until "$@"; do
        [ "${EPOCHREALTIME/./}" -lt $end ] || fail "not within its time: $*"
        sleep 0.03
    done
}

server() { # starts server.py; PORT is its port, D/got what it got
    mkdir "$D/got"
    python3 "$HERE/server.py" "$D/got" >"$D/port" 2>"$D/server.log" &
    echo $! >>"$D/pids"
    within 20 test -s "$D/port"
    PORT=$(cat "$D/port")
}
clean_up() {
    local pid
    : >"$1/go"
    [ ! -e "$1/pids" ] || while read -r pid; do kill -9 "$pid" 2>/dev/null; done <"$1/pids"
}
