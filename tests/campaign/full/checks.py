# SPDX-FileCopyrightText: 2026 BouncePro Console contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""checks.py LAB NAME [PATTERN]: real Payload and Nuxt on a lab that is up, as a visitor, an editor and an operator meet them."""
import json
import re
import subprocess
import sys
import traceback

sys.dont_write_bytecode = True
from browser import Browser  # noqa: E402
from server import API, APPLICATIONS, SITE, Server, until  # noqa: E402

EMAIL, PASSWORD = 'owner@bouncepro.example', 'Bouncy-Castle-4-Everyone!'
HOUSES = '[...document.querySelectorAll("#houses li")].map(li => li.innerText.split("$")[0].trim())'
CHECKS = []


def check(name):
    return lambda function: CHECKS.append((name, function)) or function


def wanted(value, what):
    if not value:
        raise AssertionError(what)


def clean(page):
    faults = page.faults()
    wanted(not faults, '; '.join(faults[:5]))
    wanted(page.requests > 5, f'{page.requests} requests were seen')


# ---- health ----

@check('the pinned release is ready, and its containers are healthy')
def ready(run):
    run.release = run.server.pinned()
    until(60, 'readiness', lambda: run.server.serves() == run.release)
    run.server.follow()
    for service in APPLICATIONS:
        state = run.server.sh(f"docker inspect -f '{{{{.State.Health.Status}}}} {{{{.Config.User}}}} {{{{.HostConfig.ReadonlyRootfs}}}}' {run.server.container(service)}")
        wanted(state == 'healthy node true', f'{service}: {state}')
    # Next's cache of a build would be 400 MB more.
    added = run.server.sh(f"docker history --human=false --format '{{{{.Size}}}} {{{{.CreatedBy}}}}' bouncepro-payload:{run.release} | grep ' COPY ' | cut -d' ' -f1").split()
    wanted(0 < sum(map(int, added)) < 150e6, f'Payload itself makes its image {sum(map(int, added)) // 10**6} MB larger')


def endpoints(release, run):
    payload = ('/health', '/health/db', '/health/ready', '/api/health/ready', '/api/health/db')
    asked = [(host, path, plain, 'payload') for path in payload for host, plain in ((SITE, False), (API, False), (SITE, True))]
    secrets = run.server.secrets()
    wanted(len(secrets) >= 4, f'{len(secrets)} secrets to look for')
    for host, path, plain, service in [*asked, (SITE, '/api/health', False, 'nuxt'), (API, '/api/health', False, 'payload')]:
        answer = run.server.ask(host, path, plain)
        where = f'{"http" if plain else "https"}://{host}{path}'
        wanted(answer.status == 200, f'{where}: {answer.status} {answer.text[:300]}')
        body = answer.json()
        wanted((body['service'], body['release'], body['imageRelease']) == (service, release, release), f'{where}: {answer.text[:300]}')
        wanted(body['status'] in ('ok', 'ready') and answer.headers['cache-control'] == 'no-store', f'{where}: {answer.text[:300]}')
        told = [name for name, value in secrets.items() if value in answer.text + str(answer.headers)]
        wanted(not told, f'{where} tells {told}')


@check('every health endpoint answers on both hosts and on plain HTTP, with the release and no secret')
def health(run):
    endpoints(run.release, run)


# ---- the site ----

@check('the collector sees an inline script, a foreign host, a missing file, an error, and a host that does not answer')
def collector(run):
    page = run.browser.page()
    page.go(f'https://{SITE}/')
    page.faults()
    plants = {
        'an inline script': ('(() => { const s = document.createElement("script"); s.textContent = "window.planted = 1"; document.head.append(s) })()', 'ContentSecurityPolicyIssue'),
        'a foreign host': ('fetch("https://elsewhere.example/").catch(() => 0)', 'ContentSecurityPolicyIssue'),
        'a missing file': ('fetch("/_nuxt/missing.js").then(() => 0)', 'refused: 404'),
        'an allowed host that does not answer': ('new Promise(done => { const i = new Image(); i.onerror = () => done(0); i.src = "https://a.b-cdn.net/a.png" })', 'failed: net::ERR_NAME_NOT_RESOLVED'),
        'an error that a framework prints': ('console.error("Hydration completed but contains mismatches.")', 'console'),
        'an error that nobody catches': ('setTimeout(() => { throw new Error("planted") })', 'exception'),
    }
    for what, (script, kind) in plants.items():
        page.run(script)
        until(10, f'{what} to be seen as {kind}; seen: {page.all_faults}', lambda kind=kind: any(fault.startswith(kind) for fault in page.all_faults))
        page.settle()
        page.faults()
    wanted(page.run('window.planted') is None, 'the inline script ran')


@check('the site: home comes rendered, hydrates, and leads on without loading anew; a booking gets into the database')
def site(run):
    text = run.server.ask(SITE, '/').text
    wanted(all(house in text for house in ('Castle', 'Pirate Ship', 'Obstacle Run')), 'not rendered on the server')
    page = run.browser.page()
    page.go(f'https://{SITE}/')
    wanted(len(page.run(HOUSES)) == 5, page.run(HOUSES))
    page.fill('#most', '200')
    page.until(f'{HOUSES}.join() === "Castle,Rainbow Dome"')
    page.run('window.kept = true')
    page.click('#houses li a')
    page.until('location.pathname === "/bounce-houses/castle" && document.querySelector("h1").innerText === "Castle"')
    page.settle()
    wanted(page.run('window.kept'), 'the page was loaded anew')
    page.fill('[name=customer]', 'Kim Example')
    page.fill('[name=email]', 'kim@example.org')
    page.run('(field => { field.value = "2027-06-01"; field.dispatchEvent(new Event("input")) })(document.querySelector("[name=day]"))')
    page.click('form button')
    said = page.until('document.querySelector("output").innerText')
    wanted(re.fullmatch(r'Booking \d+: thank you', said), said)
    page.settle()
    clean(page)
    row = run.server.sql("select customer, email, status from bookings order by id desc limit 1")
    wanted(row == 'Kim Example|kim@example.org|asked', row)
    page.go(f'https://{SITE}/bounce-houses/pirate-ship')
    wanted(page.run('document.title') == 'Pirate Ship · BouncePro', page.run('document.title'))
    clean(page)


# ---- the admin ----

@check('the admin: the first user is made, logs out and in again')
def first_user(run):
    page = run.admin = run.browser.page()
    page.go(f'https://{API}/admin')
    page.until('location.pathname === "/admin/create-first-user"')
    page.settle()
    page.fill('#field-email', EMAIL)
    page.fill('#field-password', PASSWORD)
    page.fill('#field-confirm-password', PASSWORD)
    page.click('form button[type=submit]')
    page.until('location.pathname === "/admin" && document.body.innerText.includes("Bounce Houses")')
    page.settle()
    # By the link, as people do: when its page is loaded anew, Payload itself logs out twice, and the second is refused.
    page.run('document.querySelector("a[href=\\"/admin/logout\\"]").click()')
    page.until('location.pathname === "/admin/login" && !!document.querySelector("#field-email")')
    page.settle()
    page.fill('#field-email', EMAIL)
    page.fill('#field-password', PASSWORD)
    page.click('form button[type=submit]')
    page.until('location.pathname === "/admin" && document.body.innerText.includes("Bounce Houses")')
    page.settle()
    clean(page)
    wanted(run.server.sql('select email from users') == EMAIL, run.server.sql('select email from users'))


@check('the admin: a list, and a change in the edit view, rich text included')
def edit(run):
    page = run.admin
    page.go(f'https://{API}/admin/collections/bounce-houses')
    page.until('document.querySelectorAll("table tbody tr").length === 5')
    page.settle()
    page.run('[...document.querySelectorAll("table tbody a")].find(a => a.innerText === "Castle").click()')
    page.until('/bounce-houses\\/\\d+$/.test(location.pathname) && document.querySelector("#field-name")?.value === "Castle"')
    page.settle()
    page.click('.rich-text-lexical [contenteditable=true]')
    page.until('document.activeElement.isContentEditable')
    page.send('Input.insertText', text='For ten children.')
    page.until('!document.querySelector("#action-save").disabled')  # rich text reaches the form a moment later
    page.fill('#field-dailyPriceCents', '19900')
    page.settle()
    page.click('#action-save')
    row = "select daily_price_cents, description::text like '%ten children%' from bounce_houses where name = 'Castle'"
    until(20, 'the change in the database', lambda: run.server.sql(row) == '19900|t')
    page.settle()
    page.go(f'https://{API}/admin/collections/bookings?limit=100')
    page.until('document.querySelectorAll("table tbody tr").length === 100')
    page.settle()
    clean(page)


@check('uploads: a picture is taken, made smaller, shown in the admin and on the site; what only calls itself one is refused')
def upload(run):
    page = run.admin
    page.go(f'https://{API}/admin/collections/media/create')
    page.settle()
    send = '''(async (blob, name) => {
        const form = new FormData(); form.append('file', blob, name); form.append('_payload', JSON.stringify({ alt: 'A castle' }));
        const answer = await fetch('/api/media', { method: 'POST', body: form, credentials: 'include' });
        return [answer.status, await answer.json()] })'''
    picture = 'new Promise(done => { const c = new OffscreenCanvas(800, 600); c.getContext("2d").fillRect(0, 0, 400, 300); done(c.convertToBlob({ type: "image/png" })) })'
    status, said = page.run(f'{picture}.then(blob => {send}(blob, "../castle one.png"))')
    wanted(status == 201, f'{status} {said}')
    run.picture = said['doc']['url']
    wanted(re.fullmatch(r'castle-one(-\d+)?\.png', said['doc']['filename']) and said['doc']['sizes']['thumbnail']['width'] == 320, said)
    clean(page)
    status, said = page.run(f'{send}(new Blob(["<script>"], {{ type: "image/png" }}), "a.png")')
    wanted(status == 400, f'{status} {said}')
    page.settle()
    refused = page.faults()
    wanted(refused and all('400' in fault for fault in refused), refused)
    castle, media = run.server.sql("select id from bounce_houses where name = 'Castle'"), run.server.sql('select id from media')
    body = json.dumps({'photo': int(media)})
    status = page.run(f"fetch('/api/bounce-houses/{castle}', {{ method: 'PATCH', headers: {{ 'content-type': 'application/json' }}, body: {json.dumps(body)} }}).then(answer => answer.json().then(() => answer.status))")
    wanted(status == 200, status)
    page.go(f'https://{API}/admin/collections/media')
    page.until('[...document.querySelectorAll("table img")].some(img => img.complete && img.naturalWidth > 0)')
    page.settle()
    clean(page)
    shown(run)


def shown(run):
    page = run.browser.page()
    page.go(f'https://{SITE}/')
    page.until('document.querySelector("#houses img")?.naturalWidth === 800')
    clean(page)


# ---- trouble, and the end of a process ----

@check('without the database: not ready, errors are answered, and it is ready again by itself')
def database(run):
    run.server.sh('docker stop bouncepro-postgres-1')
    try:
        until(20, 'not ready', lambda: run.server.ask(SITE, '/health/ready').status == 503)
        wanted(run.server.ask(API, '/health').status == 200, 'not alive')
        for host, path in ((API, '/api/bounce-houses'), (SITE, '/')):
            wanted(run.server.ask(host, path, timeout=40).status >= 500, f'https://{host}{path}')
        run.server.ask(API, '/admin', timeout=40)  # Next has said 200 by then
    finally:
        run.server.sh('docker start bouncepro-postgres-1')
    until(60, 'readiness', lambda: run.server.serves() == run.release)


@check('SIGTERM: Payload says that it is not ready while it lingers, and both end cleanly in time')
def sigterm(run):
    for service in reversed(APPLICATIONS):
        container = run.server.container(service)
        address = run.server.sh(f"docker inspect -f '{{{{.NetworkSettings.Networks.bouncepro_frontend.IPAddress}}}}' {container}")
        stopping = subprocess.Popen([run.server.lab, 'exec', run.server.name, 'docker', 'stop', container], stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL)
        answers = ''
        if service == 'payload':
            answers = run.server.sh(f'for n in $(seq 200); do curl -s -m 2 http://{address}:3001/health/ready || break; done')
        wanted(stopping.wait(40) == 0, 'docker stop failed')
        code = run.server.sh(f"docker inspect -f '{{{{.State.ExitCode}}}}' {container}")
        run.server.sh(f'docker start {container}')
        wanted(code == '0', f'{service} ended with {code}')
        wanted(service != 'payload' or '"startup":{"status":"error"}' in answers, f'never said that it goes: {answers[-300:]}')
    until(90, 'readiness', lambda: run.server.serves() == run.release)
    run.server.follow()


# ---- releases ----

@check('bounceproctl deploys a new commit, and all of it serves')
def deploy(run):
    server = run.server
    commit = server.tell('commit', server.name, 'good')
    server.ctl('servers', 'add', 'full', server.name, '--environment', 'staging', '--ssh-config', server.env['LAB_SSH_CONFIG'])
    said = server.ctl('--server', 'full', 'deploy')
    wanted(said['state'] == 'succeeded', said)
    run.newer = server.serves()
    wanted(run.newer and run.newer != run.release and run.newer.endswith(commit[:7]), f'{run.newer} serves, of {commit}')
    server.follow()
    endpoints(run.newer, run)
    wanted(server.ctl('--server', 'full', 'status')['release'] == run.newer, 'status tells another release')
    shown(run)


@check('the admin goes on with the new release: the session and the uploads are there')
def admin_after(run):
    page = run.admin
    page.go(f'https://{API}/admin/collections/bounce-houses')
    page.until('document.querySelectorAll("table tbody tr").length === 5')
    page.settle()
    clean(page)
    wanted(run.server.ask(API, run.picture.partition(API)[2]).status == 200, run.picture)


@check('bounceproctl rolls back, and all of the old release serves')
def rollback(run):
    said = run.server.ctl('--server', 'full', 'rollback')
    wanted(said['state'] == 'succeeded', said)
    run.server.follow()
    until(20, f'{run.release} to serve', lambda: run.server.serves() == run.release)
    endpoints(run.release, run)
    shown(run)


# ---- logs, of all that went before ----

def line_problem(line, service, releases):
    try:
        fields = json.loads(line)
    except ValueError:
        return 'no JSON'
    if not isinstance(fields, dict):
        return 'no object'
    if fields.get('level') not in ('debug', 'info', 'warn', 'error') or not re.fullmatch(r'\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z', str(fields.get('time'))):
        return 'no level or time'
    if fields.get('service') != service or fields.get('release') not in releases:
        return 'another service or release'
    return None if isinstance(fields.get('msg'), str) and fields['msg'] else 'no message'


@check('every line that Payload and Nuxt logged, from their first to their last, is JSON of pino, and none has a secret')
def logs(run):
    wanted(line_problem('   ▲ Next.js 15.4.11', 'payload', ['1']) == 'no JSON', 'a line that is no JSON passes')
    releases = {run.release, getattr(run, 'newer', run.release)}
    secrets, seen, said = run.server.secrets(), {}, set()
    for service, container, lines in run.server.logs():
        for line in lines:
            problem = line_problem(line, service, releases)
            wanted(not problem, f'{service} {container}: {problem}: {line[:300]!r}')
            told = [name for name, value in {**secrets, 'the password': PASSWORD}.items() if value in line]
            wanted(not told, f'{service} {container} logs {told}')
            said.add(json.loads(line)['msg'])
        seen[service] = seen.get(service, 0) + len(lines)
    wanted(set(seen) == set(APPLICATIONS) and all(seen.values()), seen)
    for message in ('authentication', 'business event', 'stopped'):
        wanted(message in said, f'nobody logged "{message}"')
    print(f'# lines: {seen}')


class Run:
    def __init__(self, lab, name):
        self.server = Server(lab, name)
        self.browser = Browser((SITE, API), int(self.server.env['LAB_HTTPS_PORT']), self.server.key())

    def close(self):
        self.browser.close()
        self.server.close()


def main():
    lab, name, *pattern = sys.argv[1:]
    chosen = [one for one in CHECKS if not pattern or re.search(pattern[0], one[0])]
    run, passed = Run(lab, name), 0
    run.release = run.server.pinned()
    run.server.follow()
    try:
        for title, function in chosen:
            try:
                function(run)
            except Exception as error:  # noqa: BLE001 the others still have something to say
                place = traceback.extract_tb(error.__traceback__)[1 if len(traceback.extract_tb(error.__traceback__)) > 1 else 0]
                print(f'not ok {title}\n#   line {place.lineno}: {type(error).__name__}: {str(error)[:900]}', flush=True)
                continue
            passed += 1
            print(f'ok {title}', flush=True)
    finally:
        run.close()
    print(f'{passed} passed, {len(chosen) - passed} failed')
    sys.exit(0 if chosen and passed == len(chosen) else 1)


if __name__ == '__main__':
    main()
