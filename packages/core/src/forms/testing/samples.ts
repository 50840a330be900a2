/**
 * For every registered type a field and the values people may put into it, so that what must hold for all types is
 * tested for all of them; a type without a sample does not compile.
 */
import fc from 'fast-check';
import type { FieldTypeName, Option } from '../contract.ts';
import { buildContext, idOf } from './build.ts';
import type { FieldSaid } from './one-field.ts';

export interface Sample {
  readonly field: FieldSaid;
  /** Valid values, also such as are not in canonical form yet. Undefined where nobody enters any. */
  readonly values: fc.Arbitrary<unknown> | undefined;
}

const option = (code: string, more: Partial<Option> = {}): Option => ({
  code,
  label: `选项 ${code}`,
  status: 'active',
  ...more,
});
const abc = ['a', 'b', 'c'].map((code, index) => option(code, { score: index }));

const id = fc.nat(30).map(idOf);
const ids = (maxLength: number) => fc.uniqueArray(id, { minLength: 1, maxLength });
const moment = fc
  .date({ min: new Date('0001-01-01'), max: new Date('9999-12-31'), noInvalidDate: true })
  .map((value) => value.toISOString());
const day = moment.map((text) => text.slice(0, 10));
const prose = fc.string({ unit: 'grapheme', maxLength: 40 });
const part = fc.double({ min: 0, max: 1, noNaN: true });
const hundredths = (most: number) => fc.integer({ min: -most * 100, max: most * 100 }).map((value) => value / 100);
const twoDigits = (most: number) => fc.nat(most).map((value) => String(value).padStart(2, '0'));

const cardWeights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
const idCards = fc
  .tuple(
    fc.integer({ min: 110000, max: 659999 }),
    fc.date({ min: new Date('1900-01-01'), max: new Date('2026-01-01'), noInvalidDate: true }),
    fc.integer({ min: 100, max: 999 }),
  )
  .map(([region, birth, order]) => {
    const body = `${region}${birth.toISOString().slice(0, 10).replaceAll('-', '')}${order}`;
    const sum = cardWeights.reduce((total, weight, index) => total + weight * Number(body[index]), 0);
    return body + '10x98765432'[sum % 11];
  });

export const samples: { readonly [Name in FieldTypeName]: Sample } = {
  text: { field: { type: 'text' }, values: prose },
  multiline: {
    field: { type: 'multiline' },
    values: fc.array(prose, { maxLength: 4 }).map((lines) => lines.join('\r\n')),
  },
  richText: { field: { type: 'richText' }, values: prose.map((text) => `# ${text}\n- **${text}**`) },
  phone: {
    field: { type: 'phone' },
    values: fc.oneof(
      fc.stringMatching(/^(\+86 )?1[3-9]\d \d{4} \d{4}$/),
      fc.stringMatching(/^\(0574\) ?[2-8]\d{7}( 转 \d{3})?$/),
      fc.stringMatching(/^010-?[2-8]\d{7}$/),
    ),
  },
  idCard: { field: { type: 'idCard' }, values: idCards },
  email: {
    field: { type: 'email' },
    values: fc.stringMatching(/^[a-zA-Z0-9]{1,20}(\.[a-z]{1,9})?@[A-Za-z]{1,9}\.(com|CN)$/),
  },
  url: { field: { type: 'url' }, values: fc.webUrl({ validSchemes: ['http', 'https'], withQueryParameters: true }) },
  number: { field: { type: 'number', decimals: 10 }, values: fc.oneof(fc.integer(), hundredths(1e7), fc.constant(-0)) },
  integer: { field: { type: 'integer' }, values: fc.oneof(fc.integer(), fc.constant(-0)) },
  money: { field: { type: 'money' }, values: hundredths(1e9) },
  percentage: { field: { type: 'percentage', decimals: 1 }, values: fc.nat(1000).map((tenths) => tenths * 0.001) },
  rating: { field: { type: 'rating', max: 10 }, values: fc.integer({ min: 1, max: 10 }) },
  date: { field: { type: 'date' }, values: day },
  dateTime: { field: { type: 'dateTime' }, values: moment },
  time: {
    field: { type: 'time', seconds: true },
    values: fc.tuple(twoDigits(23), twoDigits(59), twoDigits(59)).map((parts) => parts.join(':')),
  },
  dateRange: {
    field: { type: 'dateRange', openEnd: true },
    values: fc.tuple(day, fc.option(day)).map(([one, other]) => {
      const [from, to] = other !== null && other < one ? [other, one] : [one, other];
      return { from, to };
    }),
  },
  yesNo: { field: { type: 'yesNo', no: { label: '异常', tone: 'danger' } }, values: fc.boolean() },
  singleChoice: { field: { type: 'singleChoice', options: abc }, values: fc.constantFrom('a', ' b', 'c') },
  multipleChoice: {
    field: { type: 'multipleChoice', options: abc, appearance: 'scores' },
    values: fc.uniqueArray(fc.constantFrom('a', 'b', 'c'), { minLength: 1 }),
  },
  cascade: {
    field: { type: 'cascade', options: [{ ...option('a'), children: [option('a1'), option('a2')] }, option('b')] },
    values: fc.constantFrom(['a'], ['a', 'a1'], ['a', ' a2 '], ['b']),
  },
  photos: { field: { type: 'photos' }, values: ids(5) },
  video: { field: { type: 'video' }, values: ids(3) },
  audio: { field: { type: 'audio' }, values: ids(3) },
  files: { field: { type: 'files' }, values: ids(5) },
  signature: { field: { type: 'signature' }, values: id },
  person: { field: { type: 'person' }, values: id.map((text) => text.toUpperCase()) },
  people: { field: { type: 'people' }, values: fc.oneof(ids(5), id) },
  community: { field: { type: 'community' }, values: id },
  department: { field: { type: 'department' }, values: id },
  location: {
    field: { type: 'location' },
    values: fc.record(
      {
        latitude: fc.double({ min: -90, max: 90, noNaN: true }),
        longitude: fc.double({ min: -180, max: 180, noNaN: true }),
        accuracy: fc.option(fc.double({ min: 0, max: 1000, noNaN: true })),
        corrected: fc.boolean(),
        source: fc.constantFrom('wgs84', 'gcj02'),
      },
      { requiredKeys: ['latitude', 'longitude'] },
    ),
  },
  planPin: {
    field: { type: 'planPin', plans: [{ file: idOf(1), name: '一层' }] },
    values: fc.record({ plan: fc.constant(idOf(1)), x: part, y: part }),
  },
  scan: { field: { type: 'scan' }, values: prose },
  subform: { field: { type: 'subform', fields: [{ key: 'b', label: 'B', type: 'text' }] }, values: undefined },
  formula: { field: { type: 'formula', formula: '1', result: 'number' }, values: undefined },
  linkedRecord: { field: { type: 'linkedRecord', form: 'points' }, values: id },
  linkedRecords: { field: { type: 'linkedRecords', form: 'points' }, values: ids(5) },
  backLinks: { field: { type: 'backLinks', form: 'points', field: 'point' }, values: undefined },
  lookup: { field: { type: 'lookup', link: 'point', field: 'name', result: 'text' }, values: undefined },
  rollup: { field: { type: 'rollup', link: 'points', function: 'count', result: 'number' }, values: undefined },
  serial: { field: { type: 'serial', pattern: '{yyyy}-{0000}' }, values: fc.stringMatching(/^20\d\d-\d{4}$/) },
  recordInfo: { field: { type: 'recordInfo', what: 'createdAt' }, values: undefined },
};

/** What everything is checked against that comes from outside. */
export const junk = fc.oneof(
  fc.constantFrom(null, undefined, '', -0, Number.NaN, '\ud800', 'a\0b', ' x ', '\ufeff', '长'.repeat(100_000)),
  fc.constantFrom([null], [[]], { from: {} }, { plan: null }, new Array(10_000).fill('x'), Object.create(null)),
  fc.anything(),
);

export const sampleContext = buildContext();
