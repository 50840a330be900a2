/** Adding, moving, copying and removing parts. */
import type { Condition } from '../../../expressions/condition.ts';
import type { FieldDefinition } from '../../contract.ts';
import { layoutLimits } from '../../layout.ts';
import { followNames } from '../behaviours/follow-names.ts';
import { forgetRemoved } from '../behaviours/forget-removed.ts';
import type { Command, Outcome } from '../commands.ts';
import { calledHere } from '../formula-scope.ts';
import { renewed } from '../fresh.ts';
import { isWithin, partsIn, partsOf, pieceAt, placeOf, putIn, takeOut } from '../lists.ts';
import { designProblem } from '../messages.ts';
import { renamedCondition, renamedFormula, renamedLayout } from '../names.ts';
import {
  allFields,
  type CalledField,
  type CopiedPiece,
  type Drawn,
  fieldsetOf,
  fieldsIn,
  isFieldRef,
  isSubform,
  isTab,
  type ListRef,
  nodeAt,
  nodeIds,
  type PartRef,
  type Piece,
  type Place,
  pathOf,
  refOf,
  withField,
  withNode,
} from '../parts.ts';
import { fieldsetFor, gone, isThere, outermost, placingProblem } from './placing.ts';

type Of<Name extends Command['do']> = Extract<Command, { do: Name }>;

export function addField(form: Drawn, { field, at, width }: Of<'addField'>): Outcome {
  const node = { kind: 'field' as const, key: field.key, ...(width && width !== 'full' ? { width } : {}) };
  return addPiece(form, { node, fields: [field] }, at);
}

export function addNode(form: Drawn, { node, at }: Of<'addNode'>): Outcome {
  if (node.kind === 'field') return { problem: designProblem('forms.setting-fixed', { setting: 'kind' }) };
  return addPiece(form, { node, fields: [] }, at);
}

export function addTab(form: Drawn, { tabs, tab, after }: Of<'addTab'>): Outcome {
  return addPiece(form, { node: tab, fields: [] }, { in: tabs, after });
}

function addPiece(form: Drawn, given: Piece, at: Place): Outcome {
  const problem = placingProblem(form, given, at.in);
  if (problem) return { problem };
  const { piece } = renewed(given, keysIn(form, fieldsetFor(form, at.in)), nodeIds(form));
  const definition = putIn(form, at, piece);
  return { definition, selection: [refIn(form, at.in, piece)], made: namesOf(piece, fieldsetFor(form, at.in)) };
}

export function move(form: Drawn, { parts, to }: Of<'move'>): Outcome {
  const missing = parts.find((part) => !isThere(form, part));
  if (missing !== undefined) return { problem: gone(missing) };
  const moving = inReading(form, outermost(form, parts));
  const into = moving.find((part) => isWithin(form, to.in, part));
  if (into !== undefined) return { problem: designProblem('forms.into-itself', undefined, into) };
  const siblings = partsIn(form, to.in);
  if (!siblings) return { problem: designProblem('forms.list-gone') };

  // The neighbour may be moving too: then the nearest one before it that stays.
  let anchor = to.after;
  while (anchor !== null && moving.includes(anchor)) anchor = siblings[siblings.indexOf(anchor) - 1] ?? null;

  const home = fieldsetFor(form, to.in);
  const moves = new Map<PartRef, PartRef>();
  const made: PartRef[] = [];
  const selection: PartRef[] = [];
  let next = form;
  for (const part of moving) {
    const taken = takeOut(next, part);
    if (!taken) return { problem: gone(part) };
    const problem = placingProblem(taken.form, taken.piece, to.in);
    if (problem) return { problem: { ...problem, path: part } };
    const from = isFieldRef(part) ? fieldsetOf(part) : '';
    const leftAlone = placeOf(next, part)?.in;
    const lastTab =
      leftAlone !== to.in && isTab(taken.piece.node) && partsIn(taken.form, leftAlone ?? '')?.length === 0;
    if (lastTab) return { problem: designProblem('forms.last-tab', undefined, part) };
    const { piece } = from === home ? taken : renewed(taken.piece, keysIn(taken.form, home), new Set());
    piece.fields.forEach((field, index) => {
      const [was, is] = [pathOf(from, taken.piece.fields[index]!.key), pathOf(home, field.key)];
      if (was !== is) moves.set(was, is);
      made.push(is);
    });
    next = putIn(taken.form, { in: to.in, after: anchor }, piece);
    const ref = refIn(next, to.in, piece);
    selection.push(ref);
    anchor = ref;
  }
  return {
    definition: followNames(form, next, moves),
    selection,
    made,
  };
}

export function remove(form: Drawn, { parts }: Of<'remove'>): Outcome {
  const leaving = inReading(
    form,
    outermost(
      form,
      parts.filter((part) => isThere(form, part)),
    ),
  );
  if (leaving.length === 0) return { problem: gone(parts[0] ?? '') };
  const [first, last] = [leaving[0]!, leaving.at(-1)!];
  const place = placeOf(form, last);
  const siblings = place ? (partsIn(form, place.in) ?? []) : [];
  const after = siblings.slice(siblings.indexOf(last) + 1).find((part) => !leaving.includes(part));
  const before = placeOf(form, first)?.after;

  let next = form;
  for (const part of leaving) {
    const taken = takeOut(next, part);
    if (!taken) continue;
    const list = placeOf(next, part)?.in ?? '';
    if (isTab(taken.piece.node) && partsIn(taken.form, list)?.length === 0)
      return { problem: designProblem('forms.last-tab', undefined, part) };
    next = taken.form;
  }
  const stayed = new Set([...allFields(next.fields)].map(({ path }) => path));
  const removed = [...allFields(form.fields)].map(({ path }) => path).filter((path) => !stayed.has(path));
  const { form: definition, notes } = forgetRemoved(form, next, removed);
  const selected = after ?? before ?? undefined;
  return { definition, selection: selected === undefined ? [] : [selected], ...(notes.length > 0 ? { notes } : {}) };
}

export function duplicate(form: Drawn, { parts }: Of<'duplicate'>): Outcome {
  const missing = parts.find((part) => !isThere(form, part));
  if (missing !== undefined) return { problem: gone(missing) };
  const chosen = inReading(form, outermost(form, parts));
  const place = chosen.length > 0 ? placeOf(form, chosen.at(-1)!) : undefined;
  if (!place) return { problem: gone(parts[0] ?? '') };
  const pieces = chosen.flatMap((part) => copied(form, part) ?? []);
  return putCopies(form, pieces, { in: place.in, after: chosen.at(-1)! });
}

export function paste(form: Drawn, { pieces, at }: Of<'paste'>): Outcome {
  return putCopies(form, pieces, at);
}

/** A piece for the clipboard. */
export function copied(form: Drawn, part: PartRef): CopiedPiece | undefined {
  const piece = pieceAt(form, part);
  return piece && { ...piece, from: isFieldRef(part) ? fieldsetOf(part) : '' };
}

function putCopies(form: Drawn, pieces: readonly CopiedPiece[], at: Place): Outcome {
  if (pieces.length === 0) return { problem: designProblem('forms.nothing-to-paste') };
  const home = fieldsetFor(form, at.in);
  const keys = keysIn(form, home);
  const ids = nodeIds(form);
  const labels = new Set(fieldsIn(form, home)?.map((field) => field.label));
  const moves = new Map<PartRef, PartRef>();
  const fresh: Piece[] = [];
  for (const given of pieces) {
    const problem = placingProblem(form, given, at.in);
    if (problem) return { problem };
    const { piece } = renewed(given, keys, ids);
    const fields = piece.fields.map((field, index): FieldDefinition => {
      keys.add(field.key);
      moves.set(pathOf(given.from, given.fields[index]!.key), pathOf(home, field.key));
      const label = freeLabel(field.label, labels);
      labels.add(label);
      return label === field.label ? field : { ...field, label };
    });
    for (const id of idsIn(piece.node)) ids.add(id);
    fresh.push({ node: piece.node, fields });
  }
  const follow = (condition: Condition) =>
    renamedCondition(
      condition,
      (name) => moves.get(name) ?? name,
      (text) => renamedFormula(text, ([key = '', ...rest]) => [moves.get(key) ?? key, ...rest]),
    );
  let next = form;
  let after = at.after;
  const selection: PartRef[] = [];
  for (const piece of fresh) {
    const node = isTab(piece.node)
      ? { ...piece.node, children: renamedLayout(piece.node.children, follow) }
      : renamedLayout([piece.node], follow)[0]!;
    next = putIn(next, { in: at.in, after }, { node, fields: piece.fields });
    after = refIn(next, at.in, piece);
    selection.push(after);
  }
  const only = new Set(moves.values());
  const made = fresh.flatMap((piece) => namesOf(piece, home));
  const followed = followNames(form, next, moves, only);
  const reads = pieces.flatMap((piece) => piece.reads ?? []);
  const definition = reads.length > 0 ? withCalled(followed, home, only, reads) : followed;
  return { definition, selection, made };
}

/** The pasted fields of a fieldset, with names in their formulas that mean nothing here told by label. */
function withCalled(form: Drawn, home: ListRef, pasted: ReadonlySet<PartRef>, reads: readonly CalledField[]): Drawn {
  const renew = (fields: readonly FieldDefinition[]) =>
    fields.map((field) =>
      pasted.has(pathOf(home, field.key)) ? (calledHere(form, home, [field], reads)[0] ?? field) : field,
    );
  if (home === '') return { ...form, fields: renew(form.fields) };
  return withField(form, home, (field) =>
    isSubform(field) ? ({ ...field, fields: renew(field.fields) } as FieldDefinition) : field,
  );
}

export function setColumns(form: Drawn, { node: ref, count }: Of<'setColumns'>): Outcome {
  const node = nodeAt(form, ref);
  if (!node || isTab(node) || node.kind !== 'columns') return { problem: gone(ref) };
  const wanted = Math.min(Math.max(count, 2), layoutLimits.columns);
  const kept = node.columns.slice(0, wanted);
  const spilled = node.columns.slice(wanted).flat();
  const columns = kept.map((column, index) =>
    index === wanted - 1 && spilled.length > 0 ? [...column, ...spilled] : column,
  );
  while (columns.length < wanted) columns.push([]);
  return { definition: withNode(form, ref, () => ({ ...node, columns })) };
}

function keysIn(form: Drawn, fieldset: ListRef): Set<string> {
  return new Set(fieldsIn(form, fieldset)?.map((field) => field.key));
}

/** How a piece is called once it stands in a list. */
function refIn(form: Drawn, list: ListRef, piece: Piece): PartRef {
  const ref = refOf(piece.node);
  return isFieldRef(ref) ? pathOf(fieldsetFor(form, list), piece.fields[0]?.key ?? ref) : ref;
}

function namesOf(piece: Piece, fieldset: ListRef): PartRef[] {
  return [...piece.fields.map((field) => pathOf(fieldset, field.key)), ...idsIn(piece.node).map((id) => `#${id}`)];
}

function inReading(form: Drawn, parts: readonly PartRef[]): PartRef[] {
  if (parts.length < 2) return [...parts];
  const chosen = new Set(parts);
  return partsOf(form).filter((part) => chosen.has(part));
}

function idsIn(node: Piece['node']): string[] {
  if (isTab(node)) return [node.id, ...node.children.flatMap(idsIn)];
  if (node.kind === 'field') return [];
  if (node.kind === 'section') return [node.id, ...node.children.flatMap(idsIn)];
  if (node.kind === 'tabs') return [node.id, ...node.tabs.flatMap(idsIn)];
  if (node.kind === 'columns') return [node.id, ...node.columns.flat().flatMap(idsIn)];
  return [node.id];
}

/** Formulas name fields by label, so a copy gets one of its own: 描述, 描述2, 描述3. */
function freeLabel(label: string, taken: ReadonlySet<string>): string {
  if (!taken.has(label)) return label;
  const stem = label.replace(/\d+$/, '') || label;
  for (let number = 2; ; number++) {
    const free = `${stem.slice(0, 200 - String(number).length)}${number}`;
    if (!taken.has(free)) return free;
  }
}
