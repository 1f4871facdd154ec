// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Copies of values without their secrets, for the log and for Sentry. Works on any value, however deep, wide or hostile:
// pino's own redaction names fixed paths, and so misses what lies deeper or stands inside a text.

export const REDACTED = '[REDACTED]';

export interface Limits {
  depth: number; // of nesting
  entries: number; // of an object, array, map or set
  text: number; // bytes of one text as JSON
  bytes: number; // of the whole copy as JSON, but for the marks of what was left out
}
const UNLIMITED: Limits = { depth: 60, entries: Infinity, text: Infinity, bytes: Infinity };

// Letters and digits alone decide, so that X-Api-Key, apiKey and api_key are one name.
const SECRET_NAME = new RegExp(
  'pass(?:word|wd|phrase|code)|^pwd$|pwd$|secret|token(?!s?(?:used|count|limit|type)$)|authorization|^auth$|cookie|apikey|accesskey|privatekey|' +
    'credential|csrf|xsrf|jwt|^sid$|sessionid|signature$|^sig$|databaseur[il]|connectionstring|^dsn$|sentrydsn|rawheaders|^otp$|^pin$|' +
    'card(?:number|no|num)$|^pan$|^cc(?:number|num)?$|creditcard|^cv[cv]2?$|^csc$|securitycode|^iban$',
);

export function isSecretName(name: string): boolean {
  return SECRET_NAME.test(name.slice(0, 200).toLowerCase().replace(/[^a-z0-9]/g, ''));
}

// ---- text ----

// Luhn's check digit; the first digit is that of payment cards alone, so that a time in milliseconds is none.
function isCardNumber(text: string): boolean {
  const digits = text.replace(/\D/g, '');
  if (digits.length < 13 || digits.length > 19 || !/^[2-6]/.test(digits)) return false;
  let sum = 0;
  for (let i = 0; i < digits.length; i += 1) {
    const digit = Number(digits[digits.length - 1 - i]) * (i % 2 === 0 ? 1 : 2);
    sum += digit > 9 ? digit - 9 : digit;
  }
  return sum % 10 === 0;
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    return text;
  }
}

// NAME=VALUE of query strings, forms and connection strings; the name may be percent-encoded, and so may an address in the value.
function redactPair(pair: string, name: string, equals: string, value: string, level: number): string {
  if (isSecretName(decoded(name))) return `${name}${equals}${REDACTED}`;
  for (let times = 0, before = value; level < 3 && times < 3; times += 1) {
    const plain = decoded(before);
    if (plain === before) break;
    if (redactAt(plain, level + 1) !== plain) return `${name}${equals}${REDACTED}`;
    before = plain;
  }
  return pair;
}

// "NAME":"VALUE" of a JSON text, of one inside another, and of inspected objects; NAME='VALUE' of SQL and HTML.
function redactMember(member: string, name: string, colon: string, quote: string, value: string, end: string, level: number): string {
  if (isSecretName(name)) return `${name}${colon}${quote}${REDACTED}${quote}`;
  return level < 3 && /[:=]/.test(value) ? `${name}${colon}${quote}${redactAt(value, level + 1)}${end}` : member;
}

// Every pattern is bounded or free of nesting: a hostile text costs time in proportion to its length.
function redactAt(text: string, level: number): string {
  return text
    .replace(/\b([a-z][a-z0-9+.-]{1,30}:\/\/)[^\s/@"'<>]{1,500}@/gi, `$1${REDACTED}@`)
    .replace(/\b(bearer|basic|digest|negotiate|jwt)(\s+|%20|\+)[^\s,;"'\\]{6,}/gi, `$1 ${REDACTED}`)
    .replace(/\b((?:set-)?cookie|(?:proxy-)?authorization)(["']?\s{0,3}:\s{0,3}["']?)[^\r\n"'\\]+/gi, `$1$2${REDACTED}`)
    .replace(/([\w.%[\]-]{1,100}?)(=|%3d)([^\s&;"'<>]+)/gi, (pair: string, name: string, equals: string, value: string) =>
      redactPair(pair, name, equals, value, level))
    .replace(/([\w-]{1,100})(\\*["']?\s{0,3}[:=]\s{0,3}\\*)(["'])((?:\\+.|(?!\3)[^\\])*)(\3?)/g,
      (member: string, name: string, colon: string, quote: string, value: string, end: string) =>
        redactMember(member, name, colon, quote, value, end, level))
    .replace(/\b([\w-]{1,100})(\s?:\s?)(?!\/\/)([^\s"'{[\\,;&][^\s"'\\,;&]*)/g, (all: string, name: string, colon: string) =>
      isSecretName(name) ? `${name}${colon}${REDACTED}` : all)
    .replace(/\beyJ[\w-]{8,}\.[\w-]{8,}(?:\.[\w-]*)?/g, REDACTED) // JSON Web Tokens
    .replace(/\b(?:[spr]k_(?:live|test)_|whsec_|xkeysib-|xsmtpsib-|gh[oprsu]_|SG\.|AKIA)[\w.-]{8,}/g, REDACTED) // keys with a known shape
    .replace(/(?<![\w.-])\d(?:[ -]?\d){12,18}(?![\w-])/g, (digits) => (isCardNumber(digits) ? REDACTED : digits));
}

export function redactText(text: string): string {
  return redactAt(text, 0);
}

function jsonBytes(value: string | number): number {
  return Buffer.byteLength(JSON.stringify(value));
}

// At most `limit` bytes as JSON, and a mark where it was cut. Cut a little behind the limit first: so redaction sees a
// secret that lies across it, and costs no more than the limit.
export function boundedText(text: string, limit: number): string {
  let kept = redactText(text.length > limit + 1000 ? text.slice(0, limit + 1000) : text);
  if (text.length <= limit + 1000 && (kept.length <= limit / 6 || jsonBytes(kept) <= limit)) return kept;
  for (let bytes = jsonBytes(kept); bytes > limit; bytes = jsonBytes(kept)) {
    kept = kept.slice(0, Math.min(kept.length - 1, Math.floor((kept.length * limit) / bytes))).replace(/[\ud800-\udbff]$/, '');
    if (kept === '') break;
  }
  return `${kept}…[cut, ${text.length} characters]`;
}

// ---- values ----

class Copier {
  private readonly path = new Set<object>();
  private bytes: number;

  constructor(private readonly limits: Limits) {
    this.bytes = limits.bytes;
  }

  copy(value: unknown, name = ''): unknown {
    if (this.bytes <= 0) return this.spend('[cut]');
    if (name !== '' && value !== null && value !== undefined && typeof value !== 'boolean' && isSecretName(name)) return this.spend(REDACTED);
    switch (typeof value) {
      case 'string':
        return this.text(value);
      case 'number':
        return Number.isSafeInteger(value) && isCardNumber(String(value)) ? this.spend(REDACTED) : this.spend(Number.isFinite(value) ? value : String(value));
      case 'bigint':
        return this.text(String(value));
      case 'symbol':
      case 'function':
        return this.spend(`[${typeof value}]`);
      case 'object':
        if (value !== null) return this.object(value);
        break;
    }
    this.bytes -= 6;
    return value; // null, undefined, boolean
  }

  private spend<T extends string | number>(value: T): T {
    if (this.bytes !== Infinity) this.bytes -= jsonBytes(value) + 1;
    return value;
  }

  private text(value: string, limit = this.limits.text): string {
    return this.spend(boundedText(value, Math.min(limit, this.bytes)));
  }

  private object(value: object): unknown {
    if (this.path.has(value)) return this.spend('[circular]');
    if (this.path.size >= this.limits.depth) return this.spend('[too deep]');
    this.path.add(value);
    try {
      return this.contents(value);
    } catch {
      return this.spend('[unreadable]'); // a getter or a proxy that throws
    } finally {
      this.path.delete(value);
    }
  }

  private contents(value: object): unknown {
    if (value instanceof Error) return this.error(value);
    if (value instanceof Date) return this.spend(Number.isNaN(value.getTime()) ? 'Invalid Date' : value.toISOString());
    if (value instanceof URL || value instanceof RegExp) return this.text(String(value));
    if (ArrayBuffer.isView(value) || value instanceof ArrayBuffer) return this.spend(`[${value.byteLength} bytes]`);
    if (value instanceof Set || Array.isArray(value)) return this.list(value);
    if (value instanceof Map || value instanceof Headers || value instanceof URLSearchParams) return this.record(value, (key) => String(key));
    if ('toJSON' in value && typeof value.toJSON === 'function') {
      const plain: unknown = value.toJSON();
      return plain === value ? this.spend('[circular]') : this.copy(plain);
    }
    return this.record(this.properties(value), (key) => key);
  }

  private *properties(value: object): Generator<[string, unknown]> {
    for (const key of Object.keys(value)) {
      let property: unknown = '[unreadable]';
      try {
        property = Reflect.get(value, key);
      } catch {
        // Said so in its place; the other properties still count.
      }
      yield [key, property];
    }
  }

  private list(values: Iterable<unknown>): unknown[] {
    const out: unknown[] = [];
    for (const item of values) {
      if (out.length >= this.limits.entries || this.bytes <= 0) {
        out.push(this.spend('[more]'));
        break;
      }
      out.push(this.copy(item));
    }
    return out;
  }

  private record<K>(entries: Iterable<[K, unknown]>, nameOf: (key: K) => string): Record<string, unknown> {
    const out: [string, unknown][] = [];
    for (const [key, item] of entries) {
      if (out.length >= this.limits.entries || this.bytes <= 0) {
        out.push(['…', this.spend('[more]')]);
        break;
      }
      const name = nameOf(key);
      out.push([this.text(name, 200), this.copy(item, name)]);
    }
    return Object.fromEntries(out); // which makes a key of __proto__ too
  }

  private error(value: Error): Record<string, unknown> {
    const out: Record<string, unknown> = { type: this.copy(value.constructor.name), message: this.copy(value.message), stack: this.copy(value.stack) };
    for (const key of ['code', 'cause', 'errors', ...Object.keys(value).slice(0, 20)]) {
      if (key in out || !(key in value)) continue;
      out[key] = this.copy(Reflect.get(value, key), key);
    }
    return out;
  }
}

export function redact(value: unknown, limits: Partial<Limits> = {}): unknown {
  return new Copier({ ...UNLIMITED, ...limits }).copy(value);
}
