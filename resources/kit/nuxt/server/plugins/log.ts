// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The log of the site: what Nuxt and packages print, and the errors of requests, as lines like Payload's.
import { format } from 'node:util';
import { getRequestHeader, type H3Event } from 'h3';
import pino from 'pino';

export interface Nitro {
  hooks: { hook(name: 'error', told: (error: Error, context: { event?: H3Event }) => void): void };
}

const { env } = process;
const LEVELS = { debug: 'debug', log: 'info', info: 'info', warn: 'warn', error: 'error' } as const;

// One line, short enough for Docker, and without queries, for previews and resets carry tokens in them.
function plain(text: unknown, most: number): string {
  return String(text).slice(0, 4 * most).replace(/\?[^\s"'<>]*/g, '?').replace(/[\u0000-\u001f\u007f-\u009f\u2028\u2029]+/g, ' ').trim().slice(0, most);
}

function described(error: Error) {
  const stack = String(error.stack).split('\n').slice(1, 12).map((line) => `\n    ${plain(line, 150)}`).join('');
  return { type: plain(error.name, 100), message: plain(error.message, 500), stack: `${plain(error.name, 100)}: ${plain(error.message, 500)}${stack}` };
}

export default (nitro: Nitro): void => {
  if (env.NODE_ENV !== 'production') return;
  const level = Object.values(LEVELS).find((known) => known === env.LOG_LEVEL?.trim().toLowerCase()) ?? 'info';
  const log = pino(
    {
      level,
      base: { service: 'nuxt', release: env.RELEASE || env.SENTRY_RELEASE || 'unknown' },
      timestamp: pino.stdTimeFunctions.isoTime,
      serializers: { err: described },
      formatters: { level: (label) => ({ level: label }) },
    },
    pino.destination({ fd: 1, sync: true }), // the last words of a process that dies are there
  );
  for (const name of Object.keys(LEVELS) as (keyof typeof LEVELS)[]) {
    console[name] = (...args: unknown[]) => {
      const text = plain(format(...args.map((arg) => (arg instanceof Error ? arg.message : arg))), 2000);
      if (!text || text.startsWith('[request error]')) return; // the hook below has told it
      const err = args.find((arg) => arg instanceof Error);
      log[LEVELS[name]](err ? { err } : {}, '%s', text);
    };
  }
  process.removeAllListeners('warning'); // node's own way to print them
  process.on('warning', ({ name, message }) => log.warn('%s', plain(`${name}: ${message}`, 2000)));
  // What was thrown on purpose, as 404 is, is an answer.
  nitro.hooks.hook('error', (error, { event }) => {
    const { statusCode = 500, unhandled = false } = error as { statusCode?: number; unhandled?: boolean };
    if (statusCode < 500 && !unhandled) return;
    const request = event && { reqId: getRequestHeader(event, 'x-request-id'), req: { method: event.method, url: plain(event.path, 500) } };
    log.error({ ...request, err: error }, '%s', plain(error.message, 500));
  });
};
