// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// A real process with a real server is told to end, while real connections wait.
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { Agent, get, type IncomingMessage } from 'node:http';
import { connect } from 'node:net';
import { test } from 'node:test';
import { lib, linesOf, start } from './child.js';

// /slow answers when the process is told to by SIGUSR2; /stream has begun its answer before; /never does not answer.
const SERVER = (options: string) => `
  import { createServer } from 'node:http';
  import { isDraining } from ${lib('shutdown')};
  import { installShutdown } from ${lib('shutdown', 'instrumentation')}; // Next bundles it apart from the pages
  import { logger } from ${lib('logger')};
  const waiting = [];
  process.on('SIGUSR2', () => waiting.splice(0).forEach((answer) => answer()));
  const server = createServer((request, response) => {
    if (request.url === '/slow') waiting.push(() => response.end('late, draining ' + isDraining()));
    else if (request.url === '/stream') { response.writeHead(200); response.write('begun,'); waiting.push(() => response.end('ended')); }
    else if (request.url === '/draining') response.end(String(isDraining()));
    else if (request.url !== '/never') response.end('now');
    logger().info({ path: request.url }, 'seen');
  });
  installShutdown(${options});
  server.listen(0, '127.0.0.1', () => logger().info({ port: server.address().port }, 'listening'));`;

interface Running {
  port: number;
  said(message: string): Promise<void>;
  kill(signal: NodeJS.Signals): void;
  ended: ReturnType<typeof start>['ended'];
}

async function serve(options = '{}', env: NodeJS.ProcessEnv = {}): Promise<Running> {
  const { child, ended } = start(SERVER(options), env);
  let output = '';
  child.stdout.on('data', (part: string) => (output += part));
  const said = async (message: string) => {
    while (!output.includes(`"msg":"${message}"`)) await Promise.race([once(child.stdout, 'data'), ended.then(() => assert.fail(`ended without "${message}": ${output}`))]);
    output = output.slice(output.indexOf(`"msg":"${message}"`) + 1);
  };
  const [first] = (await once(child.stdout, 'data')) as [string];
  const port = Number(/"port":(\d+)/.exec(first)?.[1]);
  assert.ok(port > 0);
  return { port, said, kill: (signal) => child.kill(signal), ended };
}

interface Reply {
  status: number | undefined;
  connection: string | undefined;
  body: string;
}
const keepAlive = () => new Agent({ keepAlive: true });
function ask(port: number, path: string, agent = keepAlive()): Promise<Reply> {
  return new Promise((resolve, reject) => {
    get({ host: '127.0.0.1', port, path, agent }, (response: IncomingMessage) => {
      let body = '';
      response.setEncoding('utf8').on('data', (part: string) => (body += part)).on('error', reject);
      response.on('end', () => resolve({ status: response.statusCode, connection: response.headers.connection, body }));
    }).on('error', reject);
  });
}
const messages = (stdout: string) => linesOf(stdout).map(({ msg }) => msg).filter((msg) => msg !== 'listening' && msg !== 'seen' && !String(msg).startsWith('Sentry'));

test('SIGTERM: what runs is finished, nothing new comes in, closers run last, exit 0', async () => {
  const server = await serve(`{ closers: [() => logger().info('closer 1'), async () => { await null; logger().info('closer 2'); }] }`);
  const slow = ask(server.port, '/slow');
  await server.said('seen');
  server.kill('SIGTERM');
  await server.said('draining');
  await assert.rejects(ask(server.port, '/'), { code: 'ECONNREFUSED' });
  server.kill('SIGUSR2');
  assert.deepEqual(await slow, { status: 200, connection: 'close', body: 'late, draining true' });
  const { stdout, stderr, code } = await server.ended;
  assert.deepEqual([code, stderr], [0, '']);
  assert.deepEqual(messages(stdout), ['draining', 'closer 1', 'closer 2', 'stopped']);
});

test('an answer that had begun is finished, and its kept connection does not hold the end up', async () => {
  const server = await serve('{ graceMs: 20000 }');
  const stream = ask(server.port, '/stream');
  await server.said('seen');
  server.kill('SIGTERM');
  await server.said('draining');
  const begun = performance.now();
  server.kill('SIGUSR2');
  assert.equal((await stream).body, 'begun,ended');
  assert.equal((await server.ended).code, 0);
  assert.ok(performance.now() - begun < 4000); // node keeps an idle connection for 5 s
});

test('an idle connection does not hold the end up', async () => {
  const server = await serve('{ graceMs: 20000 }');
  assert.deepEqual((await ask(server.port, '/')).connection, 'keep-alive');
  const begun = performance.now();
  server.kill('SIGTERM');
  assert.equal((await server.ended).code, 0);
  assert.ok(performance.now() - begun < 4000);
});

test('a request on a connection that was open before is still answered, with Connection: close', async () => {
  const server = await serve();
  const slow = ask(server.port, '/slow');
  await server.said('seen');
  const socket = connect(server.port, '127.0.0.1');
  await once(socket, 'connect');
  socket.write('GET / HTTP/1.1\r\nHost: h\r\n'); // and the end of the head only after SIGTERM
  await ask(server.port, '/'); // the server has read what was sent before
  server.kill('SIGTERM');
  await server.said('draining');
  socket.end('\r\n');
  let text = '';
  for await (const part of socket) text += String(part);
  assert.match(text, /^HTTP\/1\.1 200 OK\r\n[^]*connection: close\r\n[^]*now/i);
  server.kill('SIGUSR2');
  await slow;
  assert.equal((await server.ended).code, 0);
});

test('a request without end is cut off after the grace, said so, and exit 1', async () => {
  const server = await serve('{}', { SHUTDOWN_GRACE_MS: '50' });
  const never = ask(server.port, '/never');
  await server.said('seen');
  server.kill('SIGTERM');
  await assert.rejects(never, { code: 'ECONNRESET' });
  const { stdout, code } = await server.ended;
  assert.equal(code, 1);
  assert.deepEqual(messages(stdout), ['draining', 'requests cut off', 'stopped']);
  const cut = linesOf(stdout).find(({ msg }) => msg === 'requests cut off');
  assert.deepEqual([cut?.running, cut?.graceMs, cut?.level], [1, 50, 'warn']);
});

test('while it lingers it serves new connections, each for one answer, and is not ready; then it ends as ever', async () => {
  const server = await serve('{ onDrain: () => logger().info("streams end") }', { SHUTDOWN_LINGER_MS: '700' });
  const agent = keepAlive();
  assert.equal((await ask(server.port, '/', agent)).connection, 'keep-alive');
  const slow = ask(server.port, '/slow');
  await server.said('seen');
  server.kill('SIGTERM');
  await server.said('lingering');
  assert.deepEqual(await ask(server.port, '/', agent), { status: 200, connection: 'close', body: 'now' }); // the kept connection too
  assert.deepEqual(await ask(server.port, '/'), { status: 200, connection: 'close', body: 'now' });
  assert.equal((await ask(server.port, '/draining')).body, 'true');
  await server.said('draining');
  await assert.rejects(ask(server.port, '/'), { code: 'ECONNREFUSED' });
  server.kill('SIGUSR2');
  assert.equal((await slow).status, 200);
  const { stdout, code } = await server.ended;
  assert.equal(code, 0);
  assert.deepEqual(messages(stdout), ['lingering', 'draining', 'streams end', 'stopped']);
});

test('onDrain ends streams that would not end', async () => {
  const server = await serve('{ onDrain: () => process.kill(process.pid, "SIGUSR2") }');
  const stream = ask(server.port, '/stream');
  await server.said('seen');
  server.kill('SIGTERM');
  assert.equal((await stream).body, 'begun,ended');
  assert.equal((await server.ended).code, 0);
});

test('a closer that throws or hangs does not stop the others, and exit 1', async () => {
  const server = await serve(`{ closeMs: 30, closers: [() => { throw new Error('no'); }, () => Promise.reject(new Error('no')), () => new Promise(() => {}), () => logger().info('last')] }`);
  server.kill('SIGTERM');
  const { stdout, stderr, code } = await server.ended;
  assert.deepEqual([code, stderr], [1, '']);
  assert.deepEqual(messages(stdout), ['draining', 'closing failed', 'closing failed', 'closing took too long', 'last', 'stopped']);
});

for (const [second, code] of [['SIGINT', 130], ['SIGTERM', 0]] as const) {
  test(`a second ${second} while draining ${code === 0 ? 'changes nothing' : 'ends at once'}`, async () => {
    const server = await serve();
    const slow = ask(server.port, '/slow').then(() => 'answered', () => 'cut');
    await server.said('seen');
    server.kill('SIGINT');
    await server.said('draining');
    server.kill(second);
    server.kill('SIGUSR2');
    assert.equal((await server.ended).code, code);
    if (code === 0) assert.equal(await slow, 'answered');
  });
}
