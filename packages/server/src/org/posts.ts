/**
 * Appointing people and ending their posts. A community has one person in charge at a time: a successor begins at the
 * very instant the predecessor ends (DR-04), under a lock on the community so that two appointments queue up.
 */
import { type Action, covers, type Place } from '@anshao/core/access/rights.ts';
import { Problem } from '@anshao/core/base/errors.ts';
import { maskName } from '@anshao/core/base/masking.ts';
import type { PostInput, Role } from '@anshao/core/org/contract.ts';
import { requireAt, requireScope, scopeFor, type Viewer } from '../access/viewer.ts';
import { appendEvents, type NewEvent } from '../audit/service.ts';
import { inTransaction } from '../base/database/pool.ts';
import type { Transaction } from '../base/database/sql.ts';
import type { Runtime } from '../base/runtime.ts';
import { checkText } from './clean-text.ts';
import * as people from './people-store.ts';
import * as store from './store.ts';

/** Which place a role is held at; none for the whole city. */
export const placeOfRole: Readonly<Record<Role, 'communityId' | 'companyId' | 'districtId' | null>> = {
  administrator: null,
  associationOfficer: null,
  districtOfficer: 'districtId',
  companyManager: 'companyId',
  personInCharge: 'communityId',
};
const placeWords = { communityId: '小区', companyId: '公司', districtId: '县区' } as const;

/** Who may edit the directory must not make themselves administrator: posts of the whole city are the system's. */
export function actionFor(role: Role): Action {
  return placeOfRole[role] === null ? 'system.manage' : 'directory.edit';
}

export function createPosts(runtime: Runtime) {
  return {
    /**
     * Finds or makes the person by mobile and gives the post. The same appointment again answers the post that stands.
     * @throws Problem `org.place-missing`, `org.mobile-taken`, `base.invalid`, `access.forbidden`, `base.not-found`
     */
    async createPost(viewer: Viewer, input: PostInput): Promise<{ postId: string; personId: string }> {
      const key = placeOfRole[input.role];
      requireScope(viewer, actionFor(input.role));
      if (key !== null && !input[key]) throw new Problem('org.place-missing', { place: placeWords[key] });
      const placeIds: people.PlaceIds = { communityId: null, companyId: null, districtId: null };
      if (key !== null) placeIds[key] = input[key] ?? null;

      return inTransaction(runtime.pool, async (transaction) => {
        const { place, timeZone } = await placeAt(transaction, placeIds);
        requireAt(viewer, actionFor(input.role), place);
        const name = cleanName(input.name);
        const at = runtime.clock.now();
        const startsAt = startOf(input.startsOn, timeZone, at);
        const person = await people.findOrMakePerson(
          transaction,
          { id: runtime.newId(), name, mobile: input.mobile },
          at,
        );
        if (person.name !== name) throw new Problem('org.mobile-taken', { name: maskName(person.name) });
        await people.markActive(transaction, person.id, at);

        const standing = await people.postsAt(transaction, input.role, placeIds, at);
        const own = standing.find(
          (post) => post.personId === person.id && (post.endsAt === null || post.endsAt > startsAt),
        );
        if (own) return { postId: own.postId, personId: person.id };

        const events: NewEvent[] = [];
        const logged = (type: string, subjectId: string, data: Record<string, unknown>) =>
          events.push({ at, type, actorId: viewer.personId, subjectId, ...place, data });
        if (input.role === 'personInCharge') {
          for (const former of standing) {
            if (former.startsAt >= startsAt) {
              const since = Temporal.Instant.fromEpochMilliseconds(former.startsAt.getTime());
              throw new Problem('base.invalid', undefined, [
                {
                  path: 'startsOn',
                  code: 'org.post-overlaps',
                  details: { since: since.toZonedDateTimeISO(timeZone).toPlainDate().toString() },
                },
              ]);
            }
            if (former.endsAt !== null && former.endsAt <= startsAt) continue;
            await people.endPost(transaction, former.postId, startsAt);
            logged('org.postEnded', former.postId, {
              role: input.role,
              personId: former.personId,
              succeededBy: person.id,
            });
          }
        }
        const postId = runtime.newId();
        await people.insertPost(
          transaction,
          {
            id: postId,
            personId: person.id,
            role: input.role,
            startsAt,
            createdBy: viewer.personId,
            ...placeIds,
          },
          at,
        );
        logged('org.postStarted', postId, { role: input.role, personId: person.id, startsAt: startsAt.toISOString() });
        await appendEvents(transaction, events);
        return { postId, personId: person.id };
      });
    },

    /** Ends now; a post that is over already stays as it was. @throws Problem `access.last-administrator` */
    async endPost(viewer: Viewer, id: string): Promise<{ ok: true }> {
      return inTransaction(runtime.pool, async (transaction) => {
        const at = runtime.clock.now();
        // Before the post's own lock, else two administrators who end each other would lock in opposite order.
        const administrators = await people.lockActingAdministrators(transaction, at);
        const post = await people.lockPost(transaction, id);
        if (!post) {
          requireScope(viewer, 'directory.edit');
          throw new Problem('base.not-found');
        }
        const place = people.placeOfPost(post);
        requireAt(viewer, 'directory.edit', place);
        requireAt(viewer, actionFor(post.role), place);
        if (post.endsAt !== null && post.endsAt <= at) return { ok: true };
        if (administrators.length === 1 && administrators[0]?.id === id) throw new Problem('access.last-administrator');
        await people.endPost(transaction, id, at);
        await appendEvents(transaction, [
          {
            at,
            type: 'org.postEnded',
            actorId: viewer.personId,
            subjectId: id,
            ...place,
            data: { role: post.role, personId: post.personId },
          },
        ]);
        return { ok: true };
      });
    },

    /** The full number, for who may see it at a place where the person now holds a post; each look is logged. */
    async revealMobile(viewer: Viewer, personId: string): Promise<{ mobile: string | null }> {
      requireScope(viewer, 'person.revealMobile');
      const scope = scopeFor(viewer, 'person.revealMobile');
      const at = runtime.clock.now();
      const person = await people.findPerson(runtime.pool, personId);
      const posts = await people.postsRunning(runtime.pool, personId, at);
      const place = scope.everywhere
        ? (posts.map(people.placeOfPost)[0] ?? { communityId: null, companyId: null, districtId: null })
        : posts.map(people.placeOfPost).find((candidate) => covers(scope, candidate));
      if (!person || !place) throw new Problem('base.not-found');
      await inTransaction(runtime.pool, (transaction) =>
        appendEvents(transaction, [
          { at, type: 'org.mobileRevealed', actorId: viewer.personId, subjectId: personId, ...place },
        ]),
      );
      return { mobile: person.mobile };
    },
  };
}

function cleanName(text: string): string {
  const problems: { path: string; code: string }[] = [];
  const name = checkText('name', text, problems, true) ?? '';
  if (problems.length > 0) throw new Problem('base.invalid', undefined, problems);
  return name;
}

async function placeAt(transaction: Transaction, ids: people.PlaceIds): Promise<{ place: Place; timeZone: string }> {
  const timeZone = 'Asia/Shanghai';
  if (ids.communityId !== null) {
    const community = await store.lockCommunity(transaction, ids.communityId);
    if (!community) throw new Problem('base.not-found');
    return { place: store.placeOf(community), timeZone: community.timeZone };
  }
  if (ids.companyId !== null && !(await store.companyExists(transaction, ids.companyId)))
    throw new Problem('base.not-found');
  if (ids.districtId !== null) {
    const district = await store.findDistrict(transaction, ids.districtId);
    if (!district) throw new Problem('base.not-found');
    if (district.level !== 'county') {
      throw new Problem('base.invalid', undefined, [{ path: 'districtId', code: 'org.district-level' }]);
    }
  }
  return { place: ids, timeZone };
}

/** The beginning of that day at the place; today and no day at all mean now. */
function startOf(day: string | undefined, timeZone: string, now: Date): Date {
  const today = Temporal.Instant.fromEpochMilliseconds(now.getTime())
    .toZonedDateTimeISO(timeZone)
    .toPlainDate()
    .toString();
  if (day === undefined || day === today) return now;
  let date: Temporal.PlainDate;
  try {
    date = Temporal.PlainDate.from(day);
  } catch {
    // 30 February has the shape of a date
    throw new Problem('base.invalid', undefined, [{ path: 'startsOn', code: 'schema.format' }]);
  }
  return new Date(date.toZonedDateTime(timeZone).epochMilliseconds);
}
