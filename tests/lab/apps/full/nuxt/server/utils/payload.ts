// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
import type { H3Event } from 'h3';

export interface BounceHouse {
  id: number;
  name: string;
  slug: string;
  dailyPriceCents: number;
  photo?: { alt: string; url: string } | null;
}

// A question to Payload in the name of who asked here: nginx' word on the visitor goes with it.
export async function payload<T>(event: H3Event, path: string, options: { method?: 'GET' | 'POST'; query?: object; body?: object } = {}): Promise<T> {
  const headers = Object.fromEntries(['x-forwarded-for', 'x-request-id'].flatMap((name) => {
    const value = getHeader(event, name);
    return value ? [[name, value]] : [];
  }));
  return await $fetch<T>(path, { baseURL: process.env.PAYLOAD_URL, headers, timeout: 5000, retry: 0, ...options });
}
