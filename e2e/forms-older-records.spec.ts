/**
 * Records of an older version of their form, after a control and a column were taken out and one choice became several:
 * they read as they were filled in, and can be changed on desk and phone without harm to what only they have.
 */
import type { FormDefinition } from '@anshao/core/forms/contract.ts';
import { columnName } from '@anshao/core/forms/naming.ts';
import type { FormRecord } from '@anshao/core/forms/records.ts';
import type { Page } from 'playwright-core';
import { beforeAll, expect, test } from 'vitest';
import { type Scene, setScene } from './stage/scene.ts';
import { openStage, type Stage, watch } from './stage/stage.ts';

let stage: Stage;
let scene: Scene;
let app: string;
let desk: Page;
let phone: Page;

const options = [
  { code: 'ok', label: '正常', status: 'active' as const },
  { code: 'bad', label: '异常', status: 'active' as const },
];

const first = (id: string): FormDefinition => ({
  id,
  key: 'rounds30',
  name: '谷雨巡查',
  fields: [
    { key: 'place', type: 'text', label: '地点', required: true },
    { key: 'gone', type: 'text', label: '旧栏' },
    { key: 'state', type: 'singleChoice', label: '情况', options },
    {
      key: 'rows',
      type: 'subform',
      label: '明细',
      fields: [
        { key: 'what', type: 'text', label: '内容' },
        { key: 'lost', type: 'text', label: '旧列' },
      ],
    },
  ],
});

const second = (id: string): FormDefinition => ({
  ...first(id),
  fields: [
    { key: 'place', type: 'text', label: '地点', required: true },
    { key: 'state', type: 'multipleChoice', label: '情况', options },
    { key: 'rows', type: 'subform', label: '明细', fields: [{ key: 'what', type: 'text', label: '内容' }] },
    { key: 'weather', type: 'text', label: '天气' },
  ],
});

const file = (place: string) =>
  stage.call<FormRecord>(scene.cookie, 'POST', '/records/rounds30', {
    values: { place, gone: `${place}的旧栏`, state: 'bad', rows: [{ what: '门锁', lost: '旧列里的话' }] },
  });
const read = (id: string) => stage.call<FormRecord>(scene.cookie, 'GET', `/records/rounds30/${id}`);
let older: Readonly<Record<'desk' | 'phone', FormRecord>>;

beforeAll(async () => {
  stage = await openStage(30);
  scene = await setScene(stage, { district: '谷雨区', communities: ['谷雨苑'], person: '谷雨明' });
  const admin = await stage.administrator();
  app = stage.newId();
  await stage.call(admin, 'POST', '/apps', { id: app, name: '谷雨登记', icon: 'shield' });
  const form = stage.newId();
  await stage.call(admin, 'POST', '/designs', { app, definition: first(form) });
  await stage.call(admin, 'POST', `/designs/${form}/publish`, { revision: 1 });
  older = { desk: await file('东门'), phone: await file('西门') };
  await stage.call(admin, 'PUT', `/designs/${form}`, { definition: second(form), revision: 1 });
  await stage.call(admin, 'POST', `/designs/${form}/publish`, { revision: 2 });
  desk = await stage.desk(admin);
  phone = await stage.phone(scene.cookie);
});

async function expectChanged(before: FormRecord, weather: string): Promise<void> {
  const after = await read(before.id);
  const { place, state, rows } = after.values;
  expect({ place, state, weather: after.values['weather'], revision: after.revision }).toEqual({
    place: before.values['place'],
    state: ['bad'],
    weather,
    revision: 2,
  });
  expect(rows).toEqual([expect.objectContaining({ what: '门锁' })]);
  // What only the older version has a field for is still in the table.
  const { rows: stored } = await stage.pool.query(
    `select r.${columnName('gone')} as gone, x.${columnName('lost')} as lost
     from form_rounds30 r join form_rounds30__rows x on x.record_id = r.id where r.id = $1`,
    [before.id],
  );
  expect(stored).toEqual([{ gone: before.values['gone'], lost: '旧列里的话' }]);
}

test('at the desk an older record reads as it was filled in, and is changed', async () => {
  watch(desk);
  await desk.goto(`/desk/apps/${app}/rounds30?open=${older.desk.id}`);
  const panel = desk.getByRole('complementary');
  await panel.getByText('东门的旧栏').waitFor();
  await panel.getByText('异常', { exact: true }).waitFor();
  await panel.getByText('旧列里的话').waitFor();
  await panel.getByRole('button', { name: '修改' }).click();
  await panel.getByLabel('天气').fill('晴');
  await panel.getByRole('button', { name: '保存', exact: true }).click();
  await desk.getByText('已保存').waitFor();
  await expectChanged(older.desk, '晴');
});

test('so it does on the phone', async () => {
  watch(phone);
  await phone.goto(`/m/records/rounds30/${older.phone.id}`);
  await phone.getByText('西门的旧栏').waitFor();
  await phone.getByText('异常', { exact: true }).waitFor();
  await phone.getByRole('link', { name: '修改' }).click();
  await phone.getByLabel('天气').fill('雨');
  await phone.getByRole('button', { name: '保存修改' }).click();
  await phone.locator('.toast', { hasText: '已保存' }).waitFor();
  await expectChanged(older.phone, '雨');
});
