/** One batch of rows against what the directory holds now: the dry run checks with it, the job checks and writes. */
import type { RoleDefinition, Scope } from '@anshao/core/access/rights.ts';
import type { ImportKind, Role } from '@anshao/core/org/contract.ts';
import type { Queryable, Transaction } from '../../base/database/sql.ts';
import type { Runtime } from '../../base/runtime.ts';
import { hasControlCharacter, narrow } from '../clean-text.ts';
import { districtsByCode } from '../store.ts';
import { checkCommunities, type PlannedCommunity, standsAlready } from './check-communities.ts';
import { checkPeople, type PlannedPost } from './check-people.ts';
import { type DistrictFinding, districtFinder } from './find-district.ts';
import type { CellProblems, ImportRow } from './problems.ts';
import * as store from './store.ts';
import { type Written, writeCommunities } from './write-communities.ts';
import { writePeople } from './write-people.ts';

export interface BatchRights {
  readonly scope: Scope;
  readonly cityWide: boolean;
}

export type Plan =
  | { readonly kind: 'communities'; readonly rows: readonly PlannedCommunity[] }
  | { readonly kind: 'people'; readonly rows: readonly PlannedPost[] };

const distinct = (rows: readonly ImportRow[], field: string, clean = narrow) => [
  // What cannot be stored cannot be asked for either; its cell is refused.
  ...new Set(
    rows.map((row) => clean(row.cells[field] ?? '')).filter((value) => value !== '' && !hasControlCharacter(value)),
  ),
];

export async function districtFinderFor(db: Queryable): Promise<(text: string) => DistrictFinding> {
  return districtFinder(await districtsByCode(db));
}

/** @param lock hold the communities until the transaction ends, so that nothing changes between check and write */
export async function checkBatch(
  db: Queryable,
  kind: ImportKind,
  rows: readonly ImportRow[],
  context: BatchRights & {
    findDistrict: (text: string) => DistrictFinding;
    roles: ReadonlyMap<Role, RoleDefinition>;
    at: Date;
    lock: boolean;
  },
  problems: CellProblems,
): Promise<Plan> {
  const { findDistrict, scope, cityWide, roles, at, lock } = context;
  if (kind === 'communities') {
    const communities = await store.communitiesByCode(db, distinct(rows, 'code'), lock);
    const companies = await store.companiesBy(
      db,
      distinct(rows, 'companyCode'),
      distinct(rows, 'company', (name) => name.trim()),
    );
    const known = {
      findDistrict,
      companiesByCode: companies.byCode,
      companiesByName: companies.byName,
      communitiesByCode: communities,
      scope,
    };
    return { kind, rows: checkCommunities(rows, known, problems) };
  }
  const communities = await store.communitiesByCode(db, distinct(rows, 'communityCode'), lock);
  const companies = await store.companiesBy(db, distinct(rows, 'companyCode'), []);
  const people = await store.peopleByMobile(
    db,
    distinct(rows, 'mobile', (text) =>
      narrow(text)
        .replace(/[\s-]/g, '')
        .replace(/^(\+|00)86/, ''),
    ),
  );
  const standing = await store.standingPosts(
    db,
    [...people.values()].map((person) => person.id),
    [...communities.values()].map((community) => community.id),
    at,
  );
  const known = {
    findDistrict,
    companiesByCode: companies.byCode,
    communitiesByCode: communities,
    peopleByMobile: people,
    standing,
    roles,
    scope,
    cityWide,
  };
  return { kind, rows: checkPeople(rows, known, problems) };
}

/**
 * The rows as the job is to read them, some hundred at a time: the name of a company that another row gives is written
 * into each, so that a row comes out as the dry run promised whichever batch it falls in.
 */
export function standingAlone(plan: Plan, rows: readonly ImportRow[]): ImportRow[] {
  if (plan.kind === 'people') return [...rows];
  const names = new Map(
    plan.rows.flatMap((row) => (row.company && 'name' in row.company ? [[row.row, row.company.name] as const] : [])),
  );
  return rows.map((row) =>
    names.has(row.row) ? { ...row, cells: { ...row.cells, company: names.get(row.row)! } } : row,
  );
}

/** What writing the plan would do. */
export function foresee(plan: Plan): Written {
  const written: Written = { created: 0, updated: 0, unchanged: 0 };
  if (plan.kind === 'communities') {
    for (const row of plan.rows) written[standsAlready(row) ? 'unchanged' : row.before ? 'updated' : 'created'] += 1;
  } else {
    const words = { create: 'created', succeed: 'updated', unchanged: 'unchanged' } as const;
    for (const row of plan.rows) written[words[row.outcome]] += 1;
  }
  return written;
}

export function writePlan(
  transaction: Transaction,
  plan: Plan,
  actorId: string,
  runtime: Pick<Runtime, 'clock' | 'newId'>,
): Promise<Written> {
  return plan.kind === 'communities'
    ? writeCommunities(transaction, plan.rows, actorId, runtime)
    : writePeople(transaction, plan.rows, actorId, runtime);
}
