// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
import { postgresAdapter } from '@payloadcms/db-postgres';
import { lexicalEditor } from '@payloadcms/richtext-lexical';
import { buildConfig } from 'payload';
import sharp from 'sharp';
import { Bookings } from './collections/Bookings.js';
import { BounceHouses } from './collections/BounceHouses.js';
import { Media } from './collections/Media.js';
import { Users } from './collections/Users.js';
import { healthEndpoints } from './endpoints/health.js';
import { logError, logger } from './lib/logger.js';
import { captureError } from './lib/sentry.js';
import { migrations } from './migrations/index.js';
import { version } from './version.js';

const origins = (process.env.CORS_ALLOWED_ORIGINS ?? '').split(',').filter(Boolean);

export default buildConfig({
  secret: process.env.PAYLOAD_SECRET ?? '',
  serverURL: process.env.PAYLOAD_PUBLIC_SERVER_URL ?? '',
  cors: origins,
  csrf: origins,
  telemetry: false,
  logger: logger(),
  sharp,
  editor: lexicalEditor(),
  endpoints: healthEndpoints,
  graphQL: { disable: true },
  typescript: { autoGenerate: false },
  upload: { limits: { fileSize: Number(process.env.UPLOAD_MAX_MB ?? 10) * 1024 * 1024 }, abortOnLimit: true },
  // The picture of an account would come from another host.
  admin: {
    user: Users.slug,
    avatar: 'default',
    meta: { titleSuffix: ` · BouncePro ${version}` },
    importMap: { baseDir: 'src', importMapFile: 'src/app/(payload)/admin/importMap.js' },
  },
  collections: [Users, BounceHouses, Bookings, Media],
  db: postgresAdapter({
    pool: { connectionString: process.env.DATABASE_URI, max: Number(process.env.DATABASE_POOL_MAX ?? 10) },
    migrationDir: 'src/migrations',
    prodMigrations: migrations, // made at start
  }),
  hooks: {
    afterError: [
      ({ error, req }) => {
        if ('status' in error && typeof error.status === 'number' && error.status < 500) return;
        logError(error, { path: req.pathname });
        captureError(error, { path: req.pathname });
      },
    ],
  },
});
