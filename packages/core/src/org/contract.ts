/**
 * The directory: districts, companies, communities, people and the posts people hold.
 * A *post* ties a person to a place for a time and carries the rights (`core/access`); it is *bound* once the person
 * has proved the phone number on file.
 */
import { type Static, Type } from 'typebox';
import { defineCall } from '../base/call.ts';
import { AllOptional, Done, Id, Mobile, Nullable, Page, PageQuery, PlainDate, RecordOf } from '../base/schemas.ts';

export const roles = [
  'administrator',
  'associationOfficer',
  'districtOfficer',
  'companyManager',
  'personInCharge',
] as const;
export const Role = Type.Enum(roles);
export type Role = (typeof roles)[number];

export const DistrictLevel = Type.Union([
  Type.Literal('province'),
  Type.Literal('city'),
  Type.Literal('county'),
  Type.Literal('street'),
]);

export const District = Type.Object({
  id: Id,
  /** GB/T 2260 code, or one given by the operator for a functional zone. */
  code: Type.String({ minLength: 2, maxLength: 12 }),
  name: Type.String({ minLength: 1, maxLength: 60 }),
  level: DistrictLevel,
  parentId: Nullable(Id),
  communities: Type.Optional(Type.Integer()),
});
export type District = Static<typeof District>;

export const Company = Type.Object({
  id: Id,
  code: Type.String({ maxLength: 40 }),
  name: Type.String({ maxLength: 100 }),
  communities: Type.Optional(Type.Integer()),
});
export type Company = Static<typeof Company>;

export const CommunityStatus = Type.Union([Type.Literal('active'), Type.Literal('suspended'), Type.Literal('closed')]);

export const Community = Type.Object({
  id: Id,
  code: Type.String({ maxLength: 40 }),
  name: Type.String({ maxLength: 100 }),
  districtId: Id,
  districtName: Type.String(),
  companyId: Nullable(Id),
  companyName: Nullable(Type.String()),
  address: Type.String({ maxLength: 200 }),
  latitude: Nullable(Type.Number()),
  longitude: Nullable(Type.Number()),
  timeZone: Type.String(),
  status: CommunityStatus,
});
export type Community = Static<typeof Community>;

/** What anyone may see of a community while looking for their own: the contact is masked (DR-07, DR-08). */
export const CommunityChoice = Type.Object({
  id: Id,
  name: Type.String(),
  districtId: Id,
  districtName: Type.String(),
  address: Type.String(),
  companyName: Nullable(Type.String()),
  /** Person in charge on file, masked; null when none is on file. */
  contact: Nullable(Type.Object({ name: Type.String(), mobile: Type.String() })),
  /** Metres from the asking phone when it told where it is. */
  distance: Type.Optional(Type.Number()),
});
export type CommunityChoice = Static<typeof CommunityChoice>;

export const PersonRow = Type.Object({
  id: Id,
  name: Type.String(),
  mobile: Nullable(Type.String()),
  status: Type.Union([Type.Literal('active'), Type.Literal('left')]),
  posts: Type.Array(
    Type.Object({
      id: Id,
      role: Role,
      /** Null for a post that stands for itself: it is everywhere. */
      placeName: Nullable(Type.String()),
      startsOn: PlainDate,
      endsOn: Nullable(PlainDate),
      bound: Type.Boolean(),
    }),
  ),
});
export type PersonRow = Static<typeof PersonRow>;

export const listDistricts = defineCall({
  name: 'org.listDistricts',
  method: 'GET',
  path: '/districts',
  summary: '县区列表（含启用小区数）',
  admission: 'public',
  answer: Type.Object({ rows: Type.Array(District) }),
});

/** A district to load: those above it come before it, or stand in the directory already. */
export const DistrictRow = Type.Object({
  code: Type.String({ minLength: 2, maxLength: 12, pattern: '^[0-9A-Z]+$' }),
  name: Type.String({ minLength: 1, maxLength: 60 }),
  level: DistrictLevel,
  parentCode: Type.Optional(Nullable(Type.String({ maxLength: 12 }))),
});
export type DistrictRow = Static<typeof DistrictRow>;

export const loadDistricts = defineCall({
  name: 'org.loadDistricts',
  method: 'POST',
  path: '/districts',
  summary: '装入行政区划（任何省市；功能区由使用单位自编代码），按代码新增或改名',
  admission: 'signedIn',
  body: Type.Object({ rows: Type.Array(DistrictRow, { minItems: 1, maxItems: 5000 }) }),
  answer: Type.Object({ created: Type.Integer(), updated: Type.Integer() }),
  errors: ['org.district-parent'],
});

/** Characters that a search for a community may have. */
export const longestCommunitySearch = 60;

export const pickCommunities = defineCall({
  name: 'org.pickCommunities',
  method: 'GET',
  path: '/communities/pick',
  summary: '选择小区：关键词、拼音首字母、县区、就近',
  admission: 'public',
  query: Type.Object({
    q: Type.Optional(Type.String({ maxLength: longestCommunitySearch })),
    districtId: Type.Optional(Id),
    latitude: Type.Optional(Type.Number({ minimum: -90, maximum: 90 })),
    longitude: Type.Optional(Type.Number({ minimum: -180, maximum: 180 })),
    /** Poster QR code: exactly this community (DR-02). */
    id: Type.Optional(Id),
    /** With the same question as the page before it. */
    cursor: PageQuery.cursor,
    limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 50, default: 20 })),
  }),
  answer: Page(CommunityChoice),
});

/** Holds nothing secret: it is printed and hung up. */
export const communityPoster = defineCall({
  name: 'org.communityPoster',
  method: 'GET',
  path: '/communities/:id/poster.svg',
  summary: '小区二维码：扫码后关注公众号（已接入时）并带出小区',
  admission: 'public',
  params: Type.Object({ id: Id }),
  media: 'image/svg+xml',
});

export const listCompanies = defineCall({
  name: 'org.listCompanies',
  method: 'GET',
  path: '/companies',
  summary: '物业公司列表',
  admission: 'signedIn',
  query: Type.Object({ q: Type.Optional(Type.String({ maxLength: 60 })), ...PageQuery }),
  answer: Page(Company),
});

export const CompanyInput = Type.Object({
  code: Type.String({ minLength: 1, maxLength: 40 }),
  name: Type.String({ minLength: 1, maxLength: 100 }),
});
export type CompanyInput = Static<typeof CompanyInput>;

export const createCompany = defineCall({
  name: 'org.createCompany',
  method: 'POST',
  path: '/companies',
  summary: '新增物业公司',
  admission: 'signedIn',
  body: CompanyInput,
  answer: Company,
  errors: ['base.invalid', 'org.code-taken'],
});

export const updateCompany = defineCall({
  name: 'org.updateCompany',
  method: 'PATCH',
  path: '/companies/:id',
  summary: '修改物业公司',
  admission: 'signedIn',
  params: Type.Object({ id: Id }),
  body: AllOptional(CompanyInput),
  answer: Company,
  errors: ['base.invalid', 'org.code-taken'],
});

export const getCommunity = defineCall({
  name: 'org.getCommunity',
  method: 'GET',
  path: '/communities/:id',
  summary: '一个小区的台账',
  admission: 'signedIn',
  params: Type.Object({ id: Id }),
  answer: Community,
});

export const listCommunities = defineCall({
  name: 'org.listCommunities',
  method: 'GET',
  path: '/communities',
  summary: '小区台账（按权限范围）',
  admission: 'signedIn',
  query: Type.Object({
    q: Type.Optional(Type.String({ maxLength: 60 })),
    districtId: Type.Optional(Id),
    companyId: Type.Optional(Id),
    status: Type.Optional(CommunityStatus),
    ...PageQuery,
  }),
  answer: Page(Community),
});

export const CommunityInput = Type.Object({
  code: Type.String({ minLength: 1, maxLength: 40 }),
  name: Type.String({ minLength: 1, maxLength: 100 }),
  districtId: Id,
  companyId: Type.Optional(Nullable(Id)),
  address: Type.Optional(Type.String({ maxLength: 200 })),
  latitude: Type.Optional(Nullable(Type.Number({ minimum: -90, maximum: 90 }))),
  longitude: Type.Optional(Nullable(Type.Number({ minimum: -180, maximum: 180 }))),
  timeZone: Type.Optional(Type.String({ maxLength: 60 })),
  status: Type.Optional(CommunityStatus),
});
export type CommunityInput = Static<typeof CommunityInput>;

export const createCommunity = defineCall({
  name: 'org.createCommunity',
  method: 'POST',
  path: '/communities',
  summary: '新增小区',
  admission: 'signedIn',
  body: CommunityInput,
  answer: Community,
});

export const updateCommunity = defineCall({
  name: 'org.updateCommunity',
  method: 'PATCH',
  path: '/communities/:id',
  summary: '修改小区（含停用、注销）',
  admission: 'signedIn',
  params: Type.Object({ id: Id }),
  body: AllOptional(CommunityInput),
  answer: Community,
});

export const listPeople = defineCall({
  name: 'org.listPeople',
  method: 'GET',
  path: '/people',
  summary: '人员与岗位（按权限范围，手机号脱敏）',
  admission: 'signedIn',
  query: Type.Object({
    q: Type.Optional(Type.String({ maxLength: 60 })),
    role: Type.Optional(Role),
    communityId: Type.Optional(Id),
    ...PageQuery,
  }),
  answer: Page(PersonRow),
});

export const revealMobile = defineCall({
  name: 'org.revealMobile',
  method: 'POST',
  path: '/people/:id/reveal-mobile',
  summary: '查看完整手机号（留痕）',
  admission: 'signedIn',
  params: Type.Object({ id: Id }),
  answer: Type.Object({ mobile: Nullable(Type.String()) }),
});

export const PostInput = Type.Object({
  name: Type.String({ minLength: 1, maxLength: 40 }),
  mobile: Mobile,
  role: Role,
  communityId: Type.Optional(Id),
  companyId: Type.Optional(Id),
  districtId: Type.Optional(Id),
  startsOn: Type.Optional(PlainDate),
});
export type PostInput = Static<typeof PostInput>;

export const createPost = defineCall({
  name: 'org.createPost',
  method: 'POST',
  path: '/posts',
  summary: '任命岗位（同一小区的项目负责人自动接替）',
  admission: 'signedIn',
  body: PostInput,
  answer: Type.Object({ postId: Id, personId: Id }),
});

export const endPost = defineCall({
  name: 'org.endPost',
  method: 'POST',
  path: '/posts/:id/end',
  summary: '结束岗位',
  admission: 'signedIn',
  params: Type.Object({ id: Id }),
  answer: Done,
});

/* ---- import and export of the directory sheet ---- */

export const importKinds = ['communities', 'people'] as const;
export const ImportKind = Type.Enum(importKinds);
export type ImportKind = (typeof importKinds)[number];

/** A problem of one cell; `row` counts as the spreadsheet shows it (header is row 1). */
export const CellProblem = Type.Object({
  row: Type.Integer(),
  column: Type.String(),
  code: Type.String(),
  message: Type.String(),
});
export type CellProblem = Static<typeof CellProblem>;

/** A company that the import would make, because a row names one nobody knows. */
export const NewCompany = Type.Object({
  code: Type.String(),
  name: Type.String(),
  /** Rows of the sheet that name it. */
  rows: Type.Integer(),
  firstRow: Type.Integer(),
  /** A company of the directory with so similar a name that it may be the one meant. */
  alike: Nullable(Type.Object({ code: Type.String(), name: Type.String() })),
});
export type NewCompany = Static<typeof NewCompany>;

export const ImportReport = Type.Object({
  id: Id,
  kind: ImportKind,
  fileName: Type.String(),
  /** planned: dry run done, waiting for confirmation. */
  state: Type.Union([
    Type.Literal('reading'),
    Type.Literal('planned'),
    Type.Literal('running'),
    Type.Literal('done'),
    Type.Literal('failed'),
  ]),
  columns: Type.Array(Type.String()),
  /** our field → the sheet's column title. */
  mapping: RecordOf(Type.String()),
  rows: Type.Integer(),
  processed: Type.Integer(),
  toCreate: Type.Integer(),
  toUpdate: Type.Integer(),
  unchanged: Type.Integer(),
  /** Rows that were, or will be, left out because of a problem. */
  skipped: Type.Integer(),
  /** The first thousand, by row. */
  problems: Type.Array(CellProblem),
  problemCount: Type.Integer(),
  /** Of the dry run: the first hundred, by row. */
  newCompanies: Type.Array(NewCompany),
  newCompanyCount: Type.Integer(),
});
export type ImportReport = Static<typeof ImportReport>;

export const startImport = defineCall({
  name: 'org.startImport',
  method: 'POST',
  path: '/imports',
  summary: '导入试运行：上传后的文件逐行检查，不写入',
  admission: 'signedIn',
  body: Type.Object({
    id: Id,
    kind: ImportKind,
    fileId: Id,
    mapping: Type.Optional(RecordOf(Type.String())),
  }),
  answer: ImportReport,
});

export const getImport = defineCall({
  name: 'org.getImport',
  method: 'GET',
  path: '/imports/:id',
  summary: '导入进度与逐格问题',
  admission: 'signedIn',
  params: Type.Object({ id: Id }),
  answer: ImportReport,
});

export const confirmImport = defineCall({
  name: 'org.confirmImport',
  method: 'POST',
  path: '/imports/:id/confirm',
  summary: '确认导入：没有问题的行写入，有问题的行跳过并报告',
  admission: 'signedIn',
  params: Type.Object({ id: Id }),
  answer: ImportReport,
});

export const exportDirectory = defineCall({
  name: 'org.exportDirectory',
  method: 'GET',
  path: '/exports/:kind',
  summary: '导出与导入同格式的表格',
  admission: 'signedIn',
  params: Type.Object({ kind: ImportKind }),
  media: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
});
