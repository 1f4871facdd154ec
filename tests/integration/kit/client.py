# SPDX-FileCopyrightText: 2026 BouncePro Console contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Clients of the stack, each with an address of its own on the server's side of the frontend network."""
import http.client
import json
import select
import socket
import ssl
import subprocess
import time

STACK = '/opt/bouncepro'
SITE, API = 'bouncepro.example', 'api.bouncepro.example'


def sh(command, check=True):
    """What a shell command writes to standard output, in the stack's folder, as its owner would."""
    ended = subprocess.run(['sh', '-c', command], cwd=STACK, capture_output=True, text=True, check=False)
    if check and ended.returncode:
        raise AssertionError(f'{command}: exit {ended.returncode}: {(ended.stderr or ended.stdout).strip()[-400:]}')
    return ended.stdout.strip()


def until(limit, what, ask):
    """What `ask` says, once it says something true, within so many seconds."""
    deadline = time.monotonic() + limit
    while time.monotonic() < deadline:
        said = ask()
        if said:
            return said
        time.sleep(0.03)
    raise AssertionError(f'waited {limit} s in vain for {what}')


def address_of(service, network='frontend'):
    return sh(f"docker inspect -f '{{{{(index .NetworkSettings.Networks \"bouncepro_{network}\").IPAddress}}}}' bouncepro-{service}-1")


class Addresses:
    """Addresses on the bridge of the frontend network, above those that Docker gives out."""

    def __init__(self):
        network = json.loads(sh('docker network inspect bouncepro_frontend'))[0]
        self.bridge = 'br-' + network['Id'][:12]
        self.prefix = network['IPAM']['Config'][0]['Subnet'].rpartition('.')[0]
        self.last = 150
        sh(f'ip -o -4 addr show dev {self.bridge} | grep -o "{self.prefix}\\.[0-9]*/32" | xargs -rn1 -I% ip addr del % dev {self.bridge}', check=False)

    def new(self):
        self.last += 1
        address = f'{self.prefix}.{self.last}'
        sh(f'ip addr add {address}/32 dev {self.bridge}')
        return address


def trusting():
    """The lab's certificate signs itself, so it is what is trusted; names are checked."""
    return ssl.create_default_context(cafile=f'{STACK}/nginx/ssl/cert.pem')


class Answer:
    def __init__(self, response):
        self.status = response.status
        self.headers = response.headers
        self.body = response.read()

    def json(self):
        return json.loads(self.body)


class Connection:
    """One connection, kept alive, from an address to nginx; plain where there is no host name for TLS."""

    def __init__(self, host, source=None, to=None, port=443, timeout=20):
        self.host = host
        address = to or address_of('nginx')
        if port == 443:
            self.link = http.client.HTTPSConnection(host, port, timeout=timeout, context=trusting())
            # Names are those of the certificate; the address is nginx'.
            self.link._create_connection = lambda _, limit, __: socket.create_connection((address, port), limit, (source, 0) if source else None)
        else:
            self.link = http.client.HTTPConnection(address, port, timeout=timeout, source_address=(source, 0) if source else None)

    def ask(self, path, method='GET', body=None, headers=None):
        self.link.request(method, path, body=body, headers={'Host': self.host, **(headers or {})})
        return Answer(self.link.getresponse())

    def is_closed(self):
        """Whether nginx has ended it since its last answer, as it does with idle ones on a reload; clients look before they send."""
        return bool(self.link.sock) and bool(select.select([self.link.sock], [], [], 0)[0])

    def close(self):
        self.link.close()


def ask(host, path, **options):
    """One request on a connection of its own."""
    request = {key: options.pop(key) for key in ('method', 'body', 'headers') if key in options}
    connection = Connection(host, **options)
    try:
        return connection.ask(path, **request)
    finally:
        connection.close()


def curl(source, *arguments):
    """curl, which speaks HTTP/2, from an address to nginx."""
    nginx = address_of('nginx')
    command = ['curl', '-s', '--cacert', f'{STACK}/nginx/ssl/cert.pem', '--interface', source]
    for host in (SITE, API):
        command += ['--resolve', f'{host}:443:{nginx}']
    return subprocess.run([*command, *arguments], capture_output=True, text=True, check=True, timeout=60).stdout


def log_lines(since):
    """nginx' access log since a time of the clock."""
    lines = sh(f'docker logs --since {since} bouncepro-nginx-1 2>/dev/null').splitlines()
    return [json.loads(line) for line in lines]
