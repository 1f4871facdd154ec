// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
import { domainToASCII } from 'node:url';
import { parsePhoneNumberFromString, type CountryCode } from 'libphonenumber-js/max'; // each country's plan of numbers changes, and /max knows it all

export type EmailResult = { valid: true; email: string } | { valid: false; reason: 'empty' | 'too-long' | 'malformed' | 'domain' };

// An address as people have them (RFC 5321's lengths; no quoted names, no address literals), the domain in lower case and,
// where it has other letters, as DNS has it. Whether it is theirs only a mail can tell.
export function validateEmail(text: string): EmailResult {
  const trimmed = text.trim();
  if (trimmed === '') return { valid: false, reason: 'empty' };
  if (trimmed.length > 254) return { valid: false, reason: 'too-long' };
  const at = trimmed.lastIndexOf('@');
  const local = trimmed.slice(0, Math.max(at, 0));
  if (local.length > 64) return { valid: false, reason: 'too-long' };
  if (!/^[\w!#$%&'*+/=?^`{|}~-]+(?:\.[\w!#$%&'*+/=?^`{|}~-]+)*$/.test(local)) return { valid: false, reason: 'malformed' };
  const domain = /^[\p{L}\p{M}\p{N}.-]+$/u.test(trimmed.slice(at + 1)) ? domainToASCII(trimmed.slice(at + 1)) : '';
  const labels = domain.split('.');
  const good = labels.length >= 2 && labels.every((label) => /^[a-z\d](?:[a-z\d-]{0,61}[a-z\d])?$/.test(label)) && /[a-z]/.test(labels.at(-1) ?? '');
  if (!good || domain.length > 253) return { valid: false, reason: 'domain' };
  return { valid: true, email: `${local}@${domain}` };
}

export type PhoneResult = { valid: true; e164: string; region: string | undefined } | { valid: false; reason: 'empty' | 'malformed' | 'region-needed' | 'no-such-number' };

// International (+49 30 901820) or, with a region (ISO 3166: US), as it is dialled there. The result is E.164.
export function validatePhone(text: string, region?: CountryCode): PhoneResult {
  const trimmed = text.trim();
  if (trimmed === '') return { valid: false, reason: 'empty' };
  if (trimmed.length > 40 || !/^\+?[\d\s().\/-]+$/.test(trimmed)) return { valid: false, reason: 'malformed' };
  if (!region && !trimmed.startsWith('+')) return { valid: false, reason: 'region-needed' };
  const phone = parsePhoneNumberFromString(trimmed, { ...(region && { defaultCountry: region }), extract: false });
  if (!phone?.isValid()) return { valid: false, reason: 'no-such-number' };
  return { valid: true, e164: phone.number, region: phone.country };
}

const PASSWORD_RULES = {
  length: (text: string) => [...text].length >= 8,
  lowercase: (text: string) => /\p{Ll}/u.test(text),
  uppercase: (text: string) => /\p{Lu}/u.test(text),
  number: (text: string) => /\d/.test(text),
  special: (text: string) => /[!@#$%^&*]/.test(text),
};
export type PasswordRule = keyof typeof PASSWORD_RULES;

// At least 8 characters, and of them one lower-case letter, one upper-case letter, one digit and one of !@#$%^&*; tells which of these fail.
export function validatePassword(password: string): { valid: boolean; failed: PasswordRule[] } {
  const failed = (Object.keys(PASSWORD_RULES) as PasswordRule[]).filter((rule) => !PASSWORD_RULES[rule](password));
  return { valid: failed.length === 0, failed };
}
