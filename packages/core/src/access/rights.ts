/**
 * Rights in one place (D6). A post carries a role; a role is a list of grants; a grant names an action and how far it
 * reaches. Reach compiles to an indexed predicate in the server (`access/scope.ts`) from the same three id lists for
 * every role, so that a member's list is never slower than an administrator's.
 *
 * Roles and their grants are data (`presets/safety/roles.ts`); this file only knows how to read them.
 */
import type { Role } from '../org/contract.ts';

export const actions = [
  'system.manage',
  'directory.read',
  'directory.edit',
  'directory.import',
  'person.revealMobile',
  'dailyReport.read',
  'dailyReport.file',
  'dailyReport.resolve',
  'dailyReport.urge',
  'dailyReport.export',
  'dailyReport.settings',
  'changeRequest.review',
  'form.read',
  'form.design',
  'message.outbox',
  'apiKey.manage',
  'evidence.read',
  'audit.read',
] as const;
export type Action = (typeof actions)[number];

/** How far a grant reaches: the holder's place, or everywhere. */
export type Reach = 'place' | 'all';

export interface Grant {
  readonly action: Action;
  readonly reach: Reach;
}

export interface RoleDefinition {
  readonly role: Role;
  readonly name: string;
  readonly grants: readonly Grant[];
}

/** A post as rights see it: at most one of the place ids is set, none for the whole city. */
export interface HeldPost {
  readonly id: string;
  readonly role: Role;
  readonly communityId: string | null;
  readonly companyId: string | null;
  readonly districtId: string | null;
  readonly bound: boolean;
}

/** Where one action is allowed: everywhere, or in the union of these places. */
export type Scope =
  | { readonly everywhere: true }
  | {
      readonly everywhere: false;
      readonly communityIds: readonly string[];
      readonly companyIds: readonly string[];
      readonly districtIds: readonly string[];
    };

/** The places a row belongs to. */
export interface Place {
  readonly communityId: string | null;
  readonly companyId: string | null;
  readonly districtId: string | null;
}

export const nowhere: Scope = { everywhere: false, communityIds: [], companyIds: [], districtIds: [] };

/** Posts that are not bound give no rights: the phone number on file has not been proved yet (DR-04). */
export function scopeOf(
  posts: readonly HeldPost[],
  rolesByKey: ReadonlyMap<Role, RoleDefinition>,
  action: Action,
): Scope {
  const communityIds = new Set<string>();
  const companyIds = new Set<string>();
  const districtIds = new Set<string>();
  for (const post of posts) {
    if (!post.bound) continue;
    const grant = rolesByKey.get(post.role)?.grants.find((candidate) => candidate.action === action);
    if (!grant) continue;
    if (grant.reach === 'all') return { everywhere: true };
    if (post.communityId) communityIds.add(post.communityId);
    else if (post.companyId) companyIds.add(post.companyId);
    else if (post.districtId) districtIds.add(post.districtId);
  }
  return {
    everywhere: false,
    communityIds: [...communityIds],
    companyIds: [...companyIds],
    districtIds: [...districtIds],
  };
}

export function isEmptyScope(scope: Scope): boolean {
  return (
    !scope.everywhere &&
    scope.communityIds.length === 0 &&
    scope.companyIds.length === 0 &&
    scope.districtIds.length === 0
  );
}

export function covers(scope: Scope, place: Place): boolean {
  if (scope.everywhere) return true;
  return (
    (place.communityId !== null && scope.communityIds.includes(place.communityId)) ||
    (place.companyId !== null && scope.companyIds.includes(place.companyId)) ||
    (place.districtId !== null && scope.districtIds.includes(place.districtId))
  );
}
