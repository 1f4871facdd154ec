// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
import * as initial from './20260101_000000_initial.js';

export const migrations = [{ name: '20260101_000000_initial', up: initial.up, down: initial.down }];
