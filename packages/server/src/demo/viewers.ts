/** The demonstration's people as services see them. */

import type { HeldPost } from '@anshao/core/access/rights.ts';
import { roleDefinitions } from '@anshao/presets/safety/roles.ts';
import type { Viewer } from '../access/viewer.ts';

const roles = new Map(roleDefinitions.map((definition) => [definition.role, definition]));

export function viewerOf(
  person: { id: string; name: string; mobile: string | null },
  posts: readonly Omit<HeldPost, 'bound'>[],
): Viewer {
  return {
    personId: person.id,
    name: person.name,
    mobile: person.mobile,
    posts: posts.map((post) => ({ ...post, bound: true })),
    sessionId: null,
    mustChangePassword: false,
    roles,
  };
}
