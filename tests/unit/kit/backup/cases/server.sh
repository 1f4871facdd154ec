# shellcheck shell=bash
# SPDX-FileCopyrightText: 2026 BouncePro Console contributors
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Renewal of certificates, timers, cron and the firewall.

certificate() { # FOLDER DAYS HOST...: fullchain.pem and privkey.pem there
    local folder=$1 days=$2 names
    shift 2
    names=$(printf ',DNS:%s' "$@")
    mkdir -p "$folder"
    openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days "$days" -subj "/CN=$1" -addext "subjectAltName=${names#,}" \
        -keyout "$folder/privkey.pem" -out "$folder/fullchain.pem" 2>/dev/null || fail 'no certificate'
}
HOSTS=(shop.example api.shop.example)
LIVE=live/shop.example
with_certificates() { # nginx/ssl and certbot have the same; what certbot does is on standard input
    export LETSENCRYPT_DIR=$D/letsencrypt
    SSL=$D/stack/nginx/ssl
    certificate "$LETSENCRYPT_DIR/$LIVE" 30 "${HOSTS[@]}"
    certificate "$LETSENCRYPT_DIR/live/other" 300 other.example shop.example
    mkdir -p "$SSL"
    cp "$LETSENCRYPT_DIR/$LIVE/fullchain.pem" "$SSL/cert.pem"
    cp "$LETSENCRYPT_DIR/$LIVE/privkey.pem" "$SSL/key.pem"
    chmod 640 "$SSL/key.pem"
    { printf '#!/usr/bin/env bash\necho "$*" >>"$D/certbot"\n. "$HERE/cases/server.sh"\n'; cat; } >"$D/bin/certbot"
    chmod +x "$D/bin/certbot"
}
RENEWS='certificate "$LETSENCRYPT_DIR/$LIVE" 90 "${HOSTS[@]}"'
renew() { # [WANTED EXIT CODE]
    local code=0
    sh "$D/stack/scripts/renew-certificates.sh" >"$D/out" 2>"$D/err" || code=$?
    is "$code" "${1:-0}" "exit code of renew-certificates.sh ($(cat "$D/err"))"
    is "$(cd "$SSL" && echo *)" 'cert.pem key.pem' 'what is in nginx/ssl'
    is "$(ls -A "$TMPDIR")" '' 'temporary files'
}
serves_live() { cmp "$SSL/cert.pem" "$LETSENCRYPT_DIR/$LIVE/fullchain.pem" && cmp "$SSL/key.pem" "$LETSENCRYPT_DIR/$LIVE/privkey.pem"; }
asked() { is "$(paste -sd, "$D/docker" 2>/dev/null)" "$1" 'what nginx was told'; }

case_renewed_certificate_is_put_to_nginx() {
    with_certificates <<<"$RENEWS"
    renew
    serves_live || fail 'not the new one'
    is "$(stat -c %a "$SSL/cert.pem" "$SSL/key.pem" | paste -sd' ')" '644 640' modes
    asked 'nginx -t,nginx -s reload'
    has "$D/certbot" "--webroot --webroot-path $D/stack/nginx/acme"
    is "$(stat -c %a "$D/stack/nginx/acme")" 755
}
case_nothing_due_nothing_done() {
    with_certificates <<<':'
    renew; renew
    asked ''; is "$(wc -l <"$D/certbot")" 2
}
case_certificate_that_nginx_refuses() {
    local refused
    for refused in 'nginx -t' 'nginx -s reload'; do
        rm -rf "$D/letsencrypt" "$D/stack/nginx"
        with_certificates <<<"$RENEWS"
        echo "$refused" >"$D/refused"
        cp -r "$SSL" "$D/before"
        renew 69
        diff -r -x .lock "$D/before" "$SSL" || fail 'the old one is not back'
        rm -r "$D/before" "$D/refused" "$SSL/.lock"
        # The next run makes it good.
        renew
        serves_live || fail 'not made good'
    done
}
case_half_put_certificate_is_made_good() {
    with_certificates <<<':'
    certificate "$D/newer" 90 "${HOSTS[@]}"
    cp "$D/newer/"* "$LETSENCRYPT_DIR/$LIVE/"
    cp "$D/newer/fullchain.pem" "$SSL/cert.pem" # and cut off before the key
    renew
    serves_live || fail 'not made good'
}
case_key_of_another_certificate_is_refused() {
    with_certificates <<<"$RENEWS"'; cp "$LETSENCRYPT_DIR/live/other/privkey.pem" "$LETSENCRYPT_DIR/$LIVE/privkey.pem"'
    renew 65
    asked ''
}
# As after a failed renewal that leaves certbot's links at the one before.
case_older_certificate_is_refused() {
    with_certificates <<<'certificate "$LETSENCRYPT_DIR/$LIVE" 2 "${HOSTS[@]}"'
    renew 65
    has "$D/err" older; asked ''
}
case_certbot_that_fails_is_told() {
    with_certificates <<<'exit 1'
    S3_SECRET=x HOOK_SECRET=hook BREVO_SECRET=x server
    export BACKUP_WEBHOOK_URL=http://127.0.0.1:$PORT/hook/hook
    renew 69
    has "$D/got/hook" 'The renewal of the certificate failed'
    rm -r "$LETSENCRYPT_DIR/$LIVE"
    renew 69
    has "$D/err" 'no certificate for'
}
case_no_certificate_yet() {
    with_certificates <<<':'
    rm "$SSL/key.pem"
    local code=0
    sh "$D/stack/scripts/renew-certificates.sh" 2>"$D/err" || code=$?
    is "$code" 66
}

case_units_are_clean() {
    mkdir "$D/units"
    local unit
    for unit in "$KIT"/systemd/*; do sed "s#/opt/bouncepro/#$D/stack/#" "$unit" >"$D/units/${unit##*/}"; done
    systemd-analyze verify "$D/units"/* 2>"$D/err" || fail "$(cat "$D/err")"
    ! grep -F "$D/units" "$D/err" || fail 'systemd warns'
    systemd-analyze calendar "$(sed -n 's/^OnCalendar=//p' "$KIT/systemd/bouncepro-backup.timer")" >"$D/out" || fail 'no such time'
}
# Five fields, an account, and a command that a shell can parse and whose script is there.
case_cron_lines() {
    local command lines=0
    while read -r _ _ _ _ _ account command; do
        lines=$((lines + 1))
        is "$account" root
        sh -n <<<"$command" || fail "$command"
        [[ $command =~ ^cd\ /opt/bouncepro\ \&\&\ \./(scripts/[a-z-]+\.sh)\ \>/dev/null$ ]] || fail "$command"
        [ -x "$KIT/${BASH_REMATCH[1]}" ] || fail "${BASH_REMATCH[1]} is not there"
    done < <(grep '^[0-9]' "$KIT/cron/bouncepro")
    is $lines 2
    has "$KIT/cron/bouncepro" '0 3 * * * '
}
case_firewall_rules() {
    printf '#!/bin/sh\necho "$*" >>"$D/ufw"\n' >"$D/bin/ufw"
    printf '#!/bin/sh\nprintf "port 2222\\nport 22\\nx11forwarding no\\n"\n' >"$D/bin/sshd"
    chmod +x "$D/bin/ufw" "$D/bin/sshd"
    sh "$KIT/ufw/setup.sh" || fail 'setup.sh'
    is "$(paste -sd, "$D/ufw")" 'default deny incoming,default allow outgoing,allow 2222/tcp,allow 22/tcp,allow 80/tcp,allow 443/tcp,--force enable,status verbose'
    rm "$D/ufw"; printf '#!/bin/sh\nexit 1\n' >"$D/bin/sshd"
    sh "$KIT/ufw/setup.sh" && has "$D/ufw" 'allow 22/tcp'
    rm "$D/ufw"
    ! sh "$KIT/ufw/setup.sh" '22; reboot' 2>/dev/null || fail 'taken'
    [ ! -e "$D/ufw" ] || fail 'ufw was called'
    # What fails is not passed over: an enabled firewall without the rule for SSH shuts one out.
    printf '#!/bin/sh\necho "$*" >>"$D/ufw"\n[ "$1" != allow ]\n' >"$D/bin/ufw"
    ! sh "$KIT/ufw/setup.sh" 2>/dev/null || fail 'passed over'
    ! grep -q enable "$D/ufw" || fail 'enabled'
}
