/**
 * The daily safety report as a form, its items and its plan: all data, all changeable by an administrator.
 * Wording of items 1–3 and 10–15: 惠州市物业小区安全生产日报表 填报指引. Items 4–9 are not visible there; they are our
 * proposal and are marked so until a district confirms them. Times are product defaults, not requirements.
 */
import type { FormDefinition } from '@anshao/core/forms/contract.ts';
import type { PlanTiming } from '@anshao/core/plans/contract.ts';

export const dailyReportForm: FormDefinition = {
  id: '01900000-0000-7000-8000-000000000001',
  key: 'dailyReport',
  name: '安全生产日报',
  description: '每个小区每天一份，逐项回答“无异常”“发现异常”或“不适用”。',
  fields: [
    { key: 'date', type: 'date', label: '日期', required: true, readOnly: true },
    {
      key: 'items',
      type: 'subform',
      label: '检查条目',
      required: true,
      maxRows: 200,
      rowsFrom: { dictionary: 'dailyReportItems', keyField: 'item', labelField: 'label' },
      fields: [
        { key: 'item', type: 'text', label: '条目编号', maxLength: 200 },
        { key: 'label', type: 'text', label: '条目', maxLength: 200 },
        {
          key: 'answer',
          type: 'singleChoice',
          label: '检查结果',
          required: true,
          appearance: 'buttons',
          options: [
            { code: 'normal', label: '无异常', status: 'active', tone: 'good' },
            { code: 'abnormal', label: '发现异常', status: 'active', tone: 'warning' },
            { code: 'notApplicable', label: '不适用', status: 'active', tone: 'neutral' },
          ],
        },
        {
          key: 'description',
          type: 'multiline',
          label: '描述',
          required: true,
          visible: { field: 'answer', op: 'equals', value: 'abnormal' },
          maxLength: 2000,
        },
        {
          key: 'photos',
          type: 'photos',
          label: '照片',
          required: true,
          visible: { field: 'answer', op: 'equals', value: 'abnormal' },
          min: 1,
          max: 9,
          watermark: true,
        },
      ],
    },
  ],
};

export interface PresetItem {
  readonly code: string;
  readonly label: string;
  readonly guidance: string;
  /** Not in the published guide: our proposal. */
  readonly proposed: boolean;
  readonly hazardCodes: readonly string[];
}

const given = (code: string, label: string, guidance: string, ...hazardCodes: string[]): PresetItem => ({
  code,
  label,
  guidance,
  proposed: false,
  hazardCodes,
});
const proposed = (code: string, label: string, guidance: string, ...hazardCodes: string[]): PresetItem => ({
  ...given(code, label, guidance, ...hazardCodes),
  proposed: true,
});

export const dailyReportItems: readonly PresetItem[] = [
  given('facade', '是否存在楼栋外墙脱落情况', '全部楼栋目视一遍，雨后重点查看。', 'JG01', 'JG07'),
  given('renovation', '是否存在房屋违规装修及搭建情况', '在施工户逐户查看。', 'JG05', 'JG06'),
  given('fire-facilities', '消防设施是否完好', '消防控制室、泵房，另抽查两层。', 'XF04', 'XF06', 'XF07', 'XF08'),
  proposed('fire-lane', '消防车通道、疏散通道及安全出口是否畅通', '早晚各查看一次。', 'XF01', 'XF02', 'XF03', 'XF17'),
  proposed('lift', '电梯运行及维保是否正常', '查看使用标志，试一次对讲。', 'DT01', 'DT05', 'DT06'),
  proposed('power', '供配电设施及公共区域用电是否安全', '配电房温度、渗漏，公共区域接线。', 'DL01', 'DL02', 'DL05'),
  proposed('gas', '燃气管线及用气是否存在安全隐患', '留意气味、占压，查看商铺用气。', 'RQ01', 'RQ02', 'RQ08'),
  proposed(
    'public-facilities',
    '是否存在井盖、围墙、边坡、树木、游乐健身设施等公共设施安全隐患',
    '先看儿童活动区。',
    'GG01',
    'GG02',
    'GG03',
    'GG04',
    'SY03',
  ),
  proposed('security', '监控安防系统及值班值守是否正常', '消防控制室双人在岗。', 'ZX01', 'ZX03', 'XF14'),
  given('water', '是否存在水域安全异常情况', '没有水域的小区选“不适用”。', 'SY01', 'SY02'),
  given('falling-objects', '是否发生高空抛物事件', '查看前一日监控与住户反映。', 'GK01'),
  given('height-work', '是否存在违规高空作业情况', '核对作业票与防护。', 'ZY01', 'ZY05'),
  given('confined-space', '是否存在违规有限空间作业情况', '核对作业票、检测与监护。', 'ZY02'),
  given('drainage', '给排水疏通情况', '雨水口、集水井、二次供水。', 'GS05', 'GS06'),
  given('e-bike', '是否存在电动自行车违规停放及充电情况', '架空层、楼梯间、飞线。', 'DC01', 'DC03', 'DC04'),
];

export const dailyReportPlan = {
  id: '01900000-0000-7000-8000-000000000002',
  key: 'dailyReport',
  name: '安全生产日报',
  formKey: 'dailyReport',
  taskKind: 'dailyReport.file',
} as const;

export const dailyReportTiming: PlanTiming = {
  publishTime: '00:10',
  dueTime: '18:00',
  graceMinutes: 0,
  backfillDays: 3,
  reminderTimes: ['10:00', '15:00', '17:30'],
  days: 'every',
};
