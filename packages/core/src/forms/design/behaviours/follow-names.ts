/**
 * When fields get other keys or move between a record and its rows, everything that names them follows: conditions of
 * fields and containers, formulas, display rules, the title and columns of lists, keys of preloaded rows.
 */
import type { Condition } from '../../../expressions/condition.ts';
import type { DisplayRule, FieldDefinition } from '../../contract.ts';
import {
  formulaNameFrom,
  formulaTarget,
  nameFrom,
  pathNamed,
  renamedCondition,
  renamedField,
  renamedFormula,
  renamedLayout,
  renamedRules,
} from '../names.ts';
import { type Drawn, fieldAt, fieldsetOf, isSubform, keyOf, type ListRef, type PartRef, pathOf } from '../parts.ts';

/** Paths before → paths after. Fields inside a moved subform go with it and need not be named. */
export type Moves = ReadonlyMap<PartRef, PartRef>;

/**
 * @param before the form as the names in it still mean it
 * @param after the same with the fields at their new paths, names not yet changed
 * @param only the fields (paths after) whose settings follow; all of them and the form's own when left out
 */
export function followNames(before: Drawn, after: Drawn, moves: Moves, only?: ReadonlySet<PartRef>): Drawn {
  if (moves.size === 0) return after;
  const back = new Map([...moves].map(([from, to]) => [to, from]));
  const now = (path: PartRef) => through(moves, path);
  const formerly = (path: PartRef) => through(back, path);
  /** Names in settings that stood in fieldset `was` and now stand in `is`. */
  const condition = (was: ListRef, is: ListRef) => (given: Condition) =>
    renamedCondition(given, (name) => nameFrom(is, now(pathNamed(was, name))) ?? name, formula(was, is));
  const formula = (was: ListRef, is: ListRef) => (given: string) =>
    renamedFormula(given, (path) => {
      const target = formulaTarget(was, path, wasThere);
      return (target === undefined ? undefined : formulaNameFrom(is, now(target), path)) ?? path;
    });
  const wasThere = (path: PartRef) => moves.has(path) || fieldAt(before, path) !== undefined;
  /** A key in a list of a fieldset; undefined when the field no longer stands in it. */
  const keyIn = (was: ListRef, is: ListRef) => (key: string) => {
    const path = now(pathOf(was, key));
    return fieldsetOf(path) === is ? keyOf(path) : undefined;
  };

  const inFieldset = (fields: readonly FieldDefinition[], is: ListRef): readonly FieldDefinition[] => {
    const next = fields.map((field) => {
      const path = pathOf(is, field.key);
      const was = fieldsetOf(formerly(path));
      const follows = !only || [...only].some((one) => path === one || path.startsWith(`${one}.`));
      const own = follows
        ? renamedField(field, condition(was, is), formula(was, is), (key) => keyIn(was, is)(key) ?? key)
        : field;
      if (!isSubform(own)) return own;
      const inner = inFieldset(own.fields, path);
      const rowsWere = formerly(path);
      const rules = follows ? followedRules(own.displayRules, rowsWere, path) : own.displayRules;
      const rowsFrom = follows ? followedRows(own.rowsFrom, rowsWere, path) : own.rowsFrom;
      if (inner === own.fields && rules === own.displayRules && rowsFrom === own.rowsFrom) return own;
      return { ...own, fields: inner, ...defined({ displayRules: rules, rowsFrom }) } as FieldDefinition;
    });
    return next.every((field, index) => field === fields[index]) ? fields : next;
  };
  const followedRules = (rules: readonly DisplayRule[] | undefined, was: ListRef, is: ListRef) =>
    rules && renamedRules(rules, condition(was, is), keyIn(was, is));
  const followedRows = <Rows extends object>(rows: Rows | undefined, was: ListRef, is: ListRef): Rows | undefined => {
    if (!rows) return rows;
    const changes: Record<string, string> = {};
    for (const name of ['keyField', 'labelField'] as const) {
      const key = (rows as Record<string, unknown>)[name];
      const next = typeof key === 'string' ? (keyIn(was, is)(key) ?? key) : key;
      if (next !== key) changes[name] = next as string;
    }
    return Object.keys(changes).length === 0 ? rows : { ...rows, ...changes };
  };

  const fields = inFieldset(after.fields, '');
  const next: Drawn = fields === after.fields ? after : { ...after, fields };
  if (only) return next;
  const layout = renamedLayout(next.layout, condition('', ''));
  const displayRules = followedRules(next.displayRules, '', '');
  const settings = followedSettings(next.settings, keyIn('', ''));
  if (layout === next.layout && displayRules === next.displayRules && settings === next.settings) return next;
  return { ...next, layout, ...defined({ displayRules, settings }) };
}

function followedSettings(settings: Drawn['settings'], key: (given: string) => string | undefined): Drawn['settings'] {
  if (!settings) return settings;
  const titleField = settings.titleField === undefined ? undefined : key(settings.titleField);
  const listFields = settings.listFields?.flatMap((one) => key(one) ?? []);
  const isSame =
    titleField === settings.titleField &&
    (listFields === undefined ||
      (listFields.length === settings.listFields?.length &&
        listFields.every((k, i) => k === settings.listFields?.[i])));
  if (isSame) return settings;
  const { titleField: _title, listFields: _columns, ...rest } = settings;
  return { ...rest, ...defined({ titleField, listFields: listFields?.length === 0 ? undefined : listFields }) };
}

function through(moves: ReadonlyMap<PartRef, PartRef>, path: PartRef): PartRef {
  const direct = moves.get(path);
  if (direct !== undefined) return direct;
  const around = fieldsetOf(path);
  return around === '' ? path : pathOf(through(moves, around), keyOf(path));
}

function defined<T extends object>(settings: T): Partial<T> {
  return Object.fromEntries(Object.entries(settings).filter(([, value]) => value !== undefined)) as Partial<T>;
}
