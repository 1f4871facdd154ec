#!/bin/sh
# SPDX-FileCopyrightText: 2026 BouncePro Console contributors
# SPDX-License-Identifier: GPL-3.0-or-later

# start and recover: checks, lock, audit begin, and the runner set off in a session of its own. Sourced by job.sh.

# Is the plan whole and of a format we know? Says what is wrong on stderr.
check_job() { # DIR
    [ -f "$1/job" ] || { warn 'the bundle has no job file'; return 1; }
    load_job "$1"
    [ "$j_format" = 1 ] || { warn "job: unknown format: $j_format"; return 1; }
    [ -z "$j_bad" ] || { warn "job: unknown line: $j_bad"; return 1; }
    case $j_action in ''|[!a-z0-9]*|*[!a-z0-9-]*) warn 'job: bad action'; return 1;; esac
    for value in "$j_action" "$j_subject" "$j_actor"; do
        is_text "$value" || { warn 'job: a text is empty, too long, or has control characters'; return 1; }
    done
    case $j_lock in exclusive|shared) ;; *) warn 'job: lock is exclusive or shared'; return 1;; esac
    is_number "$j_steps" && [ "$j_steps" -ge 1 ] && [ "$j_steps" -le 99 ] || { warn 'job: steps is 1 to 99'; return 1; }
    is_number "$j_commit" && [ "$j_commit" -le "$j_steps" ] || { warn 'job: bad commit'; return 1; }
    case $j_workdir in /*) ;; *) warn 'job: workdir must be absolute'; return 1;; esac
    [ -d "$j_workdir" ] || { warn "no such directory: $j_workdir"; return 1; }
    n=1
    while [ "$n" -le "$j_steps" ]; do
        nn=$n; [ "$n" -ge 10 ] || nn=0$n
        [ -f "$1/steps/$nn/run" ] || { warn "step $n has no run"; return 1; }
        for name in timeout undo-timeout; do
            [ -e "$1/steps/$nn/$name" ] || continue
            IFS= read -r value < "$1/steps/$nn/$name"
            is_number "$value" || { warn "step $n: bad $name"; return 1; }
        done
        n=$((n + 1))
    done
    for name in events output.log result result.new runner alive cancel reserve bin approved checked .fifo; do
        [ ! -e "$1/$name" ] || { warn "the bundle may not hold $name"; return 1; }
    done
    [ ! -e "$1/redact" ] || sed -n -f "$1/redact" </dev/null 2>/dev/null || { warn 'redact is no sed script'; return 1; }
}

# May this account run it? Steps run as the job's owner: as root we become that user, else we must be it.
check_owner() { # DIR
    [ -n "$j_owner" ] || return 0
    case $j_owner in -*|*[!A-Za-z0-9._-]*) warn 'job: bad owner'; return 2;; esac
    owner_uid=$(id -u "$j_owner" 2>/dev/null) || { warn "no such user: $j_owner"; return 2; }
    me=$(id -u)
    [ "$owner_uid" != "$me" ] || return 0
    [ "$me" -eq 0 ] || { warn "steps run as $j_owner: log in as $j_owner or root"; return 77; }
    setpriv --reuid "$j_owner" --regid "$(id -g "$j_owner")" --init-groups test -r "$1/steps/01/run" ||
        { warn "$j_owner cannot read $STATE: it must be in its group"; return 77; }
    for name in "$1"/secret/*; do
        [ ! -f "$name" ] || chown "$j_owner" "$name" || return 73
    done
}

# What a starter left that was killed in the middle: it may hold secrets.
sweep() {
    for name in "$STATE/jobs"/.new-*; do
        [ -e "$name" ] || continue
        owner=${name##*/.new-}; owner=${owner#*.}; owner=${owner%%.*}
        [ -d "/proc/$owner" ] || rm -rf "$name"
    done
}

# Room for what must be written even when a step fills the disk.
set_aside() { head -c 65536 /dev/zero > "$1" && sync "$1" || { rm -f "$1"; return 1; }; }

# bin: the scripts that the job was made with.
use_bin() {
    bin=$BIN
    if [ -r "$dir/bin" ]; then IFS= read -r bin < "$dir/bin"; fi
    [ -r "$bin/runner.sh" ] || bin=$BIN
}

# Sets the runner off and waits for its word that it has begun.
launch() { # start|recover BIN
    setsid sh "$2/runner.sh" "$1" "$STATE" "$id" </dev/null >/dev/null 2>>"$dir/runner.log" &
    runner=$!
    exec 8>&- 9>&-
    tries=0
    while [ "$tries" -lt 500 ]; do
        if load_runner "$dir" && [ "$n_pid" = "$runner" ]; then say job "$id"; say state running; exit 0; fi
        proc_stat "$runner" || [ "$tries" -lt 5 ] || break
        tries=$((tries + 1))
        sleep 0.02
    done
    load_runner "$dir" && [ "$n_pid" = "$runner" ] && { say job "$id"; say state running; exit 0; }
    load_state "$dir"
    say state "$state"
    die 70 'the runner did not report'
}

# The bundle on standard input, as $new beside its place $dir, whole and checked.
receive_job() {
    for name in jobs holder; do
        [ -d "$STATE/$name" ] || mkdir -p "$STATE/$name" || die 73 "cannot make $STATE/$name"
    done
    for name in lock audit.lock audit; do
        [ -e "$STATE/$name" ] || : >> "$STATE/$name" || die 73 "cannot make $STATE/$name"
    done
    sweep
    dir=$STATE/jobs/$id
    new=$STATE/jobs/.new-$id.$$
    trap 'rm -rf "$new" "$new".tmp-*' EXIT
    trap 'exit 65' HUP INT TERM PIPE
    if [ -e "$dir" ]; then cat >/dev/null; die 17 "job exists: $id"; fi
    sh "$BIN/receive.sh" "$new" || exit $?
    check_job "$new" || exit 2
    { [ ! -e "$new/redact" ] || chmod 600 "$new/redact"; } && { [ ! -d "$new/secret" ] || chmod -R u=rwX,go= "$new/secret"/; } || exit 73
    [ ! -d "$new/secret" ] || chmod 2770 "$new/secret"
    check_owner "$new" || exit $?
    { : > "$new/alive" && : > "$new/output.log" && : > "$new/events" && printf '%s\n' "$BIN" > "$new/bin" &&
        set_aside "$new/reserve" && set_aside "$new/room" && rm -f "$new/room"; } || die 73 "cannot write $new"
}

cmd_start() {
    receive_job
    [ ! -e "$new/pending" ] || die 2 'the bundle may not hold pending'
    ! is_frozen "$j_action" || { print_freeze; exit 78; }
    reserve "$new/events" 0 65536
    command exec 8<>"$new/alive" || die 73 "cannot open $new/alive"
    flock -n -x 8 || die 73 "cannot lock $new/alive"
    take_lock "$j_lock" || { print_holders; exit 75; }
    mv -T "$new" "$dir" || die 17 "job exists: $id"
    new=$dir
    write_holder "$id" $$ || die 73 "cannot write $STATE/holder"
    audit_add begin "$id" "$j_actor" "$j_action" "$j_subject" - || { rm -f "$STATE/holder/$id"; exit 73; }
    use_grant "$j_actor"
    trap - EXIT HUP INT TERM PIPE
    launch start "$BIN"
}

cmd_recover() { # ACTOR [--without-secrets]
    is_text "${1:-}" || die 2 'recover: bad actor'
    load_state "$dir"
    if [ "$orphaned" = yes ]; then print_holders; exit 75; fi
    [ "$state" = interrupted ] || { say state "$state"; exit 2; }
    load_job "$dir"
    if [ "${2:-}" != --without-secrets ]; then
        for name in "$dir/redact" "$dir/secret"/*; do
            [ ! -e "$name" ] || [ -r "$name" ] ||
                die 77 'the secrets of this job belong to another account: recover as that one or root, or --without-secrets'
        done
    fi
    check_owner "$dir" || exit $?
    take_lock exclusive || { print_holders; exit 75; }
    # What the job itself left working and is not the lock's: end it, so that undos do not run beside it.
    command exec 8<>"$dir/alive" || die 73 "cannot open $dir/alive"
    if ! flock -w 2 -x 8; then
        exec 8>&-
        end_pids '' "$dir/alive" "$GRACE" || warn 'something of this job still works'
        command exec 8<>"$dir/alive"
        flock -n -x 8 || warn 'something of this job still works'
    fi
    # Another may have recovered it meanwhile.
    [ ! -e "$dir/result" ] || { load_state "$dir"; say state "$state"; exit 2; }
    [ -e "$dir/reserve" ] || set_aside "$dir/reserve" || die 73 "cannot write $dir"
    set_aside "$dir/room" || die 73 "cannot write $dir"
    rm -f "$dir/room"
    reserve "$dir/events" 0 65536
    write_holder "$id" $$ || die 73 "cannot write $STATE/holder"
    audit_add begin "$id" "$j_actor" "$j_action" "$j_subject" - once || exit 73
    audit_add act "$id" "$1" recover "$j_subject" requested || exit 73
    use_bin
    launch recover "$bin"
}
