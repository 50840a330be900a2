import { describe, expect, test } from 'vitest';
import { refusals, settled } from '../testing/one-field.ts';

const field = { type: 'url' } as const;

describe('a web address', () => {
  test.each([
    'https://www.mem.gov.cn',
    'HTTP://例子.中国/路径?查=1#段',
    'http://10.0.0.8:8080/cam/1',
    'https://a.cn/a%20b',
  ])('%s is taken as it is', (value) => {
    expect(refusals(field, value)).toEqual([]);
    expect(settled(field, ` ${value}\n`)).toBe(value);
  });

  test.each([
    'www.mem.gov.cn',
    'ftp://a.cn',
    'javascript:alert(1)',
    'https://',
    'http:///x',
    'https://a b.cn',
    'https://bank.cn@evil.cn',
    'https://a:b@c.cn',
    'https:\\\\a.cn',
    'data:text/html,x',
    'https://a.cn/\u200bx',
  ])('%s is refused', (value) => {
    expect(refusals(field, value)).toEqual(['bad-url']);
  });

  test('one that is too long is refused as such', () => {
    expect(refusals(field, `https://a.cn/${'x'.repeat(1000)}`)).toEqual(['too-long']);
  });
});
