// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Which release runs: the id that the stack was started with, and the one that the image was built from (the Dockerfile
// writes it into the file `release` of the working folder). They differ after a mistake alone, and then both matter.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

function read(name: string, folder: string): string | undefined {
  try {
    return readFileSync(join(folder, name), 'utf8').trim();
  } catch {
    return undefined;
  }
}

function versionOf(text: string | undefined): string | undefined {
  try {
    const parsed: unknown = JSON.parse(text ?? '');
    return typeof parsed === 'object' && parsed !== null && 'version' in parsed && typeof parsed.version === 'string' ? parsed.version : undefined;
  } catch {
    return undefined;
  }
}

export interface Identity {
  release: string;
  imageRelease: string;
  version: string;
}

// Every field says `unknown` where nothing tells it.
export function identify(env: NodeJS.ProcessEnv = process.env, folder: string = process.cwd()): Identity {
  const imageRelease = read('release', folder) || 'unknown';
  return {
    release: env.RELEASE || env.SENTRY_RELEASE || imageRelease,
    imageRelease,
    version: versionOf(read('package.json', folder)) ?? 'unknown',
  };
}
