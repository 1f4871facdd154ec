# shellcheck shell=bash
# SPDX-FileCopyrightText: 2026 BouncePro Console contributors
# SPDX-License-Identifier: GPL-3.0-or-later
#
# The frames of follow.

# Takes the frames apart: output to FILE.out, event lines to FILE.ev, states to FILE.st, result to FILE.res.
unframe() { # FILE
    python3 - "$1" <<'PY' || fail 'frames'
import sys
p = sys.argv[1]; d = open(p, 'rb').read(); i = 0
out = open(p + '.out', 'ab'); ev = open(p + '.ev', 'a'); st = open(p + '.st', 'a'); res = open(p + '.res', 'a')
while i < len(d):
    e = d.index(b'\n', i); l = d[i:e].decode(); i = e + 1
    if l.startswith('O '):
        _, o, n = l.split(' '); assert int(o) == out.tell(), (o, out.tell()); out.write(d[i:i + int(n)]); i += int(n)
    elif l.startswith('E\t'): ev.write(l[2:] + '\n')
    elif l.startswith('S\t'): st.write(l[2:] + '\n')
    elif l == 'R': res.write(d[i:].decode()); break
    else: assert l == 'H', l
PY
}

case_follow_from_the_start_and_after_the_end() {
    plan "$(new_id)" 2; step 1 'echo a; sleep 0.5; printf b'; step 2 'echo c; exit 3' 'echo u'
    started; J follow "$S" "$ID" 0 0 > "$D/live" || fail "follow $?"
    J follow "$S" "$ID" 0 0 > "$D/late" || fail "follow $?"
    for f in live late; do
        unframe "$D/$f"
        cmp "$D/$f.out" "$S/jobs/$ID/output.log" && cmp "$D/$f.ev" "$S/jobs/$ID/events" && cmp "$D/$f.res" "$S/jobs/$ID/result" || fail $f
        is "$(tail -n 1 "$D/$f.st")" failed-restored
    done
    is "$(head -n 1 "$D/live.st")" running
    is "$(cat "$D/late.st")" failed-restored
}
case_follow_resumes() {
    plan "$(new_id)" 2; step 1 'for i in 1 2 3 4 5 6 7 8; do echo line $i; sleep 0.1; done'; step 2 'echo last'
    started
    local at=0 seq=0 n
    for n in 1 2 3 4 5 6 7 8 9; do
        timeout 0.3 sh "$D/remote/job.sh" follow "$S" "$ID" $at $seq > "$D/part.raw"
        # only whole frames count
        cp "$D/part.raw" "$D/part"; touch "$D/all.ev"
        python3 - "$D" <<'PY'
import sys; D = sys.argv[1]; d = open(D + '/part', 'rb').read(); i = 0
o = open(D + '/all.out', 'ab'); e = open(D + '/all.ev', 'a')
while i < len(d):
    k = d.find(b'\n', i)
    if k < 0: break
    l = d[i:k].decode()
    if l.startswith('O '):
        n = int(l.split(' ')[2])
        if k + 1 + n > len(d): break
        o.write(d[k + 1:k + 1 + n]); i = k + 1 + n; continue
    if l.startswith('E\t'): e.write(l[2:] + '\n')
    if l == 'R': break
    i = k + 1
PY
        at=$(stat -c %s "$D/all.out") seq=$(tail -n 1 "$D/all.ev" | cut -f1); seq=${seq:-0}
    done
    ended; J follow "$S" "$ID" "$at" "$seq" > "$D/part"
    grep -q '^E' "$D/part" && sed -n 's/^E\t//p' "$D/part" >> "$D/all.ev"
    cmp "$D/all.ev" "$S/jobs/$ID/events" || fail 'events'
    head -c "$at" "$S/jobs/$ID/output.log" | cmp - "$D/all.out" || fail 'output'
}
case_follow_shows_news_soon() {
    plan "$(new_id)" 1; step 1 'while [ ! -e $F/go ]; do sleep 0.01; done; echo now; sleep 3'
    started; J follow "$S" "$ID" 0 0 > "$D/live" & local p=$!
    within 3 grep -q '^E' "$D/live"
    local began=${EPOCHREALTIME/./}; : > "$F/go"; within 3 grep -q '^now' "$D/live"
    local took=$(( (${EPOCHREALTIME/./} - began) / 1000 )); [ $took -lt 900 ] || fail "$took ms"
    kill $p; J cancel "$S" "$ID" a > "$D/out"; ended; echo "$took ms"
}
case_follow_of_an_interrupted_job_ends() {
    plan "$(new_id)" 1; marking 1 'sleep 0.5; echo before; kill -9 $PPID'
    started; J follow "$S" "$ID" 0 0 > "$D/live" || fail "follow $?"
    is "$(tail -n 1 "$D/live")" 'S	interrupted'
    unframe "$D/live"; cmp "$D/live.out" "$S/jobs/$ID/output.log" || fail output
}
case_follow_ends_when_nobody_reads() {
    plan "$(new_id)" 1; step 1 'while [ ! -e $F/go ]; do echo x; sleep 0.1; done'
    started
    sh -c 'trap "" PIPE; sh "$0" follow "$1" "$2" 0 0; : > "$3"' "$D/remote/job.sh" "$S" "$ID" "$D/done" 2>/dev/null | head -n 1 >/dev/null
    within 5 test -e "$D/done"
    : > "$F/go"; ended
}
case_follow_refuses_bad_offsets() {
    plan "$(new_id)" 1; step 1 :; started; ended
    local code=0; J follow "$S" "$ID" x 0 2>/dev/null || code=$?; is $code 2
    code=0; J follow "$S" "$ID" 0 -1 2>/dev/null || code=$?; is $code 2
}
