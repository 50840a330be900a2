/**
 * The directory: who stands where. Reading is by scope; what is written is an event in the same transaction.
 * Communities, posts, imports and exports each have a file of their own and are joined here.
 */
import type { RoleDefinition } from '@anshao/core/access/rights.ts';
import type { QueryOf } from '@anshao/core/base/call.ts';
import { Problem } from '@anshao/core/base/errors.ts';
import { maskMobile, maskName } from '@anshao/core/base/masking.ts';
import type {
  Community,
  CommunityChoice,
  Company,
  District,
  DistrictRow,
  listCommunities,
  listCompanies,
  listPeople,
  PersonRow,
  pickCommunities,
  Role,
} from '@anshao/core/org/contract.ts';
import { requireAt, requireScope, type Viewer } from '../access/viewer.ts';
import { appendEvents } from '../audit/service.ts';
import { inTransaction } from '../base/database/pool.ts';
import { decodeCursor, page } from '../base/paging.ts';
import type { Runtime } from '../base/runtime.ts';
import { createCommunities } from './communities.ts';
import { createCompanies } from './companies.ts';
import { seedDistricts } from './districts.ts';
import { createExports } from './export-directory.ts';
import { createImports, type ImportDeps } from './import/service.ts';
import * as people from './people-store.ts';
import * as picker from './picker.ts';
import { createPoster, type WeChatSceneUrl } from './poster.ts';
import { createPosts } from './posts.ts';
import * as store from './store.ts';

export interface OrgDeps extends ImportDeps {
  readonly roles: ReadonlyMap<Role, RoleDefinition>;
  readonly weChatSceneUrl?: WeChatSceneUrl | undefined;
}

const defaultLimit = 20;

export function createOrgService(runtime: Runtime, deps: OrgDeps) {
  return {
    ...createCommunities(runtime),
    ...createCompanies(runtime),
    ...createPosts(runtime),
    ...createImports(runtime, deps),
    ...createExports(runtime, deps.roles),
    ...createPoster(runtime, deps.weChatSceneUrl),

    async listDistricts(): Promise<{ rows: District[] }> {
      return { rows: await store.listDistricts(runtime.pool) };
    },

    /** @throws Problem `org.district-parent`, `access.forbidden` */
    async loadDistricts(viewer: Viewer, rows: readonly DistrictRow[]): Promise<{ created: number; updated: number }> {
      requireScope(viewer, 'system.manage');
      return inTransaction(runtime.pool, async (transaction) => {
        const result = await seedDistricts(transaction, rows, runtime);
        if (result.created + result.updated > 0) {
          await appendEvents(transaction, [
            {
              at: runtime.clock.now(),
              type: 'org.districtsLoaded',
              actorId: viewer.personId,
              subjectId: null,
              data: { ...result },
            },
          ]);
        }
        return result;
      });
    },

    /** Open to anybody, therefore the contact is masked (DR-07, DR-08) and no code or status is told. */
    async pickCommunities(query: QueryOf<typeof pickCommunities>): Promise<{ rows: CommunityChoice[]; next?: string }> {
      const { cursor, limit = defaultLimit, ...asked } = query;
      const found = await picker.pickCommunities(runtime.pool, {
        ...asked,
        after: picker.placeFrom(cursor),
        limit: limit + 1,
        at: runtime.clock.now(),
      });
      const shown = page(found, limit, picker.cursorOf);
      return {
        ...shown,
        rows: shown.rows.map(
          ({ contactName, contactMobile, distance, rank, unlikeness, length, isFew, ...choice }) => ({
            ...choice,
            contact:
              contactName === null
                ? null
                : { name: maskName(contactName), mobile: contactMobile ? maskMobile(contactMobile) : '' },
            ...(distance !== null && { distance: Math.round(distance) }),
          }),
        ),
      };
    },

    async listCompanies(
      viewer: Viewer,
      query: QueryOf<typeof listCompanies>,
    ): Promise<{ rows: Company[]; next?: string }> {
      const scope = requireScope(viewer, 'directory.read');
      const limit = query.limit ?? defaultLimit;
      const after = decodeCursor(query.cursor, ['text'])?.[0];
      const rows = await store.listCompanies(runtime.pool, scope, { q: query.q, after, limit: limit + 1 });
      return page(rows, limit, (row) => [row.code]);
    },

    async listCommunities(
      viewer: Viewer,
      query: QueryOf<typeof listCommunities>,
    ): Promise<{ rows: Community[]; next?: string }> {
      const scope = requireScope(viewer, 'directory.read');
      const limit = query.limit ?? defaultLimit;
      const after = decodeCursor(query.cursor, ['text'])?.[0];
      const rows = await store.listCommunities(runtime.pool, scope, { ...query, after, limit: limit + 1 });
      return page(rows, limit, (row) => [row.code]);
    },

    async getCommunity(viewer: Viewer, id: string): Promise<Community> {
      const community = await store.findCommunity(runtime.pool, id);
      if (!community) throw new Problem('base.not-found');
      requireAt(viewer, 'directory.read', store.placeOf(community));
      return community;
    },

    /** Numbers are masked for everybody; `revealMobile` shows one and leaves a trace. */
    async listPeople(viewer: Viewer, query: QueryOf<typeof listPeople>): Promise<{ rows: PersonRow[]; next?: string }> {
      const scope = requireScope(viewer, 'directory.read');
      const limit = query.limit ?? defaultLimit;
      const after = decodeCursor(query.cursor, ['text', 'uuid']);
      const rows = await people.listPeople(runtime.pool, scope, { ...query, after, limit: limit + 1 });
      const masked = rows.map((row) => ({ ...row, mobile: row.mobile && maskMobile(row.mobile) }));
      return page(masked, limit, (row) => [row.name, row.id]);
    },
  };
}

export type OrgService = ReturnType<typeof createOrgService>;
