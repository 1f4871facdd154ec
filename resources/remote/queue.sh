#!/bin/sh
# SPDX-FileCopyrightText: 2026 BouncePro Console contributors
# SPDX-License-Identifier: GPL-3.0-or-later

# wait STATE TICKET ACTOR: waits in order for the lock. Sourced by job.sh.
#   position<TAB>N           at first and on change: 1 is next; then the holders' blocks where the lock is held, then  end
#   H                        every 10 s
#   granted                  its turn: then it exits 0. It does not take the lock: start within GRANT seconds.
# A place is STATE/queue/NUMBER-TICKET, held by flock while its waiter lives; others sweep away what nobody holds. One that
# was granted counts for GRANT seconds more, or until a job of its actor has started. The same TICKET keeps its place.

GRANT=60

up() { read -r up _ < /proc/uptime; up=${up%.*}; }

# Does anybody wait with it, or may somebody who was granted it still come?
is_place() { # FILE
    is_held "$1" && return 0
    granted='' at=''
    { read -r _ && IFS=$T read -r granted at; } < "$1" 2>/dev/null
    [ "$granted" = granted ] && is_number "$at" || return 1
    up
    [ "$up" -ge "$at" ] && [ $((up - at)) -lt "$GRANT" ]
}

# position: how many places are before ours, and ours. Sweeps those of the dead.
count_places() {
    position=1
    for place in "$STATE/queue"/[0-9]*; do
        [ "$place" != "$mine" ] || return 0
        if is_place "$place"; then position=$((position + 1)); else rm -f "$place"; fi
    done
    return 1    # ours is gone
}

# mine: our place, held as descriptor 7; made at the end of the queue where there is none.
take_place() { # TICKET ACTOR
    exec 6<>"$STATE/queue/.lock" && flock -w 10 -x 6 || die 73 "cannot lock $STATE/queue"
    mine='' last=0
    for place in "$STATE/queue"/[0-9]*; do
        [ -e "$place" ] || continue
        name=${place##*/}
        last=${name%%-*}
        [ "${name#*-}" != "$1" ] || mine=$place
    done
    while [ "${last#0}" != "$last" ]; do last=${last#0}; done
    [ -n "$mine" ] || mine=$STATE/queue/$(printf '%08d' $((${last:-0} + 1)))-$1
    command exec 7<>"$mine" || die 73 "cannot write $mine"
    flock -w 2 -x 7 || die 75 'somebody waits with this ticket already'
    printf '%s\n' "$2" > "$mine" || die 73 "cannot write $mine"
    exec 6>&-
}

cmd_wait() { # TICKET ACTOR
    case ${1:-} in ''|*[!0-9a-f]*|?????????????????????????????????*) die 2 'wait: TICKET is up to 32 hexadecimal digits';; esac
    is_text "${2:-}" || die 2 'wait: bad actor'
    [ -d "$STATE/queue" ] || mkdir "$STATE/queue" 2>/dev/null || [ -d "$STATE/queue" ] || die 73 "cannot make $STATE/queue"
    take_place "$1" "$2"
    exec 2>/dev/null    # a reader that went away is no error to report
    trap 'rm -f "$mine"' EXIT
    trap 'exit 0' HUP INT TERM PIPE
    shown='' ticks; beat=$tk
    while :; do
        count_places || { take_place "$1" "$2"; continue; }
        free=
        ( exec 9<>"$STATE/lock" && flock -n -x 9 ) && free=yes
        if [ "$position" -eq 1 ] && [ -n "$free" ]; then
            up
            printf '%s\ngranted\t%s\n' "$2" "$up" > "$mine" && printf 'granted\n' || exit 0
            trap - EXIT
            exit 0
        fi
        news=$(say position "$position"; [ -n "$free" ] || print_holders)
        if [ "$news" != "$shown" ]; then
            shown=$news
            printf '%s\nend\n' "$news" || exit 0
        fi
        ticks
        if [ $((tk - beat)) -ge 1000 ]; then beat=$tk; printf 'H\n' || exit 0; fi
        sleep 0.5 7>&-
    done
}

# A job of that actor has the lock: what was granted has been used.
use_grant() { # ACTOR
    for place in "$STATE/queue"/[0-9]*; do
        [ -e "$place" ] || continue
        who='' granted=''
        { IFS= read -r who && IFS=$T read -r granted _; } < "$place" 2>/dev/null
        [ "$who" != "$1" ] || [ "$granted" != granted ] || rm -f "$place"
    done
}
