/**
 * Which channels each kind of message climbs, and what a text message says. Waits are product defaults: a text message
 * costs money, so it goes only to who was not reached by WeChat. Sign-in codes know no quiet hours.
 *
 * The vendor's templates use the names in `smsParams`; `.env.example` shows the wording to apply for.
 */
import type { LadderStep, MessageKind } from '@anshao/core/messaging/ladder.ts';

const weChat: LadderStep = { channel: 'weChat', afterMinutes: 0, unless: 'read' };
const smsAfter = (afterMinutes: number, unless: LadderStep['unless'] = 'delivered'): LadderStep => ({
  channel: 'sms',
  afterMinutes,
  unless,
});

export const messageKinds: readonly MessageKind[] = [
  {
    kind: 'dailyReport.remind',
    name: '日报提醒',
    steps: [weChat, smsAfter(15)],
    keepsQuietHours: true,
    template: 'remind',
    smsParams: ['community', 'date', 'due'],
    smsText: '{community}{date}的安全生产日报还未填报，请在{due}前填报。',
    usefulMinutes: 360,
  },
  {
    kind: 'dailyReport.urge',
    name: '催报',
    steps: [weChat, smsAfter(10, 'read')],
    keepsQuietHours: true,
    template: 'urge',
    smsParams: ['community', 'date'],
    smsText: '{community}{date}的安全生产日报还未填报，请尽快填报。',
    usefulMinutes: 720,
  },
  {
    kind: 'dailyReport.companyNotice',
    name: '公司未报通知',
    steps: [weChat, smsAfter(30)],
    keepsQuietHours: true,
    template: 'companyNotice',
    smsParams: ['date', 'due', 'missing', 'expected'],
    smsText: '截至{date}{due}，贵公司应报{expected}个小区，{missing}个未填报安全生产日报。',
    usefulMinutes: 720,
  },
  {
    kind: 'dailyReport.districtDigest',
    name: '县区日报汇总',
    steps: [weChat],
    keepsQuietHours: true,
    template: 'districtDigest',
    smsParams: ['district', 'date', 'filed', 'expected', 'missing', 'abnormal'],
    smsText: '{district}{date}应报{expected}个小区，已报{filed}个，未报{missing}个，发现异常{abnormal}项。',
    usefulMinutes: 720,
  },
  {
    kind: 'changeRequest.approved',
    name: '变更申请通过',
    steps: [weChat, smsAfter(0, 'read')],
    keepsQuietHours: true,
    template: 'changeApproved',
    smsParams: ['community'],
    smsText: '您提交的{community}项目负责人变更申请已通过，请用本机号码登录并绑定小区。',
  },
  {
    kind: 'changeRequest.rejected',
    name: '变更申请退回',
    steps: [weChat, smsAfter(0, 'read')],
    keepsQuietHours: true,
    template: 'changeRejected',
    smsParams: ['community', 'reason'],
    smsText: '您提交的{community}项目负责人变更申请未通过，原因：{reason}',
  },
  {
    kind: 'signInCode',
    name: '登录验证码',
    steps: [{ channel: 'sms', afterMinutes: 0, unless: 'read' }],
    keepsQuietHours: false,
    template: 'code',
    smsParams: ['code', 'minutes'],
    smsText: '验证码 {code}，{minutes} 分钟内有效。请勿告诉他人，如非本人操作请忽略。',
    usefulMinutes: 5,
    secretParams: ['code'],
  },
];

/** When the district officers get the day's figures, wall-clock time of the communities. */
export const districtDigestTime = '20:00';
