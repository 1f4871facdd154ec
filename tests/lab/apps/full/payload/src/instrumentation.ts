// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
export async function register() {
  if (process.env.NEXT_RUNTIME !== 'nodejs') return;
  const { logConsole } = await import('./lib/console.js');
  logConsole();
  const { initSentry } = await import('./lib/sentry.js');
  initSentry();
  const { installShutdown } = await import('./lib/shutdown.js');
  installShutdown();
}
