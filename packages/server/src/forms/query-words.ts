/**
 * Words looked for in the texts of a list: each must stand in one of the columns people see. `ilike` on the plain
 * column, which is what a trigram index serves; options are found by their labels, for their codes mean nothing to who
 * searches.
 */
import type { FieldDefinition, FormDefinition } from '@anshao/core/forms/contract.ts';
import { quoted } from '@anshao/core/forms/naming.ts';
import { fieldTypeOf } from '@anshao/core/forms/registry.ts';
import { fieldColumns } from '@anshao/core/forms/tables.ts';
import { join, raw, type Sql, sql } from '../base/database/sql.ts';
import { escapeLike } from '../org/picker.ts';
import { kindOf } from './query-columns.ts';

const mostWords = 5;
/** Columns of a list whose designer chose none. */
const mostColumns = 8;

/** The field by which people know a record. */
export function titleFieldOf({ settings, fields }: FormDefinition): FieldDefinition | undefined {
  const chosen = settings?.titleField;
  const titled = chosen === undefined ? undefined : fields.find(({ key }) => key === chosen);
  return titled ?? fields.find((field) => field.type === 'text') ?? fields.find(isText);
}

/** @returns undefined when there is no word */
export function wordsSql(definition: FormDefinition, q: string, hidden: ReadonlySet<string>): Sql | undefined {
  const words = q
    .split(/\s+/u)
    .filter((word) => word !== '')
    .slice(0, mostWords);
  if (words.length === 0) return undefined;
  const fields = searched(definition).filter(({ key }) => !hidden.has(key));
  return join(
    words.map((word) => {
      const places = fields.flatMap((field) => found(field, word));
      return places.length === 0 ? raw('false') : sql`(${join(places, ' or ')})`;
    }),
    ' and ',
  );
}

function searched(definition: FormDefinition): FieldDefinition[] {
  const title = titleFieldOf(definition);
  const listed = definition.settings?.listFields;
  const shown = listed
    ? definition.fields.filter(({ key }) => listed.includes(key))
    : definition.fields.filter((field) => isText(field) || hasChoices(field)).slice(0, mostColumns);
  const all = title && !shown.includes(title) ? [title, ...shown] : shown;
  return all.filter((field) => fieldTypeOf(field).sealed !== true);
}

function found(field: FieldDefinition, word: string): Sql[] {
  const [column, ...others] = fieldColumns(field);
  if (!column || others.length > 0) return [];
  const cell = raw(`r.${quoted(column.name)}`);
  if (hasChoices(field)) {
    const codes = (fieldTypeOf(field).ownChoices?.(field) ?? [])
      .filter(({ label }) => label.toLowerCase().includes(word.toLowerCase()))
      .map(({ code }) => code);
    if (codes.length === 0) return [];
    return [column.pgType === 'text[]' ? sql`${cell} && ${codes}::text[]` : sql`${cell} = any(${codes}::text[])`];
  }
  return isText(field) ? [sql`${cell} ilike ${`%${escapeLike(word)}%`}`] : [];
}

function hasChoices(field: FieldDefinition): boolean {
  return (fieldTypeOf(field).ownChoices?.(field) ?? []).length > 0;
}

/** Words people wrote; a code of a choice is none. */
function isText(field: FieldDefinition): boolean {
  return (
    kindOf(field) === 'text' &&
    !('dictionary' in field && field.dictionary) &&
    !hasChoices(field) &&
    fieldColumns(field).length === 1
  );
}
