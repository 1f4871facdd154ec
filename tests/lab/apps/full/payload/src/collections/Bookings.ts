// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
import { APIError, type CollectionConfig } from 'payload';
import { logBusinessEvent } from '../lib/logger.js';
import { clientIp, hashForLogging, IpAllowlist, RateLimiter, rateLimitKey, sanitizeInput, validateEmail, validatePhone } from '../lib/security.js';

const trusted = new IpAllowlist(process.env.TRUSTED_PROXIES ?? '');
const limiter = new RateLimiter({ limit: Number(process.env.RATE_LIMIT_BOOKING_MAX || 20), windowMs: Number(process.env.RATE_LIMIT_WINDOW_MS || 60_000) });

// Anyone may book; the desk alone sees who did.
export const Bookings: CollectionConfig = {
  slug: 'bookings',
  admin: { useAsTitle: 'customer', defaultColumns: ['customer', 'bounceHouse', 'day', 'status'] },
  access: { create: () => true },
  fields: [
    { name: 'bounceHouse', type: 'relationship', relationTo: 'bounce-houses', required: true },
    { name: 'day', type: 'date', required: true },
    { name: 'customer', type: 'text', required: true },
    { name: 'email', type: 'text', required: true, validate: (value: unknown) => validateEmail(String(value ?? '')).valid || 'This is no e-mail address' },
    { name: 'phone', type: 'text', validate: (value: unknown) => !value || validatePhone(String(value), 'US').valid || 'This is no telephone number' },
    { name: 'status', type: 'select', options: ['asked', 'confirmed', 'cancelled'], defaultValue: 'asked', access: { create: ({ req }) => Boolean(req.user) } },
  ],
  hooks: {
    beforeOperation: [
      ({ operation, req }) => {
        if (operation !== 'create' || req.user) return;
        const { allowed } = limiter.check(rateLimitKey(clientIp('127.0.0.1', req.headers.get('x-forwarded-for'), trusted)));
        if (!allowed) throw new APIError('Too many bookings; try again later', 429, null, true);
      },
    ],
    beforeValidate: [({ data }) => sanitizeInput(data)],
    afterChange: [
      ({ doc, operation }) => {
        if (operation === 'create') logBusinessEvent('booking.created', { booking: doc.id, customer: hashForLogging(doc.email) });
      },
    ],
  },
};
