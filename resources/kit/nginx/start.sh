#!/bin/sh
# SPDX-FileCopyrightText: 2026 BouncePro Console contributors
# SPDX-License-Identifier: GPL-3.0-or-later
#
# start.sh COMMAND...: nginx in its container, also while there is no certificate: port 80 then serves health and the
# challenges of the certificate authority, port 443 refuses every handshake, and the first certificate is taken up by itself.
# A later one needs `nginx -s reload`.
set -u
ssl=${NGINX_SSL:-/etc/nginx/ssl}
conf=${NGINX_CERTIFICATE_CONF:-/tmp/certificate.conf}

write() { printf '%s\n' "$@" >"$conf.new" && mv "$conf.new" "$conf"; }
use() { write "ssl_certificate $ssl/cert.pem;" "ssl_certificate_key $ssl/key.pem;"; }
refuse() { write 'ssl_reject_handshake on;'; }
is_readable() { [ -r "$ssl/cert.pem" ] && [ -r "$ssl/key.pem" ]; }

say() { printf 'start.sh: %s\n' "$*" >&2; }
say_why() {
    for name in cert.pem key.pem; do
        if [ ! -e "$ssl/$name" ]; then
            say "there is no nginx/ssl/$name; HTTPS waits for it"
        elif [ ! -r "$ssl/$name" ]; then
            say "nginx/ssl/$name cannot be read by nginx: sudo chown $(id -u) nginx/ssl/$name"
        fi
    done
}

await_certificate() {
    while sleep 1; do
        is_readable || continue
        use
        # It may be half written still, or no pair.
        if nginx -t -q 2>/dev/null && nginx -s reload; then say 'the certificate is in use'; return; fi
        refuse
    done
}

if is_readable; then
    use
else
    say_why
    refuse
    if [ "${1:-} ${2:-}" = 'nginx -g' ]; then await_certificate & fi
fi
exec "$@"
