import type { Tone } from '@anshao/core/forms/contract.ts';
import type { DesignerText } from '../text.ts';

export const toneWords: Readonly<Record<Tone, DesignerText>> = {
  neutral: 'toneNeutral',
  good: 'toneGood',
  notice: 'toneNotice',
  warning: 'toneWarning',
  danger: 'toneDanger',
  info: 'toneInfo',
};
