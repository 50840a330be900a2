/** From a workbook to a proposed form: which kind of sheet it is, the proposal, and what it leaves out. */
import type { FormProposal } from '@anshao/core/forms/import-contract.ts';
import { unreadable } from './book/archive.ts';
import type { Book, BookSheet } from './book/read-book.ts';
import { Maker } from './checklist/maker.ts';
import { proposeChecklist } from './checklist/propose-checklist.ts';
import { Findings } from './findings.ts';
import { madeSound } from './sound.ts';
import { proposeXlsForm } from './xlsform/propose-xlsform.ts';
import { isXlsForm } from './xlsform/rows.ts';

export interface Proposing {
  readonly newId: () => string;
  /** The reading of a Chinese label. */
  readonly latin: (text: string) => string;
  /** What the form is called when the sheet does not say: the name of the file. */
  readonly name: string;
  /** The sheet to take; the first that fits when left out. */
  readonly sheet?: string | undefined;
}

/** @throws Problem `forms.sheet-unreadable` */
export function propose(book: Book, proposing: Proposing): FormProposal {
  if (isXlsForm(book)) return proposeFromXlsForm(book, proposing);
  const visible = book.sheets.filter(({ isHidden, cells }) => !isHidden && cells.length > 0);
  const sheet = chosen(visible, proposing.sheet);
  const findings = new Findings();
  const maker = new Maker(sheet, findings, proposing.latin, proposing.newId);
  const form = proposeChecklist(maker, /^(sheet|工作表)\s*\d*$/i.test(sheet.name) ? proposing.name : sheet.name);
  if (form.fields.length === 0) throw unreadable('没有找到标题行或要填写的项目');
  const definition = madeSound(form, findings);
  return {
    kind: 'checklist',
    definition,
    ...findings.conclude(book, definition),
    sheet: sheet.name,
    sheets: visible.map(({ name }) => name),
  };
}

function proposeFromXlsForm(book: Book, { newId, latin, name }: Proposing): FormProposal {
  const findings = new Findings();
  const definition = madeSound(proposeXlsForm(book, { newId, latin, name, findings }), findings);
  return { kind: 'xlsform', definition, ...findings.conclude(book, definition), sheet: 'survey', sheets: ['survey'] };
}

function chosen(visible: readonly BookSheet[], wanted: string | undefined): BookSheet {
  const sheet = wanted === undefined ? visible[0] : visible.find(({ name }) => name === wanted);
  if (!sheet) throw unreadable(wanted === undefined ? '没有可见的、有内容的工作表' : `没有“${wanted}”这张工作表`);
  return sheet;
}
