/**
 * A form proposed from a sheet: a paper checklist or a table as people keep it in Excel, or an XLSForm. Nothing is
 * stored: the designer opens the proposal as a draft. What was guessed and what was not understood is told by cell, so
 * that nothing of the sheet is lost unseen.
 */
import { type Static, Type } from 'typebox';
import { defineCall } from '../base/call.ts';
import { Id } from '../base/schemas.ts';
import { FormDefinition } from './contract.ts';

export const SheetPlace = Type.Object({
  sheet: Type.String(),
  /** One cell (`B2`) or several (`B2:B40`). */
  cell: Type.String(),
});
export type SheetPlace = Static<typeof SheetPlace>;

export const certainties = ['sure', 'likely', 'unsure'] as const;
export const Certainty = Type.Enum(certainties);
export type Certainty = (typeof certainties)[number];

export const Guess = Type.Object({
  /** Where in the definition: `fields[2]`, `fields[2].visible`, `layout[0]`; `''` is the form itself. */
  path: Type.String(),
  /** In words for whoever draws the form, with the values that led to it. */
  what: Type.String(),
  certainty: Certainty,
  source: SheetPlace,
});
export type Guess = Static<typeof Guess>;

export const NotUnderstood = Type.Object({
  source: SheetPlace,
  /** What stands there; the beginning of it where it is long. */
  text: Type.String(),
  why: Type.String(),
});
export type NotUnderstood = Static<typeof NotUnderstood>;

export const FormProposal = Type.Object({
  kind: Type.Enum(['checklist', 'xlsform']),
  /** Sound in itself: a proposal always passes the checks of a definition. */
  definition: FormDefinition,
  guesses: Type.Array(Guess),
  notUnderstood: Type.Array(NotUnderstood),
  /** The sheet it was made from, and those it could have been made from. */
  sheet: Type.String(),
  sheets: Type.Array(Type.String()),
});
export type FormProposal = Static<typeof FormProposal>;

export const proposeFromSheet = defineCall({
  name: 'forms.proposeFromSheet',
  method: 'POST',
  path: '/form-proposals',
  summary: '由上传的 Excel 检查表、台账或 XLSForm 生成表单草案，不保存；猜测与未识别之处逐格列出',
  admission: 'signedIn',
  body: Type.Object(
    {
      /** Uploaded before, like any sheet to import. */
      fileId: Id,
      /** Which sheet of it; the first that fits when left out. */
      sheet: Type.Optional(Type.String({ minLength: 1, maxLength: 31 })),
    },
    { additionalProperties: false },
  ),
  answer: FormProposal,
  errors: ['base.not-found', 'files.gone', 'forms.sheet-unreadable'],
});
