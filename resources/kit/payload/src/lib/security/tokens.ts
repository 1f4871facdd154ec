// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
import { createHmac, hkdfSync, randomBytes, timingSafeEqual } from 'node:crypto';

// A random text that is safe in URLs; 32 bytes cannot be guessed, fewer than 16 are refused.
export function generateToken(bytes = 32): string {
  if (!Number.isInteger(bytes) || bytes < 16 || bytes > 1024) throw new RangeError(`generateToken: ${bytes} bytes; give a whole number from 16 to 1024`);
  return randomBytes(bytes).toString('base64url');
}

export function hmac(key: Uint8Array, text: string): Buffer {
  return createHmac('sha256', key).update(text).digest();
}

// Compares in a time that tells nothing of where, or whether in length, the two differ.
export function isSame(a: string, b: string): boolean {
  const key = randomBytes(32);
  return timingSafeEqual(hmac(key, a), hmac(key, b));
}

// One secret of the environment serves several purposes, each with a key of its own.
export function deriveKey(secret: string, purpose: string): Buffer {
  return Buffer.from(hkdfSync('sha256', secret, 'bouncepro', purpose, 32));
}

const processKey = randomBytes(32); // without PAYLOAD_SECRET: hashes are then comparable within one process alone

// Sixteen digits for a log in place of a value: the same for the same value, so that lines can be joined. With a key, for
// anyone can hash all phone numbers; not for passwords or anything to be checked later.
export function hashForLogging(value: string, secret = process.env.PAYLOAD_SECRET): string {
  return hmac(secret ? deriveKey(secret, 'log') : processKey, value).toString('hex').slice(0, 16);
}
