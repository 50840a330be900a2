/** One meaning, two backends: what a condition answers in JavaScript it must answer in PostgreSQL, nulls included. */
import { checkCondition } from '@anshao/core/expressions/check-condition.ts';
import type { Condition, ValueKind } from '@anshao/core/expressions/condition.ts';
import { compareText, compileCondition } from '@anshao/core/expressions/evaluate.ts';
import { type SqlColumn, toSql } from '@anshao/core/expressions/to-sql.ts';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { testDatabase } from '../base/testing/database.ts';

const kinds = {
  t: 'text',
  t2: 'text',
  n: 'number',
  n2: 'number',
  d: 'date',
  d2: 'date',
  m: 'dateTime',
  m2: 'dateTime',
  b: 'boolean',
  i: 'id',
  i2: 'id',
  tags: 'texts',
  ids: 'ids',
} as const satisfies Record<string, ValueKind>;
type Field = keyof typeof kinds;
const fields = Object.keys(kinds) as Field[];

const pgTypes: Record<Exclude<ValueKind, 'opaque'>, string> = {
  text: 'text',
  number: 'numeric',
  date: 'date',
  dateTime: 'timestamptz',
  boolean: 'boolean',
  id: 'uuid',
  texts: 'text[]',
  ids: 'uuid[]',
};

// Few values, so that equal ones, prefixes and neighbours in order meet often; `%`, `_` and `\` mean something to LIKE.
const text = fc.oneof(
  fc.constantFrom('', 'a', 'A', 'ab', 'a%', 'a_', '\\', '外墙', '外墙脱落', '🧱', '！', 'é', 'e\u0301', ' ', '\ue000'),
  fc.string({ unit: 'grapheme', maxLength: 4 }).filter((value) => !value.includes('\0')),
);
const number = fc.oneof(
  fc.constantFrom(0, 1, -1, 0.1, 0.2, 0.30000000000000004, 0.3, 1e15, 1e-10, 10, 9),
  fc.integer(),
  fc.double({ noNaN: true, noDefaultInfinity: true, min: -1e15, max: 1e15 }),
);
const date = fc.constantFrom('0001-01-01', '2024-02-29', '2024-03-01', '2026-03-15', '9999-12-31');
const moment = fc.constantFrom('2024-02-29T15:59:59.999Z', '2024-02-29T16:00:00.000Z', '9999-12-31T23:59:59.999Z');
const id = fc.nat(3).map((last) => `0190a1b2-0000-7000-8000-00000000000${last}`);

const valuesOf: Record<Exclude<ValueKind, 'opaque'>, fc.Arbitrary<unknown>> = {
  text,
  number,
  date,
  dateTime: moment,
  boolean: fc.boolean(),
  id,
  texts: fc.array(text, { maxLength: 3 }),
  ids: fc.array(id, { maxLength: 3 }),
};

const record = fc.record(
  Object.fromEntries(fields.map((field) => [field, fc.option(valuesOf[kinds[field]], { freq: 3 })])),
);

function comparison(field: Field): fc.Arbitrary<Condition> {
  const kind = kinds[field];
  const single = kind === 'texts' ? 'text' : kind === 'ids' ? 'id' : kind;
  const others = fields.filter((other) => kinds[other] === single).map((other) => ({ field: other }));
  const operand = fc.oneof(
    { weight: 3, arbitrary: valuesOf[single] },
    { weight: 1, arbitrary: fc.constantFrom(...others) },
  );
  const emptiness = fc.constantFrom('isEmpty', 'isNotEmpty').map((op) => ({ field, op }));
  if (kind === 'texts' || kind === 'ids')
    return fc.oneof(
      emptiness,
      operand.map((value) => ({ field, op: 'includes', value })),
    ) as fc.Arbitrary<Condition>;
  const equality = fc
    .tuple(fc.constantFrom('equals', 'notEquals'), operand)
    .map(([op, value]) => ({ field, op, value }));
  const membership = fc
    .tuple(fc.constantFrom('in', 'notIn'), fc.array(valuesOf[kind], { maxLength: 3 }))
    .map(([op, value]) => ({ field, op, value }));
  const order = fc
    .tuple(fc.constantFrom('less', 'lessOrEqual', 'greater', 'greaterOrEqual'), operand)
    .map(([op, value]) => ({ field, op, value }));
  const between = fc.tuple(operand, operand).map((value) => ({ field, op: 'between', value }));
  const part = fc
    .tuple(fc.constantFrom('contains', 'startsWith'), operand)
    .map(([op, value]) => ({ field, op, value }));
  const kept = [emptiness, equality, membership];
  // Each arbitrary makes objects of one shape of Comparison; `checkCondition` below confirms it for every sample.
  if (kind === 'boolean' || kind === 'id') return fc.oneof(...kept) as fc.Arbitrary<Condition>;
  return fc.oneof(...kept, order, between, ...(kind === 'text' ? [part] : [])) as fc.Arbitrary<Condition>;
}

const condition = fc.letrec<{ node: Condition; leaf: Condition }>((tie) => ({
  leaf: fc.constantFrom(...fields).chain(comparison),
  node: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    tie('leaf'),
    fc.array(tie('node'), { maxLength: 3 }).map((all) => ({ all })),
    fc.array(tie('node'), { maxLength: 3 }).map((any) => ({ any })),
    tie('node').map((not) => ({ not })),
  ),
})).node;

const database = await testDatabase();

async function expectAgreement(asked: Condition, records: readonly Record<string, unknown>[]): Promise<void> {
  expect(checkCondition(asked, (path) => kinds[path as Field])).toEqual([]);
  const holds = compileCondition(asked);
  const expected = records.flatMap((values, index) => (holds({ values }) ? [index] : []));

  const parameters: unknown[] = [];
  const rows = records.map((values, index) => {
    const cells = fields.map((field) => `$${parameters.push(values[field])}::${pgTypes[kinds[field]]}`);
    return `(${[index, ...cells].join(', ')})`;
  });
  const columns = new Map<string, SqlColumn>(
    fields.map((field) => [field, { sql: `r."${field}"`, kind: kinds[field] }]),
  );
  const compiled = toSql(asked, columns, parameters.length + 1);
  const { rows: found } = await database.pool.query<{ index: number }>(
    `select r.index from (values ${rows.join(', ')}) as r(index, ${fields.map((field) => `"${field}"`).join(', ')})
     where ${compiled.text} order by r.index`,
    [...parameters, ...compiled.values],
  );
  expect(found.map((row) => row.index)).toEqual(expected);
}

const records = fc.array(record, { minLength: 1, maxLength: 12 });

test('JavaScript and PostgreSQL agree on every condition and record', async () => {
  await fc.assert(fc.asyncProperty(condition, records, expectAgreement), { numRuns: 1500 });
});

test('they agree on parts of text that mean something to LIKE', async () => {
  const meaningful = fc.constantFrom('%', '_', '\\', 'a%', 'a_', '%a', '\\%', '');
  const part = fc
    .record({ field: fc.constant('t'), op: fc.constantFrom('contains', 'startsWith'), value: meaningful })
    .map((comparison) => comparison as Condition);
  await fc.assert(fc.asyncProperty(part, records, expectAgreement), { numRuns: 300 });
});

test('text orders alike on both sides', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(text, { maxLength: 8 }), async (texts) => {
      const { rows } = await database.pool.query<{ t: string }>(
        'select t from unnest($1::text[]) as t order by t collate "C"',
        [texts],
      );
      expect(rows.map((row) => row.t)).toEqual([...texts].sort(compareText));
    }),
    { numRuns: 200 },
  );
});
