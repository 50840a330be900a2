import { expect, test } from 'vitest';
import { sentenceFor } from '../expressions/problems.ts';
import { formMessages, problem } from './messages.ts';

test('every sentence exists in both languages and asks for the same details', () => {
  const named = (sentence: string) => [...sentence.matchAll(/\{(\w+)\}/g)].map((match) => match[1]).sort();
  for (const [code, { zh, en }] of Object.entries(formMessages)) {
    expect(code).toMatch(/^forms\.[a-z-]+$/);
    expect(named(zh), code).toEqual(named(en));
  }
});

test('a problem becomes a sentence in the reader’s language', () => {
  const tooLong = problem('items[3].description', 'forms.too-long', { max: 200 });
  expect(sentenceFor(tooLong, formMessages)).toBe('最多 200 个字');
  expect(sentenceFor(tooLong, formMessages, 'en')).toBe('At most 200 characters');
});

test('a code from a newer server is shown rather than hidden', () => {
  expect(sentenceFor({ path: '', code: 'forms.of-tomorrow' }, formMessages)).toBe('forms.of-tomorrow');
  expect(sentenceFor({ path: '', code: 'toString' }, formMessages)).toBe('toString');
});
