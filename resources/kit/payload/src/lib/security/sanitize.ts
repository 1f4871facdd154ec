// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
import sanitize from 'sanitize-html'; // HTML is parsed as browsers do: what patterns take for harmless, they need not
import { isSecretName } from '../redact.js';

const LONGEST = 100_000;
// Controls but for tab and line feed, and those that reverse the order of what is shown.
const INVISIBLE = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]/g;

function plain(text: string): string {
  if (text.length > LONGEST) throw new RangeError(`text of ${text.length} characters; at most ${LONGEST} are read`);
  return text.replace(/\r\n?/g, '\n').replace(INVISIBLE, '').normalize('NFC');
}

// For fields of plain text: without tags, and without what stands in script and style. `<` and `>` stay encoded, so that the
// text is harmless also where it is put into a page as it is; `&` and quotes are as they were written.
export function removeTags(text: string): string {
  const encoded = sanitize(plain(text), { allowedTags: [], allowedAttributes: {}, disallowedTagsMode: 'discard' });
  return encoded.replaceAll('&quot;', '"').replaceAll('&amp;', '&').trim();
}

// For fields of rich text: a few tags, links of http, https, mailto and tel, no styles, no scripts, no pictures.
export function sanitizeHtml(html: string): string {
  return sanitize(plain(html), {
    allowedTags: ['p', 'br', 'b', 'strong', 'i', 'em', 'u', 's', 'ul', 'ol', 'li', 'a', 'h2', 'h3', 'h4', 'blockquote', 'code', 'pre'],
    allowedAttributes: { a: ['href', 'title', 'rel'] },
    allowedSchemes: ['http', 'https', 'mailto', 'tel'],
    allowProtocolRelative: false,
    nestingLimit: 50,
    transformTags: { a: sanitize.simpleTransform('a', { rel: 'noopener noreferrer nofollow' }) },
  });
}

// For text that is put into HTML, between tags or into a quoted attribute.
export function escapeHtml(text: string): string {
  const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;', '`': '&#96;' };
  return text.replace(/[&<>"'`]/g, (character) => entities[character] ?? '');
}

// Every text of a request's body without tags, names included. Secrets stay as they are, or a password with < in it would change;
// names that reach into prototypes are left out.
export function sanitizeInput(value: unknown, depth = 0): unknown {
  if (depth > 20) throw new RangeError('input is nested more than 20 deep');
  if (typeof value === 'string') return removeTags(value);
  if (Array.isArray(value)) return value.map((item) => sanitizeInput(item, depth + 1));
  if (typeof value !== 'object' || value === null || value instanceof Date || ArrayBuffer.isView(value)) return value;
  const kept = Object.entries(value).filter(([name]) => !['__proto__', 'constructor', 'prototype'].includes(name));
  return Object.fromEntries(
    kept.map(([name, item]) => [removeTags(name), typeof item === 'string' && isSecretName(name) ? item : sanitizeInput(item, depth + 1)]),
  );
}
