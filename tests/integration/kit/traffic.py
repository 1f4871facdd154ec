#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 BouncePro Console contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""traffic.py [PATTERN]: runs on the lab's server, and asks the kit's stack for all that it promises."""
import gzip
import json
import os
import re
import socket
import ssl
import subprocess
import sys
import threading
import time
from pathlib import Path

from client import API, SITE, STACK, Addresses, Connection, address_of, ask, curl, log_lines, sh, trusting, until
from load import Load

ADDRESSES = Addresses()
SERVICES = ('postgres', 'payload', 'nuxt', 'nginx')
HEADERS = {
    'X-Frame-Options': 'SAMEORIGIN',
    'X-Content-Type-Options': 'nosniff',
    'X-XSS-Protection': '1; mode=block',
    'Referrer-Policy': 'strict-origin-when-cross-origin',
    'Strict-Transport-Security': 'max-age=31536000',
}


def equal(have, want, what=''):
    assert have == want, f'{what}: {have!r}, wanted {want!r}'


# ---- headers, routes, TLS ----

def security_headers():
    for host, path in ((SITE, '/'), (SITE, '/_nuxt/entry.js'), (SITE, '/nothing'), (API, '/api/version'), (API, '/admin'), (API, '/api/error')):
        answer = ask(host, path, source=ADDRESSES.new())
        for name, value in HEADERS.items():
            equal(answer.headers.get_all(name), [value], f'{host}{path} {name}')
        equal(len(answer.headers.get_all('Content-Security-Policy')), 1, f'policies of {host}{path}')
        assert 'Server' not in answer.headers or answer.headers['Server'] == 'nginx', answer.headers['Server']


def content_security_policy():
    nonces = set()
    for host, path in ((SITE, '/'), (SITE, '/'), (API, '/admin')):
        answer = ask(host, path, source=ADDRESSES.new())
        policy = dict(part.strip().split(' ', 1) for part in answer.headers['Content-Security-Policy'].split(';'))
        nonce = re.search(r"'nonce-([0-9a-f]{32})'", policy['script-src'])[1]
        assert 'unsafe' not in policy['script-src'] and policy['object-src'] == "'none'", policy
        equal(re.findall(r'<script nonce="([^"]*)"', answer.body.decode()), [nonce], 'the nonce that the application was told')
        nonces.add(nonce)
        other = f'https://{API}' if host == SITE else f'https://{SITE}'
        assert other in policy['connect-src'].split() and other in policy['img-src'].split(), policy
    equal(len(nonces), 3, 'nonces')


def redirect():
    for host in (SITE, API):
        answer = ask(host, '/tents?colour=red', port=80)
        equal((answer.status, answer.headers['Location']), (301, f'https://{host}/tents?colour=red'))
    equal(ask(SITE, '/api/health', port=80).status, 301, 'what is not Payload\'s health')


def health_without_tls():
    for path, status in (('/health', 'ok'), ('/health/db', 'ok'), ('/health/ready', 'ready'), ('/api/health/ready', 'ready')):
        for host in ('localhost', SITE, API):
            answer = ask(host, path, port=80, source=ADDRESSES.new())
            equal((answer.status, answer.json()['status'], answer.json()['service']), (200, status, 'payload'), f'{host}{path}')


def routes():
    for host, path, service in ((SITE, '/health/ready', 'payload'), (SITE, '/api/health/ready', 'payload'), (SITE, '/api/health', 'nuxt'),
                                (API, '/health', 'payload'), (API, '/api/health/ready', 'payload'), (API, '/api/health', 'payload')):
        equal(ask(host, path, source=ADDRESSES.new()).json()['service'], service, f'{host}{path}')


def handshake(version, ciphers='ALL:@SECLEVEL=0'):
    """(version, cipher) that nginx agrees to, or what it says."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    context.set_ciphers(ciphers)
    context.minimum_version = context.maximum_version = version
    with socket.create_connection((address_of('nginx'), 443), 5) as plain:
        try:
            with context.wrap_socket(plain, server_hostname=SITE) as wrapped:
                return wrapped.version(), wrapped.cipher()[0]
        except ssl.SSLError as error:
            return None, error.reason


def tls_versions():
    for version in (ssl.TLSVersion.TLSv1, ssl.TLSVersion.TLSv1_1):
        equal(handshake(version), (None, 'TLSV1_ALERT_PROTOCOL_VERSION'), str(version))
    equal(handshake(ssl.TLSVersion.TLSv1_2)[0], 'TLSv1.2')
    equal(handshake(ssl.TLSVersion.TLSv1_3)[0], 'TLSv1.3')
    certificate = subprocess.run(['openssl', 's_client', '-connect', f'{address_of("nginx")}:443', '-servername', API, '-verify_hostname', API, '-verify_return_error', '-brief',
                                  '-CAfile', f'{STACK}/nginx/ssl/cert.pem'], input='', capture_output=True, text=True, check=False)
    equal(certificate.returncode, 0, certificate.stderr)


def tls_ciphers():
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.set_ciphers('ALL:COMPLEMENTOFALL:@SECLEVEL=0')
    names = [cipher['name'] for cipher in context.get_ciphers() if cipher['protocol'] != 'TLSv1.3']
    assert len(names) > 40, names
    taken = {name for name in names if handshake(ssl.TLSVersion.TLSv1_2, f'{name}:@SECLEVEL=0')[0]}
    equal(taken, {'ECDHE-ECDSA-AES128-GCM-SHA256', 'ECDHE-ECDSA-AES256-GCM-SHA384', 'ECDHE-ECDSA-CHACHA20-POLY1305'}, f'of {len(names)} ciphers')
    return f'3 of {len(names)}'


def http2():
    for host in (SITE, API):
        equal(curl(ADDRESSES.new(), '-o', '/dev/null', '-w', '%{http_version} %{http_code}', f'https://{host}/health'), '2 200')
    equal(curl(ADDRESSES.new(), '--http1.1', '-o', '/dev/null', '-w', '%{http_version}', f'https://{SITE}/health'), '1.1')


def compression():
    plain = ask(API, '/api/bookings', source=ADDRESSES.new())
    packed = ask(API, '/api/bookings', source=ADDRESSES.new(), headers={'Accept-Encoding': 'gzip'})
    equal((plain.headers['Content-Encoding'], packed.headers['Content-Encoding'], packed.headers['Vary']), (None, 'gzip', 'Accept-Encoding'))
    equal(gzip.decompress(packed.body), plain.body)
    assert len(packed.body) < len(plain.body) / 2, (len(packed.body), len(plain.body))


def cache():
    source, path = ADDRESSES.new(), f'/_nuxt/entry.js?{time.time()}'
    first, second = ask(SITE, path, source=source), ask(SITE, path, source=source)
    equal((first.headers['X-Cache'], second.headers['X-Cache'], second.body), ('MISS', 'HIT', first.body))
    for answer in (first, second):
        equal(answer.headers['Cache-Control'], 'max-age=604800')
    for host, uncached in ((SITE, '/'), (API, '/api/version')):
        equal(ask(host, uncached, source=source).headers['X-Cache'], None, uncached)
    equal(ask(SITE, path, source=source, headers={'Authorization': 'Bearer x'}).headers['X-Cache'], 'BYPASS')


# ---- limits ----

def flood(source, host, path, seconds):
    """As many requests as one connection carries; (statuses, seconds from the first to the last)."""
    connection = Connection(host, source)
    statuses, begun = [], time.monotonic()
    while time.monotonic() < begun + seconds:
        statuses.append(connection.ask(path).status)
    connection.close()
    return statuses, time.monotonic() - begun


def four_zones():
    """Each at its rate and burst, from an address of its own, all at the same time."""
    zones = {'api': (API, '/api/version', 10, 20), 'booking': (API, '/api/bookings', 5, 5), 'general': (API, '/nothing', 30, 50), 'admin': (API, '/admin', 20, 20)}
    since, seen = time.time(), {}

    def run(zone, host, path):
        source = ADDRESSES.new()
        seen[zone] = (source, *flood(source, host, path, 2))
    threads = [threading.Thread(target=run, args=(zone, *zones[zone][:2])) for zone in zones]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    told = []
    lines = log_lines(since)
    for zone, (host, path, rate, burst) in zones.items():
        source, statuses, took = seen[zone]
        passed, refused = [status for status in statuses if status != 429], statuses.count(429)
        assert set(passed) <= {200, 404}, (zone, set(passed))
        expected = 1 + burst + rate * took
        assert abs(len(passed) - expected) <= 3, f'{zone}: {len(passed)} of {len(statuses)} passed in {took:.2f} s, wanted about {expected:.0f}'
        assert 429 not in statuses[:burst + 1], f'{zone}: refused within its burst'
        logged = [line for line in lines if line['remote_addr'] == source and line['limit'] == 'REJECTED']
        equal((len(logged), {line['zone'] for line in logged}), (refused, {zone}), f'refusals of {zone} in the log')
        told.append(f'{zone} {len(passed)}/{expected:.0f}')
    equal(ask(API, '/api/version', source=ADDRESSES.new()).status, 200, 'another address')
    return ', '.join(told)


def connection_limit():
    source, since = ADDRESSES.new(), time.time()
    codes = curl(source, '-Z', '--parallel-max', '50', '-o', '/dev/null', '-w', '%{http_code} %{http_version}\n', f'https://{API}/api/slow?ms=1200&n=[1-15]').split('\n')
    equal((codes.count('200 2'), codes.count('429 2')), (10, 5), 'of 15 slow requests at once')
    refused = [line for line in log_lines(since) if line['remote_addr'] == source and line['status'] == 429]
    equal([(line['limit_conn'], line['zone']) for line in refused], [('REJECTED', 'api')] * 5)


def files_are_exempt():
    codes = curl(ADDRESSES.new(), '-Z', '--parallel-max', '60', '-o', '/dev/null', '-w', '%{http_code} %{http_version}\n', f'https://{SITE}/_nuxt/entry.js?{time.time()}&n=[1-60]').split()
    equal(codes.count('200'), 60, 'of 60 files at once')


# ---- nginx/local, challenges, certificate ----

def reload_nginx():
    """Done when the workers are new ones: nginx itself says so before."""
    def workers():
        return set(re.findall(r'^(\d+) +nginx: worker', sh('docker top bouncepro-nginx-1 -eo pid,args'), re.M))
    old = workers()
    sh('docker exec bouncepro-nginx-1 sh -c "nginx -t -q && nginx -s reload"')
    until(35, 'new workers', lambda: workers() and not workers() & old)


def admin_allow_list():
    inside, outside = ADDRESSES.new(), ADDRESSES.new()
    file = Path(f'{STACK}/nginx/local/admin-allow.conf')
    try:
        file.write_text(f'allow {inside};\ndeny all;\n', encoding='utf-8')
        reload_nginx()
        equal(ask(API, '/admin', source=outside).status, 403)
        equal(ask(API, '/admin', source=inside).status, 200)
        equal(ask(API, '/api/version', source=outside).status, 200)
    finally:
        file.unlink()
        reload_nginx()
    equal(ask(API, '/admin', source=outside).status, 200)


def challenge():
    folder = Path(f'{STACK}/nginx/acme/.well-known/acme-challenge')
    folder.mkdir(parents=True)
    (folder / 'token').write_text('token.thumbprint', encoding='utf-8')
    answer = ask(SITE, '/.well-known/acme-challenge/token', port=80)
    equal((answer.status, answer.body), (200, b'token.thumbprint'))
    equal(ask(SITE, '/.well-known/acme-challenge/other', port=80).status, 404)


def starts_without_certificate():
    ssl_folder, aside = Path(f'{STACK}/nginx/ssl'), Path('/root/traffic/ssl')
    aside.mkdir(exist_ok=True)
    for name in ('cert.pem', 'key.pem'):
        sh(f'cp -p {ssl_folder}/{name} {aside}/ && rm {ssl_folder}/{name}')
    try:
        sh('docker compose up -d --no-build --force-recreate --wait nginx')
        equal(ask('localhost', '/health/ready', port=80).status, 200)
        equal(handshake(ssl.TLSVersion.TLSv1_3), (None, 'TLSV1_UNRECOGNIZED_NAME'))
        sh(f'cp {aside}/cert.pem {ssl_folder}/cert.pem; install -m 0600 {aside}/key.pem {ssl_folder}/key.pem')  # as `sudo cp` leaves it
        sh('docker restart -t 1 bouncepro-nginx-1')
        until(5, 'a word on the key', lambda: 'sudo chown 101 nginx/ssl/key.pem' in sh('docker logs bouncepro-nginx-1 2>&1'))
        sh(f'chown 101 {ssl_folder}/key.pem')
        until(5, 'the certificate', lambda: handshake(ssl.TLSVersion.TLSv1_3)[0])
        equal(ask(SITE, '/health/ready', source=ADDRESSES.new()).status, 200)
    finally:
        sh(f'cp -p {aside}/cert.pem {aside}/key.pem {ssl_folder}/')


# ---- containers ----

def nobody_is_root():
    for service in SERVICES:
        pids = sh(f'docker top bouncepro-{service}-1 -eo pid').split()[1:]
        assert pids, service
        for pid in pids:
            status = dict(line.split(':\t', 1) for line in Path(f'/proc/{pid}/status').read_text(encoding='utf-8').splitlines() if ':\t' in line)
            what = f'{service}: {status["Name"]}'
            assert '0' not in status['Uid'].split(), f'{what} is root'
            equal({status[name] for name in ('CapEff', 'CapPrm', 'CapBnd')}, {16 * '0'}, f'capabilities of {what}')
            equal(status['NoNewPrivs'], '1', what)
        ended = subprocess.run(['docker', 'exec', f'bouncepro-{service}-1', 'sh', '-c', 'touch /root-is-writable'], capture_output=True, text=True, check=False)
        assert 'Read-only file system' in ended.stderr, f'{service}: {ended.stderr}'


def database_is_payloads():
    database = address_of('postgres', 'backend')
    reaches = f'import socket; socket.create_connection(("{database}", 5432), 2)'
    for service, wanted in (('payload', 0), ('nuxt', 1), ('nginx', 1)):
        pid = sh(f"docker inspect -f '{{{{.State.Pid}}}}' bouncepro-{service}-1")
        ended = subprocess.run(['nsenter', '-t', pid, '-n', 'python3', '-c', reaches], capture_output=True, text=True, check=False)
        equal(ended.returncode, wanted, f'connection from {service}: {ended.stderr[-100:]}')
        named = subprocess.run(['docker', 'exec', f'bouncepro-{service}-1', 'getent', 'hosts', 'postgres'], capture_output=True, check=False)
        equal(named.returncode == 0, wanted == 0, f'name of the database in {service}')


def secrets_stay_apart():
    values = dict(line.split('=', 1) for line in Path(f'{STACK}/.env.production').read_text(encoding='utf-8').splitlines() if re.match(r'[A-Z]', line))
    for service, foreign in (('nuxt', ('POSTGRES_PASSWORD', 'PAYLOAD_SECRET', 'STRIPE_SECRET_KEY')), ('postgres', ('PAYLOAD_SECRET', 'BREVO_API_KEY')), ('nginx', ('POSTGRES_PASSWORD', 'PAYLOAD_SECRET'))):
        environment = sh(f"docker inspect -f '{{{{json .Config.Env}}}}' bouncepro-{service}-1")
        for name in foreign:
            assert values[name] and values[name] not in environment, f'{service} has {name}'


def compose_agrees():
    equal(sh('docker compose config -q 2>&1'), '')
    running = sh('docker ps -q --no-trunc | sort')
    sh('docker compose up -d --no-build')
    equal(sh('docker ps -q --no-trunc | sort'), running, 'containers after another up')
    equal(sh('docker exec bouncepro-postgres-1 psql -qAtU bouncepro -c "select count(*) > 0 from pg_stat_statements"'), 't')


# ---- new containers under load ----

def scale(count):
    sh(f'docker compose up -d --no-build --no-recreate --scale payload={count} --wait')


def payloads():
    return sh('docker ps -q --filter label=com.docker.compose.service=payload').split()


def two_payloads():
    scale(2)
    since, first = time.time(), payloads()
    with Load(ADDRESSES) as traffic:
        until(10, 'the load', lambda: traffic.done > 100)
        for container in first:
            sh(f'docker stop {container} && docker rm {container}')
            served = traffic.done
            scale(2)
            until(10, 'more load', lambda served=served: traffic.done > served + 100)
    assert len(first) == 2 and not set(first) & set(payloads()), 'the containers are not all new'
    upstreams = [line['upstream'].split(', ') for line in log_lines(since) if line['zone'] in ('api', 'booking')]
    equal(len({used[-1] for used in upstreams}), 2, 'payloads that answered')
    return f'{traffic.verdict(300)}, {sum(len(tried) > 1 for tried in upstreams)} of them at the second try'


def switched_upstreams():
    """Upstreams in nginx/local as a switch writes them, and one of the two ends under load: kept connections end well too."""
    scale(2)
    local = Path(f'{STACK}/nginx/local')
    names = sh("docker ps --format '{{.Names}}' --filter label=com.docker.compose.service=payload").split()
    servers = ' '.join(f'server {name}:3001;' for name in names)
    try:
        (local / 'upstreams.conf').write_text(f'upstream payload_live {{ zone payload_live 64k; {servers} keepalive 16; }}\n', encoding='utf-8')
        (local / 'payload.map').write_text('live payload_live;\n', encoding='utf-8')
        since = time.time()
        reload_nginx()
        with Load(ADDRESSES) as traffic:
            until(10, 'the load', lambda: traffic.done > 100)
            sh(f'docker stop {names[0]}')
            served = traffic.done
            until(10, 'more load', lambda: traffic.done > served + 100)
    finally:
        for name in ('upstreams.conf', 'payload.map'):
            (local / name).unlink(missing_ok=True)
        reload_nginx()
        sh(f'docker rm -f {names[0]}')
        scale(2)
    used = {line['upstream'] for line in log_lines(since) if line['zone'] == 'api'}
    assert len(used) >= 2, f'only {used} answered'
    return traffic.verdict(300)


def one_payload():
    """The one is made anew: who asks nginx, and for how long, is served again once it is healthy."""
    scale(1)
    nginx = sh("docker inspect -f '{{.Id}} {{.State.StartedAt}} {{.RestartCount}}' bouncepro-nginx-1")
    old = payloads()
    maker = threading.Thread(target=lambda: sh('docker compose up -d --no-build --force-recreate payload'))
    maker.start()
    until(30, 'a new payload', lambda: (now := payloads()) and now != old)
    until(30, 'its health', lambda: sh(f"docker inspect -f '{{{{.State.Health.Status}}}}' {payloads()[0]}", check=False) == 'healthy')
    healthy, source = time.monotonic(), ADDRESSES.new()
    until(10, 'an answer', lambda: ask(API, '/health/ready', source=source).status == 200)
    took = time.monotonic() - healthy
    maker.join()
    assert took <= 2, f'{took:.2f} s after it was healthy'
    equal(sh("docker inspect -f '{{.Id}} {{.State.StartedAt}} {{.RestartCount}}' bouncepro-nginx-1"), nginx, 'nginx')
    equal(ask(SITE, '/', source=source).status, 200, 'the site')
    return f'{took:.2f} s after it was healthy'


CHECKS = [security_headers, content_security_policy, redirect, health_without_tls, routes, tls_versions, tls_ciphers, http2, compression, cache, four_zones, connection_limit,
          files_are_exempt, admin_allow_list, challenge, nobody_is_root, database_is_payloads, secrets_stay_apart, compose_agrees, two_payloads,
          switched_upstreams, one_payload, starts_without_certificate]


def main(pattern):
    os.umask(0o022)
    passed = failed = 0
    for check in CHECKS:
        if not re.search(pattern, check.__name__):
            continue
        begun = time.monotonic()
        try:
            told = check()
            passed += 1
            verdict = 'ok  '
        except Exception as problem:
            failed += 1
            verdict, told = 'FAIL', problem if isinstance(problem, AssertionError) else repr(problem)
        print(f'{verdict} {time.monotonic() - begun:5.1f} s  {check.__name__.replace("_", " ")}{f": {told}" if told else ""}', flush=True)
    print(f'{passed} passed, {failed} failed')
    return 1 if failed or not passed else 0


if __name__ == '__main__':
    sys.exit(main(sys.argv[1] if len(sys.argv) > 1 else ''))
