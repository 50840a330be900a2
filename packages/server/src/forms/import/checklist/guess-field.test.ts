import { findFieldType } from '@anshao/core/forms/registry.ts';
import { describe, expect, test } from 'vitest';
import type { Format } from '../book/formats.ts';
import type { Cell } from '../book/read-book.ts';
import { type Evidence, guessField } from './guess-field.ts';
import { boxedChoices, readTitle } from './labels.ts';

const cells = (values: readonly (string | number)[], format: Format = { kind: 'general' }): Cell[] =>
  values.map((value, index) => ({
    row: index + 2,
    column: 1,
    text: String(value),
    format,
    ...(typeof value === 'number' ? { number: value } : {}),
  }));
const guess = (title: string, values: readonly (string | number)[] = [], more: Partial<Evidence> = {}) =>
  guessField({ title: readTitle(title), cells: cells(values), ...more });
const rule = (more: Partial<Evidence['rule']>) => ({
  rule: { areas: [], type: 'list', operator: 'between', first: '', second: '', ...more },
});

describe('a title', () => {
  test.each([
    ['*姓名', { label: '姓名', isRequired: true, choices: [] }],
    ['姓名（必填）：', { label: '姓名', isRequired: true, choices: [] }],
    ['备  注', { label: '备注', isRequired: false, choices: [] }],
    ['检查\n结果', { label: '检查结果', isRequired: false, choices: [] }],
    ['面积（㎡）', { label: '面积', isRequired: false, choices: [], unit: '㎡' }],
    ['租金(元/月)', { label: '租金', isRequired: false, choices: [], unit: '元/月' }],
    ['结果（合格/不合格/不适用）', { label: '结果', isRequired: false, choices: ['合格', '不合格', '不适用'] }],
    ['是否完好（是、否）', { label: '是否完好', isRequired: false, choices: ['是', '否'] }],
    ['日期（如 2024/3/15）', { label: '日期', isRequired: false, choices: [] }],
    ['灭火器：□完好 □损坏', { label: '灭火器', isRequired: false, choices: ['完好', '损坏'] }],
  ])('%s', (text, title) => {
    expect(readTitle(text)).toEqual(title);
  });

  test.each([
    ['□是 □否', ['是', '否']],
    ['是□ 否□', ['是', '否']],
    ['☑合格  ☐不合格', ['合格', '不合格']],
    ['正常（ ） 异常（ ）', ['正常', '异常']],
    ['没有框', undefined],
    ['□', undefined],
  ])('boxes of %s', (text, choices) => {
    expect(boxedChoices(text)?.choices).toEqual(choices);
  });
});

describe('words of a title', () => {
  test.each([
    ['现场照片', 'photos'],
    ['检查人签名', 'signature'],
    ['检查日期', 'date'],
    ['检查时间', 'dateTime'],
    ['检查人', 'person'],
    ['参加人员', 'people'],
    ['访客姓名', 'text'],
    ['联系电话', 'phone'],
    ['身份证号', 'idCard'],
    ['电子邮箱', 'email'],
    ['是否整改', 'yesNo'],
    ['数量（台）', 'integer'],
    ['面积（㎡）', 'number'],
    ['费用（元）', 'money'],
    ['完成率', 'percentage'],
    ['检查结果', 'singleChoice'],
    ['备注', 'multiline'],
    ['存在问题', 'multiline'],
    ['设备编号', 'text'],
    ['地点', 'text'],
    ['定位', 'location'],
    ['法人', 'text'],
    ['莫名其妙', 'text'],
  ])('%s → %s', (title, type) => {
    expect(guess(title).type).toBe(type);
    expect(findFieldType(type)?.type).toBe(type);
  });
});

describe('values count more than words', () => {
  test.each([
    ['甲', ['2024-03-15', '2024-03-16', '2024-03-18'], 'date'],
    ['甲', ['2024年3月5日', '2024年3月6日'], 'date'],
    ['甲', ['2024-03-15 08:30', '2024-03-16 09:00'], 'dateTime'],
    ['甲', ['08:30', '17:00'], 'time'],
    ['甲', ['13800000000', '0752-2345678'], 'phone'],
    ['甲', ['44130219900101123X', '441302199001011231'], 'idCard'],
    ['甲', ['a@b.cn', 'c@d.com'], 'email'],
    ['甲', ['https://a.cn/x', 'http://b.cn'], 'url'],
    ['甲', ['15%', '3.5%'], 'percentage'],
    ['甲', ['¥12.50', '￥8'], 'money'],
    ['甲', [3, 5, 8], 'integer'],
    ['甲', [3.25, 5], 'number'],
    ['甲', ['007', '012'], 'text'],
    ['甲', ['是', '否', '是'], 'yesNo'],
    ['甲', ['□合格 □不合格', '□合格 □不合格'], 'singleChoice'],
    ['甲', ['消防', '电梯', '消防', '消防', '电梯', '消防'], 'singleChoice'],
    ['甲', ['消防；电梯', '电梯', '消防', '消防', '电梯；消防', '消防'], 'multipleChoice'],
    ['甲', ['第一行\n第二行'], 'multiline'],
    ['甲', ['张三', '李四'], 'text'],
    ['检查人', ['张三', '李四'], 'person'],
    ['检查人', ['2024-03-15', '2024-03-16'], 'date'],
    ['检查时间', ['2024-03-15', '2024-03-16'], 'date'],
    ['单价', [3, 5.5], 'money'],
    ['检查结果', ['现场良好，已口头提醒值班人员', '无'], 'text'],
    ['备注', ['无', '灯不亮'], 'multiline'],
  ])('%s %j → %s', (title, values, type) => {
    expect(guess(title, values).type).toBe(type);
  });

  test('a format of the cells is a value that is not there yet', () => {
    expect(guess('甲', [], { format: { kind: 'date' } }).type).toBe('date');
    expect(
      guessField({ title: readTitle('甲'), cells: cells([0.5, 0.25], { kind: 'percent', decimals: 1 }) }),
    ).toMatchObject({ type: 'percentage', settings: { decimals: 2 } });
  });

  test('an error is no value', () => {
    const broken: Cell = { row: 9, column: 1, text: '#REF!', isError: true, format: { kind: 'general' } };
    expect(guessField({ title: readTitle('甲'), cells: [...cells([3, 4, 5]), broken] }).type).toBe('integer');
  });
});

describe('what Excel lets into the cells counts most', () => {
  test('a list becomes options, 是 and 否 a yes-or-no', () => {
    expect(guess('备注', ['x'], rule({ choices: ['重大', '一般'] }))).toMatchObject({
      type: 'singleChoice',
      certainty: 'sure',
      settings: { options: [{ code: '重大' }, { code: '一般' }] },
    });
    expect(guess('甲', [], rule({ choices: ['是', '否'] })).type).toBe('yesNo');
  });

  test('5,000 options are taken, more become text and say so', () => {
    const many = Array.from({ length: 5001 }, (_, index) => `选项${index}`);
    expect(guess('甲', [], rule({ choices: many.slice(1) })).settings.options).toHaveLength(5000);
    const over = guess('甲', [], rule({ choices: many }));
    expect(over).toMatchObject({ type: 'text', certainty: 'unsure' });
    expect(over.what).toContain('5001');
  });

  test.each([
    [
      { type: 'whole', first: '1', second: '10' },
      { type: 'integer', settings: { min: 1, max: 10 } },
    ],
    [
      { type: 'decimal', operator: 'lessThan', first: '2.5' },
      { type: 'number', settings: { max: 2.5 } },
    ],
    [
      { type: 'date', operator: 'greaterThan', first: '45366' },
      { type: 'date', settings: { earliest: '2024-03-15' } },
    ],
    [
      { type: 'textLength', operator: 'lessThanOrEqual', first: '20' },
      { type: 'text', settings: { maxLength: 20 } },
    ],
  ])('%j', (said, expected) => {
    expect(guess('甲', [], rule(said))).toMatchObject(expected);
  });
});

test('usual answers carry their colour', () => {
  expect(guess('结果（合格/不合格/不适用）').settings).toEqual({
    appearance: 'buttons',
    options: [
      { code: '合格', label: '合格', status: 'active', tone: 'good' },
      { code: '不合格', label: '不合格', status: 'active', tone: 'danger' },
      { code: '不适用', label: '不适用', status: 'active', tone: 'neutral' },
    ],
  });
});
