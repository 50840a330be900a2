/** A made-up city: districts of the shipped preset, companies, communities with people in charge, and some who read. */

import { openSession } from '@anshao/server/access/testing/sessions.ts';
import { installSafetyPreset } from '@anshao/server/apps/presets.ts';
import { inTransaction } from '@anshao/server/base/database/pool.ts';
import { searchKeys } from '@anshao/server/org/search-key.ts';
import type { Database } from './stand.ts';

/** Everything made here was there before the first day that is looked at. */
const founded = new Date('2015-01-01T00:00:00.000Z');
export const firstItemDay = '2000-01-01';

const before = [...'东西南北中金银翠碧丽锦御龙凤星月阳光江湖山海云天华景福泰和安康'];
const middle = [...'晖湖山江苑城河景园林岭泉源溪岸台庭府阁轩雅居宁远达盛昌荣恒嘉'];
const kinds = ['花园', '苑', '家园', '雅居', '名城', '公馆', '豪庭', '小区', '新村', '华府'];
const roads = [
  '演达',
  '东平',
  '麦地',
  '下角',
  '河南岸',
  '三环',
  '惠沙堤',
  '金山',
  '文昌',
  '云山',
  '江北',
  '白云',
  '人民',
  '中山',
];

export interface Community {
  readonly id: string;
  readonly name: string;
  readonly address: string;
  readonly initials: string;
  readonly districtId: string;
  readonly companyId: string;
  /** The person in charge. */
  readonly personId: string;
}

/** @returns the same number in [0, 1) for the same argument */
function chance(seed: number): number {
  let mixed = Math.imul(seed ^ 0x9e3779b9, 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  return ((mixed ^ (mixed >>> 16)) >>> 0) / 2 ** 32;
}

function one<T>(from: readonly T[], seed: number): T {
  const found = from[Math.floor(chance(seed) * from.length)];
  if (found === undefined) throw new Error('nothing to choose from');
  return found;
}

/** @param startsOn first day on which a report is expected */
export async function fillDirectory({ runtime }: Database, communities: number, startsOn: string): Promise<void> {
  await installSafetyPreset(runtime, startsOn);
  const { pool, newId } = runtime;
  // Items hold on every day that a measurement files reports for.
  await pool.query('update dictionary_entries set effective_from = $1', [firstItemDay]);
  const { rows: districts } = await pool.query<{ id: string }>(
    `select id from districts where level = 'county' order by code`,
  );
  const companies = Array.from({ length: Math.ceil(communities / 8) }, (_, index) => ({
    id: newId(),
    code: `G${index}`,
    name: `${one(before, index)}${one(middle, index + 7)}物业服务有限公司${index}`,
  }));
  const rows = Array.from({ length: communities }, (_, index) => {
    const seed = index * 11;
    const name = `${one(before, seed)}${one(middle, seed + 1)}${chance(seed + 2) < 0.4 ? one(middle, seed + 3) : ''}${one(kinds, seed + 4)}${index % 5 === 0 ? `${1 + (index % 4)}期` : ''}`;
    const address = `${one(roads, seed + 5)}${one(['路', '大道', '一路', '二路'], seed + 6)}${1 + Math.floor(chance(seed + 7) * 300)}号`;
    return {
      id: newId(),
      code: `X${String(index).padStart(6, '0')}`,
      name,
      address,
      ...searchKeys(name, address),
      districtId: one(districts, seed + 8).id,
      companyId: one(companies, seed + 9).id,
      latitude: 22.7 + chance(seed + 10),
      longitude: 114 + chance(seed + 12),
      personId: newId(),
      postId: newId(),
    };
  });
  await inTransaction(pool, async (transaction) => {
    await transaction.query(
      'insert into companies select u.id, u.code, u.name, $4, $4 from unnest($1::uuid[], $2::text[], $3::text[]) u (id, code, name)',
      [companies.map(({ id }) => id), companies.map(({ code }) => code), companies.map(({ name }) => name), founded],
    );
    await transaction.query(
      `insert into communities (id, code, name, address, search_text, initials, district_id, company_id, latitude, longitude, created_at, updated_at)
       select u.*, $11, $11 from unnest($1::uuid[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::uuid[], $8::uuid[], $9::float8[], $10::float8[]) u`,
      [
        rows.map((row) => row.id),
        rows.map((row) => row.code),
        rows.map((row) => row.name),
        rows.map((row) => row.address),
        rows.map((row) => row.searchText),
        rows.map((row) => row.initials),
        rows.map((row) => row.districtId),
        rows.map((row) => row.companyId),
        rows.map((row) => row.latitude),
        rows.map((row) => row.longitude),
        founded,
      ],
    );
    await transaction.query(
      `insert into people (id, name, mobile, created_at, updated_at)
       select u.id, '陈' || n, (13800000000 + n)::text, $2, $2 from unnest($1::uuid[]) with ordinality u (id, n)`,
      [rows.map((row) => row.personId), founded],
    );
    await transaction.query(
      `insert into posts (id, person_id, role, community_id, starts_at, bound_at)
       select u.id, u.person, 'personInCharge', u.community, $4, $4 from unnest($1::uuid[], $2::uuid[], $3::uuid[]) u (id, person, community)`,
      [rows.map((row) => row.postId), rows.map((row) => row.personId), rows.map((row) => row.id), founded],
    );
  });
  await pool.query('vacuum (analyze)');
}

export async function allCommunities({ runtime }: Database): Promise<Community[]> {
  const { rows } = await runtime.pool.query<Community>(
    `select c.id, c.name, c.address, c.initials, c.district_id as "districtId", c.company_id as "companyId", p.person_id as "personId"
     from communities c join posts p on p.community_id = c.id and p.role = 'personInCharge' order by c.code`,
  );
  return rows;
}

/** Session cookies of the communities' people in charge, by community. */
export async function cookiesOf(
  { runtime }: Database,
  communities: readonly Community[],
): Promise<Map<string, string>> {
  const cookies = new Map<string, string>();
  await inTransaction(runtime.pool, async (transaction) => {
    for (const { id, personId } of communities) cookies.set(id, await openSession(transaction, personId, new Date()));
  });
  return cookies;
}

/** @returns the session cookie of somebody new with that post */
export async function cookieOfPost(
  { runtime }: Database,
  post: { role: 'administrator' | 'districtOfficer' | 'companyManager'; districtId?: string; companyId?: string },
): Promise<string> {
  const { pool, newId } = runtime;
  const personId = newId();
  await pool.query('insert into people (id, name, created_at, updated_at) values ($1, $2, $3, $3)', [
    personId,
    '区建国',
    founded,
  ]);
  await pool.query(
    'insert into posts (id, person_id, role, company_id, district_id, starts_at, bound_at) values ($1, $2, $3, $4, $5, $6, $6)',
    [newId(), personId, post.role, post.companyId ?? null, post.districtId ?? null, founded],
  );
  return openSession(pool, personId, new Date());
}
