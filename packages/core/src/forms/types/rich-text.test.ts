import { describe, expect, test } from 'vitest';
import { designProblems, readBack, refusals, settled } from '../testing/one-field.ts';

const field = { type: 'richText' } as const;

describe('formatted text', () => {
  test('keeps its lines and marks, and what looks like HTML as the characters it is', () => {
    const value = '# 通知\r\n\r\n- **停水**\n- [公告](https://a.cn)\n<script>x</script>';
    expect(settled(field, value)).toBe('# 通知\n\n- **停水**\n- [公告](https://a.cn)\n<script>x</script>');
    expect(refusals(field, value)).toEqual([]);
  });

  test.each([
    ['长'.repeat(20_001), 'too-long'],
    ['a\0b', 'unsafe-characters'],
    ['a\ud83e', 'unsafe-characters'],
    [['# a'], 'wrong-type'],
  ])('%s is refused', (value, code) => {
    expect(refusals(field, value)).toEqual([code]);
  });

  test('twenty thousand emoji still fit, and no field allows more', () => {
    expect(refusals(field, '🧯'.repeat(20_000))).toEqual([]);
    expect(designProblems({ ...field, maxLength: 20_001 })).toEqual(['malformed@maxLength']);
  });

  test('a list that begins with its text keeps its mark', () => {
    expect(settled(field, '  - 一\n  - 二')).toBe('- 一\n  - 二');
    expect(readBack(field, { c_a: '- 一' })).toBe('- 一');
  });
});
