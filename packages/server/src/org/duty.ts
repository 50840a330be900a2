/** The duty roster. */
import type { BodyOf, QueryOf } from '@anshao/core/base/call.ts';
import { Problem } from '@anshao/core/base/errors.ts';
import { type addShift, type DutyShift, type listShifts, longestShiftHours } from '@anshao/core/org/duty-contract.ts';
import { mayAt, requireAt, requireScope, type Viewer } from '../access/viewer.ts';
import { appendEvents } from '../audit/service.ts';
import { inTransaction } from '../base/database/pool.ts';
import { decodeCursor, page } from '../base/paging.ts';
import type { Runtime } from '../base/runtime.ts';
import * as store from './duty-store.ts';

const defaultLimit = 50;
const hour = 3_600_000;

export function createDuty(runtime: Runtime) {
  const { pool, clock } = runtime;
  return {
    async listShifts(viewer: Viewer, query: QueryOf<typeof listShifts>) {
      const scope = requireScope(viewer, 'directory.read');
      const { communityId, from, to, cursor, limit = defaultLimit } = query;
      const after = decodeCursor(cursor, ['instant', 'uuid']);
      const rows = await store.listShifts(pool, scope, { communityId, from, to, after, limit: limit + 1 });
      return page(rows.map(shiftOf), limit, (shift) => [shift.startsAt, shift.id]);
    },

    /** @throws Problem `base.invalid`, `base.not-found` */
    addShift(viewer: Viewer, input: BodyOf<typeof addShift>): Promise<DutyShift> {
      requireScope(viewer, 'directory.edit');
      return inTransaction(pool, async (transaction) => {
        const communityId = input.communityId ?? null;
        const place = communityId === null ? undefined : await store.placeOf(transaction, communityId);
        if (communityId !== null && !place) throw new Problem('base.not-found');
        requireAt(viewer, 'directory.edit', place ?? { communityId: null, companyId: null, districtId: null });
        if (!(await store.lockPerson(transaction, input.personId))) throw new Problem('base.not-found');
        const known = await store.findShift(transaction, input.id);
        if (known) return shiftOf(known);
        const [startsAt, endsAt] = [new Date(input.startsAt), new Date(input.endsAt)];
        const problems = [];
        if (endsAt <= startsAt) problems.push({ path: 'endsAt', code: 'org.shift-reversed' });
        else if (endsAt.getTime() - startsAt.getTime() > longestShiftHours * hour)
          problems.push({ path: 'endsAt', code: 'org.shift-long', details: { hours: longestShiftHours } });
        else if (await store.overlaps(transaction, input.personId, startsAt, endsAt))
          problems.push({ path: 'startsAt', code: 'org.shift-overlaps' });
        if (problems.length > 0) throw new Problem('base.invalid', undefined, problems);
        await store.insertShift(transaction, { id: input.id, personId: input.personId, communityId, startsAt, endsAt });
        await appendEvents(transaction, [
          {
            at: clock.now(),
            type: 'org.shiftAdded',
            actorId: viewer.personId,
            subjectId: input.id,
            ...place,
            data: { personId: input.personId, startsAt: startsAt.toISOString(), endsAt: endsAt.toISOString() },
          },
        ]);
        const made = await store.findShift(transaction, input.id);
        if (!made) throw new Error(`shift ${input.id} has just been written`);
        return shiftOf(made);
      });
    },

    removeShift(viewer: Viewer, id: string): Promise<void> {
      requireScope(viewer, 'directory.edit');
      return inTransaction(pool, async (transaction) => {
        const shift = await store.findShift(transaction, id);
        if (!shift) throw new Problem('base.not-found');
        const place = { communityId: shift.communityId, companyId: shift.companyId, districtId: shift.districtId };
        if (!mayAt(viewer, 'directory.edit', place)) throw new Problem('base.not-found');
        await store.deleteShift(transaction, id);
        await appendEvents(transaction, [
          {
            at: clock.now(),
            type: 'org.shiftRemoved',
            actorId: viewer.personId,
            subjectId: id,
            ...place,
            data: {
              personId: shift.personId,
              startsAt: shift.startsAt.toISOString(),
              endsAt: shift.endsAt.toISOString(),
            },
          },
        ]);
      });
    },
  };
}

export type Duty = ReturnType<typeof createDuty>;

function shiftOf(row: store.ShiftRow): DutyShift {
  return {
    id: row.id,
    person: { id: row.personId, name: row.personName },
    community: row.communityId === null ? null : { id: row.communityId, name: row.communityName ?? '' },
    startsAt: row.startsAt.toISOString(),
    endsAt: row.endsAt.toISOString(),
  };
}
