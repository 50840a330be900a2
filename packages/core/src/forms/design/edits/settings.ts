/** What one field, one container or the form as a whole says about itself. */
import type { TObject } from 'typebox';
import { Compile } from '../../../base/compile.ts';
import { type FieldDefinition, FormKey, type FormSettings, fieldCommon, type LayoutNode } from '../../contract.ts';
import { isReservedKey } from '../../naming.ts';
import { findFieldType } from '../../registry.ts';
import { followNames } from '../behaviours/follow-names.ts';
import { followOptions } from '../behaviours/follow-options.ts';
import type { Command, Outcome, Settings } from '../commands.ts';
import { designProblem } from '../messages.ts';
import {
  type Drawn,
  fieldAt,
  fieldsetOf,
  fieldsIn,
  isFieldRef,
  isTab,
  nodeAt,
  opened,
  pathOf,
  withField,
  withNode,
} from '../parts.ts';
import { gone } from './placing.ts';

const isKey = Compile(FormKey);

type Of<Name extends Command['do']> = Extract<Command, { do: Name }>;

/** Settings that have commands of their own. */
const fixedInField = new Set(['key', 'type', 'fields', 'displayRules']);
const settingsOf: Readonly<Record<LayoutNode['kind'] | 'tab', readonly string[]>> = {
  field: [],
  section: ['title', 'help', 'visible', 'collapsed'],
  tabs: [],
  tab: ['title', 'visible'],
  columns: [],
  note: ['text', 'tone', 'visible'],
  picture: ['file', 'alt', 'visible'],
  divider: [],
};

export function setField(form: Drawn, { field: path, set }: Of<'setField'>): Outcome {
  if (!fieldAt(form, path)) return { problem: gone(path) };
  const fixed = Object.keys(set).find((setting) => fixedInField.has(setting));
  if (fixed) return { problem: designProblem('forms.setting-fixed', { setting: fixed }, path) };
  const definition = withField(form, path, (field) => changed(field, set));
  return { definition: 'options' in set ? followOptions(form, definition, path) : definition };
}

export function setKey(form: Drawn, { field: path, key }: Of<'setKey'>): Outcome {
  const field = fieldAt(form, path);
  if (!field) return { problem: gone(path) };
  if (field.key === key) return { definition: form };
  if (!isKey.Check(key) || isReservedKey(key)) return { problem: designProblem('forms.key-shape', undefined, path) };
  const home = fieldsetOf(path);
  if (fieldsIn(form, home)?.some((other) => other.key === key))
    return { problem: designProblem('forms.key-in-use', { key }, path) };
  const named = withField(form, path, (given) => ({ ...given, key }));
  const placed =
    home === ''
      ? withNode({ ...named, fields: [...named.fields, field] }, path, (node) =>
          !isTab(node) && node.kind === 'field' ? { ...node, key } : node,
        )
      : named;
  const moved = new Map([[path, pathOf(home, key)]]);
  const definition = followNames(form, { ...placed, fields: named.fields }, moved);
  return { definition, selection: [pathOf(home, key)], made: [pathOf(home, key)] };
}

/** Another kind of control: keeps what both have in common, settings of the new type that still fit included. */
export function setType(form: Drawn, { field: path, type: name }: Of<'setType'>): Outcome {
  const field = fieldAt(form, path);
  if (!field) return { problem: gone(path) };
  const type = findFieldType(name);
  if (!type || name === 'subform' || field.type === 'subform')
    return { problem: designProblem('forms.setting-fixed', { setting: 'type' }, path) };
  const options: TObject = type.optionsSchema;
  const kept: Record<string, unknown> = {};
  for (const [setting, value] of Object.entries(field)) {
    // A default rarely survives: it is a value of the former type.
    if (setting === 'type' || setting === 'default') continue;
    const schema = options.properties[setting];
    if (setting in fieldCommon || (schema && Compile(schema).Check(value))) kept[setting] = value;
  }
  // The registry's type says which settings it has; those were just checked.
  const next = { ...type.starting(field.label), ...kept, type: name } as FieldDefinition;
  return { definition: withField(form, path, () => next) };
}

export function setWidth(form: Drawn, { field: path, width }: Of<'setWidth'>): Outcome {
  const node = isFieldRef(path) ? nodeAt(form, path) : undefined;
  if (!node) return { problem: gone(path) };
  return {
    definition: withNode(form, path, (given) => {
      if (isTab(given) || given.kind !== 'field') return given;
      const { width: _former, ...rest } = given;
      return width === 'full' ? rest : { ...rest, width };
    }),
  };
}

export function setNode(form: Drawn, { node: ref, set }: Of<'setNode'>): Outcome {
  const given = isFieldRef(ref) ? undefined : nodeAt(form, ref);
  if (!given) return { problem: gone(ref) };
  const known = settingsOf[isTab(given) ? 'tab' : given.kind];
  const fixed = Object.keys(set).find((setting) => !known.includes(setting));
  if (fixed) return { problem: designProblem('forms.setting-fixed', { setting: fixed }, ref) };
  return { definition: withNode(form, ref, (node) => changed(node, set)) };
}

export function setForm(form: Drawn, { set }: Of<'setForm'>): Outcome {
  const fixed = Object.keys(set).find((setting) => setting !== 'name' && setting !== 'description');
  if (fixed) return { problem: designProblem('forms.setting-fixed', { setting: fixed }) };
  return { definition: changed(form, set) };
}

export function setSettings(form: Drawn, { set }: Of<'setSettings'>): Outcome {
  const { settings: _former, ...rest } = form;
  const settings: FormSettings = changed(form.settings ?? {}, set);
  if (settings === form.settings || (!form.settings && Object.keys(settings).length === 0)) return { definition: form };
  return { definition: Object.keys(settings).length === 0 ? rest : { ...rest, settings } };
}

export function setRules(form: Drawn, { of, rules }: Of<'setRules'>): Outcome {
  const set = { displayRules: rules.length === 0 ? null : rules };
  if (of === '') return { definition: changed(form, set) };
  if (!fieldsIn(form, of)) return { problem: gone(of) };
  return { definition: withField(form, of, (field) => changed(field, set)) };
}

export function replace(form: Drawn, { definition }: Of<'replace'>): Outcome {
  return { definition: opened({ ...definition, id: form.id, key: form.key }), selection: [] };
}

/** `null` takes a setting away. The draft's shape is checked when it is saved, its sense by `checkDefinition`. */
export function changed<Whole extends object>(whole: Whole, set: Settings): Whole {
  const next = { ...whole } as Record<string, unknown>;
  let isSame = true;
  for (const [setting, value] of Object.entries(set)) {
    if (value === null ? !(setting in next) : next[setting] === value) continue;
    isSame = false;
    if (value === null) delete next[setting];
    else next[setting] = value;
  }
  return isSame ? whole : (next as Whole);
}
