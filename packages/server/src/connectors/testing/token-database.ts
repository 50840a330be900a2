/** A PostgreSQL of its own with the table of shared tokens: these tests need real commits and locks across pools. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Pool } from 'pg';
import { createPool } from '../../base/database/pool.ts';
import { startEmbeddedPostgres } from '../../base/embedded-postgres/embedded-postgres.ts';

export interface TokenDatabase {
  /** A pool as another process would have it; `endPools` ends it. */
  openPool(max: number): Pool;
  endPools(): Promise<void>;
  stop(): Promise<void>;
}

export async function startTokenDatabase(): Promise<TokenDatabase> {
  const folder = await mkdtemp(join(tmpdir(), 'token-store-'));
  const server = await startEmbeddedPostgres({ dataDir: folder, log: () => {}, settings: { fsync: 'off' } });
  const pools: Pool[] = [];
  // `end()` resolves a moment before the sockets close, and the stopping server still says goodbye on them.
  const openPool = (max: number): Pool => {
    const pool = createPool(server.url, { max, onError: () => {} });
    pools.push(pool);
    return pool;
  };
  const endPools = async () => {
    await Promise.all(pools.splice(0).map((pool) => pool.end()));
  };
  await openPool(1).query(
    'create table connector_tokens (connector text primary key, token text not null, expires_at timestamptz not null, refreshed_at timestamptz not null)',
  );
  await endPools();
  return {
    openPool,
    endPools,
    async stop() {
      await endPools();
      await server.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
