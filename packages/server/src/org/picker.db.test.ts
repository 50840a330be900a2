import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { many, sql } from '../base/database/sql.ts';
import { testDatabase } from '../base/testing/database.ts';
import { pickerStatement } from './picker.ts';
import { normalizeSearch, searchKeys } from './search-key.ts';
import { buildCommunity, buildDistrict, buildPost } from './testing/builders.ts';
import { type OrgStand, orgStand } from './testing/stand.ts';

const database = await testDatabase();
let stand: OrgStand;
beforeAll(async () => {
  stand = await orgStand(database.pool);
});
afterAll(() => stand.close());

async function pick(query: Record<string, string | number>) {
  const search = new URLSearchParams(Object.entries(query).map(([key, value]) => [key, String(value)]));
  const answer = await stand.ask(undefined, 'GET', `/communities/pick?${search}`);
  expect(answer.status).toBe(200);
  return answer.json.rows as { id: string; name: string; distance?: number; contact: unknown }[];
}
const names = async (query: Record<string, string | number>) => (await pick(query)).map((row) => row.name);

describe('the picker', () => {
  test.each([
    '东晖',
    '东晖苑',
    '晖',
    'dhy',
    'DHY',
    'dh',
    'donghuiyuan',
    'donghui',
    '东平北路',
    '北路12',
    'ｄｈｙ',
    '东晖 北路',
  ])('finds 东晖苑 by %s', async (q) => {
    expect((await names({ q }))[0]).toBe('东晖苑');
  });

  test.each(['东辉苑', '东辉', 'donghuyuan', 'donghuiyan'])('forgives the slip %s', async (q) => {
    expect(await names({ q })).toContain('东晖苑');
  });

  test('shows district, address and the masked person in charge, and no code', async () => {
    const [row] = await pick({ q: '东晖苑' });
    expect(row).toEqual({
      id: stand.cast.eastGarden.id,
      name: '东晖苑',
      districtId: stand.cast.huicheng.id,
      districtName: '惠城区',
      address: '东平北路12号',
      companyName: '安居物业服务有限公司',
      contact: { name: '陈*强', mobile: '139****0005' },
    });
  });

  test('shows who is in charge today, not who was', async () => {
    const community = await buildCommunity(database.pool, { name: '交接花园', districtId: stand.cast.huiyang.id });
    expect((await pick({ id: community.id }))[0]?.contact).toBeNull();
    await buildPost(database.pool, { communityId: community.id, endsAt: new Date('2026-01-01T00:00:00Z') });
    expect((await pick({ id: community.id }))[0]?.contact).toBeNull();
  });

  test('a district leaves only its communities; a city leaves those of all its districts', async () => {
    const inHuicheng = await names({ districtId: stand.cast.huicheng.id });
    expect(inHuicheng.toSorted()).toEqual(['东晖苑', '金山湖花园']);
    const cityId = stand.cast.huicheng.parentId!;
    expect(await names({ districtId: cityId })).toEqual(expect.arrayContaining(['东晖苑', '南站新城']));
    expect(await names({ districtId: stand.cast.huiyang.id, q: '东晖苑' })).not.toContain('东晖苑');
  });

  test('the nearest stands first, with its distance in metres', async () => {
    const rows = await pick({ latitude: 23.0512, longitude: 114.4108 });
    expect(rows[0]).toMatchObject({ name: '金山湖花园', distance: 0 });
    const east = rows.find((row) => row.name === '东晖苑');
    expect(east?.distance).toBeGreaterThan(4000);
    expect(east?.distance).toBeLessThan(4500);
  });

  test('ranks the exact name, then its beginning, then a part, then the address', async () => {
    const districtId = (await buildDistrict(database.pool)).id;
    const make = (name: string, address: string) => buildCommunity(database.pool, { name, address, districtId });
    await make('翠湖', '甲路1号');
    await make('翠湖花园', '乙路1号');
    await make('大翠湖', '丙路1号');
    await make('海景台', '翠湖路1号');
    expect(await names({ q: '翠湖', districtId })).toEqual(['翠湖', '翠湖花园', '大翠湖', '海景台']);
  });

  test('suspended and closed communities cannot be picked, not even by their id', async () => {
    const closed = await buildCommunity(database.pool, { name: '已注销小区', status: 'closed' });
    expect(await names({ q: '已注销小区' })).not.toContain('已注销小区');
    expect(await pick({ id: closed.id })).toEqual([]);
  });

  test('signs of the pattern language are plain characters', async () => {
    expect(await names({ q: '%' })).toEqual([]);
    expect(await names({ q: '_平北路' })).not.toContain('东晖苑');
    expect(await names({ q: '\\' })).toEqual([]);
  });

  test('every community is found by its initials, its name and any two characters of its name', async () => {
    const words = fc.array(fc.constantFrom(...'东晖苑金山湖花园长乐府重庆路绿城二期'), { minLength: 2, maxLength: 6 });
    await fc.assert(
      fc.asyncProperty(words, async (letters) => {
        const name = letters.join('');
        await database.inTransaction(async (transaction) => {
          const districtId = stand.cast.huiyang.id;
          const { id } = await buildCommunity(transaction, { name, address: '', districtId, companyId: null });
          const questions = [name, searchKeys(name, '').initials];
          const plain = Array.from(normalizeSearch(name));
          for (let at = 0; at + 1 < plain.length; at++) questions.push(plain[at]! + plain[at + 1]!);
          for (const q of questions) {
            const statement = pickerStatement({ q, limit: 50, at: stand.clock.now() });
            const found = await many<{ id: string }>(transaction, statement);
            expect(
              found.map((row) => row.id),
              `${name} by ${q}`,
            ).toContain(id);
          }
        });
      }),
      { numRuns: 40 },
    );
  });

  describe('page after page', () => {
    async function pages(query: Record<string, string | number>): Promise<string[][]> {
      const shown: string[][] = [];
      for (let cursor = ''; shown.length < 100; ) {
        const search = new URLSearchParams({ ...mapToText(query), ...(cursor && { cursor }) });
        const { json } = await stand.ask(undefined, 'GET', `/communities/pick?${search}`);
        shown.push(json.rows.map((row: { id: string }) => row.id));
        if (json.next === undefined) break;
        cursor = json.next;
      }
      return shown;
    }
    const mapToText = (query: Record<string, string | number>) =>
      Object.fromEntries(Object.entries(query).map(([key, value]) => [key, String(value)]));

    test('goes on past fifty to the last one', async () => {
      const districtId = (await buildDistrict(database.pool)).id;
      for (let index = 0; index < 61; index++) await buildCommunity(database.pool, { name: '满庭芳', districtId });
      const shown = await pages({ q: '满庭芳', districtId, limit: 50 });
      expect(shown.map((page) => page.length)).toEqual([50, 11]);
      expect(new Set(shown.flat()).size).toBe(61);
    });

    test('gives what one long answer gives, in its order, whatever was asked and however short the pages', async () => {
      const districtId = (await buildDistrict(database.pool)).id;
      const word = fc.constantFrom('星河湾', '星河湾一期', '星河花园', '大星河湾', '星湖湾', '海景台', '新和万');
      const place = fc.option(
        fc.record({ latitude: fc.constantFrom(23.05, 23.06, 23.1), longitude: fc.constantFrom(114.4, 114.41) }),
        { nil: { latitude: null, longitude: null } },
      );
      await fc.assert(
        fc.asyncProperty(
          fc.array(fc.tuple(word, place), { maxLength: 9 }),
          fc.constantFrom('', '星河湾', '星河', 'xhw', '星和湾', 'xinghewann'),
          fc.boolean(),
          fc.integer({ min: 1, max: 4 }),
          async (made, q, isNear, limit) => {
            await database.pool.query('delete from communities where district_id = $1', [districtId]);
            for (const [name, at] of made)
              await buildCommunity(database.pool, { name, address: '', districtId, ...at });
            const asked = { q, districtId, ...(isNear && { latitude: 23.05, longitude: 114.4 }) };
            const [whole] = await pages({ ...asked, limit: 50 });
            const shown = await pages({ ...asked, limit });
            expect(shown.flat()).toEqual(whole);
            expect(shown.slice(0, -1).every((page) => page.length === limit)).toBe(true);
          },
        ),
        { numRuns: 40 },
      );
    });

    test('tells no code in its cursor, and takes no other list’s', async () => {
      const districtId = (await buildDistrict(database.pool)).id;
      for (const code of ['SECRET1', 'SECRET2']) await buildCommunity(database.pool, { code, districtId });
      const { json } = await stand.ask(undefined, 'GET', `/communities/pick?districtId=${districtId}&limit=1`);
      expect(Buffer.from(json.next, 'base64url').toString()).not.toContain('SECRET');
      for (const cells of [
        ['SECRET1'],
        [0, 'x', null, 3, districtId, 0],
        [0, 0, null, 3, 'x', 0],
        [9e9, 0, null, 3, districtId, 0],
      ]) {
        const cursor = Buffer.from(JSON.stringify(cells)).toString('base64url');
        const refused = await stand.ask(undefined, 'GET', `/communities/pick?cursor=${cursor}`);
        expect(refused.json.code).toBe('base.malformed');
      }
    });
  });

  test('asking for other values keeps the prepared statement', () => {
    const at = stand.clock.now();
    expect(pickerStatement({ q: '东晖苑', limit: 5, at }).text).toBe(
      pickerStatement({ q: '金山湖', limit: 9, at }).text,
    );
  });
});

test('districts count their active communities, cities those below them', async () => {
  const answer = await stand.ask(undefined, 'GET', '/districts');
  const count = (id: string) => answer.json.rows.find((row: { id: string }) => row.id === id)?.communities;
  expect(count(stand.cast.huicheng.id)).toBe(2);
  const total = await many<{ count: number }>(
    database.pool,
    sql`select count(*)::int from communities c join districts d on d.id = c.district_id
        where d.parent_id = ${stand.cast.huicheng.parentId} and c.status = 'active'`,
  );
  expect(count(stand.cast.huicheng.parentId!)).toBe(total[0]?.count);
});

describe('the poster', () => {
  test('is an SVG for anybody, of the address that binds', async () => {
    const answer = await stand.ask(undefined, 'GET', `/communities/${stand.cast.eastGarden.id}/poster.svg`);
    expect(answer.status).toBe(200);
    expect(answer.headers['content-type']).toContain('image/svg+xml');
    expect(answer.bytes.toString()).toMatch(/^<svg /);
  });

  test('of no community, or one that is closed, is not found', async () => {
    const closed = await buildCommunity(database.pool, { status: 'closed' });
    for (const id of [closed.id, stand.runtime.newId()]) {
      expect((await stand.ask(undefined, 'GET', `/communities/${id}/poster.svg`)).status).toBe(404);
    }
  });
});
