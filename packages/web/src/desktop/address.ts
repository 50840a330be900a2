/** Filters live in the address: reload, back, and a link sent to a colleague show the same rows. */
import { useCallback, useMemo } from 'react';
import { useLocation, useSearch } from 'wouter';

export type Filters<Name extends string> = Readonly<Partial<Record<Name, string>>>;

export interface Address<Name extends string> {
  readonly filters: Filters<Name>;
  /** `undefined` or an empty text removes a filter. */
  readonly set: (
    changes: Filters<Name> | Partial<Record<Name, string | undefined>>,
    how?: { replace?: boolean },
  ) => void;
}

/** Reads and changes the named parts of the query; parts of the address with other names stay as they are. */
export function useAddress<const Name extends string>(names: readonly Name[]): Address<Name> {
  const search = useSearch();
  const [path, navigate] = useLocation();
  const wanted = names.join();
  const filters = useMemo(() => {
    const given = new URLSearchParams(search);
    const found: Partial<Record<Name, string>> = {};
    for (const name of wanted.split(',') as Name[]) {
      const value = given.get(name);
      if (value) found[name] = value;
    }
    return found;
  }, [search, wanted]);
  const set = useCallback(
    (changes: Partial<Record<Name, string | undefined>>, how: { replace?: boolean } = {}) => {
      const next = new URLSearchParams(search);
      for (const [name, value] of Object.entries(changes) as [Name, string | undefined][]) {
        if (value) next.set(name, value);
        else next.delete(name);
      }
      const asked = next.toString();
      navigate(asked ? `${path}?${asked}` : path, how);
    },
    [search, path, navigate],
  );
  return { filters, set };
}

/** A path with a query, leaving out what is not set. */
export function pathWith(path: string, query: Readonly<Record<string, string | undefined>>): string {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) if (value) search.set(name, value);
  const asked = search.toString();
  return asked ? `${path}?${asked}` : path;
}
