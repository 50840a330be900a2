import type { Condition } from '@anshao/core/expressions/condition.ts';
import { compareText, evaluate } from '@anshao/core/expressions/evaluate.ts';
import type { FieldDefinition } from '@anshao/core/forms/contract.ts';
import type { FormRecord, RecordQuery } from '@anshao/core/forms/records.ts';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { testDatabase } from '../base/testing/database.ts';
import { buildGrant, type RecordsStand, recordsStand } from './testing/records-stand.ts';

const database = await testDatabase();
let stand: RecordsStand;
let made: FormRecord[];

const fields: readonly FieldDefinition[] = [
  { key: 'name', label: '名称', type: 'text' },
  { key: 'amount', label: '数量', type: 'number', decimals: 2 },
  { key: 'day', label: '日期', type: 'date' },
  { key: 'at', label: '时刻', type: 'dateTime' },
  { key: 'ok', label: '合格', type: 'yesNo' },
  { key: 'who', label: '人', type: 'person' },
  {
    key: 'kind',
    label: '类别',
    type: 'singleChoice',
    options: [
      { code: 'a', label: '消防设施', status: 'active' },
      { code: 'b', label: '电梯', status: 'active' },
    ],
  },
  {
    key: 'tags',
    label: '标签',
    type: 'multipleChoice',
    options: [
      { code: 'x', label: '紧急', status: 'active' },
      { code: 'y', label: '复查', status: 'active' },
    ],
  },
  { key: 'card', label: '身份证', type: 'idCard' },
  { key: 'info', label: '创建时间', type: 'recordInfo', what: 'createdAt' },
  { key: 'rows', label: '明细', type: 'subform', fields: [{ key: 'text', label: '说明', type: 'text' }] },
];

const names = ['消火栓 3栋', '灭火器%', 'Ａ座', 'a_b', 'B', null, '电梯🛗', '！感叹', '消防泵', null] as const;

beforeAll(async () => {
  stand = await recordsStand(database);
  await stand.publish('thing', fields);
  const { eastGarden, lakeGarden, southTown } = stand.cast;
  const places = [eastGarden, lakeGarden, southTown];
  made = [];
  for (let index = 0; index < 40; index++) {
    stand.clock.forward(1);
    const values = {
      name: names[index % names.length],
      amount: index % 7 === 0 ? null : ((index * 37) % 11) / 4 - 1,
      day: index % 5 === 0 ? null : `2026-0${(index % 3) + 1}-1${index % 9}`,
      at: index % 6 === 0 ? null : `2026-03-0${(index % 8) + 1}T0${index % 9}:00:00.${100 + index}Z`,
      ok: index % 4 === 0 ? null : index % 4 === 1,
      kind: [null, 'a', 'b'][index % 3],
      tags: [[], ['x'], ['x', 'y']][index % 3],
      card: index === 3 ? '11010519491231002X' : null,
      rows: index % 9 === 0 ? [{ text: String(index) }] : [],
    };
    made.push(await stand.create('thing', values, 'administrator', { community: places[index % 3]?.id }));
  }
});
afterAll(() => stand.close());

async function ask(query: object, member: Parameters<RecordsStand['ask']>[0] = 'administrator') {
  const answer = await stand.ask(member, 'POST', '/records/thing/query', query);
  if (answer.statusCode !== 200) throw new Error(answer.body);
  return answer.json<{ rows: FormRecord[]; next?: string }>();
}

/** All pages, one after the other. */
async function all(query: RecordQuery, member?: Parameters<RecordsStand['ask']>[0]): Promise<FormRecord[]> {
  const rows: FormRecord[] = [];
  let cursor: string | undefined;
  do {
    const page = await ask({ ...query, ...(cursor && { cursor }) }, member);
    rows.push(...page.rows);
    cursor = page.next;
  } while (cursor);
  return rows;
}

describe('the order of a list', () => {
  const compare = (one: unknown, other: unknown): number =>
    typeof one === 'string' ? compareText(one, other as string) : Number(one) - Number(other);

  test.each(['name', 'amount', 'day', 'at', 'ok', 'kind', 'createdAt', 'info'])(
    'by %s pages through everything once, what is empty last',
    async (by) => {
      for (const direction of ['up', 'down'] as const) {
        const sign = direction === 'up' ? 1 : -1;
        const cellOf = (record: FormRecord) =>
          by === 'createdAt' || by === 'info' ? record.createdAt : (record.values[by] ?? null);
        const wanted = [...made].sort((one, other) => {
          const [a, b] = [cellOf(one), cellOf(other)];
          if (a === null || b === null) return a === b ? sign * compare(one.id, other.id) : a === null ? 1 : -1;
          return sign * (compare(a, b) || compare(one.id, other.id));
        });
        for (const limit of [1, 7, 200]) {
          const rows = await all({ sort: { by, direction }, limit });
          expect(
            rows.map(({ id }) => id),
            `${direction} ${limit}`,
          ).toEqual(wanted.map(({ id }) => id));
        }
      }
    },
  );

  test('is newest first when none is asked for', async () => {
    const rows = await all({ limit: 9 });
    expect(rows.map(({ id }) => id)).toEqual(made.map(({ id }) => id).reverse());
  });

  test.each(['tags', 'rows', 'card', 'nothing', '$nothing', 'constructor'])('cannot be by %s', async (by) => {
    const answer = await stand.ask('administrator', 'POST', '/records/thing/query', { sort: { by, direction: 'up' } });
    expect(answer.statusCode).toBe(422);
    expect(answer.json().problems).toMatchObject([{ path: 'sort.by' }]);
  });

  test('a cursor of another order, or one that was tampered with, is refused', async () => {
    const { next } = await ask({ sort: { by: 'amount', direction: 'up' }, limit: 3 });
    const tampered = (cells: unknown) => Buffer.from(JSON.stringify(cells)).toString('base64url');
    const id = made[0]?.id;
    for (const query of [
      { cursor: next },
      { sort: { by: 'amount', direction: 'down' }, cursor: next },
      { sort: { by: 'amount', direction: 'up' }, cursor: tampered(['amount', 'up', 1, '1; drop table people', id]) },
      { sort: { by: 'amount', direction: 'up' }, cursor: tampered(['amount', 'up', 1, 'NaN', id]) },
      { sort: { by: 'day', direction: 'up' }, cursor: tampered(['day', 'up', 1, '2026-02-31', id]) },
      { sort: { by: 'name', direction: 'up' }, cursor: tampered(['name', 'up', 1, 'a\u0000', id]) },
      { cursor: 'x' },
    ]) {
      const answer = await stand.ask('administrator', 'POST', '/records/thing/query', query);
      expect(answer.json(), JSON.stringify(query)).toMatchObject({ code: 'base.malformed' });
    }
  });
});

describe('a condition', () => {
  const comparison = fc.oneof(
    fc.record({
      field: fc.constant('name'),
      op: fc.constantFrom('equals', 'notEquals', 'contains', 'startsWith', 'less'),
      value: fc.constantFrom('消', 'B', '%', 'a_b', ''),
    }),
    fc.record({
      field: fc.constant('amount'),
      op: fc.constantFrom('equals', 'notEquals', 'less', 'greaterOrEqual'),
      value: fc.constantFrom(0, 0.25, 1, -1),
    }),
    fc.record({ field: fc.constant('kind'), op: fc.constantFrom('in', 'notIn'), value: fc.subarray(['a', 'b']) }),
    fc.record({ field: fc.constant('tags'), op: fc.constant('includes'), value: fc.constantFrom('x', 'y') }),
    fc.record({ field: fc.constant('ok'), op: fc.constant('equals'), value: fc.boolean() }),
    fc.record({
      field: fc.constantFrom('day', 'at', 'tags', 'rows', 'card', 'who', 'name'),
      op: fc.constantFrom('isEmpty', 'isNotEmpty'),
    }),
  );
  const condition = fc.letrec((tie) => ({
    any: fc.oneof(
      { depthSize: 'small' },
      comparison,
      fc.record({ all: fc.array(tie('any'), { maxLength: 3 }) }),
      fc.record({ any: fc.array(tie('any'), { maxLength: 3 }) }),
      fc.record({ not: tie('any') }),
    ),
  })).any as fc.Arbitrary<Condition>;

  test('finds and counts exactly those for which it holds', async () => {
    await fc.assert(
      fc.asyncProperty(condition, async (where) => {
        const wanted = made.filter(({ values }) => evaluate(where, values)).map(({ id }) => id);
        const rows = await all({ where, limit: 200 });
        expect(rows.map(({ id }) => id).sort()).toEqual([...wanted].sort());
        const count = await stand.ask('administrator', 'POST', '/records/thing/count', { where });
        expect(count.json()).toEqual({ count: wanted.length, isExact: true });
      }),
      { numRuns: 60 },
    );
  });

  test('may ask when and by whom a record was made, and where it is', async () => {
    const since = made[30]?.createdAt;
    const rows = await all({
      where: {
        all: [
          { field: '$createdAt', op: 'greaterOrEqual', value: since ?? '' },
          { field: '$community', op: 'equals', value: stand.cast.lakeGarden.id },
          { field: '$createdBy', op: 'equals', value: stand.cast.administrator.person.id },
        ],
      },
    });
    expect(rows.length).toBe(made.slice(30).filter(({ community }) => community?.name === '金山湖花园').length);
  });

  test('finds and counts what is new since a moment, of what the asker may see', async () => {
    await stand.publish('round', [{ key: 'note', label: '说明', type: 'text' }]);
    const { eastGarden, southTown } = stand.cast;
    const make = (note: string, community: string | undefined) =>
      stand.create('round', { note }, 'administrator', { community });
    stand.clock.forward(1);
    const changed = await make('changed', eastGarden.id);
    await make('untouched', eastGarden.id);
    stand.clock.forward(1);
    const since = stand.clock.now().toISOString();
    const put = await stand.ask(
      'administrator',
      'PUT',
      `/records/round/${changed.id}`,
      { values: { note: 'again' } },
      1,
    );
    expect(put.statusCode).toBe(200);
    stand.clock.forward(1);
    await make('new', eastGarden.id);
    await make('elsewhere', southTown.id);
    const asked = async (member: 'administrator' | 'personInCharge', field: string) => {
      const where = { field, op: 'greaterOrEqual', value: since };
      const sort = { by: field, direction: 'up' };
      const page = await stand.ask(member, 'POST', '/records/round/query', { where, sort });
      const counted = await stand.ask(member, 'POST', '/records/round/count', { where });
      const notes = page.json<{ rows: FormRecord[] }>().rows.map(({ values }) => values['note']);
      expect(counted.json()).toEqual({ count: notes.length, isExact: true });
      return notes;
    };

    expect(await asked('administrator', '$updatedAt')).toEqual(['again', 'new', 'elsewhere']);
    expect(await asked('administrator', '$createdAt')).toEqual(['new', 'elsewhere']);
    expect(await asked('personInCharge', '$updatedAt')).toEqual(['again', 'new']);
  });

  test.each([
    ['$formVersion', '2026-03-01T00:00:00.000Z', 'where.field'],
    ['$updatedAt', "2026-03-01T00:00:00.000Z' or true --", 'where.value'],
    ['$updatedAt', '2026-03-01', 'where.value'],
    ['$updatedAt) or (true', '2026-03-01T00:00:00.000Z', 'where'],
  ])('on %s against %s is refused at %s', async (field, value, path) => {
    const where = { field, op: 'greaterOrEqual', value };
    const answer = await stand.ask('administrator', 'POST', '/records/thing/query', { where });
    expect(answer.statusCode).toBe(422);
    expect(answer.json().problems.map((problem: { path: string }) => problem.path)).toContain(path);
  });

  test('on what is only worked out when read is refused as such, unless the asker does not see it at all', async () => {
    await stand.publish('spot', [{ key: 'floor', label: '楼层', type: 'text' }]);
    await stand.publish('visit', [
      { key: 'spot', label: '点位', type: 'linkedRecord', form: 'spot' },
      { key: 'floor', label: '楼层', type: 'lookup', link: 'spot', field: 'floor', result: 'text' },
    ]);
    const query = {
      where: { field: 'floor', op: 'equals', value: '3' },
      sort: { by: 'floor', direction: 'up' },
    };
    const codes = async () => {
      const answer = await stand.ask('administrator', 'POST', '/records/visit/query', query);
      return answer.json().problems.map(({ path, code }: { path: string; code: string }) => [path, code]);
    };

    expect(await codes()).toEqual([
      ['where.field', 'expressions.worked-out'],
      ['sort.by', 'expressions.worked-out'],
    ]);
    await stand.grant('visit', [buildGrant('administrator', { read: 'all', hidden: ['floor'] })]);
    expect(await codes()).toEqual([
      ['where.field', 'expressions.unknown-field'],
      ['sort.by', 'expressions.unknown-field'],
    ]);
  });

  test('that cannot be asked is refused with every problem and its place', async () => {
    const where = {
      all: [
        { field: 'nothing', op: 'equals', value: 1 },
        { field: 'amount', op: 'contains', value: 'x' },
        { field: 'day', op: 'equals', value: 'tomorrow' },
        { field: 'card', op: 'equals', value: '11010519491231002X' },
        { field: 'name', op: 'equals', value: 'a\u0000' },
      ],
    };
    const answer = await stand.ask('administrator', 'POST', '/records/thing/query', { where });

    expect(answer.statusCode).toBe(422);
    expect(answer.json().problems.map(({ path }: { path: string }) => path)).toEqual([
      'where.all[0].field',
      'where.all[1].op',
      'where.all[2].value',
      'where.all[3].op',
      'where.all[4].value',
    ]);
  });

  test.each([
    ['a hundred thousand brackets', () => `{"where":${'{"not":'.repeat(100_000)}{"all":[]}${'}'.repeat(100_000)}}`],
    [
      'a thousand comparisons',
      () => JSON.stringify({ where: { all: Array.from({ length: 1000 }, () => ({ field: 'name', op: 'isEmpty' })) } }),
    ],
    ['what is no condition', () => '{"where":{"sql":"true"}}'],
  ])('of %s is refused, not a fault of ours', async (_, body) => {
    const refused = await stand.askRaw('administrator', '/records/thing/query', body());
    expect(refused.statusCode, refused.body.slice(0, 200)).toBe(422);
  });
});

describe('words', () => {
  test.each([
    ['消火栓', ['消火栓 3栋']],
    ['3栋 消', ['消火栓 3栋']],
    ['%', ['灭火器%']],
    ['A_B', ['a_b']],
    ['没有这样的', []],
  ])('“%s” finds %j', async (q, wanted) => {
    const rows = await all({ q, where: { field: 'kind', op: 'isEmpty' }, limit: 200 });
    expect([...new Set(rows.map(({ values }) => values['name']))]).toEqual(wanted);
  });

  test('find options by what they are called', async () => {
    const rows = await all({ q: '消防设施', limit: 200 });
    expect(rows.length).toBe(made.filter(({ values }) => values['kind'] === 'a').length);
  });
});

describe('what comes with a record', () => {
  test('are the fields that were asked for; rows only when asked for', async () => {
    const few = (await ask({ fields: ['name', 'rows'], limit: 200 })).rows;
    expect(few.every(({ values }) => Object.keys(values).sort().join() === 'name,rows')).toBe(true);
    const short = (await ask({ limit: 200 })).rows;
    expect(short.every(({ values }) => !('rows' in values))).toBe(true);
    const full = (await ask({ full: true, limit: 200 })).rows;
    for (const row of full) expect(row).toEqual(made.find(({ id }) => id === row.id));
  });
});

describe('who asks', () => {
  test('gets the records within reach, however they are ordered', async () => {
    const count = (...names: string[]) => made.filter(({ community }) => names.includes(community?.name ?? '')).length;
    const sort = { by: 'name', direction: 'up' } as const;
    expect((await all({ limit: 5 }, 'personInCharge')).length).toBe(count('东晖苑'));
    expect((await all({ limit: 5, sort }, 'companyManager')).length).toBe(count('东晖苑', '金山湖花园'));
    expect((await all({ limit: 5, sort }, 'districtOfficer')).length).toBe(count('东晖苑', '金山湖花园'));
    expect((await all({ limit: 5 }, 'outsider')).length).toBe(count('南站新城'));
    expect((await all({ community: stand.cast.lakeGarden.id }, 'personInCharge')).length).toBe(0);
    expect((await stand.ask('unboundPersonInCharge', 'POST', '/records/thing/query', {})).statusCode).toBe(403);
  });
});
