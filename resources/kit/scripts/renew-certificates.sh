#!/bin/sh
# SPDX-FileCopyrightText: 2026 BouncePro Console contributors
# SPDX-License-Identifier: GPL-3.0-or-later
#
# renew-certificates.sh: lets certbot renew what is due, by files that nginx serves, and puts the certificate that names
# the same hosts as nginx/ssl/cert.pem there, with its key, when it is a newer one; then nginx reloads. No connection is
# cut. What failed halfway is made good by the next run, as it compares files and waits for no hook. A failure is told by
# webhook and mail. Exit codes: common.sh. LETSENCRYPT_DIR is certbot's folder, /etc/letsencrypt.
set -u
here=$(cd "$(dirname "$0")" && pwd) && cd "$here/.." || exit 1
. "$here/common.sh"
[ $# -eq 0 ] || { echo 'usage: renew-certificates.sh' >&2; exit 2; }
letsencrypt=${LETSENCRYPT_DIR:-/etc/letsencrypt}

finish() { [ "$code" -eq 0 ] || notify failure "The renewal of the certificate failed: ${reason:-exit code $code}."; }

hosts() { openssl x509 -in "$1" -noout -ext subjectAltName 2>/dev/null | tr ',' '\n' | sed -n 's/^ *DNS://p' | sort; }
expiry() { date -d "$(openssl x509 -in "$1" -noout -enddate | sed 's/^notAfter=//')" +%s; }
is_pair() { # CERTIFICATE KEY
    public=$(openssl x509 -in "$1" -noout -pubkey) && [ -n "$public" ] && [ "$public" = "$(openssl pkey -in "$2" -pubout)" ]
}

# live: the folder of the certificate for the hosts of the stack's own, the one that lasts longest.
find_live() {
    live='' best=0
    for found in "$letsencrypt"/live/*/; do
        [ -f "$found/fullchain.pem" ] && [ "$(hosts "$found/fullchain.pem")" = "$ours" ] || continue
        ends=$(expiry "$found/fullchain.pem") && [ "$ends" -gt "$best" ] || continue
        live=${found%/} best=$ends
    done
    [ -n "$live" ]
}

# put NAME SOURCE: nginx/ssl/NAME becomes SOURCE, with owner and mode as they were; the old one is NAME.old.
put() {
    cp "$2" "nginx/ssl/$1.new" && chown --reference="nginx/ssl/$1" "nginx/ssl/$1.new" && chmod --reference="nginx/ssl/$1" "nginx/ssl/$1.new" &&
        sync "nginx/ssl/$1.new" && cp -p "nginx/ssl/$1" "nginx/ssl/$1.old" && mv "nginx/ssl/$1.new" "nginx/ssl/$1"
}
put_back() {
    rm -f nginx/ssl/*.new
    for name in cert.pem key.pem; do [ ! -e "nginx/ssl/$name.old" ] || mv "nginx/ssl/$name.old" "nginx/ssl/$name"; done
}

begin
[ -f nginx/ssl/cert.pem ] && [ -f nginx/ssl/key.pem ] || die 66 'nginx/ssl has no cert.pem and key.pem yet; the first ones are put there by hand'
ours=$(hosts nginx/ssl/cert.pem)
[ -n "$ours" ] || die 65 'nginx/ssl/cert.pem names no hosts'
touch nginx/ssl/.lock || die 73 'cannot write to nginx/ssl'
exec 9>>nginx/ssl/.lock
flock -n 9 || die 75 'another renewal is running'

(umask 022 && mkdir -p "$ACME_WEBROOT") || die 73 "cannot make $ACME_WEBROOT"
webroot=$(cd "$ACME_WEBROOT" && pwd)
failed=''
timeout -k 10 30m certbot renew --config-dir "$letsencrypt" --non-interactive --quiet --webroot --webroot-path "$webroot" ||
    failed="certbot's exit code was $?"

if find_live; then
    if ! cmp -s "$live/fullchain.pem" nginx/ssl/cert.pem || ! cmp -s "$live/privkey.pem" nginx/ssl/key.pem; then
        is_pair "$live/fullchain.pem" "$live/privkey.pem" || die 65 "certificate and key in $live do not belong together"
        if is_pair nginx/ssl/cert.pem nginx/ssl/key.pem && [ "$best" -lt "$(expiry nginx/ssl/cert.pem)" ]; then
            die 65 "the certificate in $live is older than the one in nginx/ssl; nothing is changed"
        fi
        rm -f nginx/ssl/*.old
        put cert.pem "$live/fullchain.pem" && put key.pem "$live/privkey.pem" || { put_back; die 73 'cannot write to nginx/ssl'; }
        if ! compose exec -T nginx nginx -t </dev/null >&2; then
            put_back
            die 69 'nginx refuses the new certificate; the old one is back'
        fi
        compose exec -T nginx nginx -s reload </dev/null >&2 || { put_back; die 69 'nginx could not reload; the old certificate is back'; }
        rm -f nginx/ssl/*.old
        echo "renewed until $(date -u -d "@$best" +%Y-%m-%dT%H:%M:%SZ)"
    fi
else
    failed="${failed:+$failed; }certbot has no certificate for $(printf '%s' "$ours" | tr '\n' ' ')"
fi
[ -z "$failed" ] || die 69 "$failed"
