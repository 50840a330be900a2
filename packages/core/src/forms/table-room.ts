/**
 * Whether a record still fits into its table. PostgreSQL keeps a row within one page and takes 1,600 columns, removed
 * ones counted; beyond that it refuses the table, or worse: takes it, and refuses the record somebody has just filled in.
 * So the widest row there can be is reckoned beforehand. Sources: PostgreSQL, "Limits" and "Database Page Layout"; values
 * of more than 24 bytes can be moved out of the row (`heap_toast_insert_or_update`).
 */
import type { FieldProblem } from '../base/errors.ts';
import type { FieldDefinition, FormDefinition } from './contract.ts';
import type { PgType } from './field-type.ts';
import { problem } from './messages.ts';
import type { RetiredField, Step } from './publish-plan.ts';
import { fieldTypeOf } from './registry.ts';
import { formTables, subformAt } from './tables.ts';

const mostColumns = 1500;
/** Of 8,160 bytes, less the head of a row and our own columns. */
const mostBytes = 7900;

/** Bytes that stay in the row at most. */
const widths: Readonly<Record<PgType, number>> = {
  boolean: 1,
  date: 4,
  timestamptz: 8,
  'double precision': 8,
  // Of 15 digits, with room for some more.
  numeric: 18,
  uuid: 16,
  text: 24,
  'text[]': 24,
  'uuid[]': 24,
};

/**
 * @param retired fields without a place in the definition whose data is kept
 * @param steps only tables that get columns are looked at: what is full already may still be renamed
 */
export function roomProblems(
  form: FormDefinition,
  retired: readonly RetiredField[],
  steps: readonly Step[],
): FieldProblem[] {
  const growing = new Set(
    steps.flatMap((step) =>
      step.kind === 'createTable' || step.kind === 'addChildTable' || step.kind === 'addColumn' ? [step.table] : [],
    ),
  );
  const { name, children } = formTables(form);
  const tables = [
    { name, subform: undefined, fields: form.fields },
    ...children.map((child) => ({
      name: child.name,
      subform: child.subform,
      fields: subformAt(form, child.subform)?.fields ?? [],
    })),
  ];
  return tables.flatMap(({ name, subform, fields }) => {
    if (!growing.has(name)) return [];
    const kept = retired.flatMap((one) => (one.subform === subform ? [one.field] : []));
    if (fits([...fields, ...kept])) return [];
    const removed = kept.filter((field) => field.type !== 'subform').length;
    const label = subform === undefined ? form.name : (subformAt(form, subform)?.label ?? subform);
    return [problem('fields', 'forms.table-full', { label, count: fields.length, removed })];
  });
}

function fits(fields: readonly FieldDefinition[]): boolean {
  let [columns, bytes] = [0, 0];
  for (const field of fields) {
    const sizes = fieldTypeOf(field)
      .columns(field)
      .map(({ pgType }) => widths[pgType]);
    columns += sizes.length;
    // Numbers of eight bytes begin at a multiple of eight, those of four at one of four.
    const gap = sizes.includes(8) ? 7 : sizes.includes(4) ? 3 : 0;
    bytes += sizes.reduce((sum, size) => sum + size, gap);
  }
  return columns <= mostColumns && bytes + columns / 8 <= mostBytes;
}
