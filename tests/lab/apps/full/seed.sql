-- SPDX-FileCopyrightText: 2026 BouncePro Console contributors
-- SPDX-License-Identifier: GPL-3.0-or-later
-- The rows that every lab starts with; the schema is what Payload's migrations made when it started. Nobody is a user yet.
begin;
truncate users, media, bounce_houses, bookings, payload_locked_documents, payload_preferences restart identity cascade;
insert into bounce_houses (name, slug, daily_price_cents) values
    ('Castle', 'castle', 18900), ('Pirate Ship', 'pirate-ship', 22900), ('Jungle Slide', 'jungle-slide', 25900),
    ('Rainbow Dome', 'rainbow-dome', 15900), ('Obstacle Run', 'obstacle-run', 31900);
insert into bookings (bounce_house_id, customer, email, day, status)
    select 1 + n % 5, 'Customer ' || n, 'customer' || n || '@example.com', date '2026-01-01' + n, 'asked' from generate_series(1, 200) as n;
commit;
