# shellcheck shell=bash
# SPDX-FileCopyrightText: 2026 BouncePro Console contributors
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Redaction, and where a secret is not.

SECRET='Zk9/pa+ss$w0rd'
with_secret() {
    mkdir "$B/secret"; printf '%s' "$SECRET" > "$B/secret/value"
    { printf 's/%s/[redacted]/g\n' 'Zk9\/pa+ss\$w0rd'
      printf 's/%s/[redacted]/g\n' "$(printf %s "$SECRET" | base64 | sed 's#/#\\/#g')"
      printf 's/%s/[redacted]/g\n' 'Zk9%2Fpa%2Bss%24w0rd'; } > "$B/redact"
}
hunt() { # any trace in STATE; never in grep's own arguments, which the case beside this one looks through
    grep -rlF -f <(printf '%s\n' "$SECRET" "$(printf %s "$SECRET" | base64)" 'Zk9%2Fpa%2Bss%24w0rd') "$S"
}
LEAK='v=$(cat "$JOB_DIR/secret/value"); echo "raw $v"; printf "err %s\n" "$v" >&2; printf "b64 "; printf %s "$v" | base64; printf "pct "; printf "%s\n" "$v" | sed "s#/#%2F#g; s#+#%2B#g; s#[\$]#%24#g"; printf "end $v"'

case_secret_is_redacted_and_gone() {
    plan "$(new_id)" 2; step 1 "$LEAK; sleep 0.4" "$LEAK"; step 2 "$LEAK; exit 1" "$LEAK"; with_secret
    ( umask 077; printf '%s\n' "$SECRET" > "$D/needle"
      while [ ! -e "$D/stop" ]; do
        cat /proc/[0-9]*/cmdline /proc/[0-9]*/environ 2>/dev/null | grep -aqF -f "$D/needle" && echo argv >> "$D/seen"
        find "$S" -type f -perm /077 -exec grep -lF -f "$D/needle" {} + >> "$D/seen" 2>/dev/null
        sleep 0.05
      done ) & local p=$!
    started; ended; : > "$D/stop"; wait $p
    [ ! -s "$D/seen" ] || fail "seen: $(sort -u "$D/seen")"
    whole failed-restored
    hunt && fail 'the secret is left'
    is "$(grep -o 'raw \[redacted\]' "$S/jobs/$ID/output.log" | wc -l)" 4
    is "$(grep -o '\[redacted\]' "$S/jobs/$ID/output.log" | wc -l)" 20 'values redacted'
}
case_secret_gone_after_a_crash_and_recover() {
    plan "$(new_id)" 2; step 1 "$LEAK" "$LEAK"; step 2 "$LEAK; kill -9 \$PPID" "$LEAK"; with_secret
    started; within 5 state_is interrupted
    is "$(stat -c %a "$S/jobs/$ID/redact" "$S/jobs/$ID/secret/value" | sort -u)" 600
    ! grep -qF -f <(printf '%s\n' "$SECRET") "$S/jobs/$ID/output.log" || fail 'in the output'
    J recover "$S" "$ID" berta > "$D/out"; ended; whole failed-restored
    hunt && fail 'the secret is left'
    grep -q 'raw \[redacted\]' "$S/jobs/$ID/output.log" || fail 'no output'
}
case_secret_modes_are_forced() {
    plan "$(new_id)" 1; step 1 'stat -c %a $JOB_DIR/redact $JOB_DIR/secret/value'; with_secret
    bundle | sed 's/^0600\t/0666\t/' > "$D/b"; J start "$S" "$ID" < "$D/b" > "$D/out" || fail "start $?"
    ended; is "$(sort -u "$S/jobs/$ID/output.log")" 600
}
case_bad_redact_script_is_refused() {
    plan "$(new_id)" 1; step 1 :; echo 's/unfinished' > "$B/redact"
    local code=0; start 2>/dev/null || code=$?; is $code 2; [ ! -e "$S/jobs/$ID" ] || fail 'job is there'
}
case_killed_redactor_stops_the_step() {
    plan "$(new_id)" 1; marking 1 'sleep 0.3; while echo more; do sleep 0.05; done; exit 9'
    started; within 5 grep -q run "$S/jobs/$ID/output.log"
    kill -9 $(pgrep -f "sed -u -f $S/jobs/$ID/redact"); sleep 0.3
    J cancel "$S" "$ID" berta >/dev/null; ended; whole cancelled
}
