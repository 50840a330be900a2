/** What fields whose value is one id, or a list of ids, share. */
import { Type } from 'typebox';
import type { FieldProblem } from '../../../base/errors.ts';
import { Id } from '../../../base/schemas.ts';
import { type FieldType, type FieldValidator, noProblems } from '../../field-type.ts';
import { isId, normaliseId } from '../../ids.ts';
import { problem } from '../../messages.ts';
import { described } from './described.ts';
import { isBlank } from './texts.ts';

/** Spread into a type that says only what is its own. */
export const idValue = {
  valueKind: 'id',
  columns: () => [{ suffix: '', pgType: 'uuid' }],
  normalise: normaliseId,
  isEmpty: isBlank,
  toColumns: (value: unknown) => [value],
  fromColumns: ([cell]: readonly unknown[]) => (cell ?? null) as string | null,
} satisfies Partial<FieldType<string, object, string>>;

/** One id is a list of one: so a phone that still knows the field as one that takes a single id fits. */
export function normaliseIds(value: unknown): unknown {
  if (typeof value !== 'string') return idsValue.normalise(value);
  const id = normaliseId(value);
  return id === '' ? [] : [id];
}

/** Spread into a type that says only what is its own. The order of a list is kept. */
export const idsValue = {
  valueKind: 'ids',
  columns: () => [{ suffix: '', pgType: 'uuid[]' }],
  normalise: (value: unknown): unknown => (Array.isArray(value) ? value.map(normaliseId) : value),
  isEmpty: isEmptyList,
  toColumns: (value: unknown) => [value],
  fromColumns: ([cell]: readonly unknown[]) => (cell ?? null) as readonly string[] | null,
} satisfies Partial<FieldType<string, object, readonly string[]>>;

export function isEmptyList(value: unknown): boolean {
  return value === null || value === undefined || (Array.isArray(value) && value.length === 0);
}

/** Takes any id; whether it may be chosen is told by the context's `references`. */
export const anyId: FieldValidator = (value) => (isId(value) ? noProblems : [problem('', 'forms.wrong-type')]);

/** How many once there are any; whether there must be any is `required`. */
export const pieces = {
  min: Type.Optional(Type.Integer({ minimum: 1, maximum: 100 })),
  /** 9 when left out, as in WeChat. */
  max: Type.Optional(Type.Integer({ minimum: 1, maximum: 100 })),
};
export const usualPieces = 9;

/** Minimum above maximum, for the designer. */
export function pieceProblems(field: { readonly min?: number; readonly max?: number }): readonly FieldProblem[] {
  const { min = 1, max = usualPieces } = field;
  return min > max ? [problem('min', 'forms.limits-disordered')] : noProblems;
}

export interface PieceLimits {
  readonly min: number;
  readonly max: number;
}

/**
 * A list of ids, each once, within a number of pieces. `inspect` looks closer at an id that is sound and stands there
 * for the first time.
 */
export function idListProblems(
  value: unknown,
  { min, max }: PieceLimits,
  inspect?: (id: string, path: string) => FieldProblem | undefined,
): readonly FieldProblem[] {
  if (!Array.isArray(value)) return [problem('', 'forms.wrong-type')];
  const problems: FieldProblem[] = [];
  if (value.length < min) problems.push(problem('', 'forms.too-few', { min, count: value.length }));
  // A list that is far too long is refused as a whole: a million ids must not make a million problems.
  if (value.length > max) problems.push(problem('', 'forms.too-many', { max, count: value.length }));
  if (value.length > mostPieces) return problems;
  const seen = new Set<string>();
  value.forEach((id: unknown, index) => {
    const path = `[${index}]`;
    if (!isId(id)) problems.push(problem(path, 'forms.wrong-type'));
    else if (seen.has(id)) problems.push(problem(path, 'forms.repeated'));
    else {
      seen.add(id);
      const found = inspect?.(id, path);
      if (found) problems.push(found);
    }
  });
  return problems.length > 0 ? problems : noProblems;
}

/** More than any field may allow. */
const mostPieces = 1000;

export function idSchema(description: string) {
  return described(Id, { description });
}

export function idsSchema({ min, max }: PieceLimits, description: string) {
  return Type.Array(Id, { minItems: min, maxItems: max, uniqueItems: true, description });
}
