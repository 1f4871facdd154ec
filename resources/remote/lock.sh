#!/bin/sh
# SPDX-FileCopyrightText: 2026 BouncePro Console contributors
# SPDX-License-Identifier: GPL-3.0-or-later

# STATE/lock and who holds it, sourced. flock(2) on descriptor 9: changes exclusive, backups shared. Every step
# inherits it, so it outlives a killed runner while a step works. Descriptor 8 is the same for one job: an
# exclusive flock on jobs/ID/alive.  holder/ID is information only: job action subject actor pid started
# boot, one key<TAB>value a line. It stays after a job until nobody holds the lock, so that a process
# left behind by a finished job can still be named.

# Takes STATE/lock as descriptor 9. False (75) when another job has it; tries for a second where no live holder
# is known, since a probe or a job that is just ending holds it for a moment.
take_lock() { # exclusive|shared
    tl_flag=-x; [ "$1" != shared ] || tl_flag=-s
    command exec 9<>"$STATE/lock" || die 73 "cannot open $STATE/lock"
    tl_left=20
    until flock -n "$tl_flag" 9; do
        tl_left=$((tl_left - 1))
        if [ "$tl_left" -le 0 ] || live_holder; then command exec 9<&-; return 1; fi
        sleep 0.05
    done
    [ "/proc/$$/fd/9" -ef "$STATE/lock" ] || die 73 'the lock was replaced while it was taken'
    # Alone with it: whatever holder/ says is past.
    [ "$1" = shared ] || rm -f "$STATE/holder"/*
}

# Is there a job, other than the one being started, that is not finished and lives?
live_holder() {
    for lh in "$STATE/holder"/*; do
        lh_id=${lh##*/}
        [ -e "$lh" ] && [ "$lh_id" != "${id:-}" ] || continue
        [ ! -e "$STATE/jobs/$lh_id/result" ] && is_held "$STATE/jobs/$lh_id/alive" && return 0
    done
    return 1
}

write_holder() { # ID PID
    boot_id
    { say job "$1"; say action "$j_action"; say subject "$j_subject"; say actor "$j_actor"
      say pid "$2"; say started "$(now)"; say boot "$boot"; } | replace_file "$STATE/holder/$1"
}

# One block a holder: job action subject actor since pid left. left yes: the job is over, something it started
# keeps the lock.  job<TAB>-: held, by whom is not known.
print_holders() {
    ph_any=
    for ph_left in no yes; do
        [ -z "$ph_any" ] || break
        for ph in "$STATE/holder"/*; do
            ph_id=${ph##*/}
            [ -e "$ph" ] && is_id "$ph_id" || continue
            if [ "$ph_left" = no ]; then
                [ ! -e "$STATE/jobs/$ph_id/result" ] && is_held "$STATE/jobs/$ph_id/alive" || continue
            fi
            ph_any=yes
            while IFS= read -r ph_line; do
                case $ph_line in
                    started"$T"*) say since "${ph_line#*"$T"}";;
                    boot"$T"*) ;;
                    *) printf '%s\n' "$ph_line";;
                esac
            done < "$ph"
            say left "$ph_left"
        done
    done
    [ -n "$ph_any" ] || say job -
}

# At the end of a job: gives the lock back, and its holder file unless someone still has the lock.
release_lock() {
    exec 9<&-
    ( exec 7<>"$STATE/lock" && flock -n -x 7 && rm -f "$STATE/holder"/* ) 2>/dev/null
    return 0
}

# lock<TAB>free|exclusive|shared, then the holders.
cmd_holder() {
    if ( exec 7<"$STATE/lock" && flock -n -x 7 ); then say lock free; return; fi
    if ( exec 7<"$STATE/lock" && flock -n -s 7 ); then say lock shared; else say lock exclusive; fi
    print_holders
}
