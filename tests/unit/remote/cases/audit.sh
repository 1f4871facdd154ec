# shellcheck shell=bash
# SPDX-FileCopyrightText: 2026 BouncePro Console contributors
# SPDX-License-Identifier: GPL-3.0-or-later
#
# The audit chain and what is found when it was touched.

chain() { local n; for n in $(seq "$1"); do J act "$S" anna freeze "shop $n" "done" || fail "act $?"; done; }
verdict() { J verify "$S" "$@" | head -n 1; }

case_audit_whole() {
    chain 5
    local head; head=$(tail -n 1 "$S/audit" | cut -f10)
    is "$(verdict)" "ok	5	$head"
    local line hash; line=$(sed -n 3p "$S/audit")
    hash=$(printf '%s' "${line%	*}" | sha256sum | cut -d' ' -f1)
    is "${line##*	}" "$hash"
    is "$(sed -n 3p "$S/audit" | cut -f9)" "$(sed -n 2p "$S/audit" | cut -f10)"
    is "$(sed -n 1p "$S/audit" | cut -f9)" "$(printf '0%.0s' $(seq 64))"
    is "$(J audit "$S" | cut -f1,3-8 | sed -n 2p)" '2	act	-	anna	freeze	shop 2	done'
    is "$(verdict 5 "$head")" "ok	5	$head"
}
case_audit_edited() { chain 6; sed -i '3s/shop 3/shop X/' "$S/audit"; is "$(verdict)" 'broken	3	edited'; }
case_audit_deleted() { chain 6; sed -i 3d "$S/audit"; is "$(verdict)" 'broken	3	deleted'; }
case_audit_reordered() { chain 6; sed -i '3{h;d};4{G}' "$S/audit"; is "$(verdict)" 'broken	3	reordered'; }
case_audit_first_line_deleted() { chain 3; sed -i 1d "$S/audit"; is "$(verdict)" 'broken	1	deleted'; }
case_audit_cut_off() {
    chain 6; local head; head=$(tail -n 1 "$S/audit" | cut -f10)
    sed -i '5,$d' "$S/audit"; is "$(verdict 6 "$head")" 'broken	5	cut-off'
}
case_audit_rewritten() {
    chain 3; local head; head=$(tail -n 1 "$S/audit" | cut -f10)
    : > "$S/audit"; chain 3; sleep 1; : > "$S/audit"; J act "$S" eve a b c; chain 3
    is "$(verdict 3 "$head")" 'broken	3	rewritten'
}
case_audit_line_forged_with_its_hash() {
    chain 4
    local line; line=$(sed -n 2p "$S/audit" | sed 's/shop 2/shop X/'); line=${line%	*}
    sed -i "2s/.*/$line	$(printf '%s' "$line" | sha256sum | cut -d' ' -f1)/" "$S/audit"
    is "$(verdict)" 'broken	3	edited'
}
case_audit_torn() {
    chain 3; local size; size=$(stat -c %s "$S/audit")
    truncate -s $((size - 50)) "$S/audit"
    chain 2
    is "$(wc -l < "$S/audit")" 5
    is "$(J verify "$S")" 'broken	3	torn'
    is "$(tail -n 1 "$S/audit" | cut -f1)" 4
}
case_audit_empty_and_long() {
    is "$(verdict)" "ok	0	$(printf '0%.0s' $(seq 64))"
    # 2,500 records, made as fast as sh can
    sh -c 'T="	" p=$(printf "%064d" 0) n=0; while [ $n -lt 300 ]; do n=$((n+1)); l="$n${T}2026-11-24T03:15:00Z${T}act${T}-${T}a${T}b${T}c${T}d$T$p"; p=$(printf %s "$l" | sha256sum); p=${p%% *}; echo "$l$T$p"; done' > "$S/audit"
    is "$(verdict | cut -f1,2)" 'ok	300'
    sed -i '250s/	b	/	x	/' "$S/audit"; is "$(verdict)" 'broken	250	edited'
}
case_audit_written_by_many_at_once() {
    local n; for n in 1 2 3 4 5 6 7 8; do J act "$S" "anna $n" a b c & done; wait
    is "$(verdict | cut -f1,2)" 'ok	8'
}
case_act_refuses_what_would_break_a_line() {
    local code=0; J act "$S" $'a\tb' a b c 2>/dev/null || code=$?; is $code 2
    code=0; J act "$S" $'a\nb' a b c 2>/dev/null || code=$?; is $code 2
    code=0; J act "$S" '' a b c 2>/dev/null || code=$?; is $code 2
    [ ! -s "$S/audit" ] || fail 'something was written'
    J act "$S" 'Ünï' a b c; is "$(verdict | cut -f1,2)" 'ok	1'
}
