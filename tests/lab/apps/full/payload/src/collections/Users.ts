// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
import { APIError, type CollectionConfig } from 'payload';
import { logAuth } from '../lib/logger.js';
import { validatePassword } from '../lib/security.js';

const setting = (name: string, fallback: number) => Number(process.env[name] || fallback);

export const Users: CollectionConfig = {
  slug: 'users',
  admin: { useAsTitle: 'email' },
  auth: {
    tokenExpiration: setting('AUTH_TOKEN_LIFETIME_S', 7200),
    maxLoginAttempts: setting('AUTH_MAX_LOGIN_ATTEMPTS', 5),
    lockTime: setting('AUTH_LOCK_MINUTES', 10) * 60_000,
    cookies: { secure: true, sameSite: 'Lax' },
  },
  fields: [],
  hooks: {
    beforeValidate: [
      ({ data }) => {
        if (typeof data?.password !== 'string') return;
        const { failed } = validatePassword(data.password);
        if (failed.length > 0) throw new APIError(`A password needs more: ${failed.join(', ')}`, 400, null, true);
      },
    ],
    afterLogin: [({ user }) => logAuth('login', { user: user.id })],
    afterLogout: [({ req }) => logAuth('logout', { user: req.user?.id })],
    afterForgotPassword: [() => logAuth('password-reset')],
  },
};
