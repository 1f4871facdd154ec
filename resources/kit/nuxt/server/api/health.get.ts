// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Liveness of the site. Whether Payload answers is no part of it: restarting Nuxt would not help.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { defineEventHandler, setResponseHeader } from 'h3';

function read(name: string): string {
  try {
    return readFileSync(join(process.cwd(), name), 'utf8').trim();
  } catch {
    return '';
  }
}

function versionOf(text: string): string {
  try {
    const { version } = JSON.parse(text) as { version?: unknown };
    return typeof version === 'string' ? version : 'unknown';
  } catch {
    return 'unknown';
  }
}

const imageRelease = read('release') || 'unknown'; // the Dockerfile writes it
const version = versionOf(read('package.json'));

export default defineEventHandler((event) => {
  setResponseHeader(event, 'cache-control', 'no-store');
  return {
    status: 'ok',
    service: 'nuxt',
    release: process.env.RELEASE || process.env.SENTRY_RELEASE || imageRelease,
    imageRelease,
    version,
    uptime: Math.round(process.uptime() * 10) / 10,
    timestamp: new Date().toISOString(),
  };
});
