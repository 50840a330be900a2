/** Where things go that are put in or moved by keyboard. */
import type { Command } from '@anshao/core/forms/design/commands.ts';
import { listKind, listsOf, partsIn, placeOf } from '@anshao/core/forms/design/lists.ts';
import {
  type Drawn,
  isFieldRef,
  isTab,
  type ListRef,
  nodeAt,
  type PartRef,
  type Place,
} from '@anshao/core/forms/design/parts.ts';

/** After the last selected part, or into it where it is an empty container; at the end when nothing is selected. */
export function placeForNew(form: Drawn, selection: readonly PartRef[], isField: boolean): Place {
  const takes = (list: ListRef) => {
    const kind = listKind(form, list);
    return kind === 'layout' || (kind === 'rows' && isField);
  };
  let part = selection.at(-1);
  const inside = part === undefined ? undefined : listsOf(form, part).find(takes);
  if (inside !== undefined && partsIn(form, inside)?.length === 0) return { in: inside, after: null };
  while (part !== undefined) {
    const place = placeOf(form, part);
    if (!place) break;
    if (takes(place.in)) return { in: place.in, after: part };
    const node = isFieldRef(part) ? undefined : nodeAt(form, part);
    // A selected tab means its page.
    if (node && isTab(node)) return { in: part, after: partsIn(form, part)?.at(-1) ?? null };
    part = place.in === '' ? undefined : place.in.split('/')[0];
  }
  return { in: '', after: form.layout.length === 0 ? null : (partsIn(form, '')?.at(-1) ?? null) };
}

export type Nudge = 'up' | 'down' | 'out' | 'in';

/**
 * One step of the selected part: past its neighbour, out of its container, or into the container before it. At the
 * edge of a container, up and down lead out of it.
 */
export function nudge(form: Drawn, part: PartRef, step: Nudge): Command | undefined {
  const place = placeOf(form, part);
  if (!place) return undefined;
  const siblings = partsIn(form, place.in) ?? [];
  const index = siblings.indexOf(part);
  const owner = place.in === '' ? undefined : place.in.split('/')[0];
  const to = (at: Place | undefined): Command | undefined => at && { do: 'move', parts: [part], to: at };
  switch (step) {
    case 'up':
      if (index > 0) return to({ in: place.in, after: siblings[index - 2] ?? null });
      return owner === undefined ? undefined : to(placeOutside(form, owner, true));
    case 'down':
      if (index < siblings.length - 1) return to({ in: place.in, after: siblings[index + 1] as PartRef });
      return owner === undefined ? undefined : to(placeOutside(form, owner, false));
    case 'out':
      return owner === undefined ? undefined : to(placeOutside(form, owner, false));
    case 'in': {
      const before = siblings[index - 1];
      const list = before === undefined ? undefined : firstList(form, before);
      return list === undefined ? undefined : to({ in: list, after: partsIn(form, list)?.at(-1) ?? null });
    }
    default:
      return step satisfies never;
  }
}

/** Beside a container; beside the whole group for what stands in one of its tabs. */
function placeOutside(form: Drawn, owner: PartRef, before: boolean): Place | undefined {
  const node = isFieldRef(owner) ? undefined : nodeAt(form, owner);
  const whole = node && isTab(node) ? (placeOf(form, owner)?.in ?? owner) : owner;
  const place = placeOf(form, whole);
  return place && { in: place.in, after: before ? place.after : whole };
}

function firstList(form: Drawn, part: PartRef): ListRef | undefined {
  const list = listsOf(form, part)[0];
  if (list === undefined || listKind(form, list) !== 'tabs') return list;
  return partsIn(form, list)?.[0];
}
