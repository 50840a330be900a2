/** Communities and people come as sheets: problems are told cell by cell before anything is written. */
import { csvOf, workbookOf } from '@anshao/server/org/testing/sheets.ts';
import ExcelJS from 'exceljs';
import type { Page } from 'playwright-core';
import { beforeAll, expect, test } from 'vitest';
import { setScene } from './stage/scene.ts';
import { openStage, type Stage, watch } from './stage/stage.ts';

let stage: Stage;
let desk: Page;
const company = '大暑物业有限公司';
const xlsx = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

beforeAll(async () => {
  stage = await openStage(17);
  await setScene(stage, { district: '大暑区', communities: ['大暑旧苑'], person: '曹大暑' });
  desk = await stage.desk(await stage.administrator());
});

/** Chooses a file on the import page; resolves when it has been checked. */
async function choose(name: string, content: Buffer): Promise<void> {
  await desk.goto('/desk/import');
  await desk.locator('input[type=file]').setInputFiles({ name, mimeType: xlsx, buffer: content });
  await desk.getByText(name).waitFor();
}

const figure = (name: string) => desk.locator('.totals > div', { hasText: name }).locator('.total-figure').innerText();
const problems = async () =>
  (await desk.getByRole('region', { name: '问题清单' }).first().locator('tbody tr').allInnerTexts()).map((line) =>
    line.replaceAll(/\s+/g, ' '),
  );

const sheet = () => [
  ['小区编码', '名称', '所属', '物业企业', '地址', '状态'],
  [stage.code(501), '大暑东苑', '大暑区', company, '东街1号', '启用'],
  [stage.code(502), '', '大暑区', company, '东街2号', '启用'],
  [stage.code(503), '大暑西苑', '没有的区', company, '东街3号', '开着'],
  [stage.code(501), '大暑重复苑', '大暑区', company, '东街4号', ''],
  [stage.code(505), '大暑南苑', '大暑区', company, '东街5号', '启用'],
];

test('a column under an unknown title is pointed out, and can be given its meaning (DR-05)', async () => {
  watch(desk);
  await desk.goto('/desk/directory');
  await desk.getByRole('link', { name: '导入表格' }).click();
  await desk
    .locator('input[type=file]')
    .setInputFiles({ name: '小区台账.xlsx', mimeType: xlsx, buffer: await workbookOf(sheet()) });
  await desk.getByRole('heading', { name: '列的对应' }).waitFor();
  const district = desk.getByRole('combobox', { name: /^县区/ });
  await district.click();
  await desk
    .getByRole('option', { name: '所属' })
    .or(desk.locator('.ant-select-item-option', { hasText: '所属' }))
    .last()
    .click();
  await desk.getByText('列的对应已修改，请先重新检查').waitFor();
  await desk.getByRole('button', { name: '按新的对应重新检查' }).click();
  await expect.poll(() => figure('将新增')).toBe('2');
});

test('a company nobody knows is announced before it is made, and asked about when another is called almost so', async () => {
  watch(desk);
  const news = desk.getByRole('status').filter({ hasText: '将新建1家物业公司' });
  expect(await news.getByRole('listitem').allInnerTexts()).toEqual([
    `${company}（2行，首见第2行） 与已有的“大暑区物业有限公司”相近，是否写错？`,
  ]);
});

test('every problem is listed at once with its row and column (DR-05)', async () => {
  watch(desk);
  expect(await figure('有问题的行')).toBe('3');
  const listed = await problems();
  for (const [row, column, words] of [
    [3, '名称', '不能为空|请填写|必填'],
    [4, '所属', '没有“没有的区”这个县区'],
    [4, '状态', '启用'],
    [5, '小区编码', `小区编码 ?${stage.code(501)} ?与第 ?2 ?行重复`],
  ] as const) {
    expect(listed).toContainEqual(expect.stringMatching(new RegExp(`^第${row}行 ${column} .*(${words})`)));
  }
  expect(await desk.getByText('4处问题').count()).toBe(1);
  const { rows } = await stage.pool.query('select 1 from communities where code = $1', [stage.code(501)]);
  expect(rows).toEqual([]);
});

test('confirming writes the good rows, tells how many were done and skipped, and they can be found (DR-05, DR-06)', async () => {
  watch(desk);
  await desk.getByText('有问题的3行会跳过').waitFor();
  await desk.getByRole('button', { name: '确定导入2行' }).click();
  await desk.getByText('导入完成：新增2，更新0，未变0').waitFor();
  await desk.getByText('3行有问题，没有导入（共4处）').waitFor();
  await desk.getByRole('link', { name: '返回小区与人员' }).click();
  await desk
    .getByRole('searchbox', { name: '搜索小区名称、编号、地址' })
    .or(desk.getByLabel('搜索小区名称、编号、地址'))
    .first()
    .fill('大暑');
  const table = desk.getByRole('table');
  await expect.poll(async () => (await table.locator('tbody tr').allInnerTexts()).length).toBe(3);
  await table.getByText('大暑南苑').waitFor();
});

test('the same sheet again changes nothing', async () => {
  watch(desk);
  const good = sheet().filter((_line, index) => [0, 1, 5].includes(index));
  await choose(
    '又一次.xlsx',
    await workbookOf([['小区编号', '小区名称', '县区', '物业公司', '地址', '状态'], ...good.slice(1)]),
  );
  await expect.poll(() => figure('未变')).toBe('2');
  expect([await figure('将新增'), await figure('将更新'), await figure('有问题的行')]).toEqual(['0', '0', '0']);
  expect(await desk.getByRole('button', { name: '确定导入0行' }).isDisabled()).toBe(true);
});

test('people come from a CSV sheet, and find their community on the phone (DR-08)', async () => {
  watch(desk);
  const lines = [
    ['姓名', '手机号', '岗位', '小区编号'],
    ['阮大暑', stage.mobile(501), '项目负责人', stage.code(501)],
    ['坏号码', '12345', '项目负责人', stage.code(505)],
  ];
  await desk.goto('/desk/import');
  await desk.getByText('人员', { exact: true }).click();
  await desk
    .locator('input[type=file]')
    .setInputFiles({ name: '人员.csv', mimeType: 'text/csv', buffer: Buffer.from(csvOf(lines)) });
  await expect.poll(() => figure('将新增')).toBe('1');
  expect(await problems()).toEqual([expect.stringMatching(/^第3行 手机号 手机号应为 ?11 ?位大陆手机号/)]);
  await desk.getByRole('button', { name: '确定导入1行' }).click();
  await desk.getByText(/导入完成：新增1/).waitFor();
  const { rows } = await stage.call<{ rows: { contact: { name: string } | null }[] }>(
    '',
    'GET',
    `/communities/pick?q=${encodeURIComponent('大暑东苑')}`,
  );
  expect(rows[0]?.contact?.name).toMatch(/^阮/);
});

test('what is no sheet is refused at the chooser, in words that stay until another file is chosen', async () => {
  watch(desk);
  await desk.goto('/desk/import');
  const chooser = desk.locator('input[type=file]');
  await chooser.setInputFiles({ name: '坏的.xlsx', mimeType: xlsx, buffer: Buffer.from('not a workbook') });
  const refusal = desk.getByRole('main').getByRole('alert');
  await refusal.getByText('“坏的.xlsx”没有读入').waitFor();
  expect(await refusal.innerText()).toContain('这里可以上传：表格（XLSX、CSV）');
  expect(await refusal.innerText()).not.toContain('照片');
  const dropped = await desk.evaluateHandle(() => {
    const transfer = new DataTransfer();
    transfer.items.add(new File(['%PDF-1.7'], '合同.pdf', { type: 'application/pdf' }));
    return transfer;
  });
  await desk.getByRole('button', { name: /拖到这里/ }).dispatchEvent('drop', { dataTransfer: dropped });
  await refusal.getByText('“合同.pdf”没有读入').waitFor();
  expect(await refusal.innerText()).toContain('不支持这种文件（PDF）；这里可以上传：表格（XLSX、CSV）');
  await desk.getByText('人员', { exact: true }).click();
  expect(await refusal.count()).toBe(1);
  await desk.getByText('小区', { exact: true }).click();
  const lines = [
    ['小区编号', '小区名称', '县区'],
    [stage.code(507), '大\u0007暑角', '大暑区'],
  ];
  await chooser.setInputFiles({ name: '响铃.csv', mimeType: 'text/csv', buffer: Buffer.from(csvOf(lines)) });
  await desk.getByText('响铃.csv').waitFor();
  expect(await refusal.count()).toBe(0);
  expect(await problems()).toEqual([expect.stringMatching(/^第2行 小区名称 含有无法显示的控制字符/)]);
});

test('the directory is exported as a sheet that can be imported again unchanged', async () => {
  watch(desk);
  await desk.goto('/desk/directory');
  await desk.getByRole('button', { name: '导出' }).click();
  const [download] = await Promise.all([
    desk.waitForEvent('download'),
    desk.getByRole('link', { name: '导出小区表' }).click(),
  ]);
  const book = new ExcelJS.Workbook();
  await book.xlsx.readFile(await download.path());
  const lines: (string | number)[][] = [];
  book.worksheets[0]?.eachRow((line) =>
    lines.push((line.values as (string | number)[]).slice(1).map((cell) => cell ?? '')),
  );
  const own = lines.filter((line) => String(line[1]).startsWith('大暑'));
  expect(own).toHaveLength(3);
  await choose('导出.xlsx', await workbookOf([lines[0] ?? [], ...own]));
  await expect.poll(() => figure('未变')).toBe('3');
});
