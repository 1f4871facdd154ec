// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Payload's part of the stack: content, bookings, administration and health.
import pg from 'pg';
import * as health from './health.js';
import { makeLogger } from './logger.js';
import { migrate } from './migrations.js';
import { json, nonceOf, readJson, serve } from './serve.js';
import { version } from './version.js';

const logger = makeLogger('payload');
const pool = new pg.Pool({ connectionString: process.env.DATABASE_URI, max: 10, connectionTimeoutMillis: 2000, application_name: 'payload' });
pool.on('error', (error) => logger.warn({ code: error.code }, 'idle database connection lost'));

async function bookings(request, response) {
  if (request.method === 'POST') {
    const { bounceHouse, customer, day } = await readJson(request);
    if (!Number.isInteger(bounceHouse) || !customer || !/^\d{4}-\d\d-\d\d$/.test(day ?? '')) {
      return json(response, 422, { error: 'bounceHouse, customer and day are required' });
    }
    const { rows } = await pool.query(
      'insert into bookings (bounce_house_id, customer, day) values ($1, $2, $3) returning id', [bounceHouse, customer, day]);
    logger.info({ event: 'booking.created', bookingId: rows[0].id }, 'business event');
    return json(response, 201, { id: rows[0].id });
  }
  const { rows } = await pool.query('select id, bounce_house_id, customer, day::text from bookings order by id limit 50');
  return json(response, 200, { docs: rows, totalDocs: rows.length });
}

async function handle(request, response, url) {
  switch (url.pathname) {
    case '/health':
    case '/api/health':
      return health.live(response);
    case '/health/db':
    case '/api/health/db':
      return health.db(response, pool);
    case '/health/ready':
    case '/api/health/ready':
      return health.ready(response, pool);
    case '/api/version':
      return json(response, 200, { version, release: process.env.RELEASE });
    case '/api/bounce-houses': {
      const { rows } = await pool.query('select * from bounce_houses order by id');
      return json(response, 200, { docs: rows, totalDocs: rows.length });
    }
    case '/api/bookings':
      return bookings(request, response);
    case '/api/slow': {
      const ms = Math.min(Number(url.searchParams.get('ms') ?? 1000) || 0, 30_000);
      await new Promise((resolve) => setTimeout(resolve, ms));
      return json(response, 200, { slept: ms });
    }
    case '/api/error':
      throw new Error('asked for');
    case '/admin':
      response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' });
      return response.end(`<!doctype html><title>BouncePro admin</title><p>Payload ${version}</p><script nonce="${nonceOf(request)}">document.title += ' ${version}';</script>\n`);
    default:
      return json(response, 404, { error: 'not found' });
  }
}

async function start() {
  for (let attempt = 1; ; attempt += 1) {
    try {
      await migrate(pool, logger);
      return;
    } catch (error) {
      logger.warn({ code: error.code, attempt }, 'database not ready for migrations');
      await new Promise((resolve) => setTimeout(resolve, 500));
    }
  }
}

serve({ port: Number(process.env.PORT ?? 3001), logger, handle, onClose: () => pool.end() });
logger.info({ version }, 'payload starting');
await start();
