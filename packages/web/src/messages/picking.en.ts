import type { Translation } from '../base/language.ts';
import type { pickingZh } from './picking.zh.ts';

export const pickingEn: Translation<typeof pickingZh> = {
  offline: 'No connection; choose once there is one',
  shownFromBefore: 'No connection; this is what was seen last',
  nothingKept: 'No connection and nothing to choose from yet; open this once with signal to choose without',
};
