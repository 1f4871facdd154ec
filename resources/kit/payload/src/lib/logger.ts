// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The log: one JSON object a line in production, readable lines in development. Whatever is logged goes through redact(),
// and a line stays below 16 KB, where Docker would cut it in two.
import { createRequire } from 'node:module';
import { format } from 'node:util';
import pino, { type ChildLoggerOptions, type DestinationStream, type Logger } from 'pino';
import type { PrettyOptions } from 'pino-pretty';
import { boundedText, redact } from './redact.js';
import { identify } from './release.js';
import { shared } from './shared.js';

export const LEVELS = ['debug', 'info', 'warn', 'error'] as const;
export type Level = (typeof LEVELS)[number];
export type Fields = Record<string, unknown>;

const FIELDS = { depth: 8, entries: 60, text: 4000, bytes: 9000 };
const BINDINGS = { depth: 4, entries: 20, text: 200, bytes: 1000 };
const MESSAGE = 2000;
const OWN = new Set(['level', 'time', 'service', 'release', 'msg']);

// A message is one line for every reader, of the pretty form and of terminals too.
function oneLine(text: string): string {
  return boundedText(text, MESSAGE).replace(/[\u0000-\u001f\u007f-\u009f\u2028\u2029]/g, ' ');
}

// A name that the line itself uses gets an underscore: a key that stands twice is read as its last value.
function copyOf(value: object, limits: typeof FIELDS): Fields {
  return Object.fromEntries(Object.entries(redact(value, limits) as Fields).map(([key, item]) => [OWN.has(key) ? `_${key}` : key, item]));
}

function message(args: unknown[]): string | undefined {
  if (args.length === 0) return undefined;
  return oneLine(format(...args.map((arg) => (typeof arg === 'string' ? arg.slice(0, 2 * MESSAGE) : redact(arg, BINDINGS)))));
}

// Of an error that was logged without a message.
function messageOf({ err }: Fields): string | undefined {
  return typeof err === 'object' && err !== null && 'message' in err ? oneLine(String(err.message)) : undefined;
}

function levelOf(text: string | undefined): Level | undefined {
  return LEVELS.find((level) => level === text?.trim().toLowerCase());
}

// pino-pretty is loaded where it is wanted alone: a production image may lack it.
function prettyStream(): DestinationStream | undefined {
  try {
    const pretty = createRequire(import.meta.url)('pino-pretty') as (options: PrettyOptions) => DestinationStream;
    return pretty({ sync: true, translateTime: 'SYS:HH:MM:ss.l', ignore: 'service,release', colorize: process.stdout.isTTY });
  } catch {
    return undefined;
  }
}

export interface LoggerOptions {
  service?: string;
  env?: NodeJS.ProcessEnv;
  destination?: DestinationStream;
}

export function createLogger({ service = 'payload', env = process.env, destination }: LoggerOptions = {}): Logger {
  const level = levelOf(env.LOG_LEVEL);
  // Synchronous, so that the last words of a process that dies are there.
  const stream = destination ?? (env.NODE_ENV === 'production' ? undefined : prettyStream()) ?? pino.destination({ fd: 1, sync: true });
  const log = pino(
    {
      level: level ?? 'info',
      base: { service, release: identify(env).release },
      timestamp: pino.stdTimeFunctions.isoTime,
      depthLimit: 20, // redact() limits it
      serializers: { err: (value: unknown) => value }, // redact() has made errors plain already
      formatters: { level: (label) => ({ level: label }) },
      hooks: {
        // (fields, message, ...values), (error, ...) or (message, ...values): pino gets finished fields and a finished message.
        logMethod(args: unknown[], method) {
          const [first, ...rest] = args;
          const write = method as (this: Logger, fields: Fields, message?: string) => void;
          if (typeof first !== 'object' || first === null) return write.call(this, {}, message(args));
          const { _msg, ...fields } = copyOf(first instanceof Error ? { err: first } : first, FIELDS);
          // Payload's own way: the message stands among the fields.
          if (rest.length === 0 && typeof _msg === 'string') return write.call(this, fields, oneLine(_msg));
          write.call(this, _msg === undefined ? fields : { ...fields, _msg }, message(rest) ?? messageOf(fields));
        },
      },
    },
    stream,
  );
  // pino formats the bindings of the first logger alone; those of its children pass through here.
  const child: (...args: never[]) => unknown = log.child;
  const { setBindings } = log;
  Object.assign(log, {
    child(this: Logger, bindings: Fields, options?: ChildLoggerOptions) {
      return Reflect.apply(child as (...args: unknown[]) => unknown, this, [copyOf(bindings, BINDINGS), options]);
    },
    setBindings(this: Logger, bindings: Fields) {
      setBindings.call(this, copyOf(bindings, BINDINGS));
    },
  });
  if (env.LOG_LEVEL && !level) log.warn(`LOG_LEVEL is none of ${LEVELS.join(', ')}: info is used`);
  return log;
}

const current = shared<{ log?: Logger }>('logger', () => ({}));

// The logger of the process, made when it is first asked for; or set to one's own.
export function logger(): Logger {
  return (current.log ??= createLogger());
}
export function setLogger(own: Logger): void {
  current.log = own;
}

// ---- what the applications log ----

interface IncomingLike {
  method?: string | undefined;
  url?: string | undefined;
  headers: Headers | Record<string, string | string[] | undefined>;
  socket?: { remoteAddress?: string | undefined };
}

function header(request: IncomingLike, name: string): string | undefined {
  const value = request.headers instanceof Headers ? request.headers.get(name) : request.headers[name];
  return (Array.isArray(value) ? value[0] : value) ?? undefined;
}

// Of fetch's Request and of node's IncomingMessage. nginx sets both headers anew, so that they are its word, not the client's.
function describe(request: IncomingLike): Fields {
  return {
    reqId: header(request, 'x-request-id'),
    req: { method: request.method, url: request.url, remoteAddress: header(request, 'x-forwarded-for') ?? request.socket?.remoteAddress },
  };
}

// A request that was answered, after `responseTime` milliseconds: error from 500, warn from 400, info below.
export function logRequest(request: IncomingLike, statusCode: number, responseTime: number, context: Fields = {}): void {
  const level = statusCode >= 500 ? 'error' : statusCode >= 400 ? 'warn' : 'info';
  const fields = { ...describe(request), res: { statusCode }, responseTime: Math.round(responseTime * 1000) / 1000 };
  logger()[level]({ ...context, ...fields }, 'request completed');
}

// Anything that was thrown, with its stack where it is an error, and what was being done.
export function logError(error: unknown, context: Fields = {}, text?: string): void {
  const err = error instanceof Error ? error : new Error(typeof error === 'string' ? error : format('%o', redact(error, BINDINGS)));
  logger().error({ ...context, err }, text ?? err.message);
}

export function logWarning(text: string, context: Fields = {}): void {
  logger().warn(context, text);
}

// A database query of `duration` milliseconds, at debug. Its parameters are people's data: only their number is told.
export function logQuery(query: string, duration: number, parameters: readonly unknown[] = []): void {
  logger().debug({ query, duration, parameters: parameters.length }, 'query');
}

export type AuthEvent = 'login' | 'logout' | 'login-failed' | 'password-reset' | 'password-changed' | 'locked' | 'denied';
const AUTH_WARNINGS: ReadonlySet<AuthEvent> = new Set<AuthEvent>(['login-failed', 'locked', 'denied']);

// An authentication event; give an id or hashForLogging(), not an e-mail address.
export function logAuth(event: AuthEvent, context: Fields = {}): void {
  logger()[AUTH_WARNINGS.has(event) ? 'warn' : 'info']({ ...context, event: `auth.${event}` }, 'authentication');
}

// A business metric, for example booking.created.
export function logBusinessEvent(event: string, context: Fields = {}): void {
  logger().info({ ...context, event }, 'business event');
}
