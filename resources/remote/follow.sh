#!/bin/sh
# SPDX-FileCopyrightText: 2026 BouncePro Console contributors
# SPDX-License-Identifier: GPL-3.0-or-later

# follow STATE ID OUTPUT_OFFSET EVENT_SEQ: frames until the job is over. Sourced by job.sh.
#   S<TAB>state              at first while it runs, and on change
#   O <offset> <n>           and n bytes of output.log from offset
#   E<TAB>event line         each with a sequence above EVENT_SEQ
#   H                        every 10 s
#   R                        and the lines of result; then it exits 0. After S interrupted it exits 0 without.
# An end event comes after the output that the step wrote before it. Give the offsets of the last frames to go on.

cmd_follow() { # OFFSET SEQ
    offset=${1:-0} sequence=${2:-0} shown=
    case $offset in ''|*[!0-9]*) die 2 'follow: bad offset';; esac
    is_number "$sequence" || die 2 'follow: bad sequence'
    exec 2>/dev/null    # a reader that went away is no error to report
    load_state "$dir"
    case $state in pending|running|undoing) show_state "$state" || exit 0;; esac
    ticks; beat=$tk look_at=$((tk + 100))
    while :; do
        over=
        if [ -e "$dir/result" ]; then over=yes; fi
        news=
        [ ! -e "$dir/events" ] || read_news
        show_output || exit 0
        if [ -n "$news" ]; then printf '%s' "$news" || exit 0; fi
        ticks
        if [ -n "$over" ]; then
            load_result "$dir"
            show_state "$r_state" || exit 0
            printf 'R\n' && cat "$dir/result"
            exit 0
        fi
        if [ "$tk" -ge "$look_at" ] || [ -n "$news" ]; then
            look_at=$((tk + 100))
            load_state "$dir"
            if [ ! -e "$dir/result" ]; then
                if [ "$state" = interrupted ]; then
                    # What was written between our reading and its end.
                    news=; [ ! -e "$dir/events" ] || read_news
                    show_output || exit 0
                    printf '%s' "$news"
                fi
                show_state "$state" || exit 0
                [ "$state" != interrupted ] || exit 0
            fi
        fi
        if [ $((tk - beat)) -ge 1000 ]; then beat=$tk; printf 'H\n' || exit 0; fi
        sleep 0.1
    done
}

show_state() {
    [ "$1" != "$shown" ] || return 0
    shown=$1
    printf 'S\t%s\n' "$1"
}

# The whole lines that are new.
read_news() {
    while IFS= read -r line; do
        seq=${line%%"$T"*}
        is_number "$seq" && [ "$seq" -gt "$sequence" ] || continue
        case $line in *"$T"*"$T"*"$T"*"$T"*"$T"*) ;; *) continue;; esac
        sequence=$seq
        news="${news}E$T$line
"
    done < "$dir/events"
}

show_output() {
    size=$(stat -c %s "$dir/output.log") || return 0
    while [ "$offset" -lt "$size" ]; do
        part=$((size - offset))
        [ "$part" -le 262144 ] || part=262144
        printf 'O %s %s\n' "$offset" "$part" || return 1
        dd if="$dir/output.log" bs=65536 iflag=skip_bytes,count_bytes,fullblock skip="$offset" count="$part" status=none || return 1
        offset=$((offset + part))
    done
}
