/** What a publication does, and how to reach the same without losing anything. */

import type { PlannedChange } from '@anshao/core/forms/designing.ts';
import type { ChangeKind } from '@anshao/core/forms/planned-changes.ts';
import { sentenceOf } from '../../../base/sentences.ts';
import { type DesignerText, d } from '../text.ts';

const sentences: Readonly<Record<ChangeKind, DesignerText>> = {
  createForm: 'changeCreateForm',
  renameForm: 'changeRenameForm',
  addField: 'changeAddField',
  renameField: 'changeRenameField',
  changeType: 'changeType',
  retireField: 'changeRetireField',
  restoreField: 'changeRestoreField',
  addSubform: 'changeAddSubform',
  retireSubform: 'changeRetireSubform',
  restoreSubform: 'changeRestoreSubform',
  addUniqueRows: 'changeAddUniqueRows',
  dropUniqueRows: 'changeDropUniqueRows',
  makeUnique: 'changeMakeUnique',
};

const isKnown = (kind: string): kind is ChangeKind => Object.hasOwn(sentences, kind);

/** A newer server may know more kinds; their name is better than nothing. */
export function changeSentence({ kind, label, details }: PlannedChange): string {
  if (!isKnown(kind)) return `${kind} ${label}`;
  const { from = '', to = '', fields = 0 } = (details ?? {}) as { from?: string; to?: string; fields?: number };
  return d(sentences[kind], { label, from: String(from), to: String(to), fields: Number(fields) });
}

/** What becomes of it and what is safer, where it is dangerous. */
export function saferWay({ advice }: PlannedChange): string | undefined {
  return advice === undefined ? undefined : sentenceOf(advice);
}
