import { amountInWords } from '@anshao/core/forms/types/values/money-words.ts';
import { formText } from './form-text.ts';

/** The amount in capitals, as receipts and contracts have it. */
export function AmountInWords({ amount }: { amount: unknown }) {
  if (typeof amount !== 'number' || Math.abs(amount) >= 1e13) return null;
  return <p className="note in-words">{formText('inWords', { words: amountInWords(amount) })}</p>;
}
