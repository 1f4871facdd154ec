-- SPDX-FileCopyrightText: 2026 BouncePro Console contributors
-- SPDX-License-Identifier: GPL-3.0-or-later
-- The rows that every lab starts with; the schema is what payload's migrations make.
begin;
drop schema public cascade;
create schema public;
create table payload_migrations (id serial primary key, name text not null unique, created_at timestamptz not null default now());
create table bounce_houses (id serial primary key, name text not null, daily_price_cents integer not null);
create table users (id serial primary key, email text not null unique, role text not null);
create table bookings (id serial primary key, bounce_house_id integer not null references bounce_houses,
    customer text not null, day date not null, created_at timestamptz not null default now());
insert into payload_migrations (name) values ('20250101_000000_initial');
insert into bounce_houses (name, daily_price_cents) values
    ('Castle', 18900), ('Pirate Ship', 22900), ('Jungle Slide', 25900), ('Rainbow Dome', 15900), ('Obstacle Run', 31900);
insert into users (email, role) values ('owner@bouncepro.example', 'admin'), ('desk@bouncepro.example', 'editor');
insert into bookings (bounce_house_id, customer, day, created_at)
    select 1 + n % 5, 'Customer ' || n, date '2026-01-01' + n, timestamptz '2025-12-01 09:00:00+00' + n * interval '1 hour'
    from generate_series(1, 200) as n;
-- Where the server collects its figures.
select 'create extension pg_stat_statements' where current_setting('shared_preload_libraries') like '%pg_stat_statements%' \gexec
commit;
