/**
 * Walks down the survey sheet: each question becomes a field, each group a section, each repeat a subform. Expressions
 * are left for later, since they may name questions that come further down.
 */
// biome-ignore-all lint/suspicious/noTemplateCurlyInString: XLSForms write the names of questions so.
import type { ValueKind } from '@anshao/core/expressions/condition.ts';
import type { Certainty } from '@anshao/core/forms/import-contract.ts';
import { findFieldType } from '@anshao/core/forms/registry.ts';
import type { Cell } from '../book/read-book.ts';
import { type DraftField, type DraftNode, Keys, oneLineOf, storable } from '../draft.ts';
import { around, cellArea, type Findings } from '../findings.ts';
import { choiceLook, leftOf, looksOf, widthOf } from './appearance.ts';
import { type Cascade, findCascades } from './cascades.ts';
import type { ChoiceList } from './choices.ts';
import type { Question } from './questions.ts';
import type { XlsRow, XlsSheet } from './rows.ts';
import { mappedType, systemLabels } from './types.ts';

/** Something with expressions in its row. */
export interface Placed {
  readonly row: XlsRow;
  /** A field, a section or a note. */
  readonly target: DraftField | DraftNode;
  readonly question?: Question;
  /** Keys of the subforms around it. */
  readonly within: readonly string[];
  /** Groups inside rows, which have no sections: their conditions go to each field. */
  readonly groups: readonly XlsRow[];
}

export interface Survey {
  readonly fields: DraftField[];
  readonly nodes: DraftNode[];
  readonly placed: Placed[];
  readonly questions: Map<string, Question>;
}

export interface SurveyContext {
  readonly survey: XlsSheet;
  readonly lists: ReadonlyMap<string, ChoiceList>;
  readonly findings: Findings;
  readonly latin: (text: string) => string;
  readonly newId: () => string;
  /** What kind of value a calculation gives, when somebody asks. */
  readonly kindOfCalculation: (row: XlsRow, within: readonly string[]) => ValueKind;
}

interface Container {
  readonly kind: 'form' | 'group' | 'repeat';
  readonly fields: DraftField[];
  /** Rows of a subform have no layout. */
  readonly nodes: DraftNode[] | undefined;
  readonly within: readonly string[];
  readonly groups: readonly XlsRow[];
  readonly depth: number;
  /** The row that opened it; the form has none. */
  readonly opened?: { readonly row: XlsRow; readonly cell: Cell };
}

const blockNames = { form: '表单', group: '分组', repeat: '子表单' } as const;
const deepestSection = 4;
/** More than twice what a form may have is no form. */
const mostPlaced = 1200;
/** The last two verbs are older spellings. */
const choiceShape =
  /^(select[\s_]one(?:\s+from)?|select[\s_]multiple(?:\s+from)?|rank|select1|select\s+all\s+that\s+apply\s+from)\s+(\S+)(\s+or[\s_](?:specify[\s_])?other)?$/i;
/** Fixed by ODK: what `or_other` adds. */
const otherCode = 'other';

export function readSurvey(context: SurveyContext): Survey {
  return new SurveyReader(context).read();
}

class SurveyReader {
  readonly #context: SurveyContext;
  readonly #keys: Keys;
  readonly #placed: Placed[] = [];
  readonly #questions = new Map<string, Question>();
  readonly #stack: Container[];

  constructor(context: SurveyContext) {
    this.#context = context;
    // One set for the whole form: a formula in a row then never means another field of the same key.
    this.#keys = new Keys(context.latin);
    this.#stack = [{ kind: 'form', fields: [], nodes: [], within: [], groups: [], depth: 0 }];
  }

  read(): Survey {
    const cascades = findCascades(this.#context.survey, this.#context.lists);
    const taken = new Set<XlsRow>();
    for (const row of this.#context.survey.rows) {
      const cascade = cascades.get(row);
      if (cascade) this.#cascade(cascade);
      for (const level of cascade?.rows ?? []) taken.add(level);
      if (taken.has(row)) continue;
      if (this.#placed.length < mostPlaced) this.#row(row);
      else this.#missRow(row, '控件太多，没有读取');
    }
    // Where the sheet was not read to its end, what closes them may stand in the rest.
    if (this.#placed.length < mostPlaced)
      for (const open of this.#stack.slice(1)) this.#missEnd(open, '其后的控件都放在了里面');
    const [form] = this.#stack as [Container];
    return { fields: form.fields, nodes: form.nodes ?? [], placed: this.#placed, questions: this.#questions };
  }

  get #inside(): Container {
    return this.#stack.at(-1) as Container;
  }

  #row(row: XlsRow): void {
    const cell = row.cells.get('type');
    if (!cell) return;
    if (/^(yes|true|是)$/i.test(row.cells.get('disabled')?.text ?? '')) {
      this.#missRow(row, '这一行已停用（disabled）');
      return;
    }
    const type = cell.text
      .toLowerCase()
      .replace(/[\s_]+/g, ' ')
      .trim();
    const block = /^(begin|end) (group|repeat)$/.exec(type);
    if (block) {
      if (block[1] === 'end') this.#end(block[2] as 'group' | 'repeat', row, cell);
      else if (block[2] === 'group') this.#beginGroup(row, cell);
      else this.#beginRepeat(row, cell);
    } else if (type === 'note') this.#note(row, cell);
    else if (type === 'calculate') this.#calculate(row, cell);
    else if (choiceShape.test(cell.text)) this.#choice(row, cell);
    else this.#plain(row, cell);
  }

  #end(kind: 'group' | 'repeat', row: XlsRow, cell: Cell): void {
    const at = this.#stack.findLastIndex((open) => open.kind === kind);
    if (at < 0) {
      this.#miss(cell, '没有对应的开始行');
      return;
    }
    // What was begun inside and never closed ends here as well.
    for (const open of this.#stack.splice(at).slice(1)) this.#missEnd(open, `到第 ${row.row} 行为止`);
    const last = this.#inside.fields.at(-1);
    this.#tell(last, '', '到此结束', 'sure', cell);
    // Some repeat the name where the group ends.
    const name = row.cells.get('name');
    if (name) this.#tell(last, '', '到此结束', 'sure', name);
  }

  #missEnd({ kind, opened }: Container, where: string): void {
    if (!opened) return;
    const { row, cell } = opened;
    const name = oneLineOf((row.cells.get('label') ?? row.cells.get('name'))?.text ?? '', 40);
    this.#miss(cell, `第 ${row.row} 行开始的${blockNames[kind]}${name && `“${name}”`}没有结束行，${where}`);
  }

  #beginGroup(row: XlsRow, cell: Cell): void {
    const { within, groups, nodes, fields, depth } = this.#inside;
    const title = oneLineOf(row.cells.get('label')?.text ?? '', 100);
    const isSection = nodes !== undefined && depth < deepestSection && (title !== '' || row.cells.has('relevant'));
    if (!isSection) {
      const label = row.cells.get('label');
      if (label) this.#miss(label, '这里不能再分组，其中的控件直接排列');
      this.#miss(cell, '没有采用这个分组，其中的控件直接排列');
      const inside = row.cells.has('relevant') ? [...groups, row] : groups;
      this.#stack.push({ kind: 'group', fields, nodes, within, groups: inside, depth, opened: { row, cell } });
      return;
    }
    const name = row.cells.get('name');
    const section = {
      kind: 'section',
      id: this.#context.newId(),
      title: title || oneLineOf(name?.text ?? '分组', 100),
      children: [],
    };
    nodes.push(section);
    this.#tell(section, '', `分组：${section.title}`, 'sure', cell);
    if (name) this.#tell(section, '', `分组名称“${name.text}”`, 'sure', name);
    this.#help(section, row);
    this.#placed.push({ row, target: section, within, groups: [] });
    this.#stack.push({
      kind: 'group',
      fields,
      nodes: section.children,
      within,
      groups,
      depth: depth + 1,
      opened: { row, cell },
    });
  }

  #beginRepeat(row: XlsRow, cell: Cell): void {
    const { within, groups } = this.#inside;
    const inner: DraftField[] = [];
    const subform = this.#add(row, cell, 'subform', { fields: inner }, '子表单');
    const count = row.cells.get('repeat_count');
    if (count && /^\d{1,3}$/.test(count.text) && Number(count.text) > 0) {
      subform.minRows = Number(count.text);
      subform.maxRows = Number(count.text);
      this.#tell(subform, 'minRows', `固定 ${count.text} 行`, 'sure', count);
    } else if (count) this.#miss(count, '行数不能由表达式决定，由填写人增减');
    this.#stack.push({
      kind: 'repeat',
      fields: inner,
      nodes: undefined,
      within: [...within, subform.key],
      groups,
      depth: 0,
      opened: { row, cell },
    });
  }

  #note(row: XlsRow, cell: Cell): void {
    const { nodes, within } = this.#inside;
    const label = row.cells.get('label');
    if (!label) this.#miss(cell, '说明没有文字');
    else if (!nodes) {
      this.#miss(label, '子表单的行内不能放说明文字');
      this.#miss(cell, '子表单的行内不能放说明文字');
    } else {
      const node = { kind: 'note', id: this.#context.newId(), text: storable(label.text).slice(0, 5000) };
      nodes.push(node);
      this.#tell(node, '', `说明文字：${oneLineOf(label.text, 40)}`, 'sure', label);
      this.#tell(node, '', '说明文字', 'sure', cell);
      const name = row.cells.get('name');
      if (name) this.#tell(node, '', `说明文字“${name.text}”`, 'sure', name);
      this.#placed.push({ row, target: node, within, groups: [] });
    }
  }

  #calculate(row: XlsRow, cell: Cell): void {
    this.#add(row, cell, 'formula', { formula: '', result: 'text' }, '公式');
  }

  #choice(row: XlsRow, cell: Cell): void {
    const [, verb = '', name = '', other] = choiceShape.exec(cell.text) ?? [];
    const list = this.#context.lists.get(name);
    if (!list || list.options.length === 0) {
      this.#add(row, cell, 'text', {}, `没有选项表“${name}”，先用单行文本`, 'unsure');
      this.#miss(cell, `没有选项表“${name}”，请在表单设计器中补上选项`);
      return;
    }
    const looks = looksOf(row.cells.get('appearance')?.text);
    const { appearance, looks: used } = choiceLook(looks);
    const isOne = /one|select1/i.test(verb);
    const isRanked = /^rank$/i.test(verb);
    const hasOther = other !== undefined && !list.rows.has(otherCode);
    const options = hasOther
      ? [...list.options, { code: otherCode, label: '其他', status: 'active' as const }]
      : list.options;
    const settings = { options, ...(appearance ? { appearance } : {}) };
    const what = isOne ? '单选' : isRanked ? '多选，按选择的先后排序' : '多选';
    const field = this.#add(
      row,
      cell,
      isOne ? 'singleChoice' : 'multipleChoice',
      settings,
      what,
      isRanked ? 'unsure' : 'sure',
      used,
      list,
    );
    this.#context.findings.guess(field, 'options', `选项表“${name}”，${list.options.length} 项`, 'sure', {
      sheet: 'choices',
      area: list.area,
    });
    if (!hasOther) return;
    const extra: DraftField = {
      key: this.#keys.next(`${row.cells.get('name')?.text ?? ''}_other`),
      label: `${field.label}（其他）`.slice(0, 200),
      type: 'text',
      visible: { field: field.key, op: isOne ? 'equals' : 'includes', value: otherCode },
    };
    this.#put(extra);
    this.#tell(extra, '', '选“其他”时填写', 'likely', cell);
  }

  #cascade({ rows, options, filters }: Cascade): void {
    const [first, ...lower] = rows as [XlsRow, ...XlsRow[]];
    const labels = rows.map((row) => oneLineOf(row.cells.get('label')?.text ?? '', 40)).filter((label) => label !== '');
    const isRequired = rows.every((row) => /^(yes|true|true\(\)|1)$/i.test(row.cells.get('required')?.text ?? ''));
    const settings = { options, ...(isRequired ? { leafOnly: true } : {}) };
    const cell = first.cells.get('type') as Cell;
    const field = this.#add(first, cell, 'cascade', settings, `级联选择：${labels.join(' → ')}`, 'likely');
    if (labels.length > 0) field.label = labels.join(' / ');
    const { findings, survey } = this.#context;
    for (const row of [first, ...lower])
      for (const [title, one] of row.cells)
        if (row !== first || title === 'label')
          findings.guess(field, '', `级联选择的一级：${one.text}`, 'likely', {
            sheet: survey.sheet.name,
            area: cellArea(one),
          });
    for (const { column, list } of filters) {
      const cells = [...list.rows.values()].flatMap((row) => row.cells.get(column) ?? []);
      findings.guess(field, 'options', `“${column}”列给出上一级`, 'likely', {
        sheet: 'choices',
        area: around(cells.map(cellArea)),
      });
    }
    for (const { list } of [...filters, ...this.#listsOf(first)])
      findings.guess(field, 'options', `选项表“${list.name}”`, 'sure', { sheet: 'choices', area: list.area });
  }

  #listsOf(row: XlsRow): { list: ChoiceList }[] {
    const list = this.#context.lists.get(choiceShape.exec(row.cells.get('type')?.text ?? '')?.[2] ?? '');
    return list ? [{ list }] : [];
  }

  #plain(row: XlsRow, cell: Cell): void {
    const looks = looksOf(row.cells.get('appearance')?.text);
    const mapped = mappedType(cell.text.toLowerCase().trim(), looks, parametersOf(row));
    if (!mapped) {
      this.#missRow(row, `没有与“${cell.text}”对应的控件`);
      return;
    }
    const name = findFieldType(mapped.type)?.label.zh ?? mapped.type;
    const field = this.#add(row, cell, mapped.type, mapped.settings, name, 'sure', mapped.looks);
    const parameters = row.cells.get('parameters');
    if (parameters && cell.text.toLowerCase().trim() === 'range') this.#tell(field, '', '数值范围', 'sure', parameters);
    if (mapped.loss) this.#miss(parameters ?? cell, mapped.loss);
  }

  /** A field out of a row, where the walk stands, with what every question says. */
  #add(
    row: XlsRow,
    cell: Cell,
    type: string,
    settings: Readonly<Record<string, unknown>>,
    what: string,
    certainty: Certainty = 'sure',
    looks: readonly string[] = [],
    list?: ChoiceList,
  ): DraftField {
    const { within, groups } = this.#inside;
    const name = row.cells.get('name');
    const label = row.cells.get('label');
    const system = systemLabels[cell.text.toLowerCase().trim()];
    const field: DraftField = {
      key: this.#keys.next(name?.text ?? label?.text ?? ''),
      label: oneLineOf(label?.text ?? '') || system || oneLineOf(name?.text ?? '') || '未命名',
      type,
      ...structuredClone(settings),
    };
    // The list of a subform's fields goes on growing.
    if (type === 'subform') field.fields = settings.fields;
    this.#tell(field, '', what, certainty, cell);
    if (name && name.text !== field.key)
      this.#tell(field, 'key', `标识“${name.text}”改写为“${field.key}”`, 'sure', name);
    if (label?.text.includes('${')) this.#miss(label, '标题里的 ${…} 不会换成所填的内容');
    this.#help(field, row);
    this.#look(field, row, looks);
    const question = this.#question(row, field, within, list);
    this.#placed.push({ row, target: field, question, within, groups });
    if (name && this.#questions.has(name.text)) this.#miss(name, '名称重复，表达式中指的是前一个');
    else if (name) this.#questions.set(name.text, question);
    this.#put(field, widthOf(looksOf(row.cells.get('appearance')?.text)).width);
    return field;
  }

  #question(row: XlsRow, field: DraftField, within: readonly string[], list: ChoiceList | undefined): Question {
    const { kindOfCalculation } = this.#context;
    const name = row.cells.get('name')?.text ?? '';
    const labels =
      list && new Map((field.options as { code: string; label: string }[]).map(({ code, label }) => [code, label]));
    const kind = () => {
      if (field.type === 'formula') return kindOfCalculation(row, within);
      const type = findFieldType(field.type);
      return type?.kindOf?.(field as never) ?? type?.valueKind ?? 'opaque';
    };
    return {
      name,
      field,
      within,
      ...(labels ? { labels } : {}),
      get kind() {
        return kind();
      },
    };
  }

  #put(field: DraftField, width?: 'half' | 'third'): void {
    const { fields, nodes } = this.#inside;
    fields.push(field);
    nodes?.push({ kind: 'field', key: field.key, ...(width ? { width } : {}) });
  }

  #help(target: DraftField | DraftNode, row: XlsRow): void {
    const hint = row.cells.get('hint');
    if (hint) target.help = storable(hint.text).slice(0, 1000);
  }

  #look(field: DraftField, row: XlsRow, used: readonly string[]): void {
    const cell = row.cells.get('appearance');
    if (!cell) return;
    const looks = looksOf(cell.text);
    const left = leftOf(looks, [...used, ...widthOf(looks).looks]);
    if (left.length > 0) this.#miss(cell, `没有对应的外观：${left.join('、')}`);
    else this.#tell(field, '', `外观 ${cell.text}`, 'sure', cell);
  }

  #tell(target: object | undefined, setting: string, what: string, certainty: Certainty, cell: Cell): void {
    if (!target) return;
    this.#context.findings.guess(target, setting, what, certainty, {
      sheet: this.#context.survey.sheet.name,
      area: cellArea(cell),
    });
  }

  #missRow({ row, cells }: XlsRow, why: string): void {
    const area = around([...cells.values()].map(cellArea));
    const name = cells.get('label')?.text ?? cells.get('name')?.text ?? `第 ${row} 行`;
    this.#context.findings.miss({ sheet: this.#context.survey.sheet.name, area }, name, why);
  }

  #miss(cell: Cell, why: string): void {
    this.#context.findings.miss({ sheet: this.#context.survey.sheet.name, area: cellArea(cell) }, cell.text, why);
  }
}

/** `start=0 end=10; step=2`. */
function parametersOf(row: XlsRow): Map<string, string> {
  const text = row.cells.get('parameters')?.text ?? '';
  return new Map(
    [...text.matchAll(/([\w-]+)\s*=\s*([^\s;,]+)/g)].map((found) => [(found[1] ?? '').toLowerCase(), found[2] ?? '']),
  );
}
