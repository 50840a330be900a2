/**
 * Sentences for codes that travel over the wire, from the same catalogues the server has. A code that is not known
 * here (a newer server) falls back to the message it sent.
 */
import { accessErrors } from '@anshao/core/access/errors.ts';
import { baseErrors, type ErrorEntry, wordError } from '@anshao/core/base/errors.ts';
import { dailyReportsErrors } from '@anshao/core/daily-reports/errors.ts';
import { filesErrors } from '@anshao/core/files/errors.ts';
import { valueMessages } from '@anshao/core/forms/messages.ts';
import { orgErrors } from '@anshao/core/org/errors.ts';
import { baseText } from './base-text.ts';
import { currentLanguage } from './language.ts';
import { dateTime } from './time.ts';

const catalogues: Record<string, ErrorEntry> = {
  ...baseErrors,
  ...accessErrors,
  ...orgErrors,
  ...dailyReportsErrors,
  ...filesErrors,
  ...valueMessages,
};

/** A surface that knows more modules adds their catalogues once, at start. */
export function addSentences(catalogue: Readonly<Record<string, ErrorEntry>>): void {
  Object.assign(catalogues, catalogue);
}

const instant = /^\d{4}-\d\d-\d\dT\d\d:\d\d/;

/** The sentence of a code in the reader's language; moments in the details are written as people write them. */
export function sentenceOf(code: string, details?: Readonly<Record<string, unknown>>, fallback?: string): string {
  if (code === 'web.offline') return baseText('offline');
  if (code === 'web.timeout') return baseText('timeout');
  const entry = catalogues[code];
  if (!entry) return fallback || baseText('unexpected');
  const readable: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(details ?? {}))
    readable[name] = typeof value === 'string' && instant.test(value) ? dateTime(value) : value;
  const sentence = wordError(entry, currentLanguage(), readable);
  return currentLanguage() === 'zh' ? closeGaps(sentence) : sentence;
}

/** The browser itself leaves the gap between 汉字 and digits (`text-autospace`), so typed blanks go. */
export function closeGaps(text: string): string {
  return text.replace(/([\u3400-\u9fff]) +([\w*])/g, '$1$2').replace(/([\w*%]) +([\u3400-\u9fff])/g, '$1$2');
}
