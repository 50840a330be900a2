import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { testDatabase } from '../base/testing/database.ts';
import { buildDistrict, buildPerson, buildPost } from '../org/testing/builders.ts';
import type { CredentialQuestion } from './credentials.ts';
import { findCredentials } from './credentials.ts';
import { hashToken } from './secrets.ts';
import { openSession } from './testing/sessions.ts';

const database = await testDatabase();
const { pool } = database;
const start = new Date('2026-03-16T02:00:00.000Z');
const later = (minutes: number) => new Date(start.getTime() + minutes * 60_000);

/** A call about a community, in words of its own. */
const along = (community: string, word = 'a'): NonNullable<CredentialQuestion['along']> => ({
  name: 'community',
  text: 'select c.name, $2::text as word from communities c where c.id = $1::uuid',
  types: ['uuid', 'text'],
  values: [community, word],
  versions: {
    bySubject: 'select c.id::text as subject, c.xmin as mark from communities c where c.id::text = any($1::text[])',
    own: `$2::text`,
  },
});

const questionOf = (cookie: string, now = start, community?: string): CredentialQuestion => ({
  kind: 'session',
  hash: hashToken(cookie.split('=')[1] ?? ''),
  now,
  along: community === undefined ? undefined : along(community),
});

async function held(words: Parameters<typeof buildPost>[1] = {}) {
  const person = await buildPerson(pool);
  const post = await buildPost(pool, { personId: person.id, ...words });
  return { person, post, cookie: await openSession(pool, person.id), community: post.communityId ?? '' };
}

const askOne = async (question: CredentialQuestion) => (await findCredentials(pool, [question]))[0];

describe('an answer known from before', () => {
  it('is the answer itself while nothing changed, alone and among others', async () => {
    const [one, other] = [await held(), await held()];
    const questions = [one, other].map(({ cookie, community }) => questionOf(cookie, start, community));
    const answers = await findCredentials(pool, questions);
    expect(answers.map((answer) => answer?.along)).toEqual([
      { name: expect.any(String), word: 'a' },
      { name: expect.any(String), word: 'a' },
    ]);
    const again = await findCredentials(
      pool,
      questions.map((question, index) => ({ ...question, now: later(3), known: answers[index] })),
    );
    expect(again[0]).toBe(answers[0]);
    expect(again[1]).toBe(answers[1]);
  });

  it('is not taken for somebody else’s, who asks beside without one', async () => {
    const [one, two, three] = [await held(), await held(), await held()];
    const known = await askOne(questionOf(two.cookie));
    const answers = await findCredentials(pool, [
      questionOf(one.cookie),
      { ...questionOf(two.cookie), known },
      questionOf('x=nobody'),
      questionOf(three.cookie),
    ]);
    expect(answers.map((answer) => answer?.personId)).toEqual([
      one.person.id,
      two.person.id,
      undefined,
      three.person.id,
    ]);
    expect(answers[1]).toBe(known);
  });

  it('of a call about something else is none', async () => {
    const { cookie, community } = await held();
    const known = await askOne(questionOf(cookie, start, community));
    const question = { ...questionOf(cookie), along: along(community, 'b'), known };
    expect((await askOne(question))?.along).toMatchObject({ word: 'b' });
  });

  it('is another when one post gives way to the next by the clock, both written in one moment', async () => {
    const { person, cookie } = await held({ role: 'associationOfficer', endsAt: start });
    const moment = later(10);
    await pool.query('delete from posts where person_id = $1', [person.id]);
    await pool.query(
      `insert into posts (id, person_id, role, starts_at, ends_at, bound_at) values
         (gen_random_uuid(), $1, 'administrator', '2020-01-01', $2, '2020-01-01'),
         (gen_random_uuid(), $1, 'associationOfficer', $2, null, $2)`,
      [person.id, moment],
    );
    const known = await askOne(questionOf(cookie, later(9)));
    expect(known?.posts.map(({ role }) => role)).toEqual(['administrator']);
    const next = await askOne({ ...questionOf(cookie, moment), known });
    expect(next?.posts.map(({ role }) => role)).toEqual(['associationOfficer']);
  });

  it('is never kept for who holds a district: what lies below it changes elsewhere', async () => {
    const { cookie } = await held({ role: 'districtOfficer', districtId: (await buildDistrict(pool)).id });
    expect((await askOne(questionOf(cookie)))?.mark).toBeNull();
  });

  it('is never kept where what is read along cannot be told apart by versions', async () => {
    const { cookie, community } = await held();
    const { versions: _, ...unversioned } = along(community);
    expect((await askOne({ ...questionOf(cookie), along: { ...unversioned, name: 'unversioned' } }))?.mark).toBeNull();
  });
});

/** What may happen to a person, a session or a community between two requests. */
const deeds: Readonly<Record<string, (one: Awaited<ReturnType<typeof held>>, now: Date) => Promise<unknown>>> = {
  nothing: async () => {},
  'the session ends': ({ person }, now) =>
    pool.query('update sessions set revoked_at = $2 where person_id = $1', [person.id, now]),
  'the person leaves': ({ person }) => pool.query(`update people set status = 'left' where id = $1`, [person.id]),
  'the person is renamed': ({ person }, now) =>
    pool.query('update people set name = $2 where id = $1', [person.id, `张${now.getTime()}`]),
  'the password must be changed': ({ person }) =>
    pool.query('update people set must_change_password = not must_change_password where id = $1', [person.id]),
  'a post ends': ({ post }, now) => pool.query('update posts set ends_at = $2 where id = $1', [post.id, now]),
  'a post will end': ({ post }, now) =>
    pool.query('update posts set ends_at = $2 where id = $1', [post.id, new Date(now.getTime() + 60_000)]),
  'a post begins': async ({ person }, now) =>
    buildPost(pool, { personId: person.id, role: 'administrator', startsAt: now }),
  'a post will begin': async ({ person }, now) =>
    buildPost(pool, { personId: person.id, role: 'administrator', startsAt: new Date(now.getTime() + 120_000) }),
  'a post is taken away altogether': ({ post }) => pool.query('delete from posts where id = $1', [post.id]),
  'a post is bound or not': ({ post }) =>
    pool.query('update posts set bound_at = case when bound_at is null then starts_at end where id = $1', [post.id]),
  'a district is given': async ({ person }) =>
    buildPost(pool, { personId: person.id, role: 'districtOfficer', districtId: (await buildDistrict(pool)).id }),
  'the community is renamed': ({ community }, now) =>
    pool.query('update communities set name = $2 where id = $1', [community, `花园${now.getTime()}`]),
};

test('whatever happens in between, what is known counts only where it is what would be read now', async () => {
  const steps = fc.array(
    fc.record({ deed: fc.constantFrom(...Object.keys(deeds)), minutes: fc.integer({ min: -1, max: 3 }) }),
    { minLength: 1, maxLength: 6 },
  );
  let kept = 0;
  await fc.assert(
    fc.asyncProperty(steps, fc.boolean(), async (happens, isAlong) => {
      const one = await held();
      let minutes = 0;
      const ask = (known?: CredentialQuestion['known']) =>
        askOne({ ...questionOf(one.cookie, later(minutes), isAlong ? one.community : undefined), known });
      let known = await ask();
      for (const { deed, minutes: passed } of happens) {
        await deeds[deed]?.(one, later(minutes));
        minutes += passed;
        const now = await ask(known?.mark ? known : undefined);
        expect(now).toEqual(await ask());
        if (now && now === known) kept += 1;
        known = now;
      }
    }),
    { numRuns: 60 },
  );
  expect(kept).toBeGreaterThan(10);
});
