// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// The site: rendered pages from Payload's content, and its own health.
import { existsSync, readFileSync } from 'node:fs';
import { makeLogger } from './logger.js';
import { json, nonceOf, serve } from './serve.js';
import { version } from './version.js';

const logger = makeLogger('nuxt');
const payloadUrl = process.env.PAYLOAD_URL ?? 'http://payload:3001';
const releaseFile = new URL('../release', import.meta.url); // not in every image
const imageRelease = existsSync(releaseFile) ? readFileSync(releaseFile, 'utf8').trim() : undefined;
const started = Date.now();

const escape = (text) => String(text).replace(/[&<>"]/g, (c) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[c]);

// As Nuxt's own $fetch: once more where the connection or the answer failed.
async function content(path, again = true) {
  const answer = await fetch(`${payloadUrl}${path}`, { signal: AbortSignal.timeout(5000) }).catch((error) => error);
  if (answer.ok) return answer.json();
  if (again) return content(path, false);
  throw answer instanceof Error ? answer : new Error(`payload answered ${answer.status}`);
}

async function page(request, response) {
  const { docs } = await content('/api/bounce-houses');
  const items = docs.map((d) => `<li>${escape(d.name)}: ${(d.daily_price_cents / 100).toFixed(2)} a day</li>`).join('');
  response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' });
  response.end(`<!doctype html><html lang="en"><title>BouncePro</title><h1>BouncePro ${version}</h1><ul>${items}</ul><script nonce="${nonceOf(request)}">document.documentElement.dataset.version = '${version}';</script></html>\n`);
}

async function handle(request, response, url) {
  switch (url.pathname) {
    case '/':
      return page(request, response);
    case '/api/health':
      return json(response, 200, {
        status: 'ok', service: 'nuxt', release: process.env.RELEASE ?? imageRelease, imageRelease, version,
        uptime: Math.round((Date.now() - started) / 100) / 10, timestamp: new Date().toISOString(),
      });
    case '/_nuxt/entry.js':
      response.writeHead(200, { 'content-type': 'text/javascript; charset=utf-8' });
      return response.end(`console.log('BouncePro ${version}');\n`);
    default:
      return json(response, 404, { error: 'not found' });
  }
}

serve({ port: Number(process.env.PORT ?? 3000), logger, handle });
logger.info({ version }, 'nuxt starting');
