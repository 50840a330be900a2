/** Communities, people and tasks of a journey, from few words. */
import { openSession } from '@anshao/server/access/testing/sessions.ts';
import { buildItems } from '@anshao/server/daily-reports/testing.ts';
import {
  type BuiltCommunity,
  type BuiltCompany,
  type BuiltDistrict,
  type BuiltPerson,
  buildCommunity,
  buildCompany,
  buildDistrict,
  buildPerson,
  buildPost,
} from '@anshao/server/org/testing/builders.ts';
import type { Stage } from './stage.ts';

/** Today, or days before and after it, where the communities are. */
export function day(offset = 0): string {
  return Temporal.Now.plainDateISO('Asia/Shanghai').add({ days: offset }).toString();
}

export const bracketed = (date: string) => `【${date.replaceAll('-', '.')}】`;

export interface Scene {
  readonly district: BuiltDistrict;
  readonly company: BuiltCompany;
  readonly communities: readonly BuiltCommunity[];
  readonly person: BuiltPerson;
  /** Session of the person in charge. */
  readonly cookie: string;
}

export interface SceneWords {
  readonly district: string;
  readonly communities: readonly string[];
  readonly person: string;
  /** Apart from other scenes of the same spec. */
  readonly number?: number;
  readonly company?: BuiltCompany;
  readonly inDistrict?: BuiltDistrict;
  /** False: nobody has proved the phone number yet. */
  readonly bound?: boolean;
}

/** A district, a company and communities of one person in charge. */
export async function setScene(stage: Stage, words: SceneWords): Promise<Scene> {
  const { pool } = stage;
  const first = (words.number ?? 1) * 20;
  const district = words.inDistrict ?? (await buildDistrict(pool, { code: stage.code(first), name: words.district }));
  const company =
    words.company ?? (await buildCompany(pool, { code: stage.code(first), name: `${words.district}物业有限公司` }));
  const person = await buildPerson(pool, { name: words.person, mobile: stage.mobile(first) });
  const communities: BuiltCommunity[] = [];
  for (const [index, name] of words.communities.entries()) {
    const community = await buildCommunity(pool, {
      code: stage.code(first + index),
      name,
      districtId: district.id,
      companyId: company.id,
      address: `${words.district}大道${index + 1}号`,
    });
    const bound = words.bound === false ? { boundAt: null } : {};
    await buildPost(pool, { personId: person.id, communityId: community.id, ...bound });
    communities.push(community);
  }
  return { district, company, communities, person, cookie: await openSession(pool, person.id) };
}

export interface TaskTimes {
  /** Hours from now. */
  readonly due?: number;
  readonly closes?: number;
}

/**
 * The task of a day, open now whatever the hour is: the plan's own appears only after its publishing time. The job
 * that makes the plan's tasks finds the day taken.
 */
export async function giveTask(
  stage: Stage,
  community: BuiltCommunity,
  date = day(),
  times: TaskTimes = {},
): Promise<string> {
  const due = times.due ?? (date < day() ? -6 : 4);
  const closes = times.closes ?? 48;
  const { rows } = await stage.pool.query<{ id: string }>(
    `insert into tasks (id, plan_id, kind, role, community_id, company_id, district_id, subject_date, published_at, due_at, grace_until, closes_at)
     select $1, p.id, p.task_kind, 'personInCharge', $2, $3, $4, $5, least(now() - interval '1 hour', now() + make_interval(hours => $6 - 18)),
       now() + make_interval(hours => $6), now() + make_interval(hours => $6), now() + make_interval(hours => $7)
     from plans p where p.key = 'dailyReport'
     on conflict (plan_id, community_id, subject_date) do update set published_at = excluded.published_at, due_at = excluded.due_at,
       grace_until = excluded.grace_until, closes_at = excluded.closes_at, state = 'open'
     returning id`,
    [stage.newId(), community.id, community.companyId, community.districtId, date, due, closes],
  );
  return rows[0]?.id ?? '';
}

export interface Abnormal {
  readonly item: string;
  readonly description: string;
  readonly photos: readonly string[];
}

/** Files a report over HTTP. @returns its id */
export async function fileReport(
  stage: Stage,
  cookie: string,
  taskId: string,
  abnormal: readonly Abnormal[] = [],
): Promise<string> {
  const changes = Object.fromEntries(
    abnormal.map(({ item, description, photos }) => [item, { answer: 'abnormal', description, photos: [...photos] }]),
  );
  const id = stage.newId();
  await stage.call(cookie, 'POST', `/daily-reports/tasks/${taskId}`, {
    id,
    formVersion: 1,
    items: buildItems(changes),
  });
  return id;
}

/** Sends a file as a phone does, by the resumable protocol. @returns its id */
export async function sendFile(
  stage: Stage,
  cookie: string,
  name: string,
  type: string,
  content: Buffer,
): Promise<string> {
  const id = stage.newId();
  const metadata = Object.entries({ id, name, type, source: 'gallery' });
  const answer = await fetch(`${stage.address}/api/uploads`, {
    method: 'POST',
    headers: {
      cookie,
      'tus-resumable': '1.0.0',
      'content-type': 'application/offset+octet-stream',
      'upload-length': String(content.length),
      'upload-metadata': metadata.map(([key, value]) => `${key} ${Buffer.from(value).toString('base64')}`).join(','),
    },
    body: new Uint8Array(content),
  });
  if (answer.status !== 201) throw new Error(`${answer.status} ${await answer.text()}`);
  return id;
}
