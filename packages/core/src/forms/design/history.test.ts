import { expect, test } from 'vitest';
import type { Command } from './commands.ts';
import {
  type History,
  isUnsaved,
  markSaved,
  mostSteps,
  perform,
  rebase,
  select,
  settled,
  startHistory,
  undo,
  unsavedCommands,
} from './history.ts';
import { fieldAt } from './parts.ts';
import { sampleForm } from './testing/any-command.ts';

function after(history: History, command: Command, isTyping = false): History {
  const outcome = perform(history, command, isTyping);
  if (!('history' in outcome)) throw new Error(outcome.problem.code);
  return outcome.history;
}
const label = (text: string): Command => ({ do: 'setField', field: 'place', set: { label: text } });
const start = startHistory(sampleForm);

test('a word typed into one property is one step, two words with a pause between are two', () => {
  let history = after(after(after(start, label('位'), true), label('位置'), true), label('位置名'), true);
  expect(history.past).toHaveLength(1);
  history = after(settled(history), label('位置名称'), true);
  expect(history.past).toHaveLength(2);
  expect(fieldAt(undo(undo(history)).definition, 'place')?.label).toBe('地点');
});

test('the selection stays the very same list while nothing else is selected', () => {
  const chosen = select(start, ['place']);
  expect(after(chosen, label('位'), true).selection).toBe(chosen.selection);
  expect(after(chosen, { do: 'remove', parts: ['place'] }).selection).not.toContain('place');
});

test('typing into another property, and switches, are steps of their own', () => {
  let history = after(start, label('位'), true);
  history = after(history, { do: 'setField', field: 'place', set: { help: '写' } }, true);
  history = after(history, { do: 'setField', field: 'place', set: { required: null } });
  history = after(history, { do: 'setField', field: 'place', set: { required: true } });
  expect(history.past).toHaveLength(4);
});

test('a hundred steps can be taken back and no more', () => {
  let history = start;
  for (let step = 0; step < mostSteps + 20; step++) history = after(history, label(`位置${step}`));
  for (let step = 0; step < mostSteps; step++) history = undo(history);
  expect(fieldAt(history.definition, 'place')?.label).toBe('位置19');
  expect(undo(history)).toBe(history);
});

test('what is typed after a save is a step of its own, so that it is known as unsaved', () => {
  const saved = after(start, label('位'), true);
  const history = after(markSaved(saved, saved.definition), label('位置'), true);
  expect(unsavedCommands(history)).toEqual([label('位置')]);
});

test('taking back what was saved is itself unsaved, and carried over as such', () => {
  const done = after(start, label('位置'));
  const back = undo(markSaved(done, done.definition));
  expect(isUnsaved(back)).toBe(true);
  const theirs = after(startHistory(done.definition), {
    do: 'setField',
    field: 'day',
    set: { label: '日子' },
  }).definition;
  const { history, dropped } = rebase(back, theirs);
  expect(dropped).toEqual([]);
  expect(fieldAt(history.definition, 'place')?.label).toBe('地点');
  expect(fieldAt(history.definition, 'day')?.label).toBe('日子');
});

test('when a colleague took the same key first, later steps follow the field to its new one', () => {
  const add = (labelled: string): Command => ({
    do: 'addField',
    field: { key: 'text', label: labelled, type: 'text' },
    at: { in: '', after: null },
  });
  const mine = after(after(start, add('我的')), { do: 'setField', field: 'text', set: { required: true } });
  const theirs = after(start, add('他的')).definition;
  const { history, dropped } = rebase(mine, theirs);
  expect(dropped).toEqual([]);
  expect(fieldAt(history.definition, 'text')).toEqual({ key: 'text', label: '他的', type: 'text' });
  expect(fieldAt(history.definition, 'text2')).toEqual({ key: 'text2', label: '我的', type: 'text', required: true });
  expect(history.selection).toEqual(['text2']);
});

test('a step upon something that a colleague took out is told, the others are kept', () => {
  const mine = after(after(start, label('位置')), { do: 'setField', field: 'day', set: { label: '日子' } });
  const theirs = after(start, { do: 'remove', parts: ['place'] }).definition;
  const { history, dropped } = rebase(mine, theirs);
  expect(dropped).toEqual([
    { command: label('位置'), problem: { path: 'place', code: 'forms.part-gone', details: { part: 'place' } } },
  ]);
  expect(fieldAt(history.definition, 'day')?.label).toBe('日子');
});
