/**
 * JSON lines without personal data: callers log ids, codes and counts. Names, phone numbers, addresses and what people
 * wrote never belong in a field; request bodies and query values are not logged at all.
 */
import type { Writable } from 'node:stream';

export type LogLevel = 'debug' | 'info' | 'warn' | 'error' | 'silent';
export type LogFields = Readonly<Record<string, unknown>>;

export interface Logger {
  debug(message: string, fields?: LogFields): void;
  info(message: string, fields?: LogFields): void;
  warn(message: string, fields?: LogFields): void;
  error(message: string, fields?: LogFields): void;
  with(fields: LogFields): Logger;
}

const order: Readonly<Record<LogLevel, number>> = { debug: 10, info: 20, warn: 30, error: 40, silent: 99 };

export function createLogger(
  level: LogLevel,
  out: Pick<Writable, 'write'> = process.stdout,
  base: LogFields = {},
): Logger {
  const print = (of: Exclude<LogLevel, 'silent'>, message: string, fields?: LogFields) => {
    if (order[of] < order[level]) return;
    const line: Record<string, unknown> = { at: new Date().toISOString(), level: of, message, ...base };
    for (const [key, value] of Object.entries(fields ?? {}))
      line[key] = value instanceof Error ? describe(value) : value;
    out.write(`${JSON.stringify(line)}\n`);
  };
  return {
    debug: (message, fields) => print('debug', message, fields),
    info: (message, fields) => print('info', message, fields),
    warn: (message, fields) => print('warn', message, fields),
    error: (message, fields) => print('error', message, fields),
    with: (fields) => createLogger(level, out, { ...base, ...fields }),
  };
}

/** PostgreSQL's `detail` may quote a row's values, so only code, table and constraint are kept of it. */
function describe(error: Error): Record<string, unknown> {
  const { code, table, constraint } = error as { code?: string; table?: string; constraint?: string };
  return {
    name: error.name,
    message: error.message,
    ...(code && { code }),
    ...(table && { table }),
    ...(constraint && { constraint }),
    stack: error.stack?.split('\n').slice(1, 8).join('\n'),
    ...(error.cause instanceof Error && { cause: describe(error.cause) }),
  };
}
