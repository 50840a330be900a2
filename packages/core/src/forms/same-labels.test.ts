import { expect, test } from 'vitest';
import type { Fieldset } from './contract.ts';
import { sameLabelProblems } from './same-labels.ts';

test('of fields that read alike all but the first are told, each where it stands; other levels do not count', () => {
  const fieldset: Fieldset = {
    fields: [
      { key: 'a', label: '备注', type: 'text' },
      { key: 'b', label: ' 备注 ', type: 'number' },
      {
        key: 'rows',
        label: '明细',
        type: 'subform',
        fields: [
          { key: 'a', label: '备注', type: 'text' },
          { key: 'c', label: '照片', type: 'text' },
          { key: 'd', label: '照片', type: 'text' },
        ],
      },
      { key: 'e', label: '备注', type: 'date' },
    ],
  };
  expect(sameLabelProblems(fieldset).map(({ path, code, details }) => [path, code, details?.['label']])).toEqual([
    ['fields[1].label', 'forms.same-label', '备注'],
    ['fields[2].fields[2].label', 'forms.same-label', '照片'],
    ['fields[3].label', 'forms.same-label', '备注'],
  ]);
});
