import type { Readable } from 'node:stream';

export type Level = 'info' | 'warn' | 'error';
export type Log = (level: Level, message: string, fields?: Record<string, unknown>) => void;

/** Put before each line by PostgreSQL: process number and SQLSTATE. */
export const LOG_LINE_PREFIX = '%p|%e|';

const LINE = /^(\d+)\|([0-9A-Z]{5})\|([A-Z]+\d?): {2}(.*)$/;

/** Said while starting and stopping; not a fault. admin_shutdown, crash_shutdown, cannot_connect_now. */
const EXPECTED_WHEN_STOPPING = new Set(['57P01', '57P02', '57P03']);

const KEPT = 20;

export interface ServerLog {
  /** The last lines as written, for the message of a start that failed. */
  lastLines(): string[];
  /** Settles when everything that was written has been read. */
  ended: Promise<void>;
}

/** Reads what PostgreSQL writes to its error stream and hands it on, a call per message. */
export function readServerLog(stream: Readable, log: Log): ServerLog {
  const last: string[] = [];
  let rest = '';
  let entry: { level: Level; message: string; fields: Record<string, unknown> } | undefined;

  const finishEntry = () => {
    if (entry) log(entry.level, `PostgreSQL: ${entry.message}`, entry.fields);
    entry = undefined;
  };
  const take = (line: string) => {
    if (line === '') return;
    last.push(line);
    if (last.length > KEPT) last.shift();
    const [, pid, sqlstate, severity, text] = LINE.exec(line) ?? [];
    if (severity === undefined || text === undefined) {
      // A further line of the same message starts with a tab; anything else is said before the log is set up.
      if (entry && line.startsWith('\t')) entry.message += `\n${line.trim()}`;
      else {
        finishEntry();
        entry = { level: 'warn', message: line, fields: {} };
      }
    } else if (entry && Number(pid) === entry.fields.backend && isAddition(severity)) {
      entry.fields[severity.toLowerCase()] = text;
    } else {
      finishEntry();
      entry = { level: levelOf(severity, sqlstate ?? ''), message: text, fields: { backend: Number(pid), sqlstate } };
    }
  };
  stream.setEncoding('utf8');
  stream.on('data', (chunk: string) => {
    const lines = (rest + chunk).split(/\r?\n/);
    rest = lines.pop() ?? '';
    lines.forEach(take);
    // PostgreSQL writes a message with its additions in one go, so what is complete now is complete.
    finishEntry();
  });
  const ended = new Promise<void>((resolve) => {
    stream.on('end', () => {
      take(rest);
      finishEntry();
    });
    stream.on('close', resolve);
  });
  return { lastLines: () => [...last], ended };
}

function isAddition(severity: string): boolean {
  return ['DETAIL', 'HINT', 'CONTEXT', 'QUERY', 'STATEMENT', 'LOCATION'].includes(severity);
}

function levelOf(severity: string, sqlstate: string): Level {
  if (EXPECTED_WHEN_STOPPING.has(sqlstate)) return 'info';
  // ERROR is a failed statement: its sender is told and decides; for the server it is worth a warning.
  if (severity === 'WARNING' || severity === 'ERROR') return 'warn';
  return severity === 'FATAL' || severity === 'PANIC' ? 'error' : 'info';
}
