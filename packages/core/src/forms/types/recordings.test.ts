/** Video and audio, which differ in nothing but the kind of their files. */
import { describe, expect, test } from 'vitest';
import type { FileFacts } from '../contract.ts';
import { idOf } from '../testing/build.ts';
import { cellsOf, designProblems, problemsOf, readBack, refusals } from '../testing/one-field.ts';

describe.each(['video', 'audio'] as const)('%s', (type) => {
  const other = type === 'video' ? 'audio' : 'video';
  const files = new Map<string, FileFacts>([
    [idOf(1), { kind: type, fromCamera: true, seconds: 15 }],
    [idOf(2), { kind: type, fromCamera: false, seconds: 15.1 }],
    [idOf(3), { kind: other, fromCamera: true }],
    [idOf(4), { kind: type, fromCamera: true }],
  ]);
  const field = { type, max: 2, maxSeconds: 15 } as const;

  test('takes recordings of its kind within their number and length', () => {
    expect(refusals(field, [idOf(1), idOf(4)], { files })).toEqual([]);
    expect(refusals(field, [idOf(3)], { files })).toEqual(['file-kind@[0]']);
    expect(refusals(field, [idOf(1), idOf(4), idOf(5)], { files })).toEqual(['too-many', 'file-missing@[2]']);
    expect(problemsOf(field, [idOf(2)], { files })).toEqual([
      { path: '[0]', code: 'forms.lasts-too-long', details: { max: 15 } },
    ]);
  });

  test('takes three when nothing is said', () => {
    expect(refusals({ type }, [1, 4, 5].map(idOf))).toEqual([]);
    expect(refusals({ type }, [1, 4, 5, 6].map(idOf))).toEqual(['too-many']);
  });

  test('keeps what the record already had', () => {
    expect(refusals(field, [idOf(2)], { files, previous: [idOf(2)] })).toEqual([]);
  });

  test('has limits in order', () => {
    expect(designProblems({ type, min: 4 })).toEqual(['limits-disordered@min']);
    expect(designProblems({ type, maxSeconds: 0 })).toEqual(['malformed@maxSeconds']);
  });

  test('comes back from the database as it went', () => {
    expect(readBack(field, cellsOf(field, [idOf(2), idOf(1)]))).toEqual([idOf(2), idOf(1)]);
  });
});
