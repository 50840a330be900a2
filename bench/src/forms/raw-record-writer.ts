/**
 * The same records by hand, as fast as `pg` lets a program: a process of its own with 16 connections and one prepared
 * statement that inserts the record and its event.
 */
import { randomBytes } from 'node:crypto';
import { uuidv7 } from '@anshao/core/base/uuid.ts';
import pg from 'pg';
import { columns, recordTable, valuesOf } from './sample-form.ts';

export type RawOrder =
  | { readonly do: 'connect'; readonly url: string; readonly connections: number }
  | {
      readonly do: 'write';
      readonly count: number;
      readonly communityId: string;
      readonly companyId: string | null;
      readonly districtId: string;
      readonly personId: string;
    };
type WriteOrder = Extract<RawOrder, { do: 'write' }>;

const parameters = columns.map((_, index) => `$${index + 5}`).join(', ');
const text = `with r as (
    insert into ${recordTable} (id, form_version, community_id, created_at, created_by, updated_at, updated_by, ${columns.join(', ')})
    values ($1, 1, $2, $3, $4, $3, $4, ${parameters}))
  insert into events (at, type, actor_id, subject_id, community_id, company_id, district_id, data, trace)
  values ($3, 'records.created', $4, $1, $2, $${columns.length + 5}, $${columns.length + 6}, $${columns.length + 7}, $${columns.length + 8})`;

const clients: pg.Client[] = [];

function cellsOf(order: WriteOrder, index: number): unknown[] {
  const now = new Date();
  const data = JSON.stringify({ form: 'benchDevices', revision: 1 });
  return [
    uuidv7(now.getTime(), randomBytes(10)),
    order.communityId,
    now,
    order.personId,
    ...Object.values(valuesOf(index)),
    order.companyId,
    order.districtId,
    data,
    randomBytes(8).toString('hex'),
  ];
}

async function obey(order: RawOrder): Promise<number> {
  if (order.do === 'connect') {
    for (let number = 0; number < order.connections; number++) {
      const client = new pg.Client({ connectionString: order.url });
      // Ends with the server; nothing is lost then.
      client.on('error', () => {});
      await client.connect();
      clients.push(client);
    }
    return 0;
  }
  const records = Array.from({ length: order.count }, (_, index) => cellsOf(order, index));
  let next = 0;
  const began = performance.now();
  await Promise.all(
    clients.map(async (client) => {
      for (let values = records[next++]; values; values = records[next++])
        await client.query({ name: 'record', text, values });
    }),
  );
  return performance.now() - began;
}

process.on('message', (order: RawOrder) => {
  obey(order).then(
    (ms) => process.send?.({ ms }),
    (error: Error) => process.send?.({ error: error.stack ?? error.message }),
  );
});
process.on('disconnect', () => process.exit());
