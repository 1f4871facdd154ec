# SPDX-FileCopyrightText: 2026 BouncePro Console contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The lab's server as the campaign sees it: as root inside, over its published ports, by bounceproctl, and by its logs."""
import base64
import hashlib
import http.client
import json
import os
import re
import shlex
import socket
import ssl
import subprocess
import tempfile
import time

SITE, API = 'bouncepro.example', 'api.bouncepro.example'
APPLICATIONS = ('payload', 'nuxt')


def until(limit, what, ask):
    """What `ask` says, once it says something true, within so many seconds."""
    deadline = time.monotonic() + limit
    while not (said := ask()):
        if time.monotonic() > deadline:
            raise AssertionError(f'waited {limit} s in vain for {what}')
        time.sleep(0.1)
    return said


class Answer:
    def __init__(self, response):
        self.status, self.headers, self.text = response.status, response.headers, response.read().decode(errors='replace')

    def json(self):
        return json.loads(self.text)


class Server:
    def __init__(self, lab, name):
        self.lab, self.name = lab, name
        words = (line.partition('=') for line in self.tell('env', name).splitlines())
        self.env = {key: shlex.split(value)[0] for key, _, value in words}
        self.folder = tempfile.TemporaryDirectory(prefix='bouncepro-full-')
        self.certificate = f'{self.folder.name}/cert.pem'
        with open(self.certificate, 'w', encoding='ascii') as file:
            file.write(self.sh('cat nginx/ssl/cert.pem') + '\n')
        self.followers = {}  # containers by their ids: (service, process, file)

    def tell(self, *command):
        """What a command of the lab prints."""
        ended = subprocess.run([self.lab, *command], capture_output=True, text=True, check=False, stdin=subprocess.DEVNULL)
        if ended.returncode:
            raise AssertionError(f'lab {" ".join(command)}: {(ended.stderr or ended.stdout).strip()[-600:]}')
        return ended.stdout.strip()

    def sh(self, command):
        """A shell command in the stack's folder, as root."""
        return self.tell('exec', self.name, 'sh', '-c', f'cd {shlex.quote(self.env["LAB_STACK"])} && {command}')

    def sql(self, question):
        return self.sh(f'docker exec bouncepro-postgres-1 psql -qAt -U bouncepro -d bouncepro -c {shlex.quote(question)}')

    def secrets(self):
        """Values of the environment that nobody may see, by name."""
        lines = (line.partition('=') for line in self.sh('cat .env.production').splitlines() if not line.startswith('#'))
        return {key: value for key, _, value in lines if len(value) >= 12 and re.search('SECRET|PASSWORD|_KEY$|TOKEN', key) and 'PUBLI' not in key}

    def key(self):
        """SHA-256 of the certificate's public key, as browsers name it."""
        public = subprocess.run(['openssl', 'x509', '-in', self.certificate, '-noout', '-pubkey'], capture_output=True, check=True).stdout
        der = base64.b64decode(b''.join(public.splitlines()[1:-1]))
        return base64.b64encode(hashlib.sha256(der).digest()).decode()

    def ask(self, host, path, plain=False, timeout=20):
        """GET through nginx' published port; the certificate and its names are verified."""
        if plain:
            link = http.client.HTTPConnection('127.0.0.1', int(self.env['LAB_HTTP_PORT']), timeout=timeout)
        else:
            link = http.client.HTTPSConnection(host, timeout=timeout, context=ssl.create_default_context(cafile=self.certificate))
            link._create_connection = lambda _, limit, __: socket.create_connection(('127.0.0.1', int(self.env['LAB_HTTPS_PORT'])), limit)
        try:
            link.request('GET', path, headers={'Host': host})
            return Answer(link.getresponse())
        finally:
            link.close()

    # ---- releases ----

    def pinned(self):
        return self.sh("sed -n 's/^RELEASE=//p' .env")

    def serves(self):
        """The release that is ready through nginx, or nothing."""
        try:
            answer = self.ask(SITE, '/health/ready')
            return answer.status == 200 and answer.json()['release']
        except (OSError, http.client.HTTPException, ValueError):
            return False

    def ctl(self, *arguments, limit=1800):
        """The last line of bounceproctl's answer, in JSON."""
        ended = subprocess.run([os.environ['BOUNCEPROCTL'], '--json', *arguments], capture_output=True, text=True, check=False, timeout=limit,
                               stdin=subprocess.DEVNULL, env={**os.environ, 'BOUNCEPRO_CONFIG': f'{self.folder.name}/config'})
        if ended.returncode:
            raise AssertionError(f'bounceproctl {" ".join(arguments)}: exit {ended.returncode}: {(ended.stderr + ended.stdout).strip()[-800:]}')
        return json.loads(ended.stdout.splitlines()[-1])

    # ---- logs ----

    def container(self, service):
        return self.sh(f'docker ps -q --no-trunc --filter label=com.docker.compose.project=bouncepro --filter label=com.docker.compose.service={service}')

    def follow(self):
        """Keeps what the containers of the applications log from their first line to their last, as Docker has it."""
        for service in APPLICATIONS:
            for container in self.container(service).split():
                if container not in self.followers:
                    file = open(f'{self.folder.name}/{container}', 'w+', encoding='utf-8')
                    process = subprocess.Popen([self.lab, 'exec', self.name, 'docker', 'logs', '--follow', container],
                                               stdin=subprocess.DEVNULL, stdout=file, stderr=subprocess.STDOUT)
                    self.followers[container] = (service, process, file)

    def logs(self):
        """Lines of each container that was followed: (service, container, lines)."""
        for container, (service, _, file) in self.followers.items():
            file.seek(0)
            yield service, container[:12], file.read().split('\n')[:-1]

    def close(self):
        for _, process, file in self.followers.values():
            process.kill()
            process.wait()
            file.close()
        self.folder.cleanup()
