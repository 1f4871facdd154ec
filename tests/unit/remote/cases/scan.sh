# shellcheck shell=bash
# SPDX-FileCopyrightText: 2026 BouncePro Console contributors
# SPDX-License-Identifier: GPL-3.0-or-later
#
# The scan for secrets, with a docker of the case's own; see deploy.sh.

scan() { # KEY=FORM...
    {
        echo "secrets() { cat <<'END-OF-SECRETS'"
        local word; for word; do printf '%s\t%s\n' "${word%%=*}" "$(printf %s "${word#*=}" | base64 -w 0)"; done
        printf 'END-OF-SECRETS\n}\n'
        cat "$REMOTE/scan.sh"
    } | sh -s -- "$D/stack" shop > "$D/out"
}
found() { sed -n 's/^found\t//p' "$D/out" | grep -v '^process' | tr '\t\n' ' ;'; }
stack_with_secrets() {
    docker_that 'case "$*" in
        "ps "*) echo c1 ;;
        "inspect --format {{slice .Name 1}} c1") echo shop-payload-1 ;;
        "inspect --format {{range"*) echo "note=has planted-in-label" ;;
        "inspect --format {{.Path}}"*) printf "node\n--key=planted-in-argument\n" ;;
        "inspect --format {{.Config.Image}} c1") echo p:r1 ;;
        "inspect --format {{.Image}} c1") echo sha256:1 ;;
        "history "*) echo "RUN build planted-in-image" ;;
    esac'
    # The folders above are as mktemp makes them: closed.
    printf 'services: {a: {environment: {X: planted.in*compose}}}\n' > "$D/stack/compose.yml"
    git init -q -b main "$D/stack"
    echo planted-in-commit > "$D/stack/old"
    git -C "$D/stack" add . && git -C "$D/stack" -c user.name=a -c user.email=a@b commit -q -m first
    git -C "$D/stack" rm -q old && git -C "$D/stack" -c user.name=a -c user.email=a@b commit -q -m 'planted-in-message'
}
case_scan_finds_each_place() {
    stack_with_secrets
    echo planted-in-file > "$D/stack/open"; echo planted-in-file > "$D/stack/closed"; chmod 600 "$D/stack/closed"
    mkdir -m 700 "$D/stack/below"; echo planted-in-file > "$D/stack/below/open"; chmod 644 "$D/stack/below/open"
    local first second
    first=$(git -C "$D/stack" rev-list HEAD | tail -n 1) second=$(git -C "$D/stack" rev-parse HEAD)
    scan A=planted.in*compose B=planted-in-commit C=planted-in-message D=planted-in-label E=planted-in-argument F=planted-in-image G=planted-in-file H=planted-nowhere || fail "exit $?"
    local parent=$D open=yes; while [ "$parent" != / ]; do case $(stat -c %A "$parent") in *x|*t) ;; *) open='' ;; esac; parent=$(dirname "$parent"); done
    is "$(found)" "compose compose.yml A;commit $second B;commit $second C;commit $first A;commit $first B;${open:+file compose.yml A;file open G;}label shop-payload-1 D;argument shop-payload-1 E;image p:r1 F;"
    is "$(tail -n 1 "$D/out" | cut -f 1,2)" "$(printf 'scanned\t2')"
    grep -q planted "$D/out" && fail 'a value is told'
    is "$(ls -A "$TMPDIR" | xargs)" '' left
}
# Every form of a value counts for its key, and a part of a value for nothing.
case_scan_knows_forms() {
    docker_that 'exit 1'
    printf 'x: cGxhbnRlZA\n' > "$D/stack/compose.yml"
    scan A=planted A=cGxhbnRlZA B=cGxhbnRlZAA || fail "exit $?"
    is "$(found | sed 's/file.*//')" 'compose compose.yml A;'
    scan || fail "exit $? without secrets"
    is "$(cat "$D/out")" "$(printf 'scanned\t0\t0')"
}
case_scan_sees_processes() {
    docker_that 'exit 1'
    (exec -a "planted-for-$SH" sleep 30) & local pid=$!
    within 5 grep -q planted "/proc/$pid/cmdline"
    scan "A=planted-for-$SH" || fail "exit $?"
    kill "$pid"
    is "$(grep -c "^found${T:-	}process.*($pid)${T:-	}A$" "$D/out")" 1
    # Those of the scan itself hold none.
    is "$(grep -c '^found' "$D/out")" 1 'places'
}
