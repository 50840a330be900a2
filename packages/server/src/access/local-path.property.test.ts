import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { localPath } from './local-path.ts';

const site = 'https://anshao.example';

describe('where a sign-in may lead', () => {
  it.each([
    ['/m/', '/m/'],
    ['/m/report/0192?day=2024-03-15#items', '/m/report/0192?day=2024-03-15#items'],
    ['/desk/reports', '/desk/reports'],
    ['/m/小区', '/m/%E5%B0%8F%E5%8C%BA'],
  ])('%s is a page of ours', (to, expected) => {
    expect(localPath(to)).toBe(expected);
  });

  it.each([
    undefined,
    '',
    'm/report',
    'https://evil.example/',
    '//evil.example/',
    '/\\evil.example',
    '/\t/evil.example',
    '/.//evil.example',
    '/a/..//evil.example',
    'javascript:alert(1)',
    '/api/sign-out',
  ])('%s leads to the start page', (to) => {
    expect(localPath(to)).toBe('/m/');
  });

  it('never leaves our site, and reading it twice changes nothing', () => {
    const piece = fc.constantFrom(
      '/',
      '\\',
      '.',
      '..',
      '//',
      'evil.example',
      '\t',
      '\n',
      '@',
      ':',
      '?',
      '#',
      '%2f',
      'm',
    );
    const nasty = fc.array(piece, { maxLength: 8 }).map((pieces) => `/${pieces.join('')}`);
    fc.assert(
      fc.property(fc.oneof(nasty, fc.string(), fc.webUrl()), (to) => {
        const path = localPath(to);
        expect(new URL(path, site).origin).toBe(site);
        expect(localPath(path)).toBe(path);
      }),
    );
  });
});
