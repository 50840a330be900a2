/** What may stand where. */
import type { FieldProblem } from '../../../base/errors.ts';
import { layoutLimits } from '../../layout.ts';
import { depthOf, listKind, placeOf } from '../lists.ts';
import { designProblem } from '../messages.ts';
import {
  type Drawn,
  fieldAt,
  fieldsetOf,
  isFieldRef,
  isTab,
  type ListRef,
  nodeAt,
  type PartRef,
  type Piece,
} from '../parts.ts';

export function gone(part: PartRef): FieldProblem {
  return designProblem('forms.part-gone', { part }, part);
}

export function isThere(form: Drawn, part: PartRef): boolean {
  return isFieldRef(part) ? fieldAt(form, part) !== undefined : nodeAt(form, part) !== undefined;
}

/** The fieldset that fields put into a list belong to. */
export function fieldsetFor(form: Drawn, list: ListRef): ListRef {
  return listKind(form, list) === 'rows' ? list : '';
}

/** Why a piece cannot stand in a list; undefined when it can. */
export function placingProblem(form: Drawn, piece: Piece, list: ListRef): FieldProblem | undefined {
  const kind = listKind(form, list);
  if (!kind) return designProblem('forms.list-gone');
  if ((kind === 'tabs') !== isTab(piece.node)) return designProblem('forms.only-tabs-among-tabs');
  if (kind === 'rows' && !isTab(piece.node) && piece.node.kind !== 'field')
    return designProblem('forms.only-fields-in-rows');
  const group = kind === 'tabs' ? nodeAt(form, list) : undefined;
  if (group && !isTab(group) && group.kind === 'tabs' && group.tabs.length >= layoutLimits.tabs)
    return designProblem('forms.most-tabs', { max: layoutLimits.tabs });
  if (kind !== 'rows' && levelsAround(form, list) + depthOf(piece.node) > layoutLimits.depth)
    return designProblem('forms.too-deep', { max: layoutLimits.depth });
  return undefined;
}

/** Containers around what stands in a list; a tab and its group count once. */
function levelsAround(form: Drawn, list: ListRef): number {
  let levels = 0;
  for (let at: ListRef | undefined = list; at !== undefined && at !== ''; ) {
    const owner: PartRef = at.split('/')[0] as string;
    const node = isFieldRef(owner) ? undefined : nodeAt(form, owner);
    if (node && !isTab(node)) levels += 1;
    at = placeOf(form, owner)?.in ?? (isFieldRef(owner) ? fieldsetOf(owner) : '');
  }
  return levels;
}

/** Without those that lie within another one of them, in the order given. */
export function outermost(form: Drawn, parts: readonly PartRef[]): PartRef[] {
  const chosen = new Set(parts);
  return [...chosen].filter((part) => {
    for (let at = placeOf(form, part)?.in; at !== undefined && at !== ''; ) {
      const owner: PartRef = at.split('/')[0] as string;
      if (chosen.has(owner)) return false;
      at = placeOf(form, owner)?.in;
    }
    return true;
  });
}
