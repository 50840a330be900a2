/** A form with every type of field and every part of a layout, to look at and to measure. */
import type { FieldDefinition, FormDefinition } from '@anshao/core/forms/contract.ts';

const option = (code: string, label: string, more: object = {}) => ({
  code,
  label,
  status: 'active' as const,
  ...more,
});
const id = (n: number) => `00000000-0000-7000-8000-${String(n).padStart(12, '0')}`;

export const planFile = id(900);

const checks: FieldDefinition = {
  key: 'checks',
  type: 'subform',
  label: '现场检查项',
  fields: [
    { key: 'item', type: 'text', label: '检查项', required: true },
    {
      key: 'answer',
      type: 'singleChoice',
      label: '是否正常',
      required: true,
      options: [option('ok', '正常', { tone: 'good' }), option('bad', '异常', { tone: 'danger' })],
    },
    { key: 'count', type: 'integer', label: '数量', unit: '个' },
    { key: 'checkedOn', type: 'date', label: '检查日期' },
    { key: 'remark', type: 'multiline', label: '备注' },
    {
      key: 'photos',
      type: 'photos',
      label: '异常拍照',
      max: 3,
      visible: { field: 'answer', op: 'equals', value: 'bad' },
      required: true,
    },
  ],
};

const fields: FieldDefinition[] = [
  { key: 'title', type: 'text', label: '检查项描述', required: true, placeholder: '说一说现场情况', scan: true },
  { key: 'remark', type: 'multiline', label: '文本意见', phrases: ['现场已整改', '请物业尽快处理', '已拍照留存'] },
  { key: 'notice', type: 'richText', label: '整改通知', placeholder: '写明位置、问题和期限' },
  { key: 'phone', type: 'phone', label: '联系电话' },
  { key: 'idCard', type: 'idCard', label: '身份证号' },
  { key: 'email', type: 'email', label: '邮箱' },
  { key: 'site', type: 'url', label: '网址' },
  { key: 'plate', type: 'text', label: '车牌号', format: 'plate' },
  { key: 'area', type: 'number', label: '面积', unit: '平方米' },
  { key: 'people', type: 'integer', label: '在场人数', unit: '人' },
  { key: 'cost', type: 'money', label: '整改费用', inWords: true },
  { key: 'progress', type: 'percentage', label: '完成比例' },
  { key: 'rating', type: 'rating', label: '整体评分', help: '五星为优秀' },
  { key: 'foundOn', type: 'date', label: '发现日期', latest: 'today' },
  { key: 'foundAt', type: 'dateTime', label: '发现时间' },
  { key: 'begunAt', type: 'dateTime', label: '系统时间', stamp: 'submitted' },
  { key: 'dutyTime', type: 'time', label: '值班时间' },
  { key: 'stoppage', type: 'dateRange', label: '停用日期', openEnd: true },
  {
    key: 'isSafe',
    type: 'yesNo',
    label: '是否有安全隐患',
    yes: { label: '有', tone: 'danger' },
    no: { label: '无', tone: 'good' },
  },
  {
    key: 'level',
    type: 'singleChoice',
    label: '隐患等级',
    required: true,
    appearance: 'colours',
    options: [
      option('major', '重大', { tone: 'danger' }),
      option('serious', '较大', { tone: 'warning' }),
      option('general', '一般', { tone: 'notice' }),
      option('low', '立查立改', { tone: 'good' }),
    ],
  },
  {
    key: 'score',
    type: 'singleChoice',
    label: '卫生评分',
    appearance: 'scores',
    options: [option('a', '优', { score: 10 }), option('b', '良', { score: 8 }), option('c', '差', { score: 3 })],
  },
  {
    key: 'equipment',
    type: 'singleChoice',
    label: '设备编号',
    options: Array.from({ length: 5000 }, (_, n) => option(`e${n}`, `灭火器${String(n + 1).padStart(4, '0')}号`)),
  },
  {
    key: 'kinds',
    type: 'multipleChoice',
    label: '涉及专业',
    options: ['消防', '电梯', '用电', '燃气', '外墙'].map((label, n) => option(`k${n}`, label)),
  },
  {
    key: 'category',
    type: 'cascade',
    label: '隐患分类',
    leafOnly: true,
    options: [
      { ...option('fire', '消防安全'), children: [option('fire1', '消防车通道占用'), option('fire2', '疏散通道堆物')] },
      { ...option('lift', '电梯'), children: [option('lift1', '困人'), option('lift2', '年检过期')] },
    ],
  },
  { key: 'pictures', type: 'photos', label: '现场照片', watermark: true, annotate: true },
  { key: 'film', type: 'video', label: '现场视频', maxSeconds: 60 },
  { key: 'voice', type: 'audio', label: '语音说明', maxSeconds: 60 },
  { key: 'papers', type: 'files', label: '附件' },
  { key: 'signature', type: 'signature', label: '检查人签名', statement: '本人确认以上内容属实' },
  { key: 'reporter', type: 'person', label: '上报人' },
  { key: 'helpers', type: 'people', label: '协助人员' },
  { key: 'community', type: 'community', label: '所属小区' },
  { key: 'department', type: 'department', label: '责任部门' },
  { key: 'place', type: 'location', label: '位置', accuracyLimit: 50 },
  { key: 'pin', type: 'planPin', label: '平面图位置', plans: [{ file: planFile, name: '地下一层' }] },
  { key: 'code', type: 'scan', label: '设备二维码', typing: true },
  { key: 'point', type: 'linkedRecord', label: '巡检点位', form: 'points', scanField: 'code' },
  { key: 'points', type: 'linkedRecords', label: '相关点位', form: 'points' },
  checks,
  { key: 'number', type: 'serial', label: '编号', pattern: '{yyyy}{MM}{dd}-{0000}', resets: 'day' },
  { key: 'madeBy', type: 'recordInfo', label: '提交人', what: 'createdBy' },
  { key: 'total', type: 'formula', label: '合计', formula: '{area} * 2', result: 'number', unit: '平方米' },
];

const placed = (...keys: string[]) => keys.map((key) => ({ kind: 'field' as const, key }));
const halves = (...keys: string[]) => keys.map((key) => ({ kind: 'field' as const, key, width: 'half' as const }));
const thirds = (...keys: string[]) => keys.map((key) => ({ kind: 'field' as const, key, width: 'third' as const }));

export const everyType: FormDefinition = {
  id: id(1),
  key: 'everyType',
  name: '安全隐患上报单',
  fields,
  layout: [
    {
      kind: 'note',
      id: 'n1',
      tone: 'info',
      text: '**拍照、选分类，30秒完成上报。**\n- 重大隐患请先打电话\n- 详见[制度](https://example.cn/rules)',
    },
    ...placed('title'),
    ...placed('level', 'category'),
    ...halves('isSafe', 'kinds'),
    ...halves('equipment', 'score'),
    {
      kind: 'section',
      id: 's1',
      title: '数量与金额',
      help: '没有就不填',
      children: [...thirds('area', 'people', 'progress'), ...halves('cost', 'rating'), ...placed('total')],
    },
    {
      kind: 'section',
      id: 's2',
      title: '时间',
      children: [...halves('foundOn', 'foundAt', 'dutyTime', 'stoppage', 'begunAt')],
    },
    {
      kind: 'tabs',
      id: 't1',
      tabs: [
        { id: 'ta', title: '联系方式', children: [...halves('phone', 'email', 'idCard', 'plate'), ...placed('site')] },
        { id: 'tb', title: '人员与地点', children: [...halves('reporter', 'helpers', 'community', 'department')] },
      ],
    },
    { kind: 'divider', id: 'd1' },
    ...placed('pictures', 'film', 'voice', 'papers', 'signature'),
    { kind: 'columns', id: 'c1', columns: [placed('place', 'code'), placed('point', 'points')] },
    ...placed('pin', 'notice', 'remark', 'checks', 'number', 'madeBy'),
  ],
};

export const someValues = {
  title: '3栋东侧消防车通道被占用',
  level: 'serious',
  category: ['fire', 'fire1'],
  cost: 12800.5,
  progress: 0.35,
  rating: 4,
  area: 36.5,
  notice: '## 限期整改\n请于**3月20日前**完成：\n- 清理杂物\n- 重新划线',
  place: { latitude: 29.8683, longitude: 121.544, accuracy: 8, corrected: false, source: 'wgs84' },
  pin: { plan: planFile, x: 0.42, y: 0.55 },
  idCard: '330***********1234',
  checks: [
    { _id: id(11), item: '消防车通道净宽4米以上', answer: 'bad', count: 2 },
    { _id: id(12), item: '灭火器压力正常', answer: 'ok', count: 24, remark: '均在有效期内' },
  ],
};

/** A list of so many rows, to measure. */
export function longForm(rows: number): { form: FormDefinition; values: Record<string, unknown> } {
  return {
    form: {
      id: id(2),
      key: 'longForm',
      name: '检查清单',
      fields: [{ key: 'title', type: 'text', label: '名称' }, checks],
    },
    values: {
      checks: Array.from({ length: rows }, (_, n) => ({
        _id: id(1000 + n),
        item: `检查项${n + 1}`,
        answer: n % 7 === 0 ? 'bad' : 'ok',
        count: n,
      })),
    },
  };
}
