/**
 * What importing a package would do here: part by part, compared with what is there. A thing that was changed here
 * since a package brought it is never overwritten; what the package last brought is kept beside it to tell.
 */

import type { MenuEntry } from '@anshao/core/apps/applications.ts';
import { Audience } from '@anshao/core/apps/applications.ts';
import type { Package } from '@anshao/core/apps/package.ts';
import { type PackageContent, packageProblems } from '@anshao/core/apps/package-file.ts';
import type { FieldProblem } from '@anshao/core/base/errors.ts';
import { Value } from '@anshao/core/base/value.ts';
import { checkLinks } from '@anshao/core/forms/check-links.ts';
import type { FormDefinition } from '@anshao/core/forms/contract.ts';
import type { FormAccess, PlannedChange } from '@anshao/core/forms/designing.ts';
import { tableName } from '@anshao/core/forms/naming.ts';
import { plannedChanges } from '@anshao/core/forms/planned-changes.ts';
import { planPublish } from '@anshao/core/forms/publish-plan.ts';
import { storageProblems } from '@anshao/core/forms/storable.ts';
import { affectedUsages, formsLinked, usageProblems } from '@anshao/core/forms/usages.ts';
import type { Queryable } from '../base/database/sql.ts';
import { isSameDocument } from '../forms/documents.ts';
import { countUpTo, keyOwner, publishedForms, rewriteProblems } from '../forms/publications.ts';
import type { Usages } from '../forms/usages.ts';
import { type AppLook, findApp, keyOwnerOfApp } from './app-store.ts';
import { missingEntries } from './package-entries.ts';
import * as store from './package-store.ts';

export interface ImportStep {
  readonly do: 'create' | 'update' | 'keep';
  readonly what: 'app' | 'form' | 'dictionary' | 'picture';
  readonly key: string;
  readonly name: string;
  readonly changes?: PlannedChange[];
  readonly isChangedHere: boolean;
}

export interface PlannedForm {
  readonly definition: FormDefinition;
  readonly access: FormAccess | undefined;
  /** `ship`: only what it can go back to, and its application, are written down. */
  readonly action: 'publish' | 'draft' | 'ship' | 'nothing';
  readonly isNew: boolean;
  /** It was here before it belonged to any application. */
  readonly isAdopted: boolean;
  readonly revision: number;
  readonly version: number;
}

export interface PackagePlan {
  readonly steps: readonly ImportStep[];
  /** When there are any, nothing may be carried out. */
  readonly problems: readonly FieldProblem[];
  /** As it will be; undefined when it stays as it is. */
  readonly app: { readonly look: AppLook; readonly shipped: AppLook; readonly isNew: boolean } | undefined;
  readonly forms: readonly PlannedForm[];
  /** Entries to add, by dictionary. */
  readonly dictionaries: readonly { readonly key: string; readonly codes: readonly string[] }[];
  readonly pictures: readonly string[];
}

export interface PlanOptions {
  readonly usages: Usages;
  /** What becomes of a form that was changed here: a draft for somebody to look at, or nothing. */
  readonly changedHere: 'draft' | 'keep';
}

export async function planPackage(db: Queryable, content: PackageContent, options: PlanOptions): Promise<PackagePlan> {
  const unsafe = storageProblems(content);
  const wrong = unsafe.length > 0 ? unsafe : packageProblems(content);
  // What is wrong by itself cannot be compared with anything.
  if (wrong.length > 0)
    return { steps: [], problems: wrong, app: undefined, forms: [], dictionaries: [], pictures: [] };
  const app = await planApp(db, content.app);
  const forms: Awaited<ReturnType<typeof planForm>>[] = [];
  for (const [index, form] of content.forms.entries())
    forms.push(await planForm(db, content, form, `forms[${index}]`, options));
  const dictionaries = [];
  for (const dictionary of content.dictionaries) dictionaries.push(await planDictionary(db, dictionary));
  const known = await store.filesAmong(
    db,
    content.pictures.map(({ id }) => id),
  );
  const pictures = content.pictures.filter(({ id }) => !known.has(id));
  return {
    steps: [
      app.step,
      ...dictionaries.map(({ step }) => step),
      ...forms.map(({ step }) => step),
      ...content.pictures.map(({ id, name }): ImportStep => {
        return { do: known.has(id) ? 'keep' : 'create', what: 'picture', key: id, name, isChangedHere: false };
      }),
    ],
    problems: [...app.problems, ...forms.flatMap(({ problems }) => problems)],
    app: app.change,
    forms: forms.map(({ planned }) => planned),
    dictionaries: dictionaries.flatMap(({ planned }) => (planned ? [planned] : [])),
    pictures: pictures.map(({ id }) => id),
  };
}

const lookParts = ['name', 'icon', 'description', 'audience', 'menu'] as const;

async function planApp(db: Queryable, app: Package['app']) {
  const { id, key, name } = app;
  const problems: FieldProblem[] = [];
  const owner = await keyOwnerOfApp(db, key, id);
  if (owner !== undefined) problems.push({ path: 'app.key', code: 'apps.key-taken', details: { key, name: owner } });
  const brought = lookOf(app);
  const here = await findApp(db, id);
  const step = (what: 'create' | 'update' | 'keep', isChangedHere = false): ImportStep => {
    return { do: what, what: 'app', key, name, isChangedHere };
  };
  if (!here) return { step: step('create'), problems, change: { look: brought, shipped: brought, isNew: true } };
  // An application drawn here has nothing to be compared with: all of it is its owner's.
  const last = here.shipped;
  const follows = lookParts.filter((part) => last !== null && isSameDocument(here[part], last[part]));
  const changed = follows.filter((part) => !isSameDocument(here[part], brought[part]));
  const isChangedHere = follows.length < lookParts.length;
  if (changed.length === 0 && last !== null && isSameDocument(last, brought))
    return { step: step('keep', isChangedHere), problems, change: undefined };
  const current: AppLook = lookOf(here);
  const look = { ...current, ...Object.fromEntries(changed.map((part) => [part, brought[part]])) };
  return {
    step: step(changed.length > 0 ? 'update' : 'keep', isChangedHere),
    problems,
    change: { look, shipped: brought, isNew: false },
  };
}

/** @param app whose menu and audience have been checked */
function lookOf(app: { name: string; icon: string; description: string; audience: unknown; menu: unknown }): AppLook {
  return {
    name: app.name,
    icon: app.icon,
    description: app.description,
    audience: Value.Check(Audience, app.audience) ? app.audience : { roles: null },
    menu: app.menu as readonly MenuEntry[],
  };
}

async function planForm(
  db: Queryable,
  content: PackageContent,
  { definition, access }: { definition: FormDefinition; access?: FormAccess },
  at: string,
  { usages, changedHere }: PlanOptions,
) {
  const { id, key, name } = definition;
  const problems: FieldProblem[] = [];
  const here = await store.formHere(db, id);
  const owner = await keyOwner(db, key, id);
  if (owner !== undefined)
    problems.push({ path: `${at}.definition.key`, code: 'forms.key-taken', details: { key, name: owner } });
  if (here && here.version > 0 && here.key !== key)
    problems.push({ path: `${at}.definition.key`, code: 'forms.key-fixed', details: { key: here.key } });
  if (here?.app && here.app !== content.app.id)
    problems.push({ path: `${at}.definition.id`, code: 'apps.form-elsewhere', details: { app: here.appName } });
  problems.push(...(await linkProblems(db, content, definition, at)));

  const plannedFor = (action: PlannedForm['action']): PlannedForm => ({
    definition,
    access,
    action,
    isNew: !here,
    isAdopted: here !== undefined && here.app === null,
    revision: here?.revision ?? 0,
    version: here?.version ?? 0,
  });
  const step = (what: ImportStep['do'], isChangedHere: boolean, changes?: PlannedChange[]): ImportStep => {
    return { do: what, what: 'form', key, name, isChangedHere, ...(changes && { changes }) };
  };
  const keep = (action: 'ship' | 'nothing', isChangedHere: boolean) => {
    return { step: step('keep', isChangedHere), problems, planned: plannedFor(action) };
  };
  // Drawn here only, or another form altogether: there is nothing to compare with.
  if (here && (here.version === 0 || here.key !== key)) return keep('nothing', true);
  const published = here?.published ?? null;
  const isShipped = here !== undefined && here.shipped !== null && isSameDocument(here.shipped, definition);
  if (published && isSameDocument(published, definition))
    return keep(isShipped && here?.app ? 'nothing' : 'ship', false);
  if (here && published) {
    // Before definitions were kept beside, a shipped form could not be changed.
    const last = here.shipped ?? (here.origin.startsWith('preset:') ? published : null);
    if (here.hasDraft || last === null || !isSameDocument(last, published)) {
      if (isShipped) return keep('nothing', true);
      if (here.hasDraft || changedHere === 'keep') return keep('ship', true);
      return { step: step('update', true), problems, planned: plannedFor('draft') };
    }
  }
  const records = await countUpTo(db, tableName(key), 1);
  const plan = planPublish(published, definition, here?.retired ?? []);
  const used = published ? await usages.of(db, { id, key }) : [];
  const inTheWay = [
    ...plan.problems,
    ...(published ? usageProblems(published, definition, used) : []),
    ...(await rewriteProblems(db, definition, plan.steps)),
  ];
  problems.push(...inTheWay.map((one) => ({ ...one, path: `${at}.definition.${one.path}` })));
  const affected = published ? affectedUsages(published, definition, used) : [];
  const changes = plannedChanges(published, definition, plan, { records, affected });
  return { step: step(here ? 'update' : 'create', false, changes), problems, planned: plannedFor('publish') };
}

async function linkProblems(
  db: Queryable,
  content: PackageContent,
  definition: FormDefinition,
  at: string,
): Promise<FieldProblem[]> {
  const packed = content.forms.map((form): [string, FormDefinition] => [form.definition.key, form.definition]);
  const around = new Map([...(await publishedForms(db, formsLinked(definition))), ...packed]);
  return checkLinks(definition, around).map((one) => ({ ...one, path: `${at}.definition.${one.path}` }));
}

/** Entries are known by their codes. Those that are there stay as they are, also when the package has them no more. */
async function planDictionary(db: Queryable, dictionary: PackageContent['dictionaries'][number]) {
  const { key, name } = dictionary;
  const isNew = (await store.dictionaryName(db, key)) === undefined;
  const codes = await missingEntries(db, dictionary);
  const what = isNew ? 'create' : codes.length > 0 ? 'update' : 'keep';
  const step: ImportStep = { do: what, what: 'dictionary', key, name, isChangedHere: false };
  return { step, planned: what === 'keep' ? undefined : { key, codes } };
}
