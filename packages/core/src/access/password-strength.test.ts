import { describe, expect, it } from 'vitest';
import { isWeakPassword } from './password-strength.ts';

const owner = { account: 'huicheng-office', mobile: '13900000003' };

describe('a new password', () => {
  it.each([
    ['nine characters', 'zt7#pLq2x'],
    ['the account, whatever its letters', 'Huicheng-Office'],
    ['the mobile number', '13900000003'],
    ['a common one, whatever its letters', 'Password123'],
    ['one character over and over', 'aaaaaaaaaaaa'],
    ['a short piece over and over', 'abcabcabcab'],
    ['spaces around something short', '   abc123   '],
  ])('is refused when it is %s', (_, password) => {
    expect(isWeakPassword(password, owner)).toBe(true);
  });

  it.each(['湖边的三棵榕树和一只白鹭', 'correct horse battery', 'zt7#pLq2xW'])('is accepted: %s', (password) => {
    expect(isWeakPassword(password, owner)).toBe(false);
  });

  it('of somebody without account and mobile is judged by itself', () => {
    expect(isWeakPassword('zt7#pLq2xW', { account: null, mobile: null })).toBe(false);
  });
});
