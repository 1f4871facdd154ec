# shellcheck shell=bash
# SPDX-FileCopyrightText: 2026 BouncePro Console contributors
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Bundles and job files that must be refused, and leave nothing.

R() { sh "$D/remote/receive.sh" "$@"; }
refused() { # CODE BYTES
    local code=0
    printf "$2" | R "$D/in/new" 2>/dev/null || code=$?
    is $code "$1" "exit for ${2:0:40}"
    is "$(ls -A "$D/in")" '' 'left'
}
case_bundle_whole() {
    mkdir "$D/in"
    printf '0640\t3\ta/b/c\na\nb600\t0\tempty\n0755\t4\tx\n\0\1\2\nend\n' | R "$D/in/new" || fail "exit $?"
    is "$(cd "$D/in/new" && stat -c '%n %a %s' a/b/c empty x | tr '\n' ' ')" 'a/b/c 640 3 empty 600 0 x 755 4 '
}
case_bundle_refused() {
    mkdir "$D/in"
    refused 65 ''
    refused 65 '0640\t10\ta\nshort'
    refused 65 '0640\t1\ta\nx'
    refused 65 '0640\t1\t../a\nxend\n'
    refused 65 '0640\t1\ta/../../b\nxend\n'
    refused 65 '0640\t1\t/etc/x\nxend\n'
    refused 65 '0640\t1\t\nxend\n'
    refused 65 '0640\t1\ta//b\nxend\n'
    refused 65 '0640\t1\t.\nxend\n'
    refused 65 '4755\t1\ta\nxend\n'
    refused 65 'u+s\t1\ta\nxend\n'
    refused 65 '0640\t-1\ta\nxend\n'
    refused 65 '0640\t1x\ta\nxend\n'
    refused 65 '0640 1 a\nxend\n'
    refused 65 '0640\t1\ta\tb\nxend\n'
    refused 65 '0640\t1\ta\nx0640\t1\ta\nyend\n'
    refused 65 'Welcome to this host!\n0640\t1\ta\nxend\n'
    refused 65 '0640\t1\ta\033b\nxend\n'
}
case_bundle_existing() {
    mkdir "$D/in"
    printf '0640\t1\ta\nxend\n' | R "$D/in/d" || fail first
    local code=0; printf '0640\t1\ta\nyend\n' | R "$D/in/d" 2>/dev/null || code=$?; is $code 17
    printf '0640\t1\ta\nyend\n' | R --content-addressed "$D/in/d" || fail 'content-addressed'
    is "$(cat "$D/in/d/a")" x
    is "$(ls -A "$D/in")" d
}
case_bundle_raced() {
    mkdir "$D/in"; local n
    for n in 1 2 3 4 5; do { printf '0640\t1\ta\n'; sleep 0.05; printf 'xend\n'; } | R --content-addressed "$D/in/d" & done; wait
    is "$(ls -A "$D/in") $(ls -A "$D/in/d")" 'd a'
}

bad_job() { # sed script on the job file
    plan "$(new_id)" 1; step 1 ': > $F/ran'
    sed -i "$1" "$B/job"
    local code=0; start > "$D/out" 2>&1 || code=$?
    is $code 2 "exit for $1"
    is "$(ls -A "$S/jobs")" '' 'left'
    [ ! -s "$S/audit" ] || fail 'audit touched'
}
case_job_file_refused() {
    bad_job 's/^format.*/format\t2/'
    bad_job '/^format/d'
    bad_job 's/^steps.*/steps\t2/'
    bad_job 's/^steps.*/steps\t0/'
    bad_job 's/^steps.*/steps\t01/'
    bad_job 's/^steps.*/steps\t1;reboot/'
    bad_job 's/^commit.*/commit\t2/'
    bad_job '/^commit/d'
    bad_job 's/^lock.*/lock\tmaybe/'
    bad_job 's/^action.*/action\t..\/x/'
    bad_job '/^actor/d;s/^subject.*/subject\t/'
    bad_job 's/^subject.*/subject\ta\tb/'
    bad_job 's/^workdir.*/workdir\trelative/'
    bad_job 's/^workdir.*/workdir\t\/no\/such\/folder/'
    bad_job '$a owner\tno-such-user-here'
    bad_job '$a owner\t-x'
    bad_job '$a surprise\t1'
    [ ! -e "$F/ran" ] || fail 'it ran'
}
case_job_with_files_of_the_runner_refused() {
    local name
    for name in result events runner cancel output.log bin; do
        plan "$(new_id)" 1; step 1 :; : > "$B/$name"
        local code=0; start 2>/dev/null || code=$?; is $code 2 "$name"
    done
}
case_start_twice_with_one_id() {
    plan "$(new_id)" 1; step 1 :; started; ended
    local code=0; start 2>/dev/null || code=$?; is $code 17; whole succeeded
}
case_start_with_a_cut_bundle() {
    plan "$(new_id)" 1; step 1 :
    local code=0; bundle | head -n 4 | J start "$S" "$ID" 2>/dev/null || code=$?
    is $code 65; is "$(ls -A "$S/jobs")" ''; within 2 lock_free
}
case_usage() {
    local code=0; J 2>/dev/null || code=$?; is $code 2
    code=0; J dance "$S" 2>/dev/null || code=$?; is $code 2
    code=0; J list relative 2>/dev/null || code=$?; is $code 2
    code=0; J list "$D/none" 2>/dev/null || code=$?; is $code 73
    is "$(J list "$S")" ''
}
