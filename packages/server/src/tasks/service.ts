/** One inbox for a person over all posts and communities (DR-10, DR-14). */
import type { Task } from '@anshao/core/tasks/contract.ts';
import type { Viewer } from '../access/viewer.ts';
import { appendEvents } from '../audit/service.ts';
import { inTransaction } from '../base/database/pool.ts';
import { decodeCursor, page } from '../base/paging.ts';
import type { Runtime } from '../base/runtime.ts';
import * as store from './store.ts';

export { type Completion, completeFragment, markOpened, type TaskRow, taskById } from './store.ts';

/** Expired tasks closed in one transaction; more wait for the next. */
const closeBatch = 1000;

export interface InboxQuery {
  state?: 'open' | 'closed';
  kind?: string;
  communityId?: string;
  cursor?: string;
  limit?: number;
}

export function createTasksService(runtime: Runtime) {
  return {
    async inbox(viewer: Viewer, query: InboxQuery) {
      const held = viewer.posts.filter((post) => post.bound && post.communityId !== null);
      const wanted = query.communityId ? held.filter((post) => post.communityId === query.communityId) : held;
      const communityIds = [...new Set(wanted.map((post) => post.communityId ?? ''))];
      const roles = [...new Set(wanted.map((post) => post.role))];
      const limit = query.limit ?? 20;
      const now = runtime.clock.now();
      const cursor = decodeCursor(query.cursor, ['instant', 'uuid']);
      const [rows, counts] = await Promise.all([
        store.inbox(runtime.pool, {
          communityIds,
          roles,
          now,
          open: query.state !== 'closed',
          ...(query.kind && { kind: query.kind }),
          ...(cursor && { after: { dueAt: cursor[0], id: cursor[1] } }),
          limit: limit + 1,
        }),
        store.inboxCounts(runtime.pool, communityIds, roles, now),
      ]);
      const shown = page(rows, limit, (row) => [row.dueAt.toISOString(), row.id]);
      return { ...shown, rows: shown.rows.map(present), open: counts.open, overdue: counts.overdue };
    },

    /** Missing becomes a row that can be counted: `missed`, with an event each. @returns how many were closed */
    async closeExpired(): Promise<number> {
      let closed = 0;
      for (;;) {
        const now = runtime.clock.now();
        const rows = await inTransaction(runtime.pool, async (transaction) => {
          const expired = await store.closeExpired(transaction, now, closeBatch);
          await appendEvents(
            transaction,
            expired.map((task) => ({
              at: now,
              type: 'tasks.missed',
              actorId: null,
              subjectId: task.id,
              communityId: task.communityId,
              companyId: task.companyId,
              districtId: task.districtId,
              data: { kind: task.kind, subjectDate: task.subjectDate },
            })),
          );
          return expired;
        });
        closed += rows.length;
        if (rows.length < closeBatch) return closed;
      }
    },
  };
}

export type TasksService = ReturnType<typeof createTasksService>;

export function present(row: store.TaskRow): Task {
  return {
    id: row.id,
    kind: row.kind,
    title: `【${row.subjectDate.replaceAll('-', '.')}】${row.planName}`,
    communityId: row.communityId,
    communityName: row.communityName,
    subjectDate: row.subjectDate,
    state: row.state,
    publishedAt: row.publishedAt.toISOString(),
    dueAt: row.dueAt.toISOString(),
    graceUntil: row.graceUntil.toISOString(),
    closesAt: row.closesAt.toISOString(),
    doneAt: row.doneAt?.toISOString() ?? null,
    recordId: row.recordId,
  };
}
