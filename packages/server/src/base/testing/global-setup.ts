/**
 * Once per run of the database tests: a server of our own in a folder that is thrown away (or the one TEST_DATABASE_URL
 * names), and in it a migrated database that each test file copies instead of migrating anew.
 */
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import type { TestProject } from 'vitest/node';
import { migrate } from '../database/migrate.ts';
import { startEmbeddedPostgres } from '../embedded-postgres/embedded-postgres.ts';
import { urlOf } from './database-url.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** A database of the server in which one may create others. */
    testServerUrl: string;
    /** The migrated database to copy. */
    testTemplate: string;
  }
}

/** Nothing here outlives the run, so nothing needs to survive a power cut. */
const FORGETFUL = { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off', shared_buffers: '64MB' };

export default async function setUp(project: TestProject): Promise<() => Promise<void>> {
  const server = await findServer();
  // Runs against one server of TEST_DATABASE_URL may overlap.
  const template = `anshao_template_${randomBytes(4).toString('hex')}`;
  try {
    await onServer(server.url, `CREATE DATABASE ${template}`);
    const pool = new pg.Pool({ connectionString: urlOf(server.url, template), max: 2 });
    try {
      await migrate(pool);
    } finally {
      await pool.end();
    }
  } catch (error) {
    await server.stop();
    throw error;
  }
  project.provide('testServerUrl', server.url);
  project.provide('testTemplate', template);
  return async () => {
    await onServer(server.url, `DROP DATABASE ${template} WITH (FORCE)`);
    await server.stop();
  };
}

async function findServer(): Promise<{ url: string; stop(): Promise<void> }> {
  const given = process.env.TEST_DATABASE_URL;
  if (given) return { url: given, stop: async () => {} };

  const folder = mkdtempSync(join(tmpdir(), 'anshao-db-tests-'));
  const server = await startEmbeddedPostgres({
    dataDir: join(folder, 'postgres'),
    settings: FORGETFUL,
    // Failed statements are what many tests are about; their senders see them.
    log: (level, message, fields) => {
      if (level === 'error') console.error(message, fields);
    },
  });
  return {
    url: server.url,
    stop: async () => {
      await server.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function onServer(url: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
