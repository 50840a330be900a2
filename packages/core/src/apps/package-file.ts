/**
 * The package file: how it is written so that people can read and compare it, what its digest is taken over, and what
 * can be wrong with it before anybody looks at what is here already. The digest tells a file that was cut off or edited
 * from a whole one; it is no signature.
 */

import { canonicalJson } from '../base/canonical-json.ts';
import { Compile } from '../base/compile.ts';
import type { FieldProblem } from '../base/errors.ts';
import { checkDefinition } from '../forms/check-definition.ts';
import { shapeProblems } from '../forms/check-shape.ts';
import type { FormDefinition } from '../forms/contract.ts';
import { picturesIn } from '../forms/pictures.ts';
import { Audience, Menu, type MenuEntry } from './applications.ts';
import { Package, packageFormat } from './package.ts';

const shape = Compile(Package);
const menuShape = Compile(Menu);
const audienceShape = Compile(Audience);

/** A file that is none of ours can be wrong in any number of places. */
const mostTold = 200;

export type PackageContent = Omit<Package, 'digest'>;

/** What SHA-256 is taken over. */
export function digestInput(content: PackageContent | Package): string {
  const { digest: _, ...rest } = content as Package;
  return canonicalJson(rest);
}

/** The file's text: keys in order, two blanks deep, a line break at the end. */
export function packageText(whole: Package): string {
  return `${JSON.stringify(JSON.parse(canonicalJson(whole)), null, 2)}\n`;
}

export type ReadPackage =
  | { readonly state: 'sound'; readonly package: Package }
  | { readonly state: 'newer'; readonly format: number }
  /** Cut off or changed by hand. */
  | { readonly state: 'broken' }
  | { readonly state: 'malformed'; readonly problems: readonly FieldProblem[] };

/**
 * @param given what was parsed from the file
 * @param hash SHA-256 in hex; made by whoever has a crypto library at hand
 */
export function readPackage(given: unknown, hash: (text: string) => string): ReadPackage {
  if (typeof given !== 'object' || given === null || Array.isArray(given)) return { state: 'broken' };
  const { format, digest } = given as { format?: unknown; digest?: unknown };
  if (typeof format === 'number' && Number.isInteger(format) && format > packageFormat)
    return { state: 'newer', format };
  if (typeof digest !== 'string' || hash(digestInput(given as Package)) !== digest) return { state: 'broken' };
  const problems = shapeProblems(shape, given, '').slice(0, mostTold);
  return problems.length > 0 ? { state: 'malformed', problems } : { state: 'sound', package: given as Package };
}

/** Everything wrong with a sound file's content by itself; paths lead into the file. */
export function packageProblems(whole: PackageContent): FieldProblem[] {
  const { app, forms, dictionaries, pictures } = whole;
  const keys = forms.map(({ definition }) => definition.key);
  return [
    ...shapeProblems(menuShape, app.menu, 'app.menu'),
    ...shapeProblems(audienceShape, app.audience, 'app.audience'),
    ...(menuShape.Check(app.menu) ? menuProblems(app.menu, new Set(keys), 'app.menu') : []),
    ...repeated(keys, (index) => `forms[${index}].definition.key`),
    ...repeated(
      forms.map(({ definition }) => definition.id),
      (index) => `forms[${index}].definition.id`,
    ),
    ...forms.flatMap(({ definition }, index) =>
      checkDefinition(definition).map((one) => ({ ...one, path: `forms[${index}].definition.${one.path}` })),
    ),
    ...repeated(
      dictionaries.map(({ key }) => key),
      (index) => `dictionaries[${index}].key`,
    ),
    ...dictionaries.flatMap((dictionary, index) => entryProblems(dictionary.entries, `dictionaries[${index}].entries`)),
    ...repeated(
      pictures.map(({ id }) => id),
      (index) => `pictures[${index}].id`,
    ),
    ...forms.flatMap(({ definition }, index) =>
      pictureProblems(definition, new Set(pictures.map(({ id }) => id)), `forms[${index}].definition.layout`),
    ),
  ];
}

/** Menu entries of forms that are not there. */
export function menuProblems(menu: readonly MenuEntry[], forms: ReadonlySet<string>, at: string): FieldProblem[] {
  return menu.flatMap((entry, index): FieldProblem[] => {
    const here = `${at}[${index}]`;
    if (entry.kind === 'group') return menuProblems(entry.entries, forms, `${here}.entries`);
    if (entry.kind !== 'form' || forms.has(entry.form)) return [];
    return [{ path: `${here}.form`, code: 'apps.menu-form', details: { form: entry.form } }];
  });
}

function pictureProblems(definition: FormDefinition, known: ReadonlySet<string>, at: string): FieldProblem[] {
  // A layout that is none is told by `checkDefinition`.
  if (checkDefinition(definition).length > 0) return [];
  return picturesIn(definition)
    .filter((id) => !known.has(id))
    .map((id) => ({ path: at, code: 'apps.picture-missing', details: { id } }));
}

function entryProblems(
  entries: readonly { readonly code: string; readonly parent?: string }[],
  at: string,
): FieldProblem[] {
  const parents = new Map(entries.map(({ code, parent }) => [code, parent]));
  const problems = repeated(
    entries.map(({ code }) => code),
    (index) => `${at}[${index}].code`,
  );
  entries.forEach(({ code, parent }, index) => {
    if (parent === undefined) return;
    if (!parents.has(parent) || isBelow(parent, code, parents))
      problems.push({ path: `${at}[${index}].parent`, code: 'apps.parent-unknown', details: { parent } });
  });
  return problems;
}

/** Whether going up from `from` comes by `code`. */
function isBelow(from: string, code: string, parents: ReadonlyMap<string, string | undefined>): boolean {
  const seen = new Set<string>();
  for (let at: string | undefined = from; at !== undefined && !seen.has(at); at = parents.get(at)) {
    if (at === code) return true;
    seen.add(at);
  }
  return false;
}

function repeated(values: readonly string[], pathOf: (index: number) => string): FieldProblem[] {
  const seen = new Set<string>();
  return values.flatMap((key, index) => {
    const isNew = !seen.has(key);
    seen.add(key);
    return isNew ? [] : [{ path: pathOf(index), code: 'apps.repeated', details: { key } }];
  });
}
