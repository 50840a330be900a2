import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Inline, parseInline, parseMarkdown, plainWords } from './markdown.ts';

const text = (words: string): Inline => ({ kind: 'text', text: words });

test('headings, lists, quotes and paragraphs are told apart', () => {
  expect(
    parseMarkdown('## 限期整改\n请于周五前\n完成\n\n- 清理\n- 划线\n1. 先\n2. 后\n> 依据').map(({ kind }) => kind),
  ).toEqual(['heading', 'paragraph', 'list', 'list', 'quote']);
});

test('bold, italic and links stand in the line, also inside one another', () => {
  expect(parseInline('请**立即**到[*这里*](https://a.cn/x)')).toEqual([
    text('请'),
    { kind: 'bold', parts: [text('立即')] },
    text('到'),
    { kind: 'link', address: 'https://a.cn/x', parts: [{ kind: 'italic', parts: [text('这里')] }] },
  ]);
});

test('HTML is words like any others', () => {
  expect(parseInline('<b>x</b><img src=x onerror=alert(1)>')).toEqual([text('<b>x</b><img src=x onerror=alert(1)>')]);
});

test.each(['javascript:alert(1)', 'data:text/html,x', 'https://bank.cn@evil.cn', '//evil.cn', 'JAVASCRIPT:x'])(
  'a link to %s stays words',
  (address) => {
    expect(parseInline(`[x](${address})`).every((part) => part.kind === 'text')).toBe(true);
  },
);

test('no text makes it fail or lose its letters', () => {
  fc.assert(
    fc.property(
      fc.string({
        unit: fc.constantFrom('a', '*', '[', ']', '(', ')', '#', '-', '>', ' ', '\n', '1', '.'),
        maxLength: 60,
      }),
      (given) => {
        const letters = (words: string) => words.replace(/[^a]/g, '').length;
        expect(letters(plainWords(given))).toBe(letters(given));
      },
    ),
  );
});

test.each(['#  ', '##   \n', '#\t\t', '-  ', '>  ', '1.  ', '\u3000', '# \u00a0'])(
  'a mark with nothing but blanks after it is read to its end: %j',
  (text) => {
    expect(plainWords(`${text}\n甲`)).toContain('甲');
  },
);

test.each([
  ['many stars', '*'.repeat(20_000)],
  ['bold that opens again and again', '**a'.repeat(6_000)],
  ['links that never close', '[a]('.repeat(5_000)],
])('%s lose none of their letters', (_, text) => {
  expect(plainWords(text).replace(/[^a]/g, '')).toBe(text.replace(/[^a]/g, ''));
});
