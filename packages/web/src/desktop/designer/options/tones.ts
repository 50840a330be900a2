import type { Tone } from '@anshao/core/forms/contract.ts';
import type { Level } from '../../../base/marks.tsx';
import type { DesignerText } from '../text.ts';

export const toneWords: Readonly<Record<Tone, DesignerText>> = {
  neutral: 'toneNeutral',
  good: 'toneGood',
  notice: 'toneNotice',
  warning: 'toneWarning',
  danger: 'toneDanger',
  info: 'toneInfo',
};

/** The shape that goes with a colour, so that it can be told without seeing it. */
export const toneMarks: Partial<Readonly<Record<Tone, Level>>> = {
  good: 'done',
  notice: 'general',
  warning: 'serious',
  danger: 'major',
  info: 'low',
};
