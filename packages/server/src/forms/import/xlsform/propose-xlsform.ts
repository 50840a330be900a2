/** An XLSForm as a form. */

import { unreadable } from '../book/archive.ts';
import type { Book } from '../book/read-book.ts';
import { type DraftForm, Keys, oneLineOf } from '../draft.ts';
import { cellArea, type Findings } from '../findings.ts';
import { choiceLists } from './choices.ts';
import { Expressions, kindOfCalculation } from './expressions.ts';
import { inOneLanguage, type XlsSheet, xlsSheet } from './rows.ts';
import { readSurvey, type Survey } from './survey.ts';

export interface XlsFormProposing {
  readonly newId: () => string;
  readonly latin: (text: string) => string;
  readonly name: string;
  readonly findings: Findings;
}

/** @throws Problem `forms.sheet-unreadable` when there is no question in it */
export function proposeXlsForm(book: Book, { newId, latin, name, findings }: XlsFormProposing): DraftForm {
  const settings = xlsSheet(book, 'settings');
  const said = settings?.rows[0]?.cells;
  const language = said?.get('default_language')?.text;
  const choices = xlsSheet(book, 'choices');
  const texts = ['label', 'hint', 'constraint_message'];
  const survey = inOneLanguage(xlsSheet(book, 'survey') as XlsSheet, texts, language, findings);
  const lists = choiceLists(choices && inOneLanguage(choices, ['label'], language, findings), findings);

  const reading = new Set<unknown>();
  const walked: Survey = readSurvey({
    survey,
    lists,
    findings,
    latin,
    newId,
    kindOfCalculation: (row, within) => {
      // Calculations that need one another have no kind before they are told apart.
      if (reading.has(row)) return 'text';
      reading.add(row);
      const kind = kindOfCalculation(row, { questions: walked.questions, within });
      reading.delete(row);
      return kind;
    },
  });
  if (walked.fields.length === 0) throw unreadable('survey 表里没有可以识别的控件');
  const expressions = new Expressions(survey.sheet.name, walked.questions, findings);
  for (const placed of walked.placed) expressions.apply(placed);
  expressions.tellFormulas(walked.fields);

  const title = said?.get('form_title');
  const id = said?.get('form_id');
  const spoken = said?.get('default_language');
  const formName = oneLineOf(title?.text ?? '', 100) || oneLineOf(name, 100) || '导入的表单';
  const form: DraftForm = {
    id: newId(),
    key: new Keys(latin).next(id?.text ?? formName),
    name: formName,
    fields: walked.fields,
  };
  if (walked.nodes.some(({ kind, width }) => kind !== 'field' || width)) form.layout = walked.nodes;
  if (id && settings)
    findings.guess(form, 'key', `表单标识“${id.text}”`, 'sure', { sheet: settings.sheet.name, area: cellArea(id) });
  if (spoken && settings)
    findings.guess(form, '', `默认语言“${spoken.text}”`, 'sure', {
      sheet: settings.sheet.name,
      area: cellArea(spoken),
    });
  const filters = survey.rows.flatMap(({ cells }) => cells.get('choice_filter')?.text ?? []);
  const named = new Set(filters.flatMap((text) => text.toLowerCase().match(/[\p{L}_][\p{L}\p{N}_.-]*/gu) ?? []));
  for (const sheet of [survey, choices, settings])
    if (sheet) tellTitles(sheet, form, findings, sheet === choices ? named : new Set());
  return form;
}

/** Names of columns are understood by themselves, and so are those that filters name (`named`); those of columns that nobody reads are left to be told of. */
function tellTitles({ sheet, areas }: XlsSheet, form: DraftForm, findings: Findings, named: ReadonlySet<string>): void {
  for (const [title, { top, left }] of areas) {
    const isKnown = known.has(title.split('::')[0] as string) || named.has(title);
    if (isKnown)
      findings.guess(form, '', `XLSForm 的“${title}”列`, 'sure', {
        sheet: sheet.name,
        area: { top, left, bottom: top, right: left },
      });
  }
}

const known = new Set([
  'type',
  'name',
  'label',
  'hint',
  'required',
  'readonly',
  'relevant',
  'constraint',
  'constraint_message',
  'calculation',
  'default',
  'appearance',
  'parameters',
  'choice_filter',
  'repeat_count',
  'disabled',
  'list_name',
  'value',
  'form_title',
  'form_id',
  'default_language',
]);
