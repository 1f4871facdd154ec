// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// So many events in any stretch of time, per key and in this process; nginx limits across processes. A package would need
// a timer for each key and has no bound for their number.
import { plainIp } from './iplist.js';

export interface RateLimit {
  allowed: boolean;
  remaining: number;
  retryAfterSeconds: number; // 0 where allowed; else for the header Retry-After
}
export interface RateLimiterOptions {
  limit: number; // events
  windowMs: number;
  maxKeys?: number;
  now?: () => number;
}

export class RateLimiter {
  private readonly limit: number;
  private readonly windowMs: number;
  private readonly maxKeys: number;
  private readonly now: () => number;
  private readonly events = new Map<string, number[]>(); // times, oldest first; the key used last is last

  constructor({ limit, windowMs, maxKeys = 10_000, now = () => performance.now() }: RateLimiterOptions) {
    for (const [name, value] of Object.entries({ limit, windowMs, maxKeys })) {
      if (!Number.isInteger(value) || value < 1) throw new RangeError(`RateLimiter: ${name} is ${value}; give a whole number from 1`);
    }
    this.limit = limit;
    this.windowMs = windowMs;
    this.maxKeys = maxKeys;
    this.now = now;
  }

  get size(): number {
    return this.events.size;
  }

  // Counts an event where it is allowed; one that is refused does not push the end of the wait away.
  check(key: string): RateLimit {
    const now = this.now();
    const times = (this.events.get(key) ?? []).filter((time) => time > now - this.windowMs);
    const allowed = times.length < this.limit;
    if (allowed) times.push(now);
    this.events.delete(key);
    this.events.set(key, times);
    this.forget(now);
    const oldest = times[0] ?? now;
    const retryAfterSeconds = allowed ? 0 : Math.max(1, Math.ceil((oldest + this.windowMs - now) / 1000));
    return { allowed, remaining: this.limit - times.length, retryAfterSeconds };
  }

  reset(key: string): void {
    this.events.delete(key);
  }

  // The keys that were used least lately go: those whose window is over, and beyond maxKeys any. Whoever has so many keys
  // gains nothing by it, for each could have been used instead.
  private forget(now: number): void {
    for (const [key, times] of this.events) {
      if (this.events.size <= this.maxKeys && (times.at(-1) ?? 0) > now - this.windowMs) break;
      this.events.delete(key);
    }
  }
}

// The key of an address: of IPv6 its /64, for that is what one customer has.
export function rateLimitKey(address: string | undefined): string {
  const ip = plainIp(address ?? '');
  if (!ip?.includes(':')) return ip ?? 'unknown';
  const [head = '', tail] = ip.split('::');
  const words = (text: string) => (text === '' ? [] : text.split(':').flatMap((word) => (word.includes('.') ? ['0', '0'] : [word])));
  const [first, last] = [words(head), words(tail ?? '')];
  const all = [...first, ...Array<string>(Math.max(0, 8 - first.length - last.length)).fill('0'), ...last];
  return `${all.slice(0, 4).map((word) => parseInt(word, 16).toString(16)).join(':')}::/64`;
}
