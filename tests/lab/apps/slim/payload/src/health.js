// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Liveness, database and readiness, in the shape that the monitoring expects.
import { existsSync, readFileSync } from 'node:fs';
import { isDraining, json } from './serve.js';
import { version } from './version.js';

const MEMORY_LIMIT_MB = Number(process.env.HEALTH_MEMORY_LIMIT_MB ?? 1024);
const READY_DELAY_MS = Number(process.env.SLIM_READY_DELAY_MS ?? 0);
const started = Date.now();
const releaseFile = new URL('../release', import.meta.url); // not in every image
const imageRelease = existsSync(releaseFile) ? readFileSync(releaseFile, 'utf8').trim() : undefined;

export const neverReady = false;

async function database(pool) {
  const begin = process.hrtime.bigint();
  try {
    await pool.query('select 1');
    return { status: 'ok', responseTimeMs: Math.round(Number(process.hrtime.bigint() - begin) / 1e4) / 100 };
  } catch (error) {
    return { status: 'error', error: error.code ?? 'unreachable' };
  }
}

function environment() {
  const missing = ['PAYLOAD_SECRET', 'DATABASE_URI'].filter((name) => !process.env[name]);
  return missing.length ? { status: 'error', missing } : { status: 'ok' };
}

function memory() {
  const usedMb = Math.round(process.memoryUsage().rss / 1048576);
  return { status: usedMb < MEMORY_LIMIT_MB ? 'ok' : 'error', usedMb, limitMb: MEMORY_LIMIT_MB };
}

function facts(status) {
  return {
    status,
    service: 'payload',
    release: process.env.RELEASE ?? imageRelease,
    imageRelease,
    version,
    uptime: Math.round((Date.now() - started) / 100) / 10,
    timestamp: new Date().toISOString(),
  };
}

export function live(response) {
  json(response, 200, facts('ok'));
}

export async function db(response, pool) {
  const check = await database(pool);
  json(response, check.status === 'ok' ? 200 : 503, { ...facts(check.status), database: check });
}

export async function ready(response, pool) {
  const checks = { database: await database(pool), environment: environment(), memory: memory() };
  checks.startup = { status: neverReady || isDraining() || Date.now() - started < READY_DELAY_MS ? 'error' : 'ok' };
  const good = Object.values(checks).every((check) => check.status === 'ok');
  json(response, good ? 200 : 503, { ...facts(good ? 'ready' : 'not-ready'), checks });
}
