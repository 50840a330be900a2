/** The steps of a publication as people read them: one line for each field, whatever columns it has. */
import type { FormDefinition } from './contract.ts';
import type { PlannedChange, Usage } from './designing.ts';
import { narrowedSettings } from './narrowed-settings.ts';
import { newlyRequired } from './newly-required.ts';
import type { PlannedColumn, PublishPlan, Step } from './publish-plan.ts';
import { fieldTypeOf } from './registry.ts';
import { namesOf, strangeTexts } from './strange-texts.ts';
import { formTables, subformAt } from './tables.ts';
import { fieldAt } from './usages.ts';

/** What can happen; each has a sentence wherever a plan is shown. */
export const changeKinds = [
  'createForm',
  'renameForm',
  'addField',
  'renameField',
  'changeType',
  'retireField',
  'restoreField',
  'addSubform',
  'retireSubform',
  'restoreSubform',
  'addUniqueRows',
  'dropUniqueRows',
  'makeUnique',
  'requireField',
  'requireSometimes',
  'narrowSetting',
  'demandSetting',
  'strangeText',
] as const;
export type ChangeKind = (typeof changeKinds)[number];

export interface Situation {
  /** Records there are; with none, nothing can be lost. */
  readonly records: number;
  /** Users of fields that change. */
  readonly affected: readonly Usage[];
}

export function plannedChanges(
  previous: FormDefinition | null,
  next: FormDefinition,
  plan: PublishPlan,
  situation: Situation,
): PlannedChange[] {
  const changes = [
    ...plan.steps.flatMap((step) => changeOf(previous, next, step, situation)),
    ...newlyUnique(previous, next, situation.records),
  ];
  const seen = new Set<string>();
  const steps = changes.map(advised).filter((change) => {
    const { field } = change.details ?? {};
    const name = `${change.kind} ${change.table} ${String(field ?? change.label)}`;
    return !seen.has(name) && seen.add(name);
  });
  return [
    ...steps,
    ...required(previous, next, situation.records, restoredIn(changes)),
    ...narrowed(previous, next, situation.records),
    ...strange(next),
  ];
}

/** What is safer, by what happens. */
const advice: Partial<Record<string, string>> = {
  retireField: 'forms.advice-retire',
  retireSubform: 'forms.advice-retire',
  changeType: 'forms.advice-type',
  makeUnique: 'forms.advice-unique',
} satisfies Partial<Record<ChangeKind, string>>;

function advised(change: PlannedChange): PlannedChange {
  const sentence = change.isDangerous ? advice[change.kind] : undefined;
  return sentence === undefined ? change : { ...change, advice: sentence };
}

function changeOf(
  previous: FormDefinition | null,
  next: FormDefinition,
  step: Step,
  { records, affected }: Situation,
): PlannedChange[] {
  const rows = rowsOfTable(previous, next, step.table);
  const pathOf = ({ field }: Pick<PlannedColumn, 'field'>) => (rows ? `${rows.path}.${field}` : field);
  const change = (kind: ChangeKind, label: string, details?: Record<string, unknown>, isDangerous = false) => [
    { kind, label, table: step.table, ...(details && { details }), isDangerous },
  ];
  const ofField = (kind: ChangeKind, column: PlannedColumn, isDangerous = false, more: object = {}) =>
    change(kind, column.label, { field: pathOf(column), ...more }, isDangerous);
  const isUsed = (column: PlannedColumn) => affected.some(({ field }) => field === pathOf(column));
  switch (step.kind) {
    case 'createTable':
      return change('createForm', step.label, { fields: fieldsIn(step.columns) });
    case 'addChildTable':
      return change('addSubform', step.label, { field: rows?.path, fields: fieldsIn(step.columns) });
    case 'addColumn':
      return ofField('addField', step.column);
    case 'widenColumn':
      return ofField('changeType', step.column, isUsed(step.column), typesAt(previous, next, pathOf(step.column)));
    case 'retireColumn':
      return ofField('retireField', step.column, records > 0 || isUsed(step.column));
    case 'restoreColumn':
      return ofField('restoreField', step.column);
    case 'retireChildTable':
      return change('retireSubform', step.label, { field: rows?.path }, records > 0);
    case 'restoreChildTable':
      return change('restoreSubform', step.label, { field: rows?.path });
    case 'addUniqueRows':
    case 'dropUniqueRows':
      return change(step.kind, rows?.label ?? next.name, { field: rows?.path });
    case 'changeLabel': {
      const { from, to, column } = step;
      if (column === undefined && !rows) return change('renameForm', to, { from, to });
      return change('renameField', to, { field: column ?? rows?.path, from, to });
    }
    default:
      return step satisfies never;
  }
}

function fieldsIn(columns: readonly PlannedColumn[]): number {
  return new Set(columns.map(({ field }) => field)).size;
}

/** The subform whose rows lie in a table; undefined for the table of the records. */
function rowsOfTable(previous: FormDefinition | null, next: FormDefinition, table: string) {
  for (const form of previous ? [next, previous] : [next]) {
    const path = formTables(form).children.find(({ name }) => name === table)?.subform;
    if (path !== undefined) return { path, label: subformAt(form, path)?.label ?? path };
  }
  return undefined;
}

function typesAt(previous: FormDefinition | null, next: FormDefinition, path: string) {
  const nameIn = (form: FormDefinition) => {
    const field = fieldAt(form, path)?.field;
    return field && fieldTypeOf(field).label.zh;
  };
  return { from: previous && nameIn(previous), to: nameIn(next) };
}

/** Fields of the form that become unique: records that are there already may be in the way. */
function newlyUnique(previous: FormDefinition | null, next: FormDefinition, records: number): PlannedChange[] {
  if (!previous) return [];
  const before = new Set(previous.fields.flatMap((field) => (field.unique ? [field.key] : [])));
  return next.fields
    .filter((field) => field.unique && !before.has(field.key))
    .map((field) => ({
      kind: 'makeUnique' satisfies ChangeKind,
      label: field.label,
      table: formTables(next).name,
      details: { field: field.key },
      isDangerous: records > 0,
    }));
}

/** Paths of what comes back with its content. */
function restoredIn(changes: readonly PlannedChange[]): ReadonlySet<string> {
  const kinds: readonly string[] = ['restoreField', 'restoreSubform'] satisfies ChangeKind[];
  return new Set(changes.flatMap(({ kind, details }) => (kinds.includes(kind) ? [String(details?.['field'])] : [])));
}

/** Fields that keep an older record from being saved until they are filled in. */
function required(
  previous: FormDefinition | null,
  next: FormDefinition,
  records: number,
  restored: ReadonlySet<string>,
): PlannedChange[] {
  if (!previous || records === 0) return [];
  const table = formTables(next).name;
  return newlyRequired(previous, next, restored).map(({ path, label, isConditional, wouldDefaultHelp }) => ({
    kind: (isConditional ? 'requireSometimes' : 'requireField') satisfies ChangeKind,
    label,
    table,
    details: { field: path },
    isDangerous: false,
    advice: isConditional
      ? 'forms.advice-require-when'
      : wouldDefaultHelp
        ? 'forms.advice-require-new'
        : 'forms.advice-require',
  }));
}

/** Settings that ask more than before; records that are there keep what they have. */
function narrowed(previous: FormDefinition | null, next: FormDefinition, records: number): PlannedChange[] {
  if (!previous || records === 0) return [];
  const table = formTables(next).name;
  return narrowedSettings(previous, next).map(({ path, label, setting, from, to }) => ({
    kind: (from === undefined ? 'demandSetting' : 'narrowSetting') satisfies ChangeKind,
    label,
    table,
    details: { field: path, setting, ...(from !== undefined && { from, to }) },
    isDangerous: false,
    advice: 'forms.advice-narrow',
  }));
}

/** Formulas that compare a choice with what is none of its options: published as they are, they count nothing. */
function strange(next: FormDefinition): PlannedChange[] {
  const table = formTables(next).name;
  return strangeTexts(next).map(({ owner, choice, text }) => ({
    kind: 'strangeText' satisfies ChangeKind,
    label: owner?.label ?? next.name,
    table,
    details: { ...(owner && { field: owner.path }), choice: choice.label, text, options: namesOf(choice) },
    isDangerous: true,
    advice: 'forms.advice-strange-text',
  }));
}
