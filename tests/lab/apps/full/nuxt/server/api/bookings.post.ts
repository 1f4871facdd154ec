// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
export default defineEventHandler(async (event) => {
  const { doc } = await payload<{ doc: { id: number } }>(event, '/api/bookings', { method: 'POST', body: await readBody(event) });
  setResponseStatus(event, 201);
  return { id: doc.id };
});
