import { expect, test } from 'vitest';
import { checkDefinition } from './check-definition.ts';
import { checkLinks } from './check-links.ts';
import type { FieldDefinition, FormDefinition } from './contract.ts';
import { buildForm, idOf } from './testing/build.ts';

const field = (key: string, type: string, more: object = {}) => ({ key, label: key, type, ...more }) as FieldDefinition;
const options = [{ code: 'a', label: 'A', status: 'active' }];

const points: FormDefinition = {
  ...buildForm([
    field('name', 'text'),
    field('kind', 'singleChoice', { options }),
    field('depth', 'number'),
    field('due', 'date'),
    field('round', 'linkedRecord', { form: 'rounds' }),
  ]),
  id: idOf(7),
  key: 'points',
  name: '点位',
};
const rounds = (fields: readonly FieldDefinition[]): FormDefinition => ({ ...buildForm([...fields]), key: 'rounds' });
const problemsOf = (fields: readonly FieldDefinition[]) =>
  checkLinks(rounds(fields), new Map([['points', points]])).map(({ path, code }) => `${path} ${code}`);

test('a form that says the truth about others has no problems', () => {
  expect(
    problemsOf([
      field('place', 'text'),
      field('kind', 'singleChoice', { options }),
      field('depth', 'integer'),
      field('point', 'linkedRecord', {
        form: 'points',
        fills: [
          { from: 'name', to: 'place' },
          { from: 'kind', to: 'kind' },
          { from: 'depth', to: 'depth' },
        ],
        details: ['kind'],
        filter: { field: 'depth', op: 'greater', value: 3 },
      }),
      field('shown', 'lookup', { link: 'point', field: 'kind', result: 'text' }),
      field('others', 'backLinks', { form: 'points', field: 'round' }),
      field('count', 'rollup', { link: 'others', function: 'count', result: 'number' }),
      field('last', 'rollup', { link: 'others', function: 'greatest', field: 'due', result: 'date' }),
    ]),
  ).toEqual([]);
});

test('what is not there, or does not fit, is told with its place', () => {
  expect(
    problemsOf([
      field('a', 'linkedRecord', { form: 'unset' }),
      field('b', 'linkedRecords', { form: 'gone' }),
      field('kind', 'singleChoice', { options }),
      field('point', 'linkedRecord', {
        form: 'points',
        fills: [
          { from: 'gone', to: 'kind' },
          { from: 'name', to: 'gone' },
          { from: 'name', to: 'kind' },
        ],
        details: ['gone'],
        scanField: 'gone',
        filter: { field: 'gone', op: 'isEmpty' },
      }),
      field('c', 'lookup', { link: 'kind', field: 'name', result: 'text' }),
      field('d', 'lookup', { link: 'point', field: 'gone', result: 'text' }),
      field('e', 'lookup', { link: 'point', field: 'depth', result: 'text' }),
      field('f', 'backLinks', { form: 'points', field: 'name' }),
      field('g', 'rollup', { link: 'point', function: 'count', result: 'number' }),
      field('back', 'backLinks', { form: 'points', field: 'round' }),
      field('h', 'rollup', { link: 'back', function: 'sum', field: 'name', result: 'number' }),
      field('i', 'rollup', { link: 'back', function: 'greatest', field: 'due', result: 'number' }),
    ]),
  ).toEqual([
    'fields[0].form forms.choose-form',
    'fields[1].form forms.no-form',
    'fields[3].details[0] forms.no-linked-field',
    'fields[3].scanField forms.no-linked-field',
    'fields[3].filter.field expressions.unknown-field',
    'fields[3].fills[0].from forms.no-linked-field',
    'fields[3].fills[1].to forms.rule-field',
    'fields[3].fills[2] forms.cannot-fill',
    'fields[4].link forms.choose-link',
    'fields[5].field forms.no-linked-field',
    'fields[6].result forms.wrong-result',
    'fields[7].field forms.no-link-back',
    'fields[8].link forms.choose-links',
    'fields[10].field forms.cannot-roll-up',
    'fields[11].result forms.wrong-result',
  ]);
});

test('what nobody can write is not filled in, and what was not chosen yet is asked for', () => {
  const goals = [
    field('number', 'serial', { pattern: '{0000}' }),
    field('stamped', 'dateTime', { stamp: 'created' }),
    field('worked', 'formula', { formula: '1', result: 'text' }),
    field('shown', 'lookup', { link: 'point', field: 'unset', result: 'text' }),
    field('signed', 'signature'),
    field('rows', 'subform', { fields: [field('note', 'text')] }),
  ];
  const fills = goals.map(({ key }) => ({ from: key, to: key }));
  const target = { ...points, fields: [...points.fields, ...goals] };
  const form = rounds([
    ...goals,
    field('point', 'linkedRecord', { form: 'points', fills }),
    field('back', 'backLinks', { form: 'points', field: 'unset' }),
  ]);
  expect(checkLinks(form, new Map([['points', target]])).map(({ path, code }) => `${path} ${code}`)).toEqual([
    'fields[3].field forms.choose-linked-field',
    ...fills.map((_, index) => `fields[6].fills[${index}].to forms.cannot-be-filled`),
    'fields[7].field forms.choose-linked-field',
  ]);
});

test('a form may link to its own records', () => {
  const self = rounds([field('parent', 'linkedRecord', { form: 'rounds' })]);
  expect(checkLinks(self, new Map())).toEqual([]);
});

test('a fill of which a side is not chosen yet is asked for, also while the form is not, and repeats no other', () => {
  const fills = [
    { from: 'unset', to: 'unset' },
    { from: 'unset', to: 'unset' },
    { from: 'name', to: 'unset' },
    { from: 'unset', to: 'place' },
  ];
  const asked = [
    'fields[1].fills[0].from forms.choose-linked-field',
    'fields[1].fills[1].from forms.choose-linked-field',
    'fields[1].fills[2].to forms.choose-goal',
    'fields[1].fills[3].from forms.choose-linked-field',
  ];
  const linking = (form: string) => [field('place', 'text'), field('point', 'linkedRecord', { form, fills })];
  expect(checkDefinition(rounds(linking('points')))).toEqual([]);
  expect(problemsOf(linking('points'))).toEqual(asked);
  expect(problemsOf(linking('unset'))).toEqual(['fields[1].form forms.choose-form', ...asked]);
});
