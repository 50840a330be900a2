/** Correcting a proposal line by line; pure. */
import type { FieldDefinition, FieldTypeName, FormDefinition } from '@anshao/core/forms/contract.ts';
import type { FormProposal, Guess } from '@anshao/core/forms/import-contract.ts';
import { fieldTypes, findFieldType } from '@anshao/core/forms/registry.ts';
import { layoutWithout } from './proposed-layout.ts';

export interface ProposedLine {
  /** Keys down to the field: `['items', 'answer']`. */
  readonly path: readonly string[];
  readonly depth: number;
  readonly field: FieldDefinition;
  readonly guesses: readonly Guess[];
}

/** All fields in reading order, rows' fields below theirs. Guesses find their field though others were left out. */
export function linesOf(definition: FormDefinition, proposal: FormProposal): ProposedLine[] {
  const guesses = guessesByPath(proposal);
  const walk = (fields: readonly FieldDefinition[], above: readonly string[]): ProposedLine[] =>
    fields.flatMap((field) => {
      const path = [...above, field.key];
      const line = { path, depth: above.length, field, guesses: guesses.get(path.join('.')) ?? [] };
      return field.type === 'subform' ? [line, ...walk(field.fields, path)] : [line];
    });
  return walk(definition.fields, []);
}

/** Guesses name places by number in the proposal as it came; here they go by keys. */
function guessesByPath(proposal: FormProposal): ReadonlyMap<string, readonly Guess[]> {
  const found = new Map<string, Guess[]>();
  for (const guess of proposal.guesses) {
    const keys: string[] = [];
    let fields: readonly FieldDefinition[] = proposal.definition.fields;
    for (const [, index] of guess.path.matchAll(/fields\[(\d+)\]/g)) {
      const field: FieldDefinition | undefined = fields[Number(index)];
      if (!field) break;
      keys.push(field.key);
      fields = field.type === 'subform' ? field.fields : [];
    }
    const path = keys.join('.');
    found.set(path, [...(found.get(path) ?? []), guess]);
  }
  return found;
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
  return path.length === 1 && rest.layout ? { ...rest, layout: layoutWithout(rest.layout, key) } : rest;
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
