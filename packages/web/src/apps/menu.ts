/**
 * The menu of an application: as it is shown, and as lines that can be moved one by one. A line that stands below a
 * group and is set in belongs to it; so every order of lines is a menu. Pure.
 */
import type { AppForm, MenuEntry } from '@anshao/core/apps/applications.ts';

export type ShownEntry =
  | { readonly kind: 'form'; readonly form: AppForm; readonly title: string }
  | { readonly kind: 'link'; readonly title: string; readonly url: string }
  | { readonly kind: 'group'; readonly id: string; readonly title: string; readonly entries: readonly ShownEntry[] };

/** Entries the viewer can open, those of forms the menu does not name at the end; groups with nothing in them go. */
export function shownMenu(menu: readonly MenuEntry[], forms: readonly AppForm[]): ShownEntry[] {
  const byKey = new Map(forms.map((form) => [form.key, form]));
  const unnamed = new Map(byKey);
  const show = (entries: readonly MenuEntry[]): ShownEntry[] =>
    entries.flatMap((entry): ShownEntry[] => {
      if (entry.kind === 'link') return [entry];
      if (entry.kind === 'form') {
        const form = byKey.get(entry.form);
        unnamed.delete(entry.form);
        return form ? [{ kind: 'form', form, title: entry.title ?? form.name }] : [];
      }
      const inside = show(entry.entries);
      return inside.length > 0 ? [{ ...entry, entries: inside }] : [];
    });
  const shown = show(menu);
  return [...shown, ...[...unnamed.values()].map((form): ShownEntry => ({ kind: 'form', form, title: form.name }))];
}

/** The forms in the order of the menu. */
export function formsInOrder(menu: readonly MenuEntry[], forms: readonly AppForm[]): AppForm[] {
  const flat = (entries: readonly ShownEntry[]): AppForm[] =>
    entries.flatMap((entry) =>
      entry.kind === 'form' ? [entry.form] : entry.kind === 'group' ? flat(entry.entries) : [],
    );
  return flat(shownMenu(menu, forms));
}

export interface MenuLine {
  /** Unique among the lines. */
  readonly id: string;
  readonly entry:
    | { readonly kind: 'form'; readonly form: string; readonly title?: string }
    | { readonly kind: 'link'; readonly title: string; readonly url: string }
    | { readonly kind: 'group'; readonly id: string; readonly title: string };
  /** Belongs to the group above it. */
  readonly isInside: boolean;
}

/** Every form of the application has a line, named by the menu or not. */
export function linesOf(menu: readonly MenuEntry[], forms: readonly Pick<AppForm, 'key'>[]): MenuLine[] {
  const lines: MenuLine[] = [];
  const named = new Set<string>();
  const put = (entry: MenuEntry, isInside: boolean): void => {
    if (entry.kind === 'group') {
      const { id, title, entries } = entry;
      lines.push({ id: `group ${id}`, entry: { kind: 'group', id, title }, isInside: false });
      for (const inner of entries) put(inner, true);
    } else if (entry.kind === 'form') {
      if (named.has(entry.form)) return;
      named.add(entry.form);
      lines.push({ id: `form ${entry.form}`, entry, isInside });
    } else lines.push({ id: `link ${lines.length} ${entry.url}`, entry, isInside });
  };
  for (const entry of menu) put(entry, false);
  for (const { key } of forms)
    if (!named.has(key)) lines.push({ id: `form ${key}`, entry: { kind: 'form', form: key }, isInside: false });
  return lines;
}

export function menuOf(lines: readonly MenuLine[]): MenuEntry[] {
  const menu: MenuEntry[] = [];
  let group:
    | { readonly kind: 'group'; readonly id: string; readonly title: string; readonly entries: MenuEntry[] }
    | undefined;
  for (const { entry, isInside } of lines) {
    if (entry.kind === 'group') {
      group = { ...entry, entries: [] };
      menu.push(group);
    } else if (isInside && group) group.entries.push(entry);
    else {
      // What follows a line outside is no longer below the group.
      group = undefined;
      menu.push(entry);
    }
  }
  return menu;
}

/** One place up or down. A group takes what is in it along; a line enters and leaves groups on its way. */
export function movedLine(lines: readonly MenuLine[], id: string, step: -1 | 1): MenuLine[] {
  const from = lines.findIndex((line) => line.id === id);
  const line = lines[from];
  if (!line) return [...lines];
  if (line.entry.kind === 'group') return movedGroup(lines, from, step);
  const next = lines[from + step];
  // At the edge of its group a line first steps out of it.
  if (line.isInside && (step < 0 ? next?.entry.kind === 'group' : !next?.isInside)) {
    const rest = lines.filter((one) => one !== line);
    const at = step < 0 ? from - 1 : from;
    return [...rest.slice(0, at), { ...line, isInside: false }, ...rest.slice(at)];
  }
  if (!next) return [...lines];
  const rest = lines.filter((one) => one !== line);
  const entersDown = step > 0 && next.entry.kind === 'group';
  const entersUp = step < 0 && next.isInside && !line.isInside;
  if (entersUp) return lines.map((one) => (one === line ? { ...line, isInside: true } : one));
  return [
    ...rest.slice(0, from + step),
    { ...line, isInside: entersDown ? true : line.isInside },
    ...rest.slice(from + step),
  ];
}

function movedGroup(lines: readonly MenuLine[], from: number, step: -1 | 1): MenuLine[] {
  const blocks = blocksOf(lines);
  const at = blocks.findIndex((block) => block[0] === lines[from]);
  const other = at + step;
  if (other < 0 || other >= blocks.length) return [...lines];
  const next = [...blocks];
  [next[at], next[other]] = [blocks[other] as MenuLine[], blocks[at] as MenuLine[]];
  return next.flat();
}

/** A group with what is in it, or a line by itself. */
function blocksOf(lines: readonly MenuLine[]): MenuLine[][] {
  const blocks: MenuLine[][] = [];
  for (const line of lines) {
    const last = blocks.at(-1);
    if (line.isInside && last?.[0]?.entry.kind === 'group') last.push(line);
    else blocks.push([line]);
  }
  return blocks;
}

/** Dropped on another line: it stands before it, inside or outside as that one. */
export function droppedOn(lines: readonly MenuLine[], id: string, target: string): MenuLine[] {
  const blocks = blocksOf(lines);
  const own = blocks.find((block) => block[0]?.id === id) ?? [lines.find((line) => line.id === id)];
  const moving = own.filter((line) => line !== undefined);
  const goal = lines.find((line) => line.id === target);
  if (moving.length === 0 || !goal || moving.includes(goal)) return [...lines];
  // A group lands beside groups, never inside one.
  const isGroup = moving[0]?.entry.kind === 'group';
  const before = isGroup ? (blocks.find((block) => block.includes(goal))?.[0] ?? goal) : goal;
  const isInside = !isGroup && goal.isInside;
  const rest = lines.filter((line) => !moving.includes(line));
  const at = rest.indexOf(before);
  const placed = isGroup ? moving : moving.map((line) => ({ ...line, isInside }));
  return [...rest.slice(0, at), ...placed, ...rest.slice(at)];
}

/** What stood in a group that goes stands outside from then on. */
export function withoutLine(lines: readonly MenuLine[], id: string): MenuLine[] {
  return blocksOf(lines).flatMap(([first, ...rest]) =>
    first?.id === id
      ? rest.map((line) => ({ ...line, isInside: false }))
      : [...(first ? [first] : []), ...rest.filter((line) => line.id !== id)],
  );
}
