import type { Tone } from '@anshao/core/forms/contract.ts';
import type { Level } from '../base/marks.tsx';

/** The shape that goes with a colour, so that colour never speaks alone; a neutral option has none. */
export const levelOfTone: Readonly<Record<Tone, Level | undefined>> = {
  danger: 'major',
  warning: 'serious',
  notice: 'general',
  info: 'low',
  good: 'done',
  neutral: undefined,
};
