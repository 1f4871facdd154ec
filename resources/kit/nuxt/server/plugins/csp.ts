// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// nginx' Content-Security-Policy lets inline scripts run by a nonce, new for each answer, and says it to the site in a header of
// the request. Here it goes onto the scripts that Nuxt itself and useHead write, and not into the body: what somebody
// slipped into a page stays without. A page that is kept (prerendered, swr) would keep an old nonce, so pages are rendered.
import { getRequestHeader, type H3Event } from 'h3';

export interface Html {
  head: string[];
  bodyPrepend: string[];
  body: string[];
  bodyAppend: string[];
}
export interface Nitro {
  hooks: { hook(name: 'render:html', change: (html: Html, context: { event: H3Event }) => void): void };
}

export default (nitro: Nitro): void => {
  nitro.hooks.hook('render:html', (html, { event }) => {
    const nonce = /'nonce-([\w+/=-]+)'/.exec(getRequestHeader(event, 'content-security-policy') ?? '')?.[1];
    if (!nonce) return;
    for (const part of ['head', 'bodyPrepend', 'bodyAppend'] as const) {
      html[part] = html[part].map((text) => text.replace(/<script(?=[\s>])(?![^>]*\snonce=)/g, `<script nonce="${nonce}"`));
    }
  });
};
