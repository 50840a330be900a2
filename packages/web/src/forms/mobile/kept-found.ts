/**
 * What pickers found, kept on the phone: where there is no signal the list that was seen last is offered, the ones
 * picked before ahead of it, and searched here. Kept per person, form, field and community; signing out removes it with
 * everything else on the shelf. A refusal of the server is never papered over.
 */
import { asApiProblem } from '../../base/api.ts';
import { discard, keep, kept } from '../../files/keep.ts';
import type { Finder, Found, FoundPage } from '../find.ts';
import { pickingText } from '../picking-text.ts';

export interface KeptFound {
  /** Epoch ms of the last answer to the list as a whole; 0 while only picked ones are known. */
  readonly at: number;
  readonly rows: readonly Found[];
  /** Newest first. */
  readonly picked: readonly Found[];
}

export const mostLists = 40;
export const mostRows = 200;
export const mostPicked = 30;

const shelf = 'answers';
/** Names of the lists that are kept, newest first. */
const register = 'found-lists';
const nothing: KeptFound = { at: 0, rows: [], picked: [] };

/** Under which name a finder's answers are kept; undefined for examples, and for nobody known. */
export function keptName({ from }: Finder, person: string | undefined): string | undefined {
  return from[0] === 'examples' || person === undefined
    ? undefined
    : ['found', person, ...from.map((part) => part ?? '')].join(' ');
}

export async function keptFound(name: string): Promise<KeptFound | undefined> {
  return kept<KeptFound>(shelf, name).catch(() => undefined);
}

let last: Promise<unknown> = Promise.resolve();

/** Changes one list; changes wait for one another, since each reads what the one before wrote. */
function change(name: string, next: (was: KeptFound) => KeptFound): Promise<void> {
  const work = async () => {
    await keep(shelf, name, next((await kept<KeptFound>(shelf, name)) ?? nothing));
    const names = (await kept<string[]>(shelf, register)) ?? [];
    if (names[0] === name) return;
    const known = [name, ...names.filter((one) => one !== name)];
    await keep(shelf, register, known.slice(0, mostLists));
    for (const old of known.slice(mostLists)) await discard(shelf, old);
  };
  // A phone that has no room left for it picks with signal only.
  const done = last.then(work).catch(() => undefined);
  last = done;
  return done;
}

/** Keeps a page of the list as it is without words. */
export function keepPage(name: string, page: FoundPage, isFirst: boolean, now = Date.now()): Promise<void> {
  return change(name, ({ rows, picked }) => {
    const isWhole = isFirst && page.next === undefined;
    const merged = isWhole ? page.rows : withPage(rows, page.rows, isFirst);
    const fresh = new Map(merged.map((row) => [row.id, row]));
    return {
      at: now,
      rows: merged.slice(0, mostRows),
      // What the whole list does not have any more cannot be chosen.
      picked: picked.filter(({ id }) => !isWhole || fresh.has(id)).map((one) => fresh.get(one.id) ?? one),
    };
  });
}

/** The page in its place among what was kept; of what stood between its rows nothing is left. */
function withPage(rows: readonly Found[], page: readonly Found[], isFirst: boolean): readonly Found[] {
  const place = (found: Found | undefined) => rows.findIndex(({ id }) => id === found?.id);
  const start = isFirst ? 0 : place(page[0]);
  const end = place(page.at(-1));
  const ids = new Set(page.map(({ id }) => id));
  const others = (some: readonly Found[]) => some.filter(({ id }) => !ids.has(id));
  const before = others(rows.slice(0, start < 0 ? rows.length : start));
  return [...before, ...page, ...(start < 0 || end < 0 ? [] : others(rows.slice(end + 1)))];
}

/** Remembers what was picked, to be offered first. */
export function keepPicked(name: string, { group: _, ...found }: Found): Promise<void> {
  return change(name, (was) => ({
    ...was,
    picked: [found, ...was.picked.filter(({ id }) => id !== found.id)].slice(0, mostPicked),
  }));
}

/** What is offered without signal: each word on its own must be in the name, as the server looks. */
export function offered({ rows, picked }: KeptFound, words: string): readonly Found[] {
  const ids = new Set(picked.map(({ id }) => id));
  const wanted = words.toLowerCase().split(/\s+/u);
  return [...picked, ...rows.filter(({ id }) => !ids.has(id))].filter(({ name }) =>
    wanted.every((word) => name.toLowerCase().includes(word)),
  );
}

/** The same finder, with what was kept where the server cannot be reached. */
export function keepingFinder(finder: Finder, person: string | undefined): Finder {
  const name = keptName(finder, person);
  return {
    from: finder.from,
    find: async (words, cursor) => {
      try {
        const page = await finder.find(words, cursor);
        if (name !== undefined && words === '') void keepPage(name, page, cursor === undefined);
        return page;
      } catch (error) {
        const problem = asApiProblem(error);
        const list = name !== undefined && problem.isTransient ? await keptFound(name) : undefined;
        // The rows that were there before stay; further ones come with the signal.
        if (list) return { rows: cursor === undefined ? offered(list, words) : [], isKept: true };
        throw problem.kind === 'offline' ? new Error(pickingText('nothingKept')) : problem;
      }
    },
  };
}
