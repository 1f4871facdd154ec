# shellcheck shell=bash
# SPDX-FileCopyrightText: 2026 BouncePro Console contributors
# SPDX-License-Identifier: GPL-3.0-or-later
#
# The scripts themselves.

case_shellcheck() {
    command -v shellcheck >/dev/null || skip 'no shellcheck'
    [ "$SH" = dash ] || skip 'once is enough'
    (cd "$REMOTE" && shellcheck -s sh audit.sh control.sh check.sh follow.sh freeze.sh incident.sh job.sh jobstate.sh lib.sh lock.sh pending.sh queue.sh receive.sh runner.sh scheduler.sh start.sh state.sh step.sh) || fail findings
}
case_every_script_parses() {
    local file; for file in "$REMOTE"/*.sh; do sh -n "$file" || fail "$file"; done
}
case_small_files() {
    local file; for file in "$REMOTE"/*.sh; do case $file in */deploy.sh|*/probe.sh) continue;; esac; [ "$(wc -l < "$file")" -le 300 ] || fail "$file is too long"; done
}
case_state_directory_is_found_and_made() {
    mkdir "$D/stack"; local sha=abc123
    is "$(sh "$REMOTE/state.sh" "$D/stack" "shop$$" $sha look)" ''
    is "$(sh -s -- "$D/stack" "shop$$" $sha none < "$REMOTE/state.sh" | tr '\n' ' ')" "state	$D/stack/.bouncepro bin	absent "
    is "$(stat -c %a "$D/stack/.bouncepro")" 2770
    printf '0640\t1\ta\nxend\n' | sh "$REMOTE/receive.sh" --content-addressed "$D/stack/.bouncepro/bin/$sha" || fail receive
    is "$(sh "$REMOTE/state.sh" "$D/stack" "shop$$" $sha look | tail -n 1)" 'bin	present'
    local code=0; sh "$REMOTE/state.sh" "$D/stack" ../x $sha look 2>/dev/null || code=$?; is $code 2
}
