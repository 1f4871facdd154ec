// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
import assert from 'node:assert/strict';
import { IncomingMessage, ServerResponse } from 'node:http';
import { Socket } from 'node:net';
import { test } from 'node:test';
import { createEvent, type H3Event } from 'h3';
import plugin, { type Html } from '../nuxt/server/plugins/csp.js';

// What Nuxt's renderer would send, for a request with this policy.
function rendered(policy: string | undefined, part: Partial<Html>): Html {
  let change: ((html: Html, context: { event: H3Event }) => void) | undefined;
  plugin({ hooks: { hook: (_name, given) => (change = given) } });
  const request = new IncomingMessage(new Socket());
  if (policy !== undefined) request.headers['content-security-policy'] = policy;
  const html: Html = { head: [], bodyPrepend: [], body: [], bodyAppend: [], ...part };
  (change ?? assert.fail('no hook'))(html, { event: createEvent(request, new ServerResponse(request)) });
  return html;
}
const POLICY = "script-src 'nonce-0123abcd'";

test('inline scripts of Nuxt carry the nonce of the request, wherever Nuxt puts them', () => {
  for (const part of ['head', 'bodyPrepend', 'bodyAppend'] as const) {
    const html = rendered(POLICY, { [part]: ['<script>window.__NUXT__={}</script><script type="module" src="/_nuxt/a.js"></script>', '<p>'] });
    assert.deepEqual(html[part], ['<script nonce="0123abcd">window.__NUXT__={}</script><script nonce="0123abcd" type="module" src="/_nuxt/a.js"></script>', '<p>']);
  }
});

test('a script in the body of the page, and one with a nonce, stay as they are', () => {
  const part = { body: ['<script>alert(1)</script>'], head: ['<script nonce="own">a</script><scripted>'] };
  const html = rendered(POLICY, part);
  assert.deepEqual([html.body, html.head], [part.body, part.head]);
});

for (const policy of [undefined, "script-src 'self'", "script-src 'nonce-\"><script>'"]) {
  test(`nothing is written for the policy ${policy}`, () => {
    assert.deepEqual(rendered(policy, { head: ['<script>a</script>'] }).head, ['<script>a</script>']);
  });
}
