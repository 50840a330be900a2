/**
 * How conditions and formulas name fields, and how those names follow when a field gets another key or another place.
 * A name is read from where it stands: `score` in a row's condition is the row's, `$parent.level` the record's; so are
 * `{score}` and `{$parent.level}` in a formula, where `{items}.{score}` is a column of rows.
 */
import type { Condition, ConditionOperand } from '../../expressions/condition.ts';
import { isOtherField } from '../../expressions/condition.ts';
import { parentStep } from '../../expressions/formula/names.ts';
import { tokenize } from '../../expressions/formula/tokens.ts';
import type { DisplayRule, FieldDefinition } from '../contract.ts';
import type { Layout, LayoutNode, Tab } from '../layout.ts';
import { childLists, withChildLists } from '../layout.ts';
import { fieldsetOf, keyOf, type ListRef, type PartRef, pathOf } from './parts.ts';

const parent = `${parentStep}.`;

/** The field that a condition standing in a fieldset names. */
export function pathNamed(fieldset: ListRef, name: string): PartRef {
  let at = fieldset;
  let rest = name;
  while (rest.startsWith(parent)) {
    at = fieldsetOf(at);
    rest = rest.slice(parent.length);
  }
  return pathOf(at, rest);
}

/** The name of a field in a condition of a fieldset; undefined where it cannot be seen from. */
export function nameFrom(fieldset: ListRef, path: PartRef): string | undefined {
  const home = fieldsetOf(path);
  for (let at = fieldset, prefix = ''; ; at = fieldsetOf(at), prefix += parent) {
    if (at === home) return prefix + keyOf(path);
    if (at === '') return undefined;
  }
}

/** A condition with every name replaced; the same object when none changed. */
export function renamedCondition(
  condition: Condition,
  rename: (name: string) => string,
  formula: (text: string) => string,
): Condition {
  if ('formula' in condition) {
    const text = formula(condition.formula);
    return text === condition.formula ? condition : { formula: text };
  }
  if ('all' in condition) {
    const all = condition.all.map((part) => renamedCondition(part, rename, formula));
    return all.every((part, index) => part === condition.all[index]) ? condition : { all };
  }
  if ('any' in condition) {
    const any = condition.any.map((part) => renamedCondition(part, rename, formula));
    return any.every((part, index) => part === condition.any[index]) ? condition : { any };
  }
  if ('not' in condition) {
    const not = renamedCondition(condition.not, rename, formula);
    return not === condition.not ? condition : { not };
  }
  const field = rename(condition.field);
  const operand = (value: ConditionOperand): ConditionOperand => {
    if (!isOtherField(value)) return value;
    const other = rename(value.field);
    return other === value.field ? value : { field: other };
  };
  if (!('value' in condition)) return field === condition.field ? condition : { ...condition, field };
  const { value } = condition;
  const list = Array.isArray(value) ? (value as readonly ConditionOperand[]) : undefined;
  const next = list ? list.map(operand) : operand(value as ConditionOperand);
  const isSame = list ? list.every((one, index) => one === (next as readonly unknown[])[index]) : next === value;
  // Only names changed, so the operator still has the value it needs.
  return isSame && field === condition.field ? condition : ({ ...condition, field, value: next } as Condition);
}

/**
 * A stored formula with some of its names written otherwise; those that `write` has nothing for stay as they are.
 * @param write gets the keys as they stand: `column` is the second of `{items}.{score}`
 */
export function rewritten(text: string, write: (name: string, column?: string) => string | undefined): string {
  const { tokens } = tokenize(text);
  let next = '';
  let done = 0;
  for (let index = 0; index < tokens.length; index++) {
    const first = tokens[index];
    if (first?.kind !== 'name' || first.spelling !== 'key') continue;
    const third = tokens[index + 1]?.kind === 'dot' ? tokens[index + 2] : undefined;
    const column = third?.kind === 'name' && third.spelling === 'key' ? third : undefined;
    if (column) index += 2;
    const written = write(first.name, column?.name);
    if (written === undefined) continue;
    next += text.slice(done, first.from) + written;
    done = (column ?? first).to;
  }
  return next + text.slice(done);
}

/**
 * A stored formula with its names replaced; `rename` gets one part for a field, two for a column of rows, after a
 * `$parent` for each record further up.
 */
export function renamedFormula(text: string, rename: (path: readonly string[]) => readonly string[]): string {
  return rewritten(text, (name, column) => {
    const path = [...name.split('.'), ...(column === undefined ? [] : [column])];
    // `{level$score}` reads the score of a choice: it goes where the choice goes.
    const [bare, ...read] = (path.at(-1) as string).split('$');
    const named = rename([...path.slice(0, -1), bare as string]);
    const written = [...named.slice(0, -1), [named.at(-1), ...read].join('$')];
    const isApart = column !== undefined && written[0] !== parentStep;
    return isApart ? written.map((key) => `{${key}}`).join('.') : `{${written.join('.')}}`;
  });
}

/**
 * Everything in one field that names other fields, put through `condition` and `formula`, and through `key` where a
 * field of the same fieldset is named: the link of a look-up, the targets of a linked record. Filters of linked
 * records name fields of another form and stay.
 */
export function renamedField(
  field: FieldDefinition,
  condition: (given: Condition) => Condition,
  formula: (given: string) => string,
  key: (given: string) => string,
): FieldDefinition {
  const changes: Record<string, unknown> = {};
  if ((field.type === 'lookup' || field.type === 'rollup') && key(field.link) !== field.link)
    changes['link'] = key(field.link);
  if (field.type === 'linkedRecord' && field.fills?.some(({ to }) => key(to) !== to))
    changes['fills'] = field.fills.map((fill) => ({ ...fill, to: key(fill.to) }));
  for (const setting of ['required', 'visible', 'readOnly'] as const) {
    const given = field[setting];
    if (typeof given !== 'object') continue;
    const next = condition(given);
    if (next !== given) changes[setting] = next;
  }
  const checks = field.checks?.map((check) => {
    const rule = condition(check.rule);
    return rule === check.rule ? check : { ...check, rule };
  });
  if (checks?.some((check, index) => check !== field.checks?.[index])) changes['checks'] = checks;
  if (field.default && 'formula' in field.default) {
    const next = formula(field.default.formula);
    if (next !== field.default.formula) changes['default'] = { formula: next };
  }
  const own = (field as { readonly formula?: unknown }).formula;
  if (typeof own === 'string') {
    const next = formula(own);
    if (next !== own) changes['formula'] = next;
  }
  return Object.keys(changes).length === 0 ? field : ({ ...field, ...changes } as FieldDefinition);
}

export function renamedRules(
  rules: readonly DisplayRule[],
  condition: (given: Condition) => Condition,
  key: (given: string) => string | undefined,
): readonly DisplayRule[] {
  const next = rules.flatMap((rule) => {
    const when = condition(rule.when);
    const show = rule.show.flatMap((one) => key(one) ?? []);
    if (show.length === 0) return [];
    const isSame =
      when === rule.when && show.length === rule.show.length && show.every((one, i) => one === rule.show[i]);
    return [isSame ? rule : { ...rule, when, show }];
  });
  return next.length === rules.length && next.every((rule, index) => rule === rules[index]) ? rules : next;
}

export function renamedLayout(layout: Layout, condition: (given: Condition) => Condition): Layout {
  const visible = <Node extends LayoutNode | Tab>(node: Node): Node => {
    const given = (node as { readonly visible?: Condition }).visible;
    if (!given) return node;
    const next = condition(given);
    return next === given ? node : { ...node, visible: next };
  };
  const next = layout.map((node): LayoutNode => {
    const lists = childLists(node);
    const inner = lists.map((list) => renamedLayout(list, condition));
    const whole = inner.some((list, index) => list !== lists[index]) ? withChildLists(node, inner) : node;
    if (whole.kind !== 'tabs') return visible(whole);
    const tabs = whole.tabs.map(visible);
    return tabs.some((tab, index) => tab !== whole.tabs[index]) ? { ...whole, tabs } : whole;
  });
  return next.some((node, index) => node !== layout[index]) ? next : layout;
}

/** What a formula standing in a fieldset means. */
export function formulaTarget(
  fieldset: ListRef,
  path: readonly string[],
  isThere: (path: PartRef) => boolean,
): PartRef | undefined {
  let at = fieldset;
  let rest = path;
  while (rest[0] === parentStep) {
    if (at === '') return undefined;
    at = fieldsetOf(at);
    rest = rest.slice(1);
  }
  const found = pathOf(at, rest.join('.'));
  return isThere(found) ? found : undefined;
}

/**
 * How a formula of a fieldset names a field; undefined where it cannot.
 * @param former the name it had: who named a column of all rows goes on naming the column, also from a row
 */
export function formulaNameFrom(
  fieldset: ListRef,
  path: PartRef,
  former: readonly string[],
): readonly string[] | undefined {
  const home = fieldsetOf(path);
  const wasColumn = former.filter((step) => step !== parentStep).length > 1;
  for (let at = fieldset, up: string[] = []; ; at = fieldsetOf(at), up = [...up, parentStep]) {
    if (at === home && !(wasColumn && home !== '')) return [...up, keyOf(path)];
    if (home !== '' && fieldsetOf(home) === at) return [...up, keyOf(home), keyOf(path)];
    if (at === '') return undefined;
  }
}
