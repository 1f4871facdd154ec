#!/bin/sh
# SPDX-FileCopyrightText: 2026 BouncePro Console contributors
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Closes the site for all but some, and opens it again, by files in nginx/local that the kit's nginx includes; deploy.sh sources
# this behind switch.sh.
#   close ACTOR REASON ADDRESS...   ADDRESS, also of a network, goes on seeing the site
#   reopen
#   unclose                         the files as they were before this job
closed=$local/maintenance.map excused=$local/maintenance.conf note=$local/maintenance.txt
local_files() { printf '%s\n' "$closed" "$excused" "$note"; }

close_site() {
    actor=$1 reason=$2
    shift 2
    save_local || return
    {
        # shellcheck disable=SC2016 # nginx expands it
        printf 'geo $maintenance_for {\n    default closed;\n'
        for address; do printf '    %s open;\n' "$address"; done
        printf '}\n'
    } >"$JOB_DIR/excused" || return
    # shellcheck disable=SC2016 # nginx expands it
    replace "$excused" cat "$JOB_DIR/excused" && replace "$closed" echo 'live $maintenance_for;' &&
        replace "$note" printf '%s\t%s\t%s\n' "$(date -u +%Y-%m-%dT%H:%M:%SZ)" "$actor" "$reason" || return
    if ! proxy nginx -t -q; then
        take_local
        die 1 "nginx refuses its new configuration, and goes on with the one it has"
    fi
    proxy nginx -s reload && echo "the site is closed, but for ${*:-nobody}"
}

reopen_site() {
    save_local || return
    for path in $(local_files); do rm -f "$path"; done
    reload && echo 'the site is open'
}
