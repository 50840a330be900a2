/** Who is asking, as every service sees it. */
import {
  type Action,
  covers,
  type HeldPost,
  isEmptyScope,
  type Place,
  type RoleDefinition,
  type Scope,
  scopeOf,
} from '@anshao/core/access/rights.ts';
import { Problem } from '@anshao/core/base/errors.ts';
import type { Role } from '@anshao/core/org/contract.ts';

export interface Viewer {
  readonly personId: string;
  readonly name: string;
  readonly mobile: string | null;
  readonly posts: readonly HeldPost[];
  /** Null when an API key asks. */
  readonly sessionId: string | null;
  readonly mustChangePassword: boolean;
  readonly roles: ReadonlyMap<Role, RoleDefinition>;
}

export function scopeFor(viewer: Viewer, action: Action): Scope {
  return scopeOf(viewer.posts, viewer.roles, action);
}

/** True when the viewer may do it somewhere. */
export function may(viewer: Viewer, action: Action): boolean {
  return !isEmptyScope(scopeFor(viewer, action));
}

export function mayAt(viewer: Viewer, action: Action, place: Place): boolean {
  return covers(scopeFor(viewer, action), place);
}

/**
 * The scope of an action that the viewer must have somewhere.
 * @throws Problem `access.not-bound` when only binding is missing, else `access.forbidden`
 */
export function requireScope(viewer: Viewer, action: Action): Scope {
  const scope = scopeFor(viewer, action);
  if (!isEmptyScope(scope)) return scope;
  const bound = viewer.posts.map((post) => ({ ...post, bound: true }));
  if (!isEmptyScope(scopeOf(bound, viewer.roles, action))) throw new Problem('access.not-bound');
  throw new Problem('access.forbidden', { action });
}

/**
 * For one row at a place: a missing right answers like a missing row, unless the viewer may read the row.
 * @throws Problem `base.not-found`
 */
export function requireAt(viewer: Viewer, action: Action, place: Place): void {
  if (covers(requireScope(viewer, action), place)) return;
  throw new Problem('base.not-found');
}
