/** Applications as files: written, looked at, brought in. */
import { createHash } from 'node:crypto';
import type { MenuEntry } from '@anshao/core/apps/applications.ts';
import type { Package } from '@anshao/core/apps/package.ts';
import { packageFormat } from '@anshao/core/apps/package.ts';
import { digestInput, type PackageContent, packageText, readPackage } from '@anshao/core/apps/package-file.ts';
import { type FieldProblem, Problem } from '@anshao/core/base/errors.ts';
import { picturesIn } from '@anshao/core/forms/pictures.ts';
import { localDate } from '@anshao/core/plans/occurrences.ts';
import { requireScope, type Viewer } from '../access/viewer.ts';
import type { Runtime } from '../base/runtime.ts';
import { allEntries, effectiveEntries } from '../forms/dictionaries.ts';
import { isTooDeep } from '../forms/documents.ts';
import { whileTablesAreBusy } from '../forms/publications.ts';
import { dictionariesNamed } from '../forms/shares.ts';
import type { Usages } from '../forms/usages.ts';
import { findApp } from './app-store.ts';
import { importPackage } from './package-import.ts';
import { type ImportStep, planPackage } from './package-plan.ts';
import * as store from './package-store.ts';
import type { PicturePort } from './pictures.ts';

export interface PackageDeps {
  readonly usages: Usages;
  readonly pictures: PicturePort;
  /** Of this program. */
  readonly version: string;
}

export function createPackages(runtime: Runtime, { usages, pictures, version }: PackageDeps) {
  const { pool, clock } = runtime;

  async function pack(app: string): Promise<PackageContent> {
    const row = await findApp(pool, app);
    if (!row) throw new Problem('base.not-found');
    const forms = await store.formsToPack(pool, app);
    const published = new Set(forms.map(({ definition }) => definition.key));
    return {
      format: packageFormat,
      writtenBy: `anshao ${version}`,
      app: {
        id: row.id,
        key: row.key,
        name: row.name,
        icon: row.icon,
        description: row.description,
        audience: row.audience,
        // A form that was only drawn so far does not travel, and neither does its place in the menu.
        menu: publishedOnly(row.menu, published),
      },
      dictionaries: await dictionaries(forms.flatMap(({ definition }) => dictionariesNamed(definition))),
      forms: forms.map(({ definition, access }) => ({ definition, ...(access && { access }) })),
      pictures: await packedPictures(forms.flatMap(({ definition }) => picturesIn(definition))),
    };
  }

  async function dictionaries(keys: readonly string[]): Promise<PackageContent['dictionaries']> {
    const today = localDate(clock.now(), 'Asia/Shanghai');
    const found: PackageContent['dictionaries'] = [];
    for (const key of [...new Set(keys)].sort()) {
      const name = await store.dictionaryName(pool, key);
      if (name === undefined) continue;
      // What a district has of its own stays there.
      const entries = effectiveEntries(await allEntries(pool, key), '', today);
      found.push({
        key,
        name,
        entries: entries.map(({ code, label, parent, details }) => ({
          code,
          label,
          ...(parent && { parent }),
          ...(Object.keys(details).length > 0 && { details }),
        })),
      });
    }
    return found;
  }

  async function packedPictures(ids: readonly string[]): Promise<PackageContent['pictures']> {
    const found: PackageContent['pictures'] = [];
    for (const id of [...new Set(ids)].sort()) {
      const picture = await pictures.read(id);
      if (!picture) throw new Error(`the picture ${id} of a form is gone`);
      found.push({ id, name: picture.name, mediaType: picture.mediaType, base64: picture.bytes.toString('base64') });
    }
    return found;
  }

  return {
    /** @returns the file's name and text */
    async export(viewer: Viewer, app: string): Promise<{ name: string; text: string }> {
      requireScope(viewer, 'form.design');
      const content = await pack(app);
      return { name: `${content.app.name}.anshao.json`, text: packageText(signed(content)) };
    },

    /** @throws Problem `apps.package-newer`, `apps.package-broken`, `base.invalid` when it is no package at all */
    async plan(
      viewer: Viewer,
      given: unknown,
    ): Promise<{ name: string; steps: ImportStep[]; problems: FieldProblem[] }> {
      requireScope(viewer, 'form.design');
      const whole = read(given);
      const plan = await planPackage(pool, whole, { usages, changedHere: 'draft' });
      return { name: whole.app.name, steps: [...plan.steps], problems: [...plan.problems] };
    },

    /** @throws Problem as `plan`, and `base.invalid` with everything in the way; `forms.table-busy` */
    async import(viewer: Viewer, given: unknown): Promise<{ app: string; steps: ImportStep[] }> {
      requireScope(viewer, 'form.design');
      const whole = read(given);
      const steps = await whileTablesAreBusy(pool, (transaction) =>
        importPackage(transaction, whole, {
          usages,
          pictures,
          changedHere: 'draft',
          origin: 'own',
          by: viewer.personId,
          at: clock.now(),
          newId: runtime.newId,
        }),
      );
      return { app: whole.app.id, steps: [...steps] };
    },
  };
}

export type Packages = ReturnType<typeof createPackages>;

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

/** The package with its digest. */
export function signed(content: PackageContent): Package {
  return { ...content, digest: sha256(digestInput(content)) };
}

function read(given: unknown): Package {
  // Before anything walks through it and runs out of stack.
  if (isTooDeep(given)) throw new Problem('apps.package-broken');
  const found = readPackage(given, sha256);
  switch (found.state) {
    case 'sound':
      return found.package;
    case 'newer':
      throw new Problem('apps.package-newer', { format: found.format, known: packageFormat });
    case 'broken':
      throw new Problem('apps.package-broken');
    case 'malformed':
      throw new Problem('base.invalid', undefined, found.problems);
    default:
      return found satisfies never;
  }
}

function publishedOnly(menu: readonly MenuEntry[], published: ReadonlySet<string>): MenuEntry[] {
  return menu.flatMap((entry): MenuEntry[] => {
    if (entry.kind === 'group') return [{ ...entry, entries: publishedOnly(entry.entries, published) }];
    return entry.kind === 'form' && !published.has(entry.form) ? [] : [entry];
  });
}
