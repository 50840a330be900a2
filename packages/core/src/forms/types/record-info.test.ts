import { describe, expect, test } from 'vitest';
import { fieldTypeOf } from '../registry.ts';
import { cellsOf, designProblems, fieldOf } from '../testing/one-field.ts';

describe('what is known about a record', () => {
  test('has no column and is filled by the system', () => {
    const field = fieldOf({ type: 'recordInfo', what: 'createdBy' });
    const type = fieldTypeOf(field);
    expect(cellsOf({ type: 'recordInfo', what: 'createdBy' }, 'x')).toEqual({});
    expect([type.virtual, type.isSetBySystem?.(field)]).toEqual([true, true]);
  });

  test('conditions see a moment or a person', () => {
    const kind = (what: 'createdAt' | 'updatedBy') => {
      const field = fieldOf({ type: 'recordInfo', what });
      return fieldTypeOf(field).kindOf?.(field);
    };
    expect([kind('createdAt'), kind('updatedBy')]).toEqual(['dateTime', 'id']);
  });

  test('is one of four things', () => {
    expect(designProblems({ type: 'recordInfo', what: 'deletedAt' as never })).toEqual(['malformed@what']);
  });
});
