/** From an empty application to a form that others fill, over HTTP as the desk does it. */
import type { FormDefinition } from '@anshao/core/forms/contract.ts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { buildCast, type Cast, type CastName } from '../access/testing/cast.ts';
import { openSession } from '../access/testing/sessions.ts';
import { migrateJobs } from '../base/jobs/worker.ts';
import { testDatabase } from '../base/testing/database.ts';
import { testRuntime } from '../base/testing/runtime.ts';
import { type Application, compose } from './compose.ts';

const database = await testDatabase();
const runtime = testRuntime(database.pool, { environment: { DATA_DIR: `/tmp/anshao-designing-${process.pid}` } });
let application: Application;
let cast: Cast;
const cookies = new Map<string, string>();

beforeAll(async () => {
  await migrateJobs(runtime);
  cast = await buildCast(database.pool);
  application = await compose(runtime, database.url, { problem: () => undefined }, false);
  await application.app.ready();
  for (const name of ['administrator', 'personInCharge'] as const)
    cookies.set(name, await openSession(database.pool, cast[name].person.id));
});
afterAll(async () => {
  await application.app.close();
  await application.live.stop();
});

async function ask(who: CastName | null, method: 'GET' | 'POST' | 'PUT' | 'DELETE', url: string, payload?: object) {
  const cookie = who === null ? undefined : cookies.get(who);
  const answer = await application.app.inject({
    method,
    url: `/api${url}`,
    headers: { ...(cookie && { cookie }) },
    ...(payload && { payload }),
  });
  return { status: answer.statusCode, headers: answer.headers, text: answer.body, body: answer.json() };
}

/** Every part that no common schema knows: options, rows within rows, conditions, layout, settings. */
function rich(): FormDefinition {
  const bad = { field: 'answer', op: 'equals', value: 'bad' } as const;
  return {
    id: runtime.newId(),
    key: 'rounds',
    name: '巡查表',
    settings: { titleField: 'title', submitLabel: '交' },
    fields: [
      { key: 'title', type: 'text', label: '标题', maxLength: 60, default: { value: '早班' } },
      {
        key: 'answer',
        type: 'singleChoice',
        label: '结果',
        appearance: 'colours',
        options: [
          { code: 'good', label: '好', status: 'active', tone: 'good' },
          { code: 'bad', label: '坏', status: 'active', score: -1 },
        ],
      },
      { key: 'why', type: 'multiline', label: '原因', required: bad, visible: { all: [bad] } },
      {
        key: 'rows',
        type: 'subform',
        label: '明细',
        fields: [{ key: 'parts', type: 'subform', label: '件', fields: [{ key: 'name', type: 'text', label: '名' }] }],
      },
    ],
    layout: [
      {
        kind: 'tabs',
        id: 't',
        tabs: [
          {
            id: 'a',
            title: '一',
            children: [
              { kind: 'field', key: 'title', width: 'half' },
              { kind: 'field', key: 'answer' },
              { kind: 'field', key: 'why' },
              { kind: 'field', key: 'rows' },
            ],
          },
        ],
      },
    ],
  };
}

test('an application is made, a form drawn, shared, published, filled, taken along and brought back', async () => {
  const app = runtime.newId();
  const definition = rich();
  const form = definition.id;
  expect((await ask('administrator', 'POST', '/apps', { id: app, name: '巡查', icon: 'shield' })).status).toBe(200);
  const created = await ask('administrator', 'POST', '/designs', { app, definition });
  expect(created.body.definition).toEqual(definition);

  const { token } = (await ask('administrator', 'POST', `/designs/${form}/shares`, { days: 3 })).body;
  const shared = await ask(null, 'GET', `/shared-designs/${token}`);
  expect(shared.body).toMatchObject({ definition, comments: [] });
  const comment = { id: runtime.newId(), field: 'why', author: '老王', text: '好', vote: 1 };
  expect((await ask(null, 'POST', `/shared-designs/${token}/comments`, comment)).status).toBe(200);
  expect((await ask('administrator', 'GET', `/designs/${form}/comments`)).body.rows).toHaveLength(1);

  const plan = await ask('administrator', 'POST', `/designs/${form}/plan`);
  expect(plan.body).toMatchObject({ problems: [], nextVersion: 1 });
  expect((await ask('administrator', 'POST', `/designs/${form}/publish`, { revision: 1 })).body).toEqual({
    version: 1,
  });
  const opened = await ask('administrator', 'GET', `/designs/${form}`);
  expect(opened.body).toMatchObject({ published: { version: 1, definition }, records: 0 });
  expect(opened.body.indexes).toEqual([{ field: 'title', kind: 'search', state: 'ready' }]);

  const filled = await ask('personInCharge', 'POST', '/records/rounds', {
    community: cast.eastGarden.id,
    values: { title: '晚班', answer: 'good', rows: [{ parts: [{ name: '门' }] }] },
  });
  expect(filled.status, filled.text).toBe(200);
  expect((await ask('personInCharge', 'GET', `/designs/${form}/versions/1`)).body.definition).toEqual(definition);
  expect((await ask('personInCharge', 'GET', '/apps')).body.rows).toMatchObject([{ name: '巡查', forms: 1 }]);

  const file = await ask('administrator', 'GET', `/apps/${app}/package`);
  expect(file.headers['content-disposition']).toContain(encodeURIComponent('巡查.anshao.json'));
  const again = await ask('administrator', 'POST', '/app-packages', { package: file.body });
  expect(again.body.steps.map((step: { do: string }) => step.do)).toEqual(['keep', 'keep']);
});

test('a draft of some megabytes is kept; a larger one is refused with the limit', async () => {
  const app = runtime.newId();
  await ask('administrator', 'POST', '/apps', { id: app, name: '大', icon: 'box' });
  const options = (count: number) =>
    Array.from({ length: count }, (_, index) => ({ code: `c${index}`, label: '选项'.repeat(20), status: 'active' }));
  const definition = {
    id: runtime.newId(),
    key: 'large',
    name: '大表',
    fields: Array.from({ length: 4 }, (_, index) => {
      return { key: `f${index}`, type: 'singleChoice', label: '选', options: options(5000) };
    }),
  };
  const kept = await ask('administrator', 'POST', '/designs', { app, definition });
  expect(kept.status).toBe(200);
  expect(kept.body.definition.fields[3].options).toHaveLength(5000);

  const more = {
    ...definition,
    description: 'x'.repeat(2000),
    fields: [...definition.fields, ...definition.fields, ...definition.fields],
  };
  const refused = await ask('administrator', 'PUT', `/designs/${definition.id}`, { definition: more, revision: 1 });
  expect(refused.body).toMatchObject({ code: 'base.too-large', details: { limit: '8 MB' } });
});

test('what is no form at all is refused with the place', async () => {
  const app = runtime.newId();
  await ask('administrator', 'POST', '/apps', { id: app, name: '错', icon: 'box' });
  const wrong = { id: runtime.newId(), key: '1x', name: 'x', fields: [{ key: 'a' }, 7], more: true };
  const { status, body } = await ask('administrator', 'POST', '/designs', { app, definition: wrong });
  expect(status).toBe(422);
  expect(body.problems.map(({ path }: { path: string }) => path)).toEqual(
    expect.arrayContaining(['definition.key', 'definition.fields[0].type', 'definition.fields[1]']),
  );
});

test('those who fill and read a form notice nothing of its publications but the new field', async () => {
  const app = runtime.newId();
  await ask('administrator', 'POST', '/apps', { id: app, name: '热', icon: 'box' });
  const definition = { ...rich(), key: 'living' };
  await ask('administrator', 'POST', '/designs', { app, definition });
  await ask('administrator', 'POST', `/designs/${definition.id}/publish`, { revision: 1 });
  const community = cast.eastGarden.id;
  const work = async (values: object) => {
    const made = await ask('personInCharge', 'POST', '/records/living', { community, values });
    const read = await ask('personInCharge', 'GET', `/records/living/${made.body.id}`);
    const found = await ask('personInCharge', 'POST', '/records/living/query', { q: '班', full: true });
    return [made.status, read.status, found.status];
  };
  // Often enough for every connection to have its statements prepared.
  for (let turn = 0; turn < 8; turn++)
    expect(await Promise.all([work({ title: '早班' }), work({ title: '晚班' })])).toEqual([
      [200, 200, 200],
      [200, 200, 200],
    ]);
  let fields: unknown[] = [...definition.fields];
  for (let version = 2; version <= 4; version++) {
    fields = [...fields, { key: `more${version}`, type: 'text', label: `第 ${version} 版` }];
    const next = { ...definition, fields, layout: undefined };
    const saved = await ask('administrator', 'PUT', `/designs/${definition.id}`, {
      definition: next,
      revision: version - 1,
    });
    const [published, ...others] = await Promise.all([
      ask('administrator', 'POST', `/designs/${definition.id}/publish`, { revision: saved.body.revision }),
      ...Array.from({ length: 8 }, () => work({ title: '中班' })),
    ]);
    expect(published.body).toEqual({ version });
    expect(others).toEqual(others.map(() => [200, 200, 200]));
    const values = { title: '夜班', [`more${version}`]: '新' };
    const made = await ask('personInCharge', 'POST', '/records/living', { community, values });
    expect(made.body.values).toMatchObject(values);
  }
});
