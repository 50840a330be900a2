/** The checks every kind of text shares. */
import type { FieldProblem } from '../base/errors.ts';
import { isLongerThan, isUnsafeText, lengthOf } from './clean-text.ts';
import { problem } from './messages.ts';

/** Length first: a text that is far too long is refused without being read through. */
export function textProblem(value: unknown, min: number, max: number): FieldProblem | undefined {
  if (typeof value !== 'string') return problem('', 'forms.wrong-type');
  if (isLongerThan(value, max)) return problem('', 'forms.too-long', { max });
  if (isUnsafeText(value)) return problem('', 'forms.unsafe-characters');
  if (min > 0 && lengthOf(value) < min) return problem('', 'forms.too-short', { min });
  return undefined;
}
