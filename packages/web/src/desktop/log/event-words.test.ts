import { readdirSync, readFileSync } from 'node:fs';
import { Settings } from '@anshao/core/apps/contract.ts';
import { fileKinds } from '@anshao/core/files/contract.ts';
import { CommunityInput, CompanyInput, importKinds } from '@anshao/core/org/contract.ts';
import { PlanTiming, updatePlan } from '@anshao/core/plans/contract.ts';
import { expect, test } from 'vitest';
import { addEnglish, setLanguage } from '../../base/language.ts';
import { english } from '../english.ts';
import { events, eventTypes, eventWord, factsOf, pageOf, sentenceOf } from './event-words.ts';
import { isLogWord } from './log-text.ts';

const root = new URL('../../../../../', import.meta.url);
const names = { item: (code: string) => (code === 'lift' ? '电梯' : undefined) };
const id = '01900000-0000-7000-8000-00000000000a';

/** Sources of the server that write events, tests left out. */
function serverSources(): string[] {
  const folder = new URL('packages/server/src/', root);
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.ts') && !/test\.ts$|testing/.test(path))
    .map((path) => readFileSync(new URL(path, folder), 'utf8'))
    .filter((source) => /\b(NewEvent|appendEvents|eventsFragment)\b/.test(source));
}

/** Each event a source writes, with the keys of its data that stand in the source as a literal. */
function writtenEvents(): { type: string; keys: string[] }[] {
  return serverSources().flatMap((source) =>
    [...source.matchAll(/(?:\btype: |\blogged\()'([a-z]\w*\.\w+)'/gi)].map((match) => {
      const after = source.slice(match.index + match[0].length);
      const data = /^(?:.{0,300}?\bdata: |, [\w.]+, )(\{)/s.exec(after.split(/\btype: '|\blogged\('/)[0] ?? '');
      const begin = data && after.slice(data.index + data[0].length);
      return { type: match[1] ?? '', keys: begin ? literalKeys(begin) : [] };
    }),
  );
}

/** Keys at the top of an object literal whose opening brace has been read. */
function literalKeys(source: string): string[] {
  let depth = 0;
  let top = '';
  for (const letter of source) {
    if ('}])'.includes(letter)) depth -= 1;
    if (depth < 0) break;
    if (depth === 0) top += letter;
    if ('{[('.includes(letter)) depth += 1;
  }
  return top
    .split(',')
    .map((part) => /^\s*(\w+)\s*(?::|$)/.exec(part)?.[1])
    .filter((key) => key !== undefined);
}

const written = writtenEvents();
const table = events as Readonly<Record<string, Readonly<Record<string, unknown>>>>;

test('every event the server writes has a word, and no word stands for an event that is never written', () => {
  expect([...new Set(written.map(({ type }) => type))].sort()).toEqual([...eventTypes].sort());
});

test('every key that the server writes into an event is told or known to be an id', () => {
  const unknown = written.flatMap(({ type, keys }) =>
    keys.filter((key) => !Object.hasOwn(table[type] ?? {}, key)).map((key) => `${type} ${key}`),
  );
  expect(written.filter(({ keys }) => keys.length > 0).length).toBeGreaterThan(20);
  expect(unknown).toEqual([]);
});

test('what is written whole, as its contract describes it, has a word for every field', () => {
  const keysOf = (schema: { properties: object } | undefined) => Object.keys(schema?.properties ?? {});
  expect(Object.keys(events['apps.settingsChanged'])).toEqual(expect.arrayContaining(keysOf(Settings)));
  expect(Object.keys(events['org.companyChanged'])).toEqual(expect.arrayContaining(keysOf(CompanyInput)));
  expect(Object.keys(events['plans.updated'])).toEqual(expect.arrayContaining(keysOf(updatePlan.body)));
  const told = (type: string, data: Record<string, unknown>) =>
    factsOf({ type, data }, names).map(({ label }) => label);
  const timing = Object.fromEntries(keysOf(PlanTiming).map((key) => [key, 1]));
  expect(told('plans.updated', { timing }).join()).toMatch(/^[^a-z]+$/);
  const community = Object.fromEntries(keysOf(CommunityInput).map((key) => [key, 1]));
  expect(told('org.communityChanged', { before: {}, after: community }).join()).toMatch(/^[^a-z]+$/);
});

test('every value of a list has a word', () => {
  const ways = /type Channel = ([^;]+);/.exec(
    readFileSync(new URL('packages/server/src/access/sessions.ts', root), 'utf8'),
  );
  const kinds = readFileSync(new URL('presets/safety/messages.ts', root), 'utf8').matchAll(/\bkind: '([^']+)'/g);
  const cleaning = readFileSync(new URL('packages/server/src/files/clean-up.ts', root), 'utf8').matchAll(
    /removeRows\('(\w+)'/g,
  );
  const wanted = [
    ...[...(ways?.[1] ?? '').matchAll(/'(\w+)'/g)].map((one) => `way.${one[1]}`),
    ...[...kinds].map((one) => `notice.${one[1]}`),
    ...[...cleaning].map((one) => `cleaned.${one[1]}`),
    ...fileKinds.map((kind) => `fileKind.${kind}`),
    ...importKinds.map((kind) => `importKind.${kind}`),
    ...['active', 'suspended', 'closed'].map((status) => `communityStatus.${status}`),
  ];
  expect(wanted.length).toBeGreaterThan(20);
  expect(wanted.filter((word) => !isLogWord(word))).toEqual([]);
});

test('facts are said in words, with units, dates and names; ids are left to the technical details', () => {
  const say = (type: string, data: Record<string, unknown>) => sentenceOf({ type, data }, names);
  expect(say('access.signedIn', { channel: 'password', sessionId: id })).toBe('登录方式：密码');
  expect(say('dailyReports.filed', { taskId: id, reportDate: '2026-03-13', timing: 'late', abnormal: 2 })).toBe(
    '日报日期：2026-03-13；按时与否：补报；异常：2项',
  );
  expect(say('org.postStarted', { role: 'personInCharge', personId: id, startsAt: '2026-03-12T16:00:00.000Z' })).toBe(
    '岗位：项目负责人；开始时间：2026-03-13 00:00',
  );
  expect(say('files.uploaded', { kind: 'image', size: 1_572_864 })).toBe('文件类型：图片；大小：1.5 MB');
  expect(say('dailyReports.itemsChanged', { codes: ['lift', 'roof'] })).toBe('条目：电梯、roof');
  expect(
    say('org.communityChanged', {
      before: { name: '东晖苑', companyId: null, status: 'active' },
      after: { name: '东晖花园', companyId: id, status: 'closed' },
    }),
  ).toBe('名称：东晖苑 → 东晖花园；物业公司：无 → 已更改；状态：启用 → 注销');
});

test('an event of somebody’s own is told as it stands, readable, and hides nothing but ids', () => {
  const own = {
    type: 'meters.doorOpened',
    data: { meterNo: 12, byHand: true, personId: id, at: '2026-03-12T16:00:00Z' },
  };
  expect(eventWord(own.type)).toBe('meters: door opened');
  expect(sentenceOf(own, names)).toBe('meter no：12；by hand：是；at：2026-03-13 00:00');
  expect(sentenceOf({ type: 'tasks.missed', data: { weather: { wind: 7, warnings: [] } } }, names)).toBe(
    'weather：wind 7',
  );
});

test('the same facts are said in English when that is the language', () => {
  addEnglish(english);
  setLanguage('en');
  const said = sentenceOf({ type: 'apps.settingsChanged', data: { undoMinutes: 30, quietFrom: '21:00' } }, names);
  setLanguage('zh');
  expect(said).toBe('Time to undo: 30 min; Quiet from: 21:00');
});

test('an event leads to the page of what it is about', () => {
  const page = (type: string, data: Record<string, unknown> = {}) => pageOf({ type, subjectId: id, data })?.href;
  expect(page('dailyReports.filed')).toBe(`/reports?open=${id}`);
  expect(page('dailyReports.anomalyVerified', { reportId: 'r' })).toBe('/reports?open=r');
  expect(page('access.changeRejected')).toBe(`/change-requests?state=rejected&open=${id}`);
  expect(page('access.signedIn')).toBeUndefined();
});
