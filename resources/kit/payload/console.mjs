// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Lines like those of the log from what is printed before src/lib/console.ts takes over: Next's greeting, and node's warnings.
import { format } from 'node:util';

const { RELEASE: release = 'unknown' } = process.env;
const oneLine = (value, most) => String(value).replace(/[\u0000-\u001f\u007f-\u009f\u2028\u2029]/g, ' ').trim().slice(0, most);

for (const [name, level] of Object.entries({ debug: 'debug', log: 'info', info: 'info', warn: 'warn', error: 'error' })) {
  console[name] = (...args) => {
    const msg = oneLine(format(...args.map((arg) => (arg instanceof Error ? arg.message : arg))), 2000);
    if (!msg) return;
    const error = args.find((arg) => arg instanceof Error);
    const err = error && { type: oneLine(error.name, 100), message: oneLine(error.message, 500), stack: String(error.stack).slice(0, 2000) };
    process.stdout.write(`${JSON.stringify({ level, time: new Date().toISOString(), service: 'payload', release, err, msg })}\n`);
  };
}
process.removeAllListeners('warning'); // node's own way to print them
process.on('warning', ({ name, message }) => console.warn(`${name}: ${message}`));
