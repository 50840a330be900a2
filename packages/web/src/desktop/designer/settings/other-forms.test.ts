import { expect, test } from 'vitest';
import { formOptions, type OtherForm } from './other-forms.ts';

const form = (key: string, name: string, app: string) => ({ key, name, app }) as OtherForm;

test('forms of the same name in two applications are told apart by the name of the application', () => {
  const options = formOptions([
    form('checks', '巡检记录', '安全'),
    form('points', '点位', '安全'),
    form('rounds', '巡检记录', '绿化'),
  ]);
  expect(options.map(({ label, options }) => [label, options.map(({ value }) => value)])).toEqual([
    ['安全', ['checks', 'points']],
    ['绿化', ['rounds']],
  ]);
  expect(options.flatMap((group) => group.options.map(({ chosen }) => chosen))).toEqual([
    '巡检记录（安全）',
    '点位（安全）',
    '巡检记录（绿化）',
  ]);
});
