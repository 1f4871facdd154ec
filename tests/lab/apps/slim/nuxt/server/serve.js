// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// An HTTP server with pino request logs that drains on SIGTERM.
import { createServer } from 'node:http';
import { randomUUID } from 'node:crypto';

const MAX_BODY = 64 * 1024;
let draining = false;

export const isDraining = () => draining;

export function json(response, status, value) {
  response.writeHead(status, { 'content-type': 'application/json; charset=utf-8' });
  response.end(`${JSON.stringify(value)}\n`);
}

// What an inline script has to carry so that the browser runs it; nginx says.
export function nonceOf(request) {
  return /'nonce-([\w+/=-]+)'/.exec(request.headers['content-security-policy'] ?? '')?.[1] ?? '';
}

export async function readJson(request) {
  let text = '';
  for await (const chunk of request) {
    text += chunk;
    if (text.length > MAX_BODY) throw Object.assign(new Error('body too large'), { status: 413 });
  }
  try {
    return JSON.parse(text || '{}');
  } catch {
    throw Object.assign(new Error('body is not JSON'), { status: 400 });
  }
}

export function serve({ port, logger, handle, onClose = async () => {} }) {
  const server = createServer(async (request, response) => {
    const started = process.hrtime.bigint();
    const id = request.headers['x-request-id'] ?? randomUUID();
    response.setHeader('x-request-id', id);
    if (draining) response.setHeader('connection', 'close');
    response.on('close', () => {
      const responseTime = Number(process.hrtime.bigint() - started) / 1e6;
      const level = response.statusCode >= 500 ? 'error' : response.statusCode >= 400 ? 'warn' : 'info';
      logger[level]({
        reqId: id,
        req: { method: request.method, url: request.url, remoteAddress: request.headers['x-forwarded-for'] ?? request.socket.remoteAddress },
        res: { statusCode: response.statusCode },
        responseTime: Math.round(responseTime * 1000) / 1000,
      }, 'request completed');
    });
    try {
      await handle(request, response, new URL(request.url, 'http://localhost'));
    } catch (error) {
      logger.error({ err: error, reqId: id }, 'request failed');
      if (!response.headersSent) json(response, error.status ?? 500, { error: error.status ? error.message : 'internal error' });
      else response.end();
    }
  });
  server.keepAliveTimeout = 65_000;
  server.listen(port, () => logger.info({ port }, 'listening'));
  for (const signal of ['SIGTERM', 'SIGINT']) {
    process.once(signal, () => {
      draining = true;
      logger.info({ signal }, 'draining');
      // Until the proxy has heard of it, new connections are still served.
      setTimeout(() => {
        server.close(async () => {
          await onClose();
          logger.info('stopped');
          process.exit(0);
        });
        server.closeIdleConnections();
      }, Number(process.env.SHUTDOWN_LINGER_MS || 0));
    });
  }
  return server;
}
