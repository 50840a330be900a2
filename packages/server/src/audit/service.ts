/** Appending to the event log, inside the transaction of what happened. */
import type { Transaction } from '../base/database/sql.ts';
import { type Fragment, rowsOf } from '../base/database/write-batch.ts';

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

const types = ['timestamptz', 'text', 'uuid', 'uuid', 'uuid', 'uuid', 'uuid', 'jsonb', 'text'];
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
 * Events as part of a composed write.
 * @param given an earlier CTE and its column of ids: an event is appended if its subject is among them
 */
export function eventsFragment(events: readonly NewEvent[], given: { cte: string; column: string }): Fragment {
  const rows = rowsOf(types, events.map(cells));
  return {
    name: 'logged',
    text: `insert into events ${columns} select u.* from ${rows.text} as u ${columns}
      where u.subject_id in (select ${given.column} from ${given.cte})`,
    values: rows.values,
  };
}

export async function appendEvents(transaction: Transaction, events: readonly NewEvent[]): Promise<void> {
  if (events.length === 0) return;
  const rows = rowsOf(types, events.map(cells));
  await transaction.query(`insert into events ${columns} select * from ${rows.text} as u ${columns}`, rows.values);
}
