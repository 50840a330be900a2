/** Saved views of a list: a name for filters that are needed again. A view is nothing but its filters. */

export interface SavedView {
  readonly name: string;
  readonly filters: Readonly<Record<string, string>>;
}

type Views = readonly SavedView[];
type Filters = Readonly<Partial<Record<string, string>>>;

export const longestViewName = 30;

/** Views as they were kept; what is damaged is left out. */
export function readViews(kept: unknown): Views {
  if (!Array.isArray(kept)) return [];
  return kept.filter(
    (one: Partial<SavedView> | null) =>
      typeof one?.name === 'string' &&
      typeof one.filters === 'object' &&
      one.filters !== null &&
      Object.values(one.filters).every((value) => typeof value === 'string'),
  ) as Views;
}

/** The filters worth a view: those that are set. */
export function setFilters(names: readonly string[], filters: Filters): Record<string, string> {
  return Object.fromEntries(names.flatMap((name) => (filters[name] ? [[name, filters[name]]] : [])));
}

/** A view of a name that is taken replaces the one before, in its place. */
export function withView(views: Views, view: SavedView): Views {
  return views.some((one) => one.name === view.name)
    ? views.map((one) => (one.name === view.name ? view : one))
    : [...views, view];
}

export function withoutView(views: Views, name: string): Views {
  return views.filter((one) => one.name !== name);
}

/** Undefined when another view has that name. */
export function renamedView(views: Views, from: string, to: string): Views | undefined {
  if (from !== to && views.some((one) => one.name === to)) return undefined;
  return views.map((one) => (one.name === from ? { ...one, name: to } : one));
}

/** The view whose filters are exactly those in the address. */
export function shownView(views: Views, names: readonly string[], filters: Filters): SavedView | undefined {
  return views.find((view) => names.every((name) => (view.filters[name] ?? '') === (filters[name] ?? '')));
}
