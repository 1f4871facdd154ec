#!/bin/sh
# SPDX-FileCopyrightText: 2026 BouncePro Console contributors
# SPDX-License-Identifier: GPL-3.0-or-later
# The audit: STATE/audit, append-only, one record a line, sourced. Ten fields joined by TAB:
#   seq utc kind(begin|end|act) job actor action subject outcome prev hash
# seq counts whole records from 1; outcome is - for begin, a state for end, a word for act; prev is the hash of the
# last whole line before (64 zeros at first); hash is the SHA-256 of the nine fields before it joined by TAB.
# A torn last line (a crash in the middle of a write) is closed with a newline and stays a line of its own;
# the next record goes on from the last whole line (its number, its hash), so only the torn line is broken.

ZEROS=0000000000000000000000000000000000000000000000000000000000000000
WHOLE='^[0-9]+(\t[^\t]+){8}\t[0-9a-f]{64}$'

# Appends one record; with "once", not if the job has one of that kind already. 73 when it cannot.
audit_add() ( # KIND JOB ACTOR ACTION SUBJECT OUTCOME [once]
    file=$STATE/audit
    exec 7<>"$STATE/audit.lock" || exit 73
    flock -w 10 -x 7 || exit 73
    [ -e "$file" ] || : > "$file" || exit 73
    if [ "${7:-}" = once ] && grep -qF "$T$1$T$2$T" "$file"; then exit 0; fi
    if [ -n "$(tail -c 1 "$file")" ]; then printf '\n' >> "$file" || exit 73; fi
    size=$(stat -c %s "$file") || exit 73
    [ "$1" != begin ] || reserve "$file" "$size" 8192
    # Each part is checked: a command that fails here must not end up as a wrong record.
    last=$(tail -n 200 "$file") || exit 73
    last=$(printf '%s\n' "$last" | sed -nE "/$WHOLE/h;\${g;p}") || exit 73
    seq=${last%%"$T"*} prev=${last##*"$T"}
    seq=$((${seq:-0} + 1))
    utc=$(now) || exit 73
    line="$seq$T$utc$T$1$T$2$T$3$T$4$T$5$T$6$T${prev:-$ZEROS}"
    hash=$(printf '%s' "$line" | sha256sum) || exit 73
    { printf '%s\t%s\n' "$line" "${hash%% *}" >> "$file" && sync "$file"; } 2>/dev/null && exit 0
    truncate -s "$size" "$file"     # a half record of our own that nobody has seen
    warn "the audit cannot be written: $file"
    exit 73
)

# outcome: that of the job's end record. False when there is none.
audit_outcome() {
    outcome=$(grep -F "${T}end$T$1$T" "$STATE/audit" 2>/dev/null | sed -nE "/$WHOLE/{s/\t[^\t]*\t[^\t]*\$//;s/.*\t//p;q}")
    [ -n "$outcome" ]
}

# Prints ok<TAB>count<TAB>head hash, or one line broken<TAB>line<TAB>edited|deleted|reordered|torn|cut-off|rewritten
# for each broken line (exit 1). With the SEQ and HASH of a record seen earlier, a chain cut off or rewritten is noticed.
audit_verify() { # [SEQ HASH]; ends the shell
    file=$STATE/audit
    [ -e "$file" ] || : > "$file" 2>/dev/null
    work=$(mktemp -d) || exit 73
    trap 'rm -rf "$work"' EXIT
    trap 'exit 73' HUP INT TERM PIPE
    flock -w 10 -s 7 7<"$STATE/audit.lock" 2>/dev/null
    cat "$file" > "$work/all" || exit 73
    n=0 broken=0 next=1 prev=$ZEROS seen='' known=${1:-0}
    torn=" $(sed -nE "/$WHOLE/!=" "$work/all" | tr '\n' ' ')"
    while :; do
        # A block of payloads as files, hashed by one process.
        rm -f "$work"/p.*; i=0; first=$((n + 1))
        tail -n +"$first" "$work/all" | head -n 1000 > "$work/block"
        [ -s "$work/block" ] || break
        while IFS= read -r line || [ -n "$line" ]; do
            i=$((i + 1)); printf '%s' "${line%"$T"*}" > "$work/p.$i"
        done < "$work/block"
        j=0
        while [ "$j" -lt "$i" ]; do j=$((j + 1)); printf '%s\0' "$work/p.$j"; done > "$work/names"
        xargs -0 sha256sum < "$work/names" > "$work/sums"
        exec 3< "$work/sums"
        while IFS= read -r line || [ -n "$line" ]; do
            n=$((n + 1)); read -r sum _ <&3; verify_line
        done < "$work/block"
        exec 3<&-
    done
    if [ $# -eq 2 ]; then
        if [ -z "$seen" ]; then [ "$1" -eq 0 ] || report "$((n + 1))" cut-off
        elif [ "$seen" != "$2" ]; then report "$1" rewritten
        fi
    fi
    [ "$broken" -eq 0 ] || exit 1
    printf 'ok\t%s\t%s\n' "$n" "$prev"
    exit 0
}

report() { broken=$((broken + 1)); printf 'broken\t%s\t%s\n' "$1" "$2"; }

# One line of the chain: n, line, sum (of its payload) in; prev, seen, next kept for the next.
verify_line() {
    case $torn in *" $n "*) report "$n" torn; return;; esac
    hash=${line##*"$T"} payload=${line%"$T"*}
    seq=${line%%"$T"*} link=${payload##*"$T"}
    [ "$seq" != "$known" ] || seen=$hash
    if [ "$hash" != "$sum" ]; then
        report "$n" edited
    elif [ "$seq" -lt "$next" ]; then
        report "$n" reordered
    elif [ "$seq" -gt "$next" ]; then
        if grep -q "^$next$T" "$work/all"; then report "$n" reordered; else report "$n" deleted; fi
    elif [ "$link" != "$prev" ]; then
        report "$n" edited
    fi
    prev=$hash next=$((seq + 1))
}
