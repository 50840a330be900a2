import { Readable } from 'node:stream';
import { expect, test } from 'vitest';
import { readServerLog } from './server-log.ts';

async function read(...chunks: string[]) {
  const entries: { level: string; message: string; fields?: object }[] = [];
  const log = readServerLog(Readable.from(chunks), (level, message, fields) =>
    entries.push({ level, message, fields }),
  );
  await log.ended;
  return { entries, lastLines: log.lastLines() };
}

test('severities become levels, and the refusals of a server that stops are no fault', async () => {
  const { entries } = await read(
    '7|00000|LOG:  ready\n7|01000|WARNING:  careful\n7|23505|ERROR:  twice\n7|53100|FATAL:  no space\n7|XX000|PANIC:  broken\n',
    '7|57P01|FATAL:  terminating connection\n',
  );

  expect(entries.map(({ level }) => level)).toEqual(['info', 'warn', 'warn', 'error', 'error', 'info']);
});

test('a message cut in two by the pipe is put together', async () => {
  const { entries } = await read('7|00000|LOG:  database sys', 'tem is ready\n');

  expect(entries.map(({ message }) => message)).toEqual(['PostgreSQL: database system is ready']);
});

test('hint and continuation belong to the message before them', async () => {
  const { entries } = await read('7|53300|FATAL:  too many\n7|53300|HINT:  fewer\n8|00000|LOG:  first\n\tsecond\n');

  expect(entries).toEqual([
    { level: 'error', message: 'PostgreSQL: too many', fields: { backend: 7, sqlstate: '53300', hint: 'fewer' } },
    { level: 'info', message: 'PostgreSQL: first\nsecond', fields: { backend: 8, sqlstate: '00000' } },
  ]);
});

test('words said before the log is set up are passed on as warnings and kept for the report of a failed start', async () => {
  const { entries, lastLines } = await read('postgres: error while loading shared libraries: libicui18n.so.60\n');

  expect(entries).toMatchObject([{ level: 'warn', message: expect.stringContaining('libicui18n') }]);
  expect(lastLines).toEqual(['postgres: error while loading shared libraries: libicui18n.so.60']);
});
