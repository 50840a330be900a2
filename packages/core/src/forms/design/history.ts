/**
 * What was done to a draft since it was opened: 100 steps to take back and to do again, and what of it is not saved
 * yet. When a colleague's save came first, the unsaved steps are done once more upon theirs (`rebase`).
 *
 * A history is a value; nothing in it changes. Definitions share what they have in common, so 100 of them cost little
 * more than one.
 */
import type { FieldProblem } from '../../base/errors.ts';
import { apply } from './apply.ts';
import { commandsBetween } from './between.ts';
import { type Command, isApplied } from './commands.ts';
import { isThere } from './edits/placing.ts';
import { followedCommand } from './followed-command.ts';
import type { Drawn, PartRef } from './parts.ts';

export const mostSteps = 100;

/** One press of 撤销. Typing a whole word into one property is one step. */
export interface Step {
  readonly command: Command;
  readonly before: Drawn;
  readonly selectedBefore: readonly PartRef[];
  readonly after: Drawn;
  readonly selectedAfter: readonly PartRef[];
}

export interface History {
  readonly definition: Drawn;
  readonly selection: readonly PartRef[];
  readonly past: readonly Step[];
  readonly future: readonly Step[];
  /** As the server has it. */
  readonly saved: Drawn;
  /** The property being typed into: the next change of it joins the last step. */
  readonly typing?: string;
}

export function startHistory(definition: Drawn): History {
  return { definition, selection: [], past: [], future: [], saved: definition };
}

export type Performed =
  | {
      readonly history: History;
      readonly notes: readonly FieldProblem[];
      readonly made: readonly PartRef[];
    }
  | { readonly problem: FieldProblem };

/** @param isTyping the value is being typed: a run of such changes to one property is one step */
export function perform(history: History, command: Command, isTyping = false): Performed {
  const property = isTyping ? propertyOf(command) : undefined;
  const last = history.past.at(-1);
  const joined =
    property !== undefined && property === history.typing && last?.after !== history.saved ? last : undefined;
  // As if it had been typed at once: what follows a name must not follow what stood there half-way.
  const outcome = apply(joined?.before ?? history.definition, command);
  if (!isApplied(outcome)) return outcome;
  const { definition, notes = [], made = [] } = outcome;
  if (definition === history.definition) return { history, notes, made };
  const selection = stillThere(outcome.selection ?? history.selection, definition, history.selection);
  const step: Step = {
    command,
    before: joined?.before ?? history.definition,
    selectedBefore: joined?.selectedBefore ?? history.selection,
    after: definition,
    selectedAfter: selection,
  };
  const past = joined ? history.past.with(-1, step) : [...history.past, step].slice(-mostSteps);
  const { typing: _former, ...rest } = history;
  return {
    history: {
      ...rest,
      definition,
      selection,
      past,
      future: [],
      ...(property === undefined ? {} : { typing: property }),
    },
    notes,
    made,
  };
}

/** The name of what a command sets; a later one of the same name takes its place entirely. */
function propertyOf(command: Command): string | undefined {
  switch (command.do) {
    case 'setField':
      return `${command.field} ${Object.keys(command.set)}`;
    case 'setNode':
      return `${command.node} ${Object.keys(command.set)}`;
    case 'setOption':
      return 'code' in command.set ? undefined : `${command.field} ${command.code} ${Object.keys(command.set)}`;
    case 'setForm':
    case 'setSettings':
      return `${command.do} ${Object.keys(command.set)}`;
    default:
      return undefined;
  }
}

/** Ends a run of typing: the field was left. */
export function settled(history: History): History {
  if (history.typing === undefined) return history;
  const { typing: _former, ...rest } = history;
  return rest;
}

export function select(history: History, parts: readonly PartRef[]): History {
  const selection = stillThere(parts, history.definition, history.selection);
  return { ...settled(history), selection };
}

/** The very same list when nothing else is selected than before: whoever listens need not look again. */
function stillThere(parts: readonly PartRef[], form: Drawn, former: readonly PartRef[]): readonly PartRef[] {
  const selection = parts.filter((part) => isThere(form, part));
  return selection.length === former.length && selection.every((part, index) => part === former[index])
    ? former
    : selection;
}

export function undo(history: History): History {
  const step = history.past.at(-1);
  if (!step) return history;
  return {
    ...settled(history),
    definition: step.before,
    selection: step.selectedBefore,
    past: history.past.slice(0, -1),
    future: [step, ...history.future],
  };
}

export function redo(history: History): History {
  const [step, ...future] = history.future;
  if (!step) return history;
  return {
    ...settled(history),
    definition: step.after,
    selection: step.selectedAfter,
    past: [...history.past, step],
    future,
  };
}

/** @param definition what was sent and is now stored; steps done meanwhile stay unsaved */
export function markSaved(history: History, definition: Drawn): History {
  return { ...history, saved: definition };
}

export function isUnsaved(history: History): boolean {
  return history.definition !== history.saved;
}

/** What was done since the last save, as commands upon what was saved. */
export function unsavedCommands(history: History): readonly Command[] {
  const { saved, definition, past } = history;
  if (definition === saved) return [];
  const from = past.findIndex((step) => step.before === saved);
  if (from >= 0) return past.slice(from).map((step) => step.command);
  // Steps that were already saved have been taken back: the difference says what that means.
  return commandsBetween(saved, definition);
}

export interface Rebased {
  readonly history: History;
  /** What could not be done again, and why. */
  readonly dropped: readonly { readonly command: Command; readonly problem: FieldProblem }[];
}

/** The unsaved steps upon a colleague's draft. What was saved before can no longer be taken back one by one. */
export function rebase(history: History, theirs: Drawn): Rebased {
  const dropped: { command: Command; problem: FieldProblem }[] = [];
  let mine = history.saved;
  let next: History = startHistory(theirs);
  // What is called `level` here may be `level2` there, because they made a `level` too.
  const names = new Map<PartRef, PartRef>();
  for (const given of unsavedCommands(history)) {
    const here = apply(mine, given);
    if (isApplied(here)) mine = here.definition;
    const command = followedCommand(given, names);
    const there = perform(next, command);
    if ('problem' in there) {
      dropped.push({ command, problem: there.problem });
      continue;
    }
    next = there.history;
    if (!isApplied(here)) continue;
    here.made?.forEach((name, index) => {
      const other = there.made[index];
      if (other !== undefined && other !== name) names.set(name, other);
      else names.delete(name);
    });
  }
  const selection = history.selection
    .map((part) => names.get(part) ?? part)
    .filter((part) => isThere(next.definition, part));
  return { history: { ...next, selection, future: [] }, dropped };
}
