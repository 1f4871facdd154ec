#!/bin/sh
# SPDX-FileCopyrightText: 2026 BouncePro Console contributors
# SPDX-License-Identifier: GPL-3.0-or-later

# freeze and unfreeze: a note in STATE/freeze that stops deploys until a time, for a reason. Sourced by job.sh.

# f_until: empty where there is no note.
load_freeze() {
    f_reason='' f_until='' f_actor='' f_since=''
    while IFS= read -r lf; do
        lf_value=${lf#*"$T"}
        case $lf in
            reason"$T"*) f_reason=$lf_value;;
            until"$T"*) f_until=$lf_value;;
            actor"$T"*) f_actor=$lf_value;;
            since"$T"*) f_since=$lf_value;;
        esac
    done < "$STATE/freeze"
} 2>/dev/null

print_freeze() { say reason "$f_reason"; say until "$f_until"; say actor "$f_actor"; say since "$f_since"; }

# A time as we write it, in whole seconds, as a number that can be compared.
moment() { # TIME
    moment=$(date -u -d "$1" +%Y%m%d%H%M%S 2>/dev/null) && [ "$(date -u -d "$1" +%Y-%m-%dT%H:%M:%SZ)" = "$1" ]
}
is_past() { moment "$1" && [ "$(date -u +%Y%m%d%H%M%S)" -ge "$moment" ]; }

# Does a note stand that stops such a job? Going back and recovering stay possible.
is_frozen() { # ACTION
    case $1 in deploy|promote|scale) ;; *) return 1;; esac
    load_freeze
    [ -n "$f_until" ] && ! is_past "$f_until"
}

cmd_freeze() { # REASON UNTIL ACTOR
    is_text "${1:-}" && is_text "${3:-}" || die 2 'freeze: REASON and ACTOR are a line of text each'
    moment "${2:-}" || die 2 'freeze: UNTIL is a time as 2026-11-28T08:00:00Z'
    ! is_past "$2" || die 2 'freeze: UNTIL is past'
    audit_add act - "$3" freeze "$1" "until-$2" || exit 73
    { say reason "$1"; say until "$2"; say actor "$3"; say since "$(now)"; } | replace_file "$STATE/freeze" ||
        die 73 "cannot write $STATE/freeze"
    load_freeze
    print_freeze
}

cmd_unfreeze() { # ACTOR
    is_text "${1:-}" || die 2 'unfreeze: bad actor'
    load_freeze
    [ -n "$f_until" ] || { say state free; exit 2; }
    audit_add act - "$1" unfreeze "$f_reason" lifted || exit 73
    rm -f "$STATE/freeze" || die 73 "cannot remove $STATE/freeze"
}
