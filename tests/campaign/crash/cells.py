# SPDX-FileCopyrightText: 2026 BouncePro Console contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""cells.py LAB NAME CELLS|PATTERN: see run. A cell is ACTION/FAULT/WHEN/STEP."""
import fnmatch
import hashlib
import json
import os
import pathlib
import random
import subprocess
import sys
import tempfile
import time

LAB, NAME, WANTED = sys.argv[1:4]
HERE = pathlib.Path(__file__).resolve().parent
REMOTE = HERE.parents[2] / 'resources/remote'
FAULTS = ('runner', 'console', 'link', 'dockerd', 'server', 'disk')
WHEN = ('before', 'in', 'after')
FINAL = ('succeeded', 'failed-restored', 'failed-needs-person', 'cancelled')
CONFIG = tempfile.TemporaryDirectory(prefix='bouncepro-crash-')


class Bad(Exception):
    """What makes a cell a bad one."""


def lab(*command, check=True):
    ended = subprocess.run([LAB, *command], capture_output=True, text=True, check=False, stdin=subprocess.DEVNULL)
    if check and ended.returncode:
        raise Bad(f'lab {" ".join(command)}: {(ended.stderr or ended.stdout).strip()[-400:]}')
    return ended.stdout.strip()


def ctl(*words):
    return subprocess.Popen([os.environ['BOUNCEPROCTL'], '--json', '--server', NAME, *words], stdin=subprocess.DEVNULL,
                            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
                            env={**os.environ, 'BOUNCEPRO_CONFIG': CONFIG.name})


def answer(*words, limit=300):
    """Exit code, and the last object that bounceproctl prints."""
    process = ctl(*words)
    try:
        out, _ = process.communicate(timeout=limit)
    except subprocess.TimeoutExpired as late:
        process.kill()
        raise Bad(f'{" ".join(words)} does not end') from late
    objects = [line for line in out.splitlines() if line.startswith('{')]
    return process.returncode, json.loads(objects[-1]) if objects else {'out': out[-400:]}


def must(*words):
    code, said = answer(*words)
    if code:
        raise Bad(f'{" ".join(words)}: exit {code}: {json.dumps(said)[:400]}')
    return said


def served():
    """The release that nginx serves, ready; empty for none."""
    said = lab('exec', NAME, 'curl', '-s', '-m', '5', 'http://127.0.0.1/health/ready', check=False)
    try:
        said = json.loads(said)
    except ValueError:
        return ''
    return said.get('release', '') if said.get('status') in ('ready', 'ok') else ''


def until(limit, what, ask):
    deadline = time.monotonic() + limit
    while not (said := ask()):
        if time.monotonic() > deadline:
            raise Bad(f'waited {limit} s in vain for {what}')
        time.sleep(0.5)
    return said


def newest():
    code, said = answer('job', 'list')
    return said['jobs'][0] if code == 0 and said.get('jobs') else None


def whole(release):
    """One whole release serves, and all is as after any job."""
    until(30, f'{release}, served', lambda: served() == release)
    for service in must('status')['services']:
        if service['name'] in ('payload', 'nuxt') and not service['image'].endswith(':' + release):
            raise Bad(f'{service["name"]} runs {service["image"]}, and {release} is served')
    must('audit', 'verify')
    if lab('exec', NAME, 'sh', '-c', 'flock -n /opt/bouncepro/.bouncepro/lock true; echo $?') != '0':
        raise Bad('the lock is held')


def begin():
    """A stack with a release to go back to; every good cell leaves one too."""
    lab('reset', NAME)
    (pathlib.Path(CONFIG.name) / 'audit-heads.json').unlink(missing_ok=True)  # else the new audit is one that was cut off
    lab('commit', NAME, 'good')
    must('deploy', '--soak', '1')


def strike(cell):
    action, fault, when, step = cell.split('/')
    if action == 'deploy':
        lab('commit', NAME, 'good')
    old = until(20, 'a release', served)
    if fault == 'disk':
        lab('small-state', NAME)
    event = 'end' if when == 'after' else 'start'
    delay = random.Random(cell).uniform(0.1, 1.5) if when == 'in' else 0
    with subprocess.Popen([LAB, 'exec', NAME, 'python3', '-', fault, event, step, str(delay)], text=True,
                          stdin=open(HERE / 'strike.py', encoding='utf-8'), stdout=subprocess.PIPE) as striker:
        if striker.stdout.readline().strip() != 'waiting':
            raise Bad('the fault could not be prepared')
        console = ctl(action, '--soak', '2')
        struck = striker.stdout.readline().strip()
        if fault == 'console':
            console.kill()
        elif fault == 'server':
            lab('reboot', '--no-wait', NAME)
    try:
        if fault == 'link':
            time.sleep(2) # long enough that it is noticed
        lab('heal', NAME)
        if fault == 'disk':
            lab('free-disk', NAME)
        job = until(150, 'the end of the job', lambda: (job := newest()) and job['state'] in (*FINAL, 'interrupted') and job)
        if job['state'] == 'interrupted':
            until(120, 'the way back', lambda: answer('job', 'recover', job['id'])[0] in (0, 1, 6))
            job = newest()
    finally:
        console.kill()
        console.communicate()
    if job['state'] == 'failed-needs-person':
        raise Bad('it needs a person')
    now = until(60, 'a release', served)
    if (now != old) != (job['state'] == 'succeeded'):
        raise Bad(f'the job says {job["state"]}, and {now} is served; before it was {old}')
    whole(now)
    must('deploy', '--again', '--soak', '1')
    return f'{job["state"]}{"" if struck == "now" else ", not struck: the job ended before"}'


def all_cells():
    """Of the plans as they are now."""
    begin()
    lab('commit', NAME, 'good')
    steps = {action: len(must('plan', action)['steps']) for action in ('deploy', 'rollback')}
    cells = [f'{action}/{fault}/{when}/{step}' for action, number in steps.items()
             for fault in FAULTS for when in WHEN for step in range(1, number + 1)]
    random.Random(1).shuffle(cells)  # so that the first of them are of all kinds
    return cells


def main():
    env = dict(line.split('=', 1) for line in lab('env', NAME).splitlines())
    must('servers', 'add', NAME, NAME, '--ssh-config', env['LAB_SSH_CONFIG'], '--stack', env['LAB_STACK'], '--environment', 'staging')
    cells = all_cells()
    scripts = b''.join(path.read_bytes() for path in sorted(REMOTE.glob('*.sh')))
    record = pathlib.Path(env['LAB_DIR']).parents[1] / 'campaigns' / f'crash-{hashlib.sha256(scripts + repr(sorted(cells)).encode()).hexdigest()[:12]}'
    record.parent.mkdir(exist_ok=True)
    passed = set(record.read_text(encoding='utf-8').split()) if record.exists() else set()
    if WANTED.isdigit():
        chosen = ([cell for cell in cells if cell not in passed] or cells)[:int(WANTED)]
    else:
        chosen = fnmatch.filter(cells, WANTED)
    good, is_ready = 0, True
    for cell in chosen:
        began = time.monotonic()
        try:
            if not is_ready or '/disk/' in cell:  # the small disk has no room for what other cells left
                begin()
            is_ready = False
            said, word = strike(cell), 'ok'
            good += 1
            is_ready = '/disk/' not in cell  # that leaves a small disk
            passed.add(cell)
            record.write_text('\n'.join(sorted(passed)) + '\n', encoding='utf-8')
        except Bad as bad:
            said, word = str(bad), 'not ok'
            passed.discard(cell)
        print(f'{word} {cell}: {said} ({time.monotonic() - began:.0f} s)', flush=True)
    print(f'# of {len(cells)} cells {len(passed & set(cells))} have passed, {len(cells) - len(passed & set(cells))} are left')
    print(f'{good} passed, {len(chosen) - good} failed')
    return good != len(chosen) or not chosen


sys.exit(main())
