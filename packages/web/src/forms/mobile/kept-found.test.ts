import { beforeEach, expect, test, vi } from 'vitest';
import { ApiProblem } from '../../base/api.ts';
import { discardEverything } from '../../files/keep.ts';
import type { Finder, Found, FoundPage } from '../find.ts';
import {
  keepingFinder,
  keepPage,
  keepPicked,
  keptFound,
  keptName,
  mostLists,
  mostPicked,
  mostRows,
  offered,
} from './kept-found.ts';

const lost = () => new ApiProblem('offline', 0, { code: 'web.offline', message: '', trace: '' });
const refused = () => new ApiProblem('refused', 404, { code: 'base.not-found', message: '没有找到', trace: '' });

const row = (id: string, name = id): Found => ({ id, name, detail: '', fills: { place: `${name}旁` } });
const pump = row('pump', '3栋 消防泵房');
const roof = row('roof', '1栋 天台');
const lift = row('lift', '3栋 电梯机房');

/** Answers from one page, until it is told what to fail with. */
function server(page: FoundPage, ...from: readonly string[]) {
  const state: { page: FoundPage; failing: Error | undefined } = { page, failing: undefined };
  const finder: Finder = {
    from: ['links', 'rounds', 'point', ...from],
    find: async () => {
      if (state.failing) throw state.failing;
      return state.page;
    },
  };
  return { state, finder };
}

const ids = (page: FoundPage) => page.rows.map(({ id }) => id);
const list = async (finder: Finder, person = 'li') => keptFound(keptName(finder, person) ?? '');

beforeEach(discardEverything);

test('without signal the list seen last is offered, with what choosing one fills in, and said to be kept', async () => {
  const { state, finder } = server({ rows: [roof, pump], next: 'more' });
  const keeping = keepingFinder(finder, 'li');
  expect(await keeping.find('', undefined)).toEqual({ rows: [roof, pump], next: 'more' });
  await vi.waitFor(async () => expect(await list(finder)).toBeDefined());
  state.failing = lost();
  expect(await keeping.find('', undefined)).toEqual({ rows: [roof, pump], isKept: true });
});

test('without signal the words are looked for in the names, each on its own', async () => {
  const { state, finder } = server({ rows: [] });
  await keepPage(keptName(finder, 'li') ?? '', { rows: [roof, pump, lift] }, true);
  state.failing = lost();
  const keeping = keepingFinder(finder, 'li');
  expect(ids(await keeping.find('3栋', undefined))).toEqual(['pump', 'lift']);
  expect(ids(await keeping.find('泵 3栋', undefined))).toEqual(['pump']);
  expect(ids(await keeping.find('门岗', undefined))).toEqual([]);
});

test('what was found by words is not taken for the whole list', async () => {
  const { state, finder } = server({ rows: [pump] });
  const keeping = keepingFinder(finder, 'li');
  await keeping.find('泵', undefined);
  state.failing = lost();
  await expect(keeping.find('', undefined)).rejects.toThrow('还没有可选的数据');
});

test('where nothing was kept it is said how to have it, and nothing of saved content', async () => {
  const { state, finder } = server({ rows: [] });
  state.failing = lost();
  await expect(keepingFinder(finder, 'li').find('', undefined)).rejects.toThrow(
    /^没有网络，还没有可选的数据；连上网络打开一次后可离线选择$/,
  );
});

test('a refusal is never papered over with what was kept', async () => {
  const { state, finder } = server({ rows: [roof] });
  await keepPage(keptName(finder, 'li') ?? '', { rows: [roof] }, true);
  state.failing = refused();
  await expect(keepingFinder(finder, 'li').find('', undefined)).rejects.toBe(state.failing);
});

test('what one person saw another does not see, nor one community what was seen for another', async () => {
  const here = server({ rows: [] }, 'here');
  const there = server({ rows: [] }, 'there');
  await keepPage(keptName(here.finder, 'li') ?? '', { rows: [roof] }, true);
  here.state.failing = lost();
  there.state.failing = lost();
  expect(ids(await keepingFinder(here.finder, 'li').find('', undefined))).toEqual(['roof']);
  await expect(keepingFinder(here.finder, 'wang').find('', undefined)).rejects.toThrow('还没有可选的数据');
  await expect(keepingFinder(there.finder, 'li').find('', undefined)).rejects.toThrow('还没有可选的数据');
});

test('after signing out nothing is left', async () => {
  const { finder } = server({ rows: [] });
  await keepPage(keptName(finder, 'li') ?? '', { rows: [roof] }, true);
  await discardEverything();
  expect(await list(finder)).toBeUndefined();
});

test('examples are not kept, nor anything while nobody is known', async () => {
  expect(keptName({ ...server({ rows: [] }).finder, from: ['examples', 'linkedRecord'] }, 'li')).toBeUndefined();
  const { state, finder } = server({ rows: [roof] });
  expect(keptName(finder, undefined)).toBeUndefined();
  const keeping = keepingFinder(finder, undefined);
  expect(ids(await keeping.find('', undefined))).toEqual(['roof']);
  state.failing = lost();
  await expect(keeping.find('', undefined)).rejects.toThrow('还没有可选的数据');
});

test('those picked before come first, the newest ahead, each once and as the list has it now', async () => {
  await keepPage('list', { rows: [roof, pump, lift], next: 'more' }, true);
  await keepPicked('list', pump);
  await keepPicked('list', lift);
  await keepPicked('list', pump);
  await keepPage('list', { rows: [roof, { ...pump, name: '3栋 新泵房' }, lift], next: 'more' }, true);
  const kept = await keptFound('list');
  expect(kept && offered(kept, '').map(({ name }) => name)).toEqual(['3栋 新泵房', '3栋 电梯机房', '1栋 天台']);
});

test('one that was picked and is gone from the whole list is not offered any more', async () => {
  await keepPicked('list', pump);
  await keepPage('list', { rows: [roof], next: 'more' }, true);
  expect((await keptFound('list'))?.picked).toEqual([pump]);
  await keepPage('list', { rows: [roof] }, true);
  expect((await keptFound('list'))?.picked).toEqual([]);
});

test('pages seen later go on the list; the first page again keeps them, without what it no longer has', async () => {
  const [a, b, c, d, e] = ['a', 'b', 'c', 'd', 'e'].map((id) => row(id)) as [Found, Found, Found, Found, Found];
  await keepPage('list', { rows: [a, b], next: '1' }, true);
  await keepPage('list', { rows: [c, d], next: '2' }, false);
  await keepPage('list', { rows: [e] }, false);
  expect((await keptFound('list'))?.rows).toEqual([a, b, c, d, e]);
  await keepPage('list', { rows: [a, c], next: '1' }, true);
  expect((await keptFound('list'))?.rows).toEqual([a, c, d, e]);
  await keepPage('list', { rows: [d, e], next: '2' }, false);
  expect((await keptFound('list'))?.rows).toEqual([a, c, d, e]);
});

test('lists, their rows and what was picked are bounded; the list used longest ago goes', async () => {
  const many = Array.from({ length: mostRows + 50 }, (_, index) => row(`r${index}`));
  for (const one of many.slice(0, mostPicked + 5)) await keepPicked('list 0', one);
  await keepPage('list 0', { rows: many, next: 'more' }, true);
  const kept = await keptFound('list 0');
  expect(kept?.rows).toHaveLength(mostRows);
  expect(kept?.picked).toHaveLength(mostPicked);
  expect(kept?.picked[0]?.id).toBe(`r${mostPicked + 4}`);
  for (let index = 1; index < mostLists; index += 1) await keepPage(`list ${index}`, { rows: [roof] }, true);
  await keepPicked('list 0', roof);
  await keepPage('one more', { rows: [roof] }, true);
  expect(await keptFound('list 1')).toBeUndefined();
  expect(await keptFound('list 0')).toBeDefined();
  expect(await keptFound('list 2')).toBeDefined();
});

test('changes at the same moment do not lose one another', async () => {
  await Promise.all([
    keepPicked('list', pump),
    keepPicked('list', roof),
    keepPage('list', { rows: [pump, roof] }, true),
  ]);
  expect((await keptFound('list'))?.picked.map(({ id }) => id)).toEqual(['roof', 'pump']);
});
