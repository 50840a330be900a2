/**
 * The values of one form while somebody fills it, kept outside React: a keystroke redraws the one field it belongs to
 * and those that depend on it, not the form. What people typed (`values`) and what it comes to (`prepare`: defaults,
 * formulas, what is visible) are two things; fields show the former as long as there is one.
 *
 * Everything is worked out anew after a change, once, when somebody asks. A whole form with 500 rows takes few
 * milliseconds; keeping track of what depends on what would cost more than it saves.
 */
import type { FieldProblem } from '@anshao/core/base/errors.ts';
import type { Scope } from '@anshao/core/expressions/evaluate.ts';
import type { CompiledField, CompiledFieldset, CompiledForm } from '@anshao/core/forms/compile.ts';
import type { FormContext, FormValues, RowValues } from '@anshao/core/forms/contract.ts';
import type { Prepared } from '@anshao/core/forms/prepare.ts';
import { asRow, isDictionary } from '@anshao/core/forms/rows-from.ts';
import { ownerOf, type Step } from './problem-places.ts';

/** A record or a row: where it is, and which fields it has. The same place is always the same object. */
export interface RecordPlace {
  readonly fields: CompiledFieldset;
  readonly path: readonly Step[];
  /** `''`, `items[3]` */
  readonly name: string;
  /** The subform a row belongs to. */
  readonly above?: { readonly place: RecordPlace; readonly field: CompiledField };
}

export interface FieldState {
  readonly isVisible: boolean;
  readonly isRequired: boolean;
  readonly isReadOnly: boolean;
  readonly value: unknown;
  readonly problem: FieldProblem | undefined;
}

export interface FormInputs {
  readonly values: FormValues;
  readonly context: FormContext;
  /** What the server, or another check outside the form, found; each is told until its value changes. */
  readonly problems?: readonly FieldProblem[] | undefined;
  /** Tells everything that is wrong, not only what was already touched. */
  readonly showsAll?: boolean | undefined;
  readonly readOnly?: boolean | undefined;
  /** Keys of fields of the record that this person cannot change. */
  readonly fixed?: ReadonlySet<string> | undefined;
}

export interface FormStore {
  readonly form: CompiledForm;
  readonly root: RecordPlace;
  readonly subscribe: (listener: () => void) => () => void;
  readonly stateOf: (place: RecordPlace, field: CompiledField) => FieldState;
  readonly scopeOf: (place: RecordPlace) => Scope;
  /** The rows as they stand there, those that were preloaded included. */
  readonly rowsOf: (place: RecordPlace, field: CompiledField) => readonly RowValues[];
  readonly rowPlace: (place: RecordPlace, field: CompiledField, index: number) => RecordPlace;
  readonly set: (place: RecordPlace, key: string, value: unknown) => void;
  /** Several fields of one record at once: what a linked record fills in. */
  readonly fill: (place: RecordPlace, values: FormValues) => void;
  readonly setRows: (place: RecordPlace, field: CompiledField, rows: readonly RowValues[]) => void;
  /** Somebody has left the field: from now on it says what is wrong with it. */
  readonly touch: (place: RecordPlace, key: string) => void;
  /** How many problems are told at or below a path: `items`, `items[3]`. */
  readonly countBelow: (name: string) => number;
  /** All problems that are told, as drawn. */
  readonly told: () => readonly FieldProblem[];
  readonly prepared: () => Prepared;
  readonly take: (inputs: FormInputs) => void;
  /** Where somebody wants to be taken; containers open, then the field takes the focus. */
  readonly target: () => Target | undefined;
  readonly goTo: (path: string) => void;
}

export interface Target {
  readonly path: string;
  readonly steps: readonly Step[];
}

interface Told {
  readonly list: readonly FieldProblem[];
  readonly byOwner: ReadonlyMap<string, FieldProblem>;
  readonly counts: ReadonlyMap<string, number>;
}

export function createFormStore(
  form: CompiledForm,
  initial: FormInputs,
  onChange: (values: FormValues) => void,
): FormStore {
  let inputs = initial;
  /** Values at the time the outside problems were told. */
  let givenFor = initial.values;
  /** What the page handed in last; it may lag behind what was entered since. */
  let handedIn = initial.values;
  let version = 0;
  let target: Target | undefined;
  const touched = new Set<string>();
  const listeners = new Set<() => void>();
  const places = new Map<string, RecordPlace>();
  const states = new Map<string, { readonly at: number; readonly state: FieldState }>();
  const root: RecordPlace = { fields: form.fields, path: [], name: '' };

  const announce = () => {
    version += 1;
    for (const listener of [...listeners]) listener();
  };
  /** Worked out once per version. */
  const once = <T>(work: () => T): (() => T) => {
    let at = -1;
    let known: T | undefined;
    return () => {
      if (at !== version) {
        known = work();
        at = version;
      }
      return known as T;
    };
  };
  const prepared = once(() => form.prepare(inputs.values, inputs.context));
  const told = once(() => problemsToTell(form, inputs, prepared().problems, touched, givenFor));

  const change = (values: FormValues) => {
    inputs = { ...inputs, values };
    announce();
    onChange(values);
  };
  const scopeOf = (place: RecordPlace): Scope => {
    let scope: Scope = { values: prepared().values, situation: inputs.context };
    for (let step = 0; step + 1 < place.path.length; step += 2) {
      const rows = scope.values[place.path[step] as string];
      const row = Array.isArray(rows) ? asRow(rows[place.path[step + 1] as number]) : undefined;
      scope = { values: row ?? {}, parent: scope, situation: inputs.context };
    }
    return scope;
  };
  const recordAt = (place: RecordPlace): FormValues => asRow(valueAt(inputs.values, place.path)) ?? {};

  const read = (place: RecordPlace, field: CompiledField): FieldState => {
    const scope = scopeOf(place);
    const settled = scope.values[field.key];
    const isReadOnly =
      (inputs.readOnly ?? false) ||
      (inputs.fixed?.has(field.key) === true && place === root) ||
      (place.above !== undefined && store.stateOf(place.above.place, place.above.field).isReadOnly) ||
      holds(field.isReadOnly, scope);
    const typed = recordAt(place)[field.key];
    return {
      isVisible: settled !== undefined,
      isRequired: holds(field.isRequired, scope),
      isReadOnly,
      value: isReadOnly || typed === undefined ? readable(place, field, settled, typed) : typed,
      problem: told().byOwner.get(nameOf(place, field.key)),
    };
  };
  /** What is read through links, as far as it is known before the record is saved; undefined where it is not. */
  const readable = (place: RecordPlace, { field }: CompiledField, settled: unknown, typed: unknown): unknown => {
    const isAcross = field.type === 'lookup' || field.type === 'rollup' || field.type === 'backLinks';
    if (!isAcross || inputs.readOnly) return settled;
    const stored = place === root ? inputs.context.previous : undefined;
    if (field.type === 'backLinks') return stored ? settled : typed;
    const link = scopeOf(place).values[field.link] ?? null;
    if (field.type === 'lookup' && link === null) return null;
    return stored && sameJson(link, stored[field.link] ?? null) ? settled : typed;
  };
  const rowsOf: FormStore['rowsOf'] = (place, field) => {
    const { value } = store.stateOf(place, field);
    return Array.isArray(value) ? (value as readonly RowValues[]) : [];
  };

  const store: FormStore = {
    form,
    root,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    stateOf(place, field) {
      const name = nameOf(place, field.key);
      const known = states.get(name);
      if (known?.at === version) return known.state;
      const next = read(place, field);
      const state = known && isSame(known.state, next) ? known.state : next;
      states.set(name, { at: version, state });
      return state;
    },
    scopeOf,
    rowsOf,
    rowPlace(place, field, index) {
      const name = `${nameOf(place, field.key)}[${index}]`;
      const known = places.get(name);
      if (known) return known;
      if (!field.rows) throw new Error(`Field ${field.key} has no rows`);
      const made: RecordPlace = {
        fields: field.rows.fields,
        path: [...place.path, field.key, index],
        name,
        above: { place, field },
      };
      places.set(name, made);
      return made;
    },
    set: (place, key, value) => store.fill(place, { [key]: value }),
    fill(place, values) {
      const known = { ...unknownBehind(place, values), ...values };
      change(putAt(inputs.values, prepared().values, form.fields, place.path, known));
    },
    setRows(place, field, rows) {
      // What was known by row numbers is another row's now.
      const below = `${nameOf(place, field.key)}[`;
      for (const name of touched) if (name.startsWith(below)) touched.delete(name);
      store.set(place, field.key, rows);
    },
    touch(place, key) {
      const name = nameOf(place, key);
      if (touched.has(name)) return;
      touched.add(name);
      announce();
    },
    countBelow: (name) => told().counts.get(name) ?? 0,
    told: () => told().list,
    prepared,
    take(next) {
      const values = next.values === handedIn ? inputs.values : next.values;
      handedIn = next.values;
      const isSameAsBefore =
        values === inputs.values &&
        next.context === inputs.context &&
        next.problems === inputs.problems &&
        next.showsAll === inputs.showsAll &&
        next.readOnly === inputs.readOnly &&
        next.fixed === inputs.fixed;
      if (isSameAsBefore) return;
      if (next.problems !== inputs.problems) givenFor = values;
      inputs = { ...next, values };
      announce();
    },
    target: () => target,
    goTo(path) {
      const owner = ownerOf(form, path);
      target = { path: owner.name, steps: owner.steps };
      announce();
    },
  };
  return store;
}

/** What was told of another record than the one a link leads to now. */
function unknownBehind({ fields }: RecordPlace, values: FormValues): Record<string, undefined> {
  const behind = [...fields.byKey.values()].filter(
    ({ field }) => (field.type === 'lookup' || field.type === 'rollup') && Object.hasOwn(values, field.link),
  );
  return Object.fromEntries(behind.map(({ key }) => [key, undefined]));
}

function nameOf(place: RecordPlace, key: string): string {
  return place.name === '' ? key : `${place.name}.${key}`;
}

function holds(setting: CompiledField['isRequired'], scope: Scope): boolean {
  return typeof setting === 'boolean' ? setting : setting(scope);
}

function isSame(one: FieldState, other: FieldState): boolean {
  return (
    one.isVisible === other.isVisible &&
    one.isRequired === other.isRequired &&
    one.isReadOnly === other.isReadOnly &&
    Object.is(one.value, other.value) &&
    isSameProblem(one.problem, other.problem)
  );
}

function sameJson(one: unknown, other: unknown): boolean {
  return one === other || JSON.stringify(one) === JSON.stringify(other);
}

function isSameProblem(one: FieldProblem | undefined, other: FieldProblem | undefined): boolean {
  if (one === other) return true;
  return one?.code === other?.code && sameJson(one, other);
}

function valueAt(values: unknown, path: readonly Step[]): unknown {
  let at: unknown = values;
  for (const step of path) {
    if (typeof at !== 'object' || at === null) return undefined;
    at = (at as Readonly<Record<Step, unknown>>)[step];
  }
  return at;
}

/**
 * New values with some fields of one record changed. Rows that so far only stood there by themselves become the
 * person's, known by nothing but what they are: the rest still follows the form.
 */
function putAt(
  record: FormValues,
  settled: FormValues,
  fields: CompiledFieldset,
  path: readonly Step[],
  values: FormValues,
): FormValues {
  const [key, index, ...rest] = path;
  if (typeof key !== 'string' || typeof index !== 'number') return { ...record, ...values };
  const field = fields.byKey.get(key);
  if (!field?.rows) return record;
  const settledRows = asRows(settled[key]);
  const given = record[key];
  const rows = Array.isArray(given) ? asRows(given) : settledRows.map((row) => bareRow(field, row));
  const next = [...rows];
  next[index] = putAt(rows[index] ?? {}, settledRows[index] ?? {}, field.rows.fields, rest, values);
  return { ...record, [key]: next };
}

function asRows(value: unknown): readonly FormValues[] {
  return Array.isArray(value) ? value.map((row) => asRow(row) ?? {}) : [];
}

function bareRow({ rows }: CompiledField, row: FormValues): FormValues {
  const key = rows?.from && isDictionary(rows.from) ? rows.from.keyField : '_id';
  return row[key] === undefined || row[key] === null ? row : { [key]: row[key] };
}

function problemsToTell(
  form: CompiledForm,
  { values, problems: given = [], showsAll = false }: FormInputs,
  own: readonly FieldProblem[],
  touched: ReadonlySet<string>,
  givenFor: FormValues,
): Told {
  const list: FieldProblem[] = [];
  const byOwner = new Map<string, FieldProblem>();
  const counts = new Map<string, number>();
  const add = (problem: FieldProblem, name: string, above: readonly string[]) => {
    list.push(problem);
    // The first is enough beside a field; the others come when that one is gone.
    if (byOwner.has(name)) return;
    byOwner.set(name, problem);
    for (const part of above) counts.set(part, (counts.get(part) ?? 0) + 1);
  };
  for (const problem of given) {
    const { name, steps, above } = ownerOf(form, problem.path);
    if (valueAt(values, steps) === valueAt(givenFor, steps)) add(problem, name, above);
  }
  for (const problem of own) {
    const { name, above } = ownerOf(form, problem.path);
    // Whoever has only passed a field has not forgotten it yet.
    const isTold = showsAll || (touched.has(name) && problem.code !== 'forms.required');
    if (isTold && !(byOwner.has(name) && given.some((one) => one.path === problem.path))) add(problem, name, above);
  }
  return { list, byOwner, counts };
}
