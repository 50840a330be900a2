import { randomBytes } from 'node:crypto';
import { uuidv7 } from '@anshao/core/base/uuid.ts';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { testDatabase } from '../base/testing/database.ts';
import { buildCommunity, buildPerson, buildPost } from '../org/testing/builders.ts';
import { accessApp } from './testing/access-app.ts';
import { buildCast } from './testing/cast.ts';
import { openSession } from './testing/sessions.ts';

const database = await testDatabase();
const { pool } = database;
const cast = await buildCast(pool);
let kinds: ('image' | 'pdf' | 'video')[] = ['image', 'pdf'];
const claimed: { subjectId: string; ticket: string }[] = [];
const app = accessApp(pool, {
  deps: {
    files: {
      claim: async (_transaction, claim) => {
        claimed.push(claim);
        return claim.fileIds.map((id, index) => ({ id, kind: kinds[index] ?? 'pdf' })).slice(0, kinds.length);
      },
    },
    openAnomalies: async (_db, ids) => new Map(ids.map((id) => [id, 3])),
  },
});
afterAll(app.close);
beforeEach(() => {
  app.clock.set('2026-03-16T02:00:00.000Z');
  kinds = ['image', 'pdf'];
});

const newId = () => uuidv7(Date.parse('2026-03-16'), randomBytes(10));
const cookies = {
  administrator: await openSession(pool, cast.administrator.person.id),
  associationOfficer: await openSession(pool, cast.associationOfficer.person.id),
};
const as = (cookie: string) => ({ headers: { cookie } });
let numbers = 0;
const newMobile = () => `1861000${String(++numbers).padStart(4, '0')}`;

/** A request that was sent with a proved number; `more` replaces parts of it. */
async function submit(communityId: string, more: Record<string, unknown> = {}, guess = (code: string) => code) {
  const mobile = String(more.mobile ?? newMobile());
  const sent = await app.send('POST', '/sign-in/code', { purpose: 'changeRequest', mobile });
  expect(sent.statusCode).toBe(200);
  const body = {
    id: newId(),
    communityId,
    name: '新接手',
    mobile,
    code: guess(await app.codeFor(mobile)),
    reason: '原负责人已离职',
    fileIds: [newId(), newId()],
    uploadTicket: 'ticket',
    ...more,
  };
  return { body, mobile, answer: await app.send('POST', '/change-requests', body) };
}
const approve = (id: string, cookie = cookies.associationOfficer) =>
  app.send('POST', `/change-requests/${id}/approve`, undefined, as(cookie));
const reject = (id: string, reason = '授权文件没有公章', cookie = cookies.administrator) =>
  app.send('POST', `/change-requests/${id}/reject`, { reason }, as(cookie));
const listed = async (query = '', cookie = cookies.administrator) =>
  (await app.send('GET', `/change-requests${query}`, undefined, as(cookie))).json();

/** A community with somebody in charge who also holds another one. */
async function heldCommunity() {
  const person = await buildPerson(pool, { name: '老负责' });
  const community = await buildCommunity(pool);
  const post = await buildPost(pool, { personId: person.id, communityId: community.id });
  await buildPost(pool, { personId: person.id });
  return { person, community, post };
}

describe('asking for a change', () => {
  it('needs no session, proves the typed number and claims the files', async () => {
    const { community } = await heldCommunity();
    const { body, answer } = await submit(community.id);
    expect(answer.statusCode).toBe(200);
    expect(answer.json()).toMatchObject({ id: body.id, state: 'submitted' });
    expect(answer.json().number).toMatch(/^BG20260316-\d{3}$/);
    expect(claimed.at(-1)).toMatchObject({ subjectId: body.id, ticket: 'ticket', fileIds: body.fileIds });
  });

  it('is refused with a wrong code, and nothing is kept', async () => {
    const { community } = await heldCommunity();
    const { body, answer } = await submit(community.id, {}, (code) => (code === '000000' ? '111111' : '000000'));
    expect(answer.json().code).toBe('access.code-wrong');
    expect((await pool.query('select from change_requests where id = $1', [body.id])).rowCount).toBe(0);
  });

  it('is refused without a file, with a file that is not the sender’s, and with another kind of file', async () => {
    const { community } = await heldCommunity();
    expect((await submit(community.id, { fileIds: [] })).answer.json().code).toBe('base.invalid');
    kinds = ['image'];
    expect((await submit(community.id)).answer.json().code).toBe('access.authorisation-missing');
    kinds = ['image', 'video'];
    const { body, answer } = await submit(community.id);
    expect(answer.json().code).toBe('access.authorisation-missing');
    kinds = ['image', 'pdf'];
    const again = await app.send('POST', '/change-requests', body);
    expect(again.statusCode, 'the code was not used up by the refusal').toBe(200);
  });

  it('gives the same answer to the same request sent again', async () => {
    const { community } = await heldCommunity();
    const { body, answer } = await submit(community.id);
    expect((await app.send('POST', '/change-requests', body)).json()).toEqual(answer.json());
    const other = await app.send('POST', '/change-requests', { ...body, mobile: newMobile() });
    expect(other.json().code).toBe('base.conflict');
  });

  it('is possible once at a time for a community, also at the same moment', async () => {
    const { community } = await heldCommunity();
    const attempts = await Promise.all([submit(community.id), submit(community.id), submit(community.id)]);
    const won = attempts.filter(({ answer }) => answer.statusCode === 200);
    expect(won).toHaveLength(1);
    for (const { answer } of attempts.filter((attempt) => attempt !== won[0])) {
      expect(answer.json()).toMatchObject({
        code: 'access.request-open',
        details: { number: won[0]?.answer.json().number },
      });
    }
  });

  it('gets numbers without two alike', async () => {
    const communities = await Promise.all(Array.from({ length: 6 }, () => buildCommunity(pool)));
    const answers = await Promise.all(communities.map((community) => submit(community.id)));
    const given = answers.map(({ answer }) => answer.json().number);
    expect(given.every((number) => /^BG20260316-\d{3}$/.test(number))).toBe(true);
    expect(new Set(given).size).toBe(6);
  });
});

describe('reviewers', () => {
  it('see old and new side by side, numbers masked', async () => {
    const { person, community } = await heldCommunity();
    const known = await buildPerson(pool, { name: '兼任的' });
    await buildPost(pool, { personId: known.id });
    const { body } = await submit(community.id, { mobile: known.mobile, name: '兼任的' });
    const { rows } = await listed('?state=submitted');
    const row = rows.find((one: { id: string }) => one.id === body.id);
    expect(row).toMatchObject({
      state: 'submitted',
      community: { id: community.id, contact: { name: '老*责' } },
      current: { name: '老负责', since: '2020-01-01', otherCommunities: 1 },
      proposed: { name: '兼任的', since: null, otherCommunities: 1 },
      openAnomalies: 3,
      fileIds: body.fileIds,
    });
    expect(JSON.stringify(row)).not.toContain(person.mobile);
    expect(JSON.stringify(row)).not.toContain(known.mobile);
  });

  it('page through all requests without losing or repeating one', async () => {
    const whole = await listed('?limit=200');
    const ids: string[] = [];
    let cursor: string | undefined;
    do {
      const part = await listed(`?limit=2${cursor ? `&cursor=${cursor}` : ''}`);
      expect(part.rows.length).toBeLessThanOrEqual(2);
      ids.push(...part.rows.map((row: { id: string }) => row.id));
      cursor = part.next;
    } while (cursor);
    expect(ids).toEqual(whole.rows.map((row: { id: string }) => row.id));
    expect(ids.length).toBeGreaterThan(4);
  });

  it.each(['districtOfficer', 'companyManager', 'personInCharge', 'outsider'] as const)('are not: %s', async (name) => {
    const { community } = await heldCommunity();
    const { body } = await submit(community.id);
    const cookie = await openSession(pool, cast[name].person.id);
    for (const answer of [
      await app.send('GET', '/change-requests', undefined, as(cookie)),
      await approve(body.id, cookie),
      await reject(body.id, '不同意', cookie),
    ]) {
      expect(answer.json().code).toBe('access.forbidden');
    }
    expect((await pool.query('select state from change_requests where id = $1', [body.id])).rows[0].state).toBe(
      'submitted',
    );
  });

  it('are nobody without a session, and find nothing under an unknown id', async () => {
    expect((await approve(newId(), '')).json().code).toBe('access.sign-in');
    expect((await approve(newId())).json().code).toBe('base.not-found');
  });
});

describe('approving', () => {
  it('ends the old post and binds the new person at once; the old one stays signed in without the community', async () => {
    const { person, community, post } = await heldCommunity();
    const oldCookie = await openSession(pool, person.id);
    const { body, mobile } = await submit(community.id);
    app.clock.forward(30);
    const answer = await approve(body.id);
    expect(answer.statusCode).toBe(200);
    expect(answer.json()).toMatchObject({
      state: 'approved',
      decidedBy: '谢会文',
      decidedAt: '2026-03-16T02:30:00.000Z',
      current: { name: '老负责' },
    });
    const old = await pool.query('select ends_at from posts where id = $1', [post.id]);
    expect(old.rows[0].ends_at.toISOString()).toBe('2026-03-16T02:30:00.000Z');
    const me = (await app.send('GET', '/me', undefined, as(oldCookie))).json();
    expect(me.posts).toHaveLength(1);
    expect(me.posts[0].communityId).not.toBe(community.id);

    await app.send('POST', '/sign-in/code', { purpose: 'signIn', mobile });
    const entered = await app.send('POST', '/sign-in/mobile', { mobile, code: await app.codeFor(mobile) });
    expect(entered.json()).toMatchObject({ name: '新接手', posts: [{ communityId: community.id, bound: true }] });

    const events = await pool.query('select type, community_id, data from events where subject_id = $1 order by seq', [
      body.id,
    ]);
    expect(events.rows.map((row) => row.type)).toEqual(['access.changeRequested', 'access.changeApproved']);
    expect(events.rows[1]).toMatchObject({
      community_id: community.id,
      data: { fromPersonId: person.id, toPersonId: entered.json().personId, endedPostIds: [post.id] },
    });
    const told = await pool.query(`select text from deliveries where key = $1`, [`change:${body.id}`]);
    expect(told.rows[0].text).toContain('已通过');
  });

  it('finds the person who has the number already, and takes back an appointment that was to begin later', async () => {
    const { community } = await heldCommunity();
    await pool.query('update posts set ends_at = $2 where community_id = $1', [community.id, new Date('2026-04-01')]);
    const later = await buildPost(pool, { communityId: community.id, startsAt: new Date('2026-04-01'), boundAt: null });
    const known = await buildPerson(pool, { name: '在册的' });
    const { body } = await submit(community.id, { mobile: known.mobile, name: '写错的名字' });
    expect((await approve(body.id)).statusCode).toBe(200);
    const { rows } = await pool.query(
      `select x.id, x.name from posts p join people x on x.id = p.person_id where p.community_id = $1 and p.ends_at is null`,
      [community.id],
    );
    expect(rows).toEqual([{ id: known.id, name: '在册的' }]);
    const cancelled = await pool.query('select ends_at = starts_at as empty from posts where id = $1', [later.id]);
    expect(cancelled.rows[0].empty).toBe(true);
  });

  it('works for a community that has nobody, and when the old and the new person are one', async () => {
    const empty = await buildCommunity(pool);
    const first = await submit(empty.id);
    expect(first.answer.statusCode).toBe(200);
    expect((await approve(first.body.id)).json()).toMatchObject({ state: 'approved', current: null });
    app.clock.forward(2);
    const second = await submit(empty.id, { mobile: first.mobile });
    expect((await approve(second.body.id)).json().state).toBe('approved');
    const { rows } = await pool.query(
      'select ends_at is null as running from posts where community_id = $1 order by starts_at',
      [empty.id],
    );
    expect(rows).toEqual([{ running: false }, { running: true }]);
  });
});

describe('two reviewers at once', () => {
  it('approve once', async () => {
    const { community } = await heldCommunity();
    const { body } = await submit(community.id);
    const answers = await Promise.all([approve(body.id), approve(body.id, cookies.administrator), approve(body.id)]);
    expect(answers.filter((answer) => answer.statusCode === 200)).toHaveLength(1);
    expect(answers.filter((answer) => answer.json().code === 'access.request-decided')).toHaveLength(2);
    const { rows } = await pool.query('select count(*) as n from posts where community_id = $1', [community.id]);
    expect(rows[0].n).toBe(2);
  });

  it('cannot both approve and reject', async () => {
    const { community } = await heldCommunity();
    const { body } = await submit(community.id);
    const answers = await Promise.all([approve(body.id), reject(body.id)]);
    expect(answers.map((answer) => answer.statusCode).sort()).toEqual([200, 409]);
    const told = await pool.query(`select count(*) as n from deliveries where key = $1`, [`change:${body.id}`]);
    expect(told.rows[0].n).toBe(1);
  });
});

describe('rejecting', () => {
  it('tells the applicant the reason by text message, changes nothing else, and lets them ask again', async () => {
    const { person, community, post } = await heldCommunity();
    const { body, mobile } = await submit(community.id);
    expect((await reject(body.id)).json()).toMatchObject({
      state: 'rejected',
      rejectReason: '授权文件没有公章',
      decidedBy: '管一鸣',
      current: { name: person.name },
    });
    const told = await pool.query('select * from deliveries where key = $1', [`change:${body.id}`]);
    expect(told.rows[0]).toMatchObject({
      channel: 'sms',
      address: mobile,
      kind: 'changeRequest.rejected',
      params: { community: community.name, reason: '授权文件没有公章' },
      state: 'waiting',
    });
    expect(told.rows[0].text).toContain('授权文件没有公章');
    expect(app.delivered).toContain(told.rows[0].id);
    const { rows } = await pool.query('select ends_at from posts where id = $1', [post.id]);
    expect(rows[0].ends_at).toBeNull();
    expect((await reject(body.id)).json().code).toBe('access.request-decided');
    expect((await submit(community.id)).answer.statusCode).toBe(200);
  });
});
