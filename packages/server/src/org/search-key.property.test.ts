import fc from 'fast-check';
import { expect, test } from 'vitest';
import { normalizeSearch, searchKeys } from './search-key.ts';

const characters = [...'东晖苑金山湖花园长乐府重庆路行都厦朝单绿城二期号栋名国际'];
const names = fc
  .tuple(
    fc.array(fc.constantFrom(...characters), { minLength: 2, maxLength: 8 }),
    fc.stringMatching(/^[A-Za-z0-9（）·]{0,3}$/),
  )
  .map(([chinese, rest]) => chinese.join('') + rest);

test('initials and full pinyin are those of the name', () => {
  expect(searchKeys('东晖苑', '东平北路12号')).toEqual({
    initials: 'dhy',
    searchText: '\n东晖苑\n东平北路12号\ndonghuiyuan\ndhy\n',
  });
  expect(searchKeys('东晖苑（Ａ３区）', '').initials).toBe('dhya3q');
  expect(searchKeys('吕屋', '').searchText).toContain('lvwu');
});

test('a character of two readings is found by either', () => {
  const { searchText } = searchKeys('长乐府', '');
  expect(searchText).toContain('changlefu');
  expect(searchText).toContain('changyuefu');
  expect(searchText).toContain('zlf');
  expect(searchKeys('重庆花园', '').initials).toBe('cqhy');
});

test('every name is found by its initials, itself, and any two characters of it', () => {
  fc.assert(
    fc.property(names, fc.string(), (name, address) => {
      const { searchText, initials } = searchKeys(name, address);
      const plain = Array.from(normalizeSearch(name));
      expect(searchText).toContain(`\n${initials}\n`);
      expect(searchText.startsWith(`\n${plain.join('')}\n`)).toBe(true);
      for (let at = 0; at + 1 < plain.length; at++) expect(searchText).toContain(plain[at]! + plain[at + 1]!);
    }),
  );
});
