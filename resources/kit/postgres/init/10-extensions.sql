-- SPDX-FileCopyrightText: 2026 BouncePro Console contributors
-- SPDX-License-Identifier: GPL-3.0-or-later
-- Run once, when the database's volume is empty.
create extension if not exists pg_stat_statements;
