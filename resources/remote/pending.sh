#!/bin/sh
# SPDX-FileCopyrightText: 2026 BouncePro Console contributors
# SPDX-License-Identifier: GPL-3.0-or-later

# submit, approve and tick: jobs that wait for a second operator, for their time, or both. Sourced by job.sh, with start.sh.
#
# A pending job is jobs/ID as every job, with pending (key<TAB>value: due TIME|-, approval needed|-, user) and, once a
# second operator has approved it, approved (actor, time). It holds no lock. What check printed when it was submitted is
# in checked: before the start it must print the same. A job that is not started after all ends cancelled, with a reason:
# changed, missed (LATE seconds after its time), frozen; cancelled where a person withdrew it.

LATE=3600
CHECK_LIMIT=120

# The key in an actor's text: login (KEY) from user@host.
key_of() {
    key=
    case $1 in *' ('*') '*) key=${1#* \(}; key=${key%%\)*};; esac
}

# What the plan takes for granted, as its check sees it.
run_check() { # DIR
    ( cd "$j_workdir" || exit 125
      umask 022
      export STATE BIN
      exec timeout "$CHECK_LIMIT" sh "$1/check" ) </dev/null 2>&1 8>&- 9>&-
}

# Ends a job that has not begun. Its alive is ours.
drop() { # REASON
    rm -rf "$dir/secret" "$dir/redact" "$dir/reserve"
    { say state cancelled; say step 0; say exit 0; say started -; say ended "$(now)"; say undone 0; say undo_failed 0
      say reason "$1"; } | replace_file "$dir/result"
}

# A scheduler that has worked within the last five minutes.
is_ticking() { [ -n "$(find "$STATE/ticked" -mmin -5 2>/dev/null)" ]; }

cmd_submit() {
    receive_job
    load_pending "$new" || die 2 'the bundle has no usable pending file'
    [ -f "$new/check" ] || die 2 'the bundle has no check'
    case $p_approval in needed|-) ;; *) die 2 'pending: bad approval';; esac
    if [ "$p_due" != - ]; then
        moment "$p_due" || die 2 'pending: bad due'
        is_ticking || { say tick absent; exit 69; }
    elif [ "$p_approval" = - ]; then die 2 'pending: nothing to wait for'
    fi
    say user "$(id -un)" >> "$new/pending" || die 73 "cannot write $new"
    run_check "$new" > "$new/checked" || { say state changed; cat "$new/checked" >&2; exit 2; }
    sync "$new/checked" "$new/pending"
    mv -T "$new" "$dir" || die 17 "job exists: $id"
    new=$dir
    audit_add act "$id" "$j_actor" submit "$j_subject" "$([ "$p_due" = - ] && echo pending || echo "at-$p_due")" || exit 73
    trap - EXIT HUP INT TERM PIPE
    say job "$id"
    say state pending
}

# Starts a pending job where it may, as the account that submitted it, with the answers of start; else 2 and its state:
# pending still, or its end.
cmd_try() {
    command exec 8<>"$dir/alive" || die 73 "cannot open $dir/alive"
    flock -n -x 8 || { say state pending; exit 2; }    # somebody starts or withdraws it just now
    load_pending "$dir" || { exec 8>&-; load_state "$dir"; say state "$state"; exit 2; }
    load_job "$dir"
    [ "$p_approval" != needed ] || { say state pending; exit 2; }
    me=$(id -un)
    if [ "$me" = root ] && [ "$p_user" != root ]; then
        exec 8>&-
        home=$(getent passwd "$p_user"); home=${home%:*}
        exec setpriv --reuid "$p_user" --regid "$(id -g "$p_user")" --init-groups -- \
            env HOME="${home##*:}" USER="$p_user" LOGNAME="$p_user" sh "$BIN/job.sh" try "$STATE" "$id"
    fi
    if [ "$p_due" != - ]; then
        is_past "$p_due" || { say state pending; exit 2; }
        if [ $(($(date +%s) - $(date -d "$p_due" +%s))) -gt "$LATE" ]; then drop_with missed; fi
    fi
    [ "$me" = "$p_user" ] || { say state pending; exit 77; }
    if is_frozen "$j_action"; then drop_with frozen; fi
    take_lock "$j_lock" || { print_holders; exit 75; }
    run_check "$dir" > "$dir/.checked.$$"
    same=$?
    [ "$same" -ne 0 ] || cmp -s "$dir/.checked.$$" "$dir/checked" || same=1
    rm -f "$dir/.checked.$$"
    [ "$same" -eq 0 ] || drop_with changed
    { [ -e "$dir/reserve" ] || set_aside "$dir/reserve"; } && set_aside "$dir/room" && rm -f "$dir/room" || die 73 "cannot write $dir"
    reserve "$dir/events" 0 65536
    write_holder "$id" $$ || die 73 "cannot write $STATE/holder"
    audit_add begin "$id" "$j_actor" "$j_action" "$j_subject" - once || { rm -f "$STATE/holder/$id"; exit 73; }
    use_bin
    launch start "$bin"
}
drop_with() {
    drop "$1" || die 73 "cannot write $dir/result"
    audit_add act "$id" "$j_actor" drop "$j_subject" "$1"
    say state cancelled
    say reason "$1"
    exit 2
}

cmd_approve() { # ACTOR
    is_text "${1:-}" || die 2 'approve: bad actor'
    load_pending "$dir" || { load_state "$dir"; say state "$state"; exit 2; }
    [ "$p_approval" != - ] || { say state pending; exit 2; }
    load_job "$dir"
    key_of "$j_actor"; theirs=$key
    key_of "$1"
    if [ -z "$key" ] || [ "$key" = "$theirs" ]; then say key same; exit 77; fi
    me=$(id -un)
    [ "$p_due" != - ] || [ "$me" = root ] || [ "$me" = "$p_user" ] ||
        die 77 "its steps run as $p_user: log in as $p_user or root"
    if [ "$p_approval" = needed ]; then
        audit_add act "$id" "$1" approve "$j_subject" approved || exit 73
        { say actor "$1"; say time "$(now)"; } | replace_file "$dir/approved" || die 73 "cannot write $dir/approved"
    fi
    [ "$p_due" = - ] || { say state pending; exit 0; }
    cmd_try
}

# Withdraws a pending job; false where it is none any more.
withdraw() { # ACTOR
    load_pending "$dir" || return 1
    command exec 8<>"$dir/alive" || die 73 "cannot open $dir/alive"
    flock -w 5 -x 8 || { exec 8>&-; return 1; }
    load_pending "$dir" || { exec 8>&-; return 1; }
    load_job "$dir"
    audit_add act "$id" "$1" cancel "$j_subject" requested || exit 73
    drop cancelled || die 73 "cannot write $dir/result"
    say cancel requested; say state cancelled; say step 0; say effect withdrawn
    exit 0
}

# Once a minute, by the server's own clock: finishes what was interrupted, starts what is due. What came of it is in ticked.
cmd_tick() {
    command exec 5<>"$STATE/tick.lock" && flock -n -x 5 || exit 0
    command exec > "$STATE/ticked" 2>&1 || exit 73
    me=$(id -un)
    for dir in "$STATE/jobs"/[0-9]*; do
        [ ! -e "$dir/result" ] || continue
        id=${dir##*/}
        is_id "$id" || continue
        if load_pending "$dir"; then
            say try "$id"
            sh "$BIN/job.sh" try "$STATE" "$id" 5>&-
            continue
        fi
        load_state "$dir"
        [ "$state" = interrupted ] || continue
        say recover "$id"
        sh "$BIN/job.sh" recover "$STATE" "$id" "$me (tick) from $me@$(cat /proc/sys/kernel/hostname)" 5>&-
    done
}
