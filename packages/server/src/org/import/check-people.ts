/** From rows of a sheet to people and posts: one row is one person, by mobile, in one post, by role and place. Pure. */
import type { Place, RoleDefinition, Scope } from '@anshao/core/access/rights.ts';
import { maskMobile, maskName } from '@anshao/core/base/masking.ts';
import type { Role } from '@anshao/core/org/contract.ts';
import { narrow } from '../clean-text.ts';
import type { PlaceIds } from '../people-store.ts';
import { placeOfRole } from '../posts.ts';
import * as cells from './check-cells.ts';
import type { KnownCompany } from './check-communities.ts';
import type { DistrictFinding } from './find-district.ts';
import type { CellProblems, ImportRow } from './problems.ts';

export interface StandingPost {
  readonly id: string;
  readonly personId: string;
  readonly startsAt: Date;
}

export interface KnownForPeople {
  readonly findDistrict: (text: string) => DistrictFinding;
  readonly companiesByCode: ReadonlyMap<string, KnownCompany>;
  readonly communitiesByCode: ReadonlyMap<
    string,
    { readonly id: string; readonly companyId: string | null; readonly districtId: string }
  >;
  readonly peopleByMobile: ReadonlyMap<string, { readonly id: string; readonly name: string }>;
  /** Posts that are not over, by `postKey`. */
  readonly standing: ReadonlyMap<string, readonly StandingPost[]>;
  readonly roles: ReadonlyMap<Role, RoleDefinition>;
  readonly scope: Scope;
  /** Posts of the whole city may be given (`system.manage`). */
  readonly cityWide: boolean;
}

export interface PlannedPost {
  readonly row: number;
  readonly name: string;
  readonly mobile: string;
  readonly personId: string | undefined;
  readonly role: Role;
  readonly ids: PlaceIds;
  readonly place: Place;
  readonly outcome: 'create' | 'succeed' | 'unchanged';
  /** Posts of the person in charge until now, which end. */
  readonly formers: readonly StandingPost[];
}

export function postKey(role: Role, ids: PlaceIds): string {
  return `${role} ${ids.communityId ?? ids.companyId ?? ids.districtId ?? ''}`;
}

export function checkPeople(rows: readonly ImportRow[], known: KnownForPeople, problems: CellProblems): PlannedPost[] {
  const roleByName = new Map([...known.roles.values()].map((definition) => [definition.name, definition.role]));
  const seen = new cells.Seen();
  // Of the rows above that will be written, by mobile.
  const names = new Map<string, string>();
  const planned: PlannedPost[] = [];
  for (const row of rows) {
    const name = cells.required(row, 'name', cells.text(row, 'name', 40, problems), problems);
    const mobile = mobileOf(row, problems);
    const role = roleOf(row, roleByName, problems);
    const at = role === undefined ? undefined : placeOf(row, role, known, problems);
    const person = mobile === undefined ? undefined : known.peopleByMobile.get(mobile);
    if (name !== undefined && mobile !== undefined) {
      const onFile = person?.name ?? names.get(mobile);
      if (onFile !== undefined && onFile !== name)
        problems.add(row.row, 'mobile', 'org.mobile-taken', { name: maskName(onFile) });
    }
    if (role === undefined || at === undefined) continue;
    const reach: Scope = placeOfRole[role] === null && known.cityWide ? { everywhere: true } : known.scope;
    if (placeOfRole[role] === null && !known.cityWide) problems.add(row.row, 'role', 'org.cell-out-of-scope');
    else cells.withinScope(row, at.field, reach, at.place, problems);
    const key = postKey(role, at.ids);
    // One person in charge for a community; in another post the same person once.
    const held = { role: known.roles.get(role)?.name ?? role, [at.field]: at.value };
    if (role === 'personInCharge') seen.check(row, key, held, problems);
    else if (mobile !== undefined)
      seen.check(row, `${key} ${mobile}`, { mobile: maskMobile(mobile), ...held }, problems);
    if (problems.rows.has(row.row)) continue;
    names.set(mobile!, name!);
    const standing = known.standing.get(key) ?? [];
    const own = standing.some((post) => post.personId === person?.id);
    const formers = role === 'personInCharge' && !own ? standing : [];
    planned.push({
      row: row.row,
      name: name!,
      mobile: mobile!,
      personId: person?.id,
      role,
      ids: at.ids,
      place: at.place,
      formers,
      outcome: own ? 'unchanged' : formers.length > 0 ? 'succeed' : 'create',
    });
  }
  return planned;
}

/** Full-width digits, spaces, hyphens and +86 are how people write numbers. */
function mobileOf(row: ImportRow, problems: CellProblems): string | undefined {
  const plain = cells.plain(row, 'mobile', problems);
  if (plain === undefined) return undefined;
  const typed = narrow(plain);
  if (typed === '') {
    problems.add(row.row, 'mobile', 'org.blank');
    return undefined;
  }
  const mobile = typed.replace(/[\s-]/g, '').replace(/^(\+|00)86/, '');
  if (/^1[3-9]\d{9}$/.test(mobile)) return mobile;
  problems.add(row.row, 'mobile', 'org.cell-mobile');
  return undefined;
}

function roleOf(row: ImportRow, byName: ReadonlyMap<string, Role>, problems: CellProblems): Role | undefined {
  const value = cells.plain(row, 'role', problems);
  if (value === undefined) return undefined;
  const role = byName.get(value);
  if (value === '') problems.add(row.row, 'role', 'org.blank');
  else if (role === undefined)
    problems.add(row.row, 'role', 'org.cell-role', { value, choices: [...byName.keys()].join('、') });
  return role;
}

/** The cell that the role needs; other places in the row are only for the reader. */
function placeOf(
  row: ImportRow,
  role: Role,
  known: KnownForPeople,
  problems: CellProblems,
): { field: string; value: string; ids: PlaceIds; place: Place } | undefined {
  const nowhere: PlaceIds = { communityId: null, companyId: null, districtId: null };
  switch (placeOfRole[role]) {
    case null:
      return { field: 'role', value: known.roles.get(role)?.name ?? role, ids: nowhere, place: nowhere };
    case 'communityId': {
      const value = cells.required(row, 'communityCode', cells.code(row, 'communityCode', problems), problems);
      if (value === undefined) return undefined;
      const found = known.communitiesByCode.get(value);
      if (!found) {
        problems.add(row.row, 'communityCode', 'org.cell-unknown-community', { value });
        return undefined;
      }
      const place = { communityId: found.id, companyId: found.companyId, districtId: found.districtId };
      return { field: 'communityCode', value, ids: { ...nowhere, communityId: found.id }, place };
    }
    case 'companyId': {
      const value = cells.required(row, 'companyCode', cells.code(row, 'companyCode', problems), problems);
      if (value === undefined) return undefined;
      const found = known.companiesByCode.get(value);
      if (!found) {
        problems.add(row.row, 'companyCode', 'org.cell-unknown-company', { value });
        return undefined;
      }
      const ids = { ...nowhere, companyId: found.id };
      return { field: 'companyCode', value, ids, place: ids };
    }
    case 'districtId': {
      const value = cells.required(row, 'district', cells.text(row, 'district', 60, problems), problems);
      const found = cells.district(row, value, known.findDistrict, problems);
      if (!found || value === undefined) return undefined;
      const ids = { ...nowhere, districtId: found.id };
      return { field: 'district', value, ids, place: ids };
    }
  }
}
