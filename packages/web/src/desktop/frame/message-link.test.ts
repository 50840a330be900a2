import { describe, expect, test } from 'vitest';
import { targetOf } from './message-link.ts';

describe('where a notice leads from the desk', () => {
  test('a page of the desk opens here, a page of the phone on its own surface', () => {
    expect(targetOf('/desk/board?date=2024-03-15')).toEqual({ at: 'desk', path: '/board?date=2024-03-15' });
    expect(targetOf('/m/report/0192')).toEqual({ at: 'phone', address: '/m/report/0192' });
  });

  test('a notice without a link, or with one that leaves the product, leads nowhere', () => {
    for (const link of [
      null,
      '',
      '//elsewhere.example/desk/',
      'https://elsewhere.example/desk/board',
      'javascript:alert(1)',
    ])
      expect(targetOf(link)).toBeUndefined();
  });
});
