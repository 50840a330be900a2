import { apply } from '@anshao/core/forms/design/apply.ts';
import { isApplied } from '@anshao/core/forms/design/commands.ts';
import { partsOf, placeOf } from '@anshao/core/forms/design/lists.ts';
import { sampleForm } from '@anshao/core/forms/design/testing/any-command.ts';
import { expect, test } from 'vitest';
import { type Nudge, nudge, placeForNew } from './placing.ts';

test('something new stands after what is selected, or at the end', () => {
  expect(placeForNew(sampleForm, [], true)).toEqual({ in: '', after: 'who' });
  expect(placeForNew(sampleForm, ['place'], true)).toEqual({ in: '#s1', after: 'place' });
  expect(placeForNew(sampleForm, ['items.score'], true)).toEqual({ in: 'items', after: 'items.score' });
});

test('a section does not go into rows but after their subform, and a selected tab takes it at its end', () => {
  expect(placeForNew(sampleForm, ['items.score'], false)).toEqual({ in: '#c1/1', after: 'items' });
  expect(placeForNew(sampleForm, ['#tab1'], false)).toEqual({ in: '#tab1', after: 'level' });
});

test('an empty container takes what is new', () => {
  const outcome = apply(sampleForm, { do: 'move', parts: ['level'], to: { in: '', after: null } });
  if (!isApplied(outcome)) throw new Error('refused');
  expect(placeForNew(outcome.definition, ['#tab1'], true)).toEqual({ in: '#tab1', after: null });
});

function nudged(part: string, step: Nudge): string | undefined {
  const command = nudge(sampleForm, part, step);
  if (!command) return undefined;
  const outcome = apply(sampleForm, command);
  if (!isApplied(outcome)) throw new Error(outcome.problem.code);
  const moved = outcome.selection?.[0] as string;
  return `${placeOf(outcome.definition, moved)?.in} ${partsOf(outcome.definition).indexOf(moved)}`;
}

test('a step up or down goes past the neighbour, and at the edge out of the container', () => {
  expect(nudge(sampleForm, 'who', 'up')).toMatchObject({ to: { in: '', after: '#t1' } });
  expect(nudge(sampleForm, 'day', 'down')).toMatchObject({ to: { in: '', after: 'who' } });
  expect(nudge(sampleForm, 'who', 'down')).toBeUndefined();
  expect(nudge(sampleForm, 'place', 'up')).toMatchObject({ to: { in: '', after: null } });
  expect(nudge(sampleForm, 'level', 'down')).toMatchObject({ to: { in: '', after: '#t1' } });
  expect(nudge(sampleForm, 'items.note', 'down')).toMatchObject({ to: { in: '#c1/1', after: 'items' } });
});

test('a step in leads into the container before, a step out behind the one around', () => {
  expect(nudge(sampleForm, 'day', 'in')).toMatchObject({ to: { in: '#tab1', after: 'level' } });
  expect(nudge(sampleForm, 'who', 'in')).toBeUndefined();
  expect(nudged('note', 'out')).toMatch(/^#tab2 /);
});
