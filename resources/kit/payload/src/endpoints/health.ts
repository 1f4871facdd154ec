// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Liveness (the process answers), database, and readiness (all that it takes to serve). Anyone may ask: an answer holds
// names, numbers and short codes, never a value of the environment or an error's text.
import type { Endpoint } from 'payload';
import { identify, type Identity } from '../lib/release.js';
import { isDraining } from '../lib/shutdown.js';

export interface Check {
  status: 'ok' | 'error';
  [fact: string]: unknown;
}
export interface Answer {
  statusCode: 200 | 503;
  body: { status: string; service: string; [fact: string]: unknown };
}
export type Query = () => Promise<unknown>; // asks the database anything

interface Question {
  since: number;
  answer: Promise<Check>;
}

export interface HealthOptions {
  env?: NodeJS.ProcessEnv;
  identity?: Identity;
  required?: readonly string[]; // names of the environment without which the service is not ready
  isStarted?: () => boolean;
}

function setting(text: string | undefined, fallback: number): number {
  const value = Number(text);
  return value > 0 && Number.isFinite(value) ? value : fallback;
}

// Of an error its code alone, where it is one: messages tell addresses and names.
function codeOf(error: unknown): string {
  const code = typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined;
  return typeof code === 'string' && /^[A-Za-z0-9_]{1,40}$/.test(code) ? code : 'unreachable';
}

export class Health {
  private readonly env: NodeJS.ProcessEnv;
  private readonly identity: Identity;
  private readonly required: readonly string[];
  private readonly isStarted: () => boolean;
  private asking: Question | undefined;

  constructor({ env = process.env, identity = identify(env), required = ['PAYLOAD_SECRET', 'DATABASE_URI'], isStarted = () => true }: HealthOptions = {}) {
    this.env = env;
    this.identity = identity;
    this.required = required;
    this.isStarted = isStarted;
  }

  live(): Answer {
    return this.answer(true, 'ok', {});
  }

  async db(query: Query): Promise<Answer> {
    const database = await this.database(query);
    return this.answer(database.status === 'ok', database.status, { database });
  }

  async ready(query: Query): Promise<Answer> {
    const startup: Check = { status: this.isStarted() && !isDraining() ? 'ok' : 'error' };
    const checks = { database: await this.database(query), environment: this.environment(), memory: this.memory(), startup };
    const good = Object.values(checks).every(({ status }) => status === 'ok');
    return this.answer(good, good ? 'ready' : 'not-ready', { checks });
  }

  private answer(good: boolean, status: string, facts: Record<string, unknown>): Answer {
    const uptime = Math.round(process.uptime() * 10) / 10;
    const body = { status, service: 'payload', ...this.identity, uptime, timestamp: new Date().toISOString(), ...facts };
    return { statusCode: good ? 200 : 503, body };
  }

  // One question at a time, which all who ask meanwhile share: a database that is silent, or a crowd, fills no pool. One
  // that got no answer for long is given up, for its connection may be dead where a new one is not.
  private async database(query: Query): Promise<Check> {
    const limit = setting(this.env.HEALTH_DB_TIMEOUT_MS, 2000);
    if (!this.asking || performance.now() - this.asking.since > 5 * limit) this.asking = { since: performance.now(), answer: this.ask(query) };
    const { asking } = this;
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<Check>((resolve) => {
      timer = setTimeout(() => resolve({ status: 'error', error: 'timeout' }), limit);
    });
    try {
      return await Promise.race([asking.answer.finally(() => this.forget(asking)), late]);
    } finally {
      clearTimeout(timer);
    }
  }

  private forget(asking: Question): void {
    if (this.asking === asking) this.asking = undefined;
  }

  private async ask(query: Query): Promise<Check> {
    const begun = performance.now();
    try {
      await query();
      return { status: 'ok', responseTimeMs: Math.round((performance.now() - begun) * 100) / 100 };
    } catch (error) {
      return { status: 'error', error: codeOf(error) };
    }
  }

  private environment(): Check {
    const missing = this.required.filter((name) => !this.env[name]);
    return missing.length > 0 ? { status: 'error', missing } : { status: 'ok' };
  }

  private memory(): Check {
    const limitMb = setting(this.env.HEALTH_MEMORY_LIMIT_MB, 1024);
    const usedMb = Math.round(process.memoryUsage.rss() / 1_048_576);
    return { status: usedMb < limitMb ? 'ok' : 'error', usedMb, limitMb };
  }
}

export function respond({ statusCode, body }: Answer): Response {
  return new Response(`${JSON.stringify(body)}\n`, {
    status: statusCode,
    headers: { 'content-type': 'application/json; charset=utf-8', 'cache-control': 'no-store' },
  });
}

// Payload's own pool, so that readiness means what its requests meet. Its type says nothing of the pool of PostgreSQL's adapter.
export async function ping({ db }: { db: object }): Promise<unknown> {
  const pool: unknown = 'pool' in db ? db.pool : undefined;
  if (typeof pool !== 'object' || pool === null || !('query' in pool) || typeof pool.query !== 'function') {
    throw Object.assign(new Error('the database adapter has no pool'), { code: 'no_pool' });
  }
  return pool.query('select 1') as Promise<unknown>;
}

export const health = new Health();

// For `endpoints` of Payload's configuration, which serves them as /api/health, /api/health/db and /api/health/ready.
// /health and those below it are the Next route src/app/health.
export const healthEndpoints: Endpoint[] = [
  { path: '/health', method: 'get', handler: () => respond(health.live()) },
  { path: '/health/db', method: 'get', handler: async ({ payload }) => respond(await health.db(() => ping(payload))) },
  { path: '/health/ready', method: 'get', handler: async ({ payload }) => respond(await health.ready(() => ping(payload))) },
];
