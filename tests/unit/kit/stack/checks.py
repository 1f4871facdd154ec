# SPDX-FileCopyrightText: 2026 BouncePro Console contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the kit's stack promises, read from its files: each check gives one text a problem."""
import json
import re
import subprocess
import tempfile
from pathlib import Path

import yaml

KIT = 'resources/kit'
COMPOSE = f'{KIT}/docker-compose.prod.yml'
APPLICATIONS = ('payload', 'nuxt')

# Requests a second and burst of each zone, as the infrastructure's description has them.
ZONES = {'api': (10, 20), 'booking': (5, 5), 'general': (30, 50), 'admin': (20, 20)}
HEADERS = ['X-Frame-Options "SAMEORIGIN"', 'X-Content-Type-Options "nosniff"', 'X-XSS-Protection "1; mode=block"',
           'Referrer-Policy "strict-origin-when-cross-origin"', 'Content-Security-Policy $content_security_policy']
LOGGED = ['request_id', 'request_time', 'upstream_addr', 'upstream_response_time', 'upstream_cache_status', 'zone', 'limit_req_status', 'limit_conn_status']


class Tree:
    """A checkout, or a broken copy of one."""

    def __init__(self, root):
        self.root = Path(root)
        self.keys = {key['name']: key for key in json.loads(self.text('resources/schema/environment.json'))['keys']}
        self.compose = yaml.safe_load(self.text(COMPOSE))
        self.services = self.compose['services']

    def text(self, name):
        return (self.root / name).read_text(encoding='utf-8')

    def default(self, name):
        return int(self.keys[name]['default'])


def seconds(text):
    number, unit = re.fullmatch(r'(\d+)(ms|s|m)', text).groups()
    return int(number) * {'ms': 0.001, 's': 1, 'm': 60}[unit]


def megabytes(text):
    number, unit = re.fullmatch(r'(\d+)([MG])', text).groups()
    return int(number) * {'M': 1, 'G': 1024}[unit]


# ---- the compose file ----

def every_service(tree):
    """What holds for each container."""
    if set(tree.services) != {'postgres', 'payload', 'nuxt', 'nginx'}:
        yield 'the services are not postgres, payload, nuxt, nginx'
    for name, service in tree.services.items():
        for problem in service_problems(tree, service):
            yield f'{name}: {problem}'


def service_problems(tree, service):
    if str(service.get('user', 'root')).partition(':')[0] in ('root', '0', ''):
        yield 'runs as root'
    if 'no-new-privileges:true' not in service.get('security_opt', []):
        yield 'may gain privileges'
    if service.get('cap_drop') != ['ALL'] or 'cap_add' in service or service.get('privileged'):
        yield 'has capabilities'
    if service.get('read_only') is not True:
        yield 'may write to its root'
    if 'container_name' in service:
        yield 'has a fixed name, so there cannot be two'
    if service.get('restart') != 'always':
        yield 'does not come back after a restart of Docker'
    if not {'max-size', 'max-file'} <= service.get('logging', {}).get('options', {}).keys():
        yield 'its log grows without end'
    if not {'memory', 'pids'} <= service.get('deploy', {}).get('resources', {}).get('limits', {}).keys():
        yield 'has no limit of memory and processes'
    if 'stop_grace_period' not in service:
        yield 'has no stop grace'
    if 'interval' not in service.get('healthcheck', {}):
        yield 'has no health check'
    if not re.fullmatch(r'\$\{[A-Z]+_IMAGE:-[a-z0-9.:-]+\}(:\$\{RELEASE:-latest\})?', service.get('image', '')):
        yield 'its image is not from a variable with a default'
    for volume in service.get('volumes', []):
        source = volume.partition(':')[0]
        if source.startswith('.') and not (tree.root / KIT / source).is_dir():
            yield f'mounts {source}, which is no folder'


def applications(tree):
    """Two of Payload and of Nuxt may run side by side, each of its release, and end in peace."""
    for name in APPLICATIONS:
        service = tree.services[name]
        if 'ports' in service:
            yield f'{name}: has a port of the server, so there cannot be two'
        if not service['image'].endswith(':${RELEASE:-latest}'):
            yield f'{name}: its image is not tagged by the release'
        arguments, environment = service['build'].get('args', {}), service.get('environment', {})
        if arguments.get('RELEASE') != '${RELEASE:-latest}' or any(environment.get(key) != '${RELEASE:-latest}' for key in ('RELEASE', 'SENTRY_RELEASE')):
            yield f'{name}: does not know its release'
        if service['build'].get('dockerfile') != 'Dockerfile.prod':
            yield f'{name}: is not built by Dockerfile.prod'
        if seconds(service['stop_grace_period']) < tree.default('SHUTDOWN_GRACE_MS') / 1000 + 5 + tree.default('SHUTDOWN_LINGER_MS') / 1000:
            yield f'{name}: is killed before it has drained'
        if service.get('env_file') != '.env.production':
            yield f'{name}: does not read .env.production'
    drains = any('installShutdown' in file.read_text(encoding='utf-8') for file in (tree.root / KIT / 'nuxt').rglob('*.ts'))
    if not drains and 'NITRO_SHUTDOWN_DISABLED' in tree.text(COMPOSE) + tree.text(f'{KIT}/nuxt/Dockerfile.prod'):
        yield "nuxt: SIGTERM reaches nobody, as Nitro's own handler is off and there is no other"
    if 'payload-${RELEASE:-latest}' not in tree.services['payload']['networks']['frontend'].get('aliases', []):
        yield 'payload: has no name of its release'
    if tree.services['nuxt']['environment'].get('PAYLOAD_URL') != 'http://payload-${RELEASE:-latest}:3001':
        yield 'nuxt: does not ask the Payload of its release'
    if megabytes(tree.services['payload']['deploy']['resources']['limits']['memory']) <= tree.default('HEALTH_MEMORY_LIMIT_MB'):
        yield 'payload: is ended before it says that its memory is full'


def order(tree):
    """Who waits for whom, who reaches whom."""
    waits = {name: {other: how.get('condition') for other, how in service.get('depends_on', {}).items()} for name, service in tree.services.items()}
    if waits != {'postgres': {}, 'payload': {'postgres': 'service_healthy'}, 'nuxt': {'payload': 'service_healthy'}, 'nginx': {}}:
        yield f'who waits for whose health: {waits}'
    networks = {name: sorted(service.get('networks', [])) for name, service in tree.services.items()}
    if networks != {'postgres': ['backend'], 'payload': ['backend', 'frontend'], 'nuxt': ['frontend'], 'nginx': ['frontend']}:
        yield f'who is in which network: {networks}'
    if not (tree.compose['networks']['backend'] or {}).get('internal'):
        yield 'the database reaches the world'
    if 'ports' in tree.services['postgres']:
        yield 'the world reaches the database'
    if tree.services['nginx'].get('ports') != ['80:80', '443:443']:
        yield 'nginx is not at ports 80 and 443'
    command = tree.services['postgres'].get('command', [])
    for wanted in ('shared_preload_libraries=pg_stat_statements', 'log_min_duration_statement=500ms', 'log_parameter_max_length=0'):
        if wanted not in command:
            yield f'postgres runs without {wanted}'
    if not re.search(r'^create extension if not exists pg_stat_statements;$', tree.text(f'{KIT}/postgres/init/10-extensions.sql'), re.M):
        yield 'a new database has no pg_stat_statements'


def secrets(tree):
    """A running service has its own secrets of .env.production and no other."""
    for name, service in tree.services.items():
        emptied = {key for key, value in (service.get('environment') or {}).items() if value == ''} if 'env_file' in service else None
        for key in tree.keys.values():
            if emptied is None or not key.get('secret'):
                continue
            own = name in key['services'] and {'start', 'init'} & set(key.get('applies', ['start']))
            if own and key['name'] in emptied:
                yield f'{name} does not get its {key["name"]}'
            elif not own and key['name'] not in emptied:
                yield f'{name} gets {key["name"]}'


# ---- the images ----

def images(tree):
    """How the two images are built."""
    for name in APPLICATIONS:
        for problem in image_problems(tree.text(f'{KIT}/{name}/Dockerfile.prod'), tree.text(f'{KIT}/{name}/.dockerignore').split('\n'), tree.keys):
            yield f'{name}: {problem}'


def image_problems(text, ignored, keys):
    text = re.sub(r'^\s*#.*\n', '', text, flags=re.M).replace('\\\n', ' ')
    stages = re.split(r'^FROM ', text, flags=re.M)[1:]
    if len(stages) != 2 or any(not stage.startswith('${NODE_IMAGE}') for stage in stages):
        yield 'is not built in one stage and run in another, both of NODE_IMAGE'
        return
    builder, runtime = stages
    if not re.search(r'COPY package\.json package-lock\.json .*npm ci.*COPY \. \.', builder, re.S):
        yield 'installs its packages anew whenever a source changes'
    if 'npm' in runtime or re.search(r'^COPY (?!--from=builder )', runtime, re.M):
        yield 'takes more than what was built'
    if '/app/.next/cache ' in runtime and not re.search(r'^RUN --mount=type=cache,target=/app/\.next/cache .*npm run build', builder, re.M):
        yield 'takes along what the build keeps for the next one'
    if re.findall(r'^USER (.*)', runtime, re.M) != ['node']:
        yield 'runs as root'
    if not re.search(r'^HEALTHCHECK .*--start-period=.* CMD \["node"', runtime, re.M):
        yield 'has no health check'
    if not re.search(r'^CMD \["node", (?:"--import", "\./console\.mjs", )?"[^"]+"\]$', runtime, re.M):
        yield 'its process is not node itself, which SIGTERM has to reach'
    if not re.search(r'^LABEL org\.opencontainers\.image\.revision=\$\{RELEASE\}$', runtime, re.M) or not re.search(r'"\$\{RELEASE\}" >release', builder):
        yield 'does not know what release it is'
    for line in re.findall(r'^(?:ARG|ENV) .*', text, re.M):
        for word in re.findall(r'([A-Z][A-Z0-9_]*)=?', line):
            if keys.get(word, {}).get('secret'):
                yield f'keeps {word} in a layer'
    for wanted in ('.env*', 'node_modules', '.git'):
        if wanted not in ignored:
            yield f'copies {wanted} into the build'


# ---- nginx ----

def configuration(tree):
    """What the configuration of nginx says; what it does is for the lab's traffic."""
    text = ''.join(tree.text(f'{KIT}/nginx/{name}') for name in ('nginx.conf', 'conf.d/health.conf', 'conf.d/static.conf', 'conf.d/proxy_params.conf', 'conf.d/security_headers.conf'))
    text = re.sub(r'(^|\s)#.*', '', text)
    for zone, (rate, burst) in ZONES.items():
        if f'limit_req_zone $binary_remote_addr zone={zone}:10m rate={rate}r/s;' not in text:
            yield f'zone {zone} is not {rate} a second'
        if set(re.findall(rf'limit_req zone={zone} burst=(\d+) nodelay;', text)) != {str(burst)}:
            yield f'zone {zone} has not always a burst of {burst}'
    for block in re.findall(r'location [^{]*\{([^}]*)\}', text):
        limited = re.search(r'limit_req zone=(\w+)', block)
        if limited and f'set $zone {limited[1]};' not in block:
            yield f'the log does not tell of zone {limited[1]}'
        if 'add_header' in block:
            yield 'a location with an add_header of its own has no security headers'
        if 'proxy_pass' in block and not limited and 'static.conf' not in block:
            yield 'a location without a limit'
    for wanted in ('limit_req_status 429;', 'limit_conn_status 429;', 'ssl_protocols TLSv1.2 TLSv1.3;', 'gzip on;', 'proxy_cache_valid 200 7d;',
                   'server_tokens off;', 'proxy_next_upstream error timeout;', *[f'include local/{name};' for name in ('admin-allow*.conf', 'upstreams*.conf', 'http*.conf', 'site*.conf', 'api*.conf', 'payload*.map', 'nuxt*.map', 'csp-images*.map', 'maintenance*.conf', 'maintenance*.map')], 'root /etc/nginx/acme;'):
        if wanted not in text:
            yield f'lacks {wanted}'
    if set(re.findall(r'limit_conn address (\d+);', text)) != {'10'}:
        yield 'an address has not always 10 connections'
    for header in HEADERS:
        if f'add_header {header} always;' not in text:
            yield f'lacks the header {header}'
    policy = re.search(r'"(default-src [^"]*)"', text)[1]
    scripts = re.search(r'script-src ([^;]*)', policy)[1]
    if "'unsafe" in scripts or '*' in scripts.split() or "object-src 'none'" not in policy or "default-src 'self';" not in policy:
        yield 'the Content-Security-Policy is not strict'
    if re.search(r'proxy_pass http://[^$]', text):
        yield 'passes to a name that has to resolve when nginx starts'
    log = re.search(r"log_format json escape=json (.*?);\n", text, re.S)[1]
    for name in LOGGED:
        if f'${name}' not in log:
            yield f'the log lacks ${name}'
    if '$request_uri' in log or '$args' in log or '$http_referer' in log:
        yield 'the log has queries, which carry tokens'


# What local/README.md allows, all at once.
LOCAL = {
    'admin-allow.conf': 'allow 203.0.113.0/24;\ndeny all;\n',
    'http.conf': 'deny 198.51.100.9;\nset_real_ip_from 192.0.2.0/24;\nreal_ip_header X-Forwarded-For;\n',
    'site.conf': 'location = /robots.txt { return 204; }\n',
    'api.conf': 'client_max_body_size 60m;\n',
    'csp-scripts.map': 'live "https://js.stripe.com";\n',
    'csp-images.map': 'live "https://media.bouncepro.example";\n',
    'csp-connections.map': 'live "https://errors.bouncepro.example";\n',
    'csp-frames.map': 'live "https://js.stripe.com";\n',
    'upstreams.conf': 'upstream payload_live { zone payload_live 64k; server 127.0.0.1:1; server 127.0.0.1:2 backup; keepalive 16; }\n'
                      'upstream nuxt_live { zone nuxt_live 64k; server 127.0.0.1:3; }\n',
    'payload.map': 'live payload_live;\n',
    'nuxt.map': 'live nuxt_live;\n',
    'maintenance.conf': 'geo $maintenance_for { default closed; 203.0.113.0/24 open; 2001:db8::/32 open; }\n',
    'maintenance.map': 'live $maintenance_for;\n',
}


def nginx_accepts(tree):
    """nginx itself reads the configuration: as it is, with all of local/, before there is a certificate."""
    for what, local, with_certificate in (('as it is', {}, True), ('with all of local/', LOCAL, True), ('without a certificate', {}, False)):
        with tempfile.TemporaryDirectory() as folder:
            said = nginx_test(tree, Path(folder), local, with_certificate)
            if said:
                yield f'nginx -t, {what}: {said}'


def nginx_test(tree, scratch, local, with_certificate):
    """A copy that lies in scratch and is told so, since its paths are those of the container."""
    nginx = scratch / 'nginx'
    subprocess.run(['cp', '-R', tree.root / KIT / 'nginx', nginx], check=True)
    old = re.search(r'nginx/1\.(\d+)\.', subprocess.run(['nginx', '-v'], capture_output=True, text=True, check=True).stderr)
    for file in nginx.rglob('*.conf'):
        text = file.read_text(encoding='utf-8').replace('/etc/nginx', str(nginx)).replace('/tmp/', f'{scratch}/').replace('/var/cache/nginx', f'{scratch}')
        if old and int(old[1]) < 25:  # `http2 on` came with 1.25.1; Debian 12 has 1.22
            text = text.replace('http2 on;', '')
        file.write_text(text, encoding='utf-8')
    for name, text in local.items():
        (nginx / 'local' / name).write_text(text, encoding='utf-8')
    if with_certificate:
        subprocess.run(['openssl', 'req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-days', '1', '-subj', '/CN=bouncepro.example',
                        '-keyout', nginx / 'ssl/key.pem', '-out', nginx / 'ssl/cert.pem'], capture_output=True, check=True)
    environment = {'PATH': '/usr/sbin:/usr/bin:/sbin:/bin', 'NGINX_SSL': str(nginx / 'ssl'), 'NGINX_CERTIFICATE_CONF': str(scratch / 'certificate.conf')}
    ended = subprocess.run(['sh', nginx / 'start.sh', 'nginx', '-t', '-e', 'stderr', '-c', nginx / 'nginx.conf'], capture_output=True, text=True, check=False, env=environment)
    if with_certificate == ('HTTPS waits' in ended.stderr):
        return f'start.sh does not tell whether there is a certificate: {ended.stderr}'
    if ended.returncode or '[warn]' in ended.stderr:
        return ended.stderr.strip()[-300:].replace(str(scratch), '')
    return ''


def ignored(tree):
    """What git must never take, and what it must keep for the mounts to be there."""
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run(['git', 'init', '-q', folder], check=True)
        (Path(folder) / '.gitignore').write_text(tree.text(f'{KIT}/.gitignore'), encoding='utf-8')

        def is_ignored(name):
            return subprocess.run(['git', '-C', folder, 'check-ignore', '-q', name], check=False).returncode == 0
        for name in ('.env', '.env.production', 'nginx/ssl/key.pem', 'nginx/ssl/cert.pem', 'nginx/local/upstreams.conf', 'nginx/acme/.well-known', '.bouncepro/lock'):
            if not is_ignored(name):
                yield f'git takes {name}'
        for name in ('nginx/ssl/README.md', 'nginx/local/README.md', 'nginx/acme/README.md', '.env.production.example', 'nginx/conf.d/health.conf'):
            if is_ignored(name) or not (tree.root / KIT / name).is_file():
                yield f'{name} is not there, or git leaves it out'


CHECKS = [every_service, applications, order, secrets, images, configuration, nginx_accepts, ignored]
