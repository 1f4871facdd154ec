// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Each migration runs once, in order, in its own transaction.
export const migrations = [
  ['20250101_000000_initial', `
    create table bounce_houses (id serial primary key, name text not null, daily_price_cents integer not null);
    create table users (id serial primary key, email text not null unique, role text not null);
    create table bookings (id serial primary key, bounce_house_id integer not null references bounce_houses,
      customer text not null, day date not null, created_at timestamptz not null default now());`],
];

export async function migrate(pool, logger) {
  const client = await pool.connect();
  try {
    await client.query('select pg_advisory_lock(720451)');
    await client.query(`create table if not exists payload_migrations
      (id serial primary key, name text not null unique, created_at timestamptz not null default now())`);
    for (const [name, sql] of migrations) {
      const { rowCount } = await client.query('select 1 from payload_migrations where name = $1', [name]);
      if (rowCount) continue;
      await client.query('begin');
      await client.query(sql);
      await client.query('insert into payload_migrations (name) values ($1)', [name]);
      await client.query('commit');
      logger.info({ migration: name }, 'migration applied');
    }
  } catch (error) {
    await client.query('rollback').catch(() => {});
    throw error;
  } finally {
    await client.query('select pg_advisory_unlock(720451)').catch(() => {});
    client.release();
  }
}
