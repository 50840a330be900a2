/** Entering and changing a community. */
import { type FieldProblem, Problem } from '@anshao/core/base/errors.ts';
import type { Community, CommunityInput } from '@anshao/core/org/contract.ts';
import { requireAt, type Viewer } from '../access/viewer.ts';
import { appendEvents } from '../audit/service.ts';
import { inTransaction } from '../base/database/pool.ts';
import type { Transaction } from '../base/database/sql.ts';
import type { Runtime } from '../base/runtime.ts';
import { checkText, narrow } from './clean-text.ts';
import * as store from './store.ts';

export function createCommunities(runtime: Runtime) {
  return {
    /** @throws Problem `base.invalid` with all wrong fields, `org.code-taken`, `access.forbidden`, `base.not-found` */
    async createCommunity(viewer: Viewer, input: CommunityInput): Promise<Community> {
      const fresh: store.StoredCommunity = {
        id: runtime.newId(),
        code: '',
        name: '',
        districtId: input.districtId,
        companyId: null,
        address: '',
        latitude: null,
        longitude: null,
        timeZone: 'Asia/Shanghai',
        status: 'active',
      };
      return inTransaction(runtime.pool, async (transaction) => {
        const community = await checked(transaction, fresh, input);
        requireAt(viewer, 'directory.edit', { ...store.placeOf(community), communityId: null });
        await refuseTakenCode(transaction, community.code, null);
        const at = runtime.clock.now();
        await store.insertCommunity(transaction, community, at);
        await appendEvents(transaction, [
          {
            at,
            type: 'org.communityCreated',
            actorId: viewer.personId,
            subjectId: community.id,
            ...store.placeOf(community),
            data: { code: community.code, status: community.status },
          },
        ]);
        return (await store.findCommunity(transaction, community.id))!;
      });
    },

    /** Fields that are not given stay; a change of nothing is no event. */
    async updateCommunity(viewer: Viewer, id: string, input: Partial<CommunityInput>): Promise<Community> {
      return inTransaction(runtime.pool, async (transaction) => {
        const before = await store.lockCommunity(transaction, id);
        if (!before) throw new Problem('base.not-found');
        requireAt(viewer, 'directory.edit', store.placeOf(before));
        const after = await checked(transaction, stored(before), input);
        requireAt(viewer, 'directory.edit', store.placeOf(after));
        const changed = changedFields(stored(before), after);
        if (changed.length === 0) return before;
        if (after.code !== before.code) await refuseTakenCode(transaction, after.code, id);
        const at = runtime.clock.now();
        await store.updateCommunity(transaction, after, at);
        await appendEvents(transaction, [
          {
            at,
            type: 'org.communityChanged',
            actorId: viewer.personId,
            subjectId: id,
            ...store.placeOf(after),
            data: {
              before: Object.fromEntries(changed.map((field) => [field, before[field]])),
              after: Object.fromEntries(changed.map((field) => [field, after[field]])),
            },
          },
        ]);
        return (await store.findCommunity(transaction, id))!;
      });
    },
  };
}

function stored({ districtName: _, companyName: __, ...community }: Community): store.StoredCommunity {
  return community;
}

export function changedFields(
  before: store.StoredCommunity,
  after: store.StoredCommunity,
): (keyof store.StoredCommunity)[] {
  return (Object.keys(after) as (keyof store.StoredCommunity)[]).filter((field) => before[field] !== after[field]);
}

async function refuseTakenCode(transaction: Transaction, code: string, exceptId: string | null): Promise<void> {
  if (await store.codeTaken(transaction, code, exceptId)) throw new Problem('org.code-taken', { code });
}

/** The community as it would be, with every problem of the input at once. */
async function checked(
  transaction: Transaction,
  base: store.StoredCommunity,
  input: Partial<CommunityInput>,
): Promise<store.StoredCommunity> {
  const problems: FieldProblem[] = [];
  const code = input.code === undefined ? undefined : narrow(input.code);
  checkText('code', code, problems, true);
  const next: store.StoredCommunity = {
    ...base,
    code: code ?? base.code,
    name: checkText('name', input.name, problems, true) ?? base.name,
    address: checkText('address', input.address, problems) ?? base.address,
    districtId: input.districtId ?? base.districtId,
    companyId: input.companyId === undefined ? base.companyId : input.companyId,
    latitude: input.latitude === undefined ? base.latitude : input.latitude,
    longitude: input.longitude === undefined ? base.longitude : input.longitude,
    timeZone: input.timeZone ?? base.timeZone,
    status: input.status ?? base.status,
  };
  const district = await store.findDistrict(transaction, next.districtId);
  if (!district) problems.push({ path: 'districtId', code: 'org.unknown-place', details: { place: '县区' } });
  else if (district.level !== 'county') problems.push({ path: 'districtId', code: 'org.district-level' });
  if (input.companyId && !(await store.companyExists(transaction, input.companyId))) {
    problems.push({ path: 'companyId', code: 'org.unknown-place', details: { place: '公司' } });
  }
  if ((next.latitude === null) !== (next.longitude === null)) {
    problems.push({ path: next.latitude === null ? 'latitude' : 'longitude', code: 'org.coordinates-pair' });
  }
  if (input.timeZone !== undefined && !isTimeZone(input.timeZone)) {
    problems.push({ path: 'timeZone', code: 'org.time-zone', details: { timeZone: input.timeZone } });
  }
  if (problems.length > 0) throw new Problem('base.invalid', undefined, problems);
  return next;
}

function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}
