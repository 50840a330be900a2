/** Applications and forms at the desk: building, publishing, keeping. */
import { createHash } from 'node:crypto';
import type { Page } from 'playwright-core';
import { digestInput, packageText } from '../../packages/core/src/apps/package-file.ts';
import { bytesOf } from '../../packages/server/src/forms/import/testing/workbooks.ts';
import { serviceDesk } from '../../presets/templates/service-desk.ts';
import { desk, type Screen, settle } from './screen.ts';
import type { Stock } from './stock.ts';

const design =
  (key: string, more = '') =>
  ({ forms }: Stock) =>
    `/desk/design/${forms[key]}${more}`;

/** A part of the canvas by its label. */
const press = (page: Page, label: string) =>
  page
    .getByRole('treeitem', { name: `${label}，` })
    .first()
    .click();

const chooseWay = async (page: Page, way: string) => {
  await page.getByRole('button', { name: '新建应用' }).first().click();
  await page.getByRole('dialog').getByText(way, { exact: true }).click();
};

/** A paper checklist as a company keeps it. */
const checklist = () =>
  bytesOf(
    {
      消防月检表: [
        ['××物业小区消防设施月度检查表'],
        ['检查日期', null, '检查人', null],
        ['小区名称', null, '天气', '□晴 □多云 □雨'],
        ['序号', '检查项目', '检查标准', '检查结果（正常/异常）', '备注'],
        [1, '灭火器', '压力指针在绿区，铅封完好，无锈蚀', null, null],
        [2, '室内消火栓', '水带、水枪、阀门齐全，箱门能打开', null, null],
        [3, '疏散通道', '畅通，无杂物，无电动自行车', null, null],
        [4, '应急照明', '断电后能点亮，时间不少于30分钟', null, null],
        [5, '消防泵', '手动、自动都能启动', null, null],
        ['整改意见', null],
        ['检查人签字', null, '审核人签字', null],
      ],
    },
    (book) => {
      const sheet = book.getWorksheet('消防月检表');
      sheet?.mergeCells('A1:E1');
      sheet?.mergeCells('B10:E10');
    },
  );

const packageFile = () => {
  const digest = createHash('sha256').update(digestInput(serviceDesk)).digest('hex');
  return Buffer.from(packageText({ ...serviceDesk, digest }));
};

const xlsx = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

export const deskFormScreens: readonly Screen[] = [
  { name: 'desk-apps', as: 'admin', on: desk, path: '/desk/apps' },
  {
    name: 'desk-app-new',
    as: 'admin',
    on: desk,
    path: '/desk/apps',
    reach: async (page) => {
      await chooseWay(page, '模板');
      await page.getByRole('radio', { name: /设备台账/ }).click();
    },
  },
  {
    name: 'desk-app-settings',
    as: 'admin',
    on: desk,
    path: ({ safety }) => `/desk/apps/${safety}/inspectionRecord`,
    reach: async (page) => {
      await page
        .getByRole('button', { name: /的操作$/ })
        .first()
        .click();
      await page.getByText('应用设置', { exact: true }).click();
      await settle(page);
      await page.getByText('指定岗位').click();
    },
  },
  {
    name: 'desk-app-menu',
    as: 'admin',
    on: desk,
    path: ({ safety }) => `/desk/apps/${safety}/inspectionRecord`,
    reach: async (page) => {
      await page
        .getByRole('button', { name: /的操作$/ })
        .first()
        .click();
      await page.getByText('编辑菜单', { exact: true }).click();
    },
  },
  {
    name: 'desk-package',
    as: 'admin',
    on: desk,
    path: '/desk/apps',
    reach: async (page) => {
      await chooseWay(page, '应用包');
      const file = { name: '客服报修.json', mimeType: 'application/json', buffer: packageFile() };
      await page.getByRole('dialog').locator('input[type=file]').setInputFiles(file);
      await page.getByText('将要做的事').waitFor();
    },
  },
  {
    name: 'desk-from-sheet',
    as: 'admin',
    on: desk,
    path: '/desk/apps/from-sheet',
    reach: async (page) => {
      const file = { name: '消防月检表.xlsx', mimeType: xlsx, buffer: await checklist() };
      await page.locator('input[type=file]').setInputFiles(file);
      await page.getByText('识别依据').waitFor();
    },
  },
  {
    name: 'desk-designer',
    as: 'admin',
    on: desk,
    path: design('inspectionRecord'),
    reach: (page) => press(page, '是否正常'),
  },
  {
    name: 'desk-conditions',
    as: 'admin',
    on: desk,
    path: design('inspectionRecord'),
    reach: async (page) => {
      await press(page, '异常情况拍照');
      await page.getByRole('tab', { name: '显示条件' }).click();
    },
  },
  {
    name: 'desk-try-out',
    as: 'admin',
    on: desk,
    path: design('inspectionRecord'),
    reach: async (page) => {
      await page.getByRole('button', { name: '试填' }).click();
      await settle(page);
    },
  },
  {
    name: 'desk-publish',
    as: 'admin',
    on: desk,
    path: design('inspectionPoint'),
    reach: async (page) => {
      await page.getByRole('button', { name: '发布', exact: true }).click();
      await page.getByText('数据表的变化').waitFor();
    },
  },
  {
    name: 'desk-versions',
    as: 'admin',
    on: desk,
    path: design('inspectionRecord', '?tab=versions'),
    reach: async (page) => {
      await page.getByRole('button', { name: '比较' }).last().click();
      await settle(page);
    },
  },
  // The last of its form: it leaves a draft behind.
  {
    name: 'desk-formula',
    as: 'admin',
    on: desk,
    path: design('inspectionRecord'),
    reach: async (page) => {
      await press(page, '检查项清单');
      await page.getByRole('complementary').getByRole('button', { name: '公式', exact: true }).click();
      await settle(page);
      const input = page.getByRole('combobox', { name: '公式' });
      await input.fill('');
      await input.pressSequentially('COUNTIF(检查项清单.是否');
      await input.scrollIntoViewIfNeeded();
    },
  },
  { name: 'desk-access', as: 'admin', on: desk, path: design('hazardReport', '?tab=access') },
  { name: 'desk-comments', as: 'admin', on: desk, path: design('hazardReport', '?tab=comments') },
  { name: 'desk-dictionary', as: 'admin', on: desk, path: '/desk/dictionaries?dictionary=hazardCategories' },
  {
    name: 'desk-records',
    as: 'lianghuimin',
    on: desk,
    path: ({ safety }) => `/desk/apps/${safety}/inspectionRecord`,
  },
  {
    name: 'desk-record',
    as: 'lianghuimin',
    on: desk,
    path: ({ safety, round }) => `/desk/apps/${safety}/inspectionRecord?open=${round}`,
    reach: (page) => page.getByText('检查项清单').evaluate((list) => list.scrollIntoView({ block: 'start' })),
  },
];
