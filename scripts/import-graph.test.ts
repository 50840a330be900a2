/**
 * Holds the direction of dependencies (docs/architecture.md). Each message says what to do instead.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const root = fileURLToPath(new URL('../', import.meta.url));

/** A module may import those of tiers before its own, and of its own tier where `mixed`. */
const tiers: readonly { name: string; modules: readonly string[]; mixed: boolean }[] = [
  { name: 'foundation', modules: ['base', 'expressions'], mixed: true },
  { name: 'platform', modules: ['org', 'access', 'audit', 'files', 'tasks', 'messaging', 'connectors'], mixed: true },
  { name: 'forms', modules: ['forms'], mixed: false },
  { name: 'engines', modules: ['rules', 'flows', 'reports'], mixed: false },
  { name: 'plans', modules: ['plans'], mixed: false },
  { name: 'capabilities', modules: ['daily-reports', 'hazards', 'inspections', 'emergencies'], mixed: false },
  { name: 'assembly', modules: ['apps', 'wiring', 'demo'], mixed: true },
];
const tierOf = new Map(tiers.flatMap((tier, index) => tier.modules.map((module) => [module, index] as const)));

interface Import {
  from: string;
  to: string;
}

function sources(folder: string): string[] {
  return readdirSync(`${root}${folder}`, { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.tsx?$/.test(name) && !name.includes('node_modules') && !name.startsWith('dist/'))
    .map((name) => `${folder}/${name}`);
}

const isTest = (path: string) => /\.(test|spec)\.tsx?$|\/testing(\/|\.ts$)/.test(path);

/** Every import of our own files, as paths from the root; type imports count, for they too need the other module. */
function imports(path: string): Import[] {
  const text = readFileSync(`${root}${path}`, 'utf8');
  const found = [...text.matchAll(/(?:from\s+|import\s*\(\s*|^import\s+)['"]([^'"]+)['"]/gm)];
  return found.flatMap(([, to = '']) => {
    if (to.startsWith('.')) return [{ from: path, to: relative(root, resolve(root, dirname(path), to)) }];
    const own = /^@anshao\/(core|server|web|presets)\/(.+)$/.exec(to);
    if (!own) return [];
    return [{ from: path, to: own[1] === 'presets' ? `presets/${own[2]}` : `packages/${own[1]}/src/${own[2]}` }];
  });
}

const folders = ['packages/core/src', 'packages/server/src', 'packages/web/src', 'presets'];
const all = folders.flatMap(sources).flatMap(imports);

const packageOf = (path: string) =>
  /^(?:packages\/(\w+)|(presets|e2e|bench|scripts))\//.exec(path)?.slice(1).find(Boolean);
const moduleOf = (path: string) => /^packages\/(?:core|server)\/src\/([^/.]+)\//.exec(path)?.[1];

function broken(rule: (one: Import) => string | undefined, of: readonly Import[] = all): string[] {
  return of.flatMap((one) => {
    const remedy = rule(one);
    return remedy ? [`${one.from} imports ${one.to}: ${remedy}`] : [];
  });
}

test('packages depend on core and presets on core, never web on server or the other way', () => {
  const allowed: Record<string, readonly string[]> = {
    core: ['core'],
    presets: ['presets', 'core'],
    server: ['server', 'core', 'presets'],
    web: ['web', 'core'],
  };
  const found = broken(
    ({ from, to }) => {
      const [here, there] = [packageOf(from), packageOf(to)];
      if (!here || !there || allowed[here]?.includes(there)) return undefined;
      return 'what both need belongs in packages/core, as a contract';
    },
    all.filter(({ from }) => !isTest(from)),
  );
  expect(found).toEqual([]);
});

test('modules import only tiers before their own', () => {
  const found = broken(
    ({ from, to }) => {
      const [here, there] = [moduleOf(from), moduleOf(to)];
      if (!here || !there || here === there) return undefined;
      const [mine, its] = [tierOf.get(here), tierOf.get(there)];
      if (mine === undefined || its === undefined)
        return `give the module a tier in ${relative(root, fileURLToPath(import.meta.url))}`;
      if (its < mine || (its === mine && tiers[mine]?.mixed)) return undefined;
      return 'publish an event or take what you need as an argument that wiring/ fills';
    },
    all.filter(({ from, to }) => !isTest(from) && !/^packages\/core\/src\/apps\/catalogue/.test(to)),
  );
  expect(found).toEqual([]);
});

test('another module is entered by its service, never by its store', () => {
  const found = broken(
    ({ from, to }) => {
      const [here, there] = [moduleOf(from), moduleOf(to)];
      if (!from.startsWith('packages/server') || !here || !there || here === there || there === 'base')
        return undefined;
      return /(^|[/-])store\.ts$/.test(to) ? 'ask the service to export what is needed' : undefined;
    },
    all.filter(({ from }) => !isTest(from) && !/\/(demo)\//.test(from)),
  );
  expect(found).toEqual([]);
});

test('the phone and the desk never import each other', () => {
  const side = (path: string) => /^packages\/web\/src\/(?:forms\/)?(mobile|desktop)\//.exec(path)?.[1];
  const found = broken(({ from, to }) =>
    side(from) && side(to) && side(from) !== side(to) ? 'move what both need above them' : undefined,
  );
  expect(found).toEqual([]);
});

test('core neither reads nor writes anything and knows no clock', () => {
  const core = sources('packages/core/src').filter((path) => !isTest(path));
  const found = core.flatMap((path) => {
    const text = readFileSync(`${root}${path}`, 'utf8');
    const outside = /from ['"](?:node:|pg['"]|fastify)/.test(text) ? ['imports the outside'] : [];
    const clock = /Date\.now\(\)|new Date\(\)|Math\.random\(\)|Temporal\.Now/.test(text)
      ? ['takes the time or chance by itself']
      : [];
    return [...outside, ...clock].map((what) => `${path} ${what}: take it as an argument`);
  });
  expect(found).toEqual([]);
});

test('nothing is named for having no idea', () => {
  const found = [...folders.flatMap(sources)].filter((path) =>
    /(^|\/)(utils?|common|helpers?|lib|misc)(\/|\.tsx?$)/.test(path),
  );
  expect(found).toEqual([]);
});

test('a file that is imported by nothing is not kept', () => {
  const entries = /(main|start|serve|sw|service-worker|load)\.tsx?$|\.d\.ts$|vite\.config\.ts$/;
  const used = new Set(
    [...all, ...['e2e', 'bench/src', 'scripts'].flatMap(sources).flatMap(imports)].map((one) => one.to),
  );
  const found = folders.flatMap(sources).filter((path) => !isTest(path) && !entries.test(path) && !used.has(path));
  expect(found).toEqual([]);
});
