/** Signing in, sessions, binding, change of the person in charge, API keys. */
import { type Static, Type } from 'typebox';
import { defineCall } from '../base/call.ts';
import { Done, Id, Instant, Mobile, Nullable, Page, PageQuery, PlainDate } from '../base/schemas.ts';
import { CommunityChoice, Role } from '../org/contract.ts';

/**
 * Numbers of DR-09; settings may tighten, never loosen them below these. What locks is the pair of account (or number)
 * and address: whoever knows somebody's account must not be able to keep them out by typing it wrong. Over all addresses
 * together there is a wider limit each, so that many machines at once cannot guess either.
 */
export const signInLimits = {
  codeDigits: 6,
  codeSeconds: 300,
  resendSeconds: 60,
  /** Wrong codes for one number from one address, before that address has to wait `lockMinutes` with this number. */
  codeAttempts: 5,
  /**
   * Tries one code stands from all addresses together; then it is void and another has to be asked for, but nobody is
   * locked. Four machines must work together to void a code, and with fifty codes a day a thousand of a million guesses
   * are the most a number can be tried with.
   */
  codeAttemptsInAll: 20,
  lockMinutes: 15,
  /** Codes one address may ask for to one number; who asks for somebody else's must not use up the owner's. */
  codesPerMobilePerDay: 10,
  /** Codes to one number whoever asks: the most its owner is bothered with. Five addresses must work together for it. */
  codesPerMobileInAllPerDay: 50,
  codesPerAddressPerHour: 40,
  /** Wrong passwords for one account from one address, before that address has to wait `lockMinutes` with it. */
  passwordAttempts: 5,
  /**
   * Tries for one account from all addresses together in a quarter of an hour; what is more waits for the next one. At
   * ten times `passwordAttempts`, ten machines must work together to keep the owner out, and for as long as they go on;
   * a botnet gets at most 4,800 guesses a day, which finds no password of ten characters that is not a common one. A
   * longer window would let fewer machines, slower, do the same to the owner.
   */
  passwordAttemptsInAll: 50,
  /** Failures from one address in a quarter of an hour, over all accounts; an office shares one address. */
  passwordFailuresPerAddress: 60,
  sessionDays: 90,
  /** A link in a pushed message signs in for this long (DR-24). */
  linkHours: 24,
  /** The way to WeChat and back, and from there to the binding. */
  weChatMinutes: 10,
  weChatTicketMinutes: 30,
} as const;

export const Viewer = Type.Object({
  personId: Id,
  name: Type.String(),
  mobile: Nullable(Type.String()),
  posts: Type.Array(
    Type.Object({
      id: Id,
      role: Role,
      roleName: Type.String(),
      /** Null for a post that stands for itself: it is everywhere. */
      placeName: Nullable(Type.String()),
      communityId: Nullable(Id),
      companyId: Nullable(Id),
      districtId: Nullable(Id),
      bound: Type.Boolean(),
    }),
  ),
  /** Every action the viewer may do somewhere; pages show what is in here and nothing else. */
  may: Type.Array(Type.String()),
  mustChangePassword: Type.Boolean(),
  helpLine: Type.String(),
});
export type Viewer = Static<typeof Viewer>;

export const CodeSent = Type.Object({
  /** Number the code went to, masked. */
  mobile: Type.String(),
  expiresAt: Instant,
  resendAt: Instant,
});

export const sendCode = defineCall({
  name: 'access.sendCode',
  method: 'POST',
  path: '/sign-in/code',
  summary: '发送验证码：绑定时发到小区登记的号码，登录时发到已登记的本人号码',
  admission: 'public',
  body: Type.Union([
    Type.Object({ purpose: Type.Literal('bind'), communityId: Id }),
    Type.Object({ purpose: Type.Literal('signIn'), mobile: Mobile }),
    Type.Object({ purpose: Type.Literal('changeRequest'), mobile: Mobile }),
  ]),
  answer: CodeSent,
  errors: ['access.no-contact', 'access.resend-early', 'access.codes-used-up', 'access.locked', 'base.too-many'],
});

export const bind = defineCall({
  name: 'access.bind',
  method: 'POST',
  path: '/sign-in/bind',
  summary: '绑定并登录：验证码通过后绑定该号码名下登记的全部小区',
  admission: 'public',
  body: Type.Object({
    communityId: Id,
    code: Type.String({ pattern: '^\\d{6}$' }),
    /** The consent text's version the person agreed to (DR-03). */
    consent: Type.String({ minLength: 1, maxLength: 40 }),
    /** Ticket of a WeChat OAuth round that found no bound person yet. */
    ticket: Type.Optional(Type.String({ maxLength: 200 })),
  }),
  answer: Viewer,
  errors: ['access.code-wrong', 'access.code-expired', 'access.locked', 'access.no-contact'],
});

export const signInWithCode = defineCall({
  name: 'access.signInWithCode',
  method: 'POST',
  path: '/sign-in/mobile',
  summary: '手机号验证码登录',
  admission: 'public',
  body: Type.Object({ mobile: Mobile, code: Type.String({ pattern: '^\\d{6}$' }) }),
  answer: Viewer,
  errors: ['access.code-wrong', 'access.code-expired', 'access.locked'],
});

export const signInWithPassword = defineCall({
  name: 'access.signInWithPassword',
  method: 'POST',
  path: '/sign-in/password',
  summary: '账号密码登录',
  admission: 'public',
  body: Type.Object({
    account: Type.String({ minLength: 1, maxLength: 60 }),
    password: Type.String({ minLength: 1, maxLength: 200 }),
  }),
  answer: Viewer,
  errors: ['access.password-wrong', 'access.locked', 'base.too-many'],
});

export const changePassword = defineCall({
  name: 'access.changePassword',
  method: 'POST',
  path: '/me/password',
  summary: '修改密码（首次登录必须修改一次性密码）',
  admission: 'signedIn',
  body: Type.Object({
    current: Type.String({ minLength: 1, maxLength: 200 }),
    next: Type.String({ minLength: 10, maxLength: 200 }),
  }),
  answer: Done,
  errors: ['access.password-wrong', 'access.password-weak', 'access.locked'],
});

export const me = defineCall({
  name: 'access.me',
  method: 'GET',
  path: '/me',
  summary: '当前登录人、岗位与可做的事',
  admission: 'signedIn',
  answer: Viewer,
});

export const giveAccount = defineCall({
  name: 'access.giveAccount',
  method: 'POST',
  path: '/people/:id/account',
  summary: '开通账号或重置密码：给出一次性密码，首次登录须修改，原有登录全部退出',
  admission: 'signedIn',
  params: Type.Object({ id: Id }),
  body: Type.Object({
    /** Letters, digits, dot, hyphen; left out, the person keeps the account or signs in by mobile number. */
    account: Type.Optional(Type.String({ pattern: '^[a-z][a-z0-9.-]{2,39}$' })),
  }),
  answer: Type.Object({
    /** What to sign in with. */
    account: Type.String(),
    /** Shown this once. */
    password: Type.String(),
  }),
  errors: ['base.duplicate', 'base.not-found', 'access.no-account-name'],
});

export const signOut = defineCall({
  name: 'access.signOut',
  method: 'POST',
  path: '/sign-out',
  summary: '退出登录（仅本机）',
  admission: 'signedIn',
  answer: Done,
});

export const Device = Type.Object({
  id: Id,
  current: Type.Boolean(),
  channel: Type.String(),
  userAgent: Type.String(),
  createdAt: Instant,
  lastSeenAt: Instant,
});

export const listDevices = defineCall({
  name: 'access.listDevices',
  method: 'GET',
  path: '/me/devices',
  summary: '已登录的设备',
  admission: 'signedIn',
  answer: Type.Object({ rows: Type.Array(Device) }),
});

export const revokeDevice = defineCall({
  name: 'access.revokeDevice',
  method: 'DELETE',
  path: '/me/devices/:id',
  summary: '解除设备',
  admission: 'signedIn',
  params: Type.Object({ id: Id }),
  answer: Done,
});

export const publicSettings = defineCall({
  name: 'access.publicSettings',
  method: 'GET',
  path: '/settings/public',
  summary: '登录页需要的公开设置',
  admission: 'public',
  answer: Type.Object({
    siteName: Type.String(),
    helpLine: Type.String(),
    consentVersion: Type.String(),
    consentText: Type.String(),
    weChat: Type.Boolean(),
  }),
});

/* ---- sign-in by navigation: these answer with a redirect ---- */

export const weChatLogin = defineCall({
  name: 'access.weChatLogin',
  method: 'GET',
  path: '/wechat/login',
  summary: '微信授权登录：跳转到微信，返回后打开 to 指定的站内页面',
  admission: 'public',
  query: Type.Object({ to: Type.Optional(Type.String({ maxLength: 500 })) }),
  media: 'text/html',
});

export const weChatReturn = defineCall({
  name: 'access.weChatReturn',
  method: 'GET',
  path: '/wechat/return',
  summary: '微信授权回跳：已绑定的直接登录，未绑定的带凭证进入绑定页',
  admission: 'public',
  query: Type.Object({
    code: Type.Optional(Type.String({ maxLength: 200 })),
    state: Type.Optional(Type.String({ maxLength: 200 })),
  }),
  media: 'text/html',
});

export const followLink = defineCall({
  name: 'access.followLink',
  method: 'GET',
  path: '/l/:token',
  summary: '推送消息中的一次性链接：登录并打开对应页面（24 小时内有效）',
  admission: 'public',
  params: Type.Object({ token: Type.String({ minLength: 20, maxLength: 100 }) }),
  media: 'text/html',
});

/* ---- change of the person in charge (DR-11, DR-12) ---- */

export const ChangeRequestState = Type.Union([
  Type.Literal('submitted'),
  Type.Literal('approved'),
  Type.Literal('rejected'),
]);

export const submitChangeRequest = defineCall({
  name: 'access.submitChangeRequest',
  method: 'POST',
  path: '/change-requests',
  summary: '项目负责人变更申请（免登录，需公司授权文件）',
  admission: 'public',
  body: Type.Object({
    id: Id,
    communityId: Id,
    name: Type.String({ minLength: 1, maxLength: 40 }),
    mobile: Mobile,
    code: Type.String({ pattern: '^\\d{6}$' }),
    reason: Type.String({ minLength: 1, maxLength: 500 }),
    /** Uploaded beforehand through the anonymous upload of this form; at least one picture or PDF. */
    fileIds: Type.Array(Id, { minItems: 1, maxItems: 5 }),
    uploadTicket: Type.String({ minLength: 1, maxLength: 200 }),
  }),
  answer: Type.Object({ id: Id, number: Type.String(), state: ChangeRequestState }),
  errors: [
    'access.code-wrong',
    'access.code-expired',
    'access.locked',
    'access.authorisation-missing',
    'access.request-open',
    'base.conflict',
  ],
});

export const PersonSide = Type.Object({
  name: Type.String(),
  mobile: Type.String(),
  since: Nullable(PlainDate),
  otherCommunities: Type.Integer(),
});

export const ChangeRequest = Type.Object({
  id: Id,
  number: Type.String(),
  state: ChangeRequestState,
  community: CommunityChoice,
  current: Nullable(PersonSide),
  proposed: PersonSide,
  reason: Type.String(),
  fileIds: Type.Array(Id),
  submittedAt: Instant,
  decidedAt: Nullable(Instant),
  decidedBy: Nullable(Type.String()),
  rejectReason: Nullable(Type.String()),
  openAnomalies: Type.Integer(),
});
export type ChangeRequest = Static<typeof ChangeRequest>;

export const listChangeRequests = defineCall({
  name: 'access.listChangeRequests',
  method: 'GET',
  path: '/change-requests',
  summary: '变更申请审核列表',
  admission: 'signedIn',
  query: Type.Object({ state: Type.Optional(ChangeRequestState), ...PageQuery }),
  answer: Page(ChangeRequest),
});

export const approveChangeRequest = defineCall({
  name: 'access.approveChangeRequest',
  method: 'POST',
  path: '/change-requests/:id/approve',
  summary: '同意变更：立即换绑，原负责人岗位同时结束',
  admission: 'signedIn',
  params: Type.Object({ id: Id }),
  answer: ChangeRequest,
  errors: ['access.request-decided'],
});

export const rejectChangeRequest = defineCall({
  name: 'access.rejectChangeRequest',
  method: 'POST',
  path: '/change-requests/:id/reject',
  summary: '驳回变更：原因以短信告知申请人',
  admission: 'signedIn',
  params: Type.Object({ id: Id }),
  body: Type.Object({ reason: Type.String({ minLength: 1, maxLength: 500 }) }),
  answer: ChangeRequest,
  errors: ['access.request-decided'],
});

/* ---- API keys ---- */

export const ApiKey = Type.Object({
  id: Id,
  name: Type.String(),
  prefix: Type.String(),
  createdAt: Instant,
  lastUsedAt: Nullable(Instant),
  expiresAt: Nullable(Instant),
});

export const listApiKeys = defineCall({
  name: 'access.listApiKeys',
  method: 'GET',
  path: '/api-keys',
  summary: '接口密钥列表',
  admission: 'signedIn',
  answer: Type.Object({ rows: Type.Array(ApiKey) }),
});

export const createApiKey = defineCall({
  name: 'access.createApiKey',
  method: 'POST',
  path: '/api-keys',
  summary: '新建接口密钥（完整密钥只显示一次；权限与创建人相同）',
  admission: 'signedIn',
  body: Type.Object({
    name: Type.String({ minLength: 1, maxLength: 60 }),
    days: Type.Optional(Type.Integer({ minimum: 1, maximum: 3650 })),
  }),
  answer: Type.Object({ key: Type.String(), row: ApiKey }),
});

export const revokeApiKey = defineCall({
  name: 'access.revokeApiKey',
  method: 'DELETE',
  path: '/api-keys/:id',
  summary: '作废接口密钥',
  admission: 'signedIn',
  params: Type.Object({ id: Id }),
  answer: Done,
});
