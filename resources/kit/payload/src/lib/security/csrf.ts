// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// EXPIRY.NONCE.HMAC over both and the session: nothing is stored, so any replica can check it. A package for the double
// submit of cookies would guard no better, and not bind to the session.
import { deriveKey, generateToken, hmac, isSame } from './tokens.js';

const LIFETIME_S = 3600;
const SHORTEST_SECRET = 16;

export interface CsrfOptions {
  secret?: string | undefined; // default PAYLOAD_SECRET
  now?: number; // milliseconds
}

function sign(session: string, expiry: string, nonce: string, secret = process.env.PAYLOAD_SECRET): string {
  if (!secret || secret.length < SHORTEST_SECRET) {
    throw new Error(`CSRF tokens need PAYLOAD_SECRET with ${SHORTEST_SECRET} characters or more; make one with: openssl rand -base64 32`);
  }
  if (!session) throw new Error('CSRF tokens need the id of a session; before login, give one to the visitor by a cookie');
  // The session comes last: the two before it have no dots, so no two triples read alike.
  return hmac(deriveKey(secret, 'csrf'), `${expiry}.${nonce}.${session}`).toString('base64url');
}

export function createCsrfToken(session: string, { secret, now = Date.now(), lifetimeS = LIFETIME_S }: CsrfOptions & { lifetimeS?: number } = {}): string {
  if (!(lifetimeS > 0 && lifetimeS <= 604_800)) throw new RangeError(`CSRF token for ${lifetimeS} s; give 1 s to 7 days`);
  const expiry = String(Math.floor(now / 1000 + lifetimeS));
  const nonce = generateToken(16);
  return `${expiry}.${nonce}.${sign(session, expiry, nonce, secret)}`;
}

export type CsrfResult = { valid: true } | { valid: false; reason: 'missing' | 'malformed' | 'forged' | 'expired' };

export function validateCsrfToken(token: unknown, session: string, { secret, now = Date.now() }: CsrfOptions = {}): CsrfResult {
  if (typeof token !== 'string' || token === '') return { valid: false, reason: 'missing' };
  const [, expiry, nonce, signature] = /^(\d{1,12})\.([\w-]{22})\.([\w-]{43})$/.exec(token) ?? [];
  if (!expiry || !nonce || !signature) return { valid: false, reason: 'malformed' };
  if (!isSame(signature, sign(session, expiry, nonce, secret))) return { valid: false, reason: 'forged' };
  return Number(expiry) * 1000 > now ? { valid: true } : { valid: false, reason: 'expired' };
}
