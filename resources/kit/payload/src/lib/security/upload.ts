// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
import { fileTypeFromBuffer } from 'file-type'; // hundreds of formats by their first bytes; Payload has it already

export interface UploadRules {
  maxBytes: number;
  types: readonly string[]; // MIME types; text/plain and text/csv too, which have no first bytes to be known by
}
const DEFAULTS: UploadRules = { maxBytes: 10 * 1024 * 1024, types: ['image/jpeg', 'image/png', 'image/webp', 'application/pdf'] };

export type UploadResult =
  | { valid: true; type: string; name: string } // name: safe, with the ending of the type
  | { valid: false; reason: 'empty' | 'too-large' | 'type'; found?: string };

// The extension decides what a server or a browser makes of a file, so it is the content's and the only one; the rest of the
// name is letters, digits, - and _, with no path and no name that Windows keeps for devices.
export function safeFileName(name: string, extension: string): string {
  const last = name.normalize('NFC').split(/[/\\]/).at(-1) ?? '';
  const stem = last.replace(/\.[^.]*$/, '').replace(/[^\p{L}\p{M}\p{N}_-]+/gu, '-').replace(/^[-_]+|-+$/g, '');
  const kept = [...stem].slice(0, 50).join('') || 'file';
  return `${/^(?:con|prn|aux|nul|com\d|lpt\d)$/i.test(kept) ? `file-${kept}` : kept}.${extension}`;
}

function isText(content: Uint8Array): boolean {
  try {
    return !new TextDecoder('utf-8', { fatal: true }).decode(content).includes('\0');
  } catch {
    return false;
  }
}

async function typeOf(name: string, content: Uint8Array): Promise<{ mime: string; ext: string } | undefined> {
  const known = await fileTypeFromBuffer(content);
  if (known || !isText(content)) return known;
  return /\.csv$/i.test(name) ? { mime: 'text/csv', ext: 'csv' } : { mime: 'text/plain', ext: 'txt' };
}

// What is said about a file (its name, its Content-Type) counts for nothing: its bytes are looked at.
export async function validateUpload(name: string, content: Uint8Array, rules: Partial<UploadRules> = {}): Promise<UploadResult> {
  const { maxBytes, types } = { ...DEFAULTS, ...rules };
  if (content.byteLength === 0) return { valid: false, reason: 'empty' };
  if (content.byteLength > maxBytes) return { valid: false, reason: 'too-large' };
  const type = await typeOf(name, content);
  if (!type || !types.includes(type.mime)) return { valid: false, reason: 'type', ...(type && { found: type.mime }) };
  return { valid: true, type: type.mime, name: safeFileName(name, type.ext) };
}
