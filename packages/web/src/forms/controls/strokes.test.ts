import { expect, test } from 'vitest';
import { boundsOf, isSomething } from './strokes.ts';

test('a dot is no signature, a line is one', () => {
  expect(isSomething([])).toBe(false);
  expect(isSomething([[{ x: 0.5, y: 0.5 }]])).toBe(false);
  expect(
    isSomething([
      [
        { x: 0.1, y: 0.5 },
        { x: 0.4, y: 0.6 },
      ],
    ]),
  ).toBe(true);
});

test('the picture is cut to the writing, within the pad', () => {
  expect(boundsOf([])).toBeUndefined();
  const bounds = boundsOf(
    [
      [
        { x: 0, y: 0.4 },
        { x: 0.5, y: 0.6 },
      ],
    ],
    0.05,
  );
  expect(bounds?.left).toBe(0);
  expect(bounds?.right).toBeCloseTo(0.55);
  expect(bounds?.top).toBeCloseTo(0.35);
});
