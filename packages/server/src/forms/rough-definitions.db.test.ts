/**
 * Drafts that would bring a server or a phone to its knees once they were published: kept as drafts, for nothing anybody
 * drew is lost, told at every place at once, and never published.
 */
import { type FieldProblem, wordError } from '@anshao/core/base/errors.ts';
import { formulaMessages } from '@anshao/core/expressions/formula/messages.ts';
import { conditionMessages } from '@anshao/core/expressions/messages.ts';
import type { FieldDefinition, FormDefinition } from '@anshao/core/forms/contract.ts';
import { formMessages } from '@anshao/core/forms/messages.ts';
import { beforeAll, describe, expect, test } from 'vitest';
import { buildCast } from '../access/testing/cast.ts';
import type { Viewer } from '../access/viewer.ts';
import { migrateJobs } from '../base/jobs/worker.ts';
import { testDatabase } from '../base/testing/database.ts';
import { testRuntime } from '../base/testing/runtime.ts';
import { buildApp, buildDesign, designingFor } from './testing/designing.ts';

const database = await testDatabase();
const runtime = testRuntime(database.pool);
const { designs } = designingFor(runtime);
let admin: Viewer;
let app: string;

beforeAll(async () => {
  await migrateJobs(runtime);
  admin = (await buildCast(database.pool)).administrator.viewer;
  app = await buildApp(runtime);
});

const sentences: Record<string, Parameters<typeof wordError>[0]> = {
  ...formMessages,
  ...conditionMessages,
  ...formulaMessages,
};
function sentence({ code, details }: FieldProblem): string {
  const entry = sentences[code];
  if (!entry) throw new Error(`${code} has no sentence`);
  return wordError(entry, 'zh', details);
}

let number = 0;
/** Kept as it was drawn; refused with these sentences, by place, and without a trace in the database. */
async function refused(fields: readonly FieldDefinition[], expected: readonly (readonly [string, RegExp])[]) {
  const definition: FormDefinition = buildDesign(runtime, `rough${++number}`, fields);
  await designs.create(admin, { app, definition });
  const { draft } = await designs.get(admin, definition.id);
  expect(draft.definition).toEqual(definition);

  const { problems } = await designs.plan(admin, definition.id);
  problems.sort((one, two) => (one.path < two.path ? -1 : 1));
  expect(problems.map(({ path }) => path)).toEqual(expected.map(([path]) => path));
  for (const [index, [, words]] of expected.entries()) expect(sentence(problems[index] as FieldProblem)).toMatch(words);
  await expect(designs.publish(admin, definition.id, { revision: 1 })).rejects.toMatchObject({
    code: 'base.invalid',
    problems: expect.arrayContaining(problems),
  });
  const { rows } = await database.pool.query(
    'select to_regclass($1) as made, (select count(*)::int from form_versions where form_key = $2) as versions',
    [`form_${definition.key}`, definition.key],
  );
  expect(rows).toEqual([{ made: null, versions: 0 }]);
}

describe('a formula nested without end', () => {
  test.each([
    [
      'ten thousand brackets',
      `${'('.repeat(10_000)}1${')'.repeat(10_000)}`,
      /^公式不能超过 10000 个字符，请拆成几个公式$/,
    ],
    [
      'four thousand brackets',
      `${'('.repeat(4000)}1${')'.repeat(4000)}`,
      /^括号套得太多（最多 200 层），请拆成几个公式$/,
    ],
    ['nested calls', `${'ABS('.repeat(1000)}1${')'.repeat(1000)}`, /^括号套得太多（最多 200 层），请拆成几个公式$/],
    ['nine thousand signs', `${'-'.repeat(9000)}1`, /^括号套得太多（最多 200 层），请拆成几个公式$/],
    ['four thousand sums', `1${'+1'.repeat(4000)}`, /^运算太多（最多 1000 次），请改用求和或拆成几个公式$/],
  ])('%s: told wherever formulas may stand, in rows too', async (_, formula, words) => {
    const asks = { formula: `${formula} > 0` };
    await refused(
      [
        { key: 'sum', label: '合计', type: 'formula', formula, result: 'number' },
        { key: 'begun', label: '默认', type: 'number', default: { formula } },
        { key: 'checked', label: '校验', type: 'text', checks: [{ rule: asks, message: '不对' }] },
        { key: 'seen', label: '显示', type: 'text', visible: asks },
        { key: 'needed', label: '必填', type: 'text', required: asks },
        { key: 'fixed', label: '只读', type: 'text', readOnly: asks },
        {
          key: 'rows',
          label: '明细',
          type: 'subform',
          fields: [{ key: 'cell', label: '格', type: 'formula', formula, result: 'number' }],
        },
      ],
      [
        ['fields[0].formula', words],
        ['fields[1].default.formula', words],
        ['fields[2].checks[0].rule.formula', words],
        ['fields[3].visible.formula', words],
        ['fields[4].required.formula', words],
        ['fields[5].readOnly.formula', words],
        ['fields[6].fields[0].formula', words],
      ],
    );
  });
});

describe('a pattern that explodes', () => {
  test.each(['(a+)+$', '(a|a)*b', '(?:a?){30}a{30}', '((a{999}){999}){999}', '(x+x+)+y', '([a-zA-Z]+)*!'])(
    '%s is refused in the record and in rows, with the reason',
    async (pattern) => {
      const text = (key: string): FieldDefinition => ({ key, label: '编号', type: 'text', pattern, maxLength: 20 });
      await refused(
        [text('code'), { key: 'rows', label: '明细', type: 'subform', fields: [text('inner')] }],
        [
          ['fields[0].pattern', /^校验规则不可用：.*(重复|多选)/],
          ['fields[1].fields[0].pattern', /^校验规则不可用：.*(重复|多选)/],
        ],
      );
    },
  );
});
