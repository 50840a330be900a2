/** The outbox page: every message, its channel, how far it came, and why not further. */
import { maskMobile } from '@anshao/core/base/masking.ts';
import type { Channel, DeliveryState, OutboxRow } from '@anshao/core/messaging/contract.ts';
import type { MessageKind } from '@anshao/core/messaging/ladder.ts';
import { may, requireScope, type Viewer } from '../access/viewer.ts';
import { many, raw, type Sql, sql } from '../base/database/sql.ts';
import { decodeCursor, page } from '../base/paging.ts';
import type { Runtime } from '../base/runtime.ts';

export interface OutboxQuery {
  channel?: Channel;
  state?: DeliveryState;
  /** A number from its beginning, a kind by name or key, or a person's name. */
  q?: string;
  cursor?: string;
  limit?: number;
}

interface Row extends Omit<OutboxRow, 'createdAt' | 'sentAt' | 'receiptAt' | 'provider'> {
  provider: string | null;
  createdAt: Date;
  sentAt: Date | null;
  receiptAt: Date | null;
}

const selected =
  raw(`d.id, d.message_id as "messageId", d.channel, d.provider, d.address as "to", p.name as "personName", d.kind,
  d.text, d.state, d.attempts, d.error, d.created_at as "createdAt", d.sent_at as "sentAt", d.receipt_at as "receiptAt"`);

export async function listOutbox(runtime: Runtime, kinds: readonly MessageKind[], viewer: Viewer, query: OutboxQuery) {
  requireScope(viewer, 'message.outbox');
  const limit = query.limit ?? 20;
  const where: Sql[] = [sql`true`];
  if (query.channel) where.push(sql`d.channel = ${query.channel}`);
  if (query.state) where.push(sql`d.state = ${query.state}`);
  if (query.q?.trim()) where.push(matching(kinds, query.q.trim()));
  const cursor = decodeCursor(query.cursor, ['instant', 'uuid']);
  if (cursor) where.push(sql`(d.created_at, d.id) < (${cursor[0]}::timestamptz, ${cursor[1]}::uuid)`);
  const rows = await many<Row>(
    runtime.pool,
    sql`select ${selected} from deliveries d left join people p on p.id = d.person_id
        where ${where.reduce((all, part) => sql`${all} and ${part}`)} order by d.created_at desc, d.id desc limit ${limit + 1}`,
  );
  const shown = page(rows, limit, (row) => [row.createdAt.toISOString(), row.id]);
  const wholeNumbers = may(viewer, 'person.revealMobile');
  return {
    ...shown,
    rows: shown.rows.map(
      (row): OutboxRow => ({
        ...row,
        provider: row.provider ?? '',
        to: row.channel === 'sms' && !wholeNumbers ? maskMobile(row.to) : row.to,
        createdAt: row.createdAt.toISOString(),
        sentAt: row.sentAt?.toISOString() ?? null,
        receiptAt: row.receiptAt?.toISOString() ?? null,
      }),
    ),
  };
}

function matching(kinds: readonly MessageKind[], q: string): Sql {
  if (/^\+?\d{3,}$/.test(q)) return sql`d.address like ${`${q}%`}`;
  const named = kinds.filter(({ kind, name }) => kind.toLowerCase().includes(q.toLowerCase()) || name.includes(q));
  const byPerson = sql`d.person_id in (select id from people where starts_with(name, ${q}))`;
  return named.length > 0 ? sql`(d.kind = any(${named.map(({ kind }) => kind)}::text[]) or ${byPerson})` : byPerson;
}
