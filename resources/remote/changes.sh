#!/bin/sh
# SPDX-FileCopyrightText: 2026 BouncePro Console contributors
# SPDX-License-Identifier: GPL-3.0-or-later
#
# changes.sh STACK FROM TO COMMIT...: what a deploy would change, and how far releases are apart. Changes nothing; sent by
# standard input. FROM is the commit that runs, TO the one that would arrive; each COMMIT is one of a release.
# Answers lines of TAB-separated fields:
#   commit HASH PARENTS       each commit of FROM..TO, newest first; then its files:
#   file STATUS PATH          A, M, D...; renames count as D and A; a merge has none
#   changed STATUS PATH       each file that differs between FROM and TO
#   distance COMMIT AHEAD BEHIND   commits that COMMIT has and FROM has not, and the other way round
# Paths that hold control characters are quoted as git quotes them. A commit that the checkout does not have has no line.
# Exit codes: 0 done, 1 no such directory, others are those of git.
set -u
stack=$1 from=$2 to=$3
shift 3
tab=$(printf '\t')
cd "$stack" || exit 1
here() { git -c safe.directory="$stack" -c core.quotePath=false "$@"; }
known() { here cat-file -e "$1^{commit}" 2>/dev/null; }

known "$from" || exit 0
if known "$to"; then
    here log -n 200 --no-renames --name-status --format="commit$tab%H$tab%P" "$from..$to" -- |
        sed "/^commit$tab/!s/^./file$tab&/; /^\$/d"
    here diff --no-renames --name-status "$from" "$to" -- | sed "s/^/changed$tab/"
fi
for commit; do
    ! known "$commit" || here rev-list --left-right --count "$commit...$from" | sed "s/^/distance$tab$commit$tab/"
done
exit 0
