import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isSame } from '../../base/same.ts';
import { fieldKeysOf, layoutLimits } from '../layout.ts';
import { apply } from './apply.ts';
import { commandsBetween } from './between.ts';
import { copyText, readCopied } from './clipboard.ts';
import { type Command, isApplied } from './commands.ts';
import { type History, markSaved, perform, rebase, redo, startHistory, undo } from './history.ts';
import { depthOf, partsOf } from './lists.ts';
import { type Drawn, isFieldRef, isSubform, nodeIds } from './parts.ts';
import { anySketch, anySketches, drawn, type Sketch, sampleForm } from './testing/any-command.ts';

function done(form: Drawn, sketches: readonly Sketch[]): Drawn {
  return sketches.reduce((now, sketch) => {
    const command = drawn(now, sketch);
    const outcome = command && apply(now, command);
    return outcome && isApplied(outcome) ? outcome.definition : now;
  }, form);
}

function worked(history: History, sketches: readonly Sketch[]): History {
  return sketches.reduce((now, sketch) => {
    const command = drawn(now.definition, sketch);
    const outcome = command && perform(now, command);
    return outcome && 'history' in outcome ? outcome.history : now;
  }, history);
}

function expectInStep(form: Drawn): void {
  expect(fieldKeysOf(form.layout)).toEqual(form.fields.map((field) => field.key));
  expect(new Set(form.fields.map((field) => field.key)).size).toBe(form.fields.length);
  for (const field of form.fields)
    if (isSubform(field)) expect(new Set(field.fields.map((inner) => inner.key)).size).toBe(field.fields.length);
  const ids = partsOf(form).filter((part) => !isFieldRef(part));
  expect(nodeIds(form).size).toBe(ids.length);
  for (const node of form.layout) expect(depthOf(node)).toBeLessThanOrEqual(layoutLimits.depth);
}

test('whatever is done, each field stands in the layout once, in the order of the fields, under a key of its own', () => {
  fc.assert(
    fc.property(anySketches, (sketches) => expectInStep(done(sampleForm, sketches))),
    { numRuns: 400 },
  );
});

test('a step that is taken back leaves exactly what was there, and done again what came of it', () => {
  fc.assert(
    fc.property(anySketches, (sketches) => {
      let history = startHistory(sampleForm);
      for (const sketch of sketches) {
        const before = history.definition;
        const next = worked(history, [sketch]);
        if (next === history) continue;
        const back = undo(next);
        expect(back.definition).toBe(before);
        expect(redo(back).definition).toBe(next.definition);
        history = next;
      }
      while (history.past.length > 0) history = undo(history);
      expect(history.definition).toBe(sampleForm);
    }),
    { numRuns: 150 },
  );
});

test('what a command does not touch is the same object afterwards', () => {
  const outcome = apply(sampleForm, { do: 'setField', field: 'items.score', set: { label: '分数' } });
  if (!isApplied(outcome)) throw new Error('refused');
  const after = outcome.definition;
  expect(after.layout).toBe(sampleForm.layout);
  for (const [index, field] of after.fields.entries())
    if (field.key !== 'items') expect(field).toBe(sampleForm.fields[index]);
});

test('the commands between two forms make the one out of the other', () => {
  fc.assert(
    fc.property(anySketches, anySketches, (first, second) => {
      const [from, to] = [done(sampleForm, first), done(sampleForm, second)];
      let form = from;
      for (const command of commandsBetween(from, to)) {
        const outcome = apply(form, command);
        if (!isApplied(outcome)) throw new Error(`${command.do} was refused: ${outcome.problem.code}`);
        form = outcome.definition;
      }
      const { settings: is, ...rest } = form;
      const { settings: wanted, ...whole } = to;
      expect(isSame(is ?? {}, wanted ?? {})).toBe(true);
      expect(isSame(rest, whole)).toBe(true);
    }),
    { numRuns: 300 },
  );
});

test('steps that have nothing to do with each other give the same form in either order', () => {
  const mine: Command[] = [
    { do: 'setField', field: 'place', set: { label: '位置' } },
    { do: 'addField', field: { key: 'cause', label: '原因', type: 'text' }, at: { in: '#s1', after: 'place' } },
    {
      do: 'addOptions',
      field: 'level',
      options: [{ code: 'serious', label: '较大', status: 'active' }],
      after: 'major',
    },
    { do: 'setKey', field: 'who', key: 'finder' },
  ];
  const theirs: Command[] = [
    { do: 'setField', field: 'note', set: { help: '写清楚' } },
    { do: 'move', parts: ['items.score'], to: { in: 'items', after: 'items.note' } },
    { do: 'setOption', field: 'level', code: 'general', set: { label: '一般' } },
    { do: 'addNode', node: { kind: 'note', id: 'n1', text: '提示' }, at: { in: '', after: 'day' } },
    { do: 'remove', parts: ['day'] },
  ];
  const subset = (commands: Command[]) => fc.subarray(commands);
  fc.assert(
    fc.property(subset(mine), subset(theirs), (a, b) => {
      const play = (form: Drawn, commands: readonly Command[]) =>
        commands.reduce<History>((now, command) => {
          const outcome = perform(now, command);
          if (!('history' in outcome)) throw new Error(outcome.problem.code);
          return outcome.history;
        }, startHistory(form));
      const [one, other] = [play(sampleForm, a), play(sampleForm, b)];
      const here = rebase(one, other.definition);
      const there = rebase(other, one.definition);
      expect([...here.dropped, ...there.dropped]).toEqual([]);
      expect(here.history.definition).toEqual(there.history.definition);
    }),
  );
});

test('carrying one’s steps over to any other draft keeps that draft whole and loses none unsaid', () => {
  fc.assert(
    fc.property(anySketches, anySketches, fc.nat(25), fc.nat(10), (mine, theirs, savedAfter, taken) => {
      let history = worked(startHistory(sampleForm), mine.slice(0, savedAfter));
      history = worked(markSaved(history, history.definition), mine.slice(savedAfter));
      for (let step = 0; step < taken; step++) history = undo(history);
      const other = done(history.saved, theirs);
      const { history: after, dropped } = rebase(history, other);
      expectInStep(after.definition);
      expect(after.saved).toBe(other);
      if (theirs.length === 0) {
        expect(dropped).toEqual([]);
        expect(after.definition).toEqual(history.definition);
      }
    }),
    { numRuns: 150 },
  );
});

test('what was copied as text can be pasted anywhere it fits, and leaves the form whole', () => {
  fc.assert(
    fc.property(anySketches, anySketch, (sketches, { pick }) => {
      const form = done(sampleForm, sketches);
      const parts = partsOf(form).filter((_, index) => (index + pick[0]!) % 3 === 0);
      fc.pre(parts.length > 0);
      const pieces = readCopied(copyText(form, parts));
      if (!pieces) throw new Error('not read back');
      const outcome = apply(sampleForm, { do: 'paste', pieces, at: { in: '', after: null } });
      if (isApplied(outcome)) expectInStep(outcome.definition);
      else expect(['forms.only-tabs-among-tabs', 'forms.too-deep']).toContain(outcome.problem.code);
    }),
    { numRuns: 150 },
  );
});
