import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { roles } from '../org/contract.ts';
import {
  actions,
  covers,
  type HeldPost,
  isEmptyScope,
  nowhere,
  type Place,
  type RoleDefinition,
  scopeOf,
} from './rights.ts';

const id = fc.constantFrom('a', 'b', 'c', 'd');
const role = fc.constantFrom(...roles);
const action = fc.constantFrom(...actions.slice(0, 4));

const post: fc.Arbitrary<HeldPost> = fc
  .record({
    id: fc.uuid(),
    role,
    bound: fc.boolean(),
    place: fc.constantFrom('community', 'company', 'district', 'city'),
    at: id,
  })
  .map(({ place, at, ...rest }) => ({
    ...rest,
    communityId: place === 'community' ? at : null,
    companyId: place === 'company' ? at : null,
    districtId: place === 'district' ? at : null,
  }));
const definitions = fc
  .uniqueArray(
    fc.record({
      role,
      name: fc.constant('职务'),
      grants: fc.uniqueArray(fc.record({ action, reach: fc.constantFrom('place' as const, 'all' as const) }), {
        selector: (grant) => grant.action,
      }),
    }),
    { selector: (definition) => definition.role },
  )
  .map((list) => new Map<HeldPost['role'], RoleDefinition>(list.map((definition) => [definition.role, definition])));
const place: fc.Arbitrary<Place> = fc.record({
  communityId: fc.option(id),
  companyId: fc.option(id),
  districtId: fc.option(id),
});

/** What rights mean, said per post instead of by joined lists. */
function allowedByOne(
  held: HeldPost,
  known: ReadonlyMap<HeldPost['role'], RoleDefinition>,
  wanted: string,
  at: Place,
): boolean {
  const grant = held.bound ? known.get(held.role)?.grants.find((one) => one.action === wanted) : undefined;
  if (!grant) return false;
  if (grant.reach === 'all') return true;
  return (['communityId', 'companyId', 'districtId'] as const).some(
    (key) => held[key] !== null && held[key] === at[key],
  );
}

describe('rights of several posts', () => {
  it('are exactly what one of the posts allows', () => {
    fc.assert(
      fc.property(fc.array(post, { maxLength: 5 }), definitions, action, place, (posts, known, wanted, at) => {
        const scope = scopeOf(posts, known, wanted);
        expect(covers(scope, at)).toBe(posts.some((held) => allowedByOne(held, known, wanted, at)));
      }),
      { numRuns: 500 },
    );
  });

  it('never shrink with another post, and do not depend on the order', () => {
    fc.assert(
      fc.property(
        fc.array(post, { maxLength: 4 }),
        post,
        definitions,
        action,
        place,
        (posts, more, known, wanted, at) => {
          const before = covers(scopeOf(posts, known, wanted), at);
          const after = covers(scopeOf([...posts, more], known, wanted), at);
          if (before) expect(after).toBe(true);
          expect(covers(scopeOf([more, ...posts].reverse(), known, wanted), at)).toBe(after);
        },
      ),
    );
  });

  it('are none at all for posts that are not bound', () => {
    fc.assert(
      fc.property(fc.array(post), definitions, action, place, (posts, known, wanted, at) => {
        const scope = scopeOf(
          posts.map((held) => ({ ...held, bound: false })),
          known,
          wanted,
        );
        expect(isEmptyScope(scope)).toBe(true);
        expect(covers(scope, at)).toBe(false);
      }),
    );
  });
});

it('nowhere covers no place, not even one without ids', () => {
  expect(isEmptyScope(nowhere)).toBe(true);
  expect(covers(nowhere, { communityId: null, companyId: null, districtId: null })).toBe(false);
});
