import { expect, test } from 'vitest';
import { referencesIn } from './references.ts';
import { buildForm, checklist, filledChecklist, idOf } from './testing/build.ts';

test('files of all rows are found under one path', () => {
  const [found, ...others] = referencesIn(checklist, filledChecklist());
  expect(others).toEqual([]);
  expect(found).toMatchObject({ path: 'items.photos', to: 'file' });
  expect([...(found?.ids ?? [])]).toEqual([0, 3, 6, 9, 12].map(idOf));
});

test('whatever is no id is passed over', () => {
  const form = buildForm([
    { key: 'who', label: 'W', type: 'person' },
    { key: 'place', label: 'P', type: 'community' },
    { key: 'rows', label: 'R', type: 'subform', fields: [{ key: 'who', label: 'W', type: 'person' }] },
  ]);
  const found = referencesIn(form, { who: 5, place: idOf(0xa).toUpperCase(), rows: [null, { who: idOf(2) }, 'x'] });
  expect(found.map(({ path, to, ids }) => [path, to, ...ids])).toEqual([
    ['place', 'community', idOf(0xa)],
    ['rows.who', 'person', idOf(2)],
  ]);
});
