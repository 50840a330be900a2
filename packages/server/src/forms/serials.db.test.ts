import type { FormRecord } from '@anshao/core/forms/records.ts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { testDatabase } from '../base/testing/database.ts';
import { type RecordsStand, recordsStand } from './testing/records-stand.ts';

const database = await testDatabase();
let stand: RecordsStand;

beforeAll(async () => {
  stand = await recordsStand(database);
});
afterAll(() => stand.close());

test('sixteen who create at once, some of them in vain, get every number once and leave no gap', async () => {
  await stand.publish('ticket', [
    { key: 'number', label: '编号', type: 'serial', pattern: 'YH{yyyy}-{0000}', resets: 'year' },
    { key: 'title', label: '标题', type: 'text', unique: true },
    {
      key: 'parts',
      label: '明细',
      type: 'subform',
      fields: [{ key: 'no', label: '行号', type: 'serial', pattern: 'P{000}' }],
    },
  ]);
  await stand.create('ticket', { title: '已有' });
  const repeated = stand.runtime.newId();
  const statuses: number[] = [];
  const worker = async (member: number) => {
    for (let turn = 0; turn < 8; turn++) {
      const kind = (member + turn) % 4;
      // Refused by the database after its number was taken; the same record once more; two good ones.
      const body =
        kind === 0
          ? { values: { title: '已有' } }
          : kind === 1
            ? { id: repeated, values: { title: '重发' } }
            : { values: { title: `标题 ${member} ${turn}`, parts: [{}, {}] } };
      statuses.push((await stand.ask('personInCharge', 'POST', '/records/ticket', body)).statusCode);
    }
  };

  await Promise.all(Array.from({ length: 16 }, (_, member) => worker(member)));

  const { rows } = await database.pool.query('select c_number as number from form_ticket order by 1');
  const good = statuses.filter((status) => status === 200).length;
  expect(statuses.filter((status) => status === 422).length).toBe(32);
  expect(good).toBe(96);
  // One that was there before, one that was sent thirty-two times, sixty-four others.
  expect(rows.map(({ number }) => number)).toEqual(
    Array.from({ length: 66 }, (_, index) => `YH2026-${String(index + 1).padStart(4, '0')}`),
  );
  const parts = await database.pool.query('select c_no as no from form_ticket__parts order by 1');
  expect(parts.rows.map(({ no }) => no)).toEqual(
    Array.from({ length: 128 }, (_, index) => `P${String(index + 1).padStart(3, '0')}`),
  );
});

test('the period is that of the community’s calendar', async () => {
  await stand.publish('daily', [
    { key: 'number', label: '编号', type: 'serial', pattern: '{yyyy}{MM}{dd}-{00}', resets: 'day' },
  ]);
  const numberOf = async () => (await stand.create('daily', {})).values['number'];

  stand.clock.set('2026-03-16T15:59:00.000Z');
  const before = await numberOf();
  stand.clock.set('2026-03-16T16:00:00.000Z');
  const after = [await numberOf(), await numberOf()];

  expect([before, ...after]).toEqual(['20260316-01', '20260317-01', '20260317-02']);
});

test('nobody can set a number; a change keeps it, and gives one to rows that are new', async () => {
  const { values, id } = await stand.create('ticket', { title: '固定', number: 'YH2026-9999', parts: [{}] });
  const number = values['number'];
  expect(number).not.toBe('YH2026-9999');

  const changed = (
    await stand.ask(
      'personInCharge',
      'PUT',
      `/records/ticket/${id}`,
      { values: { title: '改', number: 'x', parts: [...(values['parts'] as object[]), {}] } },
      1,
    )
  ).json<FormRecord>();

  const [kept, fresh] = changed.values['parts'] as { no: string }[];
  expect(changed.values['number']).toBe(number);
  expect(kept?.no).toBe((values['parts'] as { no: string }[])[0]?.no);
  expect(Number(fresh?.no.slice(1))).toBe(Number(kept?.no.slice(1)) + 1);
});
