/**
 * The draft being drawn, outside React: each part of the canvas listens to what concerns it alone, so that an edit
 * among 300 fields repaints one of them.
 */
import type { FormsAround } from '@anshao/core/forms/check-links.ts';
import type { FieldDefinition } from '@anshao/core/forms/contract.ts';
import type { Command } from '@anshao/core/forms/design/commands.ts';
import {
  type History,
  perform,
  type Rebased,
  rebase,
  redo,
  select,
  settled,
  startHistory,
  undo,
} from '@anshao/core/forms/design/history.ts';
import { partsOf, placeOf } from '@anshao/core/forms/design/lists.ts';
import { allFields, type Drawn, isFieldRef, isTab, nodeAt, type PartRef } from '@anshao/core/forms/design/parts.ts';
import type { Draft, Editor } from '@anshao/core/forms/designing.ts';
import { createContext, useContext, useSyncExternalStore } from 'react';
import { sentenceOf } from '../../base/sentences.ts';
import { byPart, type PartProblem, problemsOf } from './problems.ts';

/** `waiting`: changed, about to be saved. `offline`: will be tried again. `refused`: the server said no. */
export type Saving = 'saved' | 'waiting' | 'saving' | 'offline' | 'refused';

export interface DesignState {
  readonly history: History;
  readonly fields: ReadonlyMap<PartRef, FieldDefinition>;
  readonly selected: ReadonlySet<PartRef>;
  /** What the properties are about. A field that was given another key stays the same panel, and keeps the focus. */
  readonly panel: { readonly parts: readonly PartRef[]; readonly id: number };
  readonly problems: readonly PartProblem[];
  readonly problemsAt: ReadonlyMap<PartRef, readonly PartProblem[]>;
  readonly draft: Pick<Draft, 'revision' | 'basedOn' | 'savedAt' | 'savedBy'>;
  readonly saving: Saving;
  readonly refusal: string;
  /** By group of tabs: the one that is open on the canvas. */
  readonly openTabs: ReadonlyMap<string, string>;
  /** Others who have the draft open. */
  readonly editors: readonly Editor[];
  /** Read out by screen readers. */
  readonly said: string;
}

export interface Design {
  readonly get: () => DesignState;
  readonly subscribe: (listener: () => void) => () => void;
  /** True when it was done. @param isTyping see `core/forms/design/history.ts` */
  readonly perform: (command: Command, isTyping?: boolean) => boolean;
  readonly undo: () => void;
  readonly redo: () => void;
  readonly select: (parts: readonly PartRef[]) => void;
  /** As clicks do: `toggle` with Ctrl, `range` with Shift. */
  readonly selectBy: (part: PartRef, how: 'only' | 'toggle' | 'range') => void;
  readonly openTab: (group: string, tab: string) => void;
  /** A text field was left: what is typed next is a step of its own. */
  readonly settle: () => void;
  readonly say: (sentence: string) => void;
  /** Other forms that this one links, so that what it says about them can be checked. */
  readonly knowForms: (forms: FormsAround) => void;
  /** While something is dragged no problem comes or goes: the place it is to be dropped at would move away. */
  readonly keepStill: (isStill: boolean) => void;
  readonly set: (changes: Partial<DesignState>) => void;
  readonly setHistory: (history: History) => void;
  /** Carries the unsaved steps over to what somebody else saved. */
  readonly rebaseOn: (theirs: Drawn) => Rebased;
}

/** @param tell shows a sentence to the person: why something was not done, or what is left to do */
export function createDesign(definition: Drawn, draft: DesignState['draft'], tell: (sentence: string) => void): Design {
  const listeners = new Set<() => void>();
  const history = startHistory(definition);
  let state: DesignState = {
    history,
    fields: fieldsOf(definition),
    selected: new Set(),
    panel: { parts: [], id: 0 },
    problems: [],
    problemsAt: new Map(),
    draft,
    saving: 'saved',
    refusal: '',
    openTabs: new Map(),
    editors: [],
    said: '',
  };
  const set = (changes: Partial<DesignState>): void => {
    state = { ...state, ...changes };
    for (const listener of [...listeners]) listener();
  };
  let timer: ReturnType<typeof setTimeout> | undefined;
  let around: FormsAround = new Map();
  let isStill = false;
  let isDue = false;
  // Checking 300 fields takes longer than painting one: it waits until the hand rests.
  const checkSoon = (): void => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      isDue = isStill;
      if (isDue) return;
      const problems = problemsOf(state.history.definition, around);
      set({ problems, problemsAt: byPart(problems) });
    }, 200);
  };
  const setHistory = (next: History, isRenamed = false): void => {
    if (next === state.history) return;
    const isOther = next.definition !== state.history.definition;
    set({
      history: next,
      ...(next.selection === state.history.selection
        ? {}
        : {
            selected: new Set(next.selection),
            panel: { parts: next.selection, id: state.panel.id + (isRenamed ? 0 : 1) },
            openTabs: tabsAround(next, state.openTabs),
          }),
      ...(isOther ? { fields: fieldsOf(next.definition) } : {}),
    });
    if (isOther) checkSoon();
  };
  checkSoon();
  return {
    get: () => state,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    perform(command, isTyping) {
      const done = perform(state.history, command, isTyping);
      if ('problem' in done) {
        tell(sentenceOf(done.problem.code, labelled(state, done.problem.details)));
        return false;
      }
      setHistory(done.history, command.do === 'setKey');
      for (const note of done.notes.slice(0, 3)) tell(sentenceOf(note.code, note.details));
      return true;
    },
    undo: () => setHistory(undo(state.history)),
    redo: () => setHistory(redo(state.history)),
    select: (parts) => setHistory(select(state.history, parts)),
    selectBy(part, how) {
      const { selection } = state.history;
      const anchor = selection[0];
      if (how === 'only' || anchor === undefined) setHistory(select(state.history, [part]));
      else if (how === 'toggle') {
        const others = selection.filter((one) => one !== part);
        setHistory(select(state.history, others.length < selection.length ? others : [...selection, part]));
      } else setHistory(select(state.history, between(state.history.definition, anchor, part)));
    },
    openTab: (group, tab) => set({ openTabs: new Map(state.openTabs).set(group, tab) }),
    settle: () => setHistory(settled(state.history)),
    say: (said) => set({ said }),
    knowForms(forms) {
      around = forms;
      checkSoon();
    },
    keepStill(next) {
      isStill = next;
      if (!isStill && isDue) checkSoon();
    },
    set,
    setHistory: (next) => setHistory(next),
    rebaseOn(theirs) {
      const rebased = rebase(state.history, theirs);
      setHistory(rebased.history);
      return rebased;
    },
  };
}

/** From one part to another in reading order; the first stays the anchor for further ranges. */
function between(definition: Drawn, from: PartRef, to: PartRef): PartRef[] {
  const order = partsOf(definition);
  const [a, b] = [order.indexOf(from), order.indexOf(to)];
  const run = order.slice(Math.min(a, b), Math.max(a, b) + 1);
  return a <= b ? run : run.reverse();
}

/** Opens the tabs on which the selected part lies. */
function tabsAround(history: History, open: ReadonlyMap<string, string>): ReadonlyMap<string, string> {
  let next = open;
  for (let part = history.selection.at(-1); part !== undefined; ) {
    const owner: PartRef | undefined = placeOf(history.definition, part)?.in.split('/')[0];
    const node = owner && !isFieldRef(owner) ? nodeAt(history.definition, owner) : undefined;
    if (node && !isTab(node) && node.kind === 'tabs' && next.get(node.id) !== part.slice(1))
      next = new Map(next).set(node.id, part.slice(1));
    part = owner === '' ? undefined : owner;
  }
  return next;
}

function fieldsOf(definition: Drawn): ReadonlyMap<PartRef, FieldDefinition> {
  return new Map([...allFields(definition.fields)].map(({ path, field }) => [path, field]));
}

function labelled(state: DesignState, details: Readonly<Record<string, unknown>> | undefined) {
  const part = details?.['part'];
  const field = typeof part === 'string' ? state.fields.get(part) : undefined;
  return field ? { ...details, part: field.label } : details;
}

export const DesignContext = createContext<Design | undefined>(undefined);

export function useDesign(): Design {
  const design = useContext(DesignContext);
  if (!design) throw new Error('No design above this component');
  return design;
}

/** Redraws when the answer changes; it must be a plain value or a lasting object. */
export function useDrawn<T>(read: (state: DesignState) => T): T {
  const design = useDesign();
  return useSyncExternalStore(design.subscribe, () => read(design.get()));
}
