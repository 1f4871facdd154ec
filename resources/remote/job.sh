#!/bin/sh
# SPDX-FileCopyrightText: 2026 BouncePro Console contributors
# SPDX-License-Identifier: GPL-3.0-or-later

# job.sh SUBCOMMAND STATE ARGS: the jobs of one server. README.md gives the files and answers; exit codes are in lib.sh.
#   start STATE ID <BUNDLE          takes the lock, records, sets the runner off
#   submit STATE ID <BUNDLE         keeps it until it is approved, or due
#   approve STATE ID ACTOR / try STATE ID / tick STATE
#   list STATE [N]                  newest first, a line a job
#   show STATE ID                   everything but the output
#   state STATE ID                  the true state
#   follow STATE ID OFFSET SEQ      frames until it is over
#   cancel STATE ID ACTOR
#   recover STATE ID ACTOR [--without-secrets]
#   break-lock STATE ID REASON ACTOR
#   holder STATE                    who has the lock
#   wait STATE TICKET ACTOR         in order until it is free
#   freeze STATE REASON UNTIL ACTOR / unfreeze STATE ACTOR
#   audit STATE / verify STATE [SEQ HASH] / act STATE ACTOR ACTION SUBJECT OUTCOME

case $0 in */*) BIN=${0%/*};; *) BIN=.;; esac
BIN=$(CDPATH='' cd -- "$BIN" && pwd -P) || exit 2
. "$BIN/lib.sh"
. "$BIN/audit.sh"
. "$BIN/jobstate.sh"
. "$BIN/lock.sh"

[ $# -ge 2 ] || die 2 'usage: job.sh SUBCOMMAND STATE ARGS'
command=$1 STATE=$2
shift 2
case $STATE in /*) ;; *) die 2 'STATE must be an absolute path';; esac
[ -d "$STATE" ] || die 73 "no such directory: $STATE"

case $command in
    start|submit|approve|try|show|state|follow|cancel|recover|break-lock)
        id=${1:-}
        is_id "$id" || die 2 "bad job id: $id"
        shift
        dir=$STATE/jobs/$id
        [ "$command" = start ] || [ "$command" = submit ] || [ -d "$dir" ] || die 66 "no such job: $id";;
esac

case $command in
    start) . "$BIN/start.sh"; . "$BIN/queue.sh"; . "$BIN/freeze.sh"; cmd_start;;
    submit|approve|try|tick)
        . "$BIN/start.sh"; . "$BIN/freeze.sh"; . "$BIN/pending.sh"
        "cmd_$command" "$@";;
    list) cmd_list "$@";;
    show) cmd_show;;
    state) cmd_state;;
    follow) . "$BIN/follow.sh"; cmd_follow "$@";;
    cancel) . "$BIN/pending.sh"; . "$BIN/control.sh"; cmd_cancel "$@";;
    recover) . "$BIN/start.sh"; cmd_recover "$@";;
    break-lock) . "$BIN/control.sh"; cmd_break_lock "$@";;
    holder) cmd_holder;;
    wait) . "$BIN/queue.sh"; cmd_wait "$@";;
    freeze) . "$BIN/freeze.sh"; cmd_freeze "$@";;
    unfreeze) . "$BIN/freeze.sh"; cmd_unfreeze "$@";;
    audit) [ ! -e "$STATE/audit" ] || cat "$STATE/audit";;
    verify)
        case $# in 0) ;; 2) is_number "$1" || die 2 'verify: SEQ is a number';; *) die 2 'verify STATE [SEQ HASH]';; esac
        audit_verify "$@";;
    act)
        [ $# -eq 4 ] || die 2 'act STATE ACTOR ACTION SUBJECT OUTCOME'
        for text; do is_text "$text" || die 2 'act: a text is empty, too long, or has control characters'; done
        audit_add act - "$1" "$2" "$3" "$4";;
    *) die 2 "unknown subcommand: $command";;
esac
