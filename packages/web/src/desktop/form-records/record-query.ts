/** The address of a list as a question to the server; pure. */
import type { Condition } from '@anshao/core/expressions/condition.ts';
import type { FieldDefinition, FormDefinition } from '@anshao/core/forms/contract.ts';
import type { RecordQuery, Sort } from '@anshao/core/forms/records.ts';
import { canFilter, canSort, conditionOf, filterPrefix, kindOf, readFilter } from '../../form-records/filter-words.ts';

/** Asked about beside the form's own fields. */
export const systemFilters = ['$createdAt'] as const;

type Filters = Readonly<Partial<Record<string, string>>>;

export function filterableFields(definition: FormDefinition): FieldDefinition[] {
  return definition.fields.filter(canFilter);
}

/** Names in the address: words, place, and one per field. */
export function filterNamesOf(definition: FormDefinition): string[] {
  return [
    'q',
    'community',
    ...systemFilters.map((name) => filterPrefix + name),
    ...filterableFields(definition).map((field) => filterPrefix + field.key),
  ];
}

export function whereOf(definition: FormDefinition, filters: Filters): Condition | undefined {
  const asked = [
    ...systemFilters.map((path) => ({ path, kind: 'dateTime' as const })),
    ...filterableFields(definition).map((field) => ({ path: field.key, kind: kindOf(field) })),
  ];
  const parts = asked.flatMap(({ path, kind }): Condition[] => {
    const value = readFilter(filters[filterPrefix + path]);
    const condition = value && conditionOf(path, kind, value, startOfDay);
    return condition ? [condition] : [];
  });
  return parts.length > 1 ? { all: parts } : parts[0];
}

/** @returns the query without cursor and limit */
export function askedOf(definition: FormDefinition, filters: Filters, sort: Sort | undefined): RecordQuery {
  const where = whereOf(definition, filters);
  return {
    ...(where ? { where } : {}),
    ...(filters.q ? { q: filters.q } : {}),
    ...(filters.community ? { community: filters.community } : {}),
    ...(sort ? { sort } : {}),
  };
}

/** `level:up`; only fields that can order a list. */
export function readSort(definition: FormDefinition, text: string | undefined): Sort | undefined {
  const [by = '', direction] = (text ?? '').split(':');
  if (direction !== 'up' && direction !== 'down') return undefined;
  const field = definition.fields.find((one) => one.key === by);
  return by === 'createdAt' || by === 'updatedAt' || (field && canSort(field)) ? { by, direction } : undefined;
}

/** Up, then down, then as it was. */
export function turnedSort(sort: Sort | undefined, by: string): string | undefined {
  if (sort?.by !== by) return `${by}:up`;
  return sort.direction === 'up' ? `${by}:down` : undefined;
}

/** Midnight at the reader's place. */
function startOfDay(day: string): string | undefined {
  const start = new Date(`${day}T00:00:00`);
  return Number.isNaN(start.getTime()) ? undefined : start.toISOString();
}
