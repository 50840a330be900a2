import { describe, expect, test } from 'vitest';
import { wordError } from '../base/errors.ts';
import { compileForm } from './compile.ts';
import type { FieldDefinition, FileFacts } from './contract.ts';
import { valueMessages } from './messages.ts';
import {
  buildContext,
  buildEntries,
  buildForm,
  checklist,
  checklistContext,
  fifteen,
  filledChecklist,
  idOf,
} from './testing/build.ts';
import { prepare, validate } from './validate.ts';

const form = compileForm(checklist);
type Row = Record<string, unknown>;
const rowsIn = (values: Readonly<Record<string, unknown>>) => values.items as Row[];

function withRow(index: number, change: Row) {
  const values = filledChecklist();
  const items = rowsIn(values).map((row, at) => (at === index ? { ...row, ...change } : row));
  return { ...values, items };
}

describe('a checklist with preloaded rows', () => {
  test('a complete record has no problems', () => {
    expect(form.validate(filledChecklist(), checklistContext())).toEqual([]);
  });

  test('a new record starts with one row per active entry, labels included', () => {
    const entries = buildEntries(fifteen, { 3: { status: 'stopped' } });
    const { values } = form.prepare({}, checklistContext({ dictionaries: new Map([['checkItems', entries]]) }));
    expect(rowsIn(values).map((row) => row.item)).toEqual(fifteen.filter((code) => code !== '3'));
    expect(rowsIn(values)[0]).toEqual({ item: '1', itemName: '第 1 项', answer: null });
  });

  test('every unanswered item is named at once, with its path', () => {
    const problems = form.validate({ day: '2026-03-15' }, checklistContext());
    expect(problems).toEqual(fifteen.map((_, index) => ({ path: `items[${index}].answer`, code: 'forms.required' })));
  });

  test('an abnormal answer demands description and photos', () => {
    expect(form.validate(withRow(1, { answer: 'abnormal' }), checklistContext())).toEqual([
      { path: 'items[1].description', code: 'forms.required' },
      { path: 'items[1].photos', code: 'forms.required', details: { case: 'photo' } },
    ]);
  });

  test('what is missing is asked for in the words of its kind: taken, uploaded, signed, filled in', () => {
    const fields: readonly FieldDefinition[] = [
      { key: 'shot', label: '现场', type: 'photos', cameraOnly: true, required: true },
      { key: 'pictures', label: '照片', type: 'photos', required: true },
      { key: 'film', label: '视频', type: 'video', required: true },
      { key: 'papers', label: '附件', type: 'files', required: true },
      { key: 'sign', label: '签名', type: 'signature', required: true },
      { key: 'note', label: '备注', type: 'text', required: true },
    ];
    const told = validate(buildForm(fields), {}, buildContext()).map(({ code, details }) => {
      expect(code).toBe('forms.required');
      return wordError(valueMessages['forms.required'], 'zh', details);
    });
    expect(told).toEqual(['请拍照', '请上传', '请上传', '请上传', '请签名', '请填写']);
  });

  test('switching back to normal drops description and photos', () => {
    const { values, problems } = form.prepare(withRow(0, { answer: 'normal' }), checklistContext());
    expect(problems).toEqual([]);
    expect(rowsIn(values)[0]).toEqual({ item: '1', itemName: '第 1 项', answer: 'normal' });
  });

  test('missing, repeated and unknown rows are refused', () => {
    const items = rowsIn(filledChecklist());
    const sent = [...items.slice(0, 13), items[0], { item: 'x', answer: 'normal' }];
    expect(form.validate({ day: '2026-03-15', items: sent }, checklistContext())).toEqual([
      { path: 'items[13].item', code: 'forms.repeated' },
      { path: 'items[14].item', code: 'forms.row-unknown' },
      { path: 'items', code: 'forms.row-missing', details: { code: '14', label: '第 14 项' } },
      { path: 'items', code: 'forms.row-missing', details: { code: '15', label: '第 15 项' } },
    ]);
  });

  test('an explicit empty list is not taken for "not sent yet"', () => {
    expect(form.validate({ day: '2026-03-15', items: [] }, checklistContext())).toHaveLength(15);
  });

  test('a row whose entry is not demanded may be left out', () => {
    const dictionaries = new Map([['checkItems', buildEntries(fifteen, { 15: { required: false } })]]);
    const items = rowsIn(filledChecklist()).slice(0, 14);
    expect(form.validate({ day: '2026-03-15', items }, checklistContext({ dictionaries }))).toEqual([]);
  });

  test('the label comes from the dictionary, whatever was sent', () => {
    const { values } = form.prepare(withRow(2, { itemName: '伪造' }), checklistContext());
    expect(rowsIn(values)[2]?.itemName).toBe('第 3 项');
  });

  test('an edited record keeps its labels, its stopped rows, and needs no entry added since', () => {
    const previous = form.prepare(filledChecklist(), checklistContext()).values;
    const renamed = buildEntries([...fifteen, '16'], { 2: { label: '新名称' }, 4: { status: 'stopped' } });
    const context = checklistContext({ dictionaries: new Map([['checkItems', renamed]]), previous });
    const { values, problems } = form.prepare(filledChecklist(), context);
    expect(problems).toEqual([]);
    expect(rowsIn(values)[1]?.itemName).toBe('第 2 项');
  });

  test('a stopped answer is refused on a new record and kept on an old one', () => {
    const values = withRow(1, { answer: 'unclear' });
    const problem = {
      path: 'items[1].answer',
      code: 'forms.stopped-option',
      details: { code: 'unclear', label: '说不清' },
    };
    expect(form.validate(values, checklistContext())).toEqual([problem]);
    expect(form.validate(values, checklistContext({ previous: values }))).toEqual([]);
  });

  test('photos must have arrived, be pictures and come from the camera', () => {
    const photos = [idOf(100), idOf(101), idOf(102), idOf(100), 'x'];
    const files = new Map<string, FileFacts>([
      ...fifteen.map((_, index) => [idOf(index), { kind: 'image', fromCamera: true }] as const),
      [idOf(100), { kind: 'image', fromCamera: false }],
      [idOf(101), { kind: 'pdf', fromCamera: false }],
    ]);
    expect(form.validate(withRow(0, { photos }), checklistContext({ files }))).toEqual([
      { path: 'items[0].photos[0]', code: 'forms.camera-only' },
      { path: 'items[0].photos[1]', code: 'forms.file-kind', details: { kind: 'pdf', accepted: ['image'] } },
      { path: 'items[0].photos[2]', code: 'forms.file-missing' },
      { path: 'items[0].photos[3]', code: 'forms.repeated' },
      { path: 'items[0].photos[4]', code: 'forms.wrong-type' },
    ]);
  });

  test('without the dictionary nothing is accepted blindly', () => {
    expect(form.validate(filledChecklist(), buildContext())).toContainEqual({
      path: 'items',
      code: 'forms.dictionary-missing',
      details: { dictionary: 'checkItems' },
    });
  });
});

describe('values that are not what they should be', () => {
  const one = (field: FieldDefinition, value: unknown, context = buildContext()) =>
    validate(buildForm([field]), { [field.key]: value }, context);

  const cases: [string, FieldDefinition, unknown, unknown[]][] = [
    ['text that is a number', { key: 'a', label: 'A', type: 'text' }, 5, [{ path: 'a', code: 'forms.wrong-type' }]],
    [
      '100,000 characters',
      { key: 'a', label: 'A', type: 'text' },
      '长'.repeat(100_000),
      [{ path: 'a', code: 'forms.too-long', details: { max: 200 } }],
    ],
    ['200 emoji count as 200', { key: 'a', label: 'A', type: 'text' }, '🧯'.repeat(200), []],
    [
      '201 emoji count as 201',
      { key: 'a', label: 'A', type: 'text' },
      '🧯'.repeat(201),
      [{ path: 'a', code: 'forms.too-long', details: { max: 200 } }],
    ],
    ['right-to-left text', { key: 'a', label: 'A', type: 'text' }, 'מעלית تعطل', []],
    ['NUL', { key: 'a', label: 'A', type: 'multiline' }, 'a\0b', [{ path: 'a', code: 'forms.unsafe-characters' }]],
    [
      'half an emoji',
      { key: 'a', label: 'A', type: 'text' },
      'a\ud83e',
      [{ path: 'a', code: 'forms.unsafe-characters' }],
    ],
    [
      'too short',
      { key: 'a', label: 'A', type: 'text', minLength: 2 },
      '🧯',
      [{ path: 'a', code: 'forms.too-short', details: { min: 2 } }],
    ],
    [
      'a missed pattern',
      { key: 'a', label: 'A', type: 'text', pattern: '1[3-9]\\d{9}', patternHint: '请填写 11 位手机号' },
      '138123456789',
      [{ path: 'a', code: 'forms.pattern', details: { hint: '请填写 11 位手机号' } }],
    ],
    ['a number as text', { key: 'a', label: 'A', type: 'number' }, '5', [{ path: 'a', code: 'forms.wrong-type' }]],
    ['no number', { key: 'a', label: 'A', type: 'number' }, Number.NaN, [{ path: 'a', code: 'forms.wrong-type' }]],
    [
      'both too large and too precise',
      { key: 'a', label: 'A', type: 'number', max: 35, decimals: 1 },
      35.25,
      [
        { path: 'a', code: 'forms.too-large', details: { max: 35 } },
        { path: 'a', code: 'forms.too-precise', details: { decimals: 1 } },
      ],
    ],
    [
      '0.1 + 0.2',
      { key: 'a', label: 'A', type: 'number' },
      0.1 + 0.2,
      [{ path: 'a', code: 'forms.too-precise', details: { decimals: 2 } }],
    ],
    [
      '1e-7',
      { key: 'a', label: 'A', type: 'number', decimals: 6 },
      1e-7,
      [{ path: 'a', code: 'forms.too-precise', details: { decimals: 6 } }],
    ],
    ['29 February', { key: 'a', label: 'A', type: 'date' }, '2025-02-29', [{ path: 'a', code: 'forms.wrong-type' }]],
    [
      'tomorrow',
      { key: 'a', label: 'A', type: 'date', latest: 'today' },
      '2026-03-16',
      [{ path: 'a', code: 'forms.too-late', details: { latest: '2026-03-15' } }],
    ],
    [
      'a moment without zone',
      { key: 'a', label: 'A', type: 'dateTime' },
      '2026-03-15T06:32:10',
      [{ path: 'a', code: 'forms.wrong-type' }],
    ],
    ['an id with a capital', { key: 'a', label: 'A', type: 'person' }, idOf(0xabc).toUpperCase(), []],
    ['no id', { key: 'a', label: 'A', type: 'community' }, 'drop table', [{ path: 'a', code: 'forms.wrong-type' }]],
    [
      'coordinates swapped',
      { key: 'a', label: 'A', type: 'location' },
      { latitude: 121.5, longitude: 29.9, accuracy: 8, corrected: false },
      [{ path: 'a', code: 'forms.outside-range' }],
    ],
    [
      'a bad fix',
      { key: 'a', label: 'A', type: 'location', accuracyLimit: 50 },
      { latitude: 29.9, longitude: 121.5, accuracy: 120.4, corrected: false },
      [{ path: 'a', code: 'forms.inaccurate', details: { accuracy: 120, limit: 50 } }],
    ],
    [
      'a place with something else inside',
      { key: 'a', label: 'A', type: 'location' },
      { latitude: 29.9, longitude: 121.5, accuracy: 8, corrected: false, note: 'x' },
      [{ path: 'a', code: 'forms.wrong-type' }],
    ],
    [
      'a million rows',
      { key: 'a', label: 'A', type: 'subform', fields: [{ key: 'b', label: 'B', type: 'text' }] },
      new Array(1_000_000).fill({ x: 1 }),
      [{ path: 'a', code: 'forms.too-many', details: { max: 500, count: 1_000_000 } }],
    ],
    [
      'rows that are none, and row ids twice',
      { key: 'a', label: 'A', type: 'subform', fields: [{ key: 'b', label: 'B', type: 'text' }] },
      [null, [], { _id: idOf(1) }, { _id: idOf(1).toUpperCase() }],
      [
        { path: 'a[3]._id', code: 'forms.repeated' },
        { path: 'a[0]', code: 'forms.wrong-type' },
        { path: 'a[1]', code: 'forms.wrong-type' },
      ],
    ],
    [
      'too few rows',
      { key: 'a', label: 'A', type: 'subform', minRows: 2, fields: [{ key: 'b', label: 'B', type: 'text' }] },
      [{ b: 'x' }],
      [{ path: 'a', code: 'forms.too-few', details: { min: 2, count: 1 } }],
    ],
    [
      'codes that are unknown, repeated, stopped',
      {
        key: 'a',
        label: 'A',
        type: 'multipleChoice',
        max: 3,
        options: [
          { code: 'x', label: '甲', status: 'active' },
          { code: 'y', label: '乙', status: 'stopped' },
        ],
      },
      ['x', 'x', 'y', 'constructor'],
      [
        { path: 'a', code: 'forms.too-many', details: { max: 3, count: 4 } },
        { path: 'a[1]', code: 'forms.repeated' },
        { path: 'a[2]', code: 'forms.stopped-option', details: { code: 'y', label: '乙' } },
        { path: 'a[3]', code: 'forms.unknown-option', details: { code: 'constructor' } },
      ],
    ],
  ];
  test.each(cases)('%s', (_name, field, value, expected) => {
    expect(one(field, value)).toEqual(expected);
  });

  test.each([null, undefined, 5, 'x', [], () => 1])('a record that is %s is refused', (values) => {
    expect(validate(checklist, values, checklistContext())).toEqual([{ path: '', code: 'forms.wrong-type' }]);
  });

  test('unknown keys are refused and dropped, prototype keys among them', () => {
    const sent = JSON.parse('{"day":"2026-03-15","__proto__":{"admin":true},"constructor":1,"items":[]}');
    const { values, problems } = prepare(buildForm([{ key: 'day', label: '日', type: 'date' }]), sent, buildContext());
    expect(problems.map((problem) => problem.path)).toEqual(['__proto__', 'constructor', 'items']);
    expect(Object.keys(values)).toEqual(['day']);
    expect((values as { admin?: boolean }).admin).toBeUndefined();
  });

  test('a person outside the scope is refused, the one already there is kept', () => {
    const field: FieldDefinition = { key: 'who', label: '整改人', type: 'person' };
    const references = new Map([['who', new Set([idOf(1)])]]);
    expect(one(field, idOf(1), buildContext({ references }))).toEqual([]);
    expect(one(field, idOf(2), buildContext({ references }))).toEqual([{ path: 'who', code: 'forms.not-allowed' }]);
    expect(one(field, idOf(2), buildContext({ references, previous: { who: idOf(2) } }))).toEqual([]);
  });
});

describe('canonical form', () => {
  const settled = (field: FieldDefinition, value: unknown) =>
    prepare(buildForm([field]), { [field.key]: value }, buildContext()).values[field.key];

  test('text is trimmed, composed and freed of control characters', () => {
    expect(settled({ key: 'a', label: 'A', type: 'text' }, ' \u0007Cafe\u0301\r\n3 号楼\t东 ')).toBe('Café 3 号楼 东');
    expect(settled({ key: 'a', label: 'A', type: 'multiline' }, 'a\r\nb\rc\td\u001b')).toBe('a\nb\nc\td');
  });

  test('blank text is nothing', () => {
    expect(settled({ key: 'a', label: 'A', type: 'text' }, ' \u0000'.replace('\0', ''))).toBeNull();
  });

  test('moments are written in UTC with milliseconds', () => {
    expect(settled({ key: 'a', label: 'A', type: 'dateTime' }, '2026-03-15T14:32+08:00')).toBe(
      '2026-03-15T06:32:00.000Z',
    );
  });
});

describe('what is not for the person to set', () => {
  const fields: FieldDefinition[] = [
    { key: 'stamp', label: '时间', type: 'dateTime', readOnly: true, default: { from: 'now' } },
    { key: 'level', label: '等级', type: 'text', readOnly: true },
    { key: 'place', label: '小区', type: 'community', default: { from: 'currentCommunity' } },
    { key: 'note', label: '说明', type: 'text', default: { value: '无' } },
  ];

  test('read-only fields take the default, the stored or the supplied value, never the sent one', () => {
    const sent = { stamp: '2020-01-01T00:00:00.000Z', level: 'x' };
    const fresh = prepare(buildForm(fields), sent, buildContext({ community: idOf(7) })).values;
    expect(fresh).toEqual({ stamp: '2026-03-15T06:32:10.123Z', level: null, place: idOf(7), note: '无' });
    const later = prepare(buildForm(fields), sent, buildContext({ previous: fresh, supplied: { level: 'major' } }));
    expect(later.values).toMatchObject({ stamp: fresh.stamp, level: 'major' });
  });

  test('what was cleared stays cleared, what was not sent stays stored', () => {
    const previous = { stamp: null, level: null, place: idOf(7), note: '旧' };
    const context = buildContext({ previous, community: idOf(8) });
    expect(prepare(buildForm(fields), { note: '' }, context).values).toMatchObject({ note: null, place: idOf(7) });
  });
});

describe('visibility', () => {
  const equals = (field: string, value: string) => ({ field, op: 'equals', value }) as const;

  test('a chain settles from its beginning, however it is drawn', () => {
    const definition = buildForm([
      { key: 'c', label: 'C', type: 'text', visible: equals('b', '1'), required: true },
      { key: 'b', label: 'B', type: 'text', visible: equals('a', '1') },
      { key: 'a', label: 'A', type: 'text' },
    ]);
    expect(prepare(definition, { a: '0', b: '1', c: '1' }, buildContext())).toEqual({
      values: { a: '0' },
      problems: [],
    });
    expect(prepare(definition, { a: '1', b: '1', c: '1' }, buildContext()).values).toEqual({ a: '1', b: '1', c: '1' });
  });

  test('a display rule shows its fields together, and any one of several rules suffices', () => {
    const definition = buildForm(
      [
        { key: 'a', label: 'A', type: 'text' },
        { key: 'b', label: 'B', type: 'text' },
        { key: 'c', label: 'C', type: 'text', visible: { field: 'a', op: 'notEquals', value: '3' } },
      ],
      {
        displayRules: [
          { when: equals('a', '1'), show: ['b', 'c'] },
          { when: { field: 'a', op: 'in', value: ['2', '3'] }, show: ['c'] },
        ],
      },
    );
    const shown = (a: string) => Object.keys(prepare(definition, { a }, buildContext()).values);
    expect([shown('0'), shown('1'), shown('2'), shown('3')]).toEqual([['a'], ['a', 'b', 'c'], ['a', 'c'], ['a']]);
  });

  test('a row sees its own fields and, as $parent, those of the record', () => {
    const definition = buildForm([
      {
        key: 'rows',
        label: '明细',
        type: 'subform',
        fields: [
          { key: 'kind', label: '类', type: 'text' },
          {
            key: 'reason',
            label: '原因',
            type: 'text',
            visible: { all: [equals('$parent.mode', 'strict'), equals('kind', 'x')] },
            required: { field: '$parent.mode', op: 'isNotEmpty' },
          },
        ],
      },
      { key: 'mode', label: '方式', type: 'text' },
    ]);
    expect(validate(definition, { mode: 'strict', rows: [{ kind: 'x' }, { kind: 'y' }] }, buildContext())).toEqual([
      { path: 'rows[0].reason', code: 'forms.required' },
    ]);
    const loose = prepare(definition, { mode: 'loose', rows: [{ kind: 'x', reason: 'r' }] }, buildContext());
    expect(loose.values.rows).toEqual([{ kind: 'x' }]);
  });
});
