/**
 * A pin on a floor plan (平面图标点, FE-12): indoors, where no satellite tells the place. `x` and `y` are parts of the
 * picture's width and height, counted from its upper left corner, so that a sharper scan keeps all pins in place.
 *
 * The pictures belong to the form, not to the records; that is why the value's file id does not count as a reference.
 */
import { type Static, Type } from 'typebox';
import type { FieldProblem } from '../../base/errors.ts';
import { Id } from '../../base/schemas.ts';
import { type FieldType, noProblems } from '../field-type.ts';
import { isId, normaliseId } from '../ids.ts';
import { problem } from '../messages.ts';
import { described } from './values/described.ts';

const Plan = Type.Object(
  { file: Id, name: Type.String({ minLength: 1, maxLength: 100 }) },
  { additionalProperties: false },
);

export const PlanPinOptions = Type.Object({
  /** Uploaded pictures to choose from; a field just placed has none yet, and cannot be filled before it has one. */
  plans: Type.Optional(Type.Array(Plan, { maxItems: 200 })),
});
export type PlanPinOptions = Static<typeof PlanPinOptions>;

export interface PlanPin {
  /** Id of the plan's picture. */
  readonly plan: string;
  readonly x: number;
  readonly y: number;
}

const known = new Set(['plan', 'x', 'y']);

const isPart = (value: unknown): value is number => typeof value === 'number' && Number.isFinite(value);

function isPlanPin(value: unknown): value is PlanPin {
  if (typeof value !== 'object' || value === null || !Object.keys(value).every((key) => known.has(key))) return false;
  const { plan, x, y } = value as Record<string, unknown>;
  return isId(plan) && isPart(x) && isPart(y);
}

const zero = (value: unknown): unknown => (value === 0 ? 0 : value);

export const planPin: FieldType<'planPin', PlanPinOptions, PlanPin> = {
  type: 'planPin',
  label: { zh: '平面图标点', en: 'Pin on a plan' },
  group: 'scene',
  icon: 'plan-pin',
  optionsSchema: PlanPinOptions,
  valueKind: 'opaque',
  starting: () => ({}),
  checkOptions(field) {
    const problems: FieldProblem[] = [];
    const { plans = [], required } = field;
    // Otherwise nobody could ever send the form in.
    if (plans.length === 0 && required) problems.push(problem('plans', 'forms.no-plans'));
    plans.forEach(({ file, name }, index) => {
      if (plans.findIndex((other) => other.file === file) < index)
        problems.push(problem(`plans[${index}].file`, 'forms.duplicate-plan', { name }));
    });
    return problems;
  },
  columns: () => [
    { suffix: 'plan', pgType: 'uuid' },
    { suffix: 'x', pgType: 'double precision' },
    { suffix: 'y', pgType: 'double precision' },
  ],
  normalise(value) {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
    const given = value as Record<string, unknown>;
    return Object.keys(given).every((key) => known.has(key))
      ? { plan: normaliseId(given.plan), x: zero(given.x), y: zero(given.y) }
      : value;
  },
  isEmpty: (value) => value === null || value === undefined,
  validator(field) {
    const plans = new Set((field.plans ?? []).map(({ file }) => file));
    return (value, _context, previous) => {
      if (!isPlanPin(value)) return [problem('', 'forms.wrong-type')];
      const problems: FieldProblem[] = [];
      // A plan that was replaced since stays on the record whose pin is on it.
      const isKept = isPlanPin(previous) && previous.plan === value.plan;
      if (!isKept && !plans.has(value.plan)) problems.push(problem('', 'forms.unknown-plan'));
      if (value.x < 0 || value.x > 1 || value.y < 0 || value.y > 1) problems.push(problem('', 'forms.beside-plan'));
      return problems.length > 0 ? problems : noProblems;
    };
  },
  toColumns: (value) => (value ? [value.plan, value.x, value.y] : [null, null, null]),
  fromColumns([plan, x, y]) {
    return typeof plan === 'string' && isPart(x) && isPart(y) ? { plan, x, y } : null;
  },
  valueSchema: () =>
    Type.Object(
      {
        plan: described(Id, { description: '平面图的文件编号' }),
        x: Type.Number({ minimum: 0, maximum: 1, description: '距左边，占图宽的比例' }),
        y: Type.Number({ minimum: 0, maximum: 1, description: '距上边，占图高的比例' }),
      },
      { additionalProperties: false },
    ),
};
