/** Shared lists over HTTP. */
import * as call from '@anshao/core/forms/dictionaries-contract.ts';
import type { Routes } from '../access/routing.ts';
import type { DictionaryKeeping } from './dictionary-keeping.ts';

export function registerDictionaryRoutes(routes: Routes, dictionaries: DictionaryKeeping): void {
  routes.on(call.listDictionaries, async ({ viewer }) => ({ rows: await dictionaries.list(viewer) }));
  routes.on(call.createDictionary, ({ viewer, body }) => dictionaries.create(viewer, body.key, body.name));
  routes.on(call.getDictionary, ({ viewer, params }) => dictionaries.get(viewer, params.dictionary));
  routes.on(call.renameDictionary, ({ viewer, params, body }) =>
    dictionaries.rename(viewer, params.dictionary, body.name),
  );
  routes.on(call.saveEntry, ({ viewer, params, body }) =>
    dictionaries.saveEntry(viewer, params.dictionary, params.entry, body),
  );
  routes.on(call.orderEntries, ({ viewer, params, body }) =>
    dictionaries.order(viewer, params.dictionary, body.entries),
  );
}
