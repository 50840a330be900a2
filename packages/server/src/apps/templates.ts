/**
 * Shipped applications to begin with. What is made from one is its owner's from then on: forms get ids and keys of
 * their own, so that the same template can be taken twice.
 */
import type { MenuEntry, Template } from '@anshao/core/apps/applications.ts';
import { appIcons } from '@anshao/core/apps/applications.ts';
import type { PackageContent } from '@anshao/core/apps/package-file.ts';
import { Problem } from '@anshao/core/base/errors.ts';
import type { FieldDefinition, FormDefinition } from '@anshao/core/forms/contract.ts';
import { requireScope, type Viewer } from '../access/viewer.ts';
import type { Transaction } from '../base/database/sql.ts';
import type { Runtime } from '../base/runtime.ts';
import { carryOut, keyOwner, type PlannedPublication, planPublication } from '../forms/publications.ts';
import { takeApp, updateApp } from './app-store.ts';
import { addEntries, missingEntries } from './package-entries.ts';
import { setFirstAccess } from './package-store.ts';

export function createTemplates(runtime: Runtime, shipped: readonly PackageContent[]) {
  return {
    list(viewer: Viewer): Template[] {
      requireScope(viewer, 'form.design');
      return shipped.map(({ app, forms }) => ({
        key: app.key,
        name: app.name,
        icon: appIcons.find((icon) => icon === app.icon) ?? 'clipboard',
        description: app.description,
        forms: forms.map(({ definition }) => definition.name),
      }));
    },

    /**
     * Fills an application that has just been made.
     * @throws Problem `apps.no-template`; `TableBusy`
     */
    async unpack(
      transaction: Transaction,
      key: string,
      app: string,
      made: { at: Date; by: string | null },
    ): Promise<void> {
      const template = shipped.find((one) => one.app.key === key);
      const row = await takeApp(transaction, app);
      if (!template || !row) throw new Problem('apps.no-template');
      const keys = new Map<string, string>();
      for (const { definition } of template.forms) {
        const free = await freeKey(transaction, definition.key, new Set(keys.values()));
        keys.set(definition.key, free);
      }
      for (const dictionary of template.dictionaries)
        await addEntries(transaction, dictionary, await missingEntries(transaction, dictionary), runtime.newId);
      const planned: PlannedPublication[] = [];
      const access = new Map(template.forms.map((form) => [keys.get(form.definition.key), form.access]));
      for (const { definition } of template.forms) {
        const own = { ...rekeyed(definition, keys), id: runtime.newId() };
        const publication = await planPublication(transaction, own);
        if (publication) planned.push({ publication, by: { personId: made.by, at: made.at, app, origin: 'own' } });
      }
      const menu = rekeyedMenu(template.app.menu as readonly MenuEntry[], keys);
      await updateApp(transaction, { ...row, menu }, made);
      await carryOut(transaction, planned, async () => {
        for (const { publication } of planned) {
          const grants = access.get(publication.definition.key);
          if (grants) await setFirstAccess(transaction, publication.definition.id, grants);
        }
      });
    },
  };
}

export type Templates = ReturnType<typeof createTemplates>;

/** `repair`, else `repair2`, `repair3` … */
async function freeKey(transaction: Transaction, key: string, taken: ReadonlySet<string>): Promise<string> {
  for (let number = 1; ; number++) {
    const candidate = number === 1 ? key : `${key.slice(0, 36)}${number}`;
    // An id that no form has: whoever has the key is somebody else.
    const owner = await keyOwner(transaction, candidate, '00000000-0000-0000-0000-000000000000');
    if (owner === undefined && !taken.has(candidate)) return candidate;
  }
}

/** The form under its new key, with the links to its neighbours following theirs. */
function rekeyed(definition: FormDefinition, keys: ReadonlyMap<string, string>): FormDefinition {
  const fields = (list: readonly FieldDefinition[]): FieldDefinition[] =>
    list.map((field) => {
      if (field.type === 'subform') return { ...field, fields: fields(field.fields) };
      if (field.type === 'linkedRecord' || field.type === 'linkedRecords' || field.type === 'backLinks')
        return { ...field, form: keys.get(field.form) ?? field.form };
      return field;
    });
  return { ...definition, key: keys.get(definition.key) ?? definition.key, fields: fields(definition.fields) };
}

function rekeyedMenu(menu: readonly MenuEntry[], keys: ReadonlyMap<string, string>): MenuEntry[] {
  return menu.map((entry): MenuEntry => {
    if (entry.kind === 'group') return { ...entry, entries: rekeyedMenu(entry.entries, keys) };
    return entry.kind === 'form' ? { ...entry, form: keys.get(entry.form) ?? entry.form } : entry;
  });
}
