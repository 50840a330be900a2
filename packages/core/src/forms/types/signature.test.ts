import { describe, expect, test } from 'vitest';
import type { FileFacts } from '../contract.ts';
import { idOf } from '../testing/build.ts';
import { cellsOf, readBack, refusals } from '../testing/one-field.ts';

const field = { type: 'signature' } as const;
const files = new Map<string, FileFacts>([
  [idOf(1), { kind: 'image', fromCamera: false }],
  [idOf(2), { kind: 'pdf', fromCamera: false }],
]);

describe('a signature', () => {
  test('is one picture that has arrived', () => {
    expect(refusals(field, idOf(1), { files })).toEqual([]);
    expect(refusals(field, idOf(2), { files })).toEqual(['file-kind']);
    expect(refusals(field, idOf(3), { files })).toEqual(['file-missing']);
    expect(refusals(field, [idOf(1)], { files })).toEqual(['wrong-type']);
    expect(refusals(field, 'data:image/png;base64,AAAA', { files })).toEqual(['wrong-type']);
  });

  test('that was already there is not questioned again, nor is one on a phone without signal', () => {
    expect(refusals(field, idOf(3), { files, previous: idOf(3) })).toEqual([]);
    expect(refusals(field, idOf(3))).toEqual([]);
  });

  test('it comes back from the database as it went', () => {
    expect(readBack(field, cellsOf(field, idOf(1)))).toBe(idOf(1));
  });
});
