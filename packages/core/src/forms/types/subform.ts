/**
 * A table inside the form (子表单, FE-06): a list of rows with fields of their own, kept in a child table. With
 * `rowsFrom`, rows stand there beforehand: one per entry of a dictionary, or those the designer drew.
 *
 * The fields inside a row are walked by `compile.ts`; here is only what concerns the rows as a whole.
 */
import { Type } from 'typebox';
import type { FieldProblem } from '../../base/errors.ts';
import { DisplayRule, Field, type Fieldset, type FormValues, fieldsetLimits } from '../contract.ts';
import { type FieldType, noProblems } from '../field-type.ts';
import { isId } from '../ids.ts';
import { isSameCount } from '../kept-values.ts';
import { problem } from '../messages.ts';
import {
  asRow,
  isDictionary,
  mostRows,
  preloadedRowProblems,
  RowsFrom,
  type TemplateRows,
  writtenRows,
} from '../rows-from.ts';
import { defaultTextLength } from './text.ts';
import { isEmptyList } from './values/ids.ts';

/** As `Option` allows. */
const longestLabel = 200;

export const SubformOptions = Type.Object({
  fields: Type.Array(Field, { minItems: 1, maxItems: fieldsetLimits.fields }),
  displayRules: Type.Optional(Type.Array(DisplayRule, { maxItems: fieldsetLimits.displayRules })),
  minRows: Type.Optional(Type.Integer({ minimum: 1, maximum: mostRows })),
  /** 500 when left out. */
  maxRows: Type.Optional(Type.Integer({ minimum: 1, maximum: mostRows })),
  rowsFrom: Type.Optional(RowsFrom),
});
export interface SubformOptions extends Fieldset {
  readonly minRows?: number;
  readonly maxRows?: number;
  readonly rowsFrom?: RowsFrom;
}

export const defaultMaxRows = 500;

/** Rows the designer drew: one at least that says something, no two the same, not more than there may be, and nothing in them that has no field. */
function templateProblems({ rows }: TemplateRows, field: SubformOptions): FieldProblem[] {
  const problems: FieldProblem[] = [];
  const keys = new Set(field.fields.map(({ key }) => key));
  const ids = new Set<string>();
  const count = writtenRows(rows).length;
  const max = field.maxRows ?? defaultMaxRows;
  if (count === 0) problems.push(problem('rowsFrom.rows', 'forms.no-preset-rows'));
  if (count > max) problems.push(problem('rowsFrom.rows', 'forms.too-many', { max, count }));
  rows.forEach(({ id, values }, index) => {
    const path = `rowsFrom.rows[${index}]`;
    if (ids.has(id)) problems.push(problem(`${path}.id`, 'forms.repeated'));
    ids.add(id);
    for (const key of Object.keys(values))
      if (!keys.has(key)) problems.push(problem(`${path}.values.${key}`, 'forms.unknown-field'));
  });
  return problems;
}

export const subform: FieldType<'subform', SubformOptions, readonly FormValues[]> = {
  type: 'subform',
  label: { zh: '子表单', en: 'Subform' },
  group: 'link',
  icon: 'subform',
  optionsSchema: SubformOptions,
  valueKind: 'opaque',
  starting: () => ({ fields: [{ key: 'content', label: '内容', type: 'text' }] }),
  checkOptions(field) {
    const problems: FieldProblem[] = [];
    if ((field.minRows ?? 0) > (field.maxRows ?? defaultMaxRows))
      problems.push(problem('minRows', 'forms.limits-disordered'));
    const { rowsFrom } = field;
    if (rowsFrom && !isDictionary(rowsFrom)) return [...problems, ...templateProblems(rowsFrom, field)];
    for (const role of ['keyField', 'labelField'] as const) {
      const key = rowsFrom?.[role];
      const column = field.fields.find((inner) => inner.key === key);
      if (key !== undefined && column?.type !== 'text' && (role === 'labelField' || column?.type !== 'singleChoice'))
        problems.push(problem(`rowsFrom.${role}`, 'forms.rows-field', { field: key }));
      // A label that the field cannot hold would be a problem nobody filling the form could solve.
      else if (column?.type === 'text' && (column.maxLength ?? defaultTextLength) < longestLabel)
        problems.push(problem(`rowsFrom.${role}`, 'forms.rows-length', { field: key, min: longestLabel }));
    }
    return problems;
  },
  columns: () => [],
  normalise: (value) => value,
  isEmpty: isEmptyList,
  validator(field) {
    const { minRows: min = 0, maxRows: max = defaultMaxRows, rowsFrom } = field;
    return (value, context, previous) => {
      if (!Array.isArray(value)) return [problem('', 'forms.wrong-type')];
      const problems: FieldProblem[] = [];
      if (!isSameCount(value, previous)) {
        if (value.length < min) problems.push(problem('', 'forms.too-few', { min, count: value.length }));
        if (value.length > max) return [problem('', 'forms.too-many', { max, count: value.length })];
      }
      const ids = new Set<unknown>();
      value.forEach((row, index) => {
        const id = asRow(row)?._id;
        if (id === undefined) return;
        if (!isId(id)) problems.push(problem(`[${index}]._id`, 'forms.wrong-type'));
        else if (ids.has(id)) problems.push(problem(`[${index}]._id`, 'forms.repeated'));
        ids.add(id);
      });
      if (rowsFrom) problems.push(...preloadedRowProblems(value, rowsFrom, context, previous));
      return problems.length > 0 ? problems : noProblems;
    };
  },
  toColumns: () => [],
  fromColumns: () => null,
  valueSchema: (field, record) =>
    Type.Array(record(field), {
      ...(field.minRows === undefined ? {} : { minItems: field.minRows }),
      maxItems: field.maxRows ?? defaultMaxRows,
    }),
};
