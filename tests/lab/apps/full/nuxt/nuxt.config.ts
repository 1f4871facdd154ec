// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
export default defineNuxtConfig({
  compatibilityDate: '2026-01-01',
  telemetry: false,
  devtools: { enabled: false },
  css: ['~/site.css'],
  app: { head: { title: 'BouncePro', htmlAttrs: { lang: 'en' }, meta: [{ name: 'viewport', content: 'width=device-width, initial-scale=1' }] } },
  // NUXT_PUBLIC_SITE_URL and NUXT_PUBLIC_API_URL; what the server asks goes to PAYLOAD_URL.
  runtimeConfig: { public: { siteUrl: '', apiUrl: '' } },
});
