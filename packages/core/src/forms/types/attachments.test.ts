/** Photos and files: lists of uploads, which differ in the kinds they take and in what may be done to a picture. */
import { describe, expect, test } from 'vitest';
import type { FileFacts } from '../contract.ts';
import { idOf } from '../testing/build.ts';
import { cellsOf, designProblems, readBack, refusals, settled } from '../testing/one-field.ts';

const files = new Map<string, FileFacts>([
  [idOf(1), { kind: 'image', fromCamera: true }],
  [idOf(2), { kind: 'image', fromCamera: false }],
  [idOf(3), { kind: 'sheet', fromCamera: false }],
]);

describe('photos', () => {
  test('from the gallery count only where the camera is not asked for', () => {
    expect(refusals({ type: 'photos', annotate: true }, [idOf(1), idOf(2)], { files })).toEqual([]);
    expect(refusals({ type: 'photos', cameraOnly: true }, [idOf(1), idOf(2)], { files })).toEqual(['camera-only@[1]']);
  });

  test('keep the order in which they are shown', () => {
    const value = [idOf(2), idOf(1)];
    expect(readBack({ type: 'photos' }, cellsOf({ type: 'photos' }, value))).toEqual(value);
    expect(settled({ type: 'photos' }, [])).toBeNull();
  });
});

describe('files', () => {
  test('are of any kind, or of those that were named', () => {
    expect(refusals({ type: 'files' }, [idOf(1), idOf(3)], { files })).toEqual([]);
    expect(refusals({ type: 'files', accept: ['image', 'pdf'] }, [idOf(1), idOf(3)], { files })).toEqual([
      'file-kind@[1]',
    ]);
    expect(designProblems({ type: 'files', accept: [] })).toEqual(['malformed@accept']);
  });

  test('a million of them make one problem, and limits are in order', () => {
    expect(refusals({ type: 'files' }, new Array(1_000_000).fill(idOf(1)))).toEqual(['too-many']);
    expect(designProblems({ type: 'files', min: 10 })).toEqual(['limits-disordered@min']);
  });
});
