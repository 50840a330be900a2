/**
 * Formulas of forms: which fields they may name, how those read, and what may be wrong. A choice reads as its label,
 * as on screen (`IF(隐患等级="重大", 24, 72)`); where its options have scores, `隐患等级分值` is the score.
 */
import type { FieldProblem } from '../base/errors.ts';
import type { FormulaCompiler, Scope } from '../expressions/evaluate.ts';
import { type CheckedFormula, checkFormula } from '../expressions/formula/check.ts';
import type { FormulaContext } from '../expressions/formula/conversion.ts';
import { compileFormula, type FormulaResult } from '../expressions/formula/evaluate.ts';
import type { FormulaField, FormulaScope, FormulaType, ScalarType } from '../expressions/formula/types.ts';
import { isError } from '../expressions/formula/values.ts';
import { namesIn } from '../expressions/formula-names.ts';
import type { FieldDefinition, Fieldset, FormContext } from './contract.ts';
import type { Reading } from './field-type.ts';
import { problem } from './messages.ts';
import { fieldTypeOf, findFieldType } from './registry.ts';
import type { ResultKind } from './types/values/results.ts';

/** A fieldset, then those around it. */
export type Levels = readonly [Fieldset, ...Fieldset[]];

/** What formulas of a fieldset may name. Fields that are not sound yet are left out. */
export function formulaScope([fieldset, ...around]: Levels): FormulaScope {
  const fields = formulaFields(fieldset);
  const [parent, ...above] = around;
  return parent ? { fields, parent: formulaScope([parent, ...above]) } : { fields };
}

function formulaFields(fieldset: Fieldset): FormulaField[] {
  return (fieldset.fields as readonly (FieldDefinition | null)[]).flatMap((field) => {
    if (typeof field !== 'object' || field === null || !findFieldType(field.type)) return [];
    const { key, label } = field;
    if (typeof key !== 'string' || typeof label !== 'string') return [];
    if (field.type === 'subform')
      return Array.isArray(field.fields) ? [{ key, label, type: 'text' as const, columns: formulaFields(field) }] : [];
    return plainFields(field);
  });
}

function plainFields(field: FieldDefinition): FormulaField[] {
  const type = fieldTypeOf(field);
  const kind = formulaTypeOf(field);
  if (!kind || type.sealed) return [];
  const { key, label } = field;
  const score = type.scoring?.(field);
  return [
    { key, label, type: kind, ...readBy(type.reading?.(field)) },
    ...(score
      ? [{ key: `${key}$score`, of: key, label: `${label}分值`, type: 'number' as const, ...readBy(score) }]
      : []),
  ];
}

function readBy(reading: Reading | undefined): Pick<FormulaField, 'read'> {
  return reading ? { read: (value, situation) => reading(value, situation as FormContext) } : {};
}

function formulaTypeOf(field: FieldDefinition): FormulaType | undefined {
  const type = fieldTypeOf(field);
  const own = type.formulaType?.(field);
  if (own) return own;
  const kind = type.kindOf?.(field) ?? type.valueKind;
  switch (kind) {
    case 'id':
      return 'text';
    case 'texts':
    case 'ids':
      return { list: 'text' };
    case 'opaque':
      return undefined;
    default:
      return kind;
  }
}

/** A formula made ready; the value is in the shape fields have, null for nothing and for errors. */
export type FormulaRun = (scope: Scope) => unknown;

/** What `compileForm` is given for forms with formulas: `formulaRuns`. */
export type FormulaEngine = (levels: Levels) => FormulaRuns;

export interface FormulaRuns {
  /** For a condition: true exactly when the formula gives TRUE. */
  readonly predicate: FormulaCompiler;
  readonly value: (formula: string, result: ResultKind) => FormulaRun;
  /** As a value that the field can hold. */
  readonly valueFor: (formula: string, field: FieldDefinition) => FormulaRun;
}

/** Formulas of a fieldset, made ready. They throw at once when they have problems. */
export function formulaRuns(levels: Levels): FormulaRuns {
  // Most forms have none; the scope is made for the first.
  let scope: FormulaScope | undefined;
  const ready = (formula: string, wanted: ScalarType | undefined) => {
    scope ??= formulaScope(levels);
    const run = compileFormula(checkFormula(formula, scope, wanted));
    return (at: Scope): FormulaResult => run(at, contextOf(at.situation as FormContext | undefined));
  };
  const value = (formula: string, wanted: ScalarType | undefined): FormulaRun => {
    const run = ready(formula, wanted);
    return (at) => kept(run(at));
  };
  return {
    predicate: (formula) => {
      const run = ready(formula, 'boolean');
      return (at) => run(at) === true;
    },
    value,
    valueFor: (formula, field) => {
      const kind = formulaTypeOf(field);
      const run = value(formula, typeof kind === 'string' ? kind : undefined);
      const codes = codesByLabel(field);
      return codes ? (at) => asCode(run(at), codes) : run;
    },
  };
}

function kept(result: FormulaResult): unknown {
  if (isError(result)) return null;
  // What numeric keeps and gives back unchanged.
  return typeof result === 'number' ? Number(result.toPrecision(15)) : result === '' ? null : result;
}

function codesByLabel(field: FieldDefinition): ReadonlyMap<string, string> | undefined {
  const choices = fieldTypeOf(field).ownChoices?.(field);
  return choices && new Map([...choices].reverse().map(({ label, code }) => [label, code]));
}

function asCode(value: unknown, codes: ReadonlyMap<string, string>): unknown {
  return typeof value === 'string' ? (codes.get(value) ?? value) : value;
}

const noCalendar: ReadonlyMap<string, boolean> = new Map();
const contexts = new WeakMap<FormContext, FormulaContext>();

function contextOf(context: FormContext | undefined): FormulaContext {
  if (!context) throw new Error('A formula is evaluated without a situation');
  const known = contexts.get(context);
  if (known) return known;
  const { now, today, timeZone = 'Asia/Shanghai', calendar = noCalendar } = context;
  const made = { now, today, timeZone, calendar };
  contexts.set(context, made);
  return made;
}

/** Problems of a formula; `result` is what it must give, undefined for anything. */
export type FormulaChecker = (formula: string, result: ScalarType | undefined) => FieldProblem[];

export function formulaChecker(levels: Levels): FormulaChecker {
  let scope: FormulaScope | undefined;
  return (formula, result) => {
    scope ??= formulaScope(levels);
    const checked = checkFormula(formula, scope, result);
    const problems = problemsOf(checked);
    return problems.length > 0 || isByKey(formula, checked)
      ? problems
      : [problem('', 'forms.formula-by-label', { example: '{level}' })];
  };
}

/** Stored formulas name fields by their keys: a label may change, and the order of fields is told by the keys. */
function isByKey(formula: string, { dependencies }: CheckedFormula): boolean {
  const named = new Set(namesIn(formula));
  return dependencies.every((path) => named.has(path.replace(/\$score$/, '')));
}

/** As problems of a field: where in the formula stands in the details `from` and `to`. */
export function problemsOf({ problems }: Pick<CheckedFormula, 'problems'>): FieldProblem[] {
  return problems.map(({ code, from, to, details }) => ({ path: '', code, details: { ...details, from, to } }));
}
