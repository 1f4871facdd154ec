// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What there is once a process. Next puts a module into several bundles (instrumentation, pages), and each has variables of
// its own.
export function shared<T>(name: string, make: () => T): T {
  const all = globalThis as unknown as Record<symbol, T | undefined>;
  return (all[Symbol.for(`bouncepro.${name}`)] ??= make());
}
