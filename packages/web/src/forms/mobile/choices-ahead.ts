/**
 * Linked records are fetched when a form is opened with signal, so that somebody who opened it in the office can choose
 * in a basement: the first page of each, one after the other, not again within ten minutes.
 */
import type { FieldDefinition, FieldOf } from '@anshao/core/forms/contract.ts';
import { type FindingSituation, finderOf } from '../find.ts';
import { keepPage, keptFound, keptName } from './kept-found.ts';

const mostFields = 10;
const freshFor = 10 * 60_000;

type LinkField = FieldOf<'linkedRecord'> | FieldOf<'linkedRecords'>;

/** Links of the form and of its rows, each with the subforms it stands in. */
export function linksIn(
  fields: readonly FieldDefinition[],
  path: readonly string[] = [],
): { readonly field: LinkField; readonly path: readonly string[] }[] {
  return fields.flatMap((field) => {
    if (field.type === 'subform') return linksIn(field.fields, [...path, field.key]);
    return field.type === 'linkedRecord' || field.type === 'linkedRecords' ? [{ field, path }] : [];
  });
}

/** Stops at the first that cannot be had: without signal there is no use in asking on. */
export async function fetchChoicesAhead(
  fields: readonly FieldDefinition[],
  situation: FindingSituation,
  now = Date.now(),
): Promise<void> {
  const { connection } = navigator as { readonly connection?: { readonly saveData?: boolean } };
  if (connection?.saveData) return;
  for (const { field, path } of linksIn(fields).slice(0, mostFields)) {
    const finder = finderOf(field, situation, { path });
    const name = keptName(finder, situation.context.person);
    if (name === undefined || now - ((await keptFound(name))?.at ?? 0) < freshFor) continue;
    await keepPage(name, await finder.find('', undefined), true, now);
  }
}
