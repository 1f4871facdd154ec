# SPDX-FileCopyrightText: 2026 BouncePro Console contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Debian's chromium without a window, over its DevTools protocol on two pipes, and all that goes wrong in its pages."""
import contextlib
import json
import os
import queue
import shutil
import socket
import subprocess
import tempfile
import threading
import time

DOMAINS = ('Network', 'Page', 'Runtime', 'Log', 'Audits')
ISSUES = ('ContentSecurityPolicyIssue', 'MixedContentIssue', 'BlockedByResponseIssue', 'CorsIssue', 'SRIMessageSignatureIssue')


# What runs in the browser's own network before it: its one door, handed out to us.
DOOR = """import socket, sys
door = socket.create_server(('127.0.0.1', 443))
socket.send_fds(socket.socket(fileno=int(sys.argv[1])), [b'.'], [door.fileno()])"""


def carry(source, sink):
    with contextlib.suppress(OSError):
        while part := source.recv(1 << 16):
            sink.sendall(part)
    with contextlib.suppress(OSError):
        sink.shutdown(socket.SHUT_WR)


def serve(door, port):
    """Whoever comes through the door gets to the port of 127.0.0.1 here."""
    while True:
        try:
            inside, _ = door.accept()
            outside = socket.create_connection(('127.0.0.1', port))
        except OSError:
            return
        for pair in ((inside, outside), (outside, inside)):
            threading.Thread(target=carry, args=pair, daemon=True).start()


class Browser:
    """`hosts` are the names that there are; HTTPS to them goes to `port`. `key` is the only self-signed key that is taken
    (SHA-256 of its SubjectPublicKeyInfo, base64). It has a network of its own, without a way out: chromium breaks off what
    it loads whenever an address of this machine changes, as it does when a lab comes or goes."""

    def __init__(self, hosts, port, key):
        self.folder = tempfile.mkdtemp(prefix='bouncepro-chromium-')
        rules = ', '.join([*(f'MAP {name} 127.0.0.1' for name in hosts), 'MAP * ~NOTFOUND'])
        ours, theirs = socket.socketpair()
        to_chromium, write = os.pipe()
        read, from_chromium = os.pipe()
        self.log = open(f'{self.folder}/log', 'wb')
        # Descriptors 3 and 4 are the protocol's; it comes with no port that others could reach.
        self.process = subprocess.Popen(
            ['unshare', '--net', 'bash', '-ec', f'ip link set lo up; python3 -c "$1" {theirs.fileno()}; shift; exec "$@" 3<&{to_chromium} 4>&{from_chromium}',
             'bash', DOOR, 'chromium', '--headless', '--remote-debugging-pipe',
             f'--user-data-dir={self.folder}/profile', f'--host-resolver-rules={rules}', f'--ignore-certificate-errors-spki-list={key}',
             '--no-sandbox', '--disable-dev-shm-usage', '--disable-gpu', '--no-first-run', '--disable-background-networking',
             '--disable-component-update', '--disable-sync', '--window-size=1400,1000', 'about:blank'],
            pass_fds=(theirs.fileno(), to_chromium, from_chromium), stdin=subprocess.DEVNULL, stdout=self.log, stderr=self.log, env={**os.environ, 'HOME': self.folder})
        os.close(to_chromium)
        os.close(from_chromium)
        theirs.close()
        _, descriptors, *_ = socket.recv_fds(ours, 1, 1)
        if not descriptors:
            raise AssertionError(f'chromium does not start: {self.folder}/log')
        self.door = socket.socket(fileno=descriptors[0])
        threading.Thread(target=serve, args=(self.door, port), daemon=True).start()
        self.write, self.read = os.fdopen(write, 'wb', buffering=0), os.fdopen(read, 'rb')
        self.number, self.answers, self.pages, self.lock = 0, {}, {}, threading.Lock()
        threading.Thread(target=self.listen, daemon=True).start()

    def listen(self):
        waiting = b''
        while part := self.read.read1(1 << 20):
            *messages, waiting = (waiting + part).split(b'\0')
            for message in map(json.loads, messages):
                if 'id' in message:
                    self.answers.pop(message['id']).put(message)
                elif page := self.pages.get(message.get('sessionId')):
                    page.event(message['method'], message['params'])
        for waiter in list(self.answers.values()):
            waiter.put({'error': {'message': f'chromium has ended; its log is {self.folder}/log'}})

    def send(self, method, session=None, limit=60, **params):
        waiter = queue.Queue(1)
        with self.lock:
            self.number += 1
            self.answers[self.number] = waiter
            message = {'id': self.number, 'method': method, 'params': params, **({'sessionId': session} if session else {})}
            self.write.write(json.dumps(message).encode() + b'\0')
        answer = waiter.get(timeout=limit)
        if 'error' in answer:
            raise AssertionError(f'{method}: {answer["error"]["message"]}')
        return answer['result']

    def page(self):
        """A page with cookies and a cache of its own."""
        context = self.send('Target.createBrowserContext')['browserContextId']
        target = self.send('Target.createTarget', url='about:blank', browserContextId=context)['targetId']
        session = self.send('Target.attachToTarget', targetId=target, flatten=True)['sessionId']
        page = self.pages[session] = Page(self, session)
        for domain in DOMAINS:
            page.send(f'{domain}.enable')
        # Workers and frames are asked too.
        page.send('Target.setAutoAttach', autoAttach=True, waitForDebuggerOnStart=True, flatten=True)
        return page

    def close(self):
        with contextlib.suppress(Exception):
            self.send('Browser.close', limit=10)
        try:
            self.process.wait(10)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        self.door.close()
        self.log.close()
        shutil.rmtree(self.folder, ignore_errors=True)


class Page:
    def __init__(self, browser, session):
        self.browser, self.session = browser, session
        self.asked = {}  # requests by their ids: address, and whether it is still awaited
        self.all_faults, self.requests, self.changed = [], 0, time.monotonic()

    def send(self, method, **params):
        return self.browser.send(method, self.session, **params)

    def fault(self, kind, text):
        self.all_faults.append(f'{kind}: {text[:300]}')

    def faults(self):
        """What went wrong since it was last asked: refused and failed requests, violations, errors of scripts."""
        found, self.all_faults = self.all_faults, []
        return found

    def event(self, method, params):
        """On the listener's thread: it asks nothing that it would wait for."""
        handler = getattr(self, 'on_' + method.replace('.', '_'), None)
        if handler:
            handler(params)

    def on_Target_attachedToTarget(self, params):
        session = params['sessionId']
        self.browser.pages[session] = self

        def follow():
            for domain in ('Network', 'Runtime', 'Log', 'Audits'):
                with contextlib.suppress(AssertionError):  # a worker has not all of them
                    self.browser.send(f'{domain}.enable', session)
            with contextlib.suppress(AssertionError):
                self.browser.send('Runtime.runIfWaitingForDebugger', session)
        threading.Thread(target=follow, daemon=True).start()

    def on_Network_requestWillBeSent(self, params):
        self.asked[params['requestId']] = (params['request']['url'], True)
        self.requests += 1
        self.changed = time.monotonic()

    def ended(self, params):
        address, _ = self.asked.get(params['requestId'], ('?', True))
        self.asked[params['requestId']] = (address, False)
        self.changed = time.monotonic()
        return address

    def on_Network_responseReceived(self, params):
        if params['response']['status'] >= 400:
            self.fault('refused', f"{params['response']['status']} {params['response']['url']}")

    def on_Network_loadingFinished(self, params):
        self.ended(params)

    def on_Network_loadingFailed(self, params):
        address = self.ended(params)
        # A page that is left takes back what it waits for: nobody refused that.
        taken_back = params.get('canceled') and params['errorText'] == 'net::ERR_ABORTED' and not params.get('blockedReason')
        if not taken_back:
            self.fault('failed', f"{params['errorText']} {params.get('blockedReason', '')} {address}")

    def on_Audits_issueAdded(self, params):
        if params['issue']['code'] in ISSUES:
            self.fault(params['issue']['code'], json.dumps(params['issue']['details']))

    def on_Log_entryAdded(self, params):
        entry = params['entry']
        if entry['level'] == 'error' or entry['source'] == 'security':
            self.fault(f"{entry['source']} {entry['level']}", f"{entry['text']} {entry.get('url', '')}")

    def on_Runtime_exceptionThrown(self, params):
        details = params['exceptionDetails']
        self.fault('exception', details.get('exception', {}).get('description') or details['text'])

    def on_Runtime_consoleAPICalled(self, params):
        if params['type'] in ('error', 'assert'):
            self.fault('console', ' '.join(str(arg.get('value', arg.get('description', ''))) for arg in params['args']))

    def on_Page_javascriptDialogOpening(self, params):
        self.fault('dialog', params['message'] or params['type'])
        threading.Thread(target=self.send, args=('Page.handleJavaScriptDialog',), kwargs={'accept': True}, daemon=True).start()

    # ---- what a visitor does ----

    def run(self, script):
        """The value of an expression, awaited where it is a promise."""
        answer = self.send('Runtime.evaluate', expression=script, awaitPromise=True, returnByValue=True, userGesture=True)
        if 'exceptionDetails' in answer:
            details = answer['exceptionDetails']
            raise AssertionError(details.get('exception', {}).get('description') or details['text'])
        return answer['result'].get('value')

    def until(self, script, limit=30):
        """What an expression says, once it says something true. A page that is just being left says nothing."""
        deadline = time.monotonic() + limit
        while True:
            with contextlib.suppress(AssertionError):
                if said := self.run(script):
                    return said
            if time.monotonic() > deadline:
                where = self.run('location.href + ": " + document.body.innerText.slice(0, 400)')
                raise AssertionError(f'waited {limit} s in vain for {script}; at {where}; {self.all_faults}')
            time.sleep(0.05)

    def settle(self, limit=30, quiet=0.5):
        """Until nothing was asked for or answered for a while."""
        deadline = time.monotonic() + limit
        while any(waits for _, waits in self.asked.copy().values()) or time.monotonic() - self.changed < quiet:
            if time.monotonic() > deadline:
                raise AssertionError(f'still waits for {[address for address, waits in self.asked.copy().values() if waits]}')
            time.sleep(0.05)

    def go(self, address):
        answer = self.send('Page.navigate', url=address)
        if 'errorText' in answer:
            raise AssertionError(f"{answer['errorText']} {address}")
        self.until('document.readyState === "complete" && location.href !== "about:blank"')
        self.settle()

    def click(self, selector):
        chosen = json.dumps(selector)
        self.until(f'(found => found && !found.disabled)(document.querySelector({chosen}))')
        self.run(f'document.querySelector({chosen}).scrollIntoView({{ block: "center" }})')
        x, y = self.run(f'(({{ left, top, width, height }}) => [left + width / 2, top + height / 2])(document.querySelector({chosen}).getBoundingClientRect())')
        for kind in ('mousePressed', 'mouseReleased'):
            self.send('Input.dispatchMouseEvent', type=kind, x=x, y=y, button='left', clickCount=1)

    def fill(self, selector, text):
        chosen = json.dumps(selector)
        self.until(f'!!document.querySelector({chosen})')
        self.run(f'(field => {{ field.focus(); field.select() }})(document.querySelector({chosen}))')
        self.send('Input.insertText', text=text)
