/** Appending to the event log, inside the transaction of what happened. */
import type { Transaction } from '../base/database/sql.ts';
import type { Fragment } from '../base/database/write-batch.ts';

export interface NewEvent {
  at: Date;
  /** Past tense, module in front, e.g. `dailyReports.filed`. */
  type: string;
  actorId: string | null;
  subjectId: string | null;
  communityId?: string | null;
  companyId?: string | null;
  districtId?: string | null;
  data?: Readonly<Record<string, unknown>>;
  trace?: string | null;
}

const columns = '(at, type, actor_id, subject_id, community_id, company_id, district_id, data, trace)';

function cells(event: NewEvent): unknown[] {
  return [
    event.at,
    event.type,
    event.actorId,
    event.subjectId,
    event.communityId ?? null,
    event.companyId ?? null,
    event.districtId ?? null,
    JSON.stringify(event.data ?? {}),
    event.trace ?? null,
  ];
}

/**
 * One event as part of a composed write.
 * @param given name of an earlier CTE; the event is appended once if it gave a row, not at all otherwise
 */
export function eventFragment(event: NewEvent, given: string): Fragment {
  return {
    name: 'logged',
    text: `insert into events ${columns}
      select $1::timestamptz, $2::text, $3::uuid, $4::uuid, $5::uuid, $6::uuid, $7::uuid, $8::jsonb, $9::text
      where exists (select from ${given})`,
    values: cells(event),
  };
}

export async function appendEvents(transaction: Transaction, events: readonly NewEvent[]): Promise<void> {
  if (events.length === 0) return;
  await transaction.query(
    `insert into events ${columns}
     select * from unnest($1::timestamptz[], $2::text[], $3::uuid[], $4::uuid[], $5::uuid[], $6::uuid[], $7::uuid[], $8::jsonb[], $9::text[])`,
    Array.from({ length: 9 }, (_, index) => events.map((event) => cells(event)[index])),
  );
}
