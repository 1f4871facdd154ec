// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
export default defineEventHandler(async (event) => {
  const { docs } = await payload<{ docs: BounceHouse[] }>(event, '/api/bounce-houses', { query: { sort: 'name', limit: 100, depth: 1 } });
  return docs;
});
