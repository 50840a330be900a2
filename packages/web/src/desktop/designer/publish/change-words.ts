/** What a publication does, and how to reach the same without losing anything. */

import { settingWords } from '@anshao/core/forms/design/setting-words.ts';
import type { PlannedChange } from '@anshao/core/forms/designing.ts';
import type { ChangeKind } from '@anshao/core/forms/planned-changes.ts';
import { currentLanguage } from '../../../base/language.ts';
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
  requireField: 'changeRequireField',
  requireSometimes: 'changeRequireSometimes',
  narrowSetting: 'changeNarrowSetting',
  demandSetting: 'changeDemandSetting',
  strangeText: 'changeStrangeText',
};

const isKnown = (kind: string): kind is ChangeKind => Object.hasOwn(sentences, kind);

/** A newer server may know more kinds; their name is better than nothing. */
export function changeSentence({ kind, label, details }: PlannedChange): string {
  if (!isKnown(kind)) return `${kind} ${label}`;
  const { fields = 0, setting = '', ...said } = (details ?? {}) as Readonly<Record<string, unknown>>;
  const text = (name: string) => String(said[name] ?? '');
  const noLimit = kind === 'narrowSetting' ? d('noLimit') : '';
  return d(sentences[kind], {
    label,
    from: text('from') || noLimit,
    to: text('to'),
    fields: Number(fields),
    setting: settingWords[String(setting)]?.[currentLanguage()] ?? String(setting),
    choice: text('choice'),
    text: text('text'),
    options: text('options'),
  });
}

/** What becomes of data that is there, and what is safer. */
export function saferWay({ advice }: PlannedChange): string | undefined {
  return advice === undefined ? undefined : sentenceOf(advice);
}

/** Red, amber, green: what is harmless by itself may still ask something of whoever changes older data. */
export function concernOf({ isDangerous, advice }: PlannedChange): 'dangerous' | 'careful' | 'harmless' {
  if (isDangerous) return 'dangerous';
  return advice === undefined ? 'harmless' : 'careful';
}
