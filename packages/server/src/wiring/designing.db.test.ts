/** From an empty application to a form that others fill, over HTTP as the desk does it. */
import type { AppForm } from '@anshao/core/apps/applications.ts';
import type { FormDefinition } from '@anshao/core/forms/contract.ts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { buildCast, type Cast, type CastName } from '../access/testing/cast.ts';
import { openSession } from '../access/testing/sessions.ts';
import { installSafetyPreset } from '../apps/presets.ts';
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

/** A form in force, in an application of its own. */
async function publishedForm(key: string): Promise<{ app: string; definition: FormDefinition }> {
  const app = runtime.newId();
  await ask('administrator', 'POST', '/apps', { id: app, name: key, icon: 'box' });
  const definition = {
    id: runtime.newId(),
    key,
    name: `表单 ${key}`,
    fields: [{ key: 'title', type: 'text', label: '标题' }],
  } as const;
  await ask('administrator', 'POST', '/designs', { app, definition });
  await ask('administrator', 'POST', `/designs/${definition.id}/publish`, { revision: 1, note: '第一版' });
  return { app, definition };
}

test('what is new in a version is told to whoever fills the form, with all that came before', async () => {
  const { definition } = await publishedForm('noted');
  const publish = async (revision: number, label: string, note?: string) => {
    const fields = [{ key: 'title', type: 'text', label }];
    await ask('administrator', 'PUT', `/designs/${definition.id}`, { definition: { ...definition, fields }, revision });
    const body = { revision: revision + 1, ...(note && { note }) };
    expect((await ask('administrator', 'POST', `/designs/${definition.id}/publish`, body)).status).toBe(200);
  };
  const news = async () => (await ask('personInCharge', 'GET', '/forms/noted')).body.news;
  expect(await news(), 'a first version differs from nothing').toBeUndefined();

  await publish(1, '名称', ' 标题改叫名称 ');
  expect(await news()).toMatchObject({ version: 2, note: '标题改叫名称' });
  await publish(2, '叫法');

  expect(await news(), 'the version that nothing was said about').toMatchObject({ version: 2 });
  const { body } = await ask('personInCharge', 'GET', '/forms/noted/changes');
  const publishedBy = { id: cast.administrator.person.id, name: cast.administrator.viewer.name };
  expect(body.rows).toMatchObject([
    { version: 3, note: null, publishedBy },
    { version: 2, note: '标题改叫名称', publishedBy },
    { version: 1, note: '第一版', publishedBy },
  ]);
  await ask('administrator', 'PUT', `/designs/${definition.id}/access`, { grants: [] });
  expect((await ask('personInCharge', 'GET', '/forms/noted/changes')).status).toBe(404);
});

test('a form is stopped: nothing new, what is there is read, and it can be taken up again', async () => {
  const { app, definition } = await publishedForm('pausing');
  const community = cast.eastGarden.id;
  const create = () => ask('personInCharge', 'POST', '/records/pausing', { community, values: { title: '早班' } });
  const { id } = (await create()).body;
  const listed = async (who: CastName) =>
    (await ask(who, 'GET', `/apps/${app}`)).body.formList.map(({ status, may }: AppForm) => ({ status, ...may }));
  const events = async () => {
    const { rows } = await database.pool.query(
      "select type from events where subject_id = $1 and type in ('forms.stopped', 'forms.resumed') order by xid, seq",
      [definition.id],
    );
    return rows.map(({ type }) => type);
  };
  const setStopped = (stopped: boolean) =>
    ask('administrator', 'PUT', `/designs/${definition.id}/stopped`, { stopped });

  expect((await setStopped(true)).body).toEqual({ status: 'stopped' });
  await setStopped(true);

  expect((await create()).body.code).toBe('records.form-stopped');
  const batch = { operations: [{ do: 'create', community, values: { title: '晚班' } }] };
  expect((await ask('personInCharge', 'POST', '/records/pausing/batch', batch)).body).toMatchObject({
    done: [],
    skipped: [{ index: 0, code: 'records.form-stopped' }],
  });
  expect((await ask('personInCharge', 'GET', '/forms/pausing')).body).toMatchObject({
    isStopped: true,
    may: { create: false, read: true },
  });
  expect((await ask('personInCharge', 'GET', `/records/pausing/${id}`)).status).toBe(200);
  expect((await ask('personInCharge', 'POST', '/records/pausing/query', {})).body.rows).toHaveLength(1);
  expect(await listed('personInCharge')).toMatchObject([{ status: 'stopped', create: false, read: true }]);
  expect(await listed('administrator')).toMatchObject([{ status: 'stopped', create: false, design: true }]);

  await setStopped(false);

  expect((await create()).status).toBe(200);
  expect(await events(), 'each once').toEqual(['forms.stopped', 'forms.resumed']);
});

test('a form that was never published, or whose records a module makes, cannot be stopped', async () => {
  await installSafetyPreset(runtime, '2026-03-10');
  const app = runtime.newId();
  await ask('administrator', 'POST', '/apps', { id: app, name: '草', icon: 'box' });
  const definition = { ...rich(), key: 'onlyDrawn' };
  await ask('administrator', 'POST', '/designs', { app, definition });
  const stop = (form: string) => ask('administrator', 'PUT', `/designs/${form}/stopped`, { stopped: true });

  expect((await stop(definition.id)).status).toBe(404);
  const { rows } = await database.pool.query("select id from forms where key = 'dailyReport'");
  expect((await stop(rows[0].id)).body).toMatchObject({
    code: 'records.read-only',
    details: { module: 'dailyReports' },
  });
});
