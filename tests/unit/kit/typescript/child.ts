// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Runs a piece of JavaScript as a process of its own, with the kit's modules beside it, and returns what it really wrote.
import { spawn } from 'node:child_process';

export interface Output {
  stdout: string;
  stderr: string;
  code: number | null;
  signal: NodeJS.Signals | null;
}

// A module of the kit; with `copy` one of its own, as each bundle of Next has it.
export const lib = (name: string, copy = ''): string => JSON.stringify(new URL(`../payload/src/lib/${name}.js${copy && `?${copy}`}`, import.meta.url).href);

// `env` is the whole environment but for PATH.
export function start(script: string, env: NodeJS.ProcessEnv = {}) {
  const child = spawn(process.execPath, ['--input-type=module', '-e', script], {
    env: { PATH: process.env.PATH, NODE_ENV: 'production', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let stdout = '';
  let stderr = '';
  child.stdout.setEncoding('utf8').on('data', (part: string) => (stdout += part));
  child.stderr.setEncoding('utf8').on('data', (part: string) => (stderr += part));
  const ended = new Promise<Output>((resolve, reject) => {
    const late = setTimeout(() => child.kill('SIGKILL'), 30_000);
    child.on('error', reject).on('close', (code, signal) => {
      clearTimeout(late);
      resolve({ stdout, stderr, code, signal });
    });
  });
  return { child, ended };
}

export async function run(script: string, env?: NodeJS.ProcessEnv): Promise<Output> {
  return start(script, env).ended;
}

export type Line = Record<string, unknown> & { req?: { url?: string; method?: string; remoteAddress?: string }; err?: Record<string, unknown> };

// The lines of a log, each of which has to be one JSON object.
export function linesOf(output: string): Line[] {
  return output.split('\n').slice(0, -1).map((line) => JSON.parse(line) as Line);
}
