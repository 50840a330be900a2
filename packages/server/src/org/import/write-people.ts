/** Writing a checked batch of people and posts. A successor begins when the predecessor ends, in this transaction. */
import { appendEvents, type NewEvent } from '../../audit/service.ts';
import type { Transaction } from '../../base/database/sql.ts';
import type { Runtime } from '../../base/runtime.ts';
import type { PlannedPost } from './check-people.ts';
import type { Written } from './write-communities.ts';

export async function writePeople(
  transaction: Transaction,
  planned: readonly PlannedPost[],
  actorId: string,
  runtime: Pick<Runtime, 'clock' | 'newId'>,
): Promise<Written> {
  const at = runtime.clock.now();
  const changes = planned.filter((one) => one.outcome !== 'unchanged');
  const people = await makePeople(transaction, changes, runtime);
  const formers = changes.flatMap((one) => one.formers);
  if (formers.length > 0) {
    await transaction.query(
      'update posts set ends_at = greatest(starts_at, $2::timestamptz) where id = any($1::uuid[])',
      [formers.map((former) => former.id), at],
    );
  }
  const posts = changes.map((one) => ({ ...one, id: runtime.newId(), personId: people.get(one.mobile)! }));
  if (posts.length > 0) {
    await transaction.query({
      name: 'import_posts',
      // Whoever has proved the number before need not prove it again for one more post.
      text: `insert into posts (id, person_id, role, community_id, company_id, district_id, starts_at, created_by, bound_at)
             select r.*, $7::timestamptz, $8::uuid,
               case when exists (select from posts b where b.person_id = r.person and b.bound_at is not null) then $7::timestamptz end
             from unnest($1::uuid[], $2::uuid[], $3::text[], $4::uuid[], $5::uuid[], $6::uuid[])
               as r (id, person, role, community, company, district)`,
      values: [
        posts.map((post) => post.id),
        posts.map((post) => post.personId),
        posts.map((post) => post.role),
        posts.map((post) => post.ids.communityId),
        posts.map((post) => post.ids.companyId),
        posts.map((post) => post.ids.districtId),
        at,
        actorId,
      ],
    });
  }
  await appendEvents(
    transaction,
    posts.flatMap((post): NewEvent[] => [
      ...post.formers.map((former) => ({
        at,
        type: 'org.postEnded',
        actorId,
        subjectId: former.id,
        ...post.place,
        data: { role: post.role, personId: former.personId, succeededBy: post.personId, imported: true },
      })),
      {
        at,
        type: 'org.postStarted',
        actorId,
        subjectId: post.id,
        ...post.place,
        data: { role: post.role, personId: post.personId, startsAt: at.toISOString(), imported: true },
      },
    ]),
  );
  const updated = changes.filter((one) => one.outcome === 'succeed').length;
  return { created: changes.length - updated, updated, unchanged: planned.length - changes.length };
}

/** @returns ids by mobile */
async function makePeople(
  transaction: Transaction,
  changes: readonly PlannedPost[],
  runtime: Pick<Runtime, 'clock' | 'newId'>,
): Promise<ReadonlyMap<string, string>> {
  const names = new Map(changes.map((one) => [one.mobile, one.name]));
  if (names.size === 0) return new Map();
  const mobiles = [...names.keys()];
  await transaction.query(
    `insert into people (id, name, mobile, created_at, updated_at)
     select r.*, $4::timestamptz, $4::timestamptz from unnest($1::uuid[], $2::text[], $3::text[]) r
     on conflict (mobile) do update set status = 'active', updated_at = excluded.updated_at where people.status <> 'active'`,
    [mobiles.map(() => runtime.newId()), [...names.values()], mobiles, runtime.clock.now()],
  );
  const found = await transaction.query<{ mobile: string; id: string }>(
    'select mobile, id from people where mobile = any($1::text[])',
    [mobiles],
  );
  return new Map(found.rows.map((row) => [row.mobile, row.id]));
}
