import { dailyReportForm } from '@anshao/presets/safety/daily-report.ts';
import { hazardCategories } from '@anshao/presets/safety/hazard-categories.ts';
import { safetyPackage } from '@anshao/presets/safety/package.ts';
import { expect, test } from 'vitest';
import { buildCast } from '../access/testing/cast.ts';
import { migrateJobs } from '../base/jobs/worker.ts';
import { createTestDatabase } from '../base/testing/database.ts';
import { testRuntime } from '../base/testing/runtime.ts';
import { designingFor } from '../forms/testing/designing.ts';
import { neededByDailyReports, neededByPlans } from '../wiring/usages.ts';
import { installSafetyPreset } from './presets.ts';
import { appsFor } from './testing/apps.ts';

async function stand() {
  const database = await createTestDatabase();
  const runtime = testRuntime(database.pool);
  await migrateJobs(runtime);
  return { database, runtime };
}

test('a fresh start brings the application with its forms, dictionary and plan; a second start nothing', async () => {
  const { database, runtime } = await stand();
  try {
    expect(await installSafetyPreset(runtime)).toBe(true);
    expect(await installSafetyPreset(runtime)).toBe(false);

    const cast = await buildCast(database.pool).catch(async () => {
      await database.pool.query('delete from districts');
      return buildCast(database.pool);
    });
    const { applications } = appsFor(runtime);
    const app = await applications.get(cast.personInCharge.viewer, safetyPackage.app.id);
    expect(app).toMatchObject({ name: '小区安全生产管理', origin: 'preset:safety' });
    expect(app.formList.map(({ key, may }) => [key, may.create])).toEqual([
      ['dailyReport', false],
      ['hazardReport', true],
      ['inspectionPoint', true],
      ['inspectionRecord', true],
    ]);
    const { rows } = await database.pool.query(
      "select count(*) as entries from dictionary_entries where dictionary = 'hazardCategories'",
    );
    expect(rows[0].entries).toBe(hazardCategories.entries.length);
  } finally {
    await database.close();
  }
});

test('a package that was brought is not read again until it is another one', async () => {
  const { database, runtime } = await stand();
  const [{ code } = { code: '' }] = hazardCategories.entries;
  const entries = async () =>
    (await database.pool.query('select 1 from dictionary_entries where code = $1', [code])).rows.length;
  try {
    await installSafetyPreset(runtime);
    await database.pool.query('delete from dictionary_entries where code = $1', [code]);
    expect(await installSafetyPreset(runtime)).toBe(false);
    expect(await entries()).toBe(0);
    await database.pool.query(`update settings set value = '{"digest": "of another"}' where key = 'preset:safety'`);
    expect(await installSafetyPreset(runtime)).toBe(true);
    expect(await entries()).toBe(1);
    expect(await installSafetyPreset(runtime)).toBe(false);
  } finally {
    await database.close();
  }
});

test('a database from before there were applications keeps its reports; its form finds its application', async () => {
  const { database, runtime } = await stand();
  try {
    await installSafetyPreset(runtime);
    // As it was then: one form, of no application.
    await database.pool.query('update forms set app_id = null, shipped = null, access = null');
    for (const key of ['hazardReport', 'inspectionRecord', 'inspectionPoint']) {
      await database.pool.query('delete from form_versions where form_key = $1', [key]);
      await database.pool.query('delete from forms where key = $1', [key]);
    }
    await database.pool.query(
      'drop table form_hazard_report, form_inspection_record__checks, form_inspection_record, form_inspection_point',
    );
    await database.pool.query('delete from apps');
    await database.pool.query("delete from settings where key = 'preset:safety'");

    expect(await installSafetyPreset(runtime)).toBe(true);

    const { rows } = await database.pool.query(
      "select current_version as version, app_id as app, shipped is not null as shipped, access -> 0 ->> 'create' as create from forms where key = 'dailyReport'",
    );
    expect(rows).toEqual([{ version: 1, app: safetyPackage.app.id, shipped: true, create: 'false' }]);
    expect(await installSafetyPreset(runtime)).toBe(false);
  } finally {
    await database.close();
  }
});

test('what an administrator changed stays through every start, and can be gone back on', async () => {
  const { database, runtime } = await stand();
  try {
    await installSafetyPreset(runtime);
    await database.pool.query('delete from districts');
    const admin = (await buildCast(database.pool)).administrator.viewer;
    const { designs } = designingFor(runtime, [neededByDailyReports, neededByPlans]);
    const note = { key: 'weather', type: 'text', label: '天气' } as const;
    const definition = { ...dailyReportForm, fields: [...dailyReportForm.fields, note] };
    await designs.save(admin, dailyReportForm.id, { definition, revision: 0 });
    await designs.publish(admin, dailyReportForm.id, { revision: 1 });

    expect(await installSafetyPreset(runtime)).toBe(false);

    const found = await designs.get(admin, dailyReportForm.id);
    expect(found.published).toEqual({ version: 2, definition });
    expect(found.shipped).toEqual({ package: 'safety', definition: dailyReportForm });
    expect(found.usages.map(({ kind, field }) => [kind, field])).toEqual(
      expect.arrayContaining([
        ['module', 'items.answer'],
        ['plan', undefined],
      ]),
    );
  } finally {
    await database.close();
  }
});

test('the fields that daily reports live on cannot be taken out of their form', async () => {
  const { database, runtime } = await stand();
  try {
    await installSafetyPreset(runtime);
    await database.pool.query('delete from districts');
    const admin = (await buildCast(database.pool)).administrator.viewer;
    const { designs } = designingFor(runtime, [neededByDailyReports]);
    const definition = { ...dailyReportForm, fields: dailyReportForm.fields.slice(1) };
    await designs.save(admin, dailyReportForm.id, { definition, revision: 0 });
    expect((await designs.plan(admin, dailyReportForm.id)).problems).toMatchObject([
      { code: 'forms.field-needed', details: { field: 'date', by: '安全生产日报' } },
    ]);
  } finally {
    await database.close();
  }
});

test('a form of somebody’s own under a key that the package brings keeps nobody from starting', async () => {
  const { database, runtime } = await stand();
  try {
    await installSafetyPreset(runtime);
    const own = runtime.newId();
    await database.pool.query("update forms set id = $1, shipped = null, app_id = null where key = 'hazardReport'", [
      own,
    ]);

    expect(await installSafetyPreset(runtime)).toBe(false);

    const { rows } = await database.pool.query(
      "select id, current_version as version from forms where key = 'hazardReport'",
    );
    expect(rows).toEqual([{ id: own, version: 1 }]);
  } finally {
    await database.close();
  }
});

test('two processes that start at once install it once', async () => {
  const { database, runtime } = await stand();
  try {
    const installed = await Promise.all([installSafetyPreset(runtime), installSafetyPreset(runtime)]);
    expect(installed.sort()).toEqual([false, true]);
    const { rows } = await database.pool.query('select count(*) as versions from form_versions');
    expect(rows[0].versions).toBe(safetyPackage.forms.length);
  } finally {
    await database.close();
  }
});
