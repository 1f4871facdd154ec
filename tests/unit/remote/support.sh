# shellcheck shell=bash
# SPDX-FileCopyrightText: 2026 BouncePro Console contributors
# SPDX-License-Identifier: GPL-3.0-or-later
#
# What the cases are made of. D is the case's folder, S its state directory, F the folder where steps leave their effects.

prepare() {
    set -u
    S=$D/state F=$D/effects B=$D/bundle
    chmod 755 "$D"
    mkdir -m 2770 "$S"; mkdir -m 777 "$F"
    cp -r "$REMOTE" "$D/remote"; chmod -R a+rX "$D/remote"
    RUN=()
    export F
}

J() { "${RUN[@]}" sh "$D/remote/job.sh" "$@"; }
fail() { echo "$*"; exit 1; }
skip() { echo "$*"; exit 44; }
is() { [ "$1" = "$2" ] || fail "${3:-value}: wanted '$2', got '$1'"; }
as() { RUN=(setpriv --reuid "$1" --regid "$GROUP" --init-groups --); }

# Until COMMAND is true, at most SECONDS.
within() { # SECONDS COMMAND...
    local end=$((${EPOCHREALTIME/./} + $1 * 1000000)); shift
    until "$@"; do
        [ "${EPOCHREALTIME/./}" -lt $end ] || fail "not within its time: $*"
        sleep 0.03
    done
}

# A plan: plan ID STEPS [COMMIT [EXTRA job lines...]], then step N RUN [UNDO [TIMEOUT]].
plan() {
    rm -rf "$B"; mkdir -p "$B"
    printf 'format\t1\naction\ttest\nsubject\tshop\nactor\tanna (SHA256:x) from anna@desk\nlock\t%s\nsteps\t%s\ncommit\t%s\nworkdir\t/\n' \
        "${LOCK:-exclusive}" "$2" "${3:-0}" > "$B/job"
    [ $# -lt 4 ] || printf '%s\n' "${@:4}" >> "$B/job"
    printf '{"format":1}\n' > "$B/plan.json"
    : > "$B/redact"
    ID=$1
}
step() {
    local dir; dir=$B/steps/$(printf %02d "$1")
    mkdir -p "$dir"
    printf '%s\n' "$2" > "$dir/run"
    [ -z "${3:-}" ] || printf '%s\n' "$3" > "$dir/undo"
    [ -z "${4:-}" ] || printf '%s\n' "$4" > "$dir/timeout"
}
# A step that leaves a mark and takes it away again.
marking() { step "$1" "echo run $1; : > \$F/$1; ${2:-:}" "echo undo $1; rm -f \$F/$1; echo $1 >> \$F/undone"; }
new_id() { # called in a subshell, so the number is kept in a file
    local n; n=$(( $(cat "$D/serial" 2>/dev/null || echo 0) + 1 ))
    echo $n > "$D/serial"
    printf '20261124T03%02d%02dZ-test-%06x' $((n / 60)) $((n % 60)) $n
}
bundle() {
    ( cd "$B" && find . -type f | sed 's#^\./##' | sort | while IFS= read -r path; do
        case $path in redact|secret/*) mode=0600;; *) mode=0640;; esac
        printf '%s\t%s\t%s\n' $mode "$(stat -c %s "$path")" "$path"; cat "$path"
    done; echo end )
}
start() { bundle | J start "$S" "$ID"; }
started() { start > "$D/start.out" || fail "start: exit $? $(cat "$D/start.out")"; }
state() { J state "$S" "${1:-$ID}" | sed -n 's/^state\t//p'; }
state_is() { [ "$(state)" = "$1" ]; }
over() { [ -e "$S/jobs/$ID/result" ]; }
ended() { within "${1:-20}" over; }
result() { sed -n "s/^$1\t//p" "$S/jobs/$ID/result"; }
runner() { sed -n 's/^pid\t//p' "$S/jobs/$ID/runner"; }
lock_free() { J holder "$S" | grep -qx 'lock	free'; }
effects() { ( cd "$F" && echo [0-9]* | sed 's/\[0-9\]\*//' ); }

# What holds after every end: lock free, chain whole, one begin and one end, no secret file, no pipe, nothing held open.
whole() { # STATE
    is "$(state)" "$1" state
    within 5 lock_free
    J verify "$S" > "$D/verify" || fail "audit: $(cat "$D/verify")"
    is "$(grep -c "	begin	$ID	" "$S/audit")" 1 'begin records'
    is "$(grep -c "	end	$ID	" "$S/audit")" 1 'end records'
    is "$(sed -n "s/.*	end	$ID	[^	]*	[^	]*	[^	]*	\([a-z-]*\)	.*/\1/p" "$S/audit")" "$1" 'outcome in the audit'
    local left
    left=$(cd "$S/jobs/$ID" && find . -name secret -o -name redact -o -name '.fifo*' -o -name reserve -o -name '*.tmp*' -o -name result.new)
    is "$left" '' 'files left'
    left=$(find "$S/jobs" -maxdepth 1 -name '.*' | wc -l)
    is "$left" 0 'unfinished folders'
}

# Ends only what this case started: processes that have the case's folder in their environment or descriptors.
clean_up() {
    local pid
    for pid in $(grep -lsz "^JOB_DIR=$1/" /proc/[0-9]*/environ 2>/dev/null | sed 's#/proc/##; s#/.*##'); do kill -9 "$pid" 2>/dev/null; done
    for pid in $(grep -ls "$1/remote/runner.sh" /proc/[0-9]*/cmdline 2>/dev/null | sed 's#/proc/##; s#/.*##'); do kill -9 "$pid" 2>/dev/null; done
}

# Puts a shim before the commands that the runner uses: the Nth of them kills the runner before it is carried out.
kill_at() { # N
    mkdir -p "$D/shims"
    local name
    for name in sync mv rm mkfifo stat date sed setsid sleep sha256sum; do ln -sf "$HERE/shims/kill-runner" "$D/shims/$name"; done
    export SHIM_AT=$1 SHIM_COUNT=$D/count
    : > "$SHIM_COUNT"
    PATH=$D/shims:${PATH#"$D/shims:"}
}
no_kill() { PATH=${PATH#"$D/shims:"}; unset SHIM_AT; }
gone() { ! grep -qs . "/proc/$1/cmdline"; }    # a zombie has no command line
runner_gone() { local pid; pid=$(runner 2>/dev/null); [ -n "$pid" ] && gone "$pid"; }
