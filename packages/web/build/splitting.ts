/** Which files the pages are made of: what is needed together travels together. */
import { resolve } from 'node:path';
import type { Rolldown } from 'vite';

const source = resolve(import.meta.dirname, '../src');

/** What both surfaces need at once: left alone it became nine files, each a round trip on a phone. */
const sharedAtOnce =
  /node_modules\/(react|react-dom|scheduler|wouter|regexparam|use-sync-external-store|@tanstack|typebox\/build\/type\/types)\/|packages\/core\/src\/(base|access|org|tasks|daily-reports|files|messaging|audit)\/(contract|[a-z]+-calls|shapes|errors|call|schemas)\.ts|packages\/core\/src\/forms\/messages\.ts|packages\/web\/src\/(base\/[^.]+|messages\/base\.zh)\.tsx?|vite\/|rolldown/;

/** Of the schemas' library what checks values and works out types of types; a phone only describes. */
const schemaChecks =
  /typebox\/build\/(?!guard\/|system\/(memory|settings|arguments|unreachable)|type\/(action\/_add_optional|engine\/enum\/|types\/(_optional|any|array|boolean|cyclic|deferred|enum|integer|literal|null|number|object|properties|ref|schema|string|tuple|union|unknown|unsafe)\.))/;

/**
 * The pages somebody meets before signing in, with what only they are made of: one file and one sheet beyond the first
 * page's. What they share with signed-in pages stays where it is, hence without their dependencies.
 */
const wayIn = /packages\/web\/src\/mobile\/binding\/(?!ChangeRequestPage)/;

/** The phone's frame, which the designer's preview shows as well: left alone it became three files. */
const phoneFrame =
  /packages\/web\/src\/(mobile\/(frame|queue|session|storage)\/|mobile\/(text|query-client|messages\/unread|home\/open-tasks)\.|messages\/mobile\.zh|files\/(outgoing|keep)\.)/;

/**
 * What filling in a form on a phone needs at once, followed from its page through everything that is not loaded later:
 * three files. Left alone it became thirty, whose headers alone weighed as much as a tenth of the page.
 */
function partOfFilling(): (id: string, graph: Graph) => string | null {
  const followed = (from: string, graph: Graph, found = new Set<string>()): Set<string> => {
    if (found.has(from) || !/packages\/(core|web)\/src\//.test(from)) return found;
    found.add(from);
    for (const next of graph.getModuleInfo(from)?.importedIds ?? []) followed(next, graph, found);
    return found;
  };
  let parts: Set<string> | undefined;
  return (id, graph) => {
    parts ??= followed(resolve(source, 'mobile/form-filling/FillPage.tsx'), graph).difference(
      // The first page of all does without the rest.
      followed(resolve(source, 'mobile/main.tsx'), graph),
    );
    // Small, and shared by controls that are loaded later: a file of their own would weigh more than they do.
    if (/packages\/web\/src\/forms\/(near|row-changes|Rating)\.tsx?$/.test(id)) return 'form-view';
    if (!parts.has(id)) return null;
    if (/packages\/core\/src\//.test(id)) return 'form-engine';
    // The desk fills in the same forms with controls of its own.
    return /packages\/web\/src\/(mobile|forms\/mobile)\//.test(id) ? 'form-filling' : 'form-view';
  };
}
type Graph = Pick<Rolldown.ChunkingContext, 'getModuleInfo'>;

export const groups = [
  { name: 'schema-checks', test: schemaChecks, priority: 1, includeDependenciesRecursively: false },
  { name: 'shared', test: sharedAtOnce },
  { name: 'frame', test: phoneFrame, includeDependenciesRecursively: false },
  { name: 'way-in', test: wayIn, includeDependenciesRecursively: false },
  { name: partOfFilling(), includeDependenciesRecursively: false },
];
