import type { FieldDefinition, RowValues } from '@anshao/core/forms/contract.ts';
import { columnName } from '@anshao/core/forms/naming.ts';
import type { FormRecord } from '@anshao/core/forms/records.ts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { testDatabase } from '../base/testing/database.ts';
import { type RecordsStand, recordsStand } from './testing/records-stand.ts';

const database = await testDatabase();
let stand: RecordsStand;

const subform = (inner: readonly FieldDefinition[]): FieldDefinition[] => [
  { key: 'title', label: '标题', type: 'text' },
  { key: 'rows', label: '明细', type: 'subform', fields: [...inner] },
];
const what: FieldDefinition = { key: 'what', label: '内容', type: 'text' };
const gone: FieldDefinition = { key: 'gone', label: '旧列', type: 'text' };
const code: FieldDefinition = { key: 'code', label: '编码', type: 'text', unique: true };
const steps = (inner: readonly FieldDefinition[]): FieldDefinition => ({
  key: 'steps',
  label: '步骤',
  type: 'subform',
  fields: [...inner],
});

beforeAll(async () => {
  stand = await recordsStand(database);
});
afterAll(() => stand.close());

const put = (form: string, id: string, revision: number, values: object) =>
  stand.ask('personInCharge', 'PUT', `/records/${form}/${id}`, { values }, revision);
const rowsOf = (record: FormRecord) => record.values['rows'] as readonly RowValues[];

test('a row that stays keeps what lies in columns of no use any more, at every level; one that goes is gone', async () => {
  await stand.publish('kept', subform([what, gone, steps([what, gone])]));
  const made = await stand.create('kept', {
    rows: [
      { what: '一', gone: '旧一', steps: [{ what: '一之一', gone: '旧一之一' }] },
      { what: '二', gone: '旧二' },
    ],
  });
  await stand.publish('kept', subform([what, steps([what])]));
  const [first] = rowsOf(made);
  const [step] = (first?.['steps'] ?? []) as readonly RowValues[];

  const answer = await put('kept', made.id, 1, {
    rows: [{ what: '新' }, { _id: first?._id, what: '改一', steps: [{ _id: step?._id, what: '改一之一' }] }],
  });

  expect(answer.statusCode, answer.body).toBe(200);
  const stored = async (table: string) =>
    (
      await database.pool.query(
        `select ${columnName('what')} as what, ${columnName('gone')} as gone from ${table} where record_id = $1 order by position`,
        [made.id],
      )
    ).rows;
  expect(await stored('form_kept__rows')).toEqual([
    { what: '新', gone: null },
    { what: '改一', gone: '旧一' },
  ]);
  expect(await stored('form_kept__rows__steps')).toEqual([{ what: '改一之一', gone: '旧一之一' }]);
});

test('two rows may change what must differ among the rows of a record', async () => {
  await stand.publish('swapped', subform([code, what]));
  const made = await stand.create('swapped', { rows: [{ code: 'A' }, { code: 'B' }, { code: 'C' }] });
  const [a, b, c] = rowsOf(made);

  const answer = await put('swapped', made.id, 1, {
    rows: [
      { ...a, code: 'B' },
      { ...b, code: 'C' },
      { ...c, code: 'A' },
    ],
  });

  expect(answer.statusCode, answer.body).toBe(200);
  expect(rowsOf(answer.json<FormRecord>()).map((row) => row['code'])).toEqual(['B', 'C', 'A']);
  const same = await put('swapped', made.id, 2, {
    rows: [
      { ...a, code: 'X' },
      { ...b, code: 'X' },
    ],
  });
  expect(same.statusCode).toBe(422);
});

test('a row moves from one row to another with what is in it', async () => {
  await stand.publish('moved', subform([what, steps([what])]));
  const made = await stand.create('moved', { rows: [{ what: '一', steps: [{ what: '走' }] }, { what: '二' }] });
  const [one, two] = rowsOf(made);
  const [step] = (one?.['steps'] ?? []) as readonly RowValues[];

  const answer = await put('moved', made.id, 1, {
    rows: [
      { ...one, steps: [] },
      { ...two, steps: [step] },
    ],
  });

  expect(answer.statusCode, answer.body).toBe(200);
  expect(rowsOf(answer.json<FormRecord>()).map((row) => row['steps'])).toMatchObject([[], [{ what: '走' }]]);
});
