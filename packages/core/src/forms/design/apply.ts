/**
 * Does one command to a form: a new definition, or the reason why not. Pure; what did not change is the very same
 * object afterwards, so that a canvas of 300 fields draws again only the one that did. The new definition names every
 * field in its layout exactly once, with `fields` in reading order, as the one before did.
 */
import type { Command, Outcome } from './commands.ts';
import { addOptions, moveOption, removeOptions, setOption } from './edits/options.ts';
import {
  replace,
  setField,
  setForm,
  setKey,
  setNode,
  setRules,
  setSettings,
  setType,
  setWidth,
} from './edits/settings.ts';
import { addField, addNode, addTab, duplicate, move, paste, remove, setColumns } from './edits/structure.ts';
import type { Drawn } from './parts.ts';

type Edits = { readonly [Name in Command['do']]: (form: Drawn, command: Extract<Command, { do: Name }>) => Outcome };

const edits: Edits = {
  addField,
  addNode,
  addTab,
  setField,
  setKey,
  setType,
  setWidth,
  setNode,
  setColumns,
  move,
  remove,
  duplicate,
  paste,
  setForm,
  setSettings,
  setRules,
  addOptions,
  setOption,
  moveOption,
  removeOptions,
  replace,
};

export function apply(form: Drawn, command: Command): Outcome {
  // The table pairs each command with its own edit; the union of all of them cannot say so.
  const edit = edits[command.do] as (form: Drawn, command: Command) => Outcome;
  return edit(form, command);
}
