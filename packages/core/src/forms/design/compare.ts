/** What is different between two definitions of one form, in the order and words a person would tell it. */
import { fillSentence, type Wording } from '../../base/errors.ts';
import { isSame } from '../../base/same.ts';
import type { FormDefinition, Option } from '../contract.ts';
import { findFieldType } from '../registry.ts';
import { optionsOf } from './edits/options.ts';
import { partsIn, partsOf, placeOf } from './lists.ts';
import {
  allFields,
  type Drawn,
  fieldAt,
  fieldsetOf,
  isFieldRef,
  isTab,
  nodeAt,
  opened,
  type Part,
  type PartRef,
} from './parts.ts';
import { settingWords } from './setting-words.ts';

const said = (zh: string, en: string): Wording => ({ zh, en });

/** `{label}` is the part, `{setting}` a setting's word, `{from}` and `{to}` its values. */
const sentences = {
  fieldAdded: said('新增{type}“{label}”', 'Added {type} “{label}”'),
  fieldRemoved: said('移除{type}“{label}”', 'Removed {type} “{label}”'),
  typeChanged: said('“{label}”由{from}改为{to}', '“{label}” changed from {from} to {to}'),
  renamed: said('“{from}”改名为“{to}”', '“{from}” is now called “{to}”'),
  changed: said('“{label}”的{setting}：{from} → {to}', '{setting} of “{label}”: {from} → {to}'),
  touched: said('修改了“{label}”的{setting}', 'Changed {setting} of “{label}”'),
  set: said('“{label}”设置了{setting}：{to}', 'Set {setting} of “{label}”: {to}'),
  cleared: said('“{label}”取消了{setting}', 'Took away {setting} of “{label}”'),
  moved: said('移动了“{label}”', 'Moved “{label}”'),
  optionAdded: said('“{label}”新增选项“{option}”', 'Added option “{option}” to “{label}”'),
  optionRemoved: said('“{label}”删除选项“{option}”', 'Removed option “{option}” of “{label}”'),
  optionRenamed: said('“{label}”的选项“{from}”改为“{to}”', 'Option “{from}” of “{label}” is now “{to}”'),
  optionStopped: said('“{label}”停用选项“{option}”', 'Stopped option “{option}” of “{label}”'),
  optionResumed: said('“{label}”恢复选项“{option}”', 'Resumed option “{option}” of “{label}”'),
  optionChanged: said('修改了“{label}”的选项“{option}”', 'Changed option “{option}” of “{label}”'),
  optionsReordered: said('调整了“{label}”的选项顺序', 'Reordered the options of “{label}”'),
  partAdded: said('新增{kind}“{label}”', 'Added {kind} “{label}”'),
  partRemoved: said('移除{kind}“{label}”', 'Removed {kind} “{label}”'),
} as const;
export type DifferenceKind = keyof typeof sentences;

export interface Difference {
  readonly kind: DifferenceKind;
  /** As `parts.ts` names parts; '' the form as a whole. Of what was removed, its name before. */
  readonly part: PartRef;
  readonly details: Readonly<Record<string, string | Wording>>;
}

export function wordDifference({ kind, details }: Difference, language: 'zh' | 'en'): string {
  const words = Object.entries(details).map(([name, value]) => [
    name,
    typeof value === 'string' ? value : value[language],
  ]);
  return fillSentence(sentences[kind][language], Object.fromEntries(words));
}

export function differences(before: FormDefinition, after: FormDefinition): Difference[] {
  const [was, is] = [opened(before), opened(after)];
  const [wasThere, isThere] = [new Set(partsOf(was)), new Set(partsOf(is))];
  const found: Difference[] = [
    ...ofSettings(
      '',
      is.name,
      { name: was.name, description: was.description },
      { name: is.name, description: is.description },
    ),
    ...ofSettings('', is.name, was.settings ?? {}, is.settings ?? {}),
    ...ofSettings('', is.name, { displayRules: was.displayRules }, { displayRules: is.displayRules }),
  ];
  for (const part of isThere) {
    if (!wasThere.has(part)) {
      if (!comesWithOwner(is, part, wasThere)) found.push(presence(is, part, true));
    } else if (isFieldRef(part)) found.push(...ofField(was, is, part));
    else found.push(...ofNode(nodeAt(was, part), nodeAt(is, part), part));
  }
  for (const part of wasThere)
    if (!isThere.has(part) && !comesWithOwner(was, part, isThere)) found.push(presence(was, part, false));
  for (const part of moved(was, is)) found.push({ kind: 'moved', part, details: { label: labelOf(is, part) } });
  return found;
}

/** Rows' fields of a subform, and tabs of a group, that is new or gone as a whole: the whole is told. */
function comesWithOwner(form: Drawn, part: PartRef, others: ReadonlySet<PartRef>): boolean {
  const owner = placeOf(form, part)?.in ?? '';
  const isOwned = isFieldRef(part) ? fieldsetOf(part) !== '' : isTab(nodeAt(form, part) as Part);
  return isOwned && !others.has(owner);
}

function presence(form: Drawn, part: PartRef, isNew: boolean): Difference {
  const field = fieldAt(form, part);
  if (field)
    return {
      kind: isNew ? 'fieldAdded' : 'fieldRemoved',
      part,
      details: { type: findFieldType(field.type)?.label ?? field.type, label: field.label },
    };
  const node = nodeAt(form, part);
  const kind = node ? kindWords[isTab(node) ? 'tab' : node.kind] : '';
  return { kind: isNew ? 'partAdded' : 'partRemoved', part, details: { kind, label: labelOf(form, part) } };
}

const kindWords = {
  section: said('分组', 'section'),
  tabs: said('标签组', 'tabs'),
  tab: said('标签页', 'tab'),
  columns: said('分栏', 'columns'),
  note: said('说明文字', 'note'),
  picture: said('图片说明', 'picture'),
  divider: said('分隔线', 'divider'),
  field: said('控件', 'field'),
} as const;

function labelOf(form: Drawn, part: PartRef): string {
  const field = fieldAt(form, part);
  if (field) return field.label;
  const node = nodeAt(form, part);
  if (!node) return part;
  if (isTab(node) || node.kind === 'section') return node.title;
  if (node.kind === 'note') return node.text.slice(0, 20);
  if (node.kind === 'tabs') return node.tabs.map((tab) => tab.title).join(' / ');
  return node.kind === 'picture' ? node.alt : part.slice(1);
}

function ofField(was: Drawn, is: Drawn, part: PartRef): Difference[] {
  const [before, after] = [fieldAt(was, part), fieldAt(is, part)];
  if (!before || !after || before === after) return [];
  const found: Difference[] = [];
  if (before.label !== after.label)
    found.push({ kind: 'renamed', part, details: { from: before.label, to: after.label } });
  if (before.type !== after.type) {
    const word = (type: string) => findFieldType(type)?.label ?? type;
    found.push({
      kind: 'typeChanged',
      part,
      details: { label: after.label, from: word(before.type), to: word(after.type) },
    });
  }
  found.push(...ofSettings(part, after.label, before, after, ['key', 'type', 'label', 'fields', 'options']));
  const [old, now] = [optionsOf(before), optionsOf(after)];
  if (old && now) found.push(...ofOptions(part, after.label, old, now));
  else if (old || now)
    found.push({ kind: 'touched', part, details: { label: after.label, setting: settingWords['options']! } });
  return found;
}

function ofNode(before: Part | undefined, after: Part | undefined, part: PartRef): Difference[] {
  if (!before || !after || before === after) return [];
  const label =
    isTab(after) || after.kind === 'section' ? after.title : after.kind === 'note' ? after.text.slice(0, 20) : '';
  return ofSettings(part, label, before, after, ['id', 'children', 'tabs', 'columns']);
}

function ofSettings(
  part: PartRef,
  label: string,
  before: object,
  after: object,
  except: readonly string[] = [],
): Difference[] {
  const [was, is] = [before as Record<string, unknown>, after as Record<string, unknown>];
  const found: Difference[] = [];
  for (const setting of new Set([...Object.keys(was), ...Object.keys(is)])) {
    if (except.includes(setting) || isSame(was[setting], is[setting])) continue;
    const name = settingWords[setting] ?? setting;
    const [from, to] = [inWords(was[setting]), inWords(is[setting])];
    if (is[setting] === undefined) found.push({ kind: 'cleared', part, details: { label, setting: name } });
    else if (from === undefined && to !== undefined)
      found.push({ kind: was[setting] === undefined ? 'set' : 'touched', part, details: { label, setting: name, to } });
    else if (from !== undefined && to !== undefined)
      found.push({ kind: 'changed', part, details: { label, setting: name, from, to } });
    else found.push({ kind: 'touched', part, details: { label, setting: name } });
  }
  return found;
}

/** Values one can read at a glance; the rest are only said to have changed. */
function inWords(value: unknown): string | Wording | undefined {
  if (typeof value === 'boolean') return value ? said('是', 'yes') : said('否', 'no');
  if (typeof value === 'number') return String(value);
  return typeof value === 'string' && value.length <= 60 ? value : undefined;
}

function ofOptions(part: PartRef, label: string, before: readonly Option[], after: readonly Option[]): Difference[] {
  const old = new Map(before.map((option) => [option.code, option]));
  const codes = new Set(after.map((option) => option.code));
  const found: Difference[] = [];
  for (const option of after) {
    const former = old.get(option.code);
    if (!former) found.push({ kind: 'optionAdded', part, details: { label, option: option.label } });
    else if (former.label !== option.label)
      found.push({ kind: 'optionRenamed', part, details: { label, from: former.label, to: option.label } });
    else if (former.status !== option.status) {
      const kind = option.status === 'stopped' ? 'optionStopped' : 'optionResumed';
      found.push({ kind, part, details: { label, option: option.label } });
    } else if (!isSame(former, option))
      found.push({ kind: 'optionChanged', part, details: { label, option: option.label } });
  }
  for (const option of before)
    if (!codes.has(option.code)) found.push({ kind: 'optionRemoved', part, details: { label, option: option.label } });
  const order = (list: readonly Option[], others: { has(code: string): boolean }) =>
    list
      .map((option) => option.code)
      .filter((code) => others.has(code))
      .join('\n');
  if (order(before, codes) !== order(after, old)) found.push({ kind: 'optionsReordered', part, details: { label } });
  return found;
}

/** Parts that stand in another list, and of one list as few as explain its new order. */
function moved(was: Drawn, is: Drawn): PartRef[] {
  const lists = new Map<string, PartRef[]>();
  const found: PartRef[] = [];
  for (const part of partsOf(is)) {
    const [old, now] = [placeOf(was, part), placeOf(is, part)];
    if (!old || !now) continue;
    if (old.in !== now.in) found.push(part);
    else lists.set(now.in, [...(lists.get(now.in) ?? []), part]);
  }
  for (const [list, parts] of lists) {
    const former = (partsIn(was, list) ?? []).filter((part) => parts.includes(part));
    const kept = new Set(longestRun(parts.map((part) => former.indexOf(part))));
    found.push(...parts.filter((part) => !kept.has(former.indexOf(part))));
  }
  return found;
}

/** The longest ascending selection: what stayed in order while the others moved. */
function longestRun(positions: readonly number[]): number[] {
  const ends: { readonly at: number; readonly before: number }[] = [];
  const tails: number[] = [];
  positions.forEach((position, index) => {
    let low = 0;
    while (low < tails.length && positions[tails[low]!]! < position) low += 1;
    ends.push({ at: position, before: tails[low - 1] ?? -1 });
    tails[low] = index;
  });
  const run: number[] = [];
  for (let index = tails.at(-1) ?? -1; index >= 0; index = ends[index]!.before) run.unshift(ends[index]!.at);
  return run;
}

/** How many fields a definition has, those of rows included. */
export function fieldCount(definition: FormDefinition): number {
  return [...allFields(definition.fields)].length;
}
