# SPDX-FileCopyrightText: 2026 BouncePro Console contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The checks of a checkout: each gives one text a problem."""
import re
import subprocess
import tempfile
from pathlib import Path

from readers import Refused, interpolate, is_value, read_environment, read_json, schema_problems

FILE = '.env.production'
TEMPLATE = 'resources/kit/.env.production.example'
REFERENCE = 'resources/kit/docs/environment-variables.md'
ON_THE_SERVER = {'backup', 'certbot'}

# What a stack needs of each group that its description names.
GROUPS = {
    'Database': ['POSTGRES_USER', 'POSTGRES_PASSWORD', 'POSTGRES_DB', 'DATABASE_URI'],
    'Payload CMS': ['PAYLOAD_SECRET', 'PAYLOAD_PUBLIC_SERVER_URL'],
    'Nuxt': ['NUXT_PUBLIC_SITE_URL', 'NUXT_PUBLIC_API_URL'],
    'Stripe': ['STRIPE_SECRET_KEY', 'STRIPE_WEBHOOK_SECRET', 'NUXT_PUBLIC_STRIPE_PUBLISHABLE_KEY'],
    'Bunny CDN': ['BUNNY_STORAGE_ZONE', 'BUNNY_STORAGE_PASSWORD', 'BUNNY_STORAGE_HOST', 'BUNNY_CDN_URL', 'BUNNY_API_KEY'],
    'Brevo and e-mail': ['BREVO_API_KEY', 'EMAIL_FROM', 'SMTP_HOST', 'SMTP_USER', 'SMTP_PASSWORD'],
    'Sentry': ['SENTRY_DSN', 'NUXT_PUBLIC_SENTRY_DSN', 'SENTRY_ENVIRONMENT', 'SENTRY_TRACES_SAMPLE_RATE'],
    'Security': ['CORS_ALLOWED_ORIGINS', 'ADMIN_ALLOWED_IPS', 'TRUSTED_PROXIES'],
    'Backup': ['BACKUP_DIR', 'BACKUP_RETENTION_DAYS', 'BACKUP_S3_BUCKET', 'BACKUP_S3_ACCESS_KEY_ID', 'BACKUP_S3_SECRET_ACCESS_KEY'],
    'SSL/TLS': ['ACME_EMAIL', 'ACME_SERVER'],
    'Rate limiting': ['RATE_LIMIT_WINDOW_MS', 'RATE_LIMIT_API_MAX', 'RATE_LIMIT_BOOKING_MAX'],
    'Feature flags': ['FEATURE_BOOKING', 'FEATURE_ONLINE_PAYMENTS'],
    'Google Maps': ['NUXT_PUBLIC_GOOGLE_MAPS_API_KEY', 'GOOGLE_MAPS_SERVER_API_KEY'],
    'Twilio': ['TWILIO_ACCOUNT_SID', 'TWILIO_AUTH_TOKEN', 'TWILIO_FROM_NUMBER'],
}

# What nobody but its issuer can make, so that the template can be filled in.
FROM_ISSUERS = {
    'STRIPE_SECRET_KEY': 'sk_test_' + 24 * '0',
    'STRIPE_WEBHOOK_SECRET': 'whsec_' + 32 * '0',
    'NUXT_PUBLIC_STRIPE_PUBLISHABLE_KEY': 'pk_test_' + 24 * '0',
    'BREVO_API_KEY': 'xkeysib-' + 64 * '0' + '-' + 16 * '0',
}


class Tree:
    """A checkout, or a broken copy of one."""

    def __init__(self, root):
        self.root = Path(root)
        self.data = read_json(self.text('resources/schema/environment.json'))
        self.keys = {key['name']: key for key in self.data['keys']}

    def text(self, name):
        return (self.root / name).read_text(encoding='utf-8')

    def sources(self, folder, *endings):
        """(name, text) of files of the kit, packages left out."""
        for path in sorted((self.root / 'resources/kit' / folder).rglob('*')):
            if path.is_file() and path.name.endswith(endings) and 'node_modules' not in path.parts:
                yield str(path.relative_to(self.root / 'resources/kit')), path.read_text(encoding='utf-8')


def set_in(key):
    return key.get('set_in', FILE)


def references(key):
    return re.findall(r'\$\{(\w+)\}', key.get('derive', ''))


# ---- the knowledge itself ----

def schema(tree):
    """The file is what its JSON Schema says."""
    rules = read_json(tree.text('resources/schema/environment.schema.json'))
    yield from schema_problems(tree.data, rules, rules)
    table = tree.text('resources/schema/README.md').partition('| of a key |')[2]
    told = {name for cell in re.findall(r'^\|([^|]*)\|', table, re.M) for name in re.findall('`([a-z_]+)`', cell)}
    for name in sorted(told ^ rules['$defs']['key']['properties'].keys()):
        yield f'README.md and the JSON Schema do not both know the field {name}'


def meaning(tree):
    """What a JSON Schema cannot say: fields that belong together, references, values of their own type."""
    names = [key['name'] for key in tree.data['keys']]
    for name in sorted({name for name in names if names.count(name) > 1}):
        yield f'{name} is there twice'
    groups = [group['name'] for group in tree.data['groups']]
    order = [groups.index(key['group']) if key['group'] in groups else -1 for key in tree.data['keys']]
    if order != sorted(order) or set(order) != set(range(len(groups))):
        yield 'the keys do not follow the groups in their order, each with a key or more'
    for position, key in enumerate(tree.data['keys']):
        for problem in key_problems(tree, key, set(names[:position])):
            yield f'{key["name"]}: {problem}'


def key_problems(tree, key, above):
    of_type = {'values': {'choice'}, 'schemes': {'url'}, 'unit': {'integer', 'number'}, 'min': {'integer', 'number'}, 'max': {'integer', 'number'}}
    for field, types in of_type.items():
        if field in key and key['type'] not in types:
            yield f'{field} says nothing of a {key["type"]}'
    if key['type'] == 'choice' and 'values' not in key:
        yield 'a choice without values'
    for field in ('default', 'example'):
        if field in key and not is_value(key, key[field]):
            yield f'its own {field} is no value for it'
    for name, value in key.get('required_when', {}).items():
        if name not in tree.keys or value != '*' and not is_value(tree.keys[name], value):
            yield f'required_when: {name} cannot be {value}'
    if 'required_when' in key and key.get('required'):
        yield 'required always, and under a condition'
    for name in references(key):
        if name not in above or set_in(key) == FILE and set_in(tree.keys[name]) != FILE:
            yield f'derived from {name}, which does not stand above it'
    if 'derive' in key and 'default' in key:
        yield 'derived, and with a default'
    if 'derive' in key and ON_THE_SERVER & set(key['services']):
        yield 'derived, but scripts on the server read it, and they take whole values alone'
    for mode in key.get('modes', {}).values():
        for prefix in mode:
            if not re.search(key['pattern'], prefix + 100 * '0'):
                yield f'the pattern refuses the prefix {prefix}'
    if key.get('secret'):
        yield from secret_problems(tree, key)
    elif 'generate' in key:
        yield 'is generated, but no secret'


def secret_problems(tree, key):
    for field in ('default', 'example'):
        if field in key:
            yield f'a secret with a {field}'
    if not key.get('credential'):
        yield 'a secret that a rollback would bring back'
    if key['name'].startswith(('NUXT_PUBLIC_', 'NEXT_PUBLIC_')):
        yield 'a secret that browsers get'
    if sum(field in key for field in ('generate', 'issuer', 'derive')) != 1:
        yield 'a secret comes from one of generate, issuer, derive'
    if 'pattern' not in key and 'min_length' not in key:
        yield 'a secret without a shape'
    short = tree.data['redacted_from'] - 1
    if key.get('min_length', 1) <= short and any(is_value(key, text * short) for text in 'aA0'):
        yield f'a secret that may have {short} characters, which are not redacted'


def groups(tree):
    """Every group of the infrastructure's description is there, with what a stack needs of it."""
    names = {group['title']: group['name'] for group in tree.data['groups']}
    for title, keys in GROUPS.items():
        if title not in names:
            yield f'no group {title}'
        for name in keys:
            if tree.keys.get(name, {}).get('group') != names.get(title, ''):
                yield f'{title} lacks {name}'


# ---- what the kit reads ----

def sources(tree):
    """Every variable that the kit's files read is known, with its reader."""
    readers = [('payload', 'payload'), ('nuxt', 'nuxt')]
    for folder, service in readers:
        for name, text in tree.sources(folder, '.ts', '.tsx', '.js', '.mjs', '.cjs', '.vue'):
            found, unclear = read_by_node(text)
            yield from (f'{name}: cannot tell what is read by {line}' for line in unclear)
            yield from unknown(tree, name, found, {service})
    for name, text in tree.sources('.', '.yml', '.yaml'):
        text = without_comments(text)
        yield from unknown(tree, name, re.findall(r'(?<!\$)\$\{?([A-Z][A-Z0-9_]*)', text), {'compose'})
        yield from other_defaults(tree, name, re.findall(r'\$\{([A-Z][A-Z0-9_]*):?-([^${}]+)\}', text))
    for name, text in tree.sources('scripts', '.sh'):
        text = without_comments(text)
        found = re.findall(r'\bsetting ([A-Z][A-Z0-9_]*)|\b((?:BACKUP|ACME|BREVO)_[A-Z][A-Z0-9_]*)\b', text)
        yield from unknown(tree, name, [one or other for one, other in found], ON_THE_SERVER)
        yield from other_defaults(tree, name, re.findall(r'\bsetting ([A-Z][A-Z0-9_]*) ([^\s;|&]+)', text))


def without_comments(text):
    return re.sub(r'^\s*#.*', '', text, flags=re.M)


def other_defaults(tree, name, pairs):
    for variable, value in sorted(set(pairs)):
        if tree.keys.get(variable, {}).get('default') != value:
            yield f'{name}: {variable} is {value} by default, which the schema does not say'


def unknown(tree, name, variables, services):
    for variable in sorted(set(variables)):
        if variable not in tree.keys:
            yield f'{name} reads {variable}, which the schema lacks'
        elif not services & set(tree.keys[variable]['services']):
            yield f'{name} reads {variable}, whose services lack {" or ".join(sorted(services))}'


def read_by_node(text):
    """The variables that a source reads, and the lines that read it knows not what."""
    found = re.findall(r'\benv\??\.([A-Z][A-Z0-9_]*)\b', text) + re.findall(r'''\benv(?:\?\.)?\[['"]([A-Z][A-Z0-9_]*)['"]\]''', text)
    for taken in re.findall(r'\{([^{}]*)\}\s*=\s*(?:process\.|import\.meta\.)?env\b', text):
        found += re.findall(r'(?:^|,)\s*([A-Z][A-Z0-9_]*)', taken)
    for listed in re.findall(r'\brequired = \[([^\]]*)\]', text):
        found += re.findall(r"'([A-Z][A-Z0-9_]*)'", listed)
    calls, understood = len(re.findall(r'\buseRuntimeConfig\(', text)), 0
    accesses = [r'\buseRuntimeConfig\(\w*\)']
    for name in re.findall(r'\b(\w+)\s*=\s*useRuntimeConfig\(\w*\)(?!\s*\.)', text):
        understood += 1
        accesses.append(rf'\b{name}')
    for access in accesses:
        for path in re.findall(access + r'\.((?:public\.)?\w+)', text):
            understood += access == accesses[0]
            if path != 'public':
                found.append('NUXT_' + re.sub(r'(?<=[a-z0-9])(?=[A-Z])', '_', path.replace('.', '_')).upper())
    unclear = ['useRuntimeConfig()'] if understood < calls else []
    return found, unclear


def defaults(tree):
    """The defaults that the README of the kit's part of Payload gives are those of the schema."""
    for variable, value in re.findall(r'^\| `([A-Z][A-Z0-9_]*)` \| ([^|]*) \|', tree.text('resources/kit/payload/README.md'), re.M):
        value = value.strip().strip('`')
        known = tree.keys.get(variable, {})
        if value and ' ' not in value and value not in tree.keys and known.get('default') != value:
            yield f'{variable}: payload/README.md says {value}, the schema {known.get("default")}'


# ---- what is generated ----

def generated(tree):
    """The committed files are what the generator writes."""
    with tempfile.TemporaryDirectory() as folder:
        ended = subprocess.run([tree.root / 'resources/schema/generate', folder], capture_output=True, text=True, check=False)
        if ended.returncode:
            yield f'generate fails: {ended.stderr.strip().splitlines()[-1:]}'
            return
        for name in (TEMPLATE, REFERENCE):
            if (Path(folder) / Path(name).relative_to('resources/kit')).read_text(encoding='utf-8') != tree.text(name):
                yield f'{name} is not what resources/schema/generate writes: run it'


def template(tree):
    """Every reader takes the template alike; as it is it is refused, filled in it is good."""
    text = tree.text(TEMPLATE)
    if not text.isascii() or any(len(line) > 125 for line in text.split('\n')):
        yield 'it holds more than ASCII, or a line over 125 characters'
    try:
        entries = read_environment(text)
        uncommented = read_environment(re.sub(r'^#(?=[A-Z])', '', text, flags=re.M))
        try:
            interpolate(entries)
            yield 'it is not refused while nothing is filled in'
        except Refused:
            pass
        values = interpolate([(line, name, value or fill_in(tree.keys[name])) for line, name, value in entries])
    except (KeyError, ValueError, Refused) as problem:
        yield str(problem)
        return
    live = {name: value for _, name, value in entries}
    for name, key in tree.keys.items():
        places = [other for _, other, _ in uncommented].count(name)
        if places != (set_in(key) == FILE):
            yield f'{name} stands in it {places} times'
        if key.get('required') and set_in(key) == FILE and name not in live:
            yield f'{name} is required, and commented out'
    for _, name, value in uncommented:
        if tree.keys[name].get('secret') and value != '' and 'derive' not in tree.keys[name]:
            yield f'the secret {name} has a value in it'
        if not value and name in live and 'default' in tree.keys[name]:
            yield f'{name} lacks its default in it'
    for name, value in values.items():
        if not is_value(tree.keys[name], value):
            yield f'{name} is no value of its type once all is filled in'
        elif references(tree.keys[name]) and value != re.sub(r'\$\{(\w+)\}', lambda match: values[match[1]], tree.keys[name]['derive']):
            yield f'{name} does not follow from what it is derived from'


def fill_in(key):
    if 'generate' in key:
        return KINDS[key['generate']['kind']](key['generate']['bytes'])
    return key.get('example') or FROM_ISSUERS.get(key['name'], '')


# As long as a generated value is, in characters of its alphabet that are the hardest on their reader.
KINDS = {
    'random-base64': lambda size: ('+/' * size)[:(size + 2) // 3 * 4 - 1] + '=',
    'random-base64url': lambda size: ('-_' * size)[:(size * 4 + 2) // 3],
    'random-hex': lambda size: '0' * 2 * size,
}


def commands(tree):
    """The commands that make secrets make values of the right shape, each time another."""
    places = re.findall(r'^# Make it with: (.*)\n#?([A-Z0-9_]+)=', tree.text(TEMPLATE), re.M)
    if sorted(name for _, name in places) != sorted(name for name, key in tree.keys.items() if 'generate' in key):
        yield 'not every secret that we make has its command'
    for command in sorted({command for command, _ in places}):
        made = [subprocess.run(['sh', '-c', command], capture_output=True, text=True, check=False).stdout for _ in range(2)]
        for name in [name for other, name in places if other == command and name in tree.keys]:
            key = tree.keys[name]
            if made[0] == made[1] or not re.fullmatch(r'[A-Za-z0-9+/=_-]+\n?', made[0]) or not is_value(key, made[0].strip()):
                yield f'{name}: {command} makes no value for it'
            elif len(made[0].strip()) != len(fill_in(key)):
                yield f'{name}: {command} does not make {key["generate"]["bytes"]} bytes'


CHECKS = [schema, meaning, groups, sources, defaults, generated, template, commands]
