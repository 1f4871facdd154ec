// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Errors and traces for Sentry, from the environment: SENTRY_DSN (without it all here does nothing), SENTRY_ENVIRONMENT,
// SENTRY_RELEASE or RELEASE, SENTRY_TRACES_SAMPLE_RATE, SENTRY_SEND_PII. Nothing leaves the process before redact() saw it.
import * as Sentry from '@sentry/node';
import type { ErrorEvent, NodeOptions } from '@sentry/node';
import { logger } from './logger.js';
import { redact, redactText } from './redact.js';
import { identify } from './release.js';
import { shared } from './shared.js';

type TransactionEvent = Parameters<NonNullable<NodeOptions['beforeSendTransaction']>>[0];

const SAMPLE_RATE = 0.1;
const LIMITS = { text: 20_000, bytes: 1_000_000 }; // Sentry refuses larger events
const PERSONAL = /^(?:email|emailaddress|username|forwarded)$|forwardedfor$|realip$|clientip$|connectingip$|ipaddress$|remoteaddr(?:ess)?$|peer(?:ip|addr|address)$|clientaddress$/;

const state = shared('sentry', () => ({
  active: false,
  personal: false, // whether e-mail and IP addresses may be sent
  saidOff: false,
}));

// What may not leave even without being a secret: who asked, and from where.
function withoutPersonal(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutPersonal);
  if (typeof value !== 'object' || value === null) return value;
  const kept = Object.entries(value).filter(([key]) => !PERSONAL.test(key.toLowerCase().replace(/[^a-z]/g, '')));
  return Object.fromEntries(kept.map(([key, item]) => [key, withoutPersonal(item)]));
}

// Breadcrumbs are part of the event. The SDK's own notes on it are live objects, and are not sent.
function scrub<T extends ErrorEvent | TransactionEvent>(event: T): T {
  const { sdkProcessingMetadata, ...sent } = event;
  const copy = redact(sent, LIMITS);
  return { ...((state.personal ? copy : withoutPersonal(copy)) as T), ...(sdkProcessingMetadata && { sdkProcessingMetadata }) };
}

function sampleRate(text: string | undefined): number {
  if (!text) return SAMPLE_RATE;
  const rate = Number(text);
  if (rate >= 0 && rate <= 1) return rate;
  logger().warn(`SENTRY_TRACES_SAMPLE_RATE is no number from 0 to 1: ${SAMPLE_RATE} is used`);
  return SAMPLE_RATE;
}

function isDsn(text: string): boolean {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  return url !== undefined && /^https?:$/.test(url.protocol) && url.username !== '' && /\/\d+$/.test(url.pathname);
}

function off(why: string, level: 'info' | 'warn'): false {
  if (!state.saidOff) logger()[level](why);
  state.saidOff = true;
  return false;
}

// Call it before anything else of the application is imported, so that the SDK can observe it. Returns whether Sentry is on.
export function initSentry({ env = process.env, transport }: { env?: NodeJS.ProcessEnv; transport?: NodeOptions['transport'] } = {}): boolean {
  if (state.active) return true;
  const dsn = env.SENTRY_DSN?.trim();
  if (!dsn) return off('Sentry is off: SENTRY_DSN is not set', 'info');
  if (!isDsn(dsn)) return off('Sentry is off: SENTRY_DSN is no DSN; copy the one that Sentry shows under Client Keys', 'warn');
  state.personal = env.SENTRY_SEND_PII === 'true';
  Sentry.init({
    dsn,
    environment: env.SENTRY_ENVIRONMENT || env.NODE_ENV || 'production',
    release: env.SENTRY_RELEASE || identify(env).release,
    tracesSampleRate: sampleRate(env.SENTRY_TRACES_SAMPLE_RATE),
    sendDefaultPii: state.personal,
    ignoreTransactions: [/\/(?:api\/)?health(?:\/|$)/], // asked every few seconds, and nothing to learn from
    // Bodies are people's bookings and passwords: they are not collected in the first place.
    integrations: [Sentry.httpIntegration({ maxIncomingRequestBodySize: 'none' })],
    beforeSend: scrub,
    beforeSendTransaction: scrub,
    ...(transport && { transport }),
  });
  // The name of a transaction also goes ahead of the event, and on to other servers.
  Sentry.getClient()?.on('createDsc', (context) => {
    if (context.transaction) context.transaction = redactText(context.transaction);
  });
  state.active = true;
  return true;
}

// Anything that was thrown, and what was being done. Returns the event's id for the answer to the user; undefined while off.
export function captureError(error: unknown, context: Record<string, unknown> = {}): string | undefined {
  return state.active ? Sentry.captureException(error, { extra: context }) : undefined;
}

export interface SentryUser {
  id: string | number;
  role?: string;
  email?: string;
  ip?: string;
}

// Whose request it is, until null. E-mail and IP address are sent only with SENTRY_SEND_PII=true.
export function setSentryUser(user: SentryUser | null): void {
  if (user === null) return Sentry.setUser(null);
  const { id, role, email, ip } = user;
  Sentry.setUser({ id, ...(role && { role }), ...(state.personal && email && { email }), ...(state.personal && ip && { ip_address: ip }) });
}

// What happened before an error, in order.
export function addBreadcrumb(category: string, message: string, data: Record<string, unknown> = {}): void {
  Sentry.addBreadcrumb({ category, message, data, level: 'info' });
}

// Sends what waits, for at most `milliseconds`; false where that was too short. For the end of the process.
export async function flushSentry(milliseconds = 2000): Promise<boolean> {
  return state.active ? Sentry.flush(milliseconds) : true;
}
