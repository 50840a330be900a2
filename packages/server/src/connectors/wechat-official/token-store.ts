/**
 * A secret of limited life (access token, page ticket) that every process of the installation shares through one
 * row of `connector_tokens`.
 *
 * Exactly one process refreshes: it holds an advisory lock for the length of its transaction, the others wait for
 * the lock and then read what it wrote. The store opens its own transactions; run inside a caller's one, the lock
 * would be held until that ends, and a rollback would forget a token the service has already issued.
 */
import type { Pool, PoolClient } from 'pg';
import { inTransaction } from '../../base/database/pool.ts';
import type { TokenStore } from '../contract.ts';

export interface TokenStoreOptions {
  pool: Pool;
  /** Row key, for instance `wechat-official:access-token:<appId>`. */
  connector: string;
  /** Asks the service. Must time out by itself: the lock is held meanwhile. */
  fetchToken(): Promise<{ token: string; expiresInSeconds: number }>;
  now(): Date;
}

/** Seconds before expiry from which a token counts as old; the service then hands out its successor. */
const REFRESH_AHEAD = 300;
/**
 * A token fetched this many seconds ago is used even inside the last five minutes. The service's clock may differ
 * from ours by a moment and hand the old token out once more; without this pause each call would ask again.
 */
const PAUSE = 30;

interface StoredToken {
  token: string;
  expires_at: Date;
  refreshed_at: Date;
}

export function createTokenStore(options: TokenStoreOptions): TokenStore {
  const { pool, connector } = options;
  // Callers of this process share one look-up, so that a crowd of them does not take every connection to wait.
  let underWay: Promise<string> | undefined;

  const usable = (row: StoredToken | undefined): row is StoredToken => {
    if (!row) return false;
    const now = options.now().getTime();
    const left = (row.expires_at.getTime() - now) / 1000;
    const age = (now - row.refreshed_at.getTime()) / 1000;
    return left > REFRESH_AHEAD || (left > 0 && age < PAUSE);
  };

  const refresh = async (client: Pick<PoolClient, 'query'>): Promise<string> => {
    await client.query('select pg_advisory_xact_lock(hashtextextended($1, 0))', [`connector_tokens:${connector}`]);
    const stored = await read(client, connector);
    if (usable(stored)) return stored.token;
    const fetched = await options.fetchToken();
    const now = options.now();
    await client.query(
      `insert into connector_tokens (connector, token, expires_at, refreshed_at) values ($1, $2, $3, $4)
       on conflict (connector) do update
       set token = excluded.token, expires_at = excluded.expires_at, refreshed_at = excluded.refreshed_at`,
      [connector, fetched.token, new Date(now.getTime() + fetched.expiresInSeconds * 1000), now],
    );
    return fetched.token;
  };

  const lookUp = async (): Promise<string> => {
    const stored = await read(pool, connector);
    return usable(stored) ? stored.token : inTransaction(pool, refresh);
  };

  return {
    get() {
      if (underWay) return underWay;
      const started = lookUp().finally(() => {
        if (underWay === started) underWay = undefined;
      });
      underWay = started;
      return started;
    },
    async invalidate(token) {
      await pool.query('delete from connector_tokens where connector = $1 and token = $2', [connector, token]);
      // A look-up begun before the deletion may still answer with the refused token; the next caller starts anew.
      underWay = undefined;
    },
  };
}

async function read(connection: Pick<PoolClient, 'query'>, connector: string): Promise<StoredToken | undefined> {
  const { rows } = await connection.query<StoredToken>(
    'select token, expires_at, refreshed_at from connector_tokens where connector = $1',
    [connector],
  );
  return rows[0];
}
