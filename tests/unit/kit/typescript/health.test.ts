// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
import assert from 'node:assert/strict';
import { createServer as createHttpServer, type Server as HttpServer } from 'node:http';
import { createServer, type AddressInfo, type Server } from 'node:net';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { createApp, toNodeListener } from 'h3';
import type { PayloadRequest } from 'payload';
import pg from 'pg';
import nuxtHealth from '../nuxt/server/api/health.get.js';
import { Health, health, healthEndpoints, ping, respond, type Answer, type Query } from '../payload/src/endpoints/health.js';
import { identify } from '../payload/src/lib/release.js';
import { lib, run } from './child.js';

const identity = { release: '20250101-abcdef', imageRelease: '20250101-abcdef', version: '1.0.0' };
const good = { PAYLOAD_SECRET: 'Zq9x-secret', DATABASE_URI: 'postgres://bouncepro:Zq9x@postgres/bouncepro' };
const answers: Query = async () => ({ rows: [] });
const never: Query = () => new Promise(() => {});
const make = (env: NodeJS.ProcessEnv = good, isStarted = () => true) => new Health({ env, identity, isStarted });

function checksOf({ body }: Answer): Record<string, { status: string; [fact: string]: unknown }> {
  return body.checks as Record<string, { status: string }>;
}

test('liveness has the fields that the console reads, and asks nothing', () => {
  const { statusCode, body } = make({}).live();
  const { uptime, timestamp, ...rest } = body;
  assert.equal(statusCode, 200);
  assert.deepEqual(rest, { status: 'ok', service: 'payload', ...identity });
  assert.ok(typeof uptime === 'number' && uptime >= 0 && uptime < 3600);
  assert.match(String(timestamp), /^\d{4}-\d\d-\d\dT[\d:.]+Z$/);
  assert.ok(Math.abs(Date.parse(String(timestamp)) - Date.now()) < 60_000);
});

test('a database that answers is ok, with its time', async () => {
  const { statusCode, body } = await make().db(answers);
  const database = body.database as { status: string; responseTimeMs: number };
  assert.deepEqual([statusCode, body.status, database.status], [200, 'ok', 'ok']);
  assert.ok(database.responseTimeMs >= 0 && database.responseTimeMs < 1000);
});

test('ready names all checks, in the shape of the stack', async () => {
  const answer = await make().ready(answers);
  assert.deepEqual([answer.statusCode, answer.body.status], [200, 'ready']);
  assert.deepEqual(Object.keys(checksOf(answer)), ['database', 'environment', 'memory', 'startup']);
  const { usedMb, ...memory } = checksOf(answer).memory ?? { status: 'none' };
  assert.deepEqual(memory, { status: 'ok', limitMb: 1024 });
  assert.ok(Number.isInteger(usedMb) && Number(usedMb) > 5 && Number(usedMb) < 1024);
});

const failures: [string, Health, Query, string, object][] = [
  ['the database refuses', make(), () => Promise.reject(Object.assign(new Error('Zq9x'), { code: 'ECONNREFUSED' })), 'database', { status: 'error', error: 'ECONNREFUSED' }],
  ['the database throws no error', make(), () => Promise.reject('Zq9x at postgres:5432'), 'database', { status: 'error', error: 'unreachable' }],
  ['the code is a sentence', make(), () => Promise.reject({ code: 'password Zq9x is wrong' }), 'database', { status: 'error', error: 'unreachable' }],
  ['asking itself throws', make(), () => { throw new TypeError('Zq9x'); }, 'database', { status: 'error', error: 'unreachable' }],
  ['the database is silent', make({ ...good, HEALTH_DB_TIMEOUT_MS: '20' }), never, 'database', { status: 'error', error: 'timeout' }],
  ['a name of the environment is missing', make({ DATABASE_URI: 'Zq9x' }), answers, 'environment', { status: 'error', missing: ['PAYLOAD_SECRET'] }],
  ['a name of the environment is empty', make({ ...good, DATABASE_URI: '' }), answers, 'environment', { status: 'error', missing: ['DATABASE_URI'] }],
  ['it has not started', make(good, () => false), answers, 'startup', { status: 'error' }],
];
for (const [what, probe, query, name, expected] of failures) {
  test(`not ready, and 503, where ${what}`, async () => {
    const answer = await probe.ready(query);
    assert.deepEqual([answer.statusCode, answer.body.status], [503, 'not-ready']);
    assert.deepEqual(checksOf(answer)[name], expected);
    for (const [other, { status }] of Object.entries(checksOf(answer))) assert.equal(status, other === name ? 'error' : 'ok', other);
    assert.ok(!JSON.stringify(answer).includes('Zq9x'));
    if (name !== 'database') return;
    const db = await probe.db(query);
    assert.deepEqual([db.statusCode, db.body.status, db.body.database], [503, 'error', expected]);
  });
}

test('too much memory is not ready', async () => {
  const answer = await make({ ...good, HEALTH_MEMORY_LIMIT_MB: '1' }).ready(answers);
  assert.equal(answer.statusCode, 503);
  assert.deepEqual([checksOf(answer).memory?.status, checksOf(answer).memory?.limitMb], ['error', 1]);
});

for (const limit of ['', 'much', '-1', '0', 'Infinity']) {
  test(`HEALTH_MEMORY_LIMIT_MB "${limit}" means the default`, async () => {
    assert.equal(checksOf(await make({ ...good, HEALTH_MEMORY_LIMIT_MB: limit }).ready(answers)).memory?.limitMb, 1024);
  });
}

test('a crowd asks the database once', async () => {
  let asked = 0;
  let answer = (_: unknown) => {};
  const slow: Query = () => ((asked += 1), new Promise((resolve) => (answer = resolve)));
  const probe = make();
  const all = Promise.all(Array.from({ length: 50 }, (_, i) => (i % 2 ? probe.db(slow) : probe.ready(slow))));
  await Promise.resolve();
  answer(1);
  assert.ok((await all).every(({ statusCode }) => statusCode === 200));
  assert.equal(asked, 1);
  await probe.db(answers);
  assert.equal(asked, 1);
});

test('a question without an answer is given up at last, and the database that is back is seen', async () => {
  const probe = make({ ...good, HEALTH_DB_TIMEOUT_MS: '10' });
  let asked = 0;
  const dead: Query = () => ((asked += 1), never());
  assert.equal((await probe.db(dead)).statusCode, 503);
  assert.equal((await probe.db(dead)).statusCode, 503);
  assert.equal(asked, 1);
  const deadline = Date.now() + 10_000;
  while ((await probe.db(answers)).statusCode !== 200) assert.ok(Date.now() < deadline);
});

test('a service that is told to end is not ready any more', async () => {
  const { stdout } = await run(`
    import { Health } from ${JSON.stringify(new URL('../payload/src/endpoints/health.js', import.meta.url).href)};
    import { installShutdown } from ${lib('shutdown')};
    const health = new Health();
    const tell = async () => console.log('ready', (await health.ready(async () => 1)).statusCode);
    installShutdown({ closers: [tell] });
    await tell();
    process.kill(process.pid, 'SIGTERM');
    setInterval(() => {}, 1000);`, good);
  assert.deepEqual(stdout.match(/ready \d+/g), ['ready 200', 'ready 503']);
});

// ---- with the real client ----

const closing: (() => unknown)[] = [];
after(() => Promise.all(closing.map((close) => close())));

async function portOf(server: Server | HttpServer): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return (server.address() as AddressInfo).port;
}

for (const [what, error] of [['closed', 'ECONNREFUSED'], ['silent', 'timeout']] as const) {
  test(`pg at a ${what} port: ${error}, within the limit, no secret`, async () => {
    const sockets = new Set<{ destroy(): unknown }>();
    const server = createServer((socket) => sockets.add(socket));
    const port = await portOf(server);
    if (what === 'closed') await new Promise((resolve) => server.close(resolve));
    const pool = new pg.Pool({ connectionString: `postgres://bouncepro:Zq9x@127.0.0.1:${port}/bouncepro` });
    pool.on('error', () => {});
    const begun = performance.now();
    const answer = await make({ ...good, HEALTH_DB_TIMEOUT_MS: '300' }).db(() => ping({ db: { pool } }));
    assert.ok(performance.now() - begun < 5000);
    assert.equal(answer.statusCode, 503);
    assert.deepEqual(answer.body.database, { status: 'error', error });
    assert.ok(!/Zq9x|127\.0\.0\.1|postgres:|at .*\.js/.test(JSON.stringify(answer)));
    for (const socket of sockets) socket.destroy();
    if (what === 'silent') server.close();
  });
}

test("an adapter without a pool says so by a code", async () => {
  assert.deepEqual((await make().db(() => ping({ db: {} }))).body.database, { status: 'error', error: 'no_pool' });
});

// ---- as Payload, Next and Nuxt serve it ----

test('the answer over HTTP is JSON that nobody keeps', async () => {
  const response = respond(make().live());
  assert.equal(response.status, 200);
  assert.equal(response.headers.get('content-type'), 'application/json; charset=utf-8');
  assert.equal(response.headers.get('cache-control'), 'no-store');
  assert.equal(((await response.json()) as { service: string }).service, 'payload');
});

test("Payload's endpoints: paths, methods, and the database of the request's Payload", async () => {
  assert.deepEqual(healthEndpoints.map(({ path, method }) => `${method} ${path}`), ['get /health', 'get /health/db', 'get /health/ready']);
  const request = (query: Query) => ({ payload: { db: { pool: { query } } } }) as unknown as PayloadRequest;
  const statuses = async (query: Query) =>
    Promise.all(healthEndpoints.map(async ({ handler }) => ((await handler(request(query))) as Response).status));
  assert.equal(process.env.PAYLOAD_SECRET, undefined); // so that ready fails by the environment
  assert.deepEqual(await statuses(answers), [200, 200, 503]);
  assert.deepEqual(await statuses(() => Promise.reject(new Error())), [200, 503, 503]);
  assert.ok(health instanceof Health);
});

for (const [what, getPayload, expected] of [
  ['Payload runs', 'async () => ({ db: { pool: { query: async () => 1 } } })', { '': 200, db: 200, ready: 200, other: 404, 'db/x': 404 }],
  ['Payload does not start', 'async () => { throw new Error("no database") }', { '': 200, db: 503, ready: 503, other: 404, 'db/x': 404 }],
] as const) {
  test(`the Next route, where ${what}`, async () => {
    const route = new URL('../payload/src/app/health/[[...check]]/route.js', import.meta.url).href;
    const asModule = (text: string) => `data:text/javascript,${encodeURIComponent(text)}`;
    const hook = asModule(`const stand = ${JSON.stringify({ '@payload-config': asModule('export default {}'), payload: asModule(`export const getPayload = ${getPayload}`) })};
      export const resolve = (name, context, next) => stand[name] ? { url: stand[name], shortCircuit: true } : next(name, context);`);
    const { stdout, stderr } = await run(`
      import { register } from 'node:module';
      register(${JSON.stringify(hook)});
      const { GET } = await import(${JSON.stringify(route)});
      const seen = {};
      for (const check of ['', 'db', 'ready', 'other', 'db/x']) {
        seen[check] = (await GET(new Request('http://h/'), { params: Promise.resolve(check ? { check: check.split('/') } : {}) })).status;
      }
      console.log(JSON.stringify(seen));`, good);
    assert.equal(stderr, '');
    assert.deepEqual(JSON.parse(stdout), expected);
  });
}

test("Nuxt's answer, through h3", async () => {
  const server = createHttpServer(toNodeListener(createApp().use('/api/health', nuxtHealth)));
  closing.push(() => server.close());
  const response = await fetch(`http://127.0.0.1:${await portOf(server)}/api/health`, { headers: { connection: 'close' } });
  assert.equal(response.status, 200);
  assert.match(response.headers.get('content-type') ?? '', /^application\/json/);
  assert.equal(response.headers.get('cache-control'), 'no-store');
  const { uptime, timestamp, ...rest } = (await response.json()) as Record<string, unknown>;
  assert.deepEqual(rest, { status: 'ok', service: 'nuxt', release: 'unknown', imageRelease: 'unknown', version: 'unknown' });
  assert.ok(typeof uptime === 'number' && !Number.isNaN(Date.parse(String(timestamp))));
});

test('the release: of the start, else of Sentry, else of the image', () => {
  const folder = mkdtempSync(join(tmpdir(), 'kit-'));
  closing.push(() => rmSync(folder, { recursive: true }));
  const unknown = { release: 'unknown', imageRelease: 'unknown', version: 'unknown' };
  assert.deepEqual(identify({}, folder), unknown);
  writeFileSync(join(folder, 'package.json'), 'not JSON');
  assert.deepEqual(identify({}, folder), unknown);
  writeFileSync(join(folder, 'package.json'), '{"version":"1.2.3"}');
  writeFileSync(join(folder, 'release'), 'built\n');
  assert.deepEqual(identify({}, folder), { release: 'built', imageRelease: 'built', version: '1.2.3' });
  assert.deepEqual(identify({ SENTRY_RELEASE: 's' }, folder).release, 's');
  assert.deepEqual(identify({ SENTRY_RELEASE: 's', RELEASE: 'started' }, folder), { release: 'started', imageRelease: 'built', version: '1.2.3' });
});
