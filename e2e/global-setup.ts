/**
 * One product for all journeys of a run, started when the first of them asks for it: specs that start a server of
 * their own, and runs that select none of these, do not pay for it.
 */
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { buildWeb } from '@anshao/server/apps/build-web.ts';
import { createPool } from '@anshao/server/base/database/pool.ts';
import type { TestProject } from 'vitest/node';
import { embeddedDatabase, freePort, type ServerProcess, startProcess } from './server/process.ts';

/** What a journey is told about the product it runs against. */
export interface Running {
  readonly address: string;
  readonly databaseUrl: string;
  /** Of the administrator that a fresh start makes; it must be changed at the first sign-in. */
  readonly oneTimePassword: string;
}

declare module 'vitest' {
  interface ProvidedContext {
    /** Answers with `Running`, as soon as the product runs. */
    starter: string;
  }
}

export default async function setUp(project: TestProject): Promise<() => Promise<void>> {
  const dataDir = mkdtempSync(`${tmpdir()}/anshao-journeys-`);
  let server: ServerProcess | undefined;
  let isOver = false;
  let running: Promise<Running> | undefined;
  const start = async (): Promise<Running> => {
    await buildWeb();
    const port = String(await freePort());
    server = await startProcess({ DATA_DIR: dataDir, PORT: port, PUBLIC_URL: `http://127.0.0.1:${port}` });
    const started = server;
    started.child.once('exit', (code, signal) => {
      if (!isOver) console.error(`the server ended by itself (${code ?? signal}):\n${started.output()}`);
    });
    const { url } = embeddedDatabase(dataDir);
    await dateBack(url);
    const oneTimePassword = /一次性密码 (\S+)/.exec(server.output())?.[1] ?? '';
    return { address: server.address, databaseUrl: url, oneTimePassword };
  };
  const starter = createServer((_request, response) => {
    running ??= start();
    running.then(
      (told) => response.end(JSON.stringify(told)),
      (error: unknown) => response.writeHead(500).end(String(error)),
    );
  });
  starter.listen(0, '127.0.0.1');
  await once(starter, 'listening');
  project.provide('starter', `http://127.0.0.1:${(starter.address() as AddressInfo).port}`);
  return async () => {
    isOver = true;
    starter.close();
    await running?.catch(() => undefined);
    await server?.stop();
    rmSync(dataDir, { recursive: true, force: true });
  };
}

/** As if it had been installed a while ago: journeys need days that have passed. */
async function dateBack(databaseUrl: string): Promise<void> {
  const pool = createPool(databaseUrl, { max: 1, onError: () => {} });
  await pool.query(
    "update dictionary_entries set effective_from = effective_from - 60 where dictionary = 'dailyReportItems'",
  );
  await pool.query("update dictionaries set revision = revision + 1 where key = 'dailyReportItems'");
  await pool.end();
}
