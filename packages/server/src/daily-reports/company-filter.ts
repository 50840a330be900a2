/** Narrowing to one company, or to what belongs to none. */
import { noCompany } from '@anshao/core/daily-reports/contract.ts';
import { raw, type Sql, sql } from '../base/database/sql.ts';

/** @param alias of a table that keeps the `company_id` of its day */
export function ofCompany(alias: string, companyId: string): Sql {
  const column = raw(`${alias}.company_id`);
  return companyId === noCompany ? sql`${column} is null` : sql`${column} = ${companyId}::uuid`;
}
