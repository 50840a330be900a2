import { describe, expect, test } from 'vitest';
import type { FieldDefinition, FormValues } from './contract.ts';
import { followFills, type LinkField, linksOf, sourcesOf } from './links.ts';
import { buildForm, idOf } from './testing/build.ts';

const link = (key: string, form: string, fills: readonly (readonly [from: string, to: string])[] = []): LinkField => ({
  key,
  label: key,
  type: 'linkedRecord',
  form,
  fills: fills.map(([from, to]) => ({ from, to })),
});
const text = (key: string): FieldDefinition => ({ key, label: key, type: 'text' });

const records: Record<string, FormValues> = {
  [`point ${idOf(1)}`]: { building: idOf(2), name: '一层消防栓' },
  [`building ${idOf(2)}`]: { name: '3 栋', keeper: '张三', point: idOf(1) },
};
const read = async (form: string, id: string) => records[`${form} ${id}`];

describe('choosing a linked record', () => {
  const point = link('point', 'point', [
    ['building', 'building'],
    ['name', 'place'],
  ]);
  const building = link('building', 'building', [
    ['name', 'buildingName'],
    ['keeper', 'keeper'],
    ['point', 'point'],
  ]);
  const form = buildForm([point, building, text('place'), text('buildingName'), text('keeper')]);

  test('fills the fields beside it, and those that the filled link fills in turn', async () => {
    expect(await followFills(form, point, idOf(1), read)).toEqual({
      building: idOf(2),
      place: '一层消防栓',
      buildingName: '3 栋',
      keeper: '张三',
    });
  });

  test('never changes what was chosen, though the links go in a circle', async () => {
    expect(await followFills(form, building, idOf(2), read)).toEqual({
      buildingName: '3 栋',
      keeper: '张三',
      point: idOf(1),
      place: '一层消防栓',
    });
  });

  test('fills nothing from a record that cannot be seen', async () => {
    expect(await followFills(form, point, idOf(9), read)).toEqual({});
  });
});

test('links are found in rows too, and the first of two links is the source of a field', () => {
  const form = buildForm([
    link('one', 'a', [['x', 'name']]),
    link('other', 'b', [['y', 'name']]),
    text('name'),
    { key: 'rows', label: 'R', type: 'subform', fields: [link('part', 'parts')] },
  ]);
  expect(linksOf(form).map(({ path }) => path)).toEqual(['one', 'other', 'rows.part']);
  expect([...sourcesOf(form)]).toEqual([['name', { link: 'one', from: 'x' }]]);
});
