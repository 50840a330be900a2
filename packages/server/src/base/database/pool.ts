/** The connections of this process, transactions, and what is retried when the database restarts. */
import pg from 'pg';
import type { Transaction } from './sql.ts';

// int8 (counts, sequence numbers) stays below 2^53 here; a calendar date has no time zone and stays text; numeric
// stays text because a double cannot hold it.
pg.types.setTypeParser(pg.types.builtins.INT8, Number);
pg.types.setTypeParser(pg.types.builtins.DATE, (value) => value);

export function createPool(url: string, options: { max: number; onError: (error: Error) => void }): pg.Pool {
  const pool = new pg.Pool({
    connectionString: url,
    max: options.max,
    idleTimeoutMillis: 60_000,
    connectionTimeoutMillis: 10_000,
    application_name: 'anshao',
  });
  // Without a listener an idle connection that the server closes ends the whole process.
  pool.on('error', options.onError);
  // The same for one that is checked out between two statements.
  pool.on('connect', (client) => client.on('error', options.onError));
  return pool;
}

export async function inTransaction<T>(pool: pg.Pool, work: (transaction: Transaction) => Promise<T>): Promise<T> {
  const client = await pool.connect();
  let broken: Error | undefined;
  try {
    await client.query('begin');
    const result = await work(Object.assign(client, { inTransaction: true as const }));
    await client.query('commit');
    return result;
  } catch (error) {
    await client.query('rollback').catch((failure: Error) => {
      broken = failure;
    });
    throw error;
  } finally {
    client.release(broken);
  }
}

const passing = new Set(['57P01', '57P02', '57P03', '08000', '08001', '08003', '08004', '08006', '53300']);

/** True when the database was away or starting: the same write with the same id may be sent again. */
export function isConnectionLoss(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const code = (error as { code?: string }).code;
  if (code !== undefined && (passing.has(code) || ['ECONNRESET', 'ECONNREFUSED', 'EPIPE', 'ENOENT'].includes(code)))
    return true;
  return /Connection terminated|timeout exceeded when trying to connect/.test(error.message);
}
