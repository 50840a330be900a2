/** From rows of a sheet to communities to create, to change, or to leave as they are. Pure; what is known comes in. */
import { createHash } from 'node:crypto';
import type { Scope } from '@anshao/core/access/rights.ts';
import type { StoredCommunity } from '../store.ts';
import * as cells from './check-cells.ts';
import type { DistrictFinding } from './find-district.ts';
import type { CellProblems, ImportRow } from './problems.ts';

export interface KnownCompany {
  readonly id: string;
  readonly code: string;
  readonly name: string;
}

export interface KnownForCommunities {
  readonly findDistrict: (text: string) => DistrictFinding;
  readonly companiesByCode: ReadonlyMap<string, KnownCompany>;
  readonly companiesByName: ReadonlyMap<string, readonly KnownCompany[]>;
  readonly communitiesByCode: ReadonlyMap<string, StoredCommunity>;
  readonly scope: Scope;
}

export type PlannedCommunity = Omit<StoredCommunity, 'id' | 'companyId'> & {
  readonly row: number;
  /** As it stands; undefined when it is new. */
  readonly before: StoredCommunity | undefined;
  /** A company that stands, one to be made, or none. */
  readonly company: { readonly id: string } | { readonly code: string; readonly name: string } | null;
};

const statuses: Readonly<Record<string, StoredCommunity['status']>> = {
  启用: 'active',
  正常: 'active',
  停用: 'suspended',
  暂停: 'suspended',
  注销: 'closed',
};
export const statusTitles: Readonly<Record<StoredCommunity['status'], string>> = {
  active: '启用',
  suspended: '停用',
  closed: '注销',
};

/**
 * Rows with a problem are left out of the answer. An empty cell, where one is allowed, leaves what stands.
 * A row that gives only the code of its company may lean on any other that gives the name as well, so those are checked
 * first: the order in the sheet must not decide what a second import of it still finds to do.
 */
export function checkCommunities(
  rows: readonly ImportRow[],
  known: KnownForCommunities,
  problems: CellProblems,
): PlannedCommunity[] {
  const codes = new cells.Seen();
  // Names given to company codes that are new, by rows that will be written.
  const freshCompanies = new Map<string, string>();
  const planned: PlannedCommunity[] = [];
  const [named, leaning] = [rows.filter((row) => !leans(row)), rows.filter(leans)];
  for (const row of [...named, ...leaning]) {
    const code = cells.required(row, 'code', cells.code(row, 'code', problems), problems);
    const before = code === undefined ? undefined : known.communitiesByCode.get(code);
    const name = cells.required(row, 'name', cells.text(row, 'name', 100, problems), problems);
    const districtText = cells.required(row, 'district', cells.text(row, 'district', 60, problems), problems);
    const district = cells.district(row, districtText, known.findDistrict, problems);
    const company = companyOf(row, known, freshCompanies, before, problems);
    const address = cells.text(row, 'address', 200, problems);
    const latitude = cells.number(row, 'latitude', [-90, 90], problems);
    const longitude = cells.number(row, 'longitude', [-180, 180], problems);
    const status = statusOf(row, problems);
    if (latitude !== undefined && longitude !== undefined && (latitude === null) !== (longitude === null)) {
      problems.add(row.row, latitude === null ? 'latitude' : 'longitude', 'org.coordinates-pair');
    }
    if (district) {
      const place = { communityId: before?.id ?? null, companyId: idOf(company), districtId: district.id };
      const inside = cells.withinScope(row, 'district', known.scope, place, problems);
      if (inside && before && before.districtId !== district.id) {
        const from = { communityId: before.id, companyId: before.companyId, districtId: before.districtId };
        cells.withinScope(row, 'code', known.scope, from, problems);
      }
    }
    if (code !== undefined) codes.check(row, code, { code }, problems);
    if (problems.rows.has(row.row)) continue;
    if (company && company !== 'blank' && 'name' in company) freshCompanies.set(company.code, company.name);
    planned.push({
      row: row.row,
      before,
      code: code!,
      name: name!,
      districtId: district!.id,
      company: company === 'blank' ? (before?.companyId ? { id: before.companyId } : null) : company!,
      address: address || (before?.address ?? ''),
      latitude: latitude ?? before?.latitude ?? null,
      longitude: longitude ?? before?.longitude ?? null,
      timeZone: before?.timeZone ?? 'Asia/Shanghai',
      status: status === 'blank' ? (before?.status ?? 'active') : status!,
    });
  }
  return planned.sort((a, b) => a.row - b.row);
}

/** True when its company is given by a code alone. */
function leans({ cells: { companyCode = '', company = '' } }: ImportRow): boolean {
  return companyCode !== '' && company === '';
}

/** True when writing the row would change nothing. */
export function standsAlready(planned: PlannedCommunity): boolean {
  const { before } = planned;
  return (
    before !== undefined &&
    before.name === planned.name &&
    before.districtId === planned.districtId &&
    (planned.company === null
      ? before.companyId === null
      : 'id' in planned.company && before.companyId === planned.company.id) &&
    before.address === planned.address &&
    before.latitude === planned.latitude &&
    before.longitude === planned.longitude &&
    before.status === planned.status
  );
}

type CompanyCell = PlannedCommunity['company'] | 'blank';

function idOf(company: CompanyCell | undefined): string | null {
  return company && company !== 'blank' && 'id' in company ? company.id : null;
}

/** By code; without one by name. A company nobody knows is made: with its code, else with one drawn from its name. */
function companyOf(
  row: ImportRow,
  known: KnownForCommunities,
  fresh: ReadonlyMap<string, string>,
  before: StoredCommunity | undefined,
  problems: CellProblems,
): CompanyCell | undefined {
  const name = cells.text(row, 'company', 100, problems);
  const code = cells.code(row, 'companyCode', problems);
  if (name === undefined || code === undefined) return undefined;
  if (code === '' && name === '') return 'blank';
  if (code === '') {
    const named = known.companiesByName.get(name) ?? [];
    // Of several with that name, the one it has is no question.
    const own = named.find((company) => before?.companyId === company.id);
    if (own) return own;
    if (named.length > 1) {
      problems.add(row.row, 'company', 'org.cell-ambiguous-company', { value: name });
      return undefined;
    }
    return named[0] ?? { code: codeFromName(name), name };
  }
  const standing = known.companiesByCode.get(code);
  const onFile = standing?.name ?? fresh.get(code);
  if (onFile === undefined && name === '') {
    problems.add(row.row, 'companyCode', 'org.cell-unknown-company', { value: code });
    return undefined;
  }
  if (onFile !== undefined && name !== '' && onFile !== name) {
    problems.add(row.row, 'company', 'org.cell-company-name', { code, name: onFile });
    return undefined;
  }
  return standing ?? { code, name: onFile ?? name };
}

/** The same name gives the same code, so that a repeated import finds the company it made. */
function codeFromName(name: string): string {
  return `WY-${createHash('sha256').update(name).digest('hex').slice(0, 10).toUpperCase()}`;
}

function statusOf(row: ImportRow, problems: CellProblems): StoredCommunity['status'] | 'blank' | undefined {
  const value = cells.plain(row, 'status', problems);
  if (value === undefined) return undefined;
  if (value === '') return 'blank';
  const status = Object.hasOwn(statuses, value) ? statuses[value] : undefined;
  if (status === undefined) problems.add(row.row, 'status', 'org.cell-status');
  return status;
}
