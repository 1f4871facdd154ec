# SPDX-FileCopyrightText: 2026 BouncePro Console contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""strike.py FAULT EVENT STEP DELAY: on the server: waits for the event (start, end) of a step of the newest job, then for so
many seconds, and makes the fault, or says `now` where it is not the server's to make. `gone` where the job ends before."""
import glob
import os
import signal
import subprocess
import sys
import time

fault, event, step, delay = sys.argv[1], sys.argv[2], sys.argv[3], float(sys.argv[4])
STATE = '/opt/bouncepro/.bouncepro'


def newest():
    jobs = sorted(glob.glob(f'{STATE}/jobs/*/events'))
    return os.path.dirname(jobs[-1]) if jobs else None


def lines(path):
    try:
        with open(path, encoding='utf-8') as file:
            return [line.rstrip('\n').split('\t') for line in file]
    except OSError:
        return []


def pid_of(job):
    return int(next(fields[1] for fields in lines(f'{job}/runner') if fields[0] == 'pid'))


before = newest()
print('waiting', flush=True)
deadline = time.monotonic() + 120
while time.monotonic() < deadline:
    job = newest()
    if job and job != before:
        if any(len(fields) > 3 and fields[2] == step and fields[3] == event for fields in lines(f'{job}/events')):
            break
        if os.path.exists(f'{job}/result'):
            sys.exit(print('gone'))
    time.sleep(0.005)
else:
    sys.exit(print('gone'))
time.sleep(delay)
if fault == 'runner':
    os.kill(pid_of(job), signal.SIGKILL)
elif fault == 'dockerd':
    os.kill(int(subprocess.run(['pidof', '-s', 'dockerd'], capture_output=True, check=True).stdout), signal.SIGKILL)
elif fault == 'disk':
    subprocess.run(['lab-fault', 'fill-disk'], check=True)
elif fault == 'link':
    subprocess.run(['lab-fault', 'cut', '--reset'], check=True)
print('now', flush=True)
