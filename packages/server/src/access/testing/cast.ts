/**
 * The fixed cast: seven people with known rights over two districts, two companies and three communities. Every route
 * shows with them who may, who may not, and who sees nothing.
 *
 * | | 惠城区, 安居物业 | 惠阳区, 和美物业 |
 * |---|---|---|
 * | communities | 东晖苑 (`eastGarden`), 金山湖花园 (`lakeGarden`) | 南站新城 (`southTown`) |
 * | held by | personInCharge, unboundPersonInCharge | outsider |
 *
 * districtOfficer supervises 惠城区, companyManager manages 安居物业; administrator and associationOfficer are of the
 * whole city. Only unboundPersonInCharge has not proved the phone number yet.
 */
import type { Role } from '@anshao/core/org/contract.ts';
import { roleDefinitions } from '@anshao/presets/safety/roles.ts';
import type { Queryable } from '../../base/database/sql.ts';
import {
  type BuiltCommunity,
  type BuiltCompany,
  type BuiltDistrict,
  type BuiltPerson,
  type BuiltPost,
  buildCommunity,
  buildCompany,
  buildDistrict,
  buildPerson,
  buildPost,
} from '../../org/testing/builders.ts';
import type { Authenticate } from '../routing.ts';
import type { Viewer } from '../viewer.ts';

export const castNames = [
  'administrator',
  'associationOfficer',
  'districtOfficer',
  'companyManager',
  'personInCharge',
  'unboundPersonInCharge',
  'outsider',
] as const;
export type CastName = (typeof castNames)[number];

export interface CastMember {
  readonly person: BuiltPerson;
  readonly post: BuiltPost;
  /** As services see the member; no session. */
  readonly viewer: Viewer;
}

export type Cast = Readonly<Record<CastName, CastMember>> & {
  readonly huicheng: BuiltDistrict;
  readonly huiyang: BuiltDistrict;
  readonly anju: BuiltCompany;
  readonly hemei: BuiltCompany;
  readonly eastGarden: BuiltCommunity;
  readonly lakeGarden: BuiltCommunity;
  readonly southTown: BuiltCommunity;
};

const rolesByKey = new Map(roleDefinitions.map((definition) => [definition.role, definition]));

export async function buildCast(db: Queryable): Promise<Cast> {
  const city = await buildDistrict(db, { code: '4413', name: '惠州市', level: 'city' });
  const huicheng = await buildDistrict(db, { code: '441302', name: '惠城区', parentId: city.id });
  const huiyang = await buildDistrict(db, { code: '441303', name: '惠阳区', parentId: city.id });
  const anju = await buildCompany(db, { code: 'AJ01', name: '安居物业服务有限公司' });
  const hemei = await buildCompany(db, { code: 'HM01', name: '和美物业服务有限公司' });
  const eastGarden = await buildCommunity(db, {
    code: 'HC0001',
    name: '东晖苑',
    districtId: huicheng.id,
    companyId: anju.id,
    address: '东平北路12号',
    latitude: 23.0866,
    longitude: 114.4263,
  });
  const lakeGarden = await buildCommunity(db, {
    code: 'HC0002',
    name: '金山湖花园',
    districtId: huicheng.id,
    companyId: anju.id,
    address: '金山大道8号',
    latitude: 23.0512,
    longitude: 114.4108,
  });
  const southTown = await buildCommunity(db, {
    code: 'HY0001',
    name: '南站新城',
    districtId: huiyang.id,
    companyId: hemei.id,
    address: '淡水街道白云路3号',
    latitude: 22.7901,
    longitude: 114.4562,
  });

  const member = async (
    role: Role,
    name: string,
    mobile: string,
    place: Partial<BuiltPost>,
    account: string | null = null,
  ): Promise<CastMember> => {
    const person = await buildPerson(db, { name, mobile, account });
    const post = await buildPost(db, { role, personId: person.id, ...place });
    return { person, post, viewer: viewerOf(person, [post]) };
  };

  return {
    huicheng,
    huiyang,
    anju,
    hemei,
    eastGarden,
    lakeGarden,
    southTown,
    administrator: await member('administrator', '管一鸣', '13900000001', {}, 'admin'),
    associationOfficer: await member('associationOfficer', '谢会文', '13900000002', {}, 'association'),
    districtOfficer: await member('districtOfficer', '区建国', '13900000003', { districtId: huicheng.id }, 'huicheng'),
    companyManager: await member('companyManager', '安晓居', '13900000004', { companyId: anju.id }, 'anju'),
    personInCharge: await member('personInCharge', '陈国强', '13900000005', { communityId: eastGarden.id }),
    unboundPersonInCharge: await member('personInCharge', '林未定', '13900000006', {
      communityId: lakeGarden.id,
      boundAt: null,
    }),
    outsider: await member('personInCharge', '外路人', '13900000007', { communityId: southTown.id }),
  };
}

/** A viewer with the shipped roles, as `authenticate` would give it. */
export function viewerOf(person: BuiltPerson, posts: readonly BuiltPost[]): Viewer {
  return {
    personId: person.id,
    name: person.name,
    mobile: person.mobile,
    posts: posts.map((post) => ({
      id: post.id,
      role: post.role,
      communityId: post.communityId,
      companyId: post.companyId,
      districtId: post.districtId,
      bound: post.boundAt !== null,
    })),
    sessionId: null,
    mustChangePassword: false,
    roles: rolesByKey,
  };
}

/**
 * Stands in for sign-in in tests of routes: the header `x-cast` names the member who asks.
 * `app.inject({ url, headers: { 'x-cast': 'personInCharge' } })`; without it nobody is signed in.
 */
export function authenticateAs(cast: Cast): Authenticate {
  return async (request) => {
    const name = request.headers['x-cast'];
    const found = castNames.find((candidate) => candidate === name);
    return found && { viewer: cast[found].viewer, along: null };
  };
}
