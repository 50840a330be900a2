import { defineText } from '../base/language.ts';
import { recordsZh } from '../messages/records.zh.ts';

/** Words about records of any form, on both surfaces. */
export const recordText = defineText('records', recordsZh);
export type RecordWord = keyof typeof recordsZh;
