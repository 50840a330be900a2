/** 安全巡检记录表, control by control as the guide builds it (FE-03 … FE-10, FE-15). */
import type { FormDefinition } from '@anshao/core/forms/contract.ts';

/** What is looked at anywhere; whoever needs other lines changes them here or adds some on the spot. */
const usualChecks = [
  '门锁、围挡、警示标识完好',
  '无渗漏水、无积水',
  '无异响、异味、过热',
  '设备运行正常，仪表与指示灯正常',
  '照明及应急照明正常',
  '消防器材在位、有效、无遮挡',
  '通道畅通，无杂物堆放',
  '环境整洁，无易燃物',
];

const isAbnormal = { field: 'result', op: 'equals', value: 'abnormal' } as const;

export const inspectionRecordForm: FormDefinition = {
  id: '01900000-0000-7000-8000-000000000102',
  key: 'inspectionRecord',
  name: '安全巡检记录表',
  description: '到点位逐项检查，异常的拍照并说明。',
  settings: { titleField: 'number', listFields: ['number', 'time', 'inspector', 'point', 'building'] },
  fields: [
    { key: 'number', type: 'serial', label: '记录编号', pattern: 'XJ{yyyy}{MM}{dd}-{0000}', resets: 'day' },
    {
      key: 'time',
      type: 'dateTime',
      label: '巡检时间',
      precision: 'second',
      stamp: 'created',
      help: '由服务器记录，不能修改。',
    },
    {
      key: 'inspector',
      type: 'person',
      label: '巡检人员',
      required: true,
      default: { from: 'currentPerson' },
      scope: { within: 'company' },
    },
    {
      key: 'point',
      type: 'linkedRecord',
      label: '巡检点位',
      required: true,
      form: 'inspectionPoint',
      sameCommunity: true,
      details: ['number', 'kind', 'building'],
      scanField: 'tag',
      fills: [
        { from: 'building', to: 'building' },
        { from: 'floor', to: 'floor' },
      ],
    },
    { key: 'building', type: 'text', label: '楼栋 / 区域', maxLength: 60, readOnly: true },
    { key: 'floor', type: 'text', label: '楼层 / 位置', maxLength: 60, readOnly: true },
    {
      key: 'checks',
      type: 'subform',
      label: '检查项清单',
      required: true,
      maxRows: 500,
      rowsFrom: {
        open: true,
        rows: usualChecks.map((item, index) => ({
          id: `01900000-0000-7000-8000-0000000110${String(index + 1).padStart(2, '0')}`,
          values: { item },
        })),
      },
      fields: [
        { key: 'item', type: 'text', label: '检查项描述', required: true, maxLength: 200 },
        {
          key: 'result',
          type: 'singleChoice',
          label: '是否正常',
          required: true,
          appearance: 'buttons',
          options: [
            { code: 'normal', label: '正常', status: 'active', tone: 'good' },
            { code: 'abnormal', label: '异常', status: 'active', tone: 'danger' },
            { code: 'notApplicable', label: '不适用', status: 'active', tone: 'neutral' },
          ],
        },
        {
          key: 'photos',
          type: 'photos',
          label: '异常情况拍照',
          required: true,
          visible: isAbnormal,
          min: 1,
          max: 9,
          cameraOnly: true,
          watermark: true,
        },
        {
          key: 'remark',
          type: 'multiline',
          label: '备注说明',
          maxLength: 1000,
          phrases: ['已现场处理', '已报工程部维修', '需外委处理', '待复查'],
        },
      ],
    },
    { key: 'signature', type: 'signature', label: '巡检人员签名' },
  ],
  layout: [
    {
      kind: 'section',
      id: 'round',
      title: '巡检信息',
      children: [
        { kind: 'field', key: 'number', width: 'half' },
        { kind: 'field', key: 'time', width: 'half' },
        { kind: 'field', key: 'inspector', width: 'half' },
        { kind: 'field', key: 'point', width: 'half' },
        { kind: 'field', key: 'building', width: 'half' },
        { kind: 'field', key: 'floor', width: 'half' },
      ],
    },
    {
      kind: 'section',
      id: 'list',
      title: '检查项',
      children: [
        { kind: 'field', key: 'checks' },
        { kind: 'field', key: 'signature' },
      ],
    },
  ],
};
