/** Correcting a proposal line by line; pure. */
import type { FieldDefinition, FieldTypeName, FormDefinition } from '@anshao/core/forms/contract.ts';
import type { FormProposal, Guess } from '@anshao/core/forms/import-contract.ts';
import {
  arranged,
  type Layout,
  type LayoutNode,
  type NoteNode,
  nodesOf,
  type SectionNode,
} from '@anshao/core/forms/layout.ts';
import { fieldTypes, findFieldType } from '@anshao/core/forms/registry.ts';
import { layoutWithout } from './proposed-layout.ts';

export interface ProposedField {
  readonly kind: 'field';
  /** Keys down to the field: `['items', 'answer']`. */
  readonly path: readonly string[];
  readonly depth: number;
  readonly field: FieldDefinition;
  readonly guesses: readonly Guess[];
}

/** A text of the sheet that is shown between the fields. */
export interface ProposedText {
  readonly kind: 'text';
  readonly node: NoteNode | SectionNode;
  readonly guesses: readonly Guess[];
}

export type ProposedLine = ProposedField | ProposedText;

/**
 * All fields in reading order, rows' fields below theirs, with the notes and sections between them. Guesses find what
 * they are about though other parts were left out.
 */
export function linesOf(definition: FormDefinition, proposal: FormProposal): ProposedLine[] {
  const guesses = guessesByPart(proposal);
  const fieldLines = (field: FieldDefinition, above: readonly string[]): ProposedField[] => {
    const path = [...above, field.key];
    const line: ProposedField = {
      kind: 'field',
      path,
      depth: above.length,
      field,
      guesses: guesses.get(path.join('.')) ?? [],
    };
    return field.type === 'subform' ? [line, ...field.fields.flatMap((inner) => fieldLines(inner, path))] : [line];
  };
  const fields = new Map(definition.fields.map((field) => [field.key, field]));
  return [...nodesOf(arranged(definition))].flatMap((node): ProposedLine[] => {
    if (node.kind === 'field') return fieldLines(fields.get(node.key) as FieldDefinition, []);
    const told = node.kind === 'note' || node.kind === 'section' ? guesses.get(partOf(node)) : undefined;
    return told ? [{ kind: 'text', node: node as NoteNode | SectionNode, guesses: told }] : [];
  });
}

/** Apart from the keys of fields. */
const partOf = ({ id }: NoteNode | SectionNode) => `layout ${id}`;

/** Guesses name places by number in the proposal as it came; here they go by keys of fields and ids of nodes. */
function guessesByPart({ definition, guesses }: FormProposal): ReadonlyMap<string, readonly Guess[]> {
  const found = new Map<string, Guess[]>();
  for (const guess of guesses) {
    const part = guess.path.startsWith('layout') ? nodePart(definition, guess.path) : fieldPart(definition, guess.path);
    found.set(part, [...(found.get(part) ?? []), guess]);
  }
  return found;
}

function fieldPart(definition: FormDefinition, path: string): string {
  const keys: string[] = [];
  let fields: readonly FieldDefinition[] = definition.fields;
  for (const [, index] of path.matchAll(/fields\[(\d+)\]/g)) {
    const field: FieldDefinition | undefined = fields[Number(index)];
    if (!field) break;
    keys.push(field.key);
    fields = field.type === 'subform' ? field.fields : [];
  }
  return keys.join('.');
}

/** Sheets give notes and sections only, one inside another. */
function nodePart(definition: FormDefinition, path: string): string {
  let list: Layout = definition.layout ?? [];
  let part = '';
  for (const [, index] of path.matchAll(/(?:layout|children)\[(\d+)\]/g)) {
    const node: LayoutNode | undefined = list[Number(index)];
    if (node?.kind === 'note' || node?.kind === 'section') part = partOf(node);
    list = node?.kind === 'section' ? node.children : [];
  }
  return part;
}

type Change = (field: FieldDefinition) => FieldDefinition | undefined;

export function changeAt(definition: FormDefinition, path: readonly string[], change: Change): FormDefinition {
  return { ...definition, fields: changedFields(definition.fields, path, change) };
}

function changedFields(
  fields: readonly FieldDefinition[],
  [key, ...rest]: readonly string[],
  change: Change,
): FieldDefinition[] {
  return fields.flatMap((field): FieldDefinition[] => {
    if (field.key !== key) return [field];
    if (rest.length === 0) return [change(field) ?? []].flat();
    return field.type === 'subform' ? [{ ...field, fields: changedFields(field.fields, rest, change) }] : [field];
  });
}

export function removeAt(definition: FormDefinition, path: readonly string[]): FormDefinition {
  const rest = changeAt(definition, path, () => undefined);
  const [key = ''] = path;
  if (path.length > 1 || !rest.layout) return rest;
  return { ...rest, layout: layoutWithout(rest.layout, (node) => node.kind === 'field' && node.key === key) };
}

export function removeNote(definition: FormDefinition, { id }: NoteNode): FormDefinition {
  if (!definition.layout) return definition;
  return { ...definition, layout: layoutWithout(definition.layout, (node) => node.kind === 'note' && node.id === id) };
}

/** Types a field read from a sheet may turn out to be; those that need something chosen first come in the designer. */
const plain: readonly FieldTypeName[] = [
  'text',
  'multiline',
  'number',
  'integer',
  'money',
  'percentage',
  'date',
  'dateTime',
  'time',
  'yesNo',
  'singleChoice',
  'multipleChoice',
  'photos',
  'files',
  'person',
  'phone',
  'email',
  'location',
  'scan',
  'rating',
];

export function typesFor(field: FieldDefinition): readonly FieldTypeName[] {
  // The rows of a subform have no other type to go to.
  if (field.type === 'subform') return ['subform'];
  const known = plain.filter((type) => Object.hasOwn(fieldTypes, type));
  return known.includes(field.type) ? known : [field.type, ...known];
}

/** The field under another type: what is common stays, options of a choice stay a choice's, the rest begins anew. */
export function retyped(field: FieldDefinition, type: FieldTypeName): FieldDefinition {
  if (field.type === type) return field;
  const { key, label, required, visible, help } = field;
  const kept = {
    key,
    label,
    ...(required === undefined ? {} : { required }),
    ...(visible === undefined ? {} : { visible }),
    ...(help === undefined ? {} : { help }),
  };
  const isChoice = (name: string) => name === 'singleChoice' || name === 'multipleChoice';
  const { options, dictionary } = field as { options?: unknown; dictionary?: unknown };
  const own =
    isChoice(field.type) && isChoice(type)
      ? { ...(options ? { options } : {}), ...(dictionary ? { dictionary } : {}) }
      : findFieldType(type)?.starting(label);
  // What a type begins with is what its own schema allows; the union of all types cannot say so.
  return { ...kept, ...own, type } as FieldDefinition;
}
