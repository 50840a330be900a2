/**
 * Valid rows of the directory with their parents from few words: `buildCommunity(db, { name: '东晖苑' })`. What is not
 * named is made. Posts begin in 2020, so that they run whatever time a test sets.
 */
import { randomBytes } from 'node:crypto';
import { uuidv7 } from '@anshao/core/base/uuid.ts';
import type { Role } from '@anshao/core/org/contract.ts';
import { type Queryable, run, sql } from '../../base/database/sql.ts';
import { searchKeys } from '../search-key.ts';

/** When everything built here began. */
export const builtAt = new Date('2020-01-01T00:00:00.000Z');

let made = 0;
/** Numbers differ within a test file; each file has its own database. */
const nextNumber = () => ++made;
const freshId = () => uuidv7(builtAt.getTime() + made, randomBytes(10));

export interface BuiltDistrict {
  id: string;
  code: string;
  name: string;
  level: 'province' | 'city' | 'county' | 'street';
  parentId: string | null;
}

export async function buildDistrict(db: Queryable, words: Partial<BuiltDistrict> = {}): Promise<BuiltDistrict> {
  const number = nextNumber();
  const district: BuiltDistrict = {
    id: freshId(),
    code: `44${String(number).padStart(4, '0')}`,
    name: `第${number}区`,
    level: 'county',
    parentId: null,
    ...words,
  };
  await run(
    db,
    sql`insert into districts (id, code, name, level, parent_id, position, created_at)
        values (${district.id}, ${district.code}, ${district.name}, ${district.level}, ${district.parentId}, ${number}, ${builtAt})`,
  );
  return district;
}

export interface BuiltCompany {
  id: string;
  code: string;
  name: string;
}

export async function buildCompany(db: Queryable, words: Partial<BuiltCompany> = {}): Promise<BuiltCompany> {
  const number = nextNumber();
  const company: BuiltCompany = { id: freshId(), code: `G${number}`, name: `第${number}物业服务有限公司`, ...words };
  await run(
    db,
    sql`insert into companies (id, code, name, created_at, updated_at)
        values (${company.id}, ${company.code}, ${company.name}, ${builtAt}, ${builtAt})`,
  );
  return company;
}

export interface BuiltCommunity {
  id: string;
  code: string;
  name: string;
  districtId: string;
  companyId: string | null;
  address: string;
  latitude: number | null;
  longitude: number | null;
  status: 'active' | 'suspended' | 'closed';
}

/** District and company are made unless named; `companyId: null` leaves the company out. */
export async function buildCommunity(db: Queryable, words: Partial<BuiltCommunity> = {}): Promise<BuiltCommunity> {
  const number = nextNumber();
  const community: BuiltCommunity = {
    id: freshId(),
    code: `X${String(number).padStart(5, '0')}`,
    name: `第${number}花园`,
    address: `演达大道${number}号`,
    latitude: null,
    longitude: null,
    status: 'active',
    ...words,
    districtId: words.districtId ?? (await buildDistrict(db)).id,
    companyId: words.companyId === undefined ? (await buildCompany(db)).id : words.companyId,
  };
  const keys = searchKeys(community.name, community.address);
  await run(
    db,
    sql`insert into communities (id, code, name, district_id, company_id, address, latitude, longitude, status,
                                 search_text, initials, created_at, updated_at)
        values (${community.id}, ${community.code}, ${community.name}, ${community.districtId}, ${community.companyId},
                ${community.address}, ${community.latitude}, ${community.longitude}, ${community.status},
                ${keys.searchText}, ${keys.initials}, ${builtAt}, ${builtAt})`,
  );
  return community;
}

export interface BuiltPerson {
  id: string;
  name: string;
  mobile: string | null;
  account: string | null;
}

export async function buildPerson(db: Queryable, words: Partial<BuiltPerson> = {}): Promise<BuiltPerson> {
  const number = nextNumber();
  const person: BuiltPerson = {
    id: freshId(),
    name: `张${'甲乙丙丁戊己庚辛壬癸'[number % 10]}${number}`,
    mobile: `138${String(number).padStart(8, '0')}`,
    account: null,
    ...words,
  };
  await run(
    db,
    sql`insert into people (id, name, mobile, account, created_at, updated_at)
        values (${person.id}, ${person.name}, ${person.mobile}, ${person.account}, ${builtAt}, ${builtAt})`,
  );
  return person;
}

export interface BuiltPost {
  id: string;
  personId: string;
  role: Role;
  communityId: string | null;
  companyId: string | null;
  districtId: string | null;
  startsAt: Date;
  endsAt: Date | null;
  /** Bound from the start unless `null` is given. */
  boundAt: Date | null;
}

/** A running, bound post; the role's place and the person are made unless named. */
export async function buildPost(db: Queryable, words: Partial<BuiltPost> = {}): Promise<BuiltPost> {
  const role = words.role ?? 'personInCharge';
  const post: BuiltPost = {
    id: freshId(),
    startsAt: builtAt,
    endsAt: null,
    boundAt: words.startsAt ?? builtAt,
    ...words,
    role,
    personId: words.personId ?? (await buildPerson(db)).id,
    communityId: words.communityId ?? (role === 'personInCharge' ? (await buildCommunity(db)).id : null),
    companyId: words.companyId ?? (role === 'companyManager' ? (await buildCompany(db)).id : null),
    districtId: words.districtId ?? (role === 'districtOfficer' ? (await buildDistrict(db)).id : null),
  };
  await run(
    db,
    sql`insert into posts (id, person_id, role, community_id, company_id, district_id, starts_at, ends_at, bound_at)
        values (${post.id}, ${post.personId}, ${post.role}, ${post.communityId}, ${post.companyId}, ${post.districtId},
                ${post.startsAt}, ${post.endsAt}, ${post.boundAt})`,
  );
  return post;
}
