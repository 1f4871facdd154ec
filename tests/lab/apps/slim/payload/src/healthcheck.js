// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Exits 0 when the address given answers 2xx.
import { get } from 'node:http';

const request = get(process.argv[2], { timeout: 2500 }, (response) => {
  process.exit(response.statusCode >= 200 && response.statusCode < 300 ? 0 : 1);
});
request.on('timeout', () => process.exit(1));
request.on('error', () => process.exit(1));
