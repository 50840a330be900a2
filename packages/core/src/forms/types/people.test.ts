import { describe, expect, test } from 'vitest';
import { idOf } from '../testing/build.ts';
import { cellsOf, designProblems, problemsOf, readBack, refusals, settled } from '../testing/one-field.ts';

const crew = { type: 'people', min: 2, max: 3 } as const;

describe('several people', () => {
  test('are kept in the order they were chosen, each once', () => {
    const ids = [idOf(0xb), idOf(0xa).toUpperCase()];
    expect(settled(crew, ids)).toEqual([idOf(0xb), idOf(0xa)]);
    expect(refusals(crew, ids)).toEqual([]);
    expect(refusals(crew, [idOf(1), idOf(2), idOf(1)])).toEqual(['repeated@[2]']);
  });

  test('are neither too few nor too many', () => {
    expect(problemsOf(crew, [idOf(1)])).toEqual([{ path: '', code: 'forms.too-few', details: { min: 2, count: 1 } }]);
    expect(refusals(crew, [1, 2, 3, 4].map(idOf))).toEqual(['too-many']);
  });

  test('a single one, as a form from before the change sends it, is a list of one', () => {
    expect(settled({ type: 'people' }, idOf(1))).toEqual([idOf(1)]);
    expect(settled({ type: 'people' }, ' ')).toBeNull();
  });

  test('a million of them make one problem', () => {
    expect(refusals(crew, new Array(1_000_000).fill('x'))).toEqual(['too-many']);
  });

  test('what is no id is named by its place', () => {
    expect(refusals(crew, [idOf(1), null, 'x'])).toEqual(['wrong-type@[1]', 'wrong-type@[2]']);
  });

  test('may be asked for by department and only while on duty', () => {
    const scope = { within: 'company' as const, departments: [idOf(5)], onDuty: true };
    expect(designProblems({ ...crew, scope })).toEqual([]);
    expect(designProblems({ type: 'person', scope })).toEqual([]);
    expect(designProblems({ ...crew, scope: { ...scope, departments: ['x'] } })).toEqual([
      'malformed@scope/departments/0',
    ]);
    expect(designProblems({ ...crew, min: 4 })).toEqual(['limits-disordered@min']);
  });

  test('come back from the database as they went', () => {
    expect(cellsOf(crew, [idOf(1), idOf(2)])).toEqual({ c_a: [idOf(1), idOf(2)] });
    expect(readBack(crew, { c_a: [idOf(1)] })).toEqual([idOf(1)]);
  });
});
