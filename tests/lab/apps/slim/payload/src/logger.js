// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
import pino from 'pino';

export function makeLogger(service) {
  return pino({
    level: process.env.LOG_LEVEL ?? 'info',
    base: { service, release: process.env.RELEASE },
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { level: (label) => ({ level: label }) },
    redact: { paths: ['password', '*.password', 'token', '*.token', 'req.headers.authorization', 'req.headers.cookie'], censor: '[REDACTED]' },
  });
}
