// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Through the real SDK, in a process of its own, with a transport that prints the envelopes in place of sending them.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { lib, linesOf, run, type Line } from './child.js';

const DSN = 'https://0123456789abcdef0123456789abcdef@sentry.example/42';
const SECRET = 'Hunter2-Zq9x';

const PRELUDE = `
  import * as Sentry from '@sentry/node';
  import { writeSync } from 'node:fs';
  process.setMaxListeners(0); // each copy of the module makes a client
  const transport = (options) => Sentry.createTransport(options, async ({ body }) => {
    writeSync(1, 'envelope ' + JSON.stringify(String(body)) + '\\n');
    return { statusCode: 200 };
  });\n`;

// A piece of script with a module and a state of its own: \`kit\`, and \`on\`, what its initSentry() said.
const piece = (script: string, env: NodeJS.ProcessEnv, number: number) => `
  await Sentry.withIsolationScope(async () => {
    delete globalThis[Symbol.for('bouncepro.sentry')];
    const kit = await import(${lib('sentry', String(number))});
    const on = kit.initSentry({ transport, env: ${JSON.stringify(env)} });
    ${script};
    await kit.flushSentry();
  });
  writeSync(1, 'end of piece\\n');\n`;

interface Event {
  event_id: string;
  type?: string;
  release?: string;
  environment?: string;
  transaction?: string;
  user?: Record<string, unknown>;
  tags?: Record<string, unknown>;
  extra?: Record<string, unknown>;
  request?: { url?: string; method?: string; query_string?: string; headers?: Record<string, string>; data?: unknown; cookies?: unknown };
  breadcrumbs?: { category: string; message: string; data?: Record<string, unknown> }[];
  exception?: { values: { type: string; value: string; stacktrace?: { frames: { function?: string }[] } }[] };
  spans?: { description: string; data: Record<string, unknown> }[];
  contexts?: { trace?: { data?: Record<string, unknown> } };
}
interface Seen {
  events: Event[];
  lines: Line[];
  envelopes: string;
  printed: string[];
}

function read(stdout: string): Seen {
  const all = stdout.split('\n').slice(0, -1);
  const envelopes = all.filter((line) => line.startsWith('envelope ')).map((line) => JSON.parse(line.slice(9)) as string);
  const events = envelopes.flatMap((envelope) => {
    const [, ...rest] = envelope.split('\n');
    return rest.flatMap((header, i) => (i % 2 === 0 && /"type":"(?:event|transaction)"/.test(header) ? [JSON.parse(rest[i + 1] ?? '') as Event] : []));
  });
  const lines = linesOf(all.filter((line) => line.startsWith('{')).map((line) => `${line}\n`).join(''));
  return { events, lines, envelopes: envelopes.join('\n'), printed: all.filter((line) => !/^(?:\{|envelope )/.test(line)) };
}

// One process for all: starting the SDK is what takes the time.
async function sentEach(pieces: readonly (readonly [script: string, env: NodeJS.ProcessEnv])[]): Promise<Seen[]> {
  const { stdout, stderr, code } = await run(PRELUDE + pieces.map(([script, env], i) => piece(script, { SENTRY_DSN: DSN, ...env }, i)).join(''));
  assert.equal(stderr, '');
  assert.equal(code, 0);
  return stdout.split('end of piece\n').slice(0, -1).map(read);
}
async function sent(script: string, env: NodeJS.ProcessEnv = {}): Promise<Seen> {
  const [seen] = await sentEach([[script, env]]);
  assert.ok(seen);
  return seen;
}
// A test for each row, all rows in one process.
function rows<T>(all: readonly T[], scriptOf: (row: T) => string, envOf: (row: T) => NodeJS.ProcessEnv, nameOf: (row: T) => string, check: (seen: Seen, row: T) => void): void {
  let seen: Promise<Seen[]> | undefined;
  all.forEach((row, i) => {
    test(nameOf(row), async () => {
      const mine = (await (seen ??= sentEach(all.map((each) => [scriptOf(each), envOf(each)] as const))))[i];
      assert.ok(mine);
      check(mine, row);
    });
  });
}
async function one(script: string, env?: NodeJS.ProcessEnv): Promise<Event & { raw: string }> {
  const { events, envelopes } = await sent(script, env);
  assert.equal(events.length, 1);
  return { ...(events[0] as Event), raw: envelopes };
}

test('an error is sent with type, stack, release, environment, context, and its id is told', async () => {
  const { events, printed } = await sent(`console.log(kit.captureError(new RangeError('no such day'), { bookingId: 7 }));`, { RELEASE: '20250101-abcdef', SENTRY_ENVIRONMENT: 'staging' });
  const [event] = events;
  assert.equal(events.length, 1);
  assert.deepEqual(event?.exception?.values.map(({ type, value }) => [type, value]), [['RangeError', 'no such day']]);
  assert.ok((event?.exception?.values[0]?.stacktrace?.frames.length ?? 0) > 0);
  assert.deepEqual([event?.release, event?.environment, event?.extra], ['20250101-abcdef', 'staging', { bookingId: 7 }]);
  assert.deepEqual(printed, [event?.event_id]);
});

rows([[{ RELEASE: 'r', SENTRY_RELEASE: 's' }, 's'], [{ RELEASE: 'r' }, 'r'], [{}, 'unknown']] as const,
  () => `kit.captureError(new Error('x'))`, ([env]) => env, ([env, release]) => `the release of ${JSON.stringify(env)} is ${release}`,
  ({ events }, [, release]) => assert.deepEqual(events.map((event) => event.release), [release]));

const wrong = 'Sentry is off: SENTRY_DSN is no DSN; copy the one that Sentry shows under Client Keys';
rows([['', 'info', 'Sentry is off: SENTRY_DSN is not set'], ['  ', 'info', 'Sentry is off: SENTRY_DSN is not set'], ['nonsense', 'warn', wrong],
  ['https://sentry.example/42', 'warn', wrong], [`https://${SECRET}@sentry.example/`, 'warn', wrong], [`ftp://${SECRET}@h/1`, 'warn', wrong]] as const,
  ([dsn]) => `kit.initSentry({ env: { SENTRY_DSN: '${dsn}' } }); kit.addBreadcrumb('a', 'b'); kit.setSentryUser({ id: 1 }); console.log(on, kit.captureError(new Error('x')), await kit.flushSentry())`,
  ([dsn]) => ({ SENTRY_DSN: dsn }), ([dsn]) => `with the DSN "${dsn}" it is off, says so once, and every function does nothing`,
  ({ events, lines, printed }, [, level, said]) => {
    assert.deepEqual([events, printed], [[], ['false undefined true']]);
    assert.deepEqual(lines.map((line) => [line.level, line.msg]), [[level, said]]);
  });

rows([[undefined, 0.1, false], ['', 0.1, false], ['0', 0, false], ['1', 1, false], ['0.25', 0.25, false], ['1.5', 0.1, true], ['-1', 0.1, true], ['ten', 0.1, true], ['NaN', 0.1, true]] as const,
  () => `console.log(Sentry.getClient().getOptions().tracesSampleRate)`, ([setting]) => (setting === undefined ? {} : { SENTRY_TRACES_SAMPLE_RATE: setting }),
  ([setting, rate]) => `SENTRY_TRACES_SAMPLE_RATE ${setting ?? 'unset'} samples ${rate}`,
  ({ lines, printed }, [, rate, warns]) => {
    assert.deepEqual(printed, [String(rate)]);
    assert.deepEqual(lines.map(({ level, msg }) => [level, msg]), warns ? [['warn', 'SENTRY_TRACES_SAMPLE_RATE is no number from 0 to 1: 0.1 is used']] : []);
  });

// 2,000 draws at 10 %: 120 to 280 is six standard deviations to both sides.
test('what one bundle of Next has started the others use', async () => {
  const { events } = await sent(`
    const other = await import(${lib('sentry', 'another')});
    if (other.initSentry({ env: {} }) !== true) throw new Error('not shared');
    other.captureError(new Error('of a page'));
    other.setSentryUser({ id: 7, email: 'kim@example.org' });
    kit.captureError(new Error('after it'));`, { SENTRY_SEND_PII: 'true' });
  assert.deepEqual(events.map(({ exception, user }) => [exception?.values[0]?.value, user?.email]), [['of a page', undefined], ['after it', 'kim@example.org']]);
});

test('about one transaction in ten is sampled', async () => {
  const { printed } = await sent(`
    let sampled = 0;
    for (let i = 0; i < 2000; i += 1) Sentry.startNewTrace(() => Sentry.startSpan({ name: 'x' }, (span) => { sampled += Number(span.isRecording()); }));
    console.log(sampled);`);
  const sampled = Number(printed[0]);
  assert.ok(sampled > 120 && sampled < 280, String(sampled));
});

test('a transaction is sent with its spans, those of health checks are not', async () => {
  const { events } = await sent(`
    for (const name of ['GET /api/bookings', 'GET /health', 'GET /health/ready', 'GET /api/health/db', 'GET /api/healthy-food'])
      Sentry.startNewTrace(() => Sentry.startSpan({ name, forceTransaction: true }, () => Sentry.startSpan({ name: 'inner ' + name }, () => {})));`, { SENTRY_TRACES_SAMPLE_RATE: '1' });
  assert.deepEqual(events.map(({ transaction }) => transaction).sort(), ['GET /api/bookings', 'GET /api/healthy-food']);
  for (const { spans, transaction } of events) assert.equal(spans?.[0]?.description, `inner ${transaction}`);
});

test('the user is an id and a role; e-mail and address only where it is asked for', async () => {
  const script = `kit.setSentryUser({ id: 7, role: 'admin', email: 'ann@example.com', ip: '203.0.113.7' }); kit.captureError(new Error('x'));`;
  const event = await one(script);
  assert.deepEqual(event.user, { id: 7, role: 'admin' });
  assert.ok(!/ann@example|203\.0\.113/.test(event.raw));
  const full = (await one(script, { SENTRY_SEND_PII: 'true' })).user;
  assert.deepEqual([full?.id, full?.email, full?.ip_address], [7, 'ann@example.com', '203.0.113.7']);
  assert.equal((await one(`kit.setSentryUser({ id: 7 }); kit.setSentryUser(null); kit.captureError(new Error('x'));`)).user?.id, undefined);
  assert.ok(!(await one(`Sentry.setUser({ id: 7, email: 'ann@example.com', username: 'ann@example.com', ip_address: '203.0.113.7' }); kit.captureError(new Error('x'));`)).raw.includes('ann@'));
});

test('breadcrumbs come in order, without secrets', async () => {
  const event = await one(`
    kit.addBreadcrumb('booking', 'day chosen', { day: '2025-01-01', token: '${SECRET}' });
    kit.addBreadcrumb('http', 'GET https://h/x?token=${SECRET}&page=2', { url: 'https://h/x?api_key=${SECRET}', headers: { cookie: 's=${SECRET}' } });
    kit.captureError(new Error('x'));`);
  assert.deepEqual(event.breadcrumbs?.map(({ category, message, data }) => ({ category, message, data })), [
    { category: 'booking', message: 'day chosen', data: { day: '2025-01-01', token: '[REDACTED]' } },
    { category: 'http', message: 'GET https://h/x?token=[REDACTED]&page=2', data: { url: 'https://h/x?api_key=[REDACTED]', headers: { cookie: '[REDACTED]' } } },
  ]);
});

// A real request to a real server, observed by the SDK itself. The error is captured inside, the transaction is the request.
const SERVED = `
  const { createServer, request } = await import('node:http');
  const server = createServer((incoming, response) => {
    incoming.on('data', () => {}).on('end', () => { kit.captureError(new Error('failed for ${SECRET.replace('Zq9x', 'kept')}')); response.writeHead(500).end(); });
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  await new Promise((resolve) => request({
    host: '127.0.0.1', port: server.address().port, method: 'POST', path: '/api/login?day=1&token=${SECRET}&next=%2F%3Fsecret%3D${SECRET}',
    headers: { authorization: 'Bearer ${SECRET}', cookie: 'payload-token=${SECRET}', 'x-api-key': '${SECRET}', 'x-csrf-token': '${SECRET}', 'x-forwarded-for': '203.0.113.7', 'user-agent': 'tests',
      'content-type': 'application/json', referer: 'https://h/?password=${SECRET}' },
  }, (response) => response.resume().on('end', resolve)).end(JSON.stringify({ email: 'ann@example.com', password: '${SECRET}', note: 'body-Zq9x' })));
  server.close();`;

test('of a real request neither headers nor cookies nor body nor query give a secret away', async () => {
  const { events, envelopes } = await sent(SERVED, { SENTRY_TRACES_SAMPLE_RATE: '1' });
  assert.ok(!/Zq9x/.test(envelopes), envelopes);
  assert.ok(!/203\.0\.113\.7|ann@example/.test(envelopes), envelopes);
  const error = events.find(({ exception }) => exception);
  assert.match(String(error?.request?.url), /\/api\/login\?day=1&token=\[REDACTED\]/);
  assert.deepEqual([error?.request?.method, error?.request?.headers?.['user-agent'], error?.request?.headers?.authorization], ['POST', 'tests', '[REDACTED]']);
  assert.equal(error?.request?.data, undefined);
  const transaction = events.find(({ type }) => type === 'transaction');
  assert.match(String(transaction?.transaction), /^POST/);
});

const planted: Record<string, string> = {
  'the message': `kit.captureError(new Error('connect postgres://u:${SECRET}@h/db'))`,
  'what is thrown and is no error': `kit.captureError({ password: '${SECRET}' })`,
  'a cause': `kit.captureError(new Error('x', { cause: new Error('token=${SECRET}') }))`,
  'the context': `kit.captureError(new Error('x'), { request: { headers: { Authorization: '${SECRET}' } }, body: '{"password":"${SECRET}"}' })`,
  'tags and contexts': `Sentry.setTag('token', '${SECRET}'); Sentry.setContext('form', { card: { cvc: '${SECRET}' } }); kit.captureError(new Error('x'))`,
  'a request given by hand': `Sentry.getCurrentScope().addEventProcessor((event) => ({ ...event, request: { data: 'password=${SECRET}', query_string: 'token=${SECRET}', cookies: { s: '${SECRET}' }, url: 'https://h/?sid=${SECRET}' } })); kit.captureError(new Error('x'))`,
  'the breadcrumb of a console call': `Sentry.addBreadcrumb({ category: 'console', message: 'password=${SECRET}', data: { arguments: [{ secret: '${SECRET}' }] } }); kit.captureError(new Error('x'))`,
  'spans': `Sentry.startSpan({ name: 'GET /x?token=${SECRET}', forceTransaction: true, attributes: { 'http.url': 'https://h/?token=${SECRET}', 'http.request.header.authorization': '${SECRET}' } }, () =>
     Sentry.startSpan({ name: "select where password='${SECRET}'", attributes: { 'db.connection_string': 'postgres://u:${SECRET}@h/db', 'client.address': '${SECRET}' } }, () => {}))`,
};
rows(Object.entries(planted), ([, script]) => script, () => ({ SENTRY_TRACES_SAMPLE_RATE: '1' }), ([where]) => `no secret is sent in ${where}`,
  ({ events, envelopes }) => {
    assert.equal(events.length, 1);
    assert.ok(!envelopes.includes('Zq9x'), envelopes);
    assert.match(envelopes, /\[REDACTED\]/);
  });

test('what waits is sent before the process ends by SIGTERM', async () => {
  const { stdout, code } = await run(`${PRELUDE}
    const kit = await import(${lib('sentry')});
    const { installShutdown } = await import(${lib('shutdown')});
    kit.initSentry({ transport });
    installShutdown();
    kit.captureError(new Error('the last'));
    setInterval(() => {}, 1000);
    process.kill(process.pid, 'SIGTERM');`, { SENTRY_DSN: DSN });
  assert.equal(code, 0);
  assert.match(stdout, /envelope .*the last[^]*"msg":"stopped"/);
});
