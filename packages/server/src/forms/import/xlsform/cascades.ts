/**
 * Questions that follow one another and narrow one another down (区 → 街道 → 社区): one cascade here. Only where nothing
 * else asks for one of them, since the cascade has one value for all.
 */

import type { Option } from '@anshao/core/forms/contract.ts';
import { cascadeLevels } from '@anshao/core/forms/types/cascade.ts';
import type { ChoiceList } from './choices.ts';
import type { XlsRow, XlsSheet } from './rows.ts';

export interface CascadeNode extends Option {
  readonly children?: CascadeNode[];
}

export interface Cascade {
  /** From the first level down. */
  readonly rows: readonly XlsRow[];
  readonly options: readonly CascadeNode[];
  /** Columns of the choices that say what lies below what. */
  readonly filters: readonly { readonly column: string; readonly list: ChoiceList }[];
}

interface Level {
  readonly row: XlsRow;
  readonly list: ChoiceList;
  /** The column that names the choice above; '' for the first level. */
  readonly column: string;
}

/** Cascades by the row they begin in. */
export function findCascades(survey: XlsSheet, lists: ReadonlyMap<string, ChoiceList>): ReadonlyMap<XlsRow, Cascade> {
  const found = new Map<XlsRow, Cascade>();
  for (let at = 0; at < survey.rows.length; at++) {
    const levels = levelsFrom(survey.rows, at, lists);
    if (levels.length < 2 || levels.length > cascadeLevels || areAsked(levels, survey)) continue;
    const options = treeOf(levels);
    const [first] = levels;
    if (!options || !first) continue;
    found.set(first.row, {
      rows: levels.map(({ row }) => row),
      options,
      filters: levels.slice(1).map(({ column, list }) => ({ column, list })),
    });
    at += levels.length - 1;
  }
  return found;
}

function levelsFrom(rows: readonly XlsRow[], start: number, lists: ReadonlyMap<string, ChoiceList>): Level[] {
  const levels: Level[] = [];
  for (const row of rows.slice(start)) {
    const named = /^select[\s_]one\s+(\S+)$/i.exec(row.cells.get('type')?.text ?? '');
    const list = lists.get(named?.[1] ?? '');
    const above = levels.at(-1)?.row.cells.get('name')?.text;
    const filter = row.cells.get('choice_filter')?.text;
    if (!list || (levels.length === 0) !== (filter === undefined)) break;
    const column = filter === undefined || above === undefined ? '' : columnIn(filter, above);
    if (levels.length > 0 && (column === '' || !isPlain(row))) break;
    levels.push({ row, list, column });
  }
  return levels;
}

/** `district=${district}`, in either order. */
function columnIn(filter: string, above: string): string {
  const found = /^\s*([\w-]+)\s*=\s*\$\{\s*([\w.-]+)\s*\}\s*$/.exec(filter) ?? [];
  const turned = /^\s*\$\{\s*([\w.-]+)\s*\}\s*=\s*([\w-]+)\s*$/.exec(filter) ?? [];
  if (found[2] === above) return (found[1] ?? '').toLowerCase();
  return turned[1] === above ? (turned[2] ?? '').toLowerCase() : '';
}

/** Asks nothing of its own that a level of a cascade could not. */
function isPlain({ cells }: XlsRow): boolean {
  const own = /^(type|name|label|hint|required|appearance|choice_filter)(::|$)/;
  return [...cells.keys()].every((title) => own.test(title));
}

function areAsked(levels: readonly Level[], survey: XlsSheet): boolean {
  const names = levels.map(({ row }) => row.cells.get('name')?.text ?? '');
  return survey.rows.some((row) =>
    [...row.cells].some(
      ([title, { text }]) =>
        !(title === 'choice_filter' && levels.some((level) => level.row === row)) &&
        names.some((name) => text.includes(`\${${name}}`)),
    ),
  );
}

/** Undefined when something lies below nothing, or two levels share a code. */
function treeOf([first, ...lower]: readonly Level[]): CascadeNode[] | undefined {
  if (!first) return undefined;
  const byCode = new Map<string, Option & { children?: CascadeNode[] }>();
  const add = (option: Option) => {
    const node = { ...option };
    const isNew = !byCode.has(node.code);
    byCode.set(node.code, node);
    return isNew ? node : undefined;
  };
  const roots = first.list.options.map(add);
  for (const { list, column } of lower) {
    const above = new Map(byCode);
    for (const option of list.options) {
      const parent = above.get(list.rows.get(option.code)?.cells.get(column)?.text ?? '');
      const node = add(option);
      if (!parent || !node) return undefined;
      parent.children = [...(parent.children ?? []), node];
    }
  }
  return roots.every((node) => node !== undefined) ? roots : undefined;
}
