// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What others print by console, from before the application is there to its last words, as lines of the log.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { lib, linesOf, run, type Line } from './child.js';

const preload = JSON.stringify(new URL('../../payload/console.mjs', import.meta.url).href);
const nuxt = JSON.stringify(new URL('../nuxt/server/plugins/log.js', import.meta.url).href);

const STAGES = {
  'before the application': `await import(${preload});`,
  'in Payload': `await import(${preload}); (await import(${lib('console')})).logConsole();`,
  'in Nuxt': `(await import(${nuxt})).default({ hooks: { hook: (name, told) => (globalThis.told = told) } });`,
};

async function printed(stage: keyof typeof STAGES, script: string, env: NodeJS.ProcessEnv = {}): Promise<Line[]> {
  const { stdout, stderr, code } = await run(STAGES[stage] + script, { RELEASE: 'abc', ...env });
  assert.equal(stderr, '');
  assert.equal(code, 0);
  return linesOf(stdout);
}

for (const stage of Object.keys(STAGES) as (keyof typeof STAGES)[]) {
  test(`${stage}: every way to print is a line of its level`, async () => {
    const lines = await printed(stage, `
      console.log('   \\u25b2 Next.js %s', '15'); console.log(); console.log('');
      console.info('two\\nlines'); console.warn({ a: 1 }); console.error('failed:', new Error('no disk'));
      process.emitWarning('old', 'DeprecationWarning'); await new Promise(setImmediate);`);
    assert.deepEqual(lines.map(({ level, msg }) => [level, msg]), [
      ['info', '▲ Next.js 15'], ['info', 'two lines'], ['warn', '{ a: 1 }'], ['error', 'failed: no disk'], ['warn', 'DeprecationWarning: old'],
    ]);
    for (const { time, service, release } of lines) {
      assert.match(String(time), /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
      assert.deepEqual([service, release], [stage === 'in Nuxt' ? 'nuxt' : 'payload', 'abc']);
    }
    assert.match(String(lines[3]?.err?.stack), /^Error: no disk\n    at \S.*(?:\n    at |$)/);
  });

  test(`${stage}: a line stays below what Docker cuts in two`, async () => {
    const { stdout } = await run(`${STAGES[stage]} console.error('ä'.repeat(1e5), Object.assign(new Error('ö'.repeat(1e5)), { name: 'x'.repeat(1e5) }));`);
    assert.ok(linesOf(stdout).length === 1 && Buffer.byteLength(stdout) < 16384, String(Buffer.byteLength(stdout)));
  });
}

test('in Payload: secrets are redacted', async () => {
  const [line] = await printed('in Payload', `console.error('at %s', 'postgres://u:Hunter2@db/x', { password: 'Hunter2' });`);
  assert.ok(line && !JSON.stringify(line).includes('Hunter2'), JSON.stringify(line));
});

test('in Payload: development keeps its readable lines', async () => {
  const { stdout } = await run(`(await import(${lib('console')})).logConsole(); console.log('plain');`, { NODE_ENV: 'development' });
  assert.equal(stdout, 'plain\n');
});

test('in Nuxt: an error of a request has its id; queries, which carry tokens, are left out', async () => {
  const lines = await printed('in Nuxt', `
    const error = Object.assign(new Error('[GET] "http://payload:3001/api/x?token=Hunter2": 500'), { unhandled: true, statusCode: 500 });
    const event = { method: 'GET', path: '/reset?token=Hunter2', node: { req: { headers: { 'x-request-id': 'r1' } } } };
    told(error, { event });
    told(Object.assign(new Error('Page not found'), { statusCode: 404 }), { event });
    told(new Error('of a timer'), {});
    console.error('[request error] [unhandled] [GET] http://h/reset?token=Hunter2', error);
    console.warn('see http://h/reset?token=Hunter2 there');`);
  assert.deepEqual(lines.map(({ level, msg, reqId, req }) => [level, msg, reqId, req]), [
    ['error', '[GET] "http://payload:3001/api/x?": 500', 'r1', { method: 'GET', url: '/reset?' }],
    ['error', 'of a timer', undefined, undefined],
    ['warn', 'see http://h/reset? there', undefined, undefined],
  ]);
  assert.ok(!JSON.stringify(lines).includes('Hunter2'));
});

test('in Nuxt: LOG_LEVEL is heeded', async () => {
  const lines = await printed('in Nuxt', `console.log('no'); console.warn('yes');`, { LOG_LEVEL: 'warn' });
  assert.deepEqual(lines.map(({ msg }) => msg), ['yes']);
});
