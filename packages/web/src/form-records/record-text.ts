import { defineText } from '../base/language.ts';
import { recordsEn } from '../messages/records.en.ts';
import { recordsZh } from '../messages/records.zh.ts';

/** Words about records of any form, on both surfaces. */
export const recordText = defineText(recordsZh, recordsEn);
export type RecordWord = keyof typeof recordsZh;
