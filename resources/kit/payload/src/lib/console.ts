// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What Next, React and packages print by console becomes lines of the log.
import { logger, type Level } from './logger.js';

const LEVELS: Record<'debug' | 'log' | 'info' | 'warn' | 'error', Level> = { debug: 'debug', log: 'info', info: 'info', warn: 'warn', error: 'error' };

// Once a process; in production alone, for people read along in development.
export function logConsole(env: NodeJS.ProcessEnv = process.env): void {
  if (env.NODE_ENV !== 'production') return;
  for (const [name, level] of Object.entries(LEVELS) as [keyof typeof LEVELS, Level][]) {
    console[name] = (...args: unknown[]) => {
      const words = args.map((arg) => (arg instanceof Error ? arg.message : typeof arg === 'string' ? arg.trim() : arg));
      if (words.every((word) => word === '')) return;
      const err = args.find((arg) => arg instanceof Error);
      logger()[level](err ? { err } : {}, ...(words as [string]));
    };
  }
}
