/** What the browser runs: built as one script, with the core's own functions inside. */
import { compileForm } from '@anshao/core/forms/compile.ts';
import type { FieldDefinition, FormContext, FormDefinition } from '@anshao/core/forms/contract.ts';
import { formulaRuns } from '@anshao/core/forms/formulas.ts';

const field = (key: string, type: FieldDefinition['type'], more: object = {}) =>
  ({ key, label: key, type, ...more }) as FieldDefinition;

/** A checklist as properties keep it: what, how it is, why, by whom, until when, what it costs. */
const form: FormDefinition = {
  id: '01900000-0000-7000-8000-00000000be02',
  key: 'benchChecklist',
  name: '检查表',
  fields: [
    field('items', 'subform', {
      maxRows: 500,
      fields: [
        field('what', 'text', { required: true }),
        field('result', 'singleChoice', {
          required: true,
          options: ['正常', '异常'].map((label) => ({ code: label, label, status: 'active' })),
        }),
        field('why', 'multiline', { required: true, visible: { field: 'result', op: 'equals', value: '异常' } }),
        field('due', 'date', { earliest: 'today' }),
        field('count', 'integer', { min: 0 }),
        field('price', 'money'),
        field('sum', 'formula', { formula: 'ROUND({count} * {price}, 2)', result: 'number' }),
      ],
    }),
    field('total', 'formula', { formula: 'SUM({items.sum})', result: 'number' }),
  ],
};
const context: FormContext = { now: '2026-03-16T02:00:00.000Z', today: '2026-03-16', dictionaries: new Map() };

/** @returns milliseconds of each of the turns */
function validateRows(rows: number, turns: number): number[] {
  const compiled = compileForm(form, formulaRuns);
  const items = Array.from({ length: rows }, (_, index) => ({
    _id: `01900000-0000-7000-8000-${String(index).padStart(12, '0')}`,
    what: `检查第 ${index} 处消防栓`,
    result: index % 9 === 0 ? '异常' : '正常',
    why: index % 9 === 0 ? '水压不足，已报修' : undefined,
    due: '2026-03-20',
    count: index,
    price: index / 4,
  }));
  return Array.from({ length: turns }, (_, turn) => {
    // A key was pressed: one value is another, the rest is as it was.
    const changed = items.map((item, index) => (index === turn % rows ? { ...item, count: turn } : item));
    const began = performance.now();
    const { problems } = compiled.prepare({ items: changed }, context);
    const took = performance.now() - began;
    if (problems.length > 0) throw new Error(`valid rows have problems: ${JSON.stringify(problems[0])}`);
    return took;
  });
}

Object.assign(globalThis, { benchForms: { validateRows } });
