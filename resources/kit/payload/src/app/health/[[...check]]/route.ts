// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// /health, /health/db and /health/ready at the root, where Payload's own endpoints do not reach. Liveness asks nothing of
// Payload, which without a database does not start.
import config from '@payload-config';
import { getPayload } from 'payload';
import { health, ping, respond } from '../../../endpoints/health.js';

export const dynamic = 'force-dynamic';

const query = async () => ping(await getPayload({ config }));

export async function GET(_request: Request, { params }: { params: Promise<{ check?: string[] }> }): Promise<Response> {
  const { check = [] } = await params;
  switch (check.join('/')) {
    case '':
      return respond(health.live());
    case 'db':
      return respond(await health.db(query));
    case 'ready':
      return respond(await health.ready(query));
    default:
      return new Response('{"error":"not found"}\n', { status: 404, headers: { 'content-type': 'application/json; charset=utf-8' } });
  }
}
