#!/bin/sh
# SPDX-FileCopyrightText: 2026 BouncePro Console contributors
# SPDX-License-Identifier: GPL-3.0-or-later

# state.sh STACK PROJECT SHA look|none|sudo|root: finds the state directory of a stack, or makes it. Stands alone;
# it is sent by standard input to servers that have nothing yet.
#   look   only looks; answers nothing where there is none
#   none   makes STACK/.bouncepro;  sudo, root   make /var/lib/bouncepro/PROJECT
# The directory is 2770 and of the group bouncepro where there is one, else docker, else the caller's own.
# Answers  state<TAB>PATH  and  bin<TAB>present|absent  (is bin/SHA there?). Exit: 0 ok, 2 usage, 73 cannot be made.

export LC_ALL=C
umask 007
stack=${1:-} project=${2:-} sha=${3:-} privilege=${4:-}
case $stack in /*) ;; *) echo 'state.sh: STACK must be an absolute path' >&2; exit 2;; esac
case $project in ''|.*|*[!A-Za-z0-9._-]*) echo 'state.sh: bad PROJECT' >&2; exit 2;; esac
case $sha in ''|*[!0-9a-f]*) echo 'state.sh: bad SHA' >&2; exit 2;; esac
system=/var/lib/bouncepro/$project local=$stack/.bouncepro

as_root=
case $privilege in
    look|none) ;;
    root) [ "$(id -u)" -eq 0 ] || privilege=none;;
    sudo) [ "$(id -u)" -eq 0 ] || as_root='sudo -n';;
    *) echo 'state.sh: look, none, sudo or root' >&2; exit 2;;
esac

state=
for path in "$system" "$local"; do
    if [ -d "$path" ]; then state=$path; break; fi
done
if [ -z "$state" ]; then
    [ "$privilege" != look ] || exit 0
    [ -d "$stack" ] || { echo "state.sh: no directory $stack" >&2; exit 73; }
    for group in bouncepro docker "$(id -gn)"; do
        getent group "$group" >/dev/null 2>&1 && break
    done
    if [ "$privilege" = none ]; then
        state=$local
        mkdir "$state" 2>/dev/null || [ -d "$state" ] || mkdir "$state" || exit 73    # another may make it at the same time
        chgrp "$group" "$state" 2>/dev/null    # not a member: stays the caller's own
        # Out of sight of git status, and safe from git clean without -x.
        exclude=$stack/.git/info/exclude
        [ ! -d "$stack/.git/info" ] || grep -qxF /.bouncepro/ "$exclude" 2>/dev/null || printf '/.bouncepro/\n' >> "$exclude"
    else
        state=$system
        $as_root mkdir -p -m 755 /var/lib/bouncepro && { $as_root mkdir "$state" 2>/dev/null || [ -d "$state" ] || $as_root mkdir "$state"; } || exit 73
        $as_root chgrp "$group" "$state" || exit 73
    fi
    $as_root chmod 2770 "$state" || exit 73
fi
printf 'state\t%s\n' "$state"
if [ -d "$state/bin/$sha" ]; then printf 'bin\tpresent\n'; else printf 'bin\tabsent\n'; fi
