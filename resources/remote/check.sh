#!/bin/sh
# SPDX-FileCopyrightText: 2026 BouncePro Console contributors
# SPDX-License-Identifier: GPL-3.0-or-later

# check.sh STACK COMPOSE_FILE COMMIT RELEASE: whether a plan of a stack still holds. Fails where the checkout or the pin is
# another than the plan was made for (RELEASE - : not pinned), and prints what must be the same when the job begins.
stack=$1 compose_file=$2 commit=$3 release=$4
cd "$stack" || exit 1
now=$(git -c safe.directory="$stack" rev-parse HEAD) || exit 1
[ "$now" = "$commit" ] || { echo "The checkout is at $now, not at $commit."; exit 1; }
now=$(sed -n 's/^[[:space:]]*RELEASE[[:space:]]*=[[:space:]]*//p' .env 2>/dev/null | tail -n 1 | sed "s/[[:space:]]*\$//; s/^[\"']\\(.*\\)[\"']\$/\\1/")
[ "${now:--}" = "$release" ] || { echo "The pin is ${now:--}, not $release."; exit 1; }
for name in "$compose_file" .env .env.production; do
    [ ! -e "$name" ] || sha256sum "$name" || exit 1
done
