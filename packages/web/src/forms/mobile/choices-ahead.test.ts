import type { FieldDefinition, FormContext } from '@anshao/core/forms/contract.ts';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { discardEverything } from '../../files/keep.ts';
import { fetchChoicesAhead } from './choices-ahead.ts';
import { keptFound } from './kept-found.ts';

const link = (key: string): FieldDefinition => ({ key, type: 'linkedRecord', label: key, form: 'points' });
const fields: readonly FieldDefinition[] = [
  { key: 'note', type: 'text', label: '备注' },
  link('point'),
  { key: 'items', type: 'subform', label: '明细', fields: [link('part')] },
];
const context = { person: 'li', community: 'c1' } as FormContext;
const situation = { form: 'rounds', context };
const name = (path: string) => `found li links rounds ${path} c1`;

let asked: string[];
let isLost: boolean;

beforeEach(async () => {
  await discardEverything();
  asked = [];
  isLost = false;
  vi.stubGlobal('fetch', async (address: string) => {
    asked.push(address);
    if (isLost) throw new TypeError('no network');
    const row = { id: 'pump', title: '消防泵房', detail: '', fills: { place: '负一层' } };
    return new Response(JSON.stringify({ rows: [row] }));
  });
});
afterEach(() => void vi.unstubAllGlobals());

test('links of a form and of its rows can be chosen from later, with what they fill in', async () => {
  await fetchChoicesAhead(fields, situation, 1_000_000);
  expect(asked).toEqual([
    '/api/records/rounds/links/point?community=c1',
    '/api/records/rounds/links/items.part?community=c1',
  ]);
  const row = { id: 'pump', name: '消防泵房', detail: '', fills: { place: '负一层' } };
  expect(await keptFound(name('point'))).toEqual({ at: 1_000_000, rows: [row], picked: [] });
  expect((await keptFound(name('items.part')))?.rows).toEqual([row]);
});

test('what was seen a moment ago is not asked for again; an hour later it is', async () => {
  await fetchChoicesAhead(fields, situation, 1_000_000);
  await fetchChoicesAhead(fields, situation, 1_000_001);
  expect(asked).toHaveLength(2);
  await fetchChoicesAhead(fields, situation, 5_000_000);
  expect(asked).toHaveLength(4);
});

test('nothing is fetched for who saves data, and after the signal is lost not on and on', async () => {
  vi.stubGlobal('navigator', { connection: { saveData: true } });
  await fetchChoicesAhead(fields, situation);
  expect(asked).toEqual([]);
  vi.stubGlobal('navigator', {});
  isLost = true;
  await expect(fetchChoicesAhead(fields, situation)).rejects.toMatchObject({ kind: 'offline' });
  expect(asked).toHaveLength(1);
});
