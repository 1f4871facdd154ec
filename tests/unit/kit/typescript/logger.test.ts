// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Reads what a process of its own really writes.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Config } from 'payload';
import { createLogger } from '../payload/src/lib/logger.js';
import { lib, linesOf, run, type Line } from './child.js';

const IMPORTS = `import * as log from ${lib('logger')};\n`;

async function logged(script: string, env?: NodeJS.ProcessEnv): Promise<Line[]> {
  const { stdout, stderr, code } = await run(IMPORTS + script, env);
  assert.equal(stderr, '');
  assert.equal(code, 0);
  return linesOf(stdout);
}
async function one(script: string, env?: NodeJS.ProcessEnv): Promise<Line> {
  const [line, ...more] = await logged(script, env);
  assert.deepEqual(more, []);
  assert.ok(line);
  return line;
}

test('a line has the shape that the console reads', async () => {
  const line = await one(
    `log.logRequest({ method: 'GET', url: '/api/bookings?page=2', headers: { 'x-request-id': 'abc', 'x-forwarded-for': '203.0.113.7' } }, 200, 12.34567);`,
    { RELEASE: '20250101-abcdef' },
  );
  const { time, ...rest } = line;
  assert.match(String(time), /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
  assert.deepEqual(rest, {
    level: 'info', service: 'payload', release: '20250101-abcdef', reqId: 'abc',
    req: { method: 'GET', url: '/api/bookings?page=2', remoteAddress: '203.0.113.7' },
    res: { statusCode: 200 }, responseTime: 12.346, msg: 'request completed',
  });
});

test('the message may stand among the fields, as Payload writes it', async () => {
  const lines = await logged(`
    log.logger().info({ msg: 'Migrating: 20260101\\n' });
    log.logger().error({ err: new Error('no such table'), msg: 'Migration failed' });
    log.logger().warn({ msg: 'one' }, 'another');`);
  assert.deepEqual(lines.map(({ msg, _msg }) => [msg, _msg]), [['Migrating: 20260101 ', undefined], ['Migration failed', undefined], ['another', 'one']]);
  assert.equal(lines[1]?.err?.message, 'no such table');
});

test("fetch's Request and node's own request are described alike", async () => {
  const lines = await logged(`
    log.logRequest(new Request('http://h/x', { headers: { 'x-request-id': 'r1', 'x-forwarded-for': '192.0.2.1' } }), 200, 1);
    log.logRequest({ method: 'GET', url: 'http://h/x', headers: { 'x-request-id': ['r1'] }, socket: { remoteAddress: '192.0.2.1' } }, 200, 1);`);
  for (const line of lines) {
    assert.equal(line.reqId, 'r1');
    assert.deepEqual(line.req, { method: 'GET', url: 'http://h/x', remoteAddress: '192.0.2.1' });
  }
  assert.equal(lines.length, 2);
});

for (const [status, level] of [[200, 'info'], [304, 'info'], [404, 'warn'], [429, 'warn'], [500, 'error'], [503, 'error']] as const) {
  test(`a request answered ${status} is logged as ${level}`, async () => {
    assert.equal((await one(`log.logRequest({ headers: {} }, ${status}, 1)`)).level, level);
  });
}

const everyLevel = `for (const level of log.LEVELS) log.logger()[level]('at ' + level);`;
for (const [setting, expected] of [
  ['debug', ['debug', 'info', 'warn', 'error']], ['info', ['info', 'warn', 'error']], [undefined, ['info', 'warn', 'error']],
  ['warn', ['warn', 'error']], ['error', ['error']], [' ERROR ', ['error']],
] as const) {
  test(`LOG_LEVEL ${setting ?? 'unset'} lets ${expected.join(', ')} through`, async () => {
    const lines = await logged(everyLevel, setting === undefined ? {} : { LOG_LEVEL: setting });
    assert.deepEqual(lines.map(({ level }) => level), expected);
  });
}

test('a LOG_LEVEL that is none says so, and info is used', async () => {
  const [first, ...rest] = await logged(everyLevel, { LOG_LEVEL: 'loud' });
  assert.equal(first?.msg, 'LOG_LEVEL is none of debug, info, warn, error: info is used');
  assert.deepEqual(rest.map(({ level }) => level), ['info', 'warn', 'error']);
});

test('a release that nothing tells is unknown, and SENTRY_RELEASE tells it where RELEASE does not', async () => {
  assert.equal((await one(`log.logger().info('x')`)).release, 'unknown');
  assert.equal((await one(`log.logger().info('x')`, { SENTRY_RELEASE: 'v9' })).release, 'v9');
});

test('each function logs its event', async () => {
  const lines = await logged(`
    log.logWarning('stock is low', { left: 2 });
    log.logQuery('select 1 where a = $1', 3.5, ['x']);
    log.logAuth('login', { userId: 7 });
    log.logAuth('login-failed', { user: 'u-1' });
    log.logBusinessEvent('booking.created', { bookingId: 12, event: 'other' });
    log.logError(new TypeError('no such day', { cause: new Error('parse') }), { reqId: 'r1' });
    log.logError('a text');
    log.logError({ status: 3 }, {}, 'said so');`, { LOG_LEVEL: 'debug' });
  const seen = lines.map(({ time: _, service: __, release: ___, err, ...rest }) => ({ ...rest, ...(err && { type: err.type, message: err.message }) }));
  assert.deepEqual(seen, [
    { level: 'warn', left: 2, msg: 'stock is low' },
    { level: 'debug', query: 'select 1 where a = $1', duration: 3.5, parameters: 1, msg: 'query' },
    { level: 'info', userId: 7, event: 'auth.login', msg: 'authentication' },
    { level: 'warn', user: 'u-1', event: 'auth.login-failed', msg: 'authentication' },
    { level: 'info', bookingId: 12, event: 'booking.created', msg: 'business event' },
    { level: 'error', reqId: 'r1', msg: 'no such day', type: 'TypeError', message: 'no such day' },
    { level: 'error', msg: 'a text', type: 'Error', message: 'a text' },
    { level: 'error', msg: 'said so', type: 'Error', message: '{ status: 3 }' },
  ]);
  assert.match(String(lines[5]?.err?.stack), /^TypeError: no such day\n {4}at /);
  assert.equal((lines[5]?.err?.cause as { message: string }).message, 'parse');
});

// Each secret is planted as the caller's script has it; the line may hold none of it, and keeps what stands beside it.
const SECRET = 'Hunter2-Zq9x';
const planted: Record<string, string> = {
  'a field': `log.logger().info({ password: '${SECRET}', kept: 1 }, 'x')`,
  'a nested field': `log.logger().info({ kept: 1, a: { b: [{ c: { newPassword: '${SECRET}' } }] } }, 'x')`,
  'an object under a secret name': `log.logger().info({ kept: 1, credentials: { user: '${SECRET}' } }, 'x')`,
  'a Map and a Set': `log.logger().info({ kept: 1, m: new Map([['api-key', '${SECRET}']]), s: new Set([{ token: '${SECRET}' }]) }, 'x')`,
  'headers': `log.logger().info({ kept: 1, headers: { Authorization: 'Bearer ${SECRET}', Cookie: 'payload-token=${SECRET}', 'X-API-Key': '${SECRET}' } }, 'x')`,
  "fetch's headers": `log.logger().info({ kept: 1, headers: new Headers({ authorization: '${SECRET}', 'set-cookie': 's=${SECRET}' }) }, 'x')`,
  "node's raw headers": `log.logger().info({ kept: 1, rawHeaders: ['Cookie', 's=${SECRET}'] }, 'x')`,
  'what toJSON returns': `log.logger().info({ kept: 1, a: { toJSON: () => ({ secret: '${SECRET}' }) } }, 'x')`,
  "a child's bindings": `log.logger().child({ kept: 1, token: '${SECRET}' }).info('x')`,
  "a grandchild's bindings": `log.logger().child({ kept: 1 }).child({ apiKey: '${SECRET}' }, { level: 'info' }).info('x')`,
  'bindings set later': `const l = log.logger().child({ kept: 1 }); l.setBindings({ secret: '${SECRET}' }); l.info('x')`,
  "a message's object": `log.logger().info({ kept: 1 }, 'with %o', { password: '${SECRET}' })`,
  "a message's text": `log.logger().info({ kept: 1 }, 'signed in with password=${SECRET} and token: ${SECRET}')`,
  "an error's message and stack": `log.logError(new Error('connect postgres://bouncepro:${SECRET}@postgres:5432/bouncepro'), { kept: 1 })`,
  "an error's cause and fields": `log.logError(Object.assign(new Error('x', { cause: new Error('token=${SECRET}') }), { config: { password: '${SECRET}' } }), { kept: 1 })`,
  'an error without message of the caller': `log.logger().error({ kept: 1, err: new Error('Cookie: a=1; b=${SECRET}') })`,
  'many errors in one': `log.logError(new AggregateError([new Error('api_key=${SECRET}')], 'x'), { kept: 1 })`,
  'a bearer header in a text': `log.logger().info({ kept: 1, text: 'sent Authorization: Bearer ${SECRET}' }, 'x')`,
  'JSON as a text': `log.logger().info({ kept: 1, body: JSON.stringify({ user: 'u', password: '${SECRET}"x${SECRET}' }) }, 'x')`,
  'JSON in JSON as a text': `log.logger().info({ kept: 1, body: JSON.stringify({ inner: JSON.stringify({ password: '${SECRET}' }) }) }, 'x')`,
  'SQL as a text': `log.logger().info({ kept: 1, query: "update users set password='${SECRET}' where id = 1" }, 'x')`,
  'a form as a text': `log.logger().info({ kept: 1, body: 'user%5Bpassword%5D=${SECRET}&day=1' }, 'x')`,
  'a query string': `log.logRequest({ url: '/reset?day=1&token=${SECRET}', headers: {} }, 200, 1, { kept: 1 })`,
  'an encoded name in a query string': `log.logRequest({ url: '/reset?pass%77ord=${SECRET}', headers: {} }, 200, 1, { kept: 1 })`,
  'an address in a query string': `log.logRequest({ url: '/login?next=https%3A%2F%2Fh%2F%3Faccess_token%3D${SECRET}', headers: {} }, 200, 1, { kept: 1 })`,
  'an address twice encoded': `log.logRequest({ url: '/login?next=%252F%253Ftoken%253D${SECRET}', headers: {} }, 200, 1, { kept: 1 })`,
  'an address thrice encoded': `log.logRequest({ url: '/login?next=%25252F%25253Ftoken%25253D${SECRET}', headers: {} }, 200, 1, { kept: 1 })`,
  'a URL': `log.logger().info({ kept: 1, at: new URL('https://u:${SECRET}@h/?sid=${SECRET}') }, 'x')`,
  'a key of a known shape': `log.logger().info({ kept: 1, text: 'sk_live_${SECRET} whsec_${SECRET} xkeysib-${SECRET}' }, 'x')`,
  'a secret as a key': `log.logger().info({ kept: 1, a: { 'token=${SECRET}': 1 } }, 'x')`,
  'a secret behind much text': `log.logger().info({ kept: 1, text: 'y'.repeat(3990) + ' password=${SECRET}' }, 'x')`,
};
for (const [where, script] of Object.entries(planted)) {
  test(`no secret is logged from ${where}`, async () => {
    const { stdout, code } = await run(IMPORTS + script);
    assert.equal(code, 0);
    assert.ok(!stdout.includes('Zq9x'), stdout);
    assert.match(stdout, /\[REDACTED\]|\[cut/);
    assert.equal(linesOf(stdout)[0]?.kept, 1);
  });
}

for (const [number, isCard] of [
  ['4111111111111111', true], ['4111 1111 1111 1111', true], ['5555-5555-5555-4444', true], ['378282246310005', true],
  ['4111111111111112', false], ['1733130000004', false], ['550e8400-e29b-41d4-a716-446655440000', false], ['20250101', false],
] as const) {
  test(`${number} is ${isCard ? '' : 'not '}redacted as a card number`, async () => {
    const line = await one(`log.logger().info({ text: 'paid by ${number}', list: ['${number}'] }, 'x')`);
    assert.equal(line.text, `paid by ${isCard ? '[REDACTED]' : number}`);
    assert.deepEqual(line.list, [isCard ? '[REDACTED]' : number]);
  });
}

test('a card number as a number, and under a name, is redacted', async () => {
  const line = await one(`log.logger().info({ a: 4111111111111111, card: { cardNumber: 'x', cvc: 123, last4: '1111' }, at: 1733130000004 }, 'x')`);
  assert.deepEqual([line.a, line.card, line.at], ['[REDACTED]', { cardNumber: '[REDACTED]', cvc: '[REDACTED]', last4: '1111' }, 1733130000004]);
});

test('a card number across the end of what is kept is redacted', async () => {
  const line = await one(`log.logger().info({ text: 'y'.repeat(3985) + ' 4111111111111111 ' + 'z'.repeat(5000) }, 'x')`);
  assert.ok(!String(line.text).includes('4111'));
});

test('what only looks like a secret stays', async () => {
  const fields = {
    tokensUsed: 12, passed: true, author: 'a', compass: 'north', shipping: 'x', url: '/bookings?day=2025-01-01&sort=-createdAt&page=2',
    text: 'basic plan chosen: 3 houses, the password was wrong', sql: 'select id, name from users where id = $1', secretless: null, mapping: { a: [1, 2, null] },
  };
  const line = await one(`log.logger().info(${JSON.stringify(fields)}, 'no token given')`);
  const { level: _, time: __, service: ___, release: ____, msg, ...rest } = line;
  assert.deepEqual(rest, fields);
  assert.equal(msg, 'no token given');
});

// Values that must not break a line, throw, hang or outgrow Docker's 16 KB.
const hostile: Record<string, string> = {
  newlines: `log.logger().info({ a: 'x\\n{"level":"error"}\\r\\n' }, 'first\\nsecond\\u2028third\\u001b[31m')`,
  'a huge text': `log.logger().info({ a: 'x'.repeat(1e8) }, 'y'.repeat(1e8))`,
  'a huge text of control characters': `log.logger().info({ a: '\\u0000'.repeat(1e6), b: '\\u0001'.repeat(1e6) }, '\\u0000'.repeat(1e6))`,
  'a huge text of wide characters': `log.logger().info({ a: '\\u{1f600}'.repeat(1e6) }, '\\u{1f600}'.repeat(1e6))`,
  'lone surrogates': `log.logger().info({ a: '\\ud800'.repeat(3000) }, '\\udfff')`,
  'a cycle': `const a = { b: [] }; a.b.push(a, new Map([[a, a]]), new Set([a])); log.logger().info(a, 'x %o', a)`,
  depth: `let a = {}; for (let i = 0; i < 1e5; i += 1) a = { a }; log.logger().info(a, 'x')`,
  width: `log.logger().info({ a: Array.from({ length: 1e6 }, (_, i) => ({ i })), o: Object.fromEntries(Array.from({ length: 1e5 }, (_, i) => ['k' + i, i])) }, 'x')`,
  'much of everything': `const a = Array.from({ length: 50 }, () => Array.from({ length: 50 }, () => Array(50).fill('x'.repeat(3000)))); log.logger().info({ a, b: a }, 'x')`,
  'huge keys': `log.logger().info(Object.fromEntries(Array.from({ length: 60 }, (_, i) => [i + '\\u0000'.repeat(1e5), i])), 'x')`,
  'a getter that throws': `log.logger().info({ get a() { throw new Error('no'); }, b: 1 }, 'x')`,
  'err as a getter that throws': `log.logger().info({ get err() { throw new Error('no'); } })`,
  'a toJSON that throws': `log.logger().info({ a: { toJSON() { throw new Error('no'); } } }, 'x')`,
  'a toJSON that returns itself': `log.logger().info({ a: { toJSON() { return this; } } }, 'x')`,
  'a toJSON without end': `const make = () => ({ toJSON: make }); log.logger().info({ a: make() }, 'x')`,
  'a proxy that throws': `log.logger().info({ a: new Proxy({}, { ownKeys() { throw 1; } }) }, 'x')`,
  'a revoked proxy': `const p = Proxy.revocable({}, {}); p.revoke(); log.logger().info({ a: p.proxy }, 'x')`,
  'an object without prototype': `log.logger().info({ a: Object.create(null) }, 'x %s', Object.create(null))`,
  'strange values': `log.logger().info({ a: 10n, b: Symbol('s'), c() {}, d: NaN, e: new Date(NaN), f: /x/, g: new Uint8Array(1e6), h: undefined, i: -0 }, 'x')`,
  'an error without a stack': `const e = new Error('m'); e.stack = undefined; e.name = 5; log.logError(e)`,
  'an error with a huge stack': `const e = new Error('m\\n'.repeat(1e6)); log.logError(e)`,
  'an error alone, with lines': `log.logger().error(new Error('a\\nb')); log.logger().error({ err: new Error('a\\nb') })`,
  'errors in a ring': `const e = new Error('a'); e.cause = new Error('b', { cause: e }); log.logError(e)`,
  'an error without a constructor': `const e = new Error('a'); Object.defineProperty(e, 'constructor', { value: undefined }); log.logError(e)`,
  'nothing at all': `log.logger().info(); log.logger().info(null); log.logger().info(undefined, 'x'); log.logError(undefined); log.logError(null)`,
  'a message that is no text': `log.logger().info({}, 5n, Symbol('x'), {})`,
  'percent signs': `log.logger().info('100%d of %s %o %'); log.logger().info('%j', { toJSON() { throw 1; } })`,
  'a million words': `log.logger().info({ a: 'a=b '.repeat(3e5), b: 'password '.repeat(2e5), c: '{"a":"'.repeat(2e5), d: '\\\\'.repeat(1e6), e: '1 '.repeat(1e6), f: 'a:'.repeat(1e6) }, 'x')`,
  'a child of a child of a child': `let l = log.logger(); for (let i = 0; i < 3; i += 1) l = l.child({ ['k' + i]: 'v'.repeat(1e5) }); l.info('x')`,
  'a prototype as a key': `log.logger().info(JSON.parse('{"__proto__":{"a":1},"constructor":2}'), 'x')`,
};
for (const [what, script] of Object.entries(hostile)) {
  test(`a line survives ${what}`, async () => {
    const { stdout, stderr, code } = await run(`${IMPORTS}${script};\nlog.logger().info('after');`);
    assert.equal(stderr, '');
    assert.equal(code, 0);
    const lines = linesOf(stdout);
    assert.equal(lines.at(-1)?.msg, 'after');
    assert.ok(lines.length >= 2);
    for (const text of stdout.split('\n')) assert.ok(Buffer.byteLength(text) < 16_000, `${Buffer.byteLength(text)} bytes`);
    // eslint-disable-next-line no-control-regex -- that is the question
    for (const { msg, level, service } of lines) assert.ok(!/[\u0000-\u001f\u2028]/.test(String(msg)) && level && service === 'payload', JSON.stringify(lines));
  });
}

test('a caller cannot give a line another level, time or service', async () => {
  const { stdout } = await run(`${IMPORTS}log.logger().info({ level: 'error', time: 0, service: 'x', release: 'y', msg: 'z' }, 'real'); log.logger().child({ level: 'error' }).warn('child');`);
  assert.deepEqual(linesOf(stdout).map(({ level, service, msg, _level }) => ({ level, service, msg, _level })), [
    { level: 'info', service: 'payload', msg: 'real', _level: 'error' },
    { level: 'warn', service: 'payload', msg: 'child', _level: 'error' },
  ]);
  for (const key of ['level', 'time', 'service', 'msg']) assert.equal(stdout.split('\n')[0]?.split(`"${key}":`).length, 2);
});

test('the last line before the process is killed is written', async () => {
  const { stdout, signal } = await run(`${IMPORTS}for (let i = 0; i < 5000; i += 1) log.logger().info({ i }, 'x'); process.kill(process.pid, 'SIGKILL');`);
  assert.equal(signal, 'SIGKILL');
  assert.equal(linesOf(stdout).length, 5000);
});

test('Payload takes it for its own logger, and so do others under their names', () => {
  const lines: string[] = [];
  const own = createLogger({ service: 'nuxt', env: {}, destination: { write: (line) => void lines.push(line) } });
  const config: Pick<Config, 'logger'> = { logger: own }; // the compiler's part of the test
  assert.equal(config.logger, own);
  own.child({ name: 'payload' }).error({ err: new Error('x') });
  assert.deepEqual(linesOf(lines.join('')).map(({ level, service, name, msg }) => [level, service, name, msg]), [['error', 'nuxt', 'payload', 'x']]);
});

test('development prints readable lines, redacted, on one line each', async () => {
  const { stdout } = await run(`${IMPORTS}log.logger().info({ password: '${SECRET}', bookings: 3 }, 'two\\nlines');`, { NODE_ENV: 'development' });
  assert.match(stdout, /^\[\d\d:\d\d:\d\d\.\d{3}\] INFO: two lines\n/);
  assert.match(stdout, /bookings: 3/);
  assert.match(stdout, /password: "\[REDACTED\]"/);
  assert.throws(() => JSON.parse(stdout.split('\n')[0] ?? ''));
});
