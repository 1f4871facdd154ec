// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The end of a process that serves HTTP, on SIGTERM. Where it is told to it lingers first: it serves on, but says that it is
// not ready, until the proxy has heard. Then no new connections, `Connection: close` on what is still answered, the running
// requests finished, then database, Sentry and log. The servers are learned from node's own announcements, for Next makes
// its own; Next's handler has to be off (NEXT_MANUAL_SIG_HANDLE=true).
import diagnostics from 'node:diagnostics_channel';
import type { Server, ServerResponse } from 'node:http';
import { logError, logger } from './logger.js';
import { flushSentry } from './sentry.js';
import { shared } from './shared.js';

export interface ShutdownOptions {
  onDrain?: () => void; // ends streams that would go on for ever
  closers?: readonly (() => unknown)[]; // run one after the other when no request runs any more
  lingerMs?: number; // default SHUTDOWN_LINGER_MS, else 0
  graceMs?: number; // for the running requests; default SHUTDOWN_GRACE_MS, else 10 s. Keep it below stop_grace_period
  closeMs?: number; // for each closer; default 3 s
}

const state = shared('shutdown', () => ({ draining: false, installed: false }));
const servers = new Set<Server>();
const running = new Set<ServerResponse>();

export function isDraining(): boolean {
  return state.draining;
}

function milliseconds(text: string | undefined, most: number, fallback: number): number {
  const value = Number(text || NaN);
  return value >= 0 && value <= most ? value : fallback;
}
const lingerOf = (env: NodeJS.ProcessEnv) => milliseconds(env.SHUTDOWN_LINGER_MS, 60_000, 0);
const graceOf = (env: NodeJS.ProcessEnv) => milliseconds(env.SHUTDOWN_GRACE_MS, 3_600_000, 10_000);

function isRequest(message: unknown): message is { response: ServerResponse; server: Server } {
  return typeof message === 'object' && message !== null && 'response' in message && 'server' in message;
}

function lastAnswer(response: ServerResponse): void {
  if (!response.headersSent) response.setHeader('connection', 'close');
}

// True where `work` ended within `milliseconds`.
async function within(milliseconds: number, work: unknown): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<false>((resolve) => (timer = setTimeout(() => resolve(false), milliseconds)));
  try {
    return await Promise.race([Promise.resolve(work).then(() => true), late]);
  } finally {
    clearTimeout(timer);
  }
}

async function drain(signal: string, options: ShutdownOptions) {
  const { onDrain, closers = [], lingerMs = lingerOf(process.env), graceMs = graceOf(process.env), closeMs = 3000 } = options;
  state.draining = true;
  for (const response of running) lastAnswer(response);
  if (lingerMs > 0) {
    logger().info({ signal, lingerMs }, 'lingering');
    await new Promise((resolve) => setTimeout(resolve, lingerMs));
  }
  const closed = Promise.all([...servers].map((server) => new Promise((resolve) => server.close(resolve))));
  logger().info({ signal, running: running.size }, 'draining');
  for (const server of servers) server.closeIdleConnections(); // close() does from node 19
  onDrain?.();
  let clean = await within(graceMs, closed);
  if (!clean) logger().warn({ running: running.size, graceMs }, 'requests cut off');
  for (const close of closers) {
    try {
      if (await within(closeMs, close())) continue;
      logger().warn({ closeMs }, 'closing took too long');
    } catch (error) {
      logError(error, {}, 'closing failed');
    }
    clean = false;
  }
  await flushSentry();
  logger().info('stopped');
  logger().flush();
  process.exit(clean ? 0 : 1);
}

// Once a process, before its first request.
export function installShutdown(options: ShutdownOptions = {}): void {
  if (state.installed) return;
  state.installed = true;
  diagnostics.subscribe('http.server.request.start', (message) => {
    if (!isRequest(message)) return;
    const { response, server } = message;
    servers.add(server);
    running.add(response);
    if (state.draining) lastAnswer(response);
    response.once('close', () => {
      running.delete(response);
      // A connection whose answer had begun before is kept alive: it is idle now.
      if (state.draining) setImmediate(() => server.closeIdleConnections());
    });
  });
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    process.on(signal, () => {
      if (!state.draining) void drain(signal, options);
      else if (signal === 'SIGINT') process.exit(130); // a second ^C does not wait
    });
  }
}
