import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { makeWorkerUtils } from 'graphile-worker';
import { describe, expect, test } from 'vitest';
import { createPool } from '../database/pool.ts';
import { clusterName } from './address.ts';
import { platformPackageFolder, program } from './binaries.ts';
import { isRunning } from './processes.ts';
import { chooseRunAs, commandFor, dataArgument } from './run-as.ts';
import { eventually, query, temporaryServers } from './testing/temporary-server.ts';

const temporary = temporaryServers();
const isRoot = process.geteuid?.() === 0;

describe('starting and stopping', { timeout: 60_000 }, () => {
  test('a first start makes the database and answers queries', async () => {
    const { server } = await temporary.start(join(temporary.folder(), 'data', 'postgres'));

    expect(await query(server.url, 'SELECT current_database() AS name, 1 + 1 AS sum')).toEqual([
      { name: 'anshao', sum: 2 },
    ]);
  });

  test('Chinese text has trigrams, so that it can be searched by an index', async () => {
    const { server } = await temporary.start(temporary.folder());
    await query(server.url, 'CREATE EXTENSION pg_trgm');

    const [row] = await query(server.url, "SELECT cardinality(show_trgm('消防通道')) AS count");

    expect(row?.count).toBe(5);
  });

  test('the job queue takes the same address', async () => {
    const { server } = await temporary.start(temporary.folder());

    // A pool of our own listens to connections that the server's end closes before the pool does.
    const pool = createPool(server.url, { max: 2, onError: () => {} });
    const utils = await makeWorkerUtils({ pgPool: pool });
    await utils.migrate();
    const job = await utils.addJob('remind', {});
    await utils.release();
    await pool.end();

    expect(job.task_identifier).toBe('remind');
  });

  test('what was stored is there after a stop and a start', async () => {
    const dataDir = temporary.folder();
    const { server: first } = await temporary.start(dataDir);
    await query(first.url, 'CREATE TABLE kept AS SELECT 42 AS answer');
    await first.stop();

    const { server: second } = await temporary.start(dataDir);

    expect(second.url).toBe(first.url);
    expect(await query(second.url, 'SELECT answer FROM kept')).toEqual([{ answer: 42 }]);
  });

  test('a stop ends the server and removes the socket folder', async () => {
    const { server } = await temporary.start(temporary.folder());

    await server.stop();

    expect(isRunning(server.pid)).toBe(false);
    expect(existsSync(server.socketDir)).toBe(false);
  });

  test('only its owner may enter the data folder and the socket folder', async () => {
    const dataDir = temporary.folder();
    const { server } = await temporary.start(dataDir);

    expect(statSync(dataDir).mode & 0o777).toBe(0o700);
    expect(statSync(server.socketDir).mode & 0o777).toBe(0o700);
  });

  test('a data folder with a path of more than 200 characters works', async () => {
    const dataDir = join(temporary.folder(), ...Array.from({ length: 9 }, () => '安全生产日报'.repeat(3)), 'postgres');
    expect(dataDir.length).toBeGreaterThan(170);
    expect(Buffer.byteLength(dataDir)).toBeGreaterThan(400);

    const { server } = await temporary.start(dataDir);

    expect(await query(server.url, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
  });
});

describe('running as root', { timeout: 60_000 }, () => {
  test.skipIf(!isRoot)('a folder below one that only root may enter works, and the files stay with root', async () => {
    const closed = temporary.folder();
    const dataDir = join(closed, 'data');

    const { server } = await temporary.start(dataDir);

    expect(statSync(closed).mode & 0o777).toBe(0o700);
    expect(await query(server.url, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
    if (chooseRunAs(temporary.folder()).kind === 'namespace') expect(statSync(join(dataDir, 'base')).uid).toBe(0);
  });

  test.skipIf(!isRoot)('where user namespaces are refused, the server runs as nobody in the same folder', async () => {
    const dataDir = join(temporary.folder(), 'data');

    const { server } = await temporary.start(dataDir, { namespaces: false });

    expect(statSync(`/proc/${server.pid}`).uid).toBe(statSync(join(dataDir, 'base')).uid);
    expect(statSync(join(dataDir, 'base')).uid).not.toBe(0);
    expect(await query(server.url, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
  });

  test.skipIf(!isRoot)(
    'data made in a namespace can be run as nobody, and by their owner again afterwards',
    async () => {
      const dataDir = join(temporary.folder(), 'data');
      const { server: inNamespace } = await temporary.start(dataDir);
      await query(inNamespace.url, 'CREATE TABLE kept AS SELECT 42 AS answer');
      await inNamespace.stop();

      const { server: asNobody } = await temporary.start(dataDir, { namespaces: false });
      expect(await query(asNobody.url, 'SELECT answer FROM kept')).toEqual([{ answer: 42 }]);
      await asNobody.stop();

      const { server: byOwner } = await temporary.start(dataDir);
      expect(await query(byOwner.url, 'SELECT answer FROM kept')).toEqual([{ answer: 42 }]);
    },
  );
});

describe('one server per data folder', { timeout: 60_000 }, () => {
  test('a second start while another process runs is refused and names that process', async () => {
    const dataDir = temporary.folder();
    const { child, url } = await temporary.startElsewhere(dataDir);

    const second = temporary.start(dataDir);

    await expect(second).rejects.toMatchObject({
      code: 'already-running',
      message: expect.stringContaining(`进程 ${child.pid}（`),
      remedy: expect.stringContaining('停止'),
    });
    expect(await query(url, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
  });

  test('two starts at the same moment: one runs, the other is refused', async () => {
    const dataDir = temporary.folder();

    const starts = await Promise.allSettled([temporary.start(dataDir), temporary.start(dataDir)]);

    expect(starts.map((start) => start.status).sort()).toEqual(['fulfilled', 'rejected']);
    const refused = starts.find((start) => start.status === 'rejected');
    expect(refused?.reason).toMatchObject({ code: 'already-running' });
  });

  test('a PostgreSQL that somebody else runs on the folder is left alone and named', async () => {
    const dataDir = temporary.folder();
    const { server } = await temporary.start(dataDir);
    await server.stop();
    const child = await runPostgres(dataDir, 'mine');

    await expect(temporary.start(dataDir)).rejects.toMatchObject({
      code: 'already-running',
      message: expect.stringContaining(String(child.pid)),
    });
    expect(isRunning(child.pid!)).toBe(true);
  });
});

describe('what an earlier start left', { timeout: 60_000 }, () => {
  test('a postmaster.pid whose number now belongs to a foreign process does not prevent a start', async () => {
    const dataDir = temporary.folder();
    const { server: first } = await temporary.start(dataDir);
    await first.stop();
    const foreign = temporary.foreignProcess();
    writeFileSync(join(dataDir, 'postmaster.pid'), `${foreign}\n${dataDir}\n1700000000\n5432\n/tmp\n\n`);

    const { server } = await temporary.start(dataDir);

    expect(await query(server.url, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
    expect(isRunning(foreign)).toBe(true);
  });

  test('a server of ours that outlived its Node is stopped, and its rows are there', async () => {
    const dataDir = temporary.folder();
    const { server: first } = await temporary.start(dataDir);
    await query(first.url, 'CREATE TABLE kept AS SELECT 42 AS answer');
    await first.stop();
    const leftOver = await runPostgres(dataDir, clusterName(dataDir));

    const { server } = await temporary.start(dataDir);

    expect(isRunning(leftOver.pid!)).toBe(false);
    expect(await query(server.url, 'SELECT answer FROM kept')).toEqual([{ answer: 42 }]);
  });

  test('an empty postmaster.pid, left by a crash in the moment of writing it, does not prevent a start', async () => {
    const dataDir = temporary.folder();
    const { server: first } = await temporary.start(dataDir);
    await first.stop();
    writeFileSync(join(dataDir, 'postmaster.pid'), '');

    const { server } = await temporary.start(dataDir);

    expect(await query(server.url, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
  });

  test('an initialisation that was cut off is done afresh', async () => {
    const dataDir = temporary.folder();
    mkdirSync(join(dataDir, '.init'));
    mkdirSync(join(dataDir, 'base'));
    writeFileSync(join(dataDir, 'base', 'half'), 'half');

    const { server } = await temporary.start(dataDir);

    expect(existsSync(join(dataDir, 'base', 'half'))).toBe(false);
    expect(await query(server.url, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
  });

  test('a folder with foreign files is not touched', async () => {
    const dataDir = temporary.folder();
    writeFileSync(join(dataDir, 'letter.txt'), 'keep me');

    await expect(temporary.start(dataDir)).rejects.toMatchObject({
      code: 'folder-not-empty',
      message: expect.stringContaining('letter.txt'),
    });
    expect(readFileSync(join(dataDir, 'letter.txt'), 'utf8')).toBe('keep me');
  });

  test('data of another major version are refused with a remedy', async () => {
    const dataDir = temporary.folder();
    writeFileSync(join(dataDir, 'PG_VERSION'), '15\n');

    await expect(temporary.start(dataDir)).rejects.toMatchObject({
      code: 'version-mismatch',
      message: expect.stringContaining('15'),
      remedy: expect.stringContaining('备份'),
    });
  });

  test('a setting that PostgreSQL refuses is reported in its own words, and the folder is free again', async () => {
    const dataDir = temporary.folder();

    await expect(
      temporary.start(dataDir, { settings: { fsync: 'off', shared_buffers: 'much' } }),
    ).rejects.toMatchObject({ code: 'start-failed', message: expect.stringContaining('shared_buffers') });

    const { server } = await temporary.start(dataDir);
    expect(await query(server.url, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
  });
});

/** PostgreSQL on a data folder without our watch over it. */
async function runPostgres(dataDir: string, name: string): Promise<ChildProcess> {
  const runAs = chooseRunAs(dataDir);
  const postgres = program(join(platformPackageFolder(), 'native'), 'postgres');
  const settings = [`cluster_name=${name}`, 'listen_addresses=', `unix_socket_directories=${temporary.folder()}`];
  const args = ['-D', dataArgument(runAs, dataDir), ...settings.flatMap((setting) => ['-c', setting])];
  const { command, args: words, options } = commandFor(runAs, postgres, args, { folder: dataDir });
  const child = spawn(command, words, { ...options, stdio: 'ignore' });
  temporary.keep(child);
  await eventually(() => {
    const pidFile = join(dataDir, 'postmaster.pid');
    return existsSync(pidFile) && readFileSync(pidFile, 'utf8').includes('ready');
  });
  return child;
}
