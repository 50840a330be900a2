import { once } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import { describe, expect, test } from 'vitest';
import type { Exit, Postmaster } from './launch.ts';
import { isRunning } from './processes.ts';
import { supervise } from './supervise.ts';
import { eventually, query, temporaryServers } from './testing/temporary-server.ts';

const temporary = temporaryServers();

describe('a server killed outright', { timeout: 60_000 }, () => {
  test('is started again under the same address, with every acknowledged row', async () => {
    const { server, said } = await temporary.start(temporary.folder());
    const exits: unknown[] = [];
    server.onExit((exit) => exits.push(exit));
    const restarted = new Promise<{ pid: number }>((resolve) => server.onRestart(resolve));
    await query(server.url, 'CREATE TABLE written (id integer PRIMARY KEY)');
    const killed = server.pid;

    const acknowledged = await writeUntilCutOff(server.url, () => process.kill(killed, 'SIGKILL'));
    const { pid } = await restarted;

    expect(pid).not.toBe(killed);
    expect(server.pid).toBe(pid);
    expect(exits).toEqual([{ code: null, signal: 'SIGKILL' }]);
    expect(said.map(({ message }) => message)).toContain('内置数据库已重新启动');
    const stored = new Set((await query(server.url, 'SELECT id FROM written')).map((row) => row.id));
    expect(acknowledged.length).toBeGreaterThan(50);
    expect(acknowledged.filter((id) => !stored.has(id))).toEqual([]);
  });

  test('is not started again when it was asked to stop', async () => {
    const { server } = await temporary.start(temporary.folder());
    let exits = 0;
    server.onExit(() => {
      exits += 1;
    });

    await server.stop();

    expect(exits).toBe(0);
    await expect(query(server.url, 'SELECT 1')).rejects.toThrow();
  });
});

describe('Node killed outright', { timeout: 60_000 }, () => {
  test('the next start takes over the folder with every row', async () => {
    const dataDir = temporary.folder();
    const { child, url, pid } = await temporary.startElsewhere(dataDir);
    await query(url, 'CREATE TABLE kept AS SELECT 42 AS answer');
    child.kill('SIGKILL');
    await once(child, 'exit');

    const { server } = await temporary.start(dataDir);

    expect(isRunning(pid)).toBe(false);
    expect(await query(server.url, 'SELECT answer FROM kept')).toEqual([{ answer: 42 }]);
  });

  test.skipIf(process.platform !== 'linux')('the server does not outlive it', async () => {
    const { child, pid } = await temporary.startElsewhere(temporary.folder());

    child.kill('SIGKILL');

    await eventually(() => !isRunning(pid));
  });
});

describe('the watch', () => {
  test('tries again when a restart fails, and stops trying when told to stop', async () => {
    const first = pretendedServer(1);
    const starts: (() => Promise<Postmaster>)[] = [
      () => Promise.resolve(first.postmaster),
      () => Promise.reject(new Error('disk full')),
      () => Promise.resolve(pretendedServer(2).postmaster),
    ];
    const said: string[] = [];
    const supervisor = await supervise(
      () => starts.shift()!(),
      (_level, message) => said.push(message),
    );

    first.end({ code: 1, signal: null });
    await eventually(() => supervisor.pid === 2);
    await supervisor.stop();

    expect(said).toEqual([
      '内置数据库意外停止，正在重新启动',
      '内置数据库重新启动失败，稍后再试',
      '内置数据库已重新启动',
    ]);
  });

  test('a stop during the wait between two attempts starts nothing more', async () => {
    const first = pretendedServer(1);
    let starts = 0;
    const supervisor = await supervise(
      () => {
        starts += 1;
        return starts === 1 ? Promise.resolve(first.postmaster) : Promise.reject(new Error('disk full'));
      },
      () => {},
    );
    first.end({ code: 1, signal: null });
    await eventually(() => starts === 3);

    await supervisor.stop();
    await pause(600);

    expect(starts).toBe(3);
  });
});

/** A server that ends when told to, or when signalled. */
function pretendedServer(pid: number) {
  const { promise, resolve } = Promise.withResolvers<Exit>();
  const postmaster: Postmaster = { pid, exited: promise, signal: () => resolve({ code: 0, signal: null }) };
  return { postmaster, end: resolve };
}

/** Inserts one row after another, cuts the server off after some, and returns the ids that were acknowledged. */
async function writeUntilCutOff(url: string, cutOff: () => void): Promise<number[]> {
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => {});
  await client.connect();
  const acknowledged: number[] = [];
  try {
    for (let id = 1; ; id += 1) {
      await client.query('INSERT INTO written VALUES ($1)', [id]);
      acknowledged.push(id);
      if (id === 100) cutOff();
    }
  } catch {
    return acknowledged;
  } finally {
    await client.end().catch(() => {});
  }
}
