/** Where 返回 leads: to what was open before the designer, tabs of the designer passed over; never out of the product. */

interface Visit {
  readonly key: string;
  readonly url: string | null;
}

/** The last visit to another page of the desk before visit `current`, if there is one. */
export function visitBefore(visits: readonly Visit[], current: number, here: string): Visit | undefined {
  return visits.slice(0, current).findLast(({ url }) => {
    const path = url === null ? '' : new URL(url).pathname;
    return path.startsWith('/desk/') && path !== here;
  });
}

/** @param toApp for a page that was opened directly, and for browsers that do not tell what was open before */
export function leaveDesigner(toApp: () => void): void {
  const { navigation } = globalThis as { navigation?: Navigation };
  const before =
    navigation && visitBefore(navigation.entries(), navigation.currentEntry?.index ?? 0, location.pathname);
  if (navigation && before) navigation.traverseTo(before.key);
  else toApp();
}
