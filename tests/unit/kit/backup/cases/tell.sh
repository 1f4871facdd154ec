# shellcheck shell=bash
# SPDX-FileCopyrightText: 2026 BouncePro Console contributors
# SPDX-License-Identifier: GPL-3.0-or-later
#
# The copy in S3, webhook and mail; and where the secrets are not.

S3_SECRET='s3/Se"cr\et+#$x' HOOK_SECRET=hook-Zk9pass BREVO_SECRET='xkeysib-"q\uote'
with_server() { # and the settings that lead to it
    S3_SECRET=$S3_SECRET HOOK_SECRET=$HOOK_SECRET BREVO_SECRET=$BREVO_SECRET server
    cat >"$D/stack/.env.production" <<END
BACKUP_S3_BUCKET=bucket
BACKUP_S3_PREFIX=shop/db
BACKUP_S3_REGION=eu-central-1
BACKUP_S3_ENDPOINT=http://127.0.0.1:$PORT
BACKUP_S3_ACCESS_KEY_ID=AKIATEST
BACKUP_S3_SECRET_ACCESS_KEY='$S3_SECRET'
BACKUP_WEBHOOK_URL=http://127.0.0.1:$PORT/hook/$HOOK_SECRET
BACKUP_EMAIL=ops@bouncepro.example
BREVO_API_KEY='$BREVO_SECRET'
BREVO_API_URL=http://127.0.0.1:$PORT
END
}
# setting_is KEY VALUE: in place of the one of with_server
setting_is() { echo "$1=$2" >>"$D/stack/.env.production"; }
hook() { tail -n 1 "$D/got/hook" | python3 -c 'import json, sys; print(json.load(sys.stdin)[sys.argv[1]])' "$1"; }

case_copy_in_s3() {
    bookings; with_server
    backup
    cmp "$made" "$D/got/shop+db+${made##*/}" || fail 'not the same'
    has "$D/got/mail" 'copied to S3'
    tidy
}
case_s3_that_refuses_keeps_the_old_backups() {
    with_server; old_backups
    setting_is BACKUP_S3_SECRET_ACCESS_KEY wrong
    local before; before=$(backups | wc -l)
    backup 74
    is "$(backups | wc -l)" $((before + 1)) 'backups'
    is "$(hook status)" failure
    is "$(ls "$D/got" | grep -c shop)" 0
    tidy
}
case_success_and_failure_are_told() {
    with_server
    backup
    is "$(hook status)" success
    [[ $(hook text) == *"${made##*/}"* ]] || fail "$(hook text)"
    has "$D/got/mail" '"email":"ops@bouncepro.example"'; has "$D/got/mail" 'BouncePro success'
    in_container pg_dump <<<'exit 3'
    backup 69
    is "$(hook status)" failure
    [[ $(hook text) == *'the dump failed (exit code 3)'* ]] || fail "$(hook text)"
    has "$D/got/mail" 'BouncePro failure'
    is "$(wc -l <"$D/got/hook")" 2 'calls of the webhook'
}
case_backup_ended_in_the_middle_is_told() {
    bookings 20000; with_server; slow_dump; begin_slow
    kill -TERM "$pid"; wait "$pid"
    is "$(hook status)" failure
    tidy
}
case_webhook_that_fails_changes_nothing() {
    with_server
    setting_is BACKUP_WEBHOOK_URL "http://127.0.0.1:$PORT/none/$HOOK_SECRET"
    backup
    has "$D/err" 'the webhook could not be told'
    ! grep -qF "$HOOK_SECRET" "$D/err" || fail 'the secret is told'
    [ -f "$made" ] || fail 'no backup'
}
case_mail_by_sendmail() {
    export BACKUP_EMAIL=ops@bouncepro.example BACKUP_EMAIL_FROM=shop@bouncepro.example
    printf '#!/bin/sh\necho "$*" >"$D/sendmail.arguments"; cat >"$D/mail"\n' >"$D/bin/sendmail"; chmod +x "$D/bin/sendmail"
    backup
    is "$(cat "$D/sendmail.arguments")" '-t -i'
    is "$(sed -n '1,2p' "$D/mail")" "$(printf 'From: shop@bouncepro.example\nTo: ops@bouncepro.example')"
    has "$D/mail" "${made##*/}"
}
# Every program that was started, with all its arguments, and with the environment that a secret must not get into.
case_no_secret_in_arguments_or_environment() {
    bookings; with_server
    export POSTGRES_PASSWORD=pg-Secret-Word
    sed -i 's/^BACKUP_WEBHOOK_URL=.*//' "$D/stack/.env.production"
    local code=0
    BACKUP_WEBHOOK_URL=http://127.0.0.1:$PORT/hook/$HOOK_SECRET strace -f -v -s 100000 -e trace=execve -o "$D/trace" \
        sh "$D/stack/scripts/backup.sh" >"$D/made" 2>"$D/err" || code=$?
    is "$code" 0 "$(cat "$D/err")"
    grep -q 'execve("[^"]*/curl"' "$D/trace" || fail 'no curl seen'
    # Arguments and environment of each, as strace writes them; the first ones start before the settings are read.
    sed '1,/"mktemp"/d' "$D/trace" >"$D/programs"
    local secret
    for secret in s3/Se "$HOOK_SECRET" 'xkeysib-'; do
        ! grep -F -e "$secret" "$D/programs" | cut -c1-300 | grep . || fail "$secret is seen"
    done
    sed 's/\], \[.*//' "$D/programs" >"$D/arguments"
    grep -q '"pg_dump", "--no-password"' "$D/arguments" || fail 'no arguments seen'
    ! grep -F pg-Secret-Word "$D/arguments" | cut -c1-300 | grep . || fail 'the password of the database is seen'
    ! grep -rlF -e 's3/Se' -e "$HOOK_SECRET" -e xkeysib- "$D/err" "$D/made" "$B" || fail 'a secret is written'
}
