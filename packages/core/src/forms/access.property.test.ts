import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { HeldPost, Place } from '../access/rights.ts';
import { roles } from '../org/contract.ts';
import { isNowhere, reaches, reachesNothing, rightsOn } from './access.ts';
import type { FormGrant, RecordReach } from './designing.ts';

const community = fc.constantFrom('c1', 'c2', null);
const place: fc.Arbitrary<Place> = fc.record({
  communityId: community,
  companyId: fc.constantFrom('k1', 'k2', null),
  districtId: fc.constantFrom('d1', 'd2', null),
});
const role = fc.constantFrom(...roles);
const post: fc.Arbitrary<HeldPost> = fc
  .tuple(role, fc.constantFrom('community', 'company', 'district', 'city'), fc.constantFrom('1', '2'), fc.boolean())
  .map(([held, kind, number, bound]) => ({
    id: 'p',
    role: held,
    bound,
    communityId: kind === 'community' ? `c${number}` : null,
    companyId: kind === 'company' ? `k${number}` : null,
    districtId: kind === 'district' ? `d${number}` : null,
  }));
const reach = fc.constantFrom<RecordReach>('none', 'own', 'place', 'all');
const keys = fc.subarray(['a', 'b', 'c']);
const grant: fc.Arbitrary<FormGrant> = fc.record({
  role,
  create: fc.boolean(),
  read: reach,
  update: reach,
  remove: reach,
  hidden: keys,
  fixed: keys,
});
const grants = fc.uniqueArray(grant, { selector: (one) => one.role });
const posts = fc.array(post, { maxLength: 4 });
const position = fc.tuple(place, fc.boolean()).map(([at, isOwn]) => ({ ...at, isOwn }));

describe('rights on the records of a form', () => {
  test('are those of the posts together: one more post never takes anything away', () => {
    fc.assert(
      fc.property(grants, posts, post, position, fc.boolean(), (access, held, more, record, placed) => {
        const [before, after] = [rightsOn(access, held, placed), rightsOn(access, [...held, more], placed)];
        for (const deed of ['read', 'update', 'remove'] as const)
          if (reaches(before[deed], record)) expect(reaches(after[deed], record)).toBe(true);
        if (reaches(before.read, record))
          for (const key of after.hiddenAt(record)) expect(before.hiddenAt(record)).toContain(key);
      }),
    );
  });

  test('a post that is not bound, or of a role that is not named, gives none', () => {
    fc.assert(
      fc.property(grants, posts, (access, held) => {
        const named = new Set(access.map((one) => one.role));
        const idle = held.map((one) => ({ ...one, bound: one.bound && !named.has(one.role) }));
        const { create, read, update, remove } = rightsOn(access, idle);
        expect(isNowhere(create)).toBe(true);
        for (const scope of [read, update, remove]) expect(reachesNothing(scope)).toBe(true);
      }),
    );
  });

  test('what is hidden somewhere covers what is hidden at any record, and that what is hidden everywhere', () => {
    fc.assert(
      fc.property(grants, posts, position, (access, held, record) => {
        const rights = rightsOn(access, held);
        for (const key of rights.hiddenAt(record)) expect(rights.hiddenSomewhere).toContain(key);
        if (reaches(rights.read, record))
          for (const key of rights.hidden) expect(rights.hiddenAt(record)).toContain(key);
      }),
    );
  });

  test('whoever reads a record only through a role that hides a field does not see it there', () => {
    const access: FormGrant[] = [
      {
        role: 'personInCharge',
        create: true,
        read: 'place',
        update: 'place',
        remove: 'none',
        hidden: ['score'],
        fixed: [],
      },
      { role: 'companyManager', create: true, read: 'place', update: 'place', remove: 'none', hidden: [], fixed: [] },
    ];
    const at = (ids: Partial<Place>): Place => ({ communityId: null, companyId: null, districtId: null, ...ids });
    const rights = rightsOn(access, [
      { id: '1', role: 'personInCharge', bound: true, ...at({ communityId: 'c1' }) },
      { id: '2', role: 'companyManager', bound: true, ...at({ companyId: 'k2' }) },
    ]);

    expect([...rights.hiddenAt({ ...at({ communityId: 'c1', companyId: 'k1' }), isOwn: true })]).toEqual(['score']);
    expect([...rights.fixedInNew(at({ communityId: 'c1', companyId: 'k1' }))]).toEqual(['score']);
    expect([...rights.hiddenAt({ ...at({ communityId: 'c2', companyId: 'k2' }), isOwn: false })]).toEqual([]);
    expect([...rights.hidden]).toEqual([]);
    expect([...rights.hiddenSomewhere]).toEqual(['score']);
  });

  test('without a place, records are one’s own unless rights reach everywhere', () => {
    const held = {
      id: '1',
      role: 'personInCharge' as const,
      bound: true,
      communityId: 'c1',
      companyId: null,
      districtId: null,
    };
    const rights = rightsOn(null, [held], false);
    const record = { communityId: null, companyId: null, districtId: null };

    expect(reaches(rights.read, { ...record, isOwn: true })).toBe(true);
    expect(reaches(rights.read, { ...record, isOwn: false })).toBe(false);
  });
});
