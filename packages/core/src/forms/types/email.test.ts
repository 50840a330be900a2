import { describe, expect, test } from 'vitest';
import { refusals, settled } from '../testing/one-field.ts';

const field = { type: 'email' } as const;

describe('an e-mail address', () => {
  test.each([
    ['Wang.Fang@Example.COM', 'Wang.Fang@example.com'],
    [' 123456@qq.com ', '123456@qq.com'],
    ['ａ＠ｂ．ｃｎ', 'a@b.cn'],
    ["o'neil+anshao@mail.example.com.cn", "o'neil+anshao@mail.example.com.cn"],
  ])('%s is %s', (typed, canonical) => {
    expect(settled(field, typed)).toBe(canonical);
    expect(refusals(field, typed)).toEqual([]);
  });

  test.each([
    'a',
    'a@b',
    '@b.cn',
    'a@',
    'a..b@c.cn',
    '.a@b.cn',
    'a@b..cn',
    'a@-b.cn',
    'a@1.2.3.4',
    'a@b.cn,c@d.cn',
    '<a@b.cn>',
    `${'a'.repeat(65)}@b.cn`,
  ])('%s is refused', (value) => {
    expect(refusals(field, value)).toEqual(['bad-email']);
  });

  test('one that is far too long is refused without a look inside', () => {
    expect(refusals(field, `a@${'b.'.repeat(50_000)}cn`)).toEqual(['too-long']);
  });
});
