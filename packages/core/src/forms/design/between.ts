/**
 * The commands that make one form out of another. So a step that was undone after it had been saved, or a version that
 * was restored, can be carried over to a draft that a colleague changed meanwhile.
 *
 * Parts are the same when they have the same name (`items.score`, `#s1`): what moved between a record and its rows
 * counts as removed and added.
 */
import { isSame } from '../../base/same.ts';
import type { FieldDefinition } from '../contract.ts';
import { type LayoutNode, withChildLists } from '../layout.ts';
import { apply } from './apply.ts';
import { type Command, isApplied, type Settings } from './commands.ts';
import { freeKey } from './fresh.ts';
import { listsOf, partsIn, partsOf, placeOf } from './lists.ts';
import {
  type Drawn,
  fieldAt,
  fieldsetOf,
  isFieldRef,
  isSubform,
  isTab,
  nodeAt,
  nodeIds,
  type Part,
  type PartRef,
} from './parts.ts';

/**
 * `apply`ing them in turn to `from` gives `to`; id and key of the form stay those of `from`. Where a way part by part
 * would pass through something that is not allowed (13 tabs, six levels), it is one command for the whole.
 */
export function commandsBetween(from: Drawn, to: Drawn): Command[] {
  const commands: Command[] = [];
  let form = from;
  let isBarred = false;
  const perform = (command: Command): void => {
    const outcome = apply(form, command);
    if (!isApplied(outcome)) {
      isBarred = true;
      return;
    }
    form = outcome.definition;
    commands.push(command);
  };

  const wanted = new Set(partsOf(to));
  for (const part of partsOf(form))
    if (wanted.has(part) && isOtherKind(form, to, part)) replacePart(form, part, perform);
  // Out of the way first: a list that is full, or a key that is wanted elsewhere, must not stand against what comes.
  removeUnwanted(form, wanted, perform);
  arrange(() => form, to, '', perform);
  const left = partsOf(form).filter((part) => !wanted.has(part));
  if (left.length > 0) perform({ do: 'remove', parts: left });
  for (const part of partsOf(to)) setPart(form, to, part, perform);
  // A label that was set made formulas follow, also such as had been set before.
  for (const part of partsOf(to)) setPart(form, to, part, perform);
  setWhole(form, to, perform);
  // Some rare ways cross (a part that changes its kind while what was in it moves): then the whole is one command too.
  return isBarred || !isArrived(form, to) ? [{ do: 'replace', definition: to }] : commands;
}

function isArrived(form: Drawn, to: Drawn): boolean {
  const { id: _id, key: _key, settings: is, ...rest } = form;
  const { id: _ownId, key: _ownKey, settings: wanted, ...whole } = to;
  return isSame(is ?? {}, wanted ?? {}) && isSame(rest, whole);
}

type Perform = (command: Command) => void;

/** Under the same name stands something that settings cannot turn into the other. */
function isOtherKind(form: Drawn, to: Drawn, part: PartRef): boolean {
  if (isFieldRef(part)) return isSubform(fieldAt(form, part)) !== isSubform(fieldAt(to, part));
  const kind = (given: Drawn) => nodeAt(given, part)?.kind ?? 'tab';
  return nodeAt(form, part) !== undefined && kind(form) !== kind(to);
}

/** Takes it away and leaves what was in it, for `arrange` to put where it belongs. */
function replacePart(form: Drawn, part: PartRef, perform: Perform): void {
  const inside = listsOf(form, part).flatMap((list) => partsIn(form, list) ?? []);
  const tabs = inside.filter((one) => isTabOf(form, one));
  const loose = isFieldRef(part)
    ? []
    : inside.flatMap((one) => (tabs.includes(one) ? (partsIn(form, one) ?? []) : [one]));
  if (loose.length > 0) perform({ do: 'move', parts: loose, to: { in: '', after: null } });
  perform({ do: 'remove', parts: [part] });
}

function isTabOf(form: Drawn, part: PartRef): boolean {
  const node = isFieldRef(part) ? undefined : nodeAt(form, part);
  return node !== undefined && isTab(node);
}

/** Parts that `to` does not have and that hold nothing that it has. */
function removeUnwanted(form: Drawn, wanted: ReadonlySet<PartRef>, perform: Perform): void {
  const holdsWanted = (part: PartRef): boolean =>
    wanted.has(part) || listsOf(form, part).some((list) => (partsIn(form, list) ?? []).some(holdsWanted));
  // Tabs go once those that stay have come: a group is never without one.
  const unwanted = partsOf(form).filter((part) => !holdsWanted(part) && !isTabOf(form, part));
  if (unwanted.length > 0) perform({ do: 'remove', parts: unwanted });
}

function isLastTab(form: Drawn, part: PartRef): boolean {
  const node = isFieldRef(part) ? undefined : nodeAt(form, part);
  const list = node && isTab(node) ? placeOf(form, part)?.in : undefined;
  return list !== undefined && partsIn(form, list)?.length === 1;
}

/** List by list in reading order: each part is put after its neighbour, then what is in it. */
function arrange(form: () => Drawn, to: Drawn, list: string, perform: Perform): void {
  let after: PartRef | null = null;
  for (const part of partsIn(to, list) ?? []) {
    const place = placeOf(form(), part);
    if (!place) addPart(to, part, { in: list, after }, perform);
    else if (place.in !== list || place.after !== after) {
      // A group is never without a tab: when its last one goes to another group, a spare one stays until the end.
      if (place.in !== list && isLastTab(form(), part)) {
        const id = freeKey('spare', new Set([...nodeIds(form()), ...nodeIds(to)]));
        perform({ do: 'addTab', tabs: place.in, tab: { id, title: id, children: [] }, after: part });
      }
      perform({ do: 'move', parts: [part], to: { in: list, after } });
    }
    after = part;
    const node = isFieldRef(part) ? undefined : nodeAt(to, part);
    if (node && !isTab(node) && node.kind === 'columns') {
      const now = nodeAt(form(), part);
      const count = now && !isTab(now) && now.kind === 'columns' ? now.columns.length : 0;
      if (count < node.columns.length) perform({ do: 'setColumns', node: part, count: node.columns.length });
    }
    for (const inner of listsOf(to, part)) arrange(form, to, inner, perform);
    if (node && !isTab(node) && node.kind === 'columns')
      perform({ do: 'setColumns', node: part, count: node.columns.length });
  }
}

function addPart(to: Drawn, part: PartRef, at: { in: string; after: PartRef | null }, perform: Perform): void {
  if (isFieldRef(part)) {
    const field = fieldAt(to, part) as FieldDefinition;
    // Its rows' fields come one by one, as every list does.
    perform({ do: 'addField', field: isSubform(field) ? { ...field, fields: [] } : field, at });
    return;
  }
  const node = nodeAt(to, part) as Part;
  if (isTab(node)) perform({ do: 'addTab', tabs: at.in, tab: { ...node, children: [] }, after: at.after });
  else perform({ do: 'addNode', node: emptied(node), at });
}

/** A group of tabs cannot be without one; its first comes along, empty. */
function emptied(node: LayoutNode): LayoutNode {
  if (node.kind === 'tabs') return { ...node, tabs: node.tabs.slice(0, 1).map((tab) => ({ ...tab, children: [] })) };
  return withChildLists(node, node.kind === 'columns' ? node.columns.map(() => []) : [[]]);
}

function setPart(form: Drawn, to: Drawn, part: PartRef, perform: Perform): void {
  if (!isFieldRef(part)) {
    const set = settingsBetween(nodeAt(form, part), nodeAt(to, part), structural);
    if (set) perform({ do: 'setNode', node: part, set });
    return;
  }
  const [was, is] = [fieldAt(form, part), fieldAt(to, part)];
  if (was && is && was.type !== is.type && !isSubform(is) && !isSubform(was))
    perform({ do: 'setType', field: part, type: is.type });
  // `setType` keeps what it can, so what it kept is not known here: everything is said once more.
  const set = settingsBetween(was?.type === is?.type ? was : { ...allNull(was) }, is, inField);
  if (set) perform({ do: 'setField', field: part, set });
  if (isSubform(is) && isSubform(was) && !isSame(was.displayRules, is.displayRules))
    perform({ do: 'setRules', of: part, rules: is.displayRules ?? [] });
  if (fieldsetOf(part) === '') {
    const [before, after] = [nodeAt(form, part), nodeAt(to, part)];
    const width = (node: typeof before) =>
      node && !isTab(node) && node.kind === 'field' ? (node.width ?? 'full') : 'full';
    if (width(before) !== width(after)) perform({ do: 'setWidth', field: part, width: width(after) });
  }
}

function allNull(field: FieldDefinition | undefined): Record<string, unknown> {
  return Object.fromEntries(Object.keys(field ?? {}).map((setting) => [setting, undefined]));
}

function setWhole(form: Drawn, to: Drawn, perform: Perform): void {
  const names = (given: Drawn) => ({ name: given.name, description: given.description });
  const set = settingsBetween(names(form), names(to), nothing);
  if (set) perform({ do: 'setForm', set });
  const settings = settingsBetween(form.settings ?? {}, to.settings ?? {}, nothing);
  if (settings) perform({ do: 'setSettings', set: settings });
  if (!isSame(form.displayRules, to.displayRules)) perform({ do: 'setRules', of: '', rules: to.displayRules ?? [] });
}

const nothing: ReadonlySet<string> = new Set();
const structural: ReadonlySet<string> = new Set(['kind', 'id', 'children', 'tabs', 'columns']);
const inField: ReadonlySet<string> = new Set(['key', 'type', 'fields', 'displayRules']);

/** What must be set to come from one to the other; undefined when nothing. */
export function settingsBetween(
  from: object | undefined,
  to: object | undefined,
  except: ReadonlySet<string>,
): Settings | undefined {
  const [was, is] = [(from ?? {}) as Record<string, unknown>, (to ?? {}) as Record<string, unknown>];
  const set: Record<string, unknown> = {};
  for (const setting of new Set([...Object.keys(was), ...Object.keys(is)])) {
    if (except.has(setting)) continue;
    const isGone = is[setting] === undefined;
    if (setting in was && was[setting] === undefined) set[setting] = is[setting] ?? null;
    else if (!isSame(was[setting], is[setting])) set[setting] = isGone ? null : is[setting];
  }
  return Object.keys(set).length === 0 ? undefined : set;
}
