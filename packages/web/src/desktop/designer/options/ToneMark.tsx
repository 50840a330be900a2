import type { Tone } from '@anshao/core/forms/contract.ts';
import type { ReactNode } from 'react';
import { Mark } from '../../../base/marks.tsx';
import { toneMarks } from './tones.ts';

/** The mark of a colour; without one, what is handed in. */
export function ToneMark({ tone, children }: { tone: Tone | undefined; children: ReactNode }) {
  const level = tone && toneMarks[tone];
  return level ? <Mark level={level} size={14} /> : children;
}
