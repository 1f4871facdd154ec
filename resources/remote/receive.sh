#!/bin/sh
# SPDX-FileCopyrightText: 2026 BouncePro Console contributors
# SPDX-License-Identifier: GPL-3.0-or-later

# receive.sh [--content-addressed] DIR: makes DIR from a bundle on standard input, whole or not at all. Stands
# alone, so that it can be sent to a server that has nothing yet (send the bundle only after it answered
# ready: a shell that reads a script from a pipe may read ahead).
#
# Bundle: for each file the line  mode<TAB>bytes<TAB>relative path  and exactly that many bytes; at last the
# line  end. Mode is octal, no special bits. Paths: no leading /, no empty, . or .. part, no control character.
# It is written to DIR.tmp-PID, synced, renamed. With --content-addressed an existing DIR is the same one: 0.
#
# Exit: 0 ok, 2 bad usage, 17 DIR exists, 65 bundle cut short or refused, 73 cannot be written (disk, rights).

export LC_ALL=C
umask 007
same=
if [ "${1:-}" = --content-addressed ]; then same=yes; shift; fi
dir=${1:-}
T='	'
case $dir in /*[!/]) ;; *) echo 'receive.sh: DIR must be an absolute path' >&2; exit 2;; esac
tmp=$dir.tmp-$$
fail() { echo "receive.sh: $2" >&2; exit "$1"; }
drain() { cat >/dev/null; }

if [ -e "$dir" ]; then
    drain
    [ -z "$same" ] || exit 0
    fail 17 "exists: $dir"
fi
trap 'rm -rf "$tmp"' EXIT
trap 'exit 65' HUP INT TERM PIPE
mkdir -p "${dir%/*}" && mkdir "$tmp" || fail 73 "cannot make $tmp"

while :; do
    IFS= read -r line || fail 65 'bundle cut short'
    [ "$line" != end ] || break
    case $line in *"$T"*"$T"*"$T"*) fail 65 'bad header';; *"$T"*"$T"*) ;; *) fail 65 'bad header';; esac
    mode=${line%%"$T"*} path=${line##*"$T"} size=${line#*"$T"} size=${size%%"$T"*}
    case $mode in [0-7][0-7][0-7]|0[0-7][0-7][0-7]) ;; *) fail 65 'bad mode';; esac
    case $size in ''|*[!0-9]*|???????????*) fail 65 'bad size';; esac
    case /$path/ in *//*|*/./*|*/../*|*[[:cntrl:]]*) fail 65 'bad path';; esac
    [ "${#path}" -le 512 ] || fail 65 'bad path'
    case $path in */*) [ -d "$tmp/${path%/*}" ] || mkdir -p "$tmp/${path%/*}" || fail 73 "cannot make a folder for $path";; esac
    [ ! -e "$tmp/$path" ] || fail 65 "twice in the bundle: $path"
    # One process a file: born with its mode, synced with the others. What is cut short here has no next line.
    mode=${mode#0} user=${mode%??} group=${mode#?} group=${group%?} other=${mode##??}
    (umask "$((7 - user))$((7 - group))$((7 - other))"; exec head -c "$size" > "$tmp/$path") || fail 73 "cannot write $path"
    case $mode in *[1357]*) chmod "$mode" "$tmp/$path" || fail 73 "cannot write $path";; esac
done
find "$tmp" -exec sync {} + || fail 73 "cannot sync $tmp"
if ! mv -T "$tmp" "$dir" 2>/dev/null; then
    [ -e "$dir" ] || fail 73 "cannot rename to $dir"
    [ -n "$same" ] || fail 17 "exists: $dir"
fi
exit 0
