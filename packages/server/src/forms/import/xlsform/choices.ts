/** The lists of an XLSForm to choose from. */
import type { Option } from '@anshao/core/forms/contract.ts';
import type { Area } from '../book/addresses.ts';
import { oneLineOf } from '../draft.ts';
import { around, cellArea, type Findings } from '../findings.ts';
import type { XlsRow, XlsSheet } from './rows.ts';

export interface ChoiceList {
  readonly name: string;
  readonly options: readonly Option[];
  /** By code, for what else the row says (filters). */
  readonly rows: ReadonlyMap<string, XlsRow>;
  /** The cells that name the list. */
  readonly area: Area;
}

/** Lists by name. Options with a code that is taken or cannot be one are told of. */
export function choiceLists(choices: XlsSheet | undefined, findings: Findings): Map<string, ChoiceList> {
  interface Growing {
    readonly options: Option[];
    readonly rows: Map<string, XlsRow>;
    readonly areas: Area[];
  }
  const lists = new Map<string, Growing>();
  if (!choices) return new Map();
  const codeColumn = choices.areas.has('name') ? 'name' : 'value';
  for (const row of choices.rows) {
    const named = row.cells.get('list_name');
    const coded = row.cells.get(codeColumn);
    if (!named || !coded) continue;
    const list: Growing = lists.get(named.text) ?? { options: [], rows: new Map(), areas: [] };
    lists.set(named.text, list);
    list.areas.push(cellArea(named));
    const code = oneLineOf(coded.text);
    const place = { sheet: choices.sheet.name, area: cellArea(coded) };
    if (list.rows.has(code)) findings.miss(place, coded.text, `选项表“${named.text}”中已有这个选项`);
    else if (code.length > 60 || code === '') findings.miss(place, coded.text, '选项的名称最多 60 个字');
    else {
      list.rows.set(code, row);
      list.options.push({ code, label: oneLineOf(row.cells.get('label')?.text ?? code) || code, status: 'active' });
    }
  }
  return new Map(
    [...lists].map(([name, { options, rows, areas }]) => [name, { name, options, rows, area: around(areas) }]),
  );
}
