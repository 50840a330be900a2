/** Carrying out what `package-plan.ts` found, in the caller's transaction. */
import type { PackageContent } from '@anshao/core/apps/package-file.ts';
import { Problem } from '@anshao/core/base/errors.ts';
import { picturesIn } from '@anshao/core/forms/pictures.ts';
import { appendEvents } from '../audit/service.ts';
import type { Transaction } from '../base/database/sql.ts';
import { putDraft, takeDesign } from '../forms/designs.ts';
import { carryOut, type Publication, planPublication } from '../forms/publications.ts';
import { insertApp, setShippedLook, takeApp, updateApp } from './app-store.ts';
import { addEntries } from './package-entries.ts';
import { type ImportStep, type PlanOptions, planPackage } from './package-plan.ts';
import * as store from './package-store.ts';
import type { PicturePort } from './pictures.ts';

export interface Importing extends PlanOptions {
  readonly origin: string;
  readonly by: string | null;
  readonly at: Date;
  readonly newId: () => string;
  readonly pictures: PicturePort;
}

/**
 * @returns what was done; all steps are `keep` when there was nothing left to do
 * @throws Problem `base.invalid` with everything in the way; `TableBusy`
 */
export async function importPackage(
  transaction: Transaction,
  content: PackageContent,
  importing: Importing,
): Promise<readonly ImportStep[]> {
  const { at, by, origin } = importing;
  // Nobody draws on these meanwhile: always in this order, so that two imports cannot wait for each other.
  const here = await takeApp(transaction, content.app.id);
  for (const id of content.forms.map(({ definition }) => definition.id).sort()) await takeDesign(transaction, id);
  const plan = await planPackage(transaction, content, importing);
  if (plan.problems.length > 0) throw new Problem('base.invalid', { app: content.app.key }, plan.problems);
  const made = { at, by };

  if (plan.app?.isNew) {
    const { id, key } = content.app;
    await insertApp(transaction, { ...plan.app.look, id, key, origin, shipped: plan.app.shipped }, made);
  } else if (plan.app && here) {
    await updateApp(transaction, { ...plan.app.look, id: here.id, status: here.status }, made);
    await setShippedLook(transaction, here.id, plan.app.shipped);
  }
  const codes = new Map(plan.dictionaries.map((planned) => [planned.key, planned.codes]));
  for (const dictionary of content.dictionaries) {
    const missing = codes.get(dictionary.key);
    if (missing) await addEntries(transaction, dictionary, missing, importing.newId);
  }

  const publications: Publication[] = [];
  for (const form of plan.forms) {
    if (form.action !== 'publish') continue;
    const publication = await planPublication(transaction, form.definition);
    if (publication) publications.push(publication);
  }
  const madeHere = new Set(plan.forms.filter(({ isNew }) => isNew).map(({ definition }) => definition.key));
  const app = content.app.id;
  await storePictures(transaction, content, plan.pictures, importing);
  for (const form of plan.forms) {
    if (form.action !== 'draft') continue;
    await putDraft(transaction, {
      form: form.definition.id,
      app,
      definition: form.definition,
      revision: form.revision + 1,
      basedOn: form.version,
      at,
      by,
    });
  }
  // Those that are there keep where they came from.
  const changed = publications.filter(({ definition }) => !madeHere.has(definition.key));
  const created = publications.filter(({ definition }) => madeHere.has(definition.key));
  const finish = async () => {
    for (const { action, definition, access, isNew, isAdopted } of plan.forms) {
      if (action === 'nothing') continue;
      await store.setShipped(transaction, { id: definition.id, app, shipped: definition });
      if (access && (isNew || isAdopted)) await store.setFirstAccess(transaction, definition.id, access);
    }
    if (plan.steps.some((step) => step.do !== 'keep')) await tell(transaction, content, plan.steps, importing);
  };
  await carryOut(
    transaction,
    [
      ...created.map((publication) => ({ publication, by: { personId: by, at, app, origin } })),
      ...changed.map((publication) => ({ publication, by: { personId: by, at, app } })),
    ],
    finish,
  );
  return plan.steps;
}

async function storePictures(
  transaction: Transaction,
  content: PackageContent,
  ids: readonly string[],
  { pictures, by, at }: Importing,
): Promise<void> {
  const wanted = new Set(ids);
  for (const [index, { id, name, base64 }] of content.pictures.entries()) {
    if (!wanted.has(id)) continue;
    const isStored = await pictures.store(transaction, { id, name, bytes: Buffer.from(base64, 'base64'), by, at });
    if (!isStored)
      throw new Problem('base.invalid', { app: content.app.key }, [
        { path: `pictures[${index}]`, code: 'apps.picture-broken', details: { name } },
      ]);
  }
  for (const { definition } of content.forms)
    await pictures.link(transaction, definition.id, picturesIn(definition), at);
}

async function tell(
  transaction: Transaction,
  content: PackageContent,
  steps: readonly ImportStep[],
  { at, by, origin }: Importing,
): Promise<void> {
  const count = (what: 'create' | 'update') => steps.filter((step) => step.do === what).length;
  await appendEvents(transaction, [
    {
      at,
      type: 'apps.imported',
      actorId: by,
      subjectId: content.app.id,
      data: { name: content.app.name, origin, created: count('create'), updated: count('update') },
    },
  ]);
}
