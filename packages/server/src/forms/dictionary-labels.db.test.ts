import type { FormRecord } from '@anshao/core/forms/records.ts';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { testDatabase } from '../base/testing/database.ts';
import { createDictionaryKeeping, type DictionaryKeeping } from './dictionary-keeping.ts';
import { buildGrant, type RecordsStand, recordsStand } from './testing/records-stand.ts';

const database = await testDatabase();
let stand: RecordsStand;
let keeping: DictionaryKeeping;

beforeAll(async () => {
  stand = await recordsStand(database);
  keeping = createDictionaryKeeping(stand.runtime, { managed: new Set() });
  await keeping.create(stand.cast.administrator.viewer, 'kinds', '隐患类别');
  await stand.publish('report', [
    { key: 'note', label: '说明', type: 'text' },
    { key: 'kind', label: '类别', type: 'singleChoice', dictionary: 'kinds' },
    { key: 'way', label: '分级', type: 'cascade', dictionary: 'kinds' },
    {
      key: 'items',
      label: '检查项',
      type: 'subform',
      fields: [{ key: 'kinds', label: '类别', type: 'multipleChoice', dictionary: 'kinds' }],
    },
  ]);
  await stand.publish('followUp', [
    { key: 'report', label: '隐患', type: 'linkedRecord', form: 'report' },
    { key: 'kind', label: '类别', type: 'lookup', link: 'report', field: 'kind', result: 'text' },
  ]);
});
afterAll(() => stand.close());

interface Entry {
  id: string;
  code: string;
}

/** A fresh entry of the dictionary. */
async function entryCalled(label: string): Promise<Entry> {
  const id = stand.runtime.newId();
  const entry = { id, code: `k-${id.slice(-6)}` };
  await call(entry, label);
  return entry;
}

/** Gives it a name, an hour after whatever was before. */
async function call({ id, code }: Entry, label: string, more: object = {}): Promise<void> {
  stand.clock.forward(60);
  const input = { code, label, effectiveFrom: '2024-01-01', ...more };
  await keeping.saveEntry(stand.cast.administrator.viewer, 'kinds', id, input);
  stand.clock.forward(60);
}

const read = async (id: string): Promise<FormRecord> =>
  (await stand.ask('personInCharge', 'GET', `/records/report/${id}`)).json();
const change = async (record: FormRecord, values: object): Promise<FormRecord> =>
  (await stand.ask('personInCharge', 'PUT', `/records/report/${record.id}`, { values }, record.revision)).json();

describe('after an entry was renamed', () => {
  test('a record saved before shows the name it was saved with, a new one the new name; rows and levels too', async () => {
    const fire = await entryCalled('消防安全');
    const values = { kind: fire.code, way: [fire.code], items: [{ kinds: [fire.code] }] };
    const { id } = await stand.create('report', values);
    expect((await read(id)).labels).toBeUndefined();

    await call(fire, '消防与用电');

    expect((await read(id)).labels).toEqual({ kinds: { [fire.code]: '消防安全' } });
    const query = { full: true, where: { field: 'kind', op: 'equals', value: fire.code } };
    const fresh = await stand.create('report', values);
    const { rows } = (await stand.ask('personInCharge', 'POST', '/records/report/query', query)).json();
    const labels = new Map(rows.map((row: FormRecord) => [row.id, row.labels]));
    expect(labels.get(id)).toEqual({ kinds: { [fire.code]: '消防安全' } });
    expect(labels.get(fresh.id)).toBeUndefined();
  });

  test('twice, each record shows the name of its time', async () => {
    const entry = await entryCalled('一');
    const first = await stand.create('report', { kind: entry.code });
    await call(entry, '二');
    const second = await stand.create('report', { kind: entry.code });
    await call(entry, '三');
    expect((await read(first.id)).labels).toEqual({ kinds: { [entry.code]: '一' } });
    expect((await read(second.id)).labels).toEqual({ kinds: { [entry.code]: '二' } });
    const kept = await keeping.get(stand.cast.administrator.viewer, 'kinds');
    expect(kept.entries.find(({ id }) => id === entry.id)?.formerLabels.map(({ label }) => label)).toEqual([
      '一',
      '二',
    ]);
  });

  test('a change of something else does not rename; what is chosen anew has the new name, and the history both', async () => {
    const entry = await entryCalled('电梯');
    const other = await entryCalled('外墙');
    const record = await stand.create('report', { kind: entry.code });
    await call(entry, '电梯与扶梯');
    const noted = await change(record, { note: '已通知维保' });
    expect(noted.labels).toEqual({ kinds: { [entry.code]: '电梯' } });
    const moved = await change(noted, { kind: other.code });
    expect(moved.labels).toBeUndefined();
    expect((await change(moved, { kind: entry.code })).labels).toBeUndefined();

    const { rows } = (await stand.ask('personInCharge', 'GET', `/records/report/${record.id}/history`)).json();
    expect(rows.map(({ labels }: FormRecord) => labels?.['kinds']?.[entry.code])).toEqual([undefined, '电梯', '电梯']);
  });

  test('a look-up shows the name the other record was saved with', async () => {
    const entry = await entryCalled('燃气');
    const { id } = await stand.create('report', { kind: entry.code });
    await call(entry, '燃气与热力');
    const { values } = await stand.create('followUp', { report: id });
    expect(values['kind']).toBe('燃气');
  });

  test('a stopped entry stays on the records that have it, under the name they were saved with', async () => {
    const entry = await entryCalled('门禁');
    const record = await stand.create('report', { kind: entry.code });
    await call(entry, '门禁与道闸');
    await call(entry, '门禁与道闸', { effectiveTo: '2024-01-31' });
    const noted = await change(record, { note: '仍可修改' });
    expect(noted.values['kind']).toBe(entry.code);
    expect(noted.labels).toEqual({ kinds: { [entry.code]: '门禁' } });
    const fresh = await stand.ask('personInCharge', 'POST', '/records/report', { values: { kind: entry.code } });
    expect(fresh.json().problems).toMatchObject([{ path: 'kind', code: 'forms.stopped-option' }]);
  });

  test('a misspelling that was put right is right on former records too', async () => {
    const entry = await entryCalled('消妨');
    const { id } = await stand.create('report', { kind: entry.code });
    await call(entry, '消防', { isCorrection: true });
    expect((await read(id)).labels).toBeUndefined();
  });

  test('former names of a field are not told to who does not see the field', async () => {
    const entry = await entryCalled('机密类');
    const { id } = await stand.create('report', { kind: entry.code });
    await call(entry, '一般类');
    await stand.grant('report', [buildGrant('personInCharge', { create: true, read: 'all', hidden: ['kind'] })]);
    expect((await stand.ask('personInCharge', 'GET', `/records/report/${id}`)).body).not.toContain('机密类');
    await stand.grant('report', null);
  });
});

test('the entry of a later time under the same code leaves former records the name of theirs', async () => {
  stand.clock.set('2026-06-01T02:00:00.000Z');
  const entry = await entryCalled('旧称');
  await call(entry, '旧称', { effectiveTo: '2026-06-01' });
  const { id } = await stand.create('report', { kind: entry.code });
  await call({ id: stand.runtime.newId(), code: entry.code }, '新称', { effectiveFrom: '2026-06-02' });
  stand.clock.set('2026-06-02T02:00:00.000Z');
  expect((await read(id)).labels).toEqual({ kinds: { [entry.code]: '旧称' } });
});
