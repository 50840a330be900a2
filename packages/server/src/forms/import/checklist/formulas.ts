/** Columns that a sheet works out from others in the same row (`=C2*D2`) as formulas of the form. */
import type { FieldDefinition } from '@anshao/core/forms/contract.ts';
import { formulaChecker } from '@anshao/core/forms/formulas.ts';
import { areaOf } from '../book/addresses.ts';
import type { DraftField } from '../draft.ts';
import { cellArea } from '../findings.ts';
import { shownFormula } from '../shown-formula.ts';
import type { Column } from './columns.ts';
import type { GridCell } from './grid.ts';
import type { Maker } from './maker.ts';

const results: Readonly<Record<string, string>> = {
  integer: 'number',
  number: 'number',
  money: 'number',
  percentage: 'number',
  rating: 'number',
  date: 'date',
  dateTime: 'dateTime',
  text: 'text',
  multiline: 'text',
  singleChoice: 'text',
};
const displays: Readonly<Record<string, string>> = { money: 'money', percentage: 'percentage' };

/** @param made the field of each column, changed in place where it becomes a formula */
export function takeFormulas(made: ReadonlyMap<Column, DraftField>, maker: Maker): void {
  const keys = new Map([...made].map(([column, field]) => [column.column, field.key]));
  for (const [column, field] of made) {
    const cells = [...column.values.values()];
    const worked = cells.filter(({ formula }) => formula !== undefined);
    const [first] = worked;
    if (!first) continue;
    const isWhole = worked.length === cells.filter(({ isError }) => !isError).length;
    // Cells that repeat the one above say nothing themselves.
    const said = worked.filter(({ formula }) => formula !== '').map((cell) => translated(cell, keys));
    const formula = isWhole && said.every((one) => one === said[0]) ? said[0] : undefined;
    const result = results[field.type];
    if (formula === undefined || result === undefined || !fits(formula, result, field, [...made.values()])) {
      maker.findings.miss(maker.place(cellArea(first)), `=${first.formula}`, '公式没有采用，只按算出的内容判断了类型');
      continue;
    }
    becomeFormula(field, formula, result);
    const shown = shownFormula(formula, [{ fields: [...made.values()] }]);
    maker.guess(field, 'formula', `公式：=${first.formula} 改写为 ${shown}`, 'likely', column.area);
  }
}

function becomeFormula(field: DraftField, formula: string, result: string): void {
  const { type, decimals, unit } = field;
  for (const name of Object.keys(field)) if (name !== 'key' && name !== 'label') delete field[name];
  const look = {
    ...(decimals === undefined ? {} : { decimals }),
    ...(unit === undefined ? {} : { unit }),
    ...(displays[type] === undefined ? {} : { display: displays[type] }),
  };
  Object.assign(field, { type: 'formula', formula, result }, result === 'number' ? look : {});
}

/** Undefined when it looks at other rows, other sheets, or columns that are no fields. */
function translated({ formula = '', row }: GridCell, keys: ReadonlyMap<number, string>): string | undefined {
  let isSound = true;
  const text = formula.replace(
    /"(?:[^"]|"")*"|'[^']*'!|[\w.]+\(|\w*!|\$?[A-Z]{1,3}\$?\d+(?::\$?[A-Z]{1,3}\$?\d+)?(?![\w(])/g,
    (part) => {
      if (part.startsWith('"') || part.endsWith('(')) return part;
      const area = part.endsWith('!') ? undefined : areaOf(part);
      const columns =
        area && Array.from({ length: area.right - area.left + 1 }, (_, index) => keys.get(area.left + index));
      const isHere = area?.top === row && area.bottom === row && columns?.every((key) => key !== undefined);
      if (!isHere) isSound = false;
      return (columns ?? []).map((key) => `{${key}}`).join(',');
    },
  );
  return isSound && text !== '' ? text : undefined;
}

function fits(formula: string, result: string, own: DraftField, fields: readonly DraftField[]): boolean {
  // What a formula may read is asked of the fields as they are now; one of them is about to become this formula.
  const others = fields.filter((field) => field !== own) as unknown as FieldDefinition[];
  return formulaChecker([{ fields: others }])(formula, result as 'number' | 'text' | 'date' | 'dateTime').length === 0;
}
