# SPDX-FileCopyrightText: 2026 BouncePro Console contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the kit's documents may say. A check gets a Tree and yields complaints."""
import json
import re
import shlex
import subprocess
from pathlib import Path

import yaml

from blocks import DOCUMENTS, KIT, NOT_RUN, NOT_TYPED, PLACES, blocks_of, prose, sentences_commands

PAGES = [*DOCUMENTS, 'PRODUCTION_INFRASTRUCTURE.md']
# What the seed wants told, and the heading in docs/deployment.md, or the page, that tells it.
TOLD = ['Before you start', 'The server', 'Certificate', 'Update', 'Verification', 'Backups', 'Restore', 'Scaling', 'Rollback', 'Troubleshooting']
# Names that are no key of the schema: Compose's own.
OF_COMPOSE = {'COMPOSE_PROJECT_NAME', 'COMPOSE_FILE'}
# What is there on a server, and not in the repository.
MADE = re.compile(r'\.env(\.production)?|nginx/ssl/(cert|key)\.pem|nginx/(ssl|acme|local)/?|docker-compose\.prod\.yml|rollback\.sh|package\.json')
# docker compose: the options of each subcommand that are used, with whether they take a value; the rest are services.
COMPOSE = {
    'ps': {'-a': 0, '-q': 0}, 'logs': {'--tail': 1}, 'exec': {'-T': 0}, 'stop': {}, 'restart': {}, 'build': {}, 'down': {}, 'version': {},
    'up': {'-d': 0, '--build': 0, '--no-build': 0, '--no-recreate': 0, '--wait': 0},
}


class Tree:
    def __init__(self, root):
        self.root = Path(root)
        self.pages = {name: self.text(f'{KIT}/{name}') for name in PAGES}
        self.blocks = [block for name in PAGES for block in blocks_of(name, self.pages[name])]
        self.compose = yaml.safe_load(self.text(f'{KIT}/docker-compose.prod.yml'))
        self.schema = {key['name'] for key in json.loads(self.text('resources/schema/environment.json'))['keys']}

    def text(self, name):
        return (self.root / name).read_text(encoding='utf-8')

    def page(self, path):
        name = str(path.resolve().relative_to((self.root / KIT).resolve()))
        return self.pages.get(name) or path.read_text(encoding='utf-8')

    def has(self, name):
        return (self.root / KIT / name).exists()

    def inline(self):
        """(page, span) of everything in backticks."""
        for name, text in self.pages.items():
            yield from ((name, span) for span in re.findall(r'`([^`\n]+)`', prose(text)))

    def commands(self):
        """(where, words) of every simple command in blocks and in backticks."""
        texts = [(f'{block.document}:{block.line}', block.text.replace('\\\n', ' ')) for block in self.blocks]
        for where, text in [*texts, *self.inline()]:
            for part in re.split(r'&&|\|\||[;|\n()]', re.sub(r"'[^']*'", lambda quoted: re.sub(r'[&|;()\n]', '_', quoted[0]), text)):
                part = re.sub(r'^\s*(?:\w+=\$?[\w.-]*\s+|sudo\s+|xargs\s+|do\s+|\w+=$)*', '', part)
                try:
                    words = shlex.split(part)
                except ValueError:
                    words = part.split()
                if words:
                    yield where, words


def blocks(tree):
    """Every block is marked and is shell; what the lab does not run is named, with a reason."""
    names = [block.name for block in tree.blocks]
    for block in tree.blocks:
        where = f'{block.document}:{block.line}'
        if not block.info.startswith('sh ') or block.place not in PLACES or not re.fullmatch(r'[a-z-]+', block.name):
            yield f'{where}: the block is not marked as ```sh server|console NAME, but as {block.info!r}'
        if names.count(block.name) > 1:
            yield f'{where}: {block.name} is the name of another block too'
        ended = subprocess.run(['bash', '-n'], input=block.text, capture_output=True, text=True, check=False)
        if ended.returncode:
            yield f'{where}: bash does not read it: {ended.stderr.strip()}'
        if block.document not in DOCUMENTS:
            yield f'{where}: the lab does not run the blocks of this page'
    for name, why in NOT_RUN.items():
        if name not in names:
            yield f'{name} is said not to be run, and is no block'
        if len(why.split()) < 4:
            yield f'{name} is not run for no reason'
    typed = {command for name in DOCUMENTS for command in sentences_commands(tree.pages[name])}
    yield from (f'{command} is said not to be typed, and no sentence has it' for command in sorted(set(NOT_TYPED) - typed))
    for name, text in tree.pages.items():
        if re.search(r'^ {4,}(?:\$ |sudo |docker |git |\./)', prose(text), re.M):
            yield f'{name}: a command that is only indented, so nobody runs it'
        yield from (f'{name}: backticks that do not end on their line: {line}' for line in prose(text).split('\n') if line.count('`') % 2)
        if len(re.findall('^Prints ', text, re.M)) != sum(bool(block.prints) for block in tree.blocks if block.document == name):
            yield f'{name}: a promise (Prints) that follows no block, or names nothing in backticks'


def anchors(text):
    return {re.sub(r'[^\w -]', '', title.lower()).replace(' ', '-') for title in re.findall(r'^#+ (.*)$', text, re.M)}


def links(tree):
    """Links lead to files and headings that are there."""
    for name, text in tree.pages.items():
        for target in re.findall(r'\]\(([^)]+)\)', text):
            file, _, anchor = target.partition('#')
            path = (tree.root / KIT / name).parent / file if file else tree.root / KIT / name
            if not path.is_file():
                yield f'{name}: {target} leads to no file'
            elif anchor and anchor not in anchors(tree.page(path)):
                yield f'{name}: {target} leads to no heading'


def told(tree):
    """Each of the subjects that an operator looks for has its heading, and each document is found from the first page."""
    for title in TOLD:
        if f'\n## {title}\n' not in tree.pages['docs/deployment.md']:
            yield f'docs/deployment.md has no heading {title}'
    for page in ['PRODUCTION_INFRASTRUCTURE.md', 'docs/deployment.md', 'docs/monitoring.md', 'docs/environment-variables.md']:
        if f']({page})' not in tree.pages['README.production.md']:
            yield f'README.production.md does not lead to {page}'


def files(tree):
    """Files and scripts that are named are there, with the options that are used."""
    local = tree.text(f'{KIT}/nginx/local/README.md')
    for name, span in tree.inline():
        path = re.match(r'(?:sudo )?(?:\./)?([\w.-]+(?:/[\w.-]+)*/?)(?: |$)', span)
        if not path or not re.search(r'/|\.(?:sh|yml|md|conf|json|ts)$', path[1]) or MADE.fullmatch(path[1]):
            continue
        if path[1].startswith('nginx/local/'):
            if f'`{path[1].removeprefix("nginx/local/")}`' not in local:
                yield f'{name}: {path[1]} is no file that nginx/local/README.md knows'
        elif not tree.has(path[1]):
            yield f'{name}: there is no {path[1]}'
    for where, words in tree.commands():
        for word in words:
            if re.match(r'(?:systemd|cron|ufw|scripts|nginx)/(?!local/)', word) and '*' not in word and not MADE.fullmatch(word) and not tree.has(word):
                yield f'{where}: there is no {word}'
            unit = re.fullmatch(r'bouncepro-[a-z]+\.(?:timer|service)', word)
            if unit and not tree.has(f'systemd/{word}'):
                yield f'{where}: there is no systemd/{word}'
        script = re.fullmatch(r'\./((?:scripts|ufw)/[\w-]+\.sh)', words[0])
        if not script:
            continue
        if not tree.has(script[1]) or not (tree.root / KIT / script[1]).stat().st_mode & 0o100:
            yield f'{where}: {script[1]} cannot be run'
            continue
        usage = re.search(r'usage: (.*)', tree.text(f'{KIT}/{script[1]}'))[1]
        for flag in [word for word in words if word.startswith('-')]:
            if not re.search(rf'(?<![\w-]){re.escape(flag)}\b', usage):
                yield f'{where}: {script[1]} has no {flag}'
    known = set(re.findall(r'--[a-z-]+', tree.text(f'{KIT}/scripts/restore.sh'))) | {flag for flags in COMPOSE.values() for flag in flags} | {'--server', '--arm'}
    for name, span in tree.inline():
        if span.startswith('--') and span.split()[0] not in known:
            yield f'{name}: restore.sh has no {span}'


def variables(tree):
    """Variables that are named are keys of the schema."""
    for name, text in tree.pages.items():
        for variable in sorted(set(re.findall(r'\b[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+\b', text))):
            if variable not in tree.schema | OF_COMPOSE and variable != 'PRODUCTION_INFRASTRUCTURE':
                yield f'{name}: {variable} is no variable of the schema'
    for where, words in tree.commands():
        if words[0] == 'fill' and len(words) == 3 and words[1] not in tree.schema:
            yield f'{where}: fills {words[1]}, which the schema lacks'


def compose(tree):
    """What docker compose is told to do it can do, with services that are there."""
    services = set(tree.compose['services'])
    for where, words in tree.commands():
        if words[:2] != ['docker', 'compose'] or len(words) < 3:
            continue
        command, rest = words[2], words[3:]
        if command not in COMPOSE:
            yield f'{where}: docker compose {command}?'
            continue
        named = []
        while rest:
            word = rest.pop(0)
            if word.startswith('-'):
                if word not in COMPOSE[command]:
                    yield f'{where}: docker compose {command} {word}?'
                elif COMPOSE[command][word] and rest:
                    rest.pop(0)
            elif word.startswith(('>', '2>')):
                break
            else:
                named.append(word)
                rest = [] if command == 'exec' else rest
        yield from (f'{where}: docker compose {command}: there is no service {service}' for service in named
                    if service not in services and not service.startswith('$'))
    for block in tree.blocks:
        for service in re.findall(r'^logs (\w+)|for service in ([\w ]+);', block.text, re.M):
            yield from (f'{block.document}: there is no service {one}' for one in ' '.join(service).split() if one not in services)


def endpoints(tree):
    """Paths of the site are those that nginx and the applications have."""
    nginx, health = tree.text(f'{KIT}/nginx/nginx.conf'), tree.text(f'{KIT}/nginx/conf.d/health.conf')
    ours = re.search(r'location ~ (\S+)', health)[1]
    served = [re.compile(ours)] + [re.compile(path) for path in re.findall(r'location ~ (\S+)', nginx)]
    exact = {'/', '/api/health', *(re.sub(r'/$', '', path) for path in re.findall(r'location (?:\^~ )?(/\S*)', nginx)), '/api/'}
    if not tree.has('nuxt/server/api/health.get.ts'):
        yield 'Nuxt has no /api/health'
    spans = [*tree.inline(), *((block.document, url) for block in tree.blocks for url in re.findall(r'https?://\S+', block.text))]
    for name, span in spans:
        for path in re.findall(r'^(?:curl .*)?(?:https?://(?:localhost|(?:api\.)?bouncepro\.example))?(/(?:health|api|admin|\.well-known|_nuxt)\S*|/)$', span):
            if path not in exact and not path.startswith('/.well-known/acme-challenge/') and not any(one.match(path) for one in served):
                yield f'{name}: nothing serves {path}'


def bounceproctl(tree):
    """Commands and options of bounceproctl are those of its manual page, which a test compares with the program."""
    page = tree.text('packaging/man/bounceproctl.1')
    commands = sorted((re.split(r' (?:Ar|Op|Fl) ', line)[0].split() for line in re.findall(r'^\.It Cm (.*)$', page, re.M)), key=len, reverse=True)
    commands += [['plan', 'deploy'], ['plan', 'rollback']]
    options = set(re.findall(r'Fl (-?[a-z-]+)', page))
    for where, words in tree.commands():
        if words[0] != 'bounceproctl' or len(words) == 1:
            continue
        flags = [word for word in words if word.startswith('-')]
        yield from (f'{where}: bounceproctl has no {flag}' for flag in flags if flag.removeprefix('-') not in options)
        bare = [word for at, word in enumerate(words[1:], 1) if not word.startswith('-') and words[at - 1] not in ('--server', '-s')]
        if not any(bare[:len(command)] == command for command in commands):
            yield f'{where}: bounceproctl has no command {" ".join(bare)}'


def window(tree):
    """What is written in italics is a word of the window."""
    sources = ''.join(path.read_text(encoding='utf-8') for path in sorted((tree.root / 'ui').rglob('*.cpp')))
    for name, text in tree.pages.items():
        for words in re.findall(r'(?<![*\w])\*([^*\n]+)\*(?!\*)', re.sub(r'`[^`\n]*`', '', prose(text))):
            if f'tr("{words}")' not in sources:
                yield f'{name}: the window has no "{words}"'


def figures(tree):
    """Tables of limits, containers and log fields agree with nginx and the compose file."""
    page, nginx = tree.pages['PRODUCTION_INFRASTRUCTURE.md'], tree.text(f'{KIT}/nginx/nginx.conf')
    rates = dict(re.findall(r'limit_req_zone \S+ zone=(\w+):\S+ rate=(\d+)r/s', nginx))
    bursts = dict(re.findall(r'limit_req zone=(\w+) burst=(\d+)', nginx))
    rows = {zone: (rate, burst) for zone, rate, burst in re.findall(r'^\| (\w+) \|.*\| (\d+) \| (\d+) \|$', page, re.M)}
    if rows != {zone: (rate, bursts[zone]) for zone, rate in rates.items()}:
        yield f'the table of limits says {rows}'
    for name, service in tree.compose['services'].items():
        limits = service['deploy']['resources']['limits']
        memory = re.sub(r'M$', ' MB', re.sub(r'G$', ' GB', limits['memory']))
        row = re.search(rf'^\| `{name}` \|.*$', page, re.M)
        cells = row[0].split(' | ') if row else []
        networks = ', '.join(sorted(service['networks'], reverse=True))
        wanted = [f'`{name.upper()}_IMAGE`', networks, f'{memory}, {limits["pids"]}', re.sub(r's$', ' s', service['stop_grace_period']) + ' |']
        for cell in wanted:
            if cell not in cells:
                yield f'the row of {name} does not say {cell}'
    for what, number in (('connections', r'limit_conn address (\d+);'), ('MB,', r'client_max_body_size (\d+)m'), ('s. Text', r'proxy_read_timeout (\d+)s')):
        value = re.search(number, nginx + tree.text(f'{KIT}/nginx/conf.d/proxy_params.conf'))[1]
        if f'{value} {what}' not in page:
            yield f'the limits do not say {value} {what}'
    logged = set(re.findall(r'"(\w+)":', re.search(r'log_format json(.*?);', nginx, re.S)[1]))
    table = re.search(r'\nnginx:\n\n(.*?)\n\n', tree.pages['docs/monitoring.md'], re.S)[1]
    named = set(re.findall(r'`(\w+)`', re.sub(r'^(\|[^|]*\|).*$', r'\1', table, flags=re.M)))
    if logged != named:
        yield f'the table of nginx\' log fields differs in {sorted(logged ^ named)}'
    answered = tree.text(f'{KIT}/payload/src/endpoints/health.ts') + tree.text(f'{KIT}/payload/src/lib/release.ts')
    health = re.search(r'\n\| field \| what \|\n(.*?)\n\n', tree.pages['docs/monitoring.md'], re.S)[1]
    for fact in re.findall(r'[a-zA-Z]+', ' '.join(re.findall(r'`([^`\n]+)`', re.sub(r'^\| `checks\.|`HEALTH_\w+`', ' `', health, flags=re.M)))):
        if not re.search(rf"\b{fact}\b|'{fact}'", answered) and fact not in ('nuxt',):
            yield f'health answers nothing called {fact}'


CHECKS = [blocks, links, told, files, variables, compose, endpoints, bounceproctl, window, figures]
