# SPDX-FileCopyrightText: 2026 BouncePro Console contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A steady load below every limit, and what of it failed. As a program: until its standard input ends; then it prints how
many requests there were, how many failed, from how many addresses, and how many were sent twice, TAB-separated, and the
failures, a line each. Sent twice, as HTTP clients do (RFC 9112, 9.3.1): a GET that met the end of a kept connection."""
import json
import ssl
import sys
import threading
import time

from client import API, SITE, Addresses, Connection, address_of

BOOKING = json.dumps({'bounceHouse': 1, 'customer': 'Load', 'day': '2026-06-01'})

# (host, path, method, requests a second, keep the connection)
STREAMS = [
    (API, '/api/bounce-houses', 'GET', 8, False),
    (API, '/api/version', 'GET', 8, True),
    (API, '/api/slow?ms=700', 'GET', 3, True),
    (API, '/api/bookings', 'POST', 4, False),
    (API, '/api/bookings', 'POST', 4, True),
    (SITE, '/', 'GET', 8, True),
    (SITE, '/', 'GET', 4, False),
]
# The same variety slower, with answers that take 5 s: 17 requests a second.
LONG = [
    (API, '/api/bounce-houses', 'GET', 4, False),
    (API, '/api/version', 'GET', 3, True),
    (API, '/api/slow?ms=5000', 'GET', 0.2, True),
    (API, '/api/bookings', 'POST', 2, False),
    (API, '/api/bookings', 'POST', 2, True),
    (SITE, '/', 'GET', 3, True),
    (SITE, '/', 'GET', 3, False),
]
PUBLISHED = (API, '/api/bounce-houses', 'GET', 8, False)


class Load:
    """Each stream some times, beside nginx from addresses of their own, and one through the published port where that is wanted.
    `with` starts and ends it."""

    def __init__(self, addresses, streams=tuple(STREAMS * 2), published=True):
        nginx = address_of('nginx')
        clients = [(stream, addresses.new(), nginx) for stream in streams]
        clients += [(PUBLISHED, None, '127.0.0.1')] if published else []
        self.clients = len(clients)
        self.done = self.repeated = 0
        self.failures = []
        self._ending = threading.Event()
        self._lock = threading.Lock()
        self._threads = [threading.Thread(target=self._run, args=client) for client in clients]

    def __enter__(self):
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, *_):
        self._ending.set()
        for thread in self._threads:
            thread.join()

    def verdict(self, least):
        assert self.done >= least, f'only {self.done} requests'
        assert not self.failures, f'{len(self.failures)} of {self.done} failed: {self.failures[:5]}'
        return f'{self.done} requests, 0 failed, {self.repeated} sent twice'

    def _run(self, stream, source, to):
        host, path, method, rate, keep = stream
        connection = None
        due = time.monotonic()
        while not self._ending.is_set():
            begun = time.monotonic()
            if connection and connection.is_closed():
                connection.close()
                connection = None
            is_kept = connection is not None
            try:
                connection = connection or Connection(host, source, to)
                try:
                    answer = connection.ask(path, method, body=BOOKING if method == 'POST' else None)
                except (ConnectionError, ssl.SSLEOFError):  # not a byte of an answer
                    if not is_kept or method != 'GET':
                        raise
                    connection.close()
                    connection = Connection(host, source, to)
                    answer = connection.ask(path, method)
                    with self._lock:
                        self.repeated += 1
                problem = None if answer.status in (200, 201) else f'{method} {path}: {answer.status}'
            except Exception as error:  # whatever a client may meet
                problem = f'{method} {path}: {error!r}'
            if problem or not keep:
                if connection:
                    connection.close()
                connection = None
            with self._lock:
                self.done += 1
                if problem:
                    self.failures.append(f'{problem} after {time.monotonic() - begun:.2f} s')
            due = max(due + 1 / rate, time.monotonic() - 1 / rate)
            self._ending.wait(max(0, due - time.monotonic()))
        if connection:
            connection.close()


def main():
    with Load(Addresses(), LONG * 3, published=False) as load:
        print('loading', flush=True)
        sys.stdin.read()
    print(load.done, len(load.failures), load.clients, load.repeated, sep='\t')
    print(*load.failures, sep='\n')


if __name__ == '__main__':
    main()
