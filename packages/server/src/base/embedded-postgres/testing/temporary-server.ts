import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import pg from 'pg';
import { afterEach, expect } from 'vitest';
import { clusterName } from '../address.ts';
import { type EmbeddedPostgres, type EmbeddedPostgresOptions, startEmbeddedPostgres } from '../embedded-postgres.ts';
import { clearLeftOver } from '../left-over.ts';
import { lockFileOf } from '../lock.ts';

/** One message of the server, as handed to the log. */
export interface Said {
  level: string;
  message: string;
}

/**
 * Starts servers and other processes on folders of their own, and leaves nothing behind after each test.
 * Call once at the top of a test file.
 */
export function temporaryServers() {
  const folders: string[] = [];
  const servers: EmbeddedPostgres[] = [];
  const processes: ChildProcess[] = [];
  const dataDirs = new Set<string>();

  afterEach(async () => {
    for (const child of processes.splice(0)) {
      if (child.exitCode === null && child.signalCode === null) {
        child.kill('SIGKILL');
        await once(child, 'exit');
      }
    }
    await Promise.all(servers.map((server) => server.stop()));
    const sockets = servers.splice(0).map((server) => server.socketDir);
    for (const dataDir of dataDirs) await clearLeftOver(dataDir, clusterName(dataDir), () => {});
    folders.push(...[...dataDirs].map(lockFileOf));
    dataDirs.clear();
    for (const folder of [...folders.splice(0), ...sockets]) rmSync(folder, { recursive: true, force: true });
  });

  return {
    folder(): string {
      const folder = realpathSync(mkdtempSync(join(tmpdir(), 'anshao-test-')));
      folders.push(folder);
      return folder;
    },
    /** Starts a server without flushing to disk, which no test here depends on. */
    async start(dataDir: string, options: Partial<EmbeddedPostgresOptions> = {}) {
      const said: Said[] = [];
      dataDirs.add(dataDir);
      const server = await startEmbeddedPostgres({
        dataDir,
        log: (level, message) => said.push({ level, message }),
        settings: { fsync: 'off', shared_buffers: '16MB' },
        ...options,
      });
      servers.push(server);
      return { server, said };
    },
    /** A server started by another Node process, which ends when told to or at the end of the test. */
    async startElsewhere(dataDir: string) {
      dataDirs.add(dataDir);
      const program = `
        const { startEmbeddedPostgres } = await import(${JSON.stringify(new URL('../embedded-postgres.ts', import.meta.url).href)});
        const server = await startEmbeddedPostgres({
          dataDir: ${JSON.stringify(dataDir)}, log: () => {}, settings: { fsync: 'off', shared_buffers: '16MB' },
        });
        console.log(JSON.stringify({ url: server.url, pid: server.pid, socketDir: server.socketDir }));
        setInterval(() => {}, 1000);`;
      const child = spawn(process.execPath, ['--input-type=module', '--eval', program], {
        stdio: ['ignore', 'pipe', 'inherit'],
      });
      processes.push(child);
      const [line] = (await once(createInterface(child.stdout!), 'line')) as [string];
      const { url, pid, socketDir } = JSON.parse(line) as { url: string; pid: number; socketDir: string };
      folders.push(socketDir);
      return { child, url, pid };
    },
    /** Some process that is not PostgreSQL. */
    foreignProcess(): number {
      const child = spawn(process.execPath, ['--eval', 'setInterval(() => {}, 1000)'], { stdio: 'ignore' });
      processes.push(child);
      return child.pid!;
    },
    /** Lets the end of the test take care of a process. */
    keep(child: ChildProcess): void {
      processes.push(child);
    },
  };
}

/** Runs one statement on a connection of its own. */
export async function query(url: string, sql: string, values: unknown[] = []): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => {});
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(sql, values)).rows;
  } finally {
    await client.end();
  }
}

/** Waits for what must become true, and fails if it does not. */
export async function eventually(check: () => boolean | Promise<boolean>): Promise<void> {
  await expect.poll(check, { timeout: 10_000, interval: 20 }).toBe(true);
}
