/** A scope as an indexed predicate (D6). The three lists are arrays, so the text is one for every viewer of a kind. */
import type { Scope } from '@anshao/core/access/rights.ts';
import { join, raw, type Sql, sql } from '../base/database/sql.ts';

/**
 * @param table alias of a table that has `community_id`, `company_id` and `district_id`; for `communities` itself
 * pass `{ community: 'c.id', company: 'c.company_id', district: 'c.district_id' }`
 * @returns a boolean expression; `true` when the viewer sees everything, `false` when nothing
 */
export function scopePredicate(
  scope: Scope,
  table: string | { community: string; company: string; district: string },
): Sql {
  if (scope.everywhere) return raw('true');
  const columns =
    typeof table === 'string'
      ? { community: `${table}.community_id`, company: `${table}.company_id`, district: `${table}.district_id` }
      : table;
  const parts: Sql[] = [];
  if (scope.communityIds.length) parts.push(isOneOf(columns.community, scope.communityIds));
  if (scope.companyIds.length) parts.push(isOneOf(columns.company, scope.companyIds));
  if (scope.districtIds.length) parts.push(isOneOf(columns.district, scope.districtIds));
  if (parts.length === 0) return raw('false');
  return sql`(${join(parts, ' or ')})`;
}

/** A single place is an equality, so that an index that goes on with a date gives the rows in order. */
function isOneOf(column: string, ids: readonly string[]): Sql {
  return ids.length === 1 ? sql`${raw(column)} = ${ids[0]}::uuid` : sql`${raw(column)} = any(${ids}::uuid[])`;
}
