/** The services of designing on a test database, with an application to draw in. */
import type { FieldDefinition, FormDefinition } from '@anshao/core/forms/contract.ts';
import { findApp, insertApp } from '../../apps/app-store.ts';
import { inTransaction } from '../../base/database/pool.ts';
import type { Runtime } from '../../base/runtime.ts';
import { createDefinitions } from '../definitions.ts';
import { createDesigns, type DesignDeps } from '../designs.ts';
import { createShares } from '../shares.ts';
import { createUsages, type UsageProvider } from '../usages.ts';
import { createVersions } from '../versions.ts';

/** Every picture may be used: files have tests of their own. */
const anyPictures: DesignDeps['pictures'] = {
  link: async () => {},
  usable: async (_db, _viewer, _form, ids) => new Set(ids),
};

export function designingFor(runtime: Runtime, providers: readonly UsageProvider[] = []) {
  return {
    designs: createDesigns(runtime, {
      usages: createUsages(providers),
      pictures: anyPictures,
      appExists: async (db, app) => (await findApp(db, app)) !== undefined,
    }),
    versions: createVersions(runtime, { definitions: createDefinitions(runtime), managed: new Map() }),
    shares: createShares(runtime),
  };
}

export async function buildApp(runtime: Runtime, name = '测试应用'): Promise<string> {
  const id = runtime.newId();
  const look = { name, icon: 'box', description: '', audience: { roles: null }, menu: [] };
  const key = `app${id.slice(-12)}`;
  await inTransaction(runtime.pool, (transaction) =>
    insertApp(transaction, { ...look, id, key, origin: 'own', shipped: null }, { at: runtime.clock.now(), by: null }),
  );
  return id;
}

export function buildDesign(
  runtime: Runtime,
  key: string,
  fields: readonly FieldDefinition[],
  more: Partial<FormDefinition> = {},
): FormDefinition {
  return { id: runtime.newId(), key, name: `表单 ${key}`, fields, ...more };
}
