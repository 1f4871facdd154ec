# SPDX-FileCopyrightText: 2026 BouncePro Console contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the checks read with: JSON and JSON Schema, environment files, values of a type. Problems come as texts."""
import ipaddress
import json
import re
from urllib.parse import urlsplit


def read_json(text):
    """As json.loads, but a field that stands twice is an error."""
    def fields(pairs):
        names = [name for name, _ in pairs]
        twice = {name for name in names if names.count(name) > 1}
        if twice:
            raise ValueError(f'stands twice in one object: {", ".join(sorted(twice))}')
        return dict(pairs)
    return json.loads(text, object_pairs_hook=fields)


# ---- JSON Schema: what environment.schema.json uses of it; anything else is a problem of its own ----

TYPES = {'object': dict, 'array': list, 'string': str, 'boolean': bool, 'integer': int, 'number': (int, float)}
SAYS_NOTHING = {'$schema', '$defs', 'title'}


def schema_problems(value, schema, root, at='file'):
    if '$ref' in schema:
        target = root
        for part in schema['$ref'].removeprefix('#/').split('/'):
            target = target[part]
        yield from schema_problems(value, target, root, at)
    for word, rule in schema.items():
        if word in SAYS_NOTHING or word == '$ref':
            continue
        check = KEYWORDS.get(word)
        if check is None:
            yield f'{at}: this test does not know the JSON Schema keyword {word}'
        else:
            yield from check(value, rule, schema, root, at)


def of_type(value, rule, schema, root, at):
    if not isinstance(value, TYPES[rule]) or isinstance(value, bool) and rule != 'boolean':
        yield f'{at} is no {rule}'


def of_fields(value, rule, schema, root, at):
    if isinstance(value, dict):
        for name in value.keys() & rule.keys():
            yield from schema_problems(value[name], rule[name], root, f'{at}.{name}')


def of_other_fields(value, rule, schema, root, at):
    others = value.keys() - schema.get('properties', {}).keys() if isinstance(value, dict) else ()
    for name in sorted(others):
        if rule is False:
            yield f'{at} has a field {name} that the format does not know'
        else:
            yield from schema_problems(value[name], rule, root, f'{at}.{name}')


def of_items(value, rule, schema, root, at):
    for index, item in enumerate(value if isinstance(value, list) else []):
        name = item.get('name', index) if isinstance(item, dict) else index
        yield from schema_problems(item, rule, root, f'{at}[{name}]')


def bound(kind, holds, text):
    def check(value, rule, schema, root, at):
        if isinstance(value, kind) and not holds(value, rule):
            yield f'{at} {text} {rule}'
    return check


KEYWORDS = {
    'type': of_type,
    'properties': of_fields,
    'additionalProperties': of_other_fields,
    'items': of_items,
    'required': lambda value, rule, schema, root, at: (f'{at} lacks {name}' for name in rule if isinstance(value, dict) and name not in value),
    'const': bound(object, lambda value, rule: value == rule, 'is not'),
    'enum': bound(object, lambda value, rule: value in rule, 'is none of'),
    'pattern': bound(str, lambda value, rule: re.search(rule, value), 'does not match'),
    'minimum': bound((int, float), lambda value, rule: value >= rule, 'is less than'),
    'maximum': bound((int, float), lambda value, rule: value <= rule, 'is more than'),
    'minItems': bound(list, lambda value, rule: len(value) >= rule, 'has fewer entries than'),
    'minProperties': bound(dict, lambda value, rule: len(value) >= rule, 'has fewer fields than'),
    'uniqueItems': bound(list, lambda value, rule: len({json.dumps(item) for item in value}) == len(value), 'has an entry twice; uniqueItems:'),
}


# ---- environment files: the part of Compose's grammar in which all its readers agree ----

SAFE = r'[A-Za-z0-9+/=_.:@%,-]'
REFERENCE = r'\$\{([A-Z][A-Z0-9_]*)(:\?)?\}'


class Refused(Exception):
    """Compose would not start."""


def read_environment(text):
    """(line, name, value as written) of each variable; raises ValueError where readers might differ."""
    entries = []
    for number, line in enumerate(text.split('\n'), 1):
        if line == '' or line.startswith('#'):
            continue
        match = re.fullmatch(r'([A-Z][A-Z0-9_]*)=(.*)', line)
        if not match:
            raise ValueError(f'line {number} is no comment and no NAME=value')
        name, value = match.groups()
        if not re.fullmatch(f'(?:{SAFE}|{REFERENCE})*', value) and not re.fullmatch(r"'[^'\\]*'", value):
            raise ValueError(f'line {number}: not every reader takes the value of {name} alike')
        if name in [other for _, other, _ in entries]:
            raise ValueError(f'line {number}: {name} stands twice')
        entries.append((number, name, value))
    return entries


def interpolate(entries):
    """The values as containers get them."""
    values = {}
    for number, name, written in entries:
        def reference(match):
            if match[1] not in values:
                raise ValueError(f'line {number}: {match[1]} is not set above')
            if match[2] and not values[match[1]]:
                raise Refused(f'{name} needs {match[1]}')
            return values[match[1]]
        values[name] = written[1:-1] if written.startswith("'") else re.sub(REFERENCE, reference, written)
    return values


# ---- values ----

HOST = r'(?=.{1,253}$)(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z](?:[a-z0-9-]{0,61}[a-z0-9])'


def is_url(key, value):
    parts = urlsplit(value)
    return parts.scheme in key.get('schemes', [parts.scheme]) and bool(parts.hostname) and not re.search(r'\s|/$', value)


def is_network(value):
    try:
        ipaddress.ip_network(value, strict=False)
        return True
    except ValueError:
        return False


OF_TYPE = {
    'text': lambda key, value: value.isprintable(),
    'integer': lambda key, value: re.fullmatch(r'-?\d+', value) and key.get('min', int(value)) <= int(value) <= key.get('max', int(value)),
    'number': lambda key, value: re.fullmatch(r'-?\d+(\.\d+)?', value) and key.get('min', float(value)) <= float(value) <= key.get('max', float(value)),
    'boolean': lambda key, value: value in ('true', 'false'),
    'choice': lambda key, value: value in key.get('values', []),
    'url': is_url,
    'email': lambda key, value: re.fullmatch(rf'[A-Za-z0-9._%+-]+@{HOST}', value),
    'host': lambda key, value: re.fullmatch(HOST, value),
    'path': lambda key, value: re.fullmatch(r'/[^\s]*', value) and '/../' not in value + '/',
    'duration': lambda key, value: re.fullmatch(r'\d+(\.\d+)?[smhd]?', value),
    'cidr': lambda key, value: is_network(value),
    'phone': lambda key, value: re.fullmatch(r'\+[1-9]\d{6,14}', value),
    'dsn': lambda key, value: re.fullmatch(rf'https://[0-9a-f]+@{HOST}(:\d+)?(/[^/\s]+)*/\d+', value),
    'image': lambda key, value: re.fullmatch(r'[a-z0-9]+(?:[._:/-]+[a-z0-9]+)*(?::[A-Za-z0-9_][A-Za-z0-9_.-]{0,127})?(?:@sha256:[0-9a-f]{64})?', value),
}


def is_value(key, value):
    """Whether `value` may stand for the key."""
    if len(value) < key.get('min_length', 1) or 'pattern' in key and not re.search(key['pattern'], value):
        return False
    parts = value.split(',') if key.get('list') else [value]
    return all(OF_TYPE[key['type']](key, part) for part in parts)
