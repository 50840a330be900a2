// biome-ignore-all lint/suspicious/noTemplateCurlyInString: XLSForms write the names of questions so.
import { Problem } from '@anshao/core/base/errors.ts';
import { checkDefinition } from '@anshao/core/forms/check-definition.ts';
import type { FormDefinition } from '@anshao/core/forms/contract.ts';
import type { FormProposal } from '@anshao/core/forms/import-contract.ts';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { areaOf, isInside } from './book/addresses.ts';
import type { Format } from './book/formats.ts';
import type { Book, BookSheet, Cell } from './book/read-book.ts';
import { isToFill } from './checklist/columns.ts';
import { oneLineOf, storable } from './draft.ts';
import { latinOf } from './latin.ts';
import { propose } from './propose.ts';
import { countingIds } from './testing/workbooks.ts';

/** Every text and number of a definition that came from somewhere; what types are called is our own. */
function textsOf(value: unknown, into = new Set<string>()): Set<string> {
  if (typeof value === 'object' && value !== null) {
    for (const [name, part] of Object.entries(value)) if (name !== 'type' && name !== 'kind') textsOf(part, into);
  } else into.add(String(value));
  return into;
}

/**
 * Cells that are neither in the definition nor told of. A column of rows that stand there beforehand is told of by its
 * title alone: each cell below is a value of its row, says no more than the options, or is told of itself.
 */
function lost(book: Book, { definition, guesses, notUnderstood }: FormProposal): string[] {
  const texts = textsOf(definition);
  const isStored = ({ text, number }: Cell) =>
    [text, oneLineOf(text), storable(text), String(number)].some((form) => texts.has(form));
  const areas = [
    ...notUnderstood.map(({ source }) => ({ ...source, area: areaOf(source.cell)!, isRows: false })),
    ...guesses.map(({ source, path }) => ({
      ...source,
      area: areaOf(source.cell)!,
      isRows: isInPresetRows(definition, path),
    })),
  ];
  return book.sheets.flatMap((sheet) =>
    sheet.cells
      .filter((cell) => {
        const isTold = areas.some(
          ({ sheet: name, area, isRows }) =>
            name === sheet.name &&
            isInside(area, cell.row, cell.column) &&
            (!isRows || cell.row === area.top || isForAnswers(cell.text, texts)),
        );
        return !isTold && !isStored(cell);
      })
      .map(({ row, column, text }) => `${sheet.name} ${row}/${column} ${text}`),
  );
}

/** Whether a path leads to a field of rows that stand there beforehand. */
function isInPresetRows(definition: FormDefinition, path: string): boolean {
  const outer = /^(fields\[\d+\])\.fields/.exec(path)?.[1];
  return outer !== undefined && (at(definition, outer) as { rowsFrom?: unknown }).rowsFrom !== undefined;
}

/** Boxes that the options say again, and lines to write on. */
function isForAnswers(text: string, texts: ReadonlySet<string>): boolean {
  const boxes = text.split(/[□√（）()：:;；\s]+/).filter((part) => part !== '');
  const isOfBoxes = /[□√（(]/.test(text) && boxes.length >= 2;
  return isToFill(text) && (!isOfBoxes || boxes.every((box) => texts.has(box) || /^[是否有无]$/.test(box)));
}

/** What anybody may rely on, whatever the sheet. */
function expectHonest(book: Book): void {
  let proposal: FormProposal;
  try {
    proposal = propose(book, { newId: countingIds(), latin: latinOf, name: '文件' });
  } catch (error) {
    if (error instanceof Problem && error.code === 'forms.sheet-unreadable') return;
    throw error;
  }
  expect(checkDefinition(proposal.definition)).toEqual([]);
  expect(lost(book, proposal)).toEqual([]);
  for (const { path } of proposal.guesses) expect(at(proposal.definition, path)).toBeDefined();
}

/** What stands at a path of the definition. */
function at(definition: FormDefinition, path: string): unknown {
  return (path.match(/[^.[\]]+/g) ?? []).reduce<unknown>(
    (value, step) => (value as Readonly<Record<string, unknown>> | undefined)?.[step],
    definition,
  );
}

const formats: Format[] = [{ kind: 'general' }, { kind: 'date' }, { kind: 'percent', decimals: 1 }, { kind: 'money' }];
const word = fc.constantFrom(
  '序号',
  '检查项目',
  '检查内容',
  '检查结果（合格/不合格）',
  '备注',
  '照片',
  '*姓名',
  '电话',
  '日期',
  '检查人：',
  '金额（元）',
  '检查单位：____ 日期：  年  月  日',
  '注：请如实填写。',
  '一、消防',
  '□是 □否',
  '合格',
  '不合格',
  '√',
  '张三',
  '13800000000',
  '2024-03-15',
  '15%',
  '08:30',
  '#REF!',
  '消火栓完好\n水带齐全',
  '东晖苑安全检查表',
  'id',
  'constructor',
  '签名：',
  '合计',
  '小计',
  '存在问题及整改意见：',
  '检查人签字：',
);
const cellText = fc.oneof(
  { weight: 8, arbitrary: word },
  { weight: 2, arbitrary: fc.integer({ min: 0, max: 30 }).map(String) },
  { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 300 }) },
  { weight: 1, arbitrary: fc.string({ unit: 'grapheme', minLength: 190, maxLength: 400 }) },
);
const cell = fc.tuple(cellText, fc.constantFrom(...formats), fc.boolean());
const merge = fc.tuple(fc.nat(8), fc.nat(5), fc.nat(3), fc.nat(4));
const rule = fc.tuple(fc.nat(5), fc.array(cellText, { maxLength: 5 }));

const sheet = fc
  .tuple(
    fc.array(fc.array(fc.option(cell, { freq: 4 }), { maxLength: 6 }), { maxLength: 14 }),
    fc.array(merge, { maxLength: 4 }),
    fc.array(rule, { maxLength: 3 }),
  )
  .map(
    ([lines, merges, rules]): Omit<BookSheet, 'name'> => ({
      isHidden: false,
      validations: [],
      columnFormats: new Map(),
      merges: merges.map(([top, left, high, wide]) => ({
        top: top + 1,
        left: left + 1,
        bottom: top + 1 + high,
        right: left + 1 + wide,
      })),
      rules: rules.map(([column, choices]) => ({
        areas: [{ top: 1, left: column + 1, bottom: 20, right: column + 1 }],
        type: 'list',
        operator: 'between',
        first: '',
        second: '',
        choices: choices.map((text) => text.trim()).filter((text) => text !== ''),
      })),
      cells: lines.flatMap((line, row) =>
        line.flatMap((drawn, column): Cell[] => {
          const [given, format, isNumber] = drawn ?? ['', formats[0]!, false];
          const text = given.trim();
          if (text === '') return [];
          const number = isNumber && /^\d+$/.test(text) ? { number: Number(text) } : {};
          const error = text === '#REF!' ? { isError: true as const } : {};
          return [{ row: row + 1, column: column + 1, text, format, ...number, ...error }];
        }),
      ),
    }),
  );

test('whatever the sheet, the proposal is sound and every cell is accounted for', () => {
  fc.assert(
    fc.property(sheet, sheet, (first, second) => {
      expectHonest({
        sheets: [
          { ...first, name: '甲' },
          { ...second, name: '乙' },
        ],
      });
    }),
    { numRuns: 500 },
  );
});

/** A table as they are printed: numbered rows, then perhaps a sum, room for remarks, signatures and anything else. */
const printed = fc
  .tuple(
    fc.array(fc.array(fc.option(cellText, { freq: 2 }), { minLength: 3, maxLength: 3 }), {
      minLength: 2,
      maxLength: 6,
    }),
    fc.boolean(),
    fc.nat(2),
    fc.array(fc.array(fc.option(cellText, { freq: 2 }), { maxLength: 5 }), { maxLength: 5 }),
    fc.boolean(),
  )
  .map(([rows, hasSum, gap, foot, isMerged]): { rows: number; sheet: BookSheet } => {
    const lines = [
      ['序号', '检查项目', '检查结果（合格/不合格）', '扣分', '备注'],
      ...rows.map(([result, score, remark], index) => [
        String(index + 1),
        `项目${index}`,
        result ?? null,
        score ?? null,
        remark ?? null,
      ]),
      ...(hasSum ? [['合计', null, null, '7']] : []),
      ...Array.from({ length: gap }, () => []),
      ['存在问题及整改意见：'],
      // Numbers at the foot would be rows of the table.
      ...foot.map((line) =>
        line.map((text, column) => (column === 0 && /^\D*\d{1,3}\D*$/.test(text ?? '') ? null : text)),
      ),
      ['检查人签字：', null, null, '负责人签字：'],
    ];
    const remarks = 1 + rows.length + Number(hasSum) + gap + 1;
    const merges = isMerged ? [{ top: remarks, left: 1, bottom: remarks, right: 5 }] : [];
    return { rows: rows.length, sheet: { ...textSheet('表', lines), merges } };
  });

test('a printed table has its numbered rows and no others; what stands beneath becomes fields or is told of', () => {
  fc.assert(
    fc.property(printed, ({ rows, sheet }) => {
      const book = { sheets: [sheet] };
      expectHonest(book);
      const { definition } = propose(book, { newId: countingIds(), latin: latinOf, name: '文件' });
      const table = definition.fields.find((field) => field.type === 'subform');
      const from = table?.type === 'subform' ? table.rowsFrom : undefined;
      if (from && 'rows' in from) expect(from.rows).toHaveLength(rows);
      const labels = definition.fields.map(({ label, type }) => `${label} ${type}`);
      expect(labels).toEqual(
        expect.arrayContaining(['存在问题及整改意见 multiline', '检查人签字 signature', '负责人签字 signature']),
      );
    }),
    { numRuns: 500 },
  );
});

const name = fc.constantFrom('a', 'b', 'c', 'd_e', 'id', '名称', 'a');
const expression = fc.constantFrom(
  "${a} = 'x'",
  '${b} > 1',
  "selected(${c}, 'x')",
  '${a} + ${b}',
  '. > 0',
  '. <= today()',
  "regex(., '[a-z]+')",
  'sum(${b})',
  'yes',
  'true()',
  "if(${a} = 'x', 1, 2)",
  'today()',
  '1',
  'x',
  'x y',
  '../a',
  '${nobody}',
  "concat(${a}, '!')",
  '${a} != ${b}',
  "not(${c} = 'y') and ${a} = 'x'",
  'x = ${a}',
  'parent=${c}',
);
const type = fc.constantFrom(
  'text',
  'integer',
  'decimal',
  'date',
  'time',
  'dateTime',
  'image',
  'note',
  'calculate',
  'select_one l',
  'select_multiple l',
  'select_one k',
  'select_one l or_other',
  'begin group',
  'end group',
  'begin repeat',
  'end repeat',
  'range',
  'geopoint',
  'acknowledge',
  'start',
  'geotrace',
  'barcode',
  'rank l',
  'hidden',
);
const columns = [
  'relevant',
  'required',
  'readonly',
  'constraint',
  'calculation',
  'default',
  'choice_filter',
  'repeat_count',
] as const;
const surveyRow = fc.tuple(
  type,
  fc.option(name, { freq: 8 }),
  fc.option(cellText, { freq: 6 }),
  fc.array(fc.option(expression, { freq: 1 }), { maxLength: columns.length }),
);

/** A sheet of texts from A1 on. */
const textSheet = (name: string, lines: readonly (readonly (string | null)[])[]): BookSheet => ({
  name,
  isHidden: false,
  validations: [],
  columnFormats: new Map(),
  merges: [],
  rules: [],
  cells: lines.flatMap((line, row) =>
    line.flatMap((text, column): Cell[] => {
      const trimmed = text?.trim() ?? '';
      return trimmed === '' ? [] : [{ row: row + 1, column: column + 1, text: trimmed, format: { kind: 'general' } }];
    }),
  ),
});

test('whatever the XLSForm, the proposal is sound and every cell is accounted for', () => {
  fc.assert(
    fc.property(
      fc.array(surveyRow, { maxLength: 14 }),
      fc.array(
        fc.tuple(
          fc.constantFrom('l', 'k'),
          fc.constantFrom('x', 'y', 'z'),
          fc.option(cellText),
          fc.constantFrom('x', 'y', null),
        ),
        { maxLength: 6 },
      ),
      (questions, options) => {
        const survey = textSheet('survey', [
          ['type', 'name', 'label', ...columns],
          ...questions.map(([kind, key, label, given]) => [kind, key, label, ...given]),
        ]);
        const choices = textSheet('choices', [['list_name', 'name', 'label', 'parent'], ...options]);
        expectHonest({ sheets: [survey, choices] });
      },
    ),
    { numRuns: 1000 },
  );
});

test('merges over merges, rules over rules and one name a thousand times end in a moment', () => {
  const cells = Array.from(
    { length: 4000 },
    (_, index): Cell => ({
      row: Math.floor(index / 40) * 150 + 1,
      column: (index % 40) + 1,
      text: '检查人：',
      format: { kind: 'general' },
    }),
  );
  const everywhere = { top: 1, left: 1, bottom: 1_048_576, right: 16_384 };
  const sheet: BookSheet = {
    name: '表',
    isHidden: false,
    validations: [],
    columnFormats: new Map(),
    merges: cells.map(({ row, column }) => ({ ...everywhere, top: row, left: column })),
    rules: cells
      .slice(0, 2000)
      .map(() => ({ areas: [everywhere], type: 'whole', operator: 'between', first: 'x', second: '' })),
    cells,
  };
  expectHonest({ sheets: [sheet] });
});
